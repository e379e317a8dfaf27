"""Why the tool could not do its work at all. What is wrong inside a returned file is a finding instead."""

from __future__ import annotations


class ToolkitError(Exception):
    """The command cannot do its work; the message says what to do about it. Exit status 2."""


class InputError(ToolkitError):
    """An argument, a roster or a record file cannot be used."""


class FileError(ToolkitError):
    """A file cannot be read or written: missing, open in another program, no space."""


class TemplateError(ToolkitError):
    """A form definition is wrong; the message names file, line and key."""
