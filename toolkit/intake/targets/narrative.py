"""A department's overall target as the documents have it: paragraphs pasted into one column, cut by headings.

    一、总体绩效目标 … 二、分项绩效目标 （一）… 绩效目标：… 绩效指标：… 三、目标规划及保障措施 （一）…

The paragraphs stand in a cell each, in a cell a printed line, or all in one cell. Lines that wrapping broke are
joined without a blank. What stands under no heading is told, not dropped.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from toolkit.intake.aligning.department import Version, gathered
from toolkit.intake.cells import look_at
from toolkit.intake.grid import CellKind
from toolkit.intake.observation import Observation, Seen
from toolkit.intake.remarks import is_remark
from toolkit.intake.result import Placed
from toolkit.intake.targets.narrative_lines import (
    DEPARTMENT,
    PARTS,
    TITLE,
    Item,
    Opening,
    Section,
    begins,
    is_foreign,
    item_of,
    pieces,
    section_of,
)
from toolkit.intake.tokens import Lines, Token
from toolkit.model.cell import CellRange
from toolkit.model.project import DepartmentTarget, Source
from toolkit.model.text import strip_invisible

_BRIEF = 60


@dataclass
class Narrative:
    """What was read so far.

    Attributes:
        paragraphs: by field of the record, its pieces and the cells that they were taken from.
        observations: what fits nowhere, and what is numbered oddly.
        year: the budget year of the title.
    """

    paragraphs: dict[str, list[tuple[str, Token]]] = field(default_factory=dict)
    observations: list[Observation] = field(default_factory=list)
    year: int | None = None
    _section: Section | None = None
    _numbered: bool = False
    _item: Item | None = None
    _key: str = ""
    _over: bool = False
    _foreign: bool = False

    def take(self, piece: str, token: Token, *, first: bool) -> None:
        """Take the next piece of text; first: whether a line begins with it."""
        opened = section_of(piece)
        if opened is not None and self._opens(opened):
            self._section, self._numbered = opened.section, opened.numbered
            self._item, self._over, self._foreign = None, False, False
            self._key = "overall_goal" if opened.section is Section.OVERALL else ""
            piece = opened.rest
        if not piece:
            return
        if self._section is None:
            self._head(piece, token)
        elif first and is_remark(piece):
            self._over = True  # a signature or date below the text
        elif self._foreign or (first and is_foreign(piece)):
            self._foreign = True  # up to the next heading that is known
            self._stray(piece, token)
        else:
            self._body(piece, token, first)

    def _opens(self, opening: Opening) -> bool:
        """Whether a section may follow: they come in their order, all numbered or none."""
        if self._section is None:
            return True
        return opening.section > self._section and opening.numbered == self._numbered

    def _head(self, piece: str, token: Token) -> None:
        """What stands above the first heading: a title, the department's name."""
        told = DEPARTMENT.fullmatch(piece) or TITLE.fullmatch(piece)
        if told is None:
            if not is_remark(piece):
                self._stray(piece, token)
            return
        known = told.groupdict()
        if known["department"] and "department" not in self.paragraphs:
            self.paragraphs["department"] = [(known["department"].strip(), token)]
        year = known.get("year") or known.get("before")
        if year:
            self.year = int(year)

    def _body(self, piece: str, token: Token, first: bool) -> None:
        item = item_of(piece) if self._section is not Section.OVERALL else None
        if item is not None and item.follows(self._item, first=first):
            self._begin(item, token)
            piece = item.text
        elif item is not None and first and item.repeats(self._item):
            self._misnumbered(item, token)
        elif self._section is Section.SUB_GOALS and self._item is not None:
            for part, pattern in PARTS:
                match = pattern.match(piece)
                key = f"sub_goals.{self._item.place}.{part}"
                if match is not None and key not in self.paragraphs:
                    self._key, piece = key, piece[match.end() :]
                    self.paragraphs[key] = []
                    break
        if not self._key or self._over:
            self._stray(piece, token)
        elif piece:
            self.paragraphs.setdefault(self._key, []).append((piece, token))

    def _begin(self, item: Item, token: Token) -> None:
        """A new sub-goal or measure; a number that does not follow the last one is told."""
        count = self._item.place + 1 if self._item else 1
        expected = self._item.number + 1 if self._item else 1
        if item.number != expected:
            self._misnumbered(item, token)
        self._item = item._replace(place=count)
        sub = self._section is Section.SUB_GOALS
        self._key = f"sub_goals.{count}.title" if sub else f"measures.{count}"
        self._over = False

    def _misnumbered(self, item: Item, token: Token) -> None:
        expected = item.style.format(self._item.number + 1 if self._item else 1)
        facts = {"found": item.mark, "expected": f"{expected}之后"}
        self.observations.append(Observation(Seen.MOVED, token.address, facts))

    def row(self, tokens: tuple[Token, ...]) -> Iterator[Token]:
        """The cells of a row that are text; what stands beside the column is told, a table ends the text."""
        if len(tokens) > 2:
            self._foreign = True
        if len(tokens) == 1 or self._foreign or begins(tokens[0].text):
            yield from tokens
            return
        yield tokens[0]
        self._stray(tokens[1].text, tokens[1])

    def _stray(self, piece: str, token: Token) -> None:
        if piece:
            self.observations.append(Observation(Seen.STRAY_CONTENT, token.address, {"found": piece[:_BRIEF]}))


def is_narrative(lines: Lines) -> bool:
    """Whether a sheet is such a text: both headings stand at the beginning of a line."""
    opened = {
        told.section for token in _tokens(lines) for piece, _ in pieces(token.text) if (told := section_of(piece))
    }
    return {Section.OVERALL, Section.SUB_GOALS} <= opened


def read_narrative(
    lines: Lines, version: Version, source: Source
) -> tuple[DepartmentTarget, dict[str, Placed], tuple[Observation, ...]]:
    """Read a department's target from its paragraphs: the record, its places, what was seen."""
    told = Narrative()
    for token in (token for tokens in lines.values() for token in told.row(tokens)):
        told.observations += look_at(token.cell, token.address)
        if token.cell.kind is not CellKind.ERROR:
            for piece, first in pieces(strip_invisible(token.text)):
                told.take(piece, token, first=first)
    texts = {key: text for key, its in told.paragraphs.items() if (text := "".join(piece for piece, _ in its))}
    placed = {key: _placed(its) for key, its in told.paragraphs.items() if its}
    target, placed = gathered(version, texts, placed, told.year, source)
    missing = (Observation(Seen.LABEL_MISSING, facts=facts) for facts in _missing(target))
    return target, placed, (*told.observations, *missing)


def _missing(target: DepartmentTarget) -> Iterator[dict[str, str]]:
    """Parts that every sub-goal has, where one has none: its text may stand in another part."""
    if target.overall_goal is None:
        yield {"label": "总体绩效目标", "expected": "总体绩效目标"}
    for number, sub in enumerate(target.sub_goals, 1):
        if sub.goal is None:
            label = f"第{number}个分项目标的“绩效目标：”"
            yield {"label": label, "expected": label}


def _tokens(lines: Lines) -> Iterator[Token]:
    return (token for tokens in lines.values() for token in tokens)


def _placed(its: list[tuple[str, Token]]) -> Placed:
    places = [token.place for _, token in its]
    first, last = min(places), max(places)
    return Placed(str(first) if first == last else str(CellRange(first, last)), "".join(piece for piece, _ in its))
