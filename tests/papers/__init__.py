"""Papers that leave the office."""
