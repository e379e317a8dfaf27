"""From a file to records, with everything that was seen on the way."""
