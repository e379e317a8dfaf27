"""The headings of the tables of a summary, found by their labels."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from toolkit.forms.definition import SummaryDefinition, SummaryKey
from toolkit.intake.tokens import Lines, Token
from toolkit.model.evidence import Observation, Observed
from toolkit.model.money_units import without_unit
from toolkit.model.text import fold

#: A table has a column of names, one of packed indicators, and this many of the others.
ENOUGH = 2
#: Rows that a heading may be spread over.
_DEEPEST = 3
_LONGEST = 60
_BRACKETED = re.compile(r"\([^()]*\)$")
_SPACE = re.compile(r"\s+")

#: What home-made summaries call the columns, beside the definition's own labels.
_ALSO: Mapping[SummaryKey, tuple[str, ...]] = {
    "name": ("项目名称", "预算项目名称"),
    "total": ("合计", "预算金额", "预算数", "金额", "资金总额", "总金额"),
    "fiscal": ("财政资金", "财政拨款资金", "其中:财政拨款"),
    "special_account": ("财政专户资金", "专户资金", "财政专户管理资金"),
    "other": ("其它资金",),
    "goal": ("年度绩效目标", "总体绩效目标", "年度总体目标", "年度目标"),
    "indicators": ("绩效指标内容", "年度绩效指标"),
    "spending_unit": ("单位名称", "资金使用单位", "用款单位", "项目单位"),
    "level1": ("一级指标",),
    "level2": ("二级指标",),
    "indicator": ("三级指标", "指标名称", "三级指标名称"),
    "period_value": ("实施周期指标值",),
    "annual_value": ("年度指标值", "指标值"),
    "operator": ("指标性质", "计算符号", "符号"),
    "number": ("指标值", "数值"),
    "unit": ("度量单位", "计量单位"),
    "weight": ("权重", "分值"),
}


class ColumnHeading(NamedTuple):
    """A column's heading: its first cell, its text, its label."""

    token: Token
    found: str
    label: str


@dataclass(frozen=True, slots=True)
class SummaryHeading:
    """The heading of a table, which holds for the rows below it.

    Attributes:
        first: its first row, from 0.
        last: its last row.
        columns: by key, the column.
        headings: by key, the heading that was found.
        others: columns with a heading of another meaning.
        unit: unit of the amounts, where headings name one: 总计（万元）.
        units: by key, the unit that a column's own heading names.
    """

    first: int
    last: int
    columns: Mapping[SummaryKey, int]
    headings: Mapping[SummaryKey, ColumnHeading]
    others: Mapping[int, str]
    unit: str | None
    units: Mapping[SummaryKey, str]

    @property
    def is_mixed(self) -> bool:
        """Whether headings name different units."""
        return len(set(self.units.values())) > 1

    def observations(self, definition: SummaryDefinition) -> Iterator[Observation]:
        """Yields missing labels, and labels that a person spelled in another way.

        Breaks and blanks do not count.
        """
        for column in definition.columns:
            heading = self.headings.get(column.key)
            if heading is None:
                yield Observation(Observed.LABEL_MISSING, facts={"label": column.label, "expected": column.label})
            elif _SPACE.sub("", heading.found) != _SPACE.sub("", column.label):
                facts = {"found": heading.found, "expected": column.label}
                yield Observation(Observed.LABEL_RESPELLED, heading.token.address, facts)


def find_tables(lines: Lines, definition: SummaryDefinition) -> tuple[SummaryHeading, ...]:
    """Returns every heading of a summary on a sheet, from top to bottom.

    A table repeats its heading after a page break.
    """
    spellings = _spellings(definition)
    tables: list[SummaryHeading] = []
    for row in lines:
        if (tables and row <= tables[-1].last) or not _may_begin(lines[row], spellings):
            continue
        found = [table for depth in range(_DEEPEST) if (table := _table(lines, row, row + depth, spellings))]
        if found:
            tables.append(max(found, key=_rank))
    return tuple(tables)


def by_fit(lines: Lines, definitions: Sequence[SummaryDefinition]) -> list[SummaryDefinition]:
    """Returns definitions, those first that fit the headings on a sheet."""
    return sorted(definitions, key=lambda definition: _fit(lines, definition), reverse=True)


def _fit(lines: Lines, definition: SummaryDefinition) -> tuple[int, int]:
    """Returns how well the headings on a sheet fit a definition.

    It is the number of columns that are headed, without those that lack or that are strange; and the spellings.
    """
    tables = find_tables(lines, definition)
    if not tables:
        return 0, 0
    own = {column.key: fold(column.label) for column in definition.columns}
    spelled = sum(fold(heading.found) == own[key] for key, heading in tables[0].headings.items())
    missing = len(own) - len(tables[0].headings)
    return len(tables[0].headings) * 100 - missing - len(tables[0].others), spelled


def _may_begin(tokens: Sequence[Token], spellings: Mapping[str, object]) -> bool:
    """Whether a cell of a row is a label or the beginning of one.

    Few rows of a sheet need a closer look.
    """
    words, beginnings = tuple(spellings), _beginnings(tuple(spellings))
    heads = (fold(token.text) for token in tokens if len(token.text) <= _LONGEST)
    return any(head in beginnings or head.startswith(words) for head in heads)


@cache
def _beginnings(labels: tuple[str, ...]) -> frozenset[str]:
    return frozenset(label[:length] for label in labels for length in range(1, len(label) + 1))


def _spellings(definition: SummaryDefinition) -> Mapping[str, tuple[SummaryKey, str]]:
    """Returns keys and printed labels by every folded spelling.

    The definition's own words come before all others.
    """
    spelled: dict[str, tuple[SummaryKey, str]] = {}
    for column in definition.columns:
        own = fold(column.label)
        for name in (own, _BRACKETED.sub("", own)):
            spelled.setdefault(name, (column.key, column.label))
    for column in definition.columns:
        for name in (*column.also, *_ALSO.get(column.key, ())):
            spelled.setdefault(fold(name), (column.key, column.label))
    return spelled


def _table(
    lines: Lines, first: int, last: int, spellings: Mapping[str, tuple[SummaryKey, str]]
) -> SummaryHeading | None:
    """Returns the heading that these rows are, None where they are none."""
    stacks: dict[int, list[Token]] = {}
    for row in range(first, last + 1):
        for token in lines.get(row, ()):
            stacks.setdefault(token.col, []).append(token)
    headings: dict[SummaryKey, ColumnHeading] = {}
    others: dict[int, str] = {}
    units: dict[SummaryKey, str] = {}
    for col in sorted(stacks):
        hit = _label(stacks[col], spellings)
        if hit is None or hit[0] in headings:
            others[col] = "".join(token.text for token in stacks[col])
            continue
        headings[hit[0]] = hit[1]
        if named := without_unit(fold(hit[1].found))[1]:
            units[hit[0]] = named
    begins = any(heading.token.row == first for heading in headings.values())  # else it is a line above the heading
    listed = "indicator" if "indicator" in headings else "indicators"
    if not begins or not {"name", listed} <= headings.keys() or len(headings) < ENOUGH + 2:
        return None
    if listed == "indicator" and not _one_row(headings):
        return None  # the words of a form: 项目名称 above, levels and values in the table below
    columns = {key: heading.token.col for key, heading in headings.items()}
    unit = next(iter(units.values())) if len(set(units.values())) == 1 else None
    return SummaryHeading(first, last, columns, headings, others, unit, units)


def _one_row(headings: Mapping[SummaryKey, ColumnHeading]) -> bool:
    """Whether names of projects and of indicators head one table."""
    row = headings["name"].token.row
    same_row = [heading for heading in headings.values() if heading.token.row == row]
    return len(same_row) > ENOUGH and headings["name"].token.col < headings["indicator"].token.col


def _label(
    stack: Sequence[Token], spellings: Mapping[str, tuple[SummaryKey, str]]
) -> tuple[SummaryKey, ColumnHeading] | None:
    """Returns the label that the cells of a column make, else None.

    All cells together make it, or the lowest one by itself.
    """
    for tokens in (stack, *([token] for token in reversed(stack))):
        found = "".join(token.text for token in tokens)
        if len(found) > _LONGEST:
            continue
        folded = fold(found)
        for spelling in (folded, without_unit(folded)[0]):
            if spelling in spellings:
                key, label = spellings[spelling]
                return key, ColumnHeading(tokens[0], found, label)
    return None


def _rank(table: SummaryHeading) -> tuple[int, int, int]:
    """Returns a key by which the better reading of a heading is greater.

    More labels, fewer other columns, fewer rows.
    """
    return len(table.headings), -len(table.others), table.first - table.last
