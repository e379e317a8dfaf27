"""Family H: the head of the form: who, what, when, how much."""
