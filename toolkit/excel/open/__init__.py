"""From the bytes of a file to a Book, safely: what it is, whether it may be opened, what stands in it."""
