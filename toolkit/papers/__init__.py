"""Papers that leave the office: notices, letters, reminders, the board."""
