"""A summary as a workbook, and as frames for statistics programs."""
