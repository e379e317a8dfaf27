"""The roster of departments' overall targets: each department once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from toolkit.errors import InputError
from toolkit.forms.definition import FormDefinition
from toolkit.forms.fields import year as years
from toolkit.forms.kinds import Parsed
from toolkit.issuing.roster_file import RosterLine, Table
from toolkit.issuing.roster_table import HEADER_ROWS, is_example, is_total
from toolkit.model.finding import Bilingual
from toolkit.model.same import name_key
from toolkit.model.text import fold

#: Names of the column with the departments; of several that are there the first counts.
_DEPARTMENT = ("部门名称", "主管部门", "主管单位", "部门", "用款单位", "资金使用单位", "单位名称", "单位")
_YEAR = ("预算年度", "年度", "预算年份")


def departments(
    path: Path, tables: tuple[Table, ...], form: FormDefinition
) -> Iterator[tuple[int, Mapping[str, Parsed], int | None]]:
    """Returns each department once: its row, its fields, its budget year.

    Raises:
        InputError: no sheet has a column of departments, or a year cannot be read.
    """
    for table in tables:
        for row in table[:HEADER_ROWS]:
            names = [fold(text).strip("*:") for text in row.texts]
            columns = [name for name in _DEPARTMENT if name in names]
            if columns:
                below = [other for other in table if other.number > row.number]
                year = next((names.index(name) for name in _YEAR if name in names), None)
                yield from _named(below, names.index(columns[0]), year)
                return
    name = form.fields["department"].name
    raise InputError(
        f"{path.name}：前{HEADER_ROWS}行中没有找到“{name}”一列",
        f"{path.name}: no column “{name}” in the first {HEADER_ROWS} rows",
    )


def no_year(text: str) -> Bilingual:
    """Returns the fault of a budget year that is none."""
    return Bilingual(f"预算年度“{text}”不是四位数的年份", f"the budget year “{text}” is not a year of four digits")


def _named(
    rows: list[RosterLine], col: int, year: int | None
) -> Iterator[tuple[int, Mapping[str, Parsed], int | None]]:
    seen: set[tuple[str, int | None]] = set()
    for row in rows:
        name = row.text(col)
        if not name or is_total(row) or is_example(name):
            continue
        own = None if year is None else _year_of_department(row, year)
        if (name_key(name), own) not in seen:
            seen.add((name_key(name), own))
            yield row.number, {"department": name}, own


def _year_of_department(row: RosterLine, col: int) -> int | None:
    text = row.text(col)
    read = years.KIND.parse(text, "") if text else None
    if text and not isinstance(read, int):
        where, fault = row.cell(col), no_year(text)
        raise InputError(f"{where.zh}：{fault.zh}", f"{where.en}: {fault.en}")
    return read if isinstance(read, int) else None
