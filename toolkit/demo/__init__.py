"""The demo: the whole round on the samples that ship."""
