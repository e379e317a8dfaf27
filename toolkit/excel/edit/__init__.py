"""Changes to parts of a workbook; all other parts stay as they are packed."""
