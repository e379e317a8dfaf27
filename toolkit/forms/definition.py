"""Definitions of forms and summaries (`templates/*.yaml`) as frozen data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from toolkit.model.schema import INDICATOR_CELLS, MoneyKey

#: The values of an indicator, each with the parts that it has where it is not in one cell.
BLOCKS: Mapping[str, tuple[str, str, str]] = {
    "period_value": ("period_operator", "period_number", "period_unit"),
    "annual_value": ("operator", "number", "unit"),
}
#: By part, the value that it belongs to; a value in one cell belongs to itself.
VALUE_OF: Mapping[str, str] = {part: value for value, block in BLOCKS.items() for part in (value, *block)}

#: Parts of an indicator's row that a definition can give a column: fields of the record, and parts of its values.
PARTS = (*(one.key for one in INDICATOR_CELLS), *(part for block in BLOCKS.values() for part in block))
if TYPE_CHECKING:
    Part = str
else:  # reading a definition refuses everything else
    Part = Literal[PARTS]


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
    """A cell of a layout line: a mark, title, label or field.

    Attributes:
        mark: the form's number above its title, 表13.
        title: the form's title.
        label: a locked text; `{year}` stands for the budget year.
        field: the name of a cell to fill.
        also: other spellings of the label that home-made forms use.
        optional: whether a form of the same kind may do without this label.
        span: columns it covers.
        rows: lines it covers.
    """

    mark: str | None = None
    title: str | None = None
    label: str | None = None
    field: str | None = None
    also: tuple[str, ...] = ()
    optional: bool = False
    span: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True)
class LayoutLine:
    """A line of the form above the indicators.

    Attributes:
        cells: from left to right.
        height: in points.
    """

    cells: tuple[FormCell, ...]
    height: float = 21


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column of the table of indicators.

    Attributes:
        part: what of an indicator it holds. A value stands whole in one column (`period_value`, `annual_value`) or
            in up to three: `period_operator`, `period_number`, `period_unit`; `operator`, `number`, `unit` are the
            annual one's.
        label: its heading.
        also: other spellings of the heading that home-made forms use.
        span: sheet columns it covers.
        group: a heading above the heading (年度指标值); neighbours of one group share it.
        may_be_empty: whether a value may stay empty: nothing is said of an indicator without it.
    """

    part: Part
    label: str
    also: tuple[str, ...] = ()
    span: int = 1
    group: str | None = None
    may_be_empty: bool = False


@dataclass(frozen=True, slots=True)
class Category:
    """A second level that the form offers.

    Attributes:
        level2: canonical name in the framework.
        rows: rows it offers.
        required: whether at least one indicator is expected.
    """

    level2: str
    rows: int = 1
    required: bool = False


@dataclass(frozen=True, slots=True)
class IndicatorTable:
    """The table of indicators; a form without columns has none.

    Attributes:
        columns: from left to right.
        categories: the second levels it offers, in order.
        side: the label at its left side, 绩效指标.
        spelling: how the sheet prints a level, by canonical name (效益指标: 效果指标).
        height: height of a row in points.
        groups: other spellings of the columns' groups that home-made forms use, by group.
        weights: what the weights add up to (100); the self-check holds them to it. No value: they are not added up.
    """

    columns: tuple[TableColumn, ...] = ()
    categories: tuple[Category, ...] = ()
    side: str | None = None
    spelling: Mapping[str, str] = field(default_factory=dict)
    height: float = 17.5
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    weights: int | None = None


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
    """

    columns: tuple[float, ...]
    orientation: Literal["portrait", "landscape"] = "portrait"


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
        unit: 元 or 万元, the unit of the sheet's amounts.
        page: print set-up.
        fields: the cells to fill, by name.
        layout: the lines above the indicators, from top to bottom.
        indicators: the table of indicators.
        types: the project types, by name.
        checks: rules that are changed for this form, by code.
        record: what a filled form is the record of: one project, or a department's overall target.
        summary: id of the summary it is merged into.
        prefilled: fields that a roster fills and locks.
        repeats: how often fields and lines with `{n}` are repeated (`sub_goals: 8`); the loader writes them out.
    """

    kind: Literal["form"]
    id: str
    version: str
    name: str
    name_en: str
    title: str
    framework: str
    unit: Literal["元", "万元"]
    page: Page
    fields: Mapping[str, Field]
    layout: tuple[LayoutLine, ...]
    indicators: IndicatorTable = field(default_factory=IndicatorTable)
    record: Literal["project", "department"] = "project"
    repeats: Mapping[str, int] = field(default_factory=dict)
    summary: str = "combined"
    types: Mapping[str, ProjectType] = field(default_factory=dict)
    prefilled: tuple[str, ...] = ()
    older: tuple[str, ...] = ()
    checks: Mapping[str, CheckSettings] = field(default_factory=dict)


SummaryKey = Literal["name", MoneyKey, "goal", "indicators"]


@dataclass(frozen=True, slots=True)
class SummaryColumn:
    """A column of a summary.

    Attributes:
        key: what of a project it holds.
        label: its heading.
        width: in characters.
    """

    key: SummaryKey
    label: str
    width: float


@dataclass(frozen=True, slots=True)
class SummaryDefinition:
    """The department-wide table: one project a row, its indicators in one cell.

    Attributes:
        kind: `summary`.
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
        department_label: text before the department's name, 部门名称：.
        unit_label: text before the unit, 单位：.
        unit: unit of the amounts.
        operators: `unified` shows one sign for one meaning (≥ for ≧ and >=), `as_written` each as its unit wrote it.
    """

    kind: Literal["summary"]
    id: str
    version: str
    name: str
    name_en: str
    title: str
    framework: str
    unit: Literal["元", "万元"]
    department_label: str
    unit_label: str
    columns: tuple[SummaryColumn, ...]
    orientation: Literal["portrait", "landscape"] = "landscape"
    operators: Literal["unified", "as_written"] = "unified"
    older: tuple[str, ...] = ()
    checks: Mapping[str, CheckSettings] = field(default_factory=dict)


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

#: An indicator is complete only with these …
REQUIRED_PARTS = ("name", *BLOCKS, *(number for _, number, _ in BLOCKS.values()))
#: … and these say nothing without them. Texts come last: their words do not show that they were moved.
ADDITIONAL_PARTS = (
    *(part for operator, _, unit in BLOCKS.values() for part in (operator, unit)),
    *(one.key for one in sorted(INDICATOR_CELLS, key=lambda one: one.kind == "text") if one.carried),
)
