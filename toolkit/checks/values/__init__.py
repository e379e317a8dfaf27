"""Family V: one indicator and its values."""
