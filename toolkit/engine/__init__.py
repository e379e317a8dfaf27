"""The same work over many files; a bad file never takes others with it."""
