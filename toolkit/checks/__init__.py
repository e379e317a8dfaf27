"""The rules: one file each, found by walking the package.

A rule has a code, a severity, a scope and a generator of findings.
"""
