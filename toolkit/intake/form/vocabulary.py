"""The words of a form: labels in every spelling, levels, columns of the table.

A label contains the budget year and the unit of money as parameters: `2024年预算金额（元）` and
`2023年预算金额(万元)` are the same label with other parameters.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from toolkit.forms.definition import FormCell, FormDefinition, lines_of
from toolkit.forms.further_tables import FURTHER, crossings_of
from toolkit.forms.layout import Layout, compile_layout
from toolkit.indicators.framework import Framework
from toolkit.intake.form.form_labels import YEAR, RepeatedLabel, label_keys, labels_of, parameters, repeated_labels
from toolkit.intake.form.table_words import TableWords, heading_key, table_words
from toolkit.model.remember import Remember
from toolkit.model.text import fold

#: A year in a title, in front of or behind its words, in brackets or not; the place left for one too.
_DATED = re.compile(r"\((?:(?:\{year\}|20\d\d)年?度?|年度?)\)|(?:\{year\}|(?<!\d)20\d\d(?!\d))年?度?")
_YEAR_LINE = re.compile(r"\(20\d\d年?度?\)")
#: A line drawn with signs; a single = may be an operator.
_RULE = re.compile(r"(?!=\Z)[-—_=*·.…─━]+")
#: A unit's name in front of a title.
_OFFICE = re.compile(
    r".{2,25}(?:中心|局|委|委员会|办|办公室|镇|乡|街道|所|站|院|校|园|厅|处|政府|公司|社区|村|县|区|市)"
)
_LONGEST = 40
#: What may stand in front of a label, with a colon of its own.
_OF_WHICH = "其中:"


class LabelHit(NamedTuple):
    """A label as it was found.

    Attributes:
        key: the same for all spellings of the label.
        year: the year in it.
        unit: the unit of money in it.
        value: the text behind a colon in the same cell; empty for none.
    """

    key: str
    year: int | None = None
    unit: str | None = None
    value: str = ""


class Spoken(NamedTuple):
    """The meaning of a table's cell as a word of the form.

    Attributes:
        columns: by table, the column that it heads, where it is in no group.
        groups: by table, the group of columns that it heads.
        word: whether it is a word of the form that cannot be part of a row of the table.
        idle: whether it is no content at all: the label at the table's side, a rule drawn with dashes.
    """

    columns: tuple[str | None, ...]
    groups: tuple[str | None, ...]
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
        printed: a label's key to its printed text; labels of the same words have keys of their own, `label_keys`.
        introduces: what a label introduces, by these keys; labels that introduce nothing are missing here.
        repeated: keys of the labels of the same words in their order, by the key of `labels`.
        tables: the words of its tables of indicators, from top to bottom.
        titles: folded titles, without the year in them.
        marks: what else is printed: marks above the labels (表13) and notes; folded, without the year in it.
        footer: keys of the labels below the table.
        first: key of the label with which a form begins.
        optional: keys of labels that a form may do without.
        dated: keys of labels that print another year than the budget year, by themselves.
        usual: folded spellings of second levels that are no local alias here.
        longest: characters of the longest word of the form; a longer text is none of its words.
        layout: the form as it would be issued without a type.
        crossed: fields that stand where a label's row crosses a heading's column, by label and by bare heading.
        crossing: these headings as they are printed, by bare heading.
    """

    form: FormDefinition
    framework: Framework
    labels: Mapping[str, str]
    printed: Mapping[str, str]
    introduces: Mapping[str, Introduced]
    repeated: Mapping[str, tuple[RepeatedLabel, ...]]
    tables: tuple[TableWords, ...]
    titles: frozenset[str]
    marks: frozenset[str]
    footer: frozenset[str]
    first: str
    optional: frozenset[str]
    dated: frozenset[str]
    usual: frozenset[str]
    longest: int
    layout: Layout
    crossed: Mapping[str, Mapping[str, str]]
    crossing: Mapping[str, str]

    def label(self, text: str) -> LabelHit | None:
        """Returns the label that a cell is, None for any other text."""
        return self._label(text) if len(text) <= self.longest * 4 else None

    @cached_property
    def _label(self) -> Callable[[str], LabelHit | None]:
        """Returns `_find` with a memory: every form asks for the same labels."""
        return Remember(300_000)(self._find)

    def _find(self, text: str) -> LabelHit | None:
        folded = fold(text)
        hit = self._exact(folded)
        if hit is None and ":" in folded[1 : self.longest]:
            colons = 2 if folded.startswith(_OF_WHICH) else 1
            hit = self._exact(":".join(folded.split(":", colons)[:colons]))
            written = re.split("[:：]", text, maxsplit=colons)
            hit = hit._replace(value=written[-1].strip()) if hit is not None and len(written) > colons else None
        return hit

    def _exact(self, folded: str) -> LabelHit | None:
        if len(folded) > self.longest:
            return None
        key, year, unit = parameters(folded)
        found = self.labels.get(key)
        return LabelHit(found, None if found in self.dated else year, unit) if found is not None else None

    def column(self, text: str) -> str | None:
        """Returns the column of a header cell in the first table with it."""
        if len(text) > self.longest:
            return None
        return next((key for words in self.tables if (key := words.column(text))), None)

    @cached_property
    def sides(self) -> frozenset[str]:
        """The folded labels beside the tables."""
        return frozenset(words.side for words in self.tables if words.side)

    def heads(self, text: str) -> bool:
        """Whether a cell is a word of the table's heading."""
        return len(text) <= self.longest and heading_key(text) in self._heading

    @cached_property
    def _heading(self) -> frozenset[str]:
        return frozenset(name for one in self.tables for name in (*(label for _, label in one.columns), *one.groups))

    def spoken(self, text: str) -> Spoken:
        """Returns the meaning of a cell as a word of the form."""
        return self._spoken(text) if len(text) <= self.longest * 4 else self._speak(text)

    @cached_property
    def _spoken(self) -> Callable[[str], Spoken]:
        return Remember(300_000)(self._speak)

    def _speak(self, text: str) -> Spoken:
        folded = fold(text)
        word = self.heads(text) or self.label(text) is not None or self.is_title(text) or self.is_mark(text)
        idle = folded in self.sides or _RULE.fullmatch(text.strip()) is not None
        short = len(text) <= self.longest
        columns = tuple(words.column(text) if short else None for words in self.tables)
        groups = tuple(words.groups.get(folded) if short else None for words in self.tables)
        return Spoken(columns, groups, word, idle)

    def names(self, text: str) -> bool:
        """Whether a cell is a label, column or level of the form."""
        if len(text) > self.longest:
            return False
        folded = fold(text)
        level = self.framework.first(text) or self.framework.second(text)
        return (
            level is not None
            or heading_key(text) in self._heading
            or folded in self.sides
            or self._exact(folded) is not None
        )

    def is_title(self, text: str) -> bool:
        """Whether a cell is the form's title.

        A year and a unit's name may stand before it."""
        if len(text) > self.longest:
            return False
        undated = _undated(text)
        return undated in self.titles or any(
            undated.endswith(title) and _OFFICE.fullmatch(undated.removesuffix(title)) for title in self.titles
        )

    def is_mark(self, text: str) -> bool:
        """Whether a cell is a mark that the form prints beside the title."""
        return len(text) <= self.longest and _undated(text) in self.marks

    def title_year(self, text: str) -> int | None:
        """Returns the year in the form's title, or on a line below it.

        None for any other text.
        """
        match = YEAR.search(fold(text)) if self.is_title(text) or is_year_line(text) else None
        return int(match[1]) if match and match[1] else None


def is_year_line(text: str) -> bool:
    """Whether a cell is nothing but a year in brackets."""
    return len(text) <= _LONGEST and _YEAR_LINE.fullmatch(fold(text)) is not None


def _undated(text: str) -> str:
    """Returns a folded title or mark without its year."""
    return _DATED.sub("", fold(text))


def vocabulary(form: FormDefinition, framework: Framework) -> Vocabulary:
    """Returns the words of a form."""
    layout = compile_layout(form, framework, 2000)
    tables = form.indicators.tables if form.indicators.columns else ()
    spelling = {level: printed for table in tables for level, printed in table.spelling.items()}
    framework = framework.spelled(spelling)
    pieces = [piece for line in lines_of(form) for piece in line.cells]
    labelled = [piece for piece in pieces if piece.label]
    labels: dict[str, str] = {}
    for piece in labelled:
        key = _key(piece)
        for written in (key, *(parameters(fold(text))[0] for text in piece.also)):
            labels.setdefault(written, labels.get(key, key))
    keys = label_keys(labels[_key(piece)] for piece in labelled)
    printed = {key: piece.label or "" for key, piece in zip(keys, labelled, strict=True)}
    first = next(labels[_key(piece)] for piece in labelled if not piece.optional)
    crossings = tuple(crossings_of(layout))
    crossed: dict[str, dict[str, str]] = {}
    for one in crossings:
        crossed.setdefault(parameters(fold(one.label))[0], {})[parameters(fold(one.heading))[0]] = one.field
    return Vocabulary(
        form,
        framework,
        labels,
        printed,
        {key: one for key, one in _introduced(layout, labels) if key not in crossed},
        repeated_labels(layout, labels),
        tuple(map(table_words, tables)),
        frozenset(_undated(title) for title in (form.title, *(p.title for p in pieces if p.title))),
        frozenset(_undated(text) for p in pieces for text in (p.mark, p.note, p.heading) if text and _undated(text)),
        frozenset(labels[_key(p)] for line in form.footer for p in line.cells if p.label),
        first,
        frozenset(key for key, piece in zip(keys, labelled, strict=True) if piece.optional),
        frozenset(labels[_key(p)] for p in labelled if _prints_a_year(p.label or "")),
        frozenset(
            fold(name)
            for _, level in framework.pairs()
            for name in (level.name, level.packed, spelling.get(level.name, level.name))
        ),
        max(_LONGEST, *(len(cell.text) for cell in layout.locked), *(len(name) for p in pieces for name in p.also)),
        layout,
        crossed,
        {parameters(fold(one.heading))[0]: one.heading for one in crossings},
    )


def _prints_a_year(label: str) -> bool:
    match = YEAR.search(fold(label))
    return match is not None and match[0] != "{year}"


def _key(piece: FormCell) -> str:
    return parameters(fold(piece.label or ""))[0]


def _introduced(layout: Layout, labels: Mapping[str, str]) -> Iterator[tuple[str, Introduced]]:
    keys = labels_of(layout, labels)
    further = {name for table in layout.form.tables.values() for name in table.cells}
    for cell in layout.cells:
        if cell.field is None or cell.label is None or cell.field.startswith(("slots.", FURTHER)):
            continue
        if cell.field in further:  # a further table's headings name it
            continue
        label, place = cell.label, cell.range.first
        yield keys[label], Introduced(cell.field, place.row > label.row, place.col - label.col)
