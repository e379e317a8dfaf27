"""The marks by which an issued form is known again; read in every place, agreement is reported."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from toolkit.forms import stamp as stamps
from toolkit.forms.stamp import ShortCode, Stamp
from toolkit.intake.aligning.recognise import Segment
from toolkit.intake.grid import Book, Grid
from toolkit.intake.observation import Observation, Seen
from toolkit.model.cell import CellRef

#: What a finding shows for a mark that is not there.
_ABSENT = "（缺）"


@dataclass(frozen=True, slots=True)
class Mark:
    """A full stamp text, the stamp it tells, and the code that is printed for it."""

    text: str
    stamp: Stamp
    code: str


@dataclass(frozen=True, slots=True)
class Marks:
    """The marks of a workbook.

    Attributes:
        issued: the list on the hidden sheet: every sheet that was issued together.
        ids: identifiers named by the document property, the keywords and the defined name.
        known: whether the workbook's own marks can be read in this format at all.
        single: whether the workbook has only one sheet beside the tool's own.
    """

    issued: tuple[Mark, ...]
    ids: frozenset[str]
    known: bool
    single: bool = False


@dataclass(frozen=True, slots=True)
class Identity:
    """What the marks of one form say.

    Attributes:
        stamp: the stamp, None for a form that carries none (or only a printed code).
        code: the printed code, where only that is left.
        observations: what is wrong with the marks.
    """

    stamp: Stamp | None
    code: ShortCode | None
    observations: tuple[Observation, ...]


def book_marks(book: Book) -> Marks:
    """Read the workbook's own marks."""
    hidden = book.sheet(stamps.SHEET)
    issued = tuple(_marks_on(hidden)) if hidden else ()
    told = " ".join((book.properties.get(stamps.PROPERTY, ""), book.keywords, book.names.get(stamps.DEFINED_NAME, "")))
    ids = {code.id for word in told.replace('"', " ").split() if (code := stamps.decode_short(word))}
    others = [grid for grid in book.sheets if grid.name not in (stamps.SHEET, stamps.LISTS, stamps.REVIEW)]
    return Marks(issued, frozenset(ids), book.structure_known, len(others) == 1)


def _marks_on(grid: Grid) -> Iterator[Mark]:
    for _, cell in sorted(grid.cells.items()):
        if cell.text.startswith(stamps.FULL):
            told = stamps.decode(cell.text)
            if told is not None:
                yield Mark(cell.text, told, stamps.short_code(cell.text))


def _within(grid: Grid, segment: Segment, alone: bool) -> Iterator[tuple[CellRef, str]]:
    """The cells that may be marks, of a form and, where it stands alone, of its whole sheet."""
    texts = ((place, cell.text) for place, cell in grid.cells.items() if cell.text)
    for (row, col), text in sorted(found for found in texts if "·" in found[1] or found[1].startswith(stamps.FULL)):
        if alone or segment.holds(row, col):
            yield CellRef(row, col), text


def identify(grid: Grid, segment: Segment, marks: Marks, key: bytes | None, *, alone: bool) -> Identity:
    """Read the marks of one form and compare them with each other and with the workbook's."""
    beside: list[str] = []
    printed: list[tuple[CellRef, str, ShortCode]] = []
    for place, text in _within(grid, segment, alone):
        if text.startswith(stamps.FULL):
            beside.append(text)
        elif "·" in text and (code := stamps.decode_short(text)):
            printed.append((place, text, code))
    seen: list[Observation] = []
    full = _full(beside, printed, marks, seen) or (_listed(grid, marks, seen) if alone and not beside else None)
    if full is None:
        if beside:
            seen.append(Observation(Seen.STAMP_FORGED, facts={"found": beside[0][:60]}))
        elif printed:
            seen.append(_disagree(printed[0][1], ""))
        else:
            seen.append(Observation(Seen.NO_STAMP))
        return Identity(None, printed[0][2] if printed else None, tuple(seen))
    told = stamps.decode(full)
    assert told is not None
    seen.extend(_agreement(full, told, beside, printed, marks))
    seen.extend(_verified(full, key))
    return Identity(told, None, tuple(seen))


def _full(
    beside: list[str], printed: list[tuple[CellRef, str, ShortCode]], marks: Marks, seen: list[Observation]
) -> str | None:
    """The full text to go by: beside the form, else the one on the hidden sheet that the printed code names."""
    for text in beside:
        if stamps.decode(text) is not None:
            return text
    for _, shown, code in printed:
        for mark in marks.issued:
            if mark.stamp.id == code.id:
                seen.append(_disagree(shown, ""))
                return mark.text
    return None


def _listed(grid: Grid, marks: Marks, seen: list[Observation]) -> str | None:
    """The text that the workbook lists for a sheet which carries none itself: of its name, or the only one."""
    listed = [mark for mark in marks.issued if marks.single or mark.stamp.sheet == grid.name]
    if len(listed) != 1:
        return None
    seen.append(_disagree(listed[0].code, ""))
    return listed[0].text


def _agreement(
    full: str, told: Stamp, beside: list[str], printed: list[tuple[CellRef, str, ShortCode]], marks: Marks
) -> Iterator[Observation]:
    own = stamps.short_code(full)
    others = [code for _, _, code in printed if code.id != told.id or not own.endswith(code.mac)]
    if len(set(beside)) > 1:
        yield _disagree(own, "；".join(sorted({text[-8:] for text in beside if text != full})))
    if others:
        yield _disagree(own, f"{others[0].form}·{others[0].version}·{others[0].year}·{others[0].id}")
    elif not printed and beside:
        yield _disagree(own, "")
    if marks.known:
        listed = {mark.text for mark in marks.issued}
        if not listed and not marks.ids:
            yield _disagree(own, "")
        elif (listed and full not in listed) or (marks.ids and told.id not in marks.ids and len(marks.issued) < 2):
            yield _disagree(own, "、".join(sorted({m.code for m in marks.issued}) or sorted(marks.ids)))


def _verified(full: str, key: bytes | None) -> Iterator[Observation]:
    verified = None if key is None else stamps.verify(full, key)
    if verified is None:
        yield Observation(Seen.STAMP_UNVERIFIED)
    elif not verified:
        yield Observation(Seen.STAMP_FORGED, facts={"found": full[-20:]})


def absent(seen: Observation) -> bool:
    """Whether a mark is missing beside others that agree: a paste takes along what stands in cells and no more."""
    return seen.seen is Seen.STAMPS_DISAGREE and seen.facts.get("b") == _ABSENT


def _disagree(a: str, b: str) -> Observation:
    return Observation(Seen.STAMPS_DISAGREE, facts={"a": a, "b": b or _ABSENT, "found": b or _ABSENT, "expected": a})


def missing_sheets(marks: Marks, found: set[str]) -> Iterator[Observation]:
    """Sheets that were issued in this workbook and are not there any more."""
    for mark in marks.issued:
        if mark.stamp.id not in found:
            issued = {key: mark.stamp.prefilled.get(key, "") for key in ("project_name", "spending_unit")}
            facts = {"sheet": mark.stamp.sheet, "expected": mark.stamp.sheet, **issued}
            yield Observation(Seen.SHEET_MISSING, facts=facts, sheet=mark.stamp.sheet)
