"""Family C: cost indicators."""
