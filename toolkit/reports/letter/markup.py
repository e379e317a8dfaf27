"""Small words of HTML that every part of the letter uses; whatever a person typed goes through `esc`."""

from __future__ import annotations

from html import escape

from toolkit.model.finding import Severity
from toolkit.reports.sections import Section
from toolkit.reports.words import printable, severity_name


def esc(text: str | None) -> str:
    """A text as HTML shows it."""
    return escape(printable(text or ""), quote=True)


def chip(severity: Severity) -> str:
    """The name of a severity on its colour."""
    return f'<span class="chip">{severity_name(severity, "zh")}</span>'


def verdict(section: Section) -> str:
    """How it stands: to be mended, to be looked at, all right. Of a file as a whole only what is wrong is said.

    What concerns several files has no verdict: it is no one file that goes back.
    """
    errors, warnings, _ = section.counts
    if not section.file or (section.record is None and not errors + warnings):
        return ""
    kind, word = ("error", "退回修改") if errors else ("warning", "请核对") if warnings else ("ok", "通过")
    return f'<span class="chip {kind}">{word}</span>'


def number(count: int) -> str:
    """A cell of a table of counts; a zero stands back."""
    return f'<td class="n{"" if count else " zero"}">{count}</td>'
