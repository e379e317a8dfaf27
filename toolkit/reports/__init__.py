"""Findings as text, JSON, SARIF, a letter in HTML, and marked copies of the workbooks that came back."""
