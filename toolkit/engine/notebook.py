"""A batch as a notebook shows it: a line and the first rows."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from itertools import islice
from operator import attrgetter

from toolkit.model.finding import Finding
from toolkit.model.records import Project
from toolkit.model.same import unit_of

#: Rows that are shown.
_SHOWN = 20
#: The attributes of a finding's place, as columns.
PLACE = ("file", "sheet", "cell", "project")


def findings_table(findings: Iterable[Finding]) -> str:
    """Returns the first findings as HTML; nothing where there are none."""
    return _html(
        ("code", "severity", *PLACE, "message"),
        (
            (one.code, one.severity.value, *attrgetter(*PLACE)(one.where), one.message())
            for one in islice(findings, _SHOWN)
        ),
    )


def projects_table(projects: Iterable[Project]) -> str:
    """Returns the first projects as HTML; nothing where there are none."""
    return _html(
        ("unit", "project", "year", "total"),
        ((unit_of(one), one.project_name, one.budget_year, one.funding.total) for one in islice(projects, _SHOWN)),
    )


def with_line(line: str, table: str) -> str:
    """Returns a line, as `repr` says it, above a table."""
    return f"<p>{escape(line[1:-1])}</p>{table}"


def _html(headings: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    lines = "".join(f"<tr>{''.join(f'<td>{escape(str(value or str()))}</td>' for value in row)}</tr>" for row in rows)
    return f"<table><tr>{''.join(f'<th>{text}</th>' for text in headings)}</tr>{lines}</table>" if lines else ""
