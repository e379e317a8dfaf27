"""Family A: between projects, between files, and in the summary."""
