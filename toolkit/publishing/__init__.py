"""The summary as it is handed on: a workbook with its sheets, and frames for statistics programs."""
