"""Writing workbooks: the zip, the markup of sheets, and what XlsxWriter lacks."""
