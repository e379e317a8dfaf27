"""The marked copy of a returned workbook, step by step: opened, coloured, noted, listed, saved."""
