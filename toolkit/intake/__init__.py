"""The way from a file to records, with everything that was seen."""
