"""Family S: changes of the issued form, and content out of place."""
