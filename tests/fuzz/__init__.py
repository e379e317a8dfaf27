"""Mutants of real workbooks, read in several ways: `python -m tests.fuzz 500`."""
