"""Definitions of forms and summaries (`templates/*.yaml`) as frozen data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from toolkit.forms.further_definition import FurtherTable
from toolkit.forms.table_definition import BLOCKS, LEVELS, IndicatorTable, TableColumn
from toolkit.model.money_units import SheetUnit
from toolkit.model.schema import INDICATOR_CELLS, MONEY_KEYS


@dataclass(frozen=True, slots=True)
class Field:
    """A cell to fill.

    Attributes:
        kind: one of `toolkit/forms/fields/`.
        name: what a person calls it.
        required: whether it must be filled.
        most: longest text, in characters.
        choices: the list offered; `types` stands for the definition's project types.
        default: what stands there unless something else is given.
    """

    kind: str
    name: str
    required: bool = False
    most: int | None = None
    choices: tuple[str, ...] | Literal["types"] = ()
    default: str | None = None


@dataclass(frozen=True, slots=True)
class FormCell:
    """A cell of a layout line: a mark, title, label, note or field.

    Attributes:
        mark: the form's number above its title, 表13.
        title: the form's title.
        label: a locked text; `{year}` stands for the budget year, `{year+1}` for the one after it.
        note: a locked text that introduces nothing: 注：…
        heading: the same in the middle of its cell, as above the columns of a table.
        field: the name of a cell to fill.
        also: other spellings of the label that home-made forms use; `{year}` and `{years}` stand for any.
        optional: whether a form of the same kind may do without this label.
        repeated: whether an earlier label has the same words; such labels are told apart by their order.
        span: columns it covers.
        rows: lines it covers.
    """

    mark: str | None = None
    title: str | None = None
    label: str | None = None
    note: str | None = None
    heading: str | None = None
    field: str | None = None
    also: tuple[str, ...] = ()
    optional: bool = False
    repeated: bool = False
    span: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True)
class LayoutLine:
    """A line of the form above or below the indicators.

    Attributes:
        cells: from left to right.
        height: in points.
        table: a further table that stands here, by its key in `tables`; `cells` then stand at its left side.
        framed: whether its cells have borders.
    """

    cells: tuple[FormCell, ...] = ()
    height: float = 21
    table: str | None = None
    framed: bool = True


@dataclass(frozen=True, slots=True)
class ProjectType:
    """The settings of a project type.

    Attributes:
        rows: rows by category, where they differ from the category's own.
        suggestions: names of indicators offered by category; other names are allowed.
    """

    rows: Mapping[str, int] = field(default_factory=dict)
    suggestions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Page:
    """Print set-up.

    Attributes:
        columns: widths of the sheet's columns in characters.
        orientation: of the A4 sheet.
        font: the typeface of everything but the title; without it 宋体.
        size: its size in points; without it 11.
        title_font: the typeface of the title; without it 黑体.
        title_size: its size in points; without it 18.
    """

    columns: tuple[float, ...]
    orientation: Literal["portrait", "landscape"] = "portrait"
    font: str | None = None
    size: float | None = None
    title_font: str | None = None
    title_size: float | None = None


@dataclass(frozen=True, slots=True)
class CheckSettings:
    """A definition's changes to a rule.

    Attributes:
        severity: another severity, or `off`.
        options: other thresholds, by name.
    """

    severity: Literal["error", "warning", "info", "off"] | None = None
    options: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FormDefinition:
    """A form that units fill, one project a sheet.

    Attributes:
        kind: `form`.
        id: name on the command line.
        version: printed and stamped.
        older: versions that are known and still read.
        name: what a person calls the form.
        name_en: the same in English.
        title: the title that stands on the sheet.
        framework: id of the framework of levels.
        unit: 元, 万元, 千元 …, the unit of the sheet's amounts.
        page: print set-up.
        fields: the cells to fill, by name.
        layout: the lines above the indicators, from top to bottom.
        footer: the lines below the indicators: opinions, signatures, notes.
        indicators: the table of indicators.
        types: the project types, by name.
        checks: rules that are changed for this form, by code.
        record: what a filled form is the record of: one project, or a department's overall target.
        summary: id of the summary it is merged into.
        prefilled: fields that a roster fills and locks.
        tables: further tables by key; a line `- table: KEY` is where one stands.
        sums: by an amount, the amounts that add up to it; checked beside the form and by H03.
        repeats: how often fields and lines with `{n}` are repeated (`sub_goals: 8`); the loader writes them out.
    """

    kind: Literal["form"]
    id: str
    version: str
    name: str
    name_en: str
    title: str
    framework: str
    unit: SheetUnit
    page: Page
    fields: Mapping[str, Field]
    layout: tuple[LayoutLine, ...]
    indicators: IndicatorTable = field(default_factory=IndicatorTable)
    record: Literal["project", "department"] = "project"
    repeats: Mapping[str, int] = field(default_factory=dict)
    summary: str = "combined"
    types: Mapping[str, ProjectType] = field(default_factory=dict)
    prefilled: tuple[str, ...] = ()
    footer: tuple[LayoutLine, ...] = ()
    tables: Mapping[str, FurtherTable] = field(default_factory=dict)
    sums: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    older: tuple[str, ...] = ()
    checks: Mapping[str, CheckSettings] = field(default_factory=dict)


#: The parts of a total where a definition does not say which amounts add up to it.
USUAL_PARTS = ("fiscal", "special_account", "other")


def sums_of(form: FormDefinition) -> Mapping[str, tuple[str, ...]]:
    """Returns the amounts that add up to another one, by that one's name.

    The usual parts make up the total where a definition says nothing else. Beside amounts of its own they may be a
    part of it only. A department's form says itself what adds up.
    """
    if form.record == "department":
        return form.sums
    parts = tuple(part for part in USUAL_PARTS if part in form.fields)
    if "total" in form.sums or not parts or has_own_amounts(form):
        return form.sums
    return {"total": parts, **form.sums}


def has_own_amounts(form: FormDefinition) -> bool:
    """Whether a definition has amounts beyond those that every record has."""
    return any(field.kind == "amount" and key not in MONEY_KEYS for key, field in form.fields.items())


def lines_of(form: FormDefinition) -> tuple[LayoutLine, ...]:
    """Returns the lines above and below the indicators."""
    return (*form.layout, *form.footer)


SummaryKey = str
#: What of a project a column of a summary can hold; a table with a row an indicator has no `indicators`.
PROJECT_COLUMNS: tuple[SummaryKey, ...] = ("name", "spending_unit", *MONEY_KEYS, "goal", "indicators")
#: The name of an indicator in a table with a row an indicator; its other columns are called as in a form's table.
INDICATOR_NAME = "indicator"


@dataclass(frozen=True, slots=True)
class SummaryColumn:
    """A column of a summary.

    Attributes:
        key: what of a project it holds; in a table with a row an indicator, also what of an indicator.
        label: its heading.
        width: in characters.
        also: other spellings of the heading that home-made tables use.
        kind: of a column of the table's own, one of `toolkit/forms/fields/`.
        choices: the list that its cells are chosen from.
    """

    key: SummaryKey
    label: str
    width: float
    also: tuple[str, ...] = ()
    kind: str | None = None
    choices: tuple[str, ...] = ()

    @property
    def part(self) -> str | None:
        """The part of an indicator that it holds, None for a column of projects."""
        if self.key == INDICATOR_NAME:
            return "name"
        return None if self.key in PROJECT_COLUMNS else self.key


@dataclass(frozen=True, slots=True)
class SummaryDefinition:
    """The department-wide table of projects.

    A project has one row with its indicators in one cell, or a row an indicator.

    Attributes:
        kind: `summary`, or `list` for a table that units fill, with many projects and a row an indicator.
        id: name on the command line.
        version: written into the summary.
        older: versions that are known and still read.
        name: what a person calls the summary.
        name_en: the same in English.
        title: what stands above the table.
        framework: id of the framework of levels.
        columns: from left to right.
        orientation: of the A4 sheets.
        checks: rules that are changed for this summary, by code.
        department_label: text before the department's name, 部门名称：; empty where no line names it.
        unit_label: text before the unit, 单位：.
        unit: unit of the amounts.
        operators: `unified` shows one sign for one meaning (≥ for ≧ and >=), `as_written` each as its unit wrote it.
    """

    kind: Literal["summary", "list"]
    id: str
    version: str
    name: str
    name_en: str
    title: str
    framework: str
    unit: SheetUnit
    columns: tuple[SummaryColumn, ...]
    department_label: str = ""
    unit_label: str = ""
    orientation: Literal["portrait", "landscape"] = "landscape"
    operators: Literal["unified", "as_written"] = "unified"
    older: tuple[str, ...] = ()
    checks: Mapping[str, CheckSettings] = field(default_factory=dict)

    @property
    def is_flat(self) -> bool:
        """Whether the table has a row for each indicator."""
        return any(column.key == INDICATOR_NAME for column in self.columns)


Definition = FormDefinition | SummaryDefinition


_OPERATOR = Field("choice", "计算符号", choices=("≥", "≤", "=", ">", "<", "定性"))
_NUMBER = Field("text", "指标值", most=120)
_UNIT = Field("text", "计量单位", most=20)

#: The fields of an indicator that a form has one cell for; its levels are printed.
INDICATOR_FIELDS = tuple(one for one in INDICATOR_CELLS if not one.key.startswith("level"))

#: The cells of an indicator's row, as fields.
PART_FIELDS: Mapping[str, Field] = {
    **{one.key: Field(one.kind, one.zh, most=one.most) for one in INDICATOR_FIELDS},
    **{part: one for block in BLOCKS.values() for part, one in zip(block, (_OPERATOR, _NUMBER, _UNIT), strict=True)},
}


def column_field(column: TableColumn) -> Field:
    """Returns a column as a field; a typed level is a text."""
    if column.is_own or column.part in LEVELS:
        kind = "text" if column.part in LEVELS else column.kind or "text"
        return Field(kind, column.label, most=column.most, choices=column.choices)
    usual = PART_FIELDS[column.part]
    return replace(usual, choices=column.choices or usual.choices, most=column.most or usual.most)
