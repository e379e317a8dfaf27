"""Workbooks as files: opened safely into a grid of cells, written part by part. Knows OOXML and no form."""
