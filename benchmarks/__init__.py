"""Measurements with peers beside every figure: `make bench`."""
