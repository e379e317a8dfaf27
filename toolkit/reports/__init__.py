"""Findings as text, JSON and marked copies."""
