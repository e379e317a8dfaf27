"""Builders of forms, returns, workbooks and records, and programs to run."""
