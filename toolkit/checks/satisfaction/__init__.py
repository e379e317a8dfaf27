"""Family T: satisfaction indicators."""
