"""The shapes of an indicator's value."""
