"""Workbooks as files: opened into a grid of cells, written in parts.

This room knows OOXML and no form.
"""
