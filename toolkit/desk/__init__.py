"""The local page over a folder of rounds."""
