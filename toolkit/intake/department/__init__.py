"""Departments' overall targets, read from a table or from pasted paragraphs."""
