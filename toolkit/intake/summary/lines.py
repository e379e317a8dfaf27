"""The lines around the tables of a summary.

Department, unit of the amounts, budget year, notes and page numbers.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from functools import lru_cache

from toolkit.forms.definition import SummaryDefinition
from toolkit.intake.tokens import Token
from toolkit.model.money import YUAN, parse_amount
from toolkit.model.money_units import is_unit_alone, unit_in, units_stated
from toolkit.model.text import fold, unwrap

#: Characters that may stand beside the first cell of a line that is no project's.
_LITTLE = 100
_DEPARTMENT_LABELS = ("部门名称", "部门(单位)名称", "单位名称", "预算部门", "填报部门", "填报单位", "主管部门")
_UNIT_LABELS = ("金额单位", "单位")
_YEAR = re.compile(r"(20\d\d)年")
_SPACES = re.compile(r"\s+")
_EITHER = {"(": "[(（]", ")": "[)）]"}
_NOTE = re.compile(
    r"(备?注\d*|说明|填表说明|编制说明|填[表报]人|填[表报]日期|制表人?|审核人?|复核人?|经办人|负责人|单位负责人"
    r"|部门负责人|联系人|联系电话|电话|日期):.*|注\d+[.、].*|第\d+页.*|\(?续表\)?|-\d+-"
)


@dataclass(frozen=True, slots=True)
class LineContext:
    """The content of the lines above a table; None for what they lack.

    Attributes:
        department: 部门名称.
        unit: unit of the amounts.
        years: every year that they name.
        names_department: whether there is a label for the department, with a name behind it or not.
    """

    department: str | None = None
    unit: str | None = None
    years: frozenset[int] = frozenset()
    names_department: bool = False


def read_line(tokens: Sequence[Token], definition: SummaryDefinition, before: LineContext) -> LineContext:
    """Returns the context after a further line above or between tables.

    A label and what it introduces may stand in one cell, both labels in one, or each in a cell of its own.
    """
    found = before
    label = _labels(definition)
    open_label: str | None = None
    for token in tokens:
        pieces = label.split(token.text)
        values = [(open_label, pieces[0]), *zip(pieces[1::2], pieces[2::2], strict=True)]
        for name, value in values:
            text = _SPACES.sub(" ", unwrap(value)).strip()
            if name is not None and _is_department(name, definition):
                found = replace(found, names_department=True)
            if name is not None and text:
                found, open_label = _with_label(found, name, text, definition), None
            elif name is not None:
                open_label = name
        if len(pieces) == 1 and (stated := _unit_alone(token.text)):  # 单位（元）, （元）
            found = replace(found, unit=stated)
        found = replace(found, years=found.years | years_in(token.text))
    return found


def _unit_alone(text: str) -> str | None:
    """Returns the unit of money that a cell names by itself, else None."""
    stated = units_stated(text)
    return stated[0] if stated else unit_in(text) if is_unit_alone(text) else None


def is_line(tokens: Sequence[Token], definition: SummaryDefinition, above: Set[str]) -> bool:
    """Whether a row inside or below a table is none of its rows.

    It repeats the title, 部门名称 or 单位.

    Args:
        tokens: the row.
        definition: the summary's definition.
        above: folded texts that stood above the first table; further pages repeat them.
    """
    first = tokens[0].text.strip()
    folded = fold(first)
    title = folded in above or folded == fold(definition.title)
    return (title or _labels(definition).match(first) is not None) and _says_little(tokens)


def is_note(tokens: Sequence[Token]) -> bool:
    """Whether a row is a note, a signature or a page number."""
    return _NOTE.match(fold(tokens[0].text)) is not None and _says_little(tokens)


def _says_little(tokens: Sequence[Token]) -> bool:
    """Whether the cells beside a line's first have no amount or long text.

    Then they are no project's.
    """
    rest = [token.text for token in tokens[1:]]
    return sum(map(len, rest)) < _LITTLE and not any(parse_amount(text, YUAN) for text in rest)


def years_in(text: str) -> frozenset[int]:
    """Returns the years that a title names."""
    return frozenset(map(int, _YEAR.findall(fold(text))))


def _labels(definition: SummaryDefinition) -> re.Pattern[str]:
    """Returns a pattern for the labels of these lines, blanks inside them allowed."""
    return _spelled(fold(definition.department_label).rstrip(":"), fold(definition.unit_label).rstrip(":"))


@lru_cache(maxsize=64)  # every row of a table is asked, and building the expression takes longer than matching it
def _spelled(*own: str) -> re.Pattern[str]:
    words = sorted({*own, *_DEPARTMENT_LABELS, *_UNIT_LABELS} - {""}, key=len, reverse=True)
    spaced = (r"\s*".join(_EITHER.get(char, re.escape(char)) for char in word) for word in words)
    return re.compile(rf"({'|'.join(spaced)})\s*[:：]")


def _with_label(found: LineContext, label: str, value: str, definition: SummaryDefinition) -> LineContext:
    """Returns the context with the unit or the department that a label introduces."""
    units = units_stated(f"单位:{value}")
    if units:
        return replace(found, unit=units[0])
    return replace(found, department=value) if _is_department(label, definition) else found


def _is_department(label: str, definition: SummaryDefinition) -> bool:
    return fold(label) in (*_DEPARTMENT_LABELS, fold(definition.department_label).rstrip(":"))


def one_year(years: frozenset[int]) -> int | None:
    """Returns the only year, None for none or several."""
    return next(iter(years)) if len(years) == 1 else None
