"""One file from bytes to records: opened, recognised, aligned, extracted."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace

from toolkit.excel.grid import Book, Grid
from toolkit.excel.limits import Limits
from toolkit.excel.open.archive import members
from toolkit.excel.open.opener import Opened, open_file
from toolkit.excel.open.sniff import FileKind
from toolkit.forms import stamp as stamps
from toolkit.intake.crowded import with_few_indicators
from toolkit.intake.department.target import of_summary, read_target
from toolkit.intake.form.form import read_form, read_standing
from toolkit.intake.form.locate import (
    DEPARTMENT,
    Region,
    above_forms,
    complete,
    defined,
    other_kind,
    portions,
    segments,
)
from toolkit.intake.form.notices import with_cut_texts
from toolkit.intake.form.stamps import IssueMarks, book_marks, copies_compared, missing_sheets
from toolkit.intake.form.unchanged import in_place
from toolkit.intake.form.vocabulary import Vocabulary
from toolkit.intake.library import Library
from toolkit.intake.summary.read_summary import read_summary
from toolkit.intake.tokens import Lines, lines
from toolkit.model.evidence import Observation, Observed, ReadFile, ReadRecord, ReadTotal
from toolkit.model.finding import Bilingual

#: Sheets of the tool itself; they hold no records.
OWN_SHEETS = (stamps.SHEET, stamps.LISTS)
#: What leaves it open whether the stamp on a form is the one that was issued.
_DOUBTS = (Observed.STAMP_FORGED, Observed.STAMP_UNVERIFIED)


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How files are read.

    Attributes:
        limits: what is refused as too large.
        key: the department's key, None where it is not at hand.
        password: opens encrypted files, None for none.
    """

    limits: Limits
    key: bytes | None = None
    password: str | None = None


def read_any(path: str, data: bytes, library: Library, options: ReadOptions) -> Iterator[ReadFile]:
    """Read one file, or every file of an archive. What is wrong with one is an observation, never an exception."""
    opened = open_file(path, data, options.limits, options.password)
    if opened.kind is not FileKind.ARCHIVE:
        yield _opened(path, data, opened, library, options)
        return
    for member in members(path, data, options.limits) or ():
        if member.data is None:
            yield ReadFile(member.path, "", observations=member.observations, skipped=member.skipped)
        else:
            yield read_bytes(member.path, member.data, library, options)


def read_bytes(path: str, data: bytes, library: Library, options: ReadOptions) -> ReadFile:
    """Read one workbook."""
    return _opened(path, data, open_file(path, data, options.limits, options.password), library, options)


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
    seen = list(observations)
    others: list[tuple[Grid, Lines]] = []
    for grid in book.sheets:
        if grid.name in OWN_SHEETS or stamps.is_review(grid.name, grid.text(0, 0), grid.text(1, 0)):
            continue
        standing = read_standing(grid, library, marks, options.key, path, sha256)
        if standing is not None:
            records.append(with_cut_texts(grid, standing, library) if marks.structure_readable else standing)
            continue
        on_sheet = lines(grid)
        found, summed, notes = _read_sheet(grid, on_sheet, book, marks, library, options, path, sha256)
        base = len(records)
        records.extend(with_cut_texts(grid, one, library) if marks.structure_readable else one for one in found)
        totals.extend(_shifted(summed, base))
        seen.extend(notes)
        if not found and on_sheet:
            others.append((grid, on_sheet))
    records = [*map(with_few_indicators, _twins(of_summary(records, book, library)))]
    seen.extend(_other_sheets(others, records))
    present = {record.stamp.id for record in records if record.stamp}
    seen.extend(missing_sheets(marks, present))
    if present and (marks.issued or marks.torn or marks.ids or not marks.structure_readable):
        doubted = any(one.seen in _DOUBTS for record in records for one in record.observations)
        seen.extend(copies_compared(marks, options.key, verified=not doubted))
    return ReadFile(path, sha256, tuple(records), tuple(totals), tuple(seen))


def _read_sheet(
    grid: Grid,
    on_sheet: Lines,
    book: Book,
    marks: IssueMarks,
    library: Library,
    options: ReadOptions,
    path: str,
    sha256: str,
) -> tuple[tuple[ReadRecord, ...], tuple[ReadTotal, ...], tuple[Observation, ...]]:
    found = _issued(grid, on_sheet, library, structured=marks.structure_readable)
    for definition in () if found else library.summaries:
        summary = read_summary(grid, definition, library.framework(definition), file=path, sha256=sha256, book=book)
        if summary is not None:
            return summary
    if not found:
        forms = tuple(library.forms.values())
        other = other_kind(on_sheet)
        if other not in (None, DEPARTMENT):  # a definition at hand counts for more than what the kind is called
            found = segments(on_sheet, defined(on_sheet, forms))
        else:
            found = segments(on_sheet, forms)
            text = above_forms(on_sheet, found)
            target = read_target(grid, text, library, path, sha256)
            if target is not None:  # projects' forms may stand below a department's text
                below = {row: tokens for row, tokens in on_sheet.items() if row not in text}
                rest = _read_sheet(grid, below, book, marks, library, options, path, sha256) if below else ((), (), ())
                return (target, *rest[0]), *rest[1:]
            found = segments(on_sheet, library.targets) if other else found
    alone = len(found) == 1
    records = tuple(
        read_form(own, segment, library, marks, options.key, path, sha256, alone=alone)
        for own, segment in zip(portions(grid, found), found, strict=True)
    )
    covered = {row for segment in found for row in segment.lines}
    outside = tuple(_outside(grid, on_sheet, covered, found[0].words)) if found else ()
    return records, (), outside


def _issued(grid: Grid, on_sheet: Lines, library: Library, *, structured: bool) -> tuple[Region, ...]:
    """The form that a sheet's own stamp names, where every label of it is there: nobody need look for another."""
    texts = (cell.text for cell in grid.cells.values() if cell.text.startswith(stamps.FULL))
    stamp = stamps.decode(next(texts, ""))
    words = library.forms.get(stamp.form) if stamp else None
    layout = library.layout(stamp) if stamp else None
    if words and layout and in_place(grid, layout, structured=structured) is not None:
        return (Region(words, on_sheet),)  # a title typed into a cell begins no other form
    found = segments(on_sheet, (words,)) if words else ()
    return found if len(found) == 1 and complete(found[0]) else ()


def _outside(grid: Grid, on_sheet: Lines, covered: set[int], words: Vocabulary) -> Iterator[Observation]:
    """Cells above the first form that are none of its marks."""
    for row, tokens in on_sheet.items():
        if row not in covered:
            for token in tokens:
                if not words.is_mark(token.text):
                    yield Observation(Observed.STRAY_CONTENT, token.address, {"found": token.text[:60]}, grid.name)


def _twins(records: list[ReadRecord]) -> Iterator[ReadRecord]:
    """Forms that carry the stamp of an earlier one in the file: somebody copied it."""
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


def _shifted(totals: tuple[ReadTotal, ...], base: int) -> Iterator[ReadTotal]:
    """Totals of a sheet refer to the file's records."""
    for total in totals:
        yield replace(total, rows=range(total.rows.start + base, total.rows.stop + base))


def _other_sheets(others: list[tuple[Grid, Lines]], records: list[ReadRecord]) -> Iterator[Observation]:
    """Sheets without a record: named for what they are; beside records they are only mentioned."""
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
