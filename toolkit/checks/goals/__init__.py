"""Family G: the texts of the goals."""
