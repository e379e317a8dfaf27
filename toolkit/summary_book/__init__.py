"""The sheets of a summary, declared once for their writer and their reader."""
