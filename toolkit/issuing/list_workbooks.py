"""Lists of many projects (`kind: list`) as locked workbooks, a sheet a unit.

A list bears a stamp as a form does: beside its title, on the hidden sheet, and printed above its headings. It is read
by its headings all the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from toolkit.excel.write.book_writer import BookWriter
from toolkit.excel.write.protection import lock
from toolkit.excel.write.sheet_writer import PageSetup, SheetWriter
from toolkit.excel.write.text_height import points, text_height
from toolkit.files import refuse_existing, write_atomically
from toolkit.forms.definition import PART_FIELDS, Field, FormDefinition, Page, SummaryColumn, SummaryDefinition
from toolkit.forms.kinds import Amount, answer_cell, kind_of
from toolkit.forms.layout import Role
from toolkit.forms.selfcheck import CODE_LABEL
from toolkit.forms.stamp import Stamp, encode_stamp, identifier, list_fingerprint, short_code
from toolkit.forms.table_definition import LEVELS, indicator_text
from toolkit.indicators.framework import Framework
from toolkit.issuing import file_names as names
from toolkit.issuing import form_styles as styles
from toolkit.issuing.drawing import draw_identity
from toolkit.issuing.issue import StampedForm, moment
from toolkit.issuing.roster_rows import RosterRow
from toolkit.model.cell import CellRange, CellRef, CellValue
from toolkit.model.records import Funding, Indicator, Project
from toolkit.model.same import name_key
from toolkit.model.schema import MONEY_KEYS

#: Projects and rows of indicators of a blank list.
_PROJECTS, _ROWS = 4, 8
_HEADING, _FIRST = 2, 3
#: Characters of a list that a spreadsheet takes inside a cell's limits.
_LONGEST = 250
_KEYS = {"name": "project_name", "spending_unit": "spending_unit", "goal": "annual_goal"}


@dataclass(frozen=True, slots=True)
class ListSheet:
    """The list of one unit.

    Attributes:
        unit: whose list it is; empty for a blank one.
        projects: what is filled in.
        locked: whether the roster filled in the projects.
    """

    unit: str
    projects: Sequence[Project] = ()
    locked: bool = False


def roster_form(definition: SummaryDefinition) -> FormDefinition:
    """Returns a form with a list's fields, by which a roster is read."""
    money: dict[str, Field] = {
        one.key: Field("amount", one.label) for one in definition.columns if one.key in MONEY_KEYS
    }
    fields: dict[str, Field] = {
        "project_name": Field("text", "项目名称", required=True),
        "spending_unit": Field("text", "用款单位", required=True),
    }
    fields.update(money.items())
    page = Page(tuple(one.width for one in definition.columns))
    return FormDefinition(
        kind="form", id=definition.id, version=definition.version, name=definition.name, name_en=definition.name_en,
        title=definition.title, framework=definition.framework, unit=definition.unit, page=page, fields=fields,
        layout=(), prefilled=tuple(fields),
    )  # fmt: skip


def sheets_of_roster(rows: Sequence[RosterRow]) -> list[ListSheet]:
    """Returns a list for each unit of a roster, in its order."""
    units: dict[str, list[Project]] = {}
    for row in rows:
        amounts: dict[str, Any] = {key: value.yuan for key, value in row.values.items() if isinstance(value, Amount)}
        project = Project("", "", project_name=row.project_name, spending_unit=row.unit, funding=Funding(**amounts))
        units.setdefault(row.unit, []).append(project)
    return [ListSheet(unit, tuple(projects), locked=True) for unit, projects in units.items()]


def sheets_of_records(projects: Sequence[Project]) -> list[ListSheet]:
    """Returns a list for each unit of some records, in their order."""
    units: dict[str, list[Project]] = {}
    for project in projects:
        units.setdefault(project.spending_unit or project.supervising_department or "", []).append(project)
    return [ListSheet(unit, tuple(own)) for unit, own in units.items()]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListOrder:
    """An order of lists.

    Attributes:
        definition: the list's definition.
        framework: its levels.
        year: the budget year.
        password: takes off the protection.
        passwords: of units that have one of their own, by name as compared.
        out: the folder.
        key: the department's key for stamps.
        force: whether existing files may be replaced.
    """

    definition: SummaryDefinition
    framework: Framework
    year: int
    password: str
    out: Path
    key: bytes
    force: bool = field(default=False)
    passwords: Mapping[str, str] = field(default_factory=dict)


def issue_lists(order: ListOrder, sheets: Sequence[ListSheet]) -> tuple[StampedForm, ...]:
    """Writes a workbook for each unit and returns their sheets.

    Raises:
        FileError: a file exists already (without `force`), or cannot be written.
    """
    title = f"{order.year}年{order.definition.title}"
    wanted = [names.file_name(sheet.unit or title) for sheet in sheets]
    paths = [order.out / f"{stem}.xlsx" for stem in names.distinct(wanted, names.FILE)]
    if not order.force:
        refuse_existing(paths)
    since = moment(len(sheets))
    issued = []
    for number, (path, sheet) in enumerate(zip(paths, sheets, strict=True), 1):
        stamp = encode_stamp(_stamp(order, sheet, identifier(since, number)), order.key)
        write_atomically(path, _workbook(order, sheet, stamp), order.force)
        issued.append(StampedForm(path, _sheet_name(order, sheet), sheet.unit, "", stamp))
    return tuple(issued)


def _stamp(order: ListOrder, content: ListSheet, number: str) -> Stamp:
    definition = order.definition
    return Stamp(
        id=number,
        form=definition.id,
        version=definition.version,
        year=order.year,
        project_type=None,
        rows=(),
        fingerprint=list_fingerprint(definition),
        prefilled={"spending_unit": content.unit} if content.unit else {},
        sheet=_sheet_name(order, content),
    )


def _sheet_name(order: ListOrder, content: ListSheet) -> str:
    return names.sheet_name(content.unit or order.definition.title)


def _workbook(order: ListOrder, content: ListSheet, stamp: str) -> bytes:
    definition, last = order.definition, len(order.definition.columns) - 1
    password = order.passwords.get(name_key(content.unit), order.password)
    book = BookWriter(lock=lock(password, f"{definition.id} {definition.version} {order.year}"))
    sheet = book.sheet(_sheet_name(order, content))
    sheet.columns(column.width for column in definition.columns)
    title = f"{definition.title}（{order.year}年度）"
    sheet.put_over(CellRange(CellRef(0, 0), CellRef(0, last)), title, styles.FIXED[Role.TITLE])
    sheet.height(0, 34)
    unit = f"{definition.unit_label}{definition.unit}"
    sheet.put_over(
        CellRange(CellRef(1, max(last - 2, 0)), CellRef(1, last)), unit, replace(styles.FIXED[Role.MARK], align="right")
    )
    sheet.put(1, 0, f"{CODE_LABEL}{short_code(stamp)}", replace(styles.FIXED[Role.CODE], align="left"))
    sheet.put(0, last + 2, stamp, styles.STAMP)
    for col, column in enumerate(definition.columns):
        sheet.put(_HEADING, col, column.label, styles.FIXED[Role.LABEL])
    sheet.height(_HEADING, 30)
    row = _FIRST
    projects: Sequence[Project | None] = content.projects or [None] * _PROJECTS
    for project in projects:
        row = _draw_project(sheet, order, content, project, row)
    _limits(sheet, order, row - 1)
    area = CellRange(CellRef(0, 0), CellRef(row - 1, last))
    sheet.page(PageSetup(area, definition.orientation, heading=_HEADING))
    sheet.screen(_HEADING + 1)
    draw_identity(book, title, [(_sheet_name(order, content), stamp)])
    return book.close()


def _draw_project(sheet: SheetWriter, order: ListOrder, content: ListSheet, project: Project | None, row: int) -> int:
    """Draws a project over its rows, and returns the row below it."""
    indicators = project.indicators if project else ()
    count = len(indicators) if indicators else _ROWS
    for col, column in enumerate(order.definition.columns):
        if column.part is None:
            value = _project_cell(column, project, content.unit, order.definition.unit)
            look = styles.to_fill(kind_of(_field(column)), content.locked and value is not None)
            sheet.put_over(CellRange(CellRef(row, col), CellRef(row + count - 1, col)), value, look)
            continue
        look = styles.to_fill(kind_of(_field(column)), False)
        for number in range(count):
            text = indicator_text(indicators[number], column.part) if number < len(indicators) else ""
            cell = answer_cell(text, _field(column), order.definition.unit) if text else None
            sheet.put(row + number, col, cell, look)
    for number in range(count):
        own = indicators[number : number + 1]
        sheet.height(row + number, max(20.0, *_heights(order.definition.columns, own)))
    return row + count


def _heights(columns: Sequence[SummaryColumn], own: Sequence[Indicator]) -> Iterator[float]:
    yield 20.0
    for indicator in own:
        for column in columns:
            if column.part:
                yield text_height(indicator_text(indicator, column.part), points(column.width), 11)


def _project_cell(column: SummaryColumn, project: Project | None, unit: str, money: str) -> CellValue | None:
    if column.key == "spending_unit":
        return unit or None
    if project is None:
        return None
    if column.key in MONEY_KEYS:
        amount = getattr(project.funding, column.key)
        return None if amount is None else kind_of(_field(column)).show(Amount(amount, money), money)
    found: str | None = getattr(project, _KEYS.get(column.key, column.key), None)
    return found


def _field(column: SummaryColumn) -> Field:
    """Returns the cells of a column as a field."""
    if column.key in MONEY_KEYS:
        return Field("amount", column.label)
    if column.key == "goal":
        return Field("long_text", column.label)
    if column.part is None or column.part in LEVELS:
        return Field("text", column.label)
    if column.part in PART_FIELDS:
        return PART_FIELDS[column.part]
    return Field(column.kind or "text", column.label, choices=column.choices)


def _limits(sheet: SheetWriter, order: ListOrder, last: int) -> None:
    """Attaches the drop-downs of levels, signs and own columns, and the limits of numbers."""
    pairs = list(order.framework.pairs())
    levels = {"level1": [first.name for first, _ in pairs], "level2": [second.name for _, second in pairs]}
    for col, column in enumerate(order.definition.columns):
        place = [CellRange(CellRef(_FIRST, col), CellRef(last, col))]
        choices = list(dict.fromkeys(levels.get(column.key, _field(column).choices)))
        if choices and len(",".join(map(str, choices))) < _LONGEST:
            sheet.validate(place, {"validate": "list", "source": choices})
            continue
        limit = kind_of(_field(column)).limit(_field(column)) if column.part or column.key in MONEY_KEYS else None
        if limit is not None and limit.type == "decimal":
            bounds = {"criteria": "between", "minimum": limit.low, "maximum": limit.high}
            texts = {"error_title": "填写有误", "error_message": limit.error[:255]}
            sheet.validate(place, {"validate": "decimal", **bounds, **texts})
