"""The way from a sheet to the record of a form."""
