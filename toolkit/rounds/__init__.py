"""A round in a folder, from the roster to the published table."""
