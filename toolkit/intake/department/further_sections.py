"""The sections below the texts on the sheet of a department's target.

`merge` wrote them (`toolkit.publishing.sheet_department`). A cell that cannot be read is an observation, and its
value is missing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from toolkit.intake.tokens import Lines, Token
from toolkit.model.evidence import Observation, Observed, Placed
from toolkit.model.frozen import FrozenMap
from toolkit.model.records import Funding, Indicator
from toolkit.summary_book.department_sheet import (
    ORIGIN_LINE,
    answer_key,
    answers_of,
    column_keys,
    indicator_of,
    money_field,
    money_value,
    row_number,
    section_key,
)
from toolkit.summary_book.sheets import TABLES

_BRIEF = 60


class TargetLines(NamedTuple):
    """The lines of a target's sheet: its texts, and each section.

    Attributes:
        texts: above the first section, and the line that says where the record came from.
        sections: by what they say (`fields`, `tables.cost`, `indicators`), without the line above each.
    """

    texts: Lines
    sections: Mapping[str, Lines]


def parts_of_sheet(on_sheet: Lines) -> TargetLines:
    """Returns the parts of a sheet; one without sections has its texts only."""
    texts: dict[int, tuple[Token, ...]] = {}
    sections: dict[str, dict[int, tuple[Token, ...]]] = {}
    into = texts
    for row, tokens in on_sheet.items():
        key = section_key(tokens[0].text) if len(tokens) == 1 else None
        if key is not None and key not in sections:
            into = sections[key] = {}
        elif sections and ORIGIN_LINE.fullmatch(tokens[0].text.strip()):
            texts[row], into = tokens, texts
        else:
            into[row] = tokens
    return TargetLines(texts, sections)


@dataclass
class SectionsRead:
    """The content of the sections, by field of the record."""

    money: dict[str, Any] = field(default_factory=dict)
    extra: dict[str, str] = field(default_factory=dict)
    tables: dict[str, tuple[FrozenMap[str], ...]] = field(default_factory=dict)
    indicators: list[Indicator] = field(default_factory=list)
    placed: dict[str, Placed] = field(default_factory=dict)
    observations: list[Observation] = field(default_factory=list)

    def fields(self) -> dict[str, Any]:
        """Returns the fields of the record that the sections say."""
        return {
            "funding": Funding(**self.money) if self.money else None,
            "extra": FrozenMap(self.extra),
            "tables": FrozenMap(self.tables),
            "indicators": tuple(self.indicators),
        }

    def doubt(self, *tokens: Token) -> None:
        """Notes cells that are no part of the record."""
        for token in tokens:
            self.observations.append(Observation(Observed.AMBIGUOUS, token.address, {"found": token.text[:_BRIEF]}))


def read_sections(sections: Mapping[str, Lines]) -> SectionsRead:
    """Returns the content of the sections of a sheet."""
    read = SectionsRead()
    for key, section in sections.items():
        if key == "fields":
            for tokens in section.values():
                _field(read, tokens)
        else:
            _rows(read, key, section)
    return read


def _field(read: SectionsRead, tokens: tuple[Token, ...]) -> None:
    """Reads a label and its answer."""
    label, *answers = tokens
    money, own = money_field(label.text), answer_key(label.text)
    key = money.key if money else own
    if key is None or key in read.placed or len(answers) > 1:
        read.doubt(*tokens)
        return
    if not answers:  # it was drawn because it said something
        facts = {"field": label.text, "found": "—", "expected": "…"}
        read.observations.append(Observation(Observed.SUMMARY_EDITED, label.address, facts))
        return
    [answer] = answers
    read.placed[key] = Placed(answer.address, answer.text)
    if money is None:
        read.extra[key] = answer.text
        return
    try:
        read.money[key] = money_value(money, answer.text)
    except ValueError:
        read.doubt(answer)


def _rows(read: SectionsRead, section: str, on_sheet: Lines) -> None:
    """Reads a further table or the indicators: a line of headings, then the rows."""
    if not on_sheet:
        return
    first, *others = on_sheet.values()
    headings = {token.col: token.text for token in first}
    keys, number = column_keys(headings, section), row_number(headings)
    read.doubt(*(token for token in first if token.col not in keys and token.col != number))
    rows = []
    for tokens in others:
        cells = {keys[token.col]: token.text for token in tokens if token.col in keys}
        read.doubt(*(token for token in tokens if token.col not in keys and token.col != number))
        if section == "indicators" and cells:
            read.placed |= dict(_placed(tokens, keys, len(read.indicators)))
            name = next((token.address for token in tokens if keys.get(token.col) == "name"), tokens[0].address)
            read.indicators.append(indicator_of(cells, name))
        elif cells or (number is not None and any(token.col == number for token in tokens)):
            rows.append(answers_of(cells))
    if section != "indicators":
        read.tables[section.removeprefix(TABLES)] = tuple(rows)


def _placed(tokens: tuple[Token, ...], keys: Mapping[int, str], number: int) -> Iterator[tuple[str, Placed]]:
    for token in tokens:
        if token.col in keys:
            yield f"indicators.{number}.{keys[token.col]}", Placed(token.address, token.text)
