"""One form of a sheet: identified, read, compared with the issued one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from toolkit.excel.grid import Grid
from toolkit.forms.layout import Layout
from toolkit.forms.stamp import FULL, Stamp, decode_stamp
from toolkit.intake.form import notices
from toolkit.intake.form.alignment import Alignment
from toolkit.intake.form.body import Body
from toolkit.intake.form.body_lines import read_body
from toolkit.intake.form.column_headings import designed
from toolkit.intake.form.compare import compare, compare_marks
from toolkit.intake.form.department_record import make_department
from toolkit.intake.form.extract import field_values, make_project, unit_of, units_named
from toolkit.intake.form.further_rows import FurtherRead, read_further, wrong_totals
from toolkit.intake.form.header import Header, read_header
from toolkit.intake.form.headings_above import missing_headings, read_crossed, take_units_above
from toolkit.intake.form.locate import Region
from toolkit.intake.form.merged_rows import filled_down
from toolkit.intake.form.stamps import Identity, absent, identify
from toolkit.intake.form.table_end import covered_rows, last_labelled
from toolkit.intake.form.table_sections import TableSection, sections, unplaced
from toolkit.intake.form.traces import traces
from toolkit.intake.form.trust import DoubtfulCells, doubts, ragged_rows, unlabelled
from toolkit.intake.form.unchanged import blank, by_place, extent_of, filled_in, in_place
from toolkit.intake.form.vocabulary import Vocabulary
from toolkit.intake.sheet_context import SheetContext
from toolkit.intake.tokens import Lines, Token, extent
from toolkit.model.cell import CellRef
from toolkit.model.evidence import Observation, Observed, ReadRecord
from toolkit.model.records import Source


@dataclass(frozen=True, slots=True)
class FormParts:
    """A form cut at the headings of its tables.

    Attributes:
        top: the lines above them.
        sections: each table's heading and the lines below it.
        footer: the lines below the tables that the form has labels for.
    """

    top: Lines
    sections: tuple[TableSection, ...]
    footer: Lines = field(default_factory=dict)

    @property
    def rows(self) -> Lines:
        """Returns the lines of all tables."""
        return {row: tokens for section in self.sections for row, tokens in section.rows.items()}


@dataclass(frozen=True, slots=True)
class IssuedComparison:
    """The differences between the returned form and the issued one.

    Attributes:
        doubt: doubtful cells.
        differences: the changes that a person made.
        open_rows: rows of the table whose category is uncertain.
        named: cells that `differences` names.
        unlabelled: cells to fill whose label is gone, and the names of their fields.
        values_only: whether nothing but values came back.
    """

    doubt: DoubtfulCells
    differences: tuple[Observation, ...] = ()
    open_rows: frozenset[int] = frozenset()
    named: frozenset[CellRef] = frozenset()
    unlabelled: Mapping[CellRef, str] = field(default_factory=dict)
    values_only: bool = False


class Extract(NamedTuple):
    """A form taken apart, before its record is made.

    Attributes:
        words: its vocabulary.
        layout: as it was issued, None without a readable stamp.
        identity: what its marks say.
        header: the part above the table.
        body: the table.
        unit: the unit of its amounts.
        source: its place.
        named: all units of money that the sheet names.
    """

    words: Vocabulary
    layout: Layout | None
    identity: Identity
    header: Header
    body: Body
    unit: str
    source: Source
    named: frozenset[str] = frozenset()


def read_form(sheet: SheetContext, region: Region, *, alone: bool) -> ReadRecord:
    """Returns the record of one form of a sheet.

    Nothing that stands in the form is dropped without an observation.

    Args:
        sheet: the sheet, or the part of it that holds the form.
        region: where the form stands.
        alone: whether it is the only form of the sheet.
    """
    grid, words = sheet.grid, region.words
    identity = identify(grid, region, sheet.marks, sheet.key, alone=alone)
    layout = sheet.library.layout(identity.stamp) if identity.stamp else None
    further = read_further(region.lines, words) if words.form.tables else FurtherRead({}, region.lines, {})
    cells = in_place(grid, layout, structured=sheet.structure_readable) if layout and alone else None
    if layout and cells is not None:
        header, body, sections, unit, named = _read_in_place(layout, words, cells)
    else:
        header, body, sections, unit, named = _read_by_words(grid, region, layout, further)
    extract = Extract(words, layout, identity, header, body, unit, sheet.source(extent(region.lines)), named)
    comparison = _compared(sheet, region, sections, extract)
    header.forget(comparison.doubt.cells)
    body.forget(comparison.doubt.cells)
    body.unplace(comparison.open_rows)
    headings = () if cells is not None else notices.missing_labels(missing_headings(region.lines, words))
    missing = (*notices.labels(words, header, body, sections, identity), *headings)
    if layout is None and (sheet.grid.protected or not sheet.structure_readable):
        missing = notices.added_since((*missing, *notices.missing_labels(further.missing(words))), words, identity)
    return make_record(
        extract, comparison, missing, notices.unseen(grid, region), structure_readable=sheet.structure_readable
    )


class _Contents(NamedTuple):
    """The part above the table of a form, the table, and their units."""

    header: Header
    body: Body
    sections: tuple[TableSection, ...]
    unit: str
    named: frozenset[str]


def _read_in_place(layout: Layout, words: Vocabulary, cells: Mapping[str, Token]) -> _Contents:
    """Returns the contents of a form whose cells are where they were issued."""
    sections = tuple(
        TableSection(replace(designed(layout, n), rows=tuple(area.heading)), {}) for n, area in enumerate(layout.areas)
    )
    filled = {key: token for key, token in cells.items() if token.text and not token.cell.blank}
    return _Contents(*by_place(layout, words, filled), sections, blank(layout, words).unit, frozenset())


def _read_by_words(grid: Grid, region: Region, layout: Layout | None, further: FurtherRead) -> _Contents:
    """Returns the contents of a form as its labels and headings say."""
    words = region.words
    parts = cut(further.rest, words)
    covered = covered_rows(grid, parts.rows, words, layout)
    crossed, body = Header(), Body()
    top, footer = (read_crossed(lines, words, crossed) for lines in (parts.top, parts.footer))
    header = read_header(words, top, footer)
    header.fields.update(crossed.fields)
    header.observations.extend(crossed.observations)
    header.fields.update(further.fields)
    around = outside(parts, region.lines)
    unit, named = unit_of(header, around, words), units_named(header, around, words)
    take_units_above(header, region.lines, words)
    named |= {found.unit for found in further.fields.values() if found.unit}
    body.observations.extend(unplaced(parts.sections))
    for section in parts.sections:
        rows, shared = filled_down(grid, section, words) if layout is None else (section.rows, ())
        read_body(body, rows, words, section.heading, unit, covered)
        body.observations.extend(shared)
    body.observations.extend(body.unknown_columns())
    return _Contents(header, body, tuple(parts.sections), unit, named)


def make_record(
    extract: Extract,
    comparison: IssuedComparison,
    missing: Collection[Observation],
    unseen: Iterable[Observation],
    *,
    structure_readable: bool,
) -> ReadRecord:
    """Returns the record of a form, with all its observations.

    Args:
        extract: the form, taken apart.
        comparison: its differences from the issued form.
        missing: labels that are gone.
        unseen: cells that look empty and are not.
        structure_readable: whether the file's format tells number formats, locks and formulas.
    """
    words, layout, identity, header, body, unit, source, units = extract
    issued, named = layout is not None, any(one.seen is Observed.OTHER_VERSION for one in missing)
    values, notes = field_values(header, words, unit, units, issued=issued)
    make = make_department if words.form.record == "department" else make_project
    record, placed = make(words, header, body, values, identity, source)
    observations = (
        *(seen for seen in identity.observations if not (comparison.values_only and absent(seen))),
        *missing,
        *(*header.observations, *notes, *body.observations, *comparison.doubt.observations),
        *wrong_totals(header, words.form, values),
        *notices.filled(header, body, words, structure_readable=structure_readable),
        *unseen,
        *(() if named else notices.version(words, identity, as_issued=issued)),
        *notices.recipient(words, identity, header),
        *notices.stray(header, body, words, comparison.named, comparison.unlabelled, source.sheet, issued=issued),
        *comparison.differences,
    )
    located = tuple(seen if seen.cell else replace(seen, cell=source.range) for seen in observations)
    return ReadRecord(words.form, record, source, placed, _once(located), identity.stamp)


def _compared(
    sheet: SheetContext, region: Region, sections: tuple[TableSection, ...], extract: Extract
) -> IssuedComparison:
    """Returns the differences between the returned form and the issued one."""
    words, layout, identity, header, body, *_ = extract
    found = traces(sheet.grid, region) if sheet.structure_readable else ()
    if layout is None or identity.stamp is None:
        changed = compare_marks(sheet, region, header, identity.stamp) if identity.stamp else ()
        return IssuedComparison(doubts(header, body, words.layout, found, None), changed)
    tables = tuple(section.heading for section in sections)
    form = Alignment(sheet.grid, region, header, body, tables, layout, identity.stamp, sheet.structure_readable, found)
    doubt = doubts(header, body, layout, found, form)
    differences = compare(form)
    open_rows = frozenset(unlabelled(form))
    return IssuedComparison(
        doubt, differences, open_rows, _named_cells(differences), _without_label(form), form.values_only
    )


def _named_cells(differences: tuple[Observation, ...]) -> frozenset[CellRef]:
    """Returns the cells of changed fixed text, which have findings of their own."""
    changed = (seen.cell for seen in differences if seen.seen is Observed.LOCKED_CHANGED and seen.cell)
    return frozenset(CellRef.parse(cell) for cell in changed if cell.isalnum())


def _without_label(form: Alignment) -> Mapping[CellRef, str]:
    """Returns cells to fill whose label is gone, with the names of their fields."""
    fields = form.words.form.fields
    return {
        place: fields[key].name
        for key, place in form.inputs
        if key in fields and not getattr(form.header.fields.get(key), "text", "")
    }


def cut(on_sheet: Lines, words: Vocabulary) -> FormParts:
    """Returns a form's lines, cut at the headings of its tables."""
    found = sections(on_sheet, words) if words.tables else ()
    begin = min((row for one in found for row in (*one.heading.rows, *one.rows)), default=max(on_sheet) + 1)
    end = _footer(on_sheet, begin, words)
    tables = (replace(one, rows={row: tokens for row, tokens in one.rows.items() if row < end}) for one in found)
    return FormParts(
        {row: tokens for row, tokens in on_sheet.items() if row < begin},
        tuple(tables),
        {row: tokens for row, tokens in on_sheet.items() if row >= max(begin, end)},
    )


def outside(parts: FormParts, on_sheet: Lines) -> Lines:
    """Returns a form's lines without the rows of its tables.

    Names of indicators may hold units of their own.
    """
    rows = {row for section in parts.sections for row in section.rows}
    return {row: tokens for row, tokens in on_sheet.items() if row not in rows}


def _footer(on_sheet: Lines, begin: int, words: Vocabulary) -> int:
    """Returns the row below the tables where the footer begins."""
    after = max(on_sheet) + 1
    if not words.footer:
        return after
    labelled = last_labelled(on_sheet, words.framework, frozenset())
    hits = (
        row
        for row, tokens in on_sheet.items()
        if row > max(begin, labelled)
        and any((hit := words.label(token.text)) is not None and hit.key in words.footer for token in tokens)
    )
    return next(hits, after)


def _once(observations: tuple[Observation, ...]) -> tuple[Observation, ...]:
    """Returns the observations without repetitions, in their order."""
    seen: dict[tuple[object, ...], Observation] = {}
    for one in observations:
        seen.setdefault((one.seen, one.cell, one.flags, tuple(sorted(one.facts.items()))), one)
    return tuple(seen.values())


def read_unchanged(sheet: SheetContext) -> ReadRecord | None:
    """Returns the record of an unchanged form, None for any other sheet."""
    grid, marks = sheet.grid, sheet.marks
    stamp = _stamp(grid)
    layout = sheet.library.layout(stamp) if stamp else None
    cells = filled_in(grid, layout, stamp) if stamp and layout else None
    if stamp is None or layout is None or cells is None:
        return None
    words = sheet.library.forms[stamp.form]
    identity = identify(grid, Region(words, {}), marks, sheet.key, alone=True)
    if identity.stamp != stamp:
        return None
    header, body = by_place(layout, words, cells)
    source = sheet.source(str(extent_of(layout, words, cells)))
    extract = Extract(words, layout, identity, header, body, blank(layout, words).unit, source)
    return make_record(
        extract, IssuedComparison(ragged_rows(body)), (), (), structure_readable=marks.structure_readable
    )


def _stamp(grid: Grid) -> Stamp | None:
    return decode_stamp(next((cell.text for cell in grid.cells.values() if cell.text.startswith(FULL)), ""))
