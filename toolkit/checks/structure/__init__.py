"""Family S: is this the form that was issued, and does everything stand where it belongs?"""
