"""The forms to issue with their contents and file names, before anything is drawn."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from toolkit.errors import InputError
from toolkit.forms import stamp
from toolkit.forms.definition import Field, FormDefinition
from toolkit.forms.kinds import kind_of
from toolkit.forms.layout import Layout, compile_layout
from toolkit.indicators.framework import Framework
from toolkit.issuing import file_names as names
from toolkit.issuing.record_cells import needed_rows, record_values
from toolkit.issuing.roster_rows import RosterRow, period_faults
from toolkit.model.cell import CellValue
from toolkit.model.records import Project, Record
from toolkit.model.same import name_key
from toolkit.model.text import natural

Per = Literal["project", "unit"]
#: The folder of forms whose unit nobody knows.
NO_UNIT = "未注明单位"
XLSX = ".xlsx"


@dataclass(frozen=True)
class Order:
    """The order of a generate run.

    Attributes:
        form: the definition.
        framework: its framework of levels.
        year: the budget year of all forms, None for each project's own.
        otherwise: the budget year of what says none.
        project_type: the type of blank forms, and of projects that say none.
        rows: how many rows a category has at least, by canonical second level (`asked_rows`).
    """

    form: FormDefinition
    framework: Framework
    year: int | None
    otherwise: int
    project_type: str | None
    rows: Mapping[str, int] = field(default_factory=dict)
    _layouts: dict[object, Layout] = field(default_factory=dict, repr=False, compare=False)

    def layout(self, year: int, kind: str | None, record: Record | None = None) -> Layout:
        """Returns the form of a year and type, with rows for a record's indicators.

        Each is compiled once.
        """
        needed = dict(self.rows)
        for level2, count in (needed_rows(record, self.framework) if record else {}).items():
            needed[level2] = max(count, needed.get(level2, 0))
        key = (year, kind, frozenset(needed.items()))
        if key not in self._layouts:
            self._layouts[key] = compile_layout(self.form, self.framework, year, kind, at_least=needed)
        return self._layouts[key]

    def layout_for(self, record: Record, year: int) -> Layout:
        """Returns the form of a record: of its project type where there is one."""
        kind = record.project_type if isinstance(record, Project) and record.project_type in self.form.types else None
        return self.layout(year, kind, record)


@dataclass(frozen=True)
class Form:
    """One form to issue.

    Attributes:
        layout: its cells.
        values: what is filled in, by key of the layout.
        prefilled: the keys that are locked.
        unit: who gets it.
        name: what its file or sheet is called.
    """

    layout: Layout
    values: Mapping[str, CellValue]
    prefilled: frozenset[str]
    unit: str
    name: str


@dataclass(frozen=True)
class File:
    """A workbook to write: its path and the forms on its sheets."""

    path: Path
    forms: tuple[Form, ...]


#: Rows that one category may have; a sheet of more is no form any more.
_MOST_ROWS = 200


def asked_rows(form: FormDefinition, framework: Framework, rows: Mapping[str, int]) -> dict[str, int]:
    """Returns the asked numbers of rows by canonical second level.

    Raises:
        InputError: the form has no such category, or a number is none that a form can have.
    """
    offered = [category.level2 for category in form.indicators.categories]
    found: dict[str, int] = {}
    for name, count in rows.items():
        second = framework.second(name)
        level2 = second[1].name if second else name
        if level2 not in offered:
            raise InputError(
                f"模板 {form.id} 没有“{name}”这一类指标，可用：{'、'.join(offered) or '（没有指标表）'}",
                f"The form {form.id} has no category “{name}”; use one of: {', '.join(offered)}",
            )
        if not 1 <= count <= _MOST_ROWS:
            raise InputError(
                f"“{name}”的行数应在 1 到 {_MOST_ROWS} 之间，给的是 {count}",
                f"The number of rows for “{name}” must be from 1 to {_MOST_ROWS}; {count} was given",
            )
        found[level2] = count
    return found


def blank_files(order: Order, out: Path) -> list[File]:
    """Returns blank forms for the project type ordered, else for each type."""
    year = order.year or order.otherwise
    forms = [_blank(order, year, kind) for kind in _types(order)]
    stems = names.distinct([names.file_name(form.name) for form in forms], names.FILE)
    on_sheets = [replace(form, name=order.form.title) for form in forms]
    return [File(out / f"{stem}.xlsx", _named([form])) for stem, form in zip(stems, on_sheets, strict=True)]


def filled_forms(
    order: Order,
    roster: Sequence[RosterRow],
    records: Sequence[Record],
    rows_for: Container[tuple[str, str]] | None = None,
) -> Iterator[Form]:
    """Yields the forms of a roster with matching records; without one, all records'.

    Args:
        order: what is ordered.
        roster: a form for each row.
        records: what the forms are filled with.
        rows_for: the rows of the roster, by identity, whose forms get the rows ordered; None for all.

    Raises:
        InputError: a record has no place on the form, or a roster's years contradict the budget year.
    """
    first: dict[tuple[str, str], int] = {}
    for number, record in enumerate(records):
        first.setdefault(_identity(record), number)
    usual = order if rows_for is None else replace(order, rows={})
    for row in roster:
        own = order if rows_for is None or row.identity in rows_for else usual
        yield _from_roster(own, row, records[first[row.identity]] if row.identity in first else None)
    if not roster:
        yield from (_from_record(order, record) for record in records)


def unused_records(roster: Sequence[RosterRow], records: Sequence[Record]) -> tuple[Record, ...]:
    """Returns the records that no row of the roster asks for."""
    asked = {row.identity for row in roster}
    return tuple(record for record in records if _identity(record) not in asked)


def files(forms: Sequence[Form], per: Per, out: Path, *, in_order: bool = False) -> list[File]:
    """Returns the files of forms: a folder a unit, or a workbook a unit.

    With `in_order`, names that would sort otherwise than the forms stand are numbered.
    """
    units: dict[str, list[Form]] = {}
    for form in forms:
        units.setdefault(name_key(form.unit), []).append(form)
    folders = _file_names([group[0].unit for group in units.values()], in_order, "/" if per == "project" else XLSX)
    found = []
    for folder, group in zip(folders, units.values(), strict=True):
        if per == "unit":
            found.append(File(out / f"{folder}.xlsx", _named(group)))
            continue
        stems = _file_names([form.name for form in group], in_order, XLSX)
        found.extend(
            File(out / folder / f"{stem}.xlsx", _named([form])) for stem, form in zip(stems, group, strict=True)
        )
    return found


def _file_names(wanted: Sequence[str], in_order: bool, ending: str) -> tuple[str, ...]:
    """Returns distinct names, numbered where they must be to keep their order."""
    found = names.distinct(map(names.file_name, wanted), names.FILE)
    if not in_order or list(found) == sorted(found, key=lambda name: natural(f"{name}{ending}")):
        return found
    digits = len(str(len(wanted)))
    return tuple(names.file_name(f"{number:0{digits}} {text}") for number, text in enumerate(wanted, 1))


def _types(order: Order) -> list[str | None]:
    if order.project_type is not None:
        return [order.project_type]
    return [*order.form.types] or [None]


def _blank(order: Order, year: int, kind: str | None) -> Form:
    """Returns a blank form; its project type is locked, as its rows are."""
    form = order.form
    values = _defaults(form)
    if kind is not None and "project_type" in form.fields:
        values["project_type"] = kind
    title = f"{year}年{form.title}" + (f"-{kind}" if kind else "")
    layout = order.layout(year, kind)
    return Form(layout, values, _locked(form, values.keys() & {"project_type"}), "", title)


def _from_roster(order: Order, row: RosterRow, record: Record | None) -> Form:
    form, year = order.form, order.year or row.budget_year or order.otherwise
    for fault in period_faults(row, year):
        unsaid = not order.year and not row.budget_year
        zh, en = ("；预算年度请用 --year 写明", "; give the budget year with --year") if unsaid else ("", "")
        raise InputError(f"名册第{row.number}行：{fault.zh}{zh}", f"Row {row.number} of the roster: {fault.en}{en}")
    given = {**({"project_type": order.project_type} if order.project_type else {}), **row.values}
    values = {key: kind_of(form.fields[key]).show(given[key], form.unit) for key in form.fields if key in given}
    kind = str(given["project_type"]) if "project_type" in given else None
    if record is None:
        layout = order.layout(year, kind)
        filled = _defaults(form)
    else:
        layout = order.layout_for(_of_type(record, kind), year)
        filled = record_values(record, layout)
        if record.budget_year != year:
            filled = {key: value for key, value in filled.items() if not _is_money(layout, key)}
    return Form(layout, {**filled, **values}, _locked(form, values.keys()), row.unit, row.project_name or form.title)


def _is_money(layout: Layout, key: str) -> bool:
    """Whether a cell holds an amount: another year's texts help, its money misleads."""
    return layout.field(key).kind in ("amount", "funds")


def _from_record(order: Order, record: Record) -> Form:
    typed = record if isinstance(record, Project) and record.project_type else _of_type(record, order.project_type)
    layout = order.layout_for(typed, order.year or record.budget_year or order.otherwise)
    unit, name = _whose(record)
    return Form(layout, record_values(typed, layout), frozenset(), unit or NO_UNIT, name or order.form.title)


def _of_type(record: Record, kind: str | None) -> Record:
    """Returns a project with the given type; a department's target unchanged."""
    return replace(record, project_type=kind) if kind and isinstance(record, Project) else record


def _whose(record: Record) -> tuple[str | None, str | None]:
    """Returns the unit that gets a record's form, and the project's name."""
    if isinstance(record, Project):
        return record.spending_unit or record.supervising_department, record.project_name
    return record.department, None


def _defaults(form: FormDefinition) -> dict[str, CellValue]:
    """Returns the contents of a blank form: defaults, and boxes to tick."""
    return {key: text for key, field in form.fields.items() if (text := _default(field, form.unit))}


def _default(field: Field, unit: str) -> CellValue | None:
    kind = kind_of(field)
    if field.default is None:
        return kind.blank(field) or None
    return kind.show(field.default, unit) if field.kind == "mark" else field.default


def _locked(form: FormDefinition, given: AbstractSet[str]) -> frozenset[str]:
    """Returns the keys that the definition locks, of those that were given."""
    return frozenset(key for key in form.prefilled if key in given)


def _named(forms: Sequence[Form]) -> tuple[Form, ...]:
    """Returns the forms of one workbook, with the names of their sheets."""
    wanted = [names.sheet_name(form.name) for form in forms]
    sheets = names.distinct(wanted, names.SHEET, taken=(stamp.LISTS, stamp.SHEET))
    return tuple(replace(form, name=sheet) for form, sheet in zip(forms, sheets, strict=True))


def _identity(record: Record) -> tuple[str, str]:
    unit, name = _whose(record)
    return name_key(unit), name_key(name)
