"""Many files read and checked, in one process or several; no policy."""
