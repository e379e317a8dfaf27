"""A program of somebody else that uses everything public."""
