"""The sheet of a department's overall target: labels, headings, widths, sections.

`merge` puts one before its summary; people make their own with the same headings. A department's money, own fields,
tables and indicators are sections below the texts where the target has them; reading takes them back as exactly as they
were. The fields are those of `toolkit.model.schema`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

from toolkit.excel.write.row_markup import amount
from toolkit.model.frozen import FrozenMap
from toolkit.model.records import DepartmentTarget, Funding, Indicator
from toolkit.model.schema import FUNDING, RecordField
from toolkit.model.text import cell_text, fold
from toolkit.summary_book import sheets
from toolkit.summary_book.record_sheets import indicator_cells, indicator_from
from toolkit.summary_book.sheets import EXTRA, TABLES, SheetColumn, further_column, further_key

NAME, TITLE = "部门整体目标", "部门整体绩效目标表"
#: Widths of the columns in characters.
WIDTHS = (12, 20, 35, 35)
#: What the columns are called, the tool's own words first.
HEADINGS: Mapping[str, tuple[str, ...]] = {
    "title": ("分项目标", "分项绩效目标", "分项目标名称", "目标名称"),
    "goal": ("绩效目标", "目标内容", "具体目标"),
    "indicators_text": ("绩效指标", "指标", "具体指标"),
}
ORDINAL = "序号"
OVERALL = "总体绩效目标"
MEASURES = "目标规划及保障措施"
DEPARTMENT_LABEL = "部门名称："
#: The lines above the sections that only some targets have.
FIELD_ROWS, INDICATOR_ROWS = "资金及其他栏目", "绩效指标明细"
#: Width of a column beyond the others, in characters.
FURTHER_WIDTH = 18
#: The last line of the tool's own: where the record came from, and the definition that it was read with.
ORIGIN = "来源：{place}；表样：{form} {version}"
ORIGIN_LINE = re.compile(r"来源：.*；表样：(?P<form>\S+) (?P<version>\S*)", re.DOTALL)


#: Columns of indicators that are drawn always.
_ALWAYS = ("level1", "level2", "name")
_INDICATOR_COLUMNS = tuple(
    column for column in sheets.INDICATORS.columns if column.read and column.key in {*Indicator.__slots__} - {"cell"}
)
_MONEY: Mapping[str, RecordField] = {fold(field.heading): field for field in FUNDING}

SectionCell = str | Decimal


class DepartmentSection(NamedTuple):
    """A part of the sheet below the texts.

    Attributes:
        heading: the line above it.
        columns: the headings of its columns; none where each row is a label and its answer.
        rows: its cells; amounts as numbers in 元, as texts where a number would not be exact.
    """

    heading: str
    columns: tuple[str, ...]
    rows: tuple[tuple[SectionCell, ...], ...]


def sections_of(target: DepartmentTarget, names: Mapping[str, str]) -> Iterator[DepartmentSection]:
    """Yields the sections of a target that says more than texts.

    Args:
        target: the record.
        names: what forms call their own fields, columns and tables, by key.
    """
    if fields := (*_funding_rows(target.funding), *_answer_rows(target, names)):
        yield DepartmentSection(FIELD_ROWS, (), fields)
    for key in target.tables:
        yield _table(target, key, names)
    if target.indicators:
        yield _indicators(target, names)


def _funding_rows(funding: Funding | None) -> Iterator[tuple[SectionCell, ...]]:
    for field in FUNDING if funding else ():
        value = getattr(funding, field.key)
        shown = amount(value) if isinstance(value, Decimal) else value
        if shown is not None:
            yield field.heading, shown


def _answer_rows(target: DepartmentTarget, names: Mapping[str, str]) -> Iterator[tuple[SectionCell, ...]]:
    for key, answer in target.extra.items():
        yield further_column(f"{EXTRA}{key}", names).heading, answer


def _table(target: DepartmentTarget, key: str, names: Mapping[str, str]) -> DepartmentSection:
    rows = target.tables[key]
    keys = tuple(dict.fromkeys(column for row in rows for column in row))
    labels = {column: names.get(f"{key}.{column}", column) for column in keys}
    return DepartmentSection(
        further_column(f"{TABLES}{key}", names).heading,
        (ORDINAL, *(further_column(f"{EXTRA}{column}", labels).heading for column in keys)),
        tuple((str(number), *(row.get(column, "") for column in keys)) for number, row in enumerate(rows, 1)),
    )


def _indicators(target: DepartmentTarget, names: Mapping[str, str]) -> DepartmentSection:
    rows = [indicator_cells(replace(one, cell=None)) for one in target.indicators]
    declared = {column.key: column for column in _INDICATOR_COLUMNS}
    own = dict.fromkeys(key for row in rows for key in row if key not in declared and row[key])
    columns: list[SheetColumn] = [one for one in _INDICATOR_COLUMNS if one.key in _ALWAYS or _filled(rows, one.key)]
    columns += [further_column(key, names) for key in own]
    cells = (tuple(row.get(column.key, "") for column in columns) for row in rows)
    return DepartmentSection(INDICATOR_ROWS, tuple(column.heading for column in columns), tuple(cells))


def _filled(rows: list[Mapping[str, str]], key: str) -> bool:
    return any(row.get(key) for row in rows)


def section_texts(target: DepartmentTarget) -> Iterator[str]:
    """Yields every text that must fit into a cell of the sections."""
    for section in sections_of(target, {}):
        yield from (cell for row in section.rows for cell in row if isinstance(cell, str))


def section_size(target: DepartmentTarget) -> int:
    """Returns the number of filled cells of a target's sections, headings included."""
    rows = (row for section in sections_of(target, {}) for row in (section.columns, *section.rows))
    return sum(cell != "" for row in rows for cell in row)


def section_key(text: str) -> str | None:
    """Returns what a line above a section says: `fields`, `indicators`, `tables.cost`; else None."""
    plain = {fold(FIELD_ROWS): "fields", fold(INDICATOR_ROWS): "indicators"}.get(fold(text))
    key = further_key(text.strip()) or ""
    return plain or (key if key.startswith(TABLES) else None)


def column_keys(headings: Mapping[int, str], section: str) -> dict[int, str]:
    """Returns the keys of a section's columns by their place, unknown headings left out."""
    declared = {fold(column.heading): column.key for column in _INDICATOR_COLUMNS} if section == "indicators" else {}
    found = {col: declared.get(fold(text)) or further_key(text.strip()) for col, text in headings.items()}
    if section != "indicators":
        found = {col: key.removeprefix(EXTRA) if key else None for col, key in found.items()}
    return {col: key for col, key in found.items() if key}


def row_number(headings: Mapping[int, str]) -> int | None:
    """Returns the column of the numbers of a further table's rows, None without it."""
    return next((col for col, text in headings.items() if fold(text) == fold(ORDINAL)), None)


def money_field(label: str) -> RecordField | None:
    """Returns the part of the money that a label names, else None."""
    return _MONEY.get(fold(label))


def money_value(field: RecordField, text: str) -> Any:
    """Returns an amount in 元, or the unit as it was written.

    Raises:
        ValueError: the text is no amount; somebody edited the sheet.
    """
    if field.kind != "amount":
        return text
    try:
        return Decimal(text.replace(",", ""))
    except InvalidOperation as error:
        raise ValueError(f"not an amount: {text!r}") from error


def answer_key(label: str) -> str | None:
    """Returns the key of an own field that a label names, else None."""
    key = further_key(label.strip()) or ""
    return key.removeprefix(EXTRA) if key.startswith(EXTRA) else None


def indicator_of(cells: Mapping[str, str], cell: str) -> Indicator:
    """Returns the indicator of a row, with the cell of its name."""
    return replace(indicator_from(cells), cell=cell)


def answers_of(cells: Mapping[str, str]) -> FrozenMap[str]:
    """Returns a row of a further table; empty cells are no answers."""
    return FrozenMap({key: cell_text(text) for key, text in cells.items() if text})
