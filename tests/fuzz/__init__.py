"""Mutants of real workbooks, read in several ways that must agree: `python -m tests.fuzz 500`."""
