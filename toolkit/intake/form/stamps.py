"""The marks that identify an issued form, read in every place and compared."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from toolkit.excel.grid import Book, Grid
from toolkit.forms import stamp as stamps
from toolkit.forms.stamp import ShortCode, Stamp
from toolkit.intake.form.locate import Region
from toolkit.model.evidence import Flag, Observation, Observed
from toolkit.model.finding import Bilingual, Fact

#: Where a workbook carries copies of its stamps.
HIDDEN = Bilingual("隐藏工作表", "the hidden sheet")
KEYWORDS = Bilingual("关键词", "the keywords")
NAME = Bilingual("定义的名称", "the defined name")
_PLACES = (Bilingual("文档属性", "the document property"), KEYWORDS, NAME)

_SLIGHT = frozenset({Flag.SLIGHT})
#: What a finding shows for a mark that is not there.
_ABSENT = "（缺）"


@dataclass(frozen=True, slots=True)
class Mark:
    """A full stamp text and its printed code.

    Attributes:
        text: the full text.
        stamp: the stamp in it.
        code: the code that is printed for it.
        listed: the code listed beside it on the hidden sheet.
    """

    text: str
    stamp: Stamp
    code: str
    listed: str = ""


@dataclass(frozen=True, slots=True)
class StampCopy:
    """A copy of the printed codes outside of the workbook's hidden sheet.

    Attributes:
        place: the property, the keywords or the defined name.
        text: its content.
    """

    place: Bilingual
    text: str


@dataclass(frozen=True, slots=True)
class IssueMarks:
    """The marks of a workbook.

    Attributes:
        issued: the list on the hidden sheet: every sheet that was issued together.
        torn: damaged stamps on the hidden sheet.
        copies: of the printed codes, in the document property, the keywords and the defined name.
        ids: identifiers named by these copies.
        structure_readable: whether the format lets the workbook's own marks be read at all.
        single: whether the workbook has only one sheet beside the tool's own.
    """

    issued: tuple[Mark, ...]
    torn: tuple[str, ...]
    copies: tuple[StampCopy, ...]
    ids: frozenset[str]
    structure_readable: bool
    single: bool = False


@dataclass(frozen=True, slots=True)
class Identity:
    """The identity of one form by its marks.

    Attributes:
        stamp: the stamp, None for a form without one (or with a printed code only).
        code: the printed code, where only that is left.
        observations: faults of the marks.
    """

    stamp: Stamp | None
    code: ShortCode | None
    observations: tuple[Observation, ...]


def book_marks(book: Book) -> IssueMarks:
    """Returns the workbook's own marks."""
    hidden = book.sheet(stamps.SHEET)
    issued = tuple(_marks_on(hidden)) if hidden else ()
    texts = (book.properties.get(stamps.PROPERTY, ""), book.keywords, book.names.get(stamps.DEFINED_NAME, ""))
    copies = tuple(StampCopy(place, text.replace('"', " ")) for place, text in zip(_PLACES, texts, strict=True))
    ids = {code.id for copy in copies for word in copy.text.split() if (code := stamps.decode_short(word))}
    others = [
        grid
        for grid in book.sheets
        if grid.name not in (stamps.SHEET, stamps.LISTS)
        and not stamps.is_review(grid.name, grid.text(0, 0), grid.text(1, 0))
    ]
    torn = tuple(_torn(hidden)) if hidden else ()
    return IssueMarks(issued, torn, copies, frozenset(ids), book.structure_readable, len(others) == 1)


def _marks_on(grid: Grid) -> Iterator[Mark]:
    for (row, col), cell in sorted(grid.cells.items()):
        if cell.text.startswith(stamps.FULL) and (stamp := stamps.decode_stamp(cell.text)) is not None:
            yield Mark(cell.text, stamp, stamps.short_code(cell.text), grid.text(row, col - 1))


def _torn(grid: Grid) -> Iterator[str]:
    texts = (cell.text for _, cell in sorted(grid.cells.items()) if cell.text.startswith(stamps.FULL))
    return (text for text in texts if stamps.decode_stamp(text) is None)


class _PrintedCode(NamedTuple):
    """A printed code, as text and decoded."""

    text: str
    code: ShortCode


def _within(grid: Grid, region: Region | None, alone: bool) -> Iterator[str]:
    """Yields texts that may be marks of a form.

    The form takes the whole sheet where it is alone.
    """
    texts = ((place, cell.text) for place, cell in grid.cells.items() if cell.text)
    for (row, col), text in sorted(found for found in texts if "·" in found[1] or found[1].startswith(stamps.FULL)):
        if alone or region is None or region.holds(row, col):
            yield text


def identify(grid: Grid, region: Region | None, marks: IssueMarks, key: bytes | None, *, alone: bool) -> Identity:
    """Returns the identity of one form.

    Its marks are compared with each other and with the workbook's.

    Args:
        grid: its sheet.
        region: the part of it that the form takes; None for all of it.
        marks: of the workbook.
        key: the department's key, None where it is not at hand.
        alone: whether it is the only form of the sheet.
    """
    nearby: list[str] = []
    printed: list[_PrintedCode] = []
    for text in _within(grid, region, alone):
        if text.startswith(stamps.FULL):
            nearby.append(text)
        elif "·" in text and (code := stamps.decode_short(text)):
            printed.append(_PrintedCode(text, code))
    seen: list[Observation] = []
    full = _full(nearby, printed, marks, seen) or (_listed(grid, marks, seen) if alone and not nearby else None)
    if full is None:
        if nearby:
            seen.append(Observation(Observed.STAMP_FORGED, facts={"found": nearby[0][:60]}))
        elif printed:
            seen.append(_disagree(printed[0].text, ""))
        else:
            seen.append(Observation(Observed.NO_STAMP))
        return Identity(None, printed[0].code if printed else None, tuple(seen))
    stamp = stamps.decode_stamp(full)
    assert stamp is not None
    seen.extend(_agreement(full, stamp, nearby, printed, marks))
    seen.extend(_verified(full, key))
    return Identity(stamp, None, tuple(seen))


def _full(nearby: list[str], printed: list[_PrintedCode], marks: IssueMarks, seen: list[Observation]) -> str | None:
    """Returns the full stamp text of a form, None where there is none.

    It is beside the form, else on the hidden sheet under the printed code.
    """
    for text in nearby:
        if stamps.decode_stamp(text) is not None:
            return text
    for shown, code in printed:
        for mark in marks.issued:
            if mark.stamp.id == code.id:
                seen.append(_disagree(shown, ""))
                return mark.text
    return None


def _listed(grid: Grid, marks: IssueMarks, seen: list[Observation]) -> str | None:
    """Returns the full text that the workbook lists for a sheet without one.

    It is listed under the name of the sheet, or is the only one.
    """
    listed = [mark for mark in marks.issued if marks.single or mark.stamp.sheet == grid.name]
    if len(listed) != 1:
        return None
    seen.append(_disagree(listed[0].code, ""))
    return listed[0].text


def _agreement(
    full: str, stamp: Stamp, nearby: list[str], printed: list[_PrintedCode], marks: IssueMarks
) -> Iterator[Observation]:
    own = stamps.short_code(full)
    others = [code for _, code in printed if code != stamps.decode_short(own)]
    if len(set(nearby)) > 1:
        yield _disagree(own, "；".join(sorted({text[-8:] for text in nearby if text != full})))
    if others:
        yield _disagree(own, f"{others[0].form}·{others[0].version}·{others[0].year}·{others[0].id}")
    elif not printed and nearby:
        yield _disagree(own, "")
    if marks.structure_readable:
        listed = {mark.text for mark in marks.issued}
        if not listed and not marks.ids:
            yield _disagree(own, "")
        elif (listed and full not in listed) or (marks.ids and stamp.id not in marks.ids and len(marks.issued) < 2):
            yield _disagree(own, "、".join(sorted({m.code for m in marks.issued}) or sorted(marks.ids)))


def _verified(full: str, key: bytes | None) -> Iterator[Observation]:
    verified = None if key is None else stamps.verify_stamp(full, key)
    if verified is None:
        yield Observation(Observed.STAMP_UNVERIFIED)
    elif not verified:
        yield Observation(Observed.STAMP_FORGED, facts={"found": full[-20:]})


def absent(seen: Observation) -> bool:
    """Whether an observation says that a mark is missing while the others agree.

    Who pastes a form takes along the content of cells and no more.
    """
    return seen.seen is Observed.STAMPS_DISAGREE and seen.facts.get("b") == _ABSENT


def _disagree(a: str, b: str) -> Observation:
    return Observation(
        Observed.STAMPS_DISAGREE, facts={"a": a, "b": b or _ABSENT, "found": b or _ABSENT, "expected": a}
    )


def copies_compared(marks: IssueMarks, key: bytes | None, *, verified: bool) -> Iterator[Observation]:
    """Yields copies of the stamps that a workbook has lost or that differ.

    The hidden sheet, the property, the keywords and the defined name were written together and travel together; no
    program changes one of them. Which forms they belong to is looked at form by form (`identify`).

    Args:
        marks: of the workbook.
        key: with which the stamps were made.
        verified: whether the stamp on every form itself is proven by the key: then an edited copy tells of a hand
            in the workbook, and leaves no doubt about what the forms are.
    """
    for seen in _copies_compared(marks, key):
        slight = verified and seen.seen is Observed.STAMP_FORGED
        yield replace(seen, flags=_SLIGHT) if slight else seen


def _copies_compared(marks: IssueMarks, key: bytes | None) -> Iterator[Observation]:
    for text in marks.torn:
        yield _edited(HIDDEN, text[-20:])
    for mark in marks.issued:
        if mark.listed != mark.code or (key is not None and stamps.verify_stamp(mark.text, key) is False):
            yield _edited(HIDDEN, mark.listed)
    codes = [mark.code for mark in marks.issued]
    if not codes and not marks.torn:
        yield _missing(HIDDEN, next((copy.text.strip() for copy in marks.copies if "·" in copy.text), ""))
    if not marks.structure_readable:
        return
    full = stamps.keywords(codes) if codes else next((c.text for c in marks.copies if "·" in c.text), "")
    for copy in marks.copies:
        wanted = full.split()[:1] if copy.place is NAME else full.split()
        words = copy.text.split()
        if copy.place is KEYWORDS:  # people have keywords of their own
            words = [word for word in words if "·" in word or word in wanted]
        if not words:
            yield _missing(copy.place, full)
        elif words != wanted and not marks.torn:
            yield _edited(copy.place, copy.text.strip())


def _edited(place: Bilingual, found: str) -> Observation:
    return Observation(Observed.STAMP_FORGED, facts={"place": place, "found": found})


def _missing(place: Bilingual, code: str) -> Observation:
    lost = Bilingual(f"{place.zh}（缺）", f"{place.en} (missing)")
    facts: dict[str, Fact] = {"a": code, "b": lost, "found": lost, "expected": code}
    return Observation(Observed.STAMPS_DISAGREE, facts=facts, flags=frozenset() if place is HIDDEN else _SLIGHT)


def missing_sheets(marks: IssueMarks, found: set[str]) -> Iterator[Observation]:
    """Yields sheets that were issued in this workbook and are gone."""
    for mark in marks.issued:
        if mark.stamp.id not in found:
            issued = {key: mark.stamp.prefilled.get(key, "") for key in ("project_name", "spending_unit")}
            facts = {"sheet": mark.stamp.sheet, "expected": mark.stamp.sheet, **issued}
            yield Observation(Observed.SHEET_MISSING, facts=facts, sheet=mark.stamp.sheet)
