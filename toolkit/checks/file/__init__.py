"""Family F: is this a file that can be read at all?"""
