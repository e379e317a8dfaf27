"""Which of a roster's columns holds what, and which of its rows count."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from toolkit.forms.definition import FormDefinition
from toolkit.issuing.roster_file import RosterLine
from toolkit.model.money_units import bare_heading, is_unit_alone, unit_in, units_of_heading, units_stated
from toolkit.model.schema import MONEY_KEYS, PROJECT, MoneyKey, leaves
from toolkit.model.text import fold, is_blank

#: Words that begin a line of totals.
_TOTAL = re.compile(r"(?:总|本页|全部)?(?:合计|总计|小计|累计|共计)(?:\([^()]*\))?:?")
#: What begins a line of totals of one unit, or counts the rows, where no project is named beside it.
_TOTAL_OF = re.compile(r".{1,40}(?:小计|合计|总计)(?:\([^()]*\))?:?|(?:合计|总计)?共?\d+个?(?:项目|项)")
_NOTE = re.compile(
    r"(?:附?注|备注|(?:填表|编制|其他)?说明)\d*[:.、].*"
    r"|(?:填[表报写]|制表|编制|审核|复核|审批|经办|联系|负责|分管|主管|科室|单位|部门)(?:人|领导|电话|日期|时间|单位|负责人|意见)"
    r"(?:\([^()]*\))?:.*",
    re.DOTALL,
)
_DITTO = frozenset(("同上", "上同", "同前", "同", "〃", "″", '"', "''", "″″", "々", '--"--', "…", "..."))
#: What begins the unit and the project of the example in a roster to fill in.
EXAMPLE = "（示例）"


def is_total_word(text: str) -> bool:
    """Whether a text is the word of a line of totals: 合计, 小计（元）."""
    return _TOTAL.fullmatch(fold(text)) is not None


def is_total(row: RosterLine) -> bool:
    """Whether a row begins as a line of totals."""
    return is_total_word(next((text for text in row.texts if not is_blank(text)), ""))


def is_total_of(text: str) -> bool:
    """Whether a text without a project is a line of totals: 骏达社区小计, 共3个项目."""
    return _TOTAL_OF.fullmatch(fold(text)) is not None


def is_note(row: RosterLine) -> bool:
    """Whether a row is a note or a signature below the table."""
    return _NOTE.fullmatch(fold(next((text for text in row.texts if not is_blank(text)), ""))) is not None


def is_ditto(text: str) -> bool:
    """Whether a text only refers to the cell above: 同上, 〃."""
    return fold(text) in _DITTO


def is_example(text: str) -> bool:
    """Whether a name is that of the example, which counts for nothing."""
    return fold(text).startswith(fold(EXAMPLE))


#: Rows in which the names of the columns are looked for.
HEADER_ROWS = 10
#: The columns without which a roster is none.
IDENTITY = ("project_name", "spending_unit")
#: The parts of the money, which a roster may have whatever the form asks for.
PARTS: tuple[MoneyKey, ...] = ("fiscal", "special_account", "other")
#: What departments call the columns, beside the names in the definition.
_ALSO: Mapping[str, tuple[str, ...]] = {
    one.key: (one.zh, *one.synonyms) for _, one in leaves(PROJECT) if one.synonyms and one.compared
}
_YEAR = re.compile(r"^(20\d\d)年度?")


class RosterColumn(NamedTuple):
    """One column of a roster.

    Attributes:
        place: zero-based.
        unit: unit of the amounts where its heading names one.
        year: the year that its heading names.
    """

    place: int
    unit: str | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a roster.

    Attributes:
        header: number of the row with their names, from 1.
        places: zero-based column by field.
        units: unit of an amount where its column names one.
        alike: fields that several columns are headed for, with these columns.
        years: the year that the only column of an amount names, by field.
        width: columns of a text file, 0 for a sheet.
        headings: the headings of project and unit.
    """

    header: int
    places: Mapping[str, int]
    units: Mapping[str, str]
    alike: Mapping[str, tuple[RosterColumn, ...]] = field(default_factory=dict)
    years: Mapping[str, int] = field(default_factory=dict)
    width: int = 0
    headings: tuple[str, ...] = ()

    def with_column(self, key: str, column: RosterColumn) -> Columns:
        """Returns these columns, one field read from a certain column."""
        units = {**self.units, **({key: column.unit} if column.unit else {})}
        return replace(self, places={**self.places, key: column.place}, units=units)


def find_columns(table: Sequence[RosterLine], form: FormDefinition) -> Columns | None:
    """Returns the columns of a table, None where it is no roster.

    A roster's first rows name a project and its unit; of two rows of headings the lower may name more columns.
    """
    names, own = _names(form), {_plain(field.name): key for key, field in form.fields.items()}
    best: Columns | None = None
    for row in table[:HEADER_ROWS]:
        headed: dict[str, list[RosterColumn]] = {}
        named: set[str] = set()
        for col, text in enumerate(row.texts):
            plain = _plain(text)
            key = names.get(plain)
            if key is None:
                continue
            if plain in own and key not in named:  # the form's own name comes before all others
                headed[key] = []
                named.add(key)
            if plain in own or key not in named:
                headed.setdefault(key, []).append(_column(text, col))
        if headed.keys() >= set(IDENTITY) and (best is None or len(headed) > len(best.places)):
            best = _columns(table, row, headed)
    return best


def _columns(table: Sequence[RosterLine], row: RosterLine, headed: Mapping[str, Sequence[RosterColumn]]) -> Columns:
    units = {key: one.unit for key, columns in headed.items() if (one := columns[0]).unit}
    return Columns(
        row.number,
        {key: columns[0].place for key, columns in headed.items()},
        _unit_above(table, row.number) | units,
        {key: tuple(columns) for key, columns in headed.items() if len(columns) > 1},
        {key: one.year for key, columns in headed.items() if key in MONEY_KEYS and (one := columns[0]).year},
        0 if row.sheet else len(row.texts),
        tuple(row.text(headed[key][0].place) for key in IDENTITY),
    )


def _column(text: str, col: int) -> RosterColumn:
    units, year = units_of_heading(text), _YEAR.match(fold(text).lstrip("*"))
    return RosterColumn(col, _one_of(units) if units else None, int(year[1]) if year else None)


def _names(form: FormDefinition) -> dict[str, str]:
    """Returns fields by every name of their column, the definition's own first."""
    own = {_plain(field.name): key for key, field in form.fields.items()}
    always = ("budget_year", *MONEY_KEYS)
    asked = {key: names for key, names in _ALSO.items() if key in form.fields or key in always}
    return {_plain(name): key for key, names in asked.items() for name in names} | own


def _plain(text: str) -> str:
    return _YEAR.sub("", bare_heading(text).strip("*:").removeprefix("其中:"))


def _unit_above(table: Sequence[RosterLine], header: int) -> dict[str, str]:
    """Returns the unit of amounts named above the columns: 单位：万元."""
    above = [text for row in table for text in row.texts if row.number < header]
    found = [unit for text in above for unit in units_stated(text)]
    found += [unit for text in above if is_unit_alone(text) and (unit := unit_in(text))]
    return dict.fromkeys(MONEY_KEYS, _one_of(found)) if found else {}


def _one_of(units: Iterable[str]) -> str:
    """Returns the only unit; of several a text that is none."""
    return "/".join(dict.fromkeys(units))
