"""The changes of the tables, one a file, in order."""
