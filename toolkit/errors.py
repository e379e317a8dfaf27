"""Why the tool could not do its work at all. What is wrong inside a returned file is a finding instead."""

from __future__ import annotations


class ToolkitError(Exception):
    """The command cannot do its work; the message says what to do about it. Exit status 2."""

    def message(self, lang: str = "zh") -> str:
        """Returns the sentence in the reader's language, where there are two of it."""
        return str(self)


class InputError(ToolkitError):
    """An argument, a roster or a record file cannot be used."""


class FileError(ToolkitError):
    """A file cannot be read or written: missing, open in another program, no space."""


class TemplateError(ToolkitError):
    """A form definition is wrong; the message names file, line and key.

    Args:
        zh: the message in Chinese, one fault a line.
        en: the same in English; without it the first serves both.
    """

    def __init__(self, zh: str, en: str = "") -> None:
        super().__init__(zh, en)

    def __str__(self) -> str:
        return str(self.args[0])

    def message(self, lang: str = "zh") -> str:
        """Returns the sentences in the reader's language."""
        return str(self.args[1] if lang == "en" and self.args[1] else self.args[0])
