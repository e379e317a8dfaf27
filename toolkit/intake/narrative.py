"""A department's overall target as the documents have it: paragraphs pasted into one column, cut by headings.

    一、总体绩效目标 … 二、分项绩效目标 （一）… 绩效目标：… 绩效指标：… 三、目标规划及保障措施 （一）…

Lines that wrapping broke are joined without a blank. What stands under no heading is reported, not dropped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from toolkit.forms.definition import FormDefinition
from toolkit.intake.observation import Observation, Seen
from toolkit.intake.result import Placed, ReadRecord
from toolkit.intake.tokens import Lines, Token
from toolkit.model.cell import CellRange, CellRef
from toolkit.model.project import DepartmentTarget, Source, SubGoal
from toolkit.model.text import unwrap

_NUMBER = r"[一二三四五六七八九十]+"
_SECTIONS = (
    ("overall_goal", re.compile(rf"(?:{_NUMBER}、)?(?:部门)?(?:总体|整体)(?:支出)?绩效目标[:：]?")),
    ("sub_goals", re.compile(rf"(?:{_NUMBER}、)?分项绩效目标[:：]?")),
    ("measures", re.compile(rf"(?:{_NUMBER}、)?(?:目标规划及|实施)?(?:保障|工作)?措施[:：]?")),
)
_ITEM = re.compile(rf"[（(]{_NUMBER}[）)]")
_PARTS = (("goal", re.compile(r"绩效目标[:：]")), ("indicators_text", re.compile(r"绩效指标[:：]")))
_DEPARTMENT = re.compile(r"(?:部门|单位)(?:（单位）)?(?:名称)?[:：](.+)")
_YEAR = re.compile(r"(20\d\d)年")


@dataclass
class _Paragraph:
    """A text in the making: which part of the record it is, and the cells that it was taken from."""

    key: str
    tokens: list[Token] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(self.pieces)


def is_narrative(lines: Lines) -> bool:
    """Whether a sheet is such a text: both headings stand at the beginning of a cell."""
    opened = {name for tokens in lines.values() for token in tokens if (name := _section(unwrap(token.text)))}
    return {"overall_goal", "sub_goals"} <= opened


def read_narrative(lines: Lines, definition: FormDefinition, source: Source) -> ReadRecord:
    """Read a department's target from its paragraphs."""
    told: dict[str, _Paragraph] = {}
    seen: list[Observation] = []
    department: str | None = None
    year: int | None = None
    for paragraph in _paragraphs(lines):
        if paragraph.key:
            told[paragraph.key] = paragraph
            continue
        head = unwrap(paragraph.text)
        named, dated = _DEPARTMENT.fullmatch(head), _YEAR.search(head)
        department = named[1] if named else department
        year = int(dated[1]) if dated else year
        if not named and not dated and "绩效目标" not in head:
            seen.append(Observation(Seen.STRAY_CONTENT, paragraph.tokens[0].address, {"found": head[:60]}))
    count = max((int(key.split(".")[1]) for key in told if key.startswith("sub_goals.")), default=0)
    target = DepartmentTarget(
        definition.id,
        definition.version,
        department,
        year,
        _text(told, "overall_goal"),
        tuple(_sub_goal(told, number) for number in range(1, count + 1)),
        tuple(told[key].text for key in told if key.startswith("measures.") and told[key].text),
        source,
    )
    placed = {key: Placed(_cells(paragraph), paragraph.text) for key, paragraph in told.items()}
    seen.append(Observation(Seen.NO_STAMP, source.range))
    return ReadRecord(definition, target, source, placed, tuple(seen))


def _section(text: str) -> str | None:
    return next((name for name, pattern in _SECTIONS if pattern.fullmatch(text)), None)


def _paragraphs(lines: Lines) -> Iterator[_Paragraph]:
    """The texts between the headings, each with its key."""
    section = ""
    number = 0
    current = _Paragraph("")
    for tokens in lines.values():
        for token in tokens:
            for piece in filter(None, map(str.strip, token.text.splitlines())):
                opened = _section(piece)
                if opened is not None:
                    yield from _finished(current)
                    section, number = opened, 0
                    current = _Paragraph(section if section == "overall_goal" else "")
                    continue
                key, rest = _begins(piece, section, number)
                if key is not None:
                    yield from _finished(current)
                    number += key.endswith((".title", "measures."))
                    current = _Paragraph(f"{key}{number}" if key == "measures." else key.format(number))
                current.tokens.append(token)
                current.pieces.append(rest)
        if not section:
            yield from _finished(current)
            current = _Paragraph("")
    yield from _finished(current)


def _finished(paragraph: _Paragraph) -> Iterator[_Paragraph]:
    if paragraph.pieces:
        yield paragraph


def _begins(piece: str, section: str, number: int) -> tuple[str | None, str]:
    """The part that a line begins, with `{}` for its number, and the rest of the line."""
    item = _ITEM.match(piece)
    if section == "measures" and item:
        return "measures.", piece[item.end() :]
    if section == "sub_goals":
        if item:
            return "sub_goals.{}.title", piece[item.end() :]
        for part, pattern in _PARTS:
            match = pattern.match(piece)
            if match and number:
                return f"sub_goals.{{}}.{part}", piece[match.end() :]
    return None, piece


def _text(told: dict[str, _Paragraph], key: str) -> str | None:
    return told[key].text or None if key in told else None


def _sub_goal(told: dict[str, _Paragraph], number: int) -> SubGoal:
    return SubGoal(
        _text(told, f"sub_goals.{number}.title") or "",
        _text(told, f"sub_goals.{number}.goal"),
        _text(told, f"sub_goals.{number}.indicators_text"),
    )


def _cells(paragraph: _Paragraph) -> str:
    places = [CellRef(token.row, token.col) for token in paragraph.tokens]
    return str(CellRange(min(places), max(places)))
