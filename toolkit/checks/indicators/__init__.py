"""Family I: the set of indicators as a whole."""
