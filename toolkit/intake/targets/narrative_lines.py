"""How the lines of a department's narrative begin: headings, numbered items, 绩效目标：, 绩效指标：."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import IntEnum
from typing import NamedTuple

from toolkit.forms.repeat import chinese
from toolkit.model.text import drop_invisible

_CHINESE = {chinese(number): number for number in range(1, 100)}
_HAN = r"[一二三四五六七八九十]{1,3}"
_BEFORE = rf"(?P<ordinal>第?(?:{_HAN}|\d{{1,2}})[、.．部分]{{1,2}}|[（(](?:{_HAN}|\d{{1,2}})[）)]、?)?\s*"
_BEHIND = r"\s*(?:[:：]\s*(?P<rest>.*))?"


class Section(IntEnum):
    """The parts of the text, in their order."""

    OVERALL = 1
    SUB_GOALS = 2
    MEASURES = 3


_SECTIONS = {
    Section.OVERALL: r"(?:部门)?(?:年度)?(?:总体|整体)(?:支出)?(?:绩效)?目标",
    Section.SUB_GOALS: r"(?:部门|年度)?分项(?:绩效)?目标",
    Section.MEASURES: r"(?:绩效)?(?:目标规划及|实现|落实)?(?:目标的?)?(?:保障|实施|工作)措施",
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
    rf"(?:(?P<before>20\d\d)年度?)?(?P<department>(?![本我各该])[^\s\d:：]{{1,40}}?(?:{_UNIT}))??\s*"
    r"(?:(?P<year>20\d\d)年度?)?\s*(?:部门(?:整体|总体)?|整体|总体)(?:支出|预算)?绩效目标(?:申报|填报)?(?:表|情况|说明)?"
)
_ITEM = re.compile(
    rf"(?:[（(](?P<han>{_HAN})[）)]|(?P<figure>\d{{1,2}})[、.．](?!\d)|[（(](?P<inner>\d{{1,2}})[）)])\s*"
)
#: A heading that is none of the three, such as 四、其他事项.
_FOREIGN = re.compile(rf"第?{_HAN}(?:、|部分)\s*[^。；，！？;,!?：:]{{2,30}}[:：]?")


class Opening(NamedTuple):
    """A heading: the section that it opens, what follows behind its colon, whether it is numbered."""

    section: Section
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
        """Whether it goes on after the last one, and is no list inside it; first: whether a line begins with it."""
        if last is None:
            return first or self.number == 1
        return self.style == last.style and (self.number == last.number + 1 or (first and self.number > last.number))

    def repeats(self, last: Item | None) -> bool:
        """Whether it is numbered like the last one or one before: a list inside it, or a wrong number."""
        return last is not None and self.style == last.style and self.number <= last.number


def pieces(text: str) -> Iterator[tuple[str, bool]]:
    """The lines of a cell, cut where a heading, an item or a part begins; each with whether a line begins with it."""
    for line in drop_invisible(text).splitlines():
        for number, piece in enumerate(_INSIDE.split(line)):
            if piece.strip():
                yield piece.strip(), number == 0


def section_of(piece: str) -> Opening | None:
    """The section that a line opens, None where it opens none."""
    for section, pattern in _OPENS.items():
        match = pattern.fullmatch(piece)
        if match is not None:
            return Opening(section, match["rest"] or "", bool(match["ordinal"]))
    return None


def is_foreign(piece: str) -> bool:
    """Whether a line is a numbered heading that opens none of the sections."""
    return section_of(piece) is None and _FOREIGN.fullmatch(piece) is not None


def item_of(piece: str) -> Item | None:
    """The item that a piece begins, None where it does not begin with a number."""
    match = _ITEM.match(piece)
    if match is None:
        return None
    number = _CHINESE.get(match["han"]) if match["han"] else int(match["figure"] or match["inner"])
    style = "（{}）" if match["han"] else "{}." if match["figure"] else "（{:d}）"
    return None if number is None else Item(number, match[0].strip(), style, piece[match.end() :])


def begins(piece: str) -> bool:
    """Whether a cell is nothing but the beginning of a part, whose text stands beside it."""
    bare = piece.strip()
    part = any(pattern.fullmatch(f"{bare.rstrip(':：')}：") for _, pattern in PARTS)
    item = item_of(bare)
    return part or section_of(bare) is not None or (item is not None and not item.text.strip())
