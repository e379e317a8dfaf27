"""The draft of a definition from an office's own workbook."""
