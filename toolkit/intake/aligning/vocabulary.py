"""The words by which a form is known: its labels in every spelling, its levels, its table's columns.

A label contains the budget year and the unit of money as parameters: `2024年预算金额（元）` and
`2023年预算金额(万元)` are the same label with other parameters.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from toolkit.forms.definition import FormDefinition, Part
from toolkit.forms.layout import Layout, Role, compile_layout
from toolkit.indicators.framework import Framework
from toolkit.model.money import WAN, YUAN
from toolkit.model.text import fold

_YEAR = re.compile(r"\{year\}|(20\d\d)(?=年)")
_UNIT = re.compile(r"\(?(?:单位:?)?(万元|元)\)?$")
_DATED = re.compile(r"^(20\d\d)年?度?")
_BRACKETED_UNIT = re.compile(r"\((?:单位:?)?(万元|元)\)$")
#: A line drawn with signs; a single = may be an operator.
_RULE = re.compile(r"(?!=\Z)[-—_=*·.…─━]+")
_LONGEST = 40


class LabelHit(NamedTuple):
    """A label as it was found.

    Attributes:
        key: the label's key, the same for all its spellings.
        year: the year that it contains.
        unit: the unit of money that it contains.
        value: what stands behind a colon in the same cell; empty where nothing.
    """

    key: str
    year: int | None = None
    unit: str | None = None
    value: str = ""


class Spoken(NamedTuple):
    """What a cell of the table says in the form's own words.

    Attributes:
        column: the column that it heads, where it stands in no group.
        group: the group of columns that it heads.
        word: whether it is a word of the form that has no business in a row of the table.
        idle: whether it is no content at all: the label at the table's side, a rule drawn with dashes.
    """

    column: Part | None
    group: str | None
    word: bool
    idle: bool


@dataclass(frozen=True, slots=True)
class Introduced:
    """The field that a label introduces.

    Attributes:
        field: its name.
        below: whether it stands below the label rather than to its right.
        offset: columns between the label's first cell and the field's.
    """

    field: str
    below: bool
    offset: int


@dataclass(frozen=True)
class Vocabulary:
    """All words of one form.

    Attributes:
        form: its definition.
        framework: its framework of levels.
        labels: keys of all labels above the table, by every folded spelling.
        printed: a label's key to its printed text.
        introduces: what a label introduces; labels that introduce nothing are missing here.
        columns: the table's columns by the folded heading of their group, empty for none, and their own.
        groups: the groups of columns by every folded spelling.
        title: folded title.
        marks: what else is printed above the labels (表13), folded.
        side: folded label beside the table.
        first: key of the label with which a form begins.
        optional: keys of labels that a form may do without.
        usual: folded spellings of second levels that are no local alias here.
        layout: the form as it would be issued without a type.
    """

    form: FormDefinition
    framework: Framework
    labels: Mapping[str, str]
    printed: Mapping[str, str]
    introduces: Mapping[str, Introduced]
    columns: Mapping[tuple[str, str], Part]
    groups: Mapping[str, str]
    title: str
    marks: frozenset[str]
    side: str
    first: str
    optional: frozenset[str]
    usual: frozenset[str]
    layout: Layout

    def label(self, text: str) -> LabelHit | None:
        """The label that a cell is, if it is one."""
        return self._label(text) if len(text) <= _LONGEST * 4 else None

    @cached_property
    def _label(self) -> Callable[[str], LabelHit | None]:
        """Labels are asked for again and again, form after form."""
        return lru_cache(maxsize=8192)(self._find)

    def _find(self, text: str) -> LabelHit | None:
        folded = fold(text)
        hit = self._exact(folded)
        if hit is None and ":" in folded[1:_LONGEST]:
            head, _, _ = folded.partition(":")
            hit = self._exact(head)
            if hit is not None:
                hit = hit._replace(value=re.split("[:：]", text, maxsplit=1)[1].strip())
        return hit

    def _exact(self, folded: str) -> LabelHit | None:
        if len(folded) > _LONGEST:
            return None
        key, year, unit = _parameters(folded.rstrip(":"))
        found = self.labels.get(key)
        return LabelHit(found, year, unit) if found is not None else None

    def column(self, text: str, group: str = "") -> Part | None:
        """The table's column that a header cell names, under the heading of a group where it has one."""
        return self.columns.get((group, fold(text))) if len(text) <= _LONGEST else None

    def group(self, text: str) -> str | None:
        """The group of columns that a header cell names."""
        return self.groups.get(fold(text)) if len(text) <= _LONGEST else None

    def heads(self, text: str) -> bool:
        """Whether a cell is a word of the table's heading."""
        return len(text) <= _LONGEST and fold(text) in self._heading

    @cached_property
    def _heading(self) -> frozenset[str]:
        return frozenset((*(label for _, label in self.columns), *self.groups))

    def spoken(self, text: str) -> Spoken:
        """What a cell says in the form's own words, as far as a row of the table is concerned."""
        return self._spoken(text) if len(text) <= _LONGEST * 4 else self._speak(text)

    @cached_property
    def _spoken(self) -> Callable[[str], Spoken]:
        return lru_cache(maxsize=8192)(self._speak)

    def _speak(self, text: str) -> Spoken:
        folded = fold(text)
        word = self.heads(text) or self.label(text) is not None or self.is_title(text) or folded in self.marks
        idle = folded == self.side or _RULE.fullmatch(text.strip()) is not None
        return Spoken(self.column(text), self.group(text), word, idle)

    def names(self, text: str) -> bool:
        """Whether a cell is a word of the form itself: one of its labels, columns or levels."""
        if len(text) > _LONGEST:
            return False
        folded = fold(text)
        level = self.framework.first(text) or self.framework.second(text)
        return level is not None or folded in self._heading or folded == self.side or self._exact(folded) is not None

    def is_title(self, text: str) -> bool:
        """Whether a cell is the form's title, with or without a year before it."""
        return len(text) <= _LONGEST and _DATED.sub("", fold(text)) == self.title

    def title_year(self, text: str) -> int | None:
        """The year before the form's title, None where there is none or the text is no title."""
        match = _DATED.match(fold(text)) if self.is_title(text) else None
        return int(match[1]) if match else None


@lru_cache(maxsize=8192)
def _parameters(folded: str) -> tuple[str, int | None, str | None]:
    """A folded label without its year and unit, and these."""
    unit = _BRACKETED_UNIT.search(folded)
    year = _YEAR.search(folded)
    if unit:
        folded = folded[: unit.start()]
    key = _YEAR.sub("", folded).removeprefix("年")
    return key, int(year[1]) if year and year[1] else None, unit[1] if unit else None


def vocabulary(form: FormDefinition, framework: Framework) -> Vocabulary:
    """Gather a form's words."""
    layout = compile_layout(form, framework, 2000)
    labels: dict[str, str] = {}
    printed: dict[str, str] = {}
    for line in form.layout:
        for piece in line.cells:
            if piece.label:
                key = _parameters(fold(piece.label))[0]
                printed[key] = piece.label
                for spelling in (piece.label, *piece.also):
                    labels[_parameters(fold(spelling))[0]] = key
    table = form.indicators
    columns = {(fold(c.group or ""), fold(name)): c.part for c in table.columns for name in (c.label, *c.also)}
    groups = {c.group for c in table.columns if c.group}
    pieces = [piece for line in form.layout for piece in line.cells]
    first = next(_parameters(fold(p.label))[0] for p in pieces if p.label and not p.optional)
    return Vocabulary(
        form,
        framework,
        labels,
        printed,
        dict(_introduced(layout)),
        columns,
        {fold(name): fold(group) for group in sorted(groups) for name in (group, *table.groups.get(group, ()))},
        fold(form.title),
        frozenset(fold(p.mark) for line in form.layout for p in line.cells if p.mark),
        fold(form.indicators.side or ""),
        first,
        frozenset(_parameters(fold(p.label))[0] for line in form.layout for p in line.cells if p.label and p.optional),
        frozenset(
            fold(name)
            for _, level in framework.pairs()
            for name in (level.name, level.packed, form.indicators.spelling.get(level.name, level.name))
        ),
        layout,
    )


def _introduced(layout: Layout) -> Iterator[tuple[str, Introduced]]:
    places = {cell.text: cell.range.first for cell in layout.cells if cell.role is Role.LABEL}
    for cell in layout.cells:
        if cell.field is None or cell.of is None or cell.field.startswith("slots."):
            continue
        label, place = places[cell.of], cell.range.first
        yield _parameters(fold(cell.of))[0], Introduced(cell.field, place.row > label.row, place.col - label.col)


def unit_in(text: str) -> str | None:
    """The unit of money that a folded text ends with (单位：万元), None where it names none."""
    match = _UNIT.search(fold(text))
    return {WAN: WAN, YUAN: YUAN}[match[1]] if match else None
