"""The report formats: one file each, with its FORMAT."""
