"""The shapes that an indicator's value can have, one idea a module."""
