"""The table of indicators in a definition: its columns, categories and sides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from toolkit.indicators.triple import taken_apart
from toolkit.model.records import Indicator, Scope
from toolkit.model.schema import INDICATOR_CELLS

#: The values of an indicator, each with the parts that it has where it is not in one cell.
BLOCKS: Mapping[str, tuple[str, str, str]] = {
    "period_value": ("period_operator", "period_number", "period_unit"),
    "annual_value": ("operator", "number", "unit"),
}
#: By part, the value that it belongs to; a value in one cell belongs to itself.
VALUE_OF: Mapping[str, str] = {part: value for value, block in BLOCKS.items() for part in (value, *block)}

#: The side that a value belongs to where the sides of a table have names of their own.
SCOPE_OF: Mapping[str, Scope] = {
    part: "period" if value == "period_value" else "annual" for part, value in VALUE_OF.items()
}

#: Parts of an indicator's row that every definition can give a column: fields of the record, and parts of its values.
PARTS = (*(one.key for one in INDICATOR_CELLS), *(part for block in BLOCKS.values() for part in block))
LEVELS = ("level1", "level2")
#: What the name of a column that is never read begins with.
SKIP = "skip."

#: An indicator is complete only with these …
REQUIRED_PARTS = ("name", *BLOCKS, *(number for _, number, _ in BLOCKS.values()))


def is_additional(part: str) -> bool:
    """Whether a part says nothing without a name or a value."""
    return part not in REQUIRED_PARTS and part not in LEVELS


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column of the table of indicators.

    Attributes:
        label: its heading.
        part: what of an indicator it holds. A value stands whole in one column (`period_value`, `annual_value`) or
            in up to three: `period_operator`, `period_number`, `period_unit`; `operator`, `number`, `unit` are the
            annual one's. Any other word is a column of the form's own, kept as `extra` of the indicator.
        also: other spellings of the heading that home-made forms use.
        span: sheet columns it covers.
        group: a heading above the heading (年度指标值); neighbours of one group share it.
        may_be_empty: whether a value may stay empty: nothing is said of an indicator without it. At a name: whether
            its whole side or table may.
        kind: of a column of the form's own, one of `toolkit/forms/fields/`.
        choices: the list offered.
        most: longest text, in characters.
        scope: the side that it belongs to, where the sides of the table have names of their own.
        skip: whether it is drawn and never read.
    """

    label: str
    part: str = ""
    also: tuple[str, ...] = ()
    span: int = 1
    group: str | None = None
    may_be_empty: bool = False
    kind: str | None = None
    choices: tuple[str, ...] = ()
    most: int | None = None
    scope: Scope | None = None
    skip: bool = False

    @property
    def is_own(self) -> bool:
        """Whether it is a column of the form's own."""
        return not self.skip and self.part not in PARTS


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
        rows: rows of a table without categories; its levels, where it has columns for them, are typed in.
        scope: the side that all its indicators belong to, where a form has a table for each side.
        following: the tables below it; in a definition, `indicators` is a list then.
    """

    columns: tuple[TableColumn, ...] = ()
    categories: tuple[Category, ...] = ()
    side: str | None = None
    spelling: Mapping[str, str] = field(default_factory=dict)
    height: float = 17.5
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    weights: int | None = None
    rows: int | None = None
    scope: Scope | None = None
    following: tuple[IndicatorTable, ...] = field(default=(), metadata={"further": True})

    @property
    def tables(self) -> tuple[IndicatorTable, ...]:
        """This table and those below it."""
        return (self, *self.following)

    @property
    def offered(self) -> tuple[Category, ...]:
        """The categories; of a table without any, a nameless one with all rows."""
        return self.categories or ((Category("", self.rows or 1),) if self.columns else ())

    @property
    def scopes(self) -> tuple[Scope | None, ...]:
        """The sides of the table from left to right."""
        sides = dict.fromkeys(column.scope for column in self.columns if column.scope)
        return tuple(sides) or (self.scope,)

    @property
    def is_typed(self) -> bool:
        """Whether the levels of its rows are typed in."""
        return not self.categories and any(column.part in LEVELS for column in self.columns)

    @property
    def needed(self) -> frozenset[str]:
        """The second levels of which this table and those below it require an indicator."""
        filled = (one for one in self.tables if not all(map(one.may_be_empty, one.scopes)))
        return frozenset(category.level2 for one in filled for category in one.categories if category.required)

    def may_be_empty(self, scope: Scope | None) -> bool:
        """Whether a side of the table may stay empty."""
        return any(one.part == "name" and one.may_be_empty for one in self.side_columns(scope).values())

    def scope_of(self, column: TableColumn) -> Scope | None:
        """Returns the side of a column, None for one that all sides share."""
        if not any(one.scope for one in self.columns):
            return self.scope
        return column.scope or SCOPE_OF.get(column.part)

    def key(self, column: TableColumn) -> str:
        """Returns the name of a column in this table: `name`, `annual.name`, `skip.序号`."""
        if column.skip:
            return f"{SKIP}{column.label}"
        scope = self.scope_of(column) if len(self.scopes) > 1 else None
        return f"{scope}.{column.part}" if scope else column.part

    def side_columns(self, scope: Scope | None) -> Mapping[str, TableColumn]:
        """Returns the columns of one side by part, shared ones among them."""
        shared = (scope, None)
        return {one.part: one for one in self.columns if not one.skip and self.scope_of(one) in shared}


_FIELDS = frozenset({"level1", "level2", "name", "description", "basis", "weight", *BLOCKS})


def indicator_text(indicator: Indicator, part: str) -> str:
    """Returns the text that a column shows of an indicator."""
    for value, block in BLOCKS.items():
        if part in block:
            return str(taken_apart(getattr(indicator, value) or "")[block.index(part)] or "")
    found = getattr(indicator, part, None) if part in _FIELDS else indicator.extra.get(part)
    return found or ""
