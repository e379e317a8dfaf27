"""Definitions of forms, their layouts, kinds of cells, and the stamp."""
