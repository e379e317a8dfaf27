"""元岗街道: a table that the department typed itself, checked, let pass by name, merged anew and split into forms."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from toolkit import api
from toolkit.demo.folder import Desk
from toolkit.demo.samples import typed
from toolkit.demo.steps import merge, part, review
from toolkit.files import write_atomically
from toolkit.forms.loader import shipped
from toolkit.model.finding import Severity

#: The file and its sheet: nothing else says the year.
NAME = "2023年项目支出绩效目标表"
GOAL = 5


def go_round(desk: Desk) -> Iterator[str]:
    """Return the table, check it, merge it with the errors waived that are in print already, split it."""
    path = desk.returned / f"{NAME}.xlsx"
    write_atomically(path, as_typed())
    yield desk.sentence(f"2 报回街道自己打的表，没有用表样：{path}", f"2 returned a table typed without a form: {path}")
    yield review(desk)
    waivers = desk.reviewed / "放行.yaml"
    write_atomically(waivers, _waived(desk).encode("utf-8"))
    yield from merge(desk, waivers=waivers)
    yield desk.sentence(f"  放行清单：{waivers}", f"  waivers: {waivers}")
    yield part(desk)


def as_typed() -> bytes:
    """The table as a person types it: a goal keeps its lines, where print broke another text the cell wraps it."""
    text = (shipped("samples") / "as_found" / "003-yuangang.tsv").read_text("utf-8")
    title, line, heading, more, *rows = (row.split("\t") for row in text.splitlines())
    headings = ["".join(parts) for parts in zip_longest(heading, more, fillvalue="")]
    cells = [[cell.replace("⏎", "\n" if col == GOAL else "") for col, cell in enumerate(row)] for row in rows]
    return typed(NAME, title[0], line[0], headings, cells)


def _waived(desk: Desk) -> str:
    """A waiver for every error: the table is published as it stands, and somebody answers for that."""
    found = api.check(desk.returned, templates=desk.templates).findings
    named = dict.fromkeys((one.code, one.where.project) for one in found if one.severity is Severity.ERROR)
    return "waivers:\n" + "".join(
        f"  - {{code: {code}, project: {project}, reason: 已按此公开，下次改正, name: 演示, date: 2023-01-31}}\n"
        for code, project in named
    )
