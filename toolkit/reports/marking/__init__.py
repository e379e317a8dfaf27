"""The steps of a marked copy: open, colour, comment, list, save."""
