"""A department's overall target as a table, written by `merge` or made by a person."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from toolkit.excel.grid import CellKind
from toolkit.intake.cells import look_at
from toolkit.intake.department.narrative import DEPARTMENT, TITLE, Section, item_of, section_of
from toolkit.intake.form.extract import Version, gathered
from toolkit.intake.form.table_end import is_remark
from toolkit.intake.tokens import Lines, Token
from toolkit.model.cell import CellRef
from toolkit.model.evidence import Observation, Placed, Seen
from toolkit.model.records import DepartmentTarget, Source
from toolkit.model.text import fold, strip_invisible
from toolkit.summary_book.department import DEPARTMENT_LABEL, HEADINGS, ORDINAL, OVERALL

_ORIGIN = re.compile(r"来源：.*；表样：(?P<form>\S+) (?P<version>\S*)", re.DOTALL)
_BRIEF = 60


class Table(NamedTuple):
    """The heading of the sub-goals: its row, and the column of each part."""

    row: int
    columns: Mapping[str, int]


@dataclass
class _Told:
    """What was read so far, by field of the record."""

    texts: dict[str, str] = field(default_factory=dict)
    placed: dict[str, Placed] = field(default_factory=dict)
    observations: list[Observation] = field(default_factory=list)
    version: Version | None = None
    year: int | None = None
    measures: bool = False
    count: int = 0

    def put(self, key: str, text: str, token: Token) -> None:
        """A part that was found; a second text for it is told, the first one stays."""
        if key in self.texts:
            self.stray(token)
        elif token.cell.kind is not CellKind.ERROR and text.strip():
            self.texts[key] = strip_invisible(text)
            self.placed[key] = Placed(token.address, text)

    def stray(self, token: Token) -> None:
        """A cell that is no part of the record."""
        self.observations.append(Observation(Seen.STRAY_CONTENT, token.address, {"found": token.text[:_BRIEF]}))


def find_table(lines: Lines) -> Table | None:
    """The line with the headings of the sub-goals, None where there is none."""
    parts = {fold(name): part for part, names in HEADINGS.items() for name in names}
    for row, tokens in lines.items():
        columns = {part: token.col for token in tokens if (part := parts.get(fold(token.text)))}
        if len(columns) == len(HEADINGS):
            return Table(row, columns)
    return None


def read_table(
    lines: Lines, table: Table, version: Version, source: Source
) -> tuple[DepartmentTarget, dict[str, Placed], tuple[Observation, ...]]:
    """Read a department's target from its table: the record, its places, what was seen."""
    told = _Told()
    for row, tokens in lines.items():
        told.observations += (seen for token in tokens for seen in look_at(token.cell, token.address))
        if row == table.row:
            told.observations += _beside(tokens, table)
        elif row > table.row and not _opens_measures(told, tokens):
            _below(told, tokens, table)
        elif row < table.row:
            _above(told, tokens)
    if "overall_goal" not in told.placed:
        told.observations.append(Observation(Seen.LABEL_MISSING, facts={"label": OVERALL, "expected": OVERALL}))
    target, placed = gathered(told.version or version, told.texts, told.placed, told.year, source)
    return target, placed, tuple(told.observations)


def _beside(tokens: tuple[Token, ...], table: Table) -> Iterator[Observation]:
    """Further headings: columns that nobody reads."""
    for token in tokens:
        if token.col not in table.columns.values() and fold(token.text) != ORDINAL:
            yield Observation(Seen.STRAY_CONTENT, token.address, {"found": token.text[:_BRIEF]})


def _above(told: _Told, tokens: tuple[Token, ...]) -> None:
    """The title, the department's name, the overall goal."""
    label, *rest = tokens
    opened, named = section_of(label.text.strip()), DEPARTMENT.fullmatch(label.text.strip())
    if opened is not None and opened.section is Section.OVERALL:
        key, inside = "overall_goal", opened.rest
    elif named is not None:
        key, inside = "department", named["department"]
    elif fold(label.text).rstrip(":") == fold(DEPARTMENT_LABEL).rstrip(":"):
        key, inside = "department", ""
    else:
        title = TITLE.fullmatch(label.text.strip())
        if title is not None and (year := title["year"] or title["before"]):
            told.year = int(year)
        if title is not None and title["department"]:
            told.put("department", title["department"], label)
        for token in rest if title is not None else tokens:
            if not is_remark(token.text) and section_of(token.text.strip()) is None:
                told.stray(token)
        return
    told.placed.setdefault(key, Placed((rest[0] if rest else label).address, ""))
    if inside:
        told.put(key, inside, label)
    for token in rest:
        told.put(key, token.text, token)


def _opens_measures(told: _Told, tokens: tuple[Token, ...]) -> bool:
    """Whether a line is the heading of the measures."""
    opened = section_of(tokens[0].text.strip())
    if opened is None or opened.section is not Section.MEASURES or opened.rest:
        return False
    told.measures, told.count = True, 0
    for token in tokens[1:]:
        told.stray(token)
    return True


def _below(told: _Told, tokens: tuple[Token, ...], table: Table) -> None:
    """A sub-goal or a measure; the line below them that tells where the record came from."""
    origin = _ORIGIN.fullmatch(tokens[0].text.strip())
    if origin is not None:
        told.version = Version(origin["form"], origin["version"])
        return
    rest = tokens[1:] if _is_ordinal(tokens[0].text) else tokens
    if not rest or all(is_remark(token.text) for token in rest):
        return
    if told.measures:
        told.count += 1
        for token in rest:
            item = item_of(token.text) if rest is tokens else None
            told.put(f"measures.{told.count}", item.text if item else token.text, token)
        return
    parts = {col: part for part, col in table.columns.items()}
    if rest is tokens and parts.get(tokens[0].col) != "title":
        for token in tokens:  # a sub-goal broken over two rows, or none at all
            told.stray(token)
        return
    told.count += 1
    for col, part in parts.items():  # where it would stand
        told.placed[f"sub_goals.{told.count}.{part}"] = Placed(str(CellRef(tokens[0].row, col)), "")
    for token in rest:
        if token.col in parts:
            told.put(f"sub_goals.{told.count}.{parts[token.col]}", token.text, token)
        else:
            told.stray(token)


def _is_ordinal(text: str) -> bool:
    """Whether a cell is nothing but a number: （一）, 1, 2."""
    item = item_of(f"{text.strip()}、")
    return item is not None and not item.text.strip("、 ")
