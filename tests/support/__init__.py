"""Builders of forms, returns, workbooks and records for the tests, and programs that they run."""
