"""The way of one file from bytes to records.

Most files are issued forms as they were: what reads summaries and departments' texts is imported when one comes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace

from toolkit.excel.grid import Book, Grid
from toolkit.excel.limits import FEWER_INDICATORS, MOST_INDICATORS, Limits
from toolkit.excel.open.archive import members
from toolkit.excel.open.opener import DRAWINGS, Opened, open_file
from toolkit.excel.open.sniff import FileKind
from toolkit.forms import stamp as stamps
from toolkit.forms.definition import SummaryDefinition
from toolkit.intake.form.form import read_form, read_unchanged
from toolkit.intake.form.locate import (
    DEPARTMENT,
    Region,
    above_forms,
    complete,
    defined,
    other_kind,
    portions,
    regions,
)
from toolkit.intake.form.notices import with_cut_texts
from toolkit.intake.form.stamps import IssueMarks, book_marks, copies_compared, missing_sheets
from toolkit.intake.form.unchanged import in_place
from toolkit.intake.form.vocabulary import Vocabulary
from toolkit.intake.library import Library
from toolkit.intake.sheet_context import SheetContext, SheetRead
from toolkit.intake.tokens import Lines, lines
from toolkit.model.evidence import Observation, Observed, ReadFile, ReadRecord, ReadTotal
from toolkit.model.finding import Bilingual
from toolkit.model.records import DepartmentTarget, Project

#: Sheets of the tool itself; they hold no records.
OWN_SHEETS = (stamps.SHEET, stamps.LISTS)
#: What leaves it open whether the stamp on a form is the one that was issued.
_DOUBTS = (Observed.STAMP_FORGED, Observed.STAMP_UNVERIFIED)


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """The options of reading a file.

    Attributes:
        limits: what is refused as too large.
        key: the department's key, None where it is not at hand.
        passwords: tried on encrypted files, one after the other.
    """

    limits: Limits
    key: bytes | None = None
    passwords: tuple[str, ...] = ()


def read_any(path: str, data: bytes, library: Library, options: ReadOptions) -> Iterator[ReadFile]:
    """Yields what one file gave, or each file of an archive.

    A fault of a file is an observation, never an exception.
    """
    opened = open_file(path, data, options.limits, options.passwords)
    if opened.kind is not FileKind.ARCHIVE:
        yield _opened(path, data, opened, library, options)
        return
    for member in members(path, data, options.limits) or ():
        if member.data is None:
            yield ReadFile(member.path, "", observations=member.observations, skipped=member.skipped)
        else:
            yield read_bytes(member.path, member.data, library, options)


def read_bytes(path: str, data: bytes, library: Library, options: ReadOptions) -> ReadFile:
    """Returns what one workbook gave."""
    return _opened(path, data, open_file(path, data, options.limits, options.passwords), library, options)


def _opened(path: str, data: bytes, opened: Opened, library: Library, options: ReadOptions) -> ReadFile:
    if opened.book is None:
        skipped = _skipped(opened.observations)
        sha256 = "" if skipped else hashlib.sha256(data).hexdigest()
        return ReadFile(path, sha256, observations=opened.observations, skipped=skipped)
    return _read_book(path, hashlib.sha256(data).hexdigest(), opened.book, opened.observations, library, options)


def _skipped(observations: tuple[Observation, ...]) -> bool:
    return any(seen.seen in (Observed.LOCK_FILE, Observed.ATTACHMENT) for seen in observations)


def _read_book(
    path: str,
    sha256: str,
    book: Book,
    observations: tuple[Observation, ...],
    library: Library,
    options: ReadOptions,
) -> ReadFile:
    marks = book_marks(book)
    records: list[ReadRecord] = []
    totals: list[ReadTotal] = []
    charts = {grid.name for grid in book.sheets if grid.has_drawings and _is_own_sheet(grid, book)}
    seen = [one for one in observations if one.sheet not in charts or one.facts.get("kind") != DRAWINGS]
    others: list[tuple[Grid, Lines]] = []
    stamped: set[str] = set()
    blank = False
    for grid in book.sheets:
        if grid.name in OWN_SHEETS or stamps.is_review(grid.name, grid.text(0, 0), grid.text(1, 0)):
            continue
        sheet = SheetContext(grid, book, marks, library, path, sha256, options.key)
        unchanged = read_unchanged(sheet)
        on_sheet = lines(grid) if unchanged is None else {}
        read = _read_sheet(sheet, on_sheet) if unchanged is None else SheetRead((unchanged,))
        totals.extend(_shifted(read.totals, len(records)))
        records.extend(with_cut_texts(grid, one, library) if marks.structure_readable else one for one in read.records)
        seen.extend(read.observations)
        stamped.update({read.stamp.id} if read.stamp else ())
        blank = blank or _is_blank_list(read)
        if not read.records and on_sheet and not _is_blank_list(read):
            others.append((grid, on_sheet))
    records = [*map(_with_few_indicators, _twins(_of_summary(records, book, library)))]
    if records or not blank:
        seen.extend(_other_sheets(others, records))
    seen.extend(_of_marks(marks, records, stamped, options.key))
    return ReadFile(path, sha256, tuple(records), tuple(totals), tuple(seen))


def _is_own_sheet(grid: Grid, book: Book) -> bool:
    from toolkit.intake.summary.own import is_own_sheet

    return is_own_sheet(grid, book)


def _of_summary(records: list[ReadRecord], book: Book, library: Library) -> list[ReadRecord]:
    if not any(isinstance(read.record, DepartmentTarget) for read in records):
        return records
    from toolkit.intake.department.target import of_summary

    return of_summary(records, book, library)


def _is_blank_list(read: SheetRead) -> bool:
    return any(one.seen is Observed.BLANK_LIST for one in read.observations)


def _of_marks(
    marks: IssueMarks, records: list[ReadRecord], lists: set[str], key: bytes | None
) -> Iterator[Observation]:
    """Yields the observations of a workbook's own marks.

    Args:
        marks: of the workbook.
        records: its forms.
        lists: identifiers of the lists in it.
        key: the department's key, None where it is not at hand.
    """
    present = {record.stamp.id for record in records if record.stamp} | lists
    yield from missing_sheets(marks, present)
    if present and (marks.issued or marks.torn or marks.ids or not marks.structure_readable):
        doubted = any(one.seen in _DOUBTS for record in records for one in record.observations)
        yield from copies_compared(marks, key, verified=not doubted)


def _read_sheet(sheet: SheetContext, on_sheet: Lines) -> SheetRead:
    issued = _issued(sheet, on_sheet)
    if issued:
        return _read_forms(sheet, on_sheet, issued)
    from toolkit.intake.department.target import is_own_target, read_target
    from toolkit.intake.summary.read_summary import read_summary

    if is_own_target(on_sheet) and (target := read_target(sheet, on_sheet)) is not None:
        return SheetRead((target,))
    for definition in _fitting(sheet, on_sheet):
        summary = read_summary(sheet, definition)
        if summary is not None:
            return summary
    forms = tuple(sheet.library.forms.values())
    other = other_kind(on_sheet)
    if other not in (None, DEPARTMENT):  # a definition at hand counts for more than what the kind is called
        return _read_forms(sheet, on_sheet, regions(on_sheet, defined(on_sheet, forms)))
    found = regions(on_sheet, forms)
    text = above_forms(on_sheet, found)
    target = read_target(sheet, text)
    if target is not None:  # projects' forms may stand below a department's text
        below = {row: tokens for row, tokens in on_sheet.items() if row not in text}
        rest = _read_sheet(sheet, below) if below else SheetRead()
        return replace(rest, records=(target, *rest.records))
    return _read_forms(sheet, on_sheet, regions(on_sheet, sheet.library.targets) if other else found)


def _fitting(sheet: SheetContext, on_sheet: Lines) -> list[SummaryDefinition]:
    """Returns the summaries and lists that a sheet may be, the named one first.

    What `merge` wrote is no list.
    """
    from toolkit.intake.summary.own import is_marked, summary_of_mark
    from toolkit.intake.summary.table_heading import by_fit

    marked = is_marked(sheet.book)
    named = _named_list(sheet.grid) or summary_of_mark(sheet.book)
    found = by_fit(on_sheet, sheet.library.summaries)
    return sorted((one for one in found if not (marked and one.kind == "list")), key=lambda one: one.id != named)


def _named_list(grid: Grid) -> str | None:
    """Returns the id that a sheet's own stamp names, None without a stamp."""
    texts = (cell.text for cell in grid.cells.values() if cell.text.startswith(stamps.FULL))
    stamp = stamps.decode_stamp(next(texts, ""))
    return stamp.form if stamp else None


def _read_forms(sheet: SheetContext, on_sheet: Lines, found: tuple[Region, ...]) -> SheetRead:
    """Returns the records of the forms on a sheet, and further cells.

    These are observations.
    """
    alone = len(found) == 1
    records = tuple(
        read_form(sheet.with_grid(own), region, alone=alone)
        for own, region in zip(portions(sheet.grid, found), found, strict=True)
    )
    covered = {row for region in found for row in region.lines}
    outside = tuple(_outside(sheet.grid, on_sheet, covered, found[0].words)) if found else ()
    return SheetRead(records, (), outside)


def _issued(sheet: SheetContext, on_sheet: Lines) -> tuple[Region, ...]:
    """Returns the form that a sheet's own stamp names, with all its labels.

    Then nobody needs to look for another form.
    """
    grid, library = sheet.grid, sheet.library
    texts = (cell.text for cell in grid.cells.values() if cell.text.startswith(stamps.FULL))
    stamp = stamps.decode_stamp(next(texts, ""))
    words = library.forms.get(stamp.form) if stamp else None
    layout = library.layout(stamp) if stamp else None
    if words and layout and in_place(grid, layout, structured=sheet.structure_readable) is not None:
        return (Region(words, on_sheet),)  # a title typed into a cell begins no other form
    found = regions(on_sheet, (words,)) if words else ()
    return found if len(found) == 1 and complete(found[0]) else ()


def _outside(grid: Grid, on_sheet: Lines, covered: set[int], words: Vocabulary) -> Iterator[Observation]:
    """Yields the cells above the first form, without its marks."""
    for row, tokens in on_sheet.items():
        if row not in covered:
            for token in tokens:
                if not words.is_mark(token.text):
                    yield Observation(Observed.STRAY_CONTENT, token.address, {"found": token.text[:60]}, grid.name)


def _twins(records: list[ReadRecord]) -> Iterator[ReadRecord]:
    """Yields the records; a copied form gets an observation.

    It carries the stamp of an earlier form in the file.
    """
    first: dict[str, ReadRecord] = {}
    for record in records:
        if record.stamp is None or first.setdefault(record.stamp.id, record) is record:
            yield record
            continue
        source = first[record.stamp.id].source
        place = f"{source.sheet}!{source.range}"
        facts = {"a": f"{record.source.sheet}!{record.source.range}", "b": place, "found": place}
        observation = Observation(Observed.STAMPS_DISAGREE, record.source.range, facts)
        yield replace(record, observations=(*record.observations, observation))


def _with_few_indicators(read: ReadRecord) -> ReadRecord:
    """Returns the record with at most as many indicators as the limit allows.

    An observation says how many were left out; it keeps the project out of the summary.
    """
    record = read.record
    if not isinstance(record, Project) or len(record.indicators) <= MOST_INDICATORS:
        return read
    count, first = len(record.indicators), record.indicators[MOST_INDICATORS]
    limit = Bilingual(
        f"一个项目有 {count:,} 项绩效指标，从“{first.name or ''}”起有 {count - MOST_INDICATORS:,} 项没有读",
        f"one project has {count:,} indicators; {count - MOST_INDICATORS:,} from “{first.name or ''}” on were not read",
    )
    seen = Observation(Observed.REFUSED, read.source.range, {"limit": limit, "advice": FEWER_INDICATORS})
    return replace(
        read,
        record=replace(record, indicators=record.indicators[:MOST_INDICATORS]),
        placed={key: place for key, place in read.placed.items() if not _beyond(key)},
        observations=(seen, *read.observations),
    )


def _beyond(key: str) -> bool:
    """Whether a field belongs to an indicator that was left out."""
    table, _, rest = key.partition(".")
    number = rest.partition(".")[0]
    return table == "indicators" and number.isdecimal() and int(number) >= MOST_INDICATORS


def _shifted(totals: tuple[ReadTotal, ...], base: int) -> Iterator[ReadTotal]:
    """Yields the totals of a sheet with the numbers of the file's records."""
    for total in totals:
        yield replace(total, rows=range(total.rows.start + base, total.rows.stop + base))


def _other_sheets(others: list[tuple[Grid, Lines]], records: list[ReadRecord]) -> Iterator[Observation]:
    """Yields observations of the sheets without a record.

    A file without any record is named for what they are; beside records they are only mentioned.
    """
    if not records:
        kinds = [kind for _, on_sheet in others if (kind := other_kind(on_sheet))]
        names = "、".join(grid.name for grid, _ in others) or "—"
        kind = kinds[0] if kinds else Bilingual(f"工作表：{names}", f"sheets: {names}")
        yield Observation(Observed.UNRECOGNISED, facts={"kind": kind, "found": kind})
        return
    if any(r.definition.kind == "summary" for r in records):
        return
    for grid, on_sheet in others:
        if not grid.visible:
            yield Observation(Observed.HIDDEN_CONTENT, facts={"ref": grid.name}, sheet=grid.name)
        else:
            kind = other_kind(on_sheet)
            change = f"+{grid.name}" + (f"（{kind.zh}）" if kind else "")
            yield Observation(Observed.SHEETS_CHANGED, facts={"change": change, "found": change}, sheet=grid.name)
