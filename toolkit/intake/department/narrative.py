"""A department's overall target as pasted paragraphs, cut at its headings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import IntEnum
from typing import NamedTuple

from toolkit.excel.grid import CellKind
from toolkit.forms.repeat import chinese
from toolkit.intake.cells import look_at
from toolkit.intake.form.department_record import FormVersion, gathered
from toolkit.intake.form.table_end import is_remark
from toolkit.intake.tokens import Lines, Token
from toolkit.model.cell import CellRange
from toolkit.model.evidence import Observation, Observed, Placed
from toolkit.model.finding import Bilingual, Fact
from toolkit.model.records import DepartmentTarget, Source
from toolkit.model.text import drop_invisible, strip_invisible

_CHINESE = {chinese(number): number for number in range(1, 100)}
_HAN = r"[一二三四五六七八九十]{1,3}"
_BEFORE = rf"(?P<ordinal>第?(?:{_HAN}|\d{{1,2}})[、.．部分]{{1,2}}|[（(](?:{_HAN}|\d{{1,2}})[）)]、?)?\s*"
_BEHIND = r"\s*(?:[:：]\s*(?P<rest>.*))?"


class NarrativeSection(IntEnum):
    """The sections of the text, in their order."""

    OVERALL = 1
    SUB_GOALS = 2
    MEASURES = 3


_SECTIONS = {
    NarrativeSection.OVERALL: r"(?:部门)?(?:年度)?(?:总体|整体)(?:支出)?(?:绩效)?目标",
    NarrativeSection.SUB_GOALS: r"(?:部门|年度)?分项(?:绩效)?目标",
    NarrativeSection.MEASURES: r"(?:绩效)?(?:目标规划及|实现|落实)?(?:目标的?)?(?:保障|实施|工作)措施",
}
_OPENS = {section: re.compile(rf"{_BEFORE}{words}{_BEHIND}", re.DOTALL) for section, words in _SECTIONS.items()}
#: A heading, an item or a part in the middle of a line, where a sentence has just ended.
_INSIDE = re.compile(
    rf"(?<=[。；！？;!?：:])\s*(?=(?:{_HAN}、(?:{'|'.join(_SECTIONS.values())})|[（(]{_HAN}[）)]))"
    r"|(?<=\S)\s*(?=绩效(?:目标|指标)[:：])"
    rf"|(?<=目标)(?=[（(]{_HAN}[）)])|(?<=措施)(?=[（(]{_HAN}[）)])"
)
#: The parts of a sub-goal behind its title.
PARTS = (
    ("goal", re.compile(r"绩效目标(?:[:：]\s*|\Z)")),
    ("indicators_text", re.compile(r"绩效指标(?:[:：]\s*|\Z)")),
)
#: The line that names the department.
DEPARTMENT = re.compile(r"(?:部门|单位)(?:[（(]单位[）)])?(?:名称)?[:：]\s*(?P<department>.+)", re.DOTALL)
#: What the names of departments end with; what ends otherwise may be any word of a title.
_UNIT = "处|局|委|办|室|会|院|所|队|中心|站|政府|部|镇|乡|街道|社区|村|大学|学校|馆"
#: The title above it all, with the year and, where a name stands in it, the department.
TITLE = re.compile(
    rf"(?:(?P<before>20\d\d)年度?)?(?P<department>(?![本我各该])[^\s\d:：]{{1,40}}?(?:{_UNIT}))??\s*+"
    r"(?:(?P<year>20\d\d)年度?)?\s*+(?:部门(?:整体|总体)?|整体|总体)(?:支出|预算)?绩效目标(?:申报|填报)?(?:表|情况|说明)?"
)
_ITEM = re.compile(
    rf"(?:[（(](?P<han>{_HAN})[）)]|(?P<figure>\d{{1,2}})[、.．](?!\d)|[（(](?P<inner>\d{{1,2}})[）)])\s*"
)
#: A heading that is none of the three, such as 四、其他事项.
_FOREIGN = re.compile(rf"第?{_HAN}(?:、|部分)\s*[^。；，！？;,!?：:]{{2,30}}[:：]?")


class Opening(NamedTuple):
    """A heading of a section, and the text behind its colon.

    Attributes:
        section: the section that it opens.
        rest: the text behind the colon.
        numbered: whether the heading has a number.
    """

    section: NarrativeSection
    rest: str
    numbered: bool


class Item(NamedTuple):
    """The beginning of a numbered sub-goal or measure.

    Attributes:
        number: as it is written.
        mark: the number with its brackets or point.
        style: how its kind writes a number.
        text: what follows the number.
        place: its place in the list, from 1.
    """

    number: int
    mark: str
    style: str
    text: str
    place: int = 0

    def follows(self, last: Item | None, *, first: bool) -> bool:
        """Whether the item continues the list after the last item.

        Args:
            last: the last item, None before the first.
            first: whether a line begins with this item; else it may be a list inside the last one.
        """
        if last is None:
            return first or self.number == 1
        return self.style == last.style and (self.number == last.number + 1 or (first and self.number > last.number))

    def repeats(self, last: Item | None) -> bool:
        """Whether the item has the number of an earlier one.

        Then it is a list inside the last item, or a wrong number.
        """
        return last is not None and self.style == last.style and self.number <= last.number


def pieces(text: str) -> Iterator[tuple[str, bool]]:
    """Yields the pieces of a cell, and whether a line begins with each.

    Lines are cut where a heading, an item or a part begins.
    """
    for line in drop_invisible(text).splitlines():
        for number, piece in enumerate(_INSIDE.split(line)):
            if piece.strip():
                yield piece.strip(), number == 0


def section_of(piece: str) -> Opening | None:
    """Returns the section that a line opens, None where it opens none."""
    for section, pattern in _OPENS.items():
        match = pattern.fullmatch(piece)
        if match is not None:
            return Opening(section, match["rest"] or "", bool(match["ordinal"]))
    return None


def is_foreign(piece: str) -> bool:
    """Whether a line is a numbered heading of none of the sections."""
    return section_of(piece) is None and _FOREIGN.fullmatch(piece) is not None


def item_of(piece: str) -> Item | None:
    """Returns the item that a piece begins, None where no number begins it."""
    match = _ITEM.match(piece)
    if match is None:
        return None
    number = _CHINESE.get(match["han"]) if match["han"] else int(match["figure"] or match["inner"])
    style = "（{}）" if match["han"] else "{}." if match["figure"] else "（{:d}）"
    return None if number is None else Item(number, match[0].strip(), style, piece[match.end() :])


def begins(piece: str) -> bool:
    """Whether a cell is only the beginning of a part.

    Its text then is in the next cell.
    """
    bare = piece.strip()
    part = any(pattern.fullmatch(f"{bare.rstrip(':：')}：") for _, pattern in PARTS)
    item = item_of(bare)
    return part or section_of(bare) is not None or (item is not None and not item.text.strip())


_BRIEF = 60


@dataclass
class Narrative:
    """The text as far as it was read.

    Attributes:
        paragraphs: by field of the record, its pieces and the cells that they were taken from.
        observations: what fits nowhere, and what is numbered oddly.
        year: the budget year of the title.
    """

    paragraphs: dict[str, list[tuple[str, Token]]] = field(default_factory=dict)
    observations: list[Observation] = field(default_factory=list)
    year: int | None = None
    _section: NarrativeSection | None = None
    _numbered: bool = False
    _item: Item | None = None
    _key: str = ""
    _over: bool = False
    _foreign: bool = False

    def take(self, piece: str, token: Token, *, first: bool) -> None:
        """Reads the next piece of text.

        Args:
            piece: the text.
            token: its cell.
            first: whether a line begins with it.
        """
        opened = section_of(piece)
        if opened is not None and self._opens(opened):
            self._section, self._numbered = opened.section, opened.numbered
            self._item, self._over, self._foreign = None, False, False
            self._key = "overall_goal" if opened.section is NarrativeSection.OVERALL else ""
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
        """Whether a section may follow: sections keep their order, all numbered or none."""
        if self._section is None:
            return True
        return opening.section > self._section and opening.numbered == self._numbered

    def _head(self, piece: str, token: Token) -> None:
        """Reads a piece above the first heading: a title, the department's name."""
        match = DEPARTMENT.fullmatch(piece) or TITLE.fullmatch(piece)
        if match is None:
            if not is_remark(piece):
                self._stray(piece, token)
            return
        groups = match.groupdict()
        if groups["department"] and "department" not in self.paragraphs:
            self.paragraphs["department"] = [(groups["department"].strip(), token)]
        year = groups.get("year") or groups.get("before")
        if year:
            self.year = int(year)

    def _body(self, piece: str, token: Token, first: bool) -> None:
        item = item_of(piece) if self._section is not NarrativeSection.OVERALL else None
        if item is not None and item.follows(self._item, first=first):
            self._begin(item, token)
            piece = item.text
        elif item is not None and first and item.repeats(self._item):
            self._misnumbered(item, token)
        elif self._section is NarrativeSection.SUB_GOALS and self._item is not None:
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
        """Begins a sub-goal or measure; an unexpected number is an observation."""
        count = self._item.place + 1 if self._item else 1
        expected = self._item.number + 1 if self._item else 1
        if item.number != expected:
            self._misnumbered(item, token)
        self._item = item._replace(place=count)
        sub = self._section is NarrativeSection.SUB_GOALS
        self._key = f"sub_goals.{count}.title" if sub else f"measures.{count}"
        self._over = False

    def _misnumbered(self, item: Item, token: Token) -> None:
        expected = item.style.format(self._item.number + 1 if self._item else 1)
        place = Bilingual(f"{expected}之后", f"the place after {expected}")
        facts: dict[str, Fact] = {"found": item.mark, "expected": place}
        self.observations.append(Observation(Observed.MOVED, token.address, facts))

    def row(self, tokens: tuple[Token, ...]) -> Iterator[Token]:
        """Yields the cells of a row that are part of the text.

        A cell to the right of the text is an observation; a row of more than two cells is a table and ends the text.
        """
        if len(tokens) > 2:
            self._foreign = True
        if len(tokens) == 1 or self._foreign or begins(tokens[0].text):
            yield from tokens
            return
        yield tokens[0]
        self._stray(tokens[1].text, tokens[1])

    def _stray(self, piece: str, token: Token) -> None:
        if piece:
            self.observations.append(Observation(Observed.STRAY_CONTENT, token.address, {"found": piece[:_BRIEF]}))


def is_narrative(lines: Lines) -> bool:
    """Whether a sheet is such a text: a line begins with each heading."""
    opened = {
        section.section for token in _tokens(lines) for piece, _ in pieces(token.text) if (section := section_of(piece))
    }
    return {NarrativeSection.OVERALL, NarrativeSection.SUB_GOALS} <= opened


class TargetRead(NamedTuple):
    """A department's target as it was read.

    Attributes:
        target: the record.
        placed: where each of its fields stood.
        observations: what was seen.
    """

    target: DepartmentTarget
    placed: dict[str, Placed]
    observations: tuple[Observation, ...]


def read_narrative(lines: Lines, version: FormVersion, source: Source) -> TargetRead:
    """Returns a department's target from its paragraphs."""
    narrative = Narrative()
    for token in (token for tokens in lines.values() for token in narrative.row(tokens)):
        narrative.observations += look_at(token.cell, token.address)
        if token.cell.kind is not CellKind.ERROR:
            for piece, first in pieces(strip_invisible(token.text)):
                narrative.take(piece, token, first=first)
    texts = {key: text for key, items in narrative.paragraphs.items() if (text := "".join(piece for piece, _ in items))}
    placed = {key: _placed(items) for key, items in narrative.paragraphs.items() if items}
    target, placed = gathered(version, texts, placed, narrative.year, source)
    missing = (Observation(Observed.LABEL_MISSING, facts=facts) for facts in _missing(target))
    return TargetRead(target, placed, (*narrative.observations, *missing))


def _missing(target: DepartmentTarget) -> Iterator[dict[str, str]]:
    """Yields the missing parts of the target; their text may be in another part."""
    if target.overall_goal is None:
        yield {"label": "总体绩效目标", "expected": "总体绩效目标"}
    for number, sub in enumerate(target.sub_goals, 1):
        if sub.goal is None:
            label = f"第{number}个分项目标的“绩效目标：”"
            yield {"label": label, "expected": label}


def _tokens(lines: Lines) -> Iterator[Token]:
    return (token for tokens in lines.values() for token in tokens)


def _placed(items: list[tuple[str, Token]]) -> Placed:
    places = [token.place for _, token in items]
    first, last = min(places), max(places)
    return Placed(str(first) if first == last else str(CellRange(first, last)), "".join(piece for piece, _ in items))
