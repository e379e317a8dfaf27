"""Locked workbooks from layouts."""
