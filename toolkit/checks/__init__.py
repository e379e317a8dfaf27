"""The rules: one file each, found by walking; a code, a severity, a scope, a generator of findings."""
