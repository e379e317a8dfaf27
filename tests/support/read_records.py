"""Records as intake gives them, built by hand."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cache
from typing import Any, TypedDict

from tests.support.definitions import combined, form13, plan
from toolkit.checks import Settings, run
from toolkit.forms import Definition, Stamp, compile_layout, load_framework, shipped
from toolkit.model import (
    WAN,
    Fact,
    Finding,
    Flag,
    Observation,
    Observed,
    Placed,
    Project,
    ReadFile,
    ReadRecord,
    ReadTotal,
    Source,
    projects_from,
)

SUMMARY_COLUMNS = {
    "project_name": "A",
    "total": "B",
    "fiscal": "C",
    "special_account": "D",
    "other": "E",
    "annual_goal": "F",
}
HEAD = ("project_name", "project_type", "project_level", "supervising_department", "spending_unit")


def seen(kind: Observed, cell: str | None = None, /, *flags: Flag, **facts: Fact) -> Observation:
    """Something that intake saw."""
    return Observation(kind, cell, facts, flags=frozenset(flags))


class ReadAs(TypedDict, total=False):
    """The keywords of `read`, to be passed on."""

    definition: Definition | None
    raw: Mapping[str, str] | None
    lacks: Iterable[str]
    has: Iterable[str]
    stamp: Stamp | None
    path: str
    sheet: str
    line: int


def read(
    record: Project,
    *observations: Observation,
    definition: Definition | None = None,
    raw: Mapping[str, str] | None = None,
    lacks: Iterable[str] = (),
    has: Iterable[str] = (),
    stamp: Stamp | None = None,
    path: str = "returned/骏达.xlsx",
    sheet: str = "治安经费",
    line: int = 5,
) -> ReadRecord:
    """A record as it was read.

    Args:
        record: the project.
        observations: what was seen on its form.
        definition: by default that of 表13, or of the summary for its rows.
        raw: by field, what stood there, where it differs from the value.
        lacks: fields that this form does not have.
        has: further fields that it has.
        stamp: the stamp it carries.
        path: of the file.
        sheet: its sheet.
        line: row of the sheet, for a row of a summary.
    """
    chosen = definition or (combined() if record.form == "combined" else form13())
    places = dict(_row_places(record, line) if chosen.kind == "summary" else _form_places(record))
    for key in has:
        places.setdefault(key, "B4")
    texts = {**{key: _text(record, key, chosen.unit) for key in places}, **(raw or {})}
    placed = {key: Placed(cell, texts[key]) for key, cell in places.items() if key not in set(lacks)}
    extent = f"A{line}:G{line}" if chosen.kind == "summary" else "A1:F40"
    return ReadRecord(chosen, record, Source(path, sheet, extent, "0" * 64), placed, observations, stamp)


def _form_places(record: Project) -> Iterator[tuple[str, str]]:
    layout = compile_layout(form13(), load_framework("classic"), 2024)
    for key, cell in layout.inputs.items():
        if not key.startswith("slots."):
            yield key, str(cell.range.first)
    first = layout.slots[0].row + 1
    for number in range(len(record.indicators)):
        for part, column in (("name", "D"), ("period_value", "E"), ("annual_value", "F")):
            yield f"indicators.{number}.{part}", f"{column}{first + number}"


def _row_places(record: Project, line: int) -> Iterator[tuple[str, str]]:
    for key, column in SUMMARY_COLUMNS.items():
        yield key, f"{column}{line}"
    for number in range(len(record.indicators)):
        for part in ("name", "period_value", "annual_value"):
            yield f"indicators.{number}.{part}", f"G{line}"


def _text(record: Project, key: str, unit: str) -> str:
    if key.startswith("indicators."):
        _, number, part = key.split(".")
        value = getattr(record.indicators[int(number)], part)
    else:
        value = getattr(record, key, None) or getattr(record.funding, key, None)
    if isinstance(value, Decimal):
        value = value / 10_000 if unit == WAN else value
        return f"{value.normalize():f}"
    return "" if value is None else str(value)


def file(*records: ReadRecord, observations: tuple[Observation, ...] = (), **more: Any) -> ReadFile:
    """A file with these records; its path is theirs unless another is given."""
    path = more.pop("path", records[0].source.file if records else "returned/骏达.xlsx")
    return ReadFile(path, "0" * 64, records, observations=observations, **more)


def total(printed: str, *rows: int, step: str = "100", key: str = "total", name: str = "合计") -> ReadTotal:
    """A total row of a summary, in 元."""
    source = Source("returned/汇总.xlsx", "汇总", "A1:G9", "0" * 64)
    return ReadTotal(name, "B4", {key: Decimal(printed)}, range(len(rows)), Decimal(step), source)


def issued(identifier: str = "0000000001", **prefilled: str) -> Stamp:
    """A stamp of 表13."""
    return Stamp(identifier, "form13", "2024.1", 2024, None, (), "0" * 16, prefilled)


def findings(*files: ReadFile, code: str | None = None, settings: Settings | None = None) -> tuple[Finding, ...]:
    """Returns the findings of all rules, or of one code."""
    return tuple(one for one in run(files, settings or Settings()) if code in (None, one.code))


@cache
def seed(number: str) -> ReadFile:
    """Returns a seed as a file, one sheet or row a project."""
    (path,) = (shipped("samples") / "records").glob(f"{number}-*.json")
    projects = projects_from(json.loads(path.read_text("utf-8")))
    return file(*(_seed_record(one, place, path.stem) for place, one in enumerate(projects, 1)))


def _seed_record(record: Project, place: int, stem: str) -> ReadRecord:
    path = f"returned/{stem}.xlsx"
    if record.form == "combined":
        return read(record, path=path, sheet="汇总", line=place + 4)
    if record.form == "plan":
        lacks = [*HEAD[1:], "start_year", "end_year", "period_goal"]
        lacks += [f"indicators.{number}.period_value" for number in range(len(record.indicators))]
        has = ("project_code", "funds_text", "fiscal", "payment_plan.0.percent")
        return read(record, definition=plan(), lacks=lacks, has=has, path=path, sheet=str(place))
    return read(record, path=path, sheet=str(place))
