"""Departments' overall targets: from a table, or from paragraphs pasted into one column."""
