"""The example definitions: every fact from issued and from home-made sheets."""
