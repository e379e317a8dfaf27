"""The framework of levels, the grammar of a value, the packed text of a summary. Pure."""
