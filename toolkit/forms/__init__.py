"""Definitions, what they compile to, kinds of cells and the stamp. Pure but for reading the definitions."""
