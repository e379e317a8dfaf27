"""The kinds of cells to fill, one file each."""
