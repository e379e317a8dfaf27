"""Levels of indicators, the grammar of their values, and packed texts."""
