"""The policy for a batch: which returns count, which findings are waived."""
