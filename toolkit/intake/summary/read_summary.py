"""A department-wide summary as records and totals, one record a row.

`merge` wrote it, or a person typed it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple

from toolkit.excel.grid import Grid
from toolkit.forms.definition import SummaryDefinition
from toolkit.forms.stamp import Stamp, list_fingerprint
from toolkit.intake.form.stamps import identify
from toolkit.intake.sheet_context import SheetContext, SheetRead
from toolkit.intake.summary.account import check_account
from toolkit.intake.summary.edits import pair
from toolkit.intake.summary.entry import SummaryTable, read_entry
from toolkit.intake.summary.flat_rows import collapsed, unit_rows
from toolkit.intake.summary.lines import LineContext, one_year, years_in
from toolkit.intake.summary.own import (
    KeptRecord,
    OwnSheets,
    SheetPlaces,
    goes_on,
    is_marked,
    is_own_sheet,
    joined,
    parts_of,
    read_own,
)
from toolkit.intake.summary.rows import BRIEF, Hints, RowKind, SheetRow, read_rows
from toolkit.intake.summary.table_heading import SummaryHeading, find_tables
from toolkit.intake.summary.totals import Structure, structure
from toolkit.intake.tokens import Lines, Token, lines
from toolkit.model.cell import CellRef, column_letters
from toolkit.model.evidence import Flag, Observation, Observed, ReadRecord, ReadTotal
from toolkit.model.records import Project
from toolkit.model.schema import MONEY_KEYS
from toolkit.model.text import fold
from toolkit.summary_book.sheets import NAMELESS


def read_summary(context: SheetContext, definition: SummaryDefinition) -> SheetRead | None:
    """Returns a sheet as a summary, None for a sheet that is no summary.

    The workbook holds the records themselves where `merge` wrote it. A sheet that `merge` put beside the table gives
    nothing at all.
    """
    grid, book = context.grid, context.book
    if is_own_sheet(grid, book):
        return SheetRead()
    marked = is_marked(book)
    if marked and goes_on(book, grid) and find_tables(lines(grid), definition):
        return SheetRead()  # it was read with the sheet on which the table begins
    parts = parts_of(book, grid) if marked else (grid,)
    if len(parts) > 1:
        return _in_place(_read_table(context.with_grid(joined(parts)), definition), parts)
    return _read_table(context, definition)


def _in_place(read: SheetRead | None, parts: Sequence[Grid]) -> SheetRead | None:
    """Returns what the sheets of one table gave, with its real places."""
    if read is None:
        return None
    places = SheetPlaces(parts)
    return SheetRead(
        tuple(map(places.record, read.records)),
        tuple(map(places.total, read.totals)),
        tuple(map(places.seen, read.observations)),
    )


def _read_table(context: SheetContext, definition: SummaryDefinition) -> SheetRead | None:
    grid = context.grid
    on_sheet = lines(grid)
    tables = find_tables(on_sheet, definition)
    if not tables:
        return None
    found = read_rows(on_sheet, tables, definition, grid.hidden_rows)
    own, framework = read_own(grid, context.book), context.library.framework(definition)
    rows, lines_around = found.rows, found.lines_around
    if definition.is_flat:
        rows = collapsed(rows, definition, framework)
    kept = pair(rows, own.kept, framework) if own else {}
    identity = list_identity(context, definition)
    year, contradiction = year_of(identity.stamp, one_year(lines_around.years or years_in(grid.name)))
    sheet = SummaryTable(context, definition, framework, year, own is not None)
    records: list[ReadRecord] = []
    totals: list[ReadTotal] = []
    seen = [*_of_sheet(sheet, tables, on_sheet, lines_around), *map(_stray, found.stray), *_lost(own, kept)]
    hints = _hints(own, kept) if own else Hints(groups=unit_rows(rows))
    for department, group in groupby(rows, key=lambda row: row.context.department or lines_around.department):
        block = list(group)
        built = structure(block, department, hints)
        seen += _of_block(block, built)
        totals += _totals(sheet, block, built, len(records))
        records += [_entry(sheet, block, place, built, kept) for place in sorted(built.units)]
    if own is not None:
        labels = {column.key: column.label for column in definition.columns}
        top = {key: money.yuan for key, money in rows[0].amounts.items()} if rows else {}
        seen += check_account(context.book, labels, top)
    seen += (*identity.observations, *contradiction, *other_recipients(identity.stamp, records))
    seen += blank_list(definition, identity.stamp, records)
    observations = tuple(replace(one, sheet=one.sheet or grid.name) for one in seen)
    return SheetRead(tuple(records), tuple(totals), observations, identity.stamp)


def _hints(own: OwnSheets | None, kept: Mapping[int, KeptRecord]) -> Hints:
    if own is None:
        return Hints()
    names = {name for one in own.kept for name in (one.project.spending_unit, one.project.supervising_department)}
    return Hints(frozenset(kept), frozenset(fold(name) for name in {*names, NAMELESS} if name))


def _entry(
    sheet: SummaryTable, rows: Sequence[SheetRow], place: int, built: Structure, kept: Mapping[int, KeptRecord]
) -> ReadRecord:
    """Returns the record of one row, and of the rows that continue its texts."""
    end = place + 1
    while end < len(rows) and built.kinds[end] is RowKind.REST:
        end += 1
    row = replace(rows[place], rest=tuple(rows[place + 1 : end]))
    one = kept.get(row.number)
    groups = (built.department, *(None if unit == NAMELESS else unit for unit in built.units[place]))
    return read_entry(sheet, row, groups, one.project if one else None, doubtful=place in built.doubtful)


def _totals(sheet: SummaryTable, rows: Sequence[SheetRow], built: Structure, first: int) -> Iterator[ReadTotal]:
    """Yields the rows of totals, once for each number of decimals.

    Args:
        sheet: what the rows are read with.
        rows: of one department.
        built: what they are.
        first: the number of its first record.
    """
    for total in built.totals:
        row = rows[total.place]
        for step in sorted({money.step for money in row.amounts.values()}):
            amounts: dict[str, Decimal] = {key: m.yuan for key, m in row.amounts.items() if m.step == step}
            yield ReadTotal(
                name=row.name,
                cell=row.address(next(key for key in MONEY_KEYS if key in amounts)),
                amounts=amounts,
                rows=range(first + total.members.start, first + total.members.stop),
                step=step,
                source=sheet.context.source(row.range),
            )


def _of_sheet(
    sheet: SummaryTable, tables: Sequence[SummaryHeading], on_sheet: Lines, lines_around: LineContext
) -> Iterator[Observation]:
    """Yields the observations of a sheet: headings, missing lines, years, hidden columns."""
    definition = sheet.definition
    for table in tables:
        yield from table.observations(definition)
    if definition.department_label and not lines_around.names_department:
        yield _missing(definition.department_label)
    if definition.unit_label and lines_around.unit is None and any(table.unit is None for table in tables):
        yield _missing(f"{definition.unit_label}{definition.unit}")
    if len(lines_around.years) > 1:
        yield Observation(
            Observed.AMBIGUOUS, None, {"found": "、".join(f"{year}年" for year in sorted(lines_around.years))}
        )
    yield from _uncomputed(sheet, tables)
    used = {token.col for tokens in on_sheet.values() for token in tokens}
    for col in sorted(used & sheet.context.grid.hidden_cols):
        letters = column_letters(col)
        yield Observation(Observed.HIDDEN_CONTENT, f"{letters}:{letters}", {"ref": letters, "found": letters})


def _uncomputed(sheet: SummaryTable, tables: Sequence[SummaryHeading]) -> Iterator[Observation]:
    """Yields formulas without a result: their cells look empty and are not."""
    columns = {col for table in tables for col in table.columns.values()}
    for (row, col), cell in sorted(sheet.context.grid.cells.items()):
        if cell.formula is not None and cell.blank and col in columns and row > tables[0].last:
            facts = {"formula": f"={cell.formula}", "found": f"={cell.formula}"}
            yield Observation(Observed.UNCOMPUTED, str(CellRef(row, col)), facts)


def _stray(token: Token) -> Observation:
    return Observation(Observed.STRAY_CONTENT, token.address, {"found": token.text[:BRIEF]})


def _missing(label: str) -> Observation:
    return Observation(Observed.LABEL_MISSING, facts={"label": label, "expected": label})


def _of_block(rows: Sequence[SheetRow], built: Structure) -> Iterator[Observation]:
    """Yields the observations of rows that are no records."""
    start: RowKind | None = None  # what the rows that go on with texts go on with
    for place, kind in enumerate(built.kinds):
        row = rows[place]
        start = start if kind is RowKind.REST else kind
        if kind is RowKind.PROJECT:
            continue
        if kind is RowKind.REST:
            if start is not RowKind.PROJECT and row.has("goal", "indicators"):
                found = row.text("goal") or row.text("indicators")
                yield Observation(Observed.STRAY_CONTENT, row.range, {"found": found[:BRIEF]})
            continue
        yield from row.observations(total=True)
        if place in built.doubtful:
            yield Observation(Observed.AMBIGUOUS, row.address("name"), {"found": row.name})


def _lost(own: OwnSheets | None, kept: Mapping[int, KeptRecord]) -> Iterator[Observation]:
    """Yields records that `merge` wrote and that the table no longer has."""
    if own is None:
        return
    yield from own.observations
    rows = {one.row for one in kept.values()}
    for one in own.kept:
        if one.row not in rows:
            facts = {"field": "project_name", "found": "", "expected": one.project.project_name or ""}
            yield Observation(Observed.SUMMARY_EDITED, None, facts)


class ListIdentity(NamedTuple):
    """The stamp of a list, None without one, and faults of its marks."""

    stamp: Stamp | None
    observations: tuple[Observation, ...] = ()


def list_identity(sheet: SheetContext, definition: SummaryDefinition) -> ListIdentity:
    """Returns the identity of a list; a home-made one has none."""
    if definition.kind != "list":
        return ListIdentity(None)
    found = identify(sheet.grid, None, sheet.marks, sheet.key, alone=True)
    seen = [one for one in found.observations if one.seen is not Observed.NO_STAMP]
    if found.stamp is not None:
        seen += _version(found.stamp, definition)
        if not sheet.grid.protected and sheet.structure_readable:
            seen.append(Observation(Observed.PROTECTION_OFF, facts={"by": "person"}))
    return ListIdentity(found.stamp, tuple(seen))


def _version(stamp: Stamp, definition: SummaryDefinition) -> Iterator[Observation]:
    facts = {"version": stamp.version, "expected": definition.version, "found": stamp.version}
    if stamp.form != definition.id or stamp.version not in (*definition.older, definition.version):
        facts["version"] = facts["found"] = f"{stamp.form} {stamp.version}"
        yield Observation(Observed.OTHER_VERSION, facts=facts)
    elif stamp.version != definition.version or stamp.fingerprint != list_fingerprint(definition):
        yield Observation(Observed.OTHER_VERSION, facts=facts, flags=frozenset({Flag.OLDER}))


def year_of(stamp: Stamp | None, printed: int | None) -> tuple[int | None, tuple[Observation, ...]]:
    """Returns the year by title and stamp, None where these contradict each other."""
    if stamp is None or printed in (None, stamp.year):
        return printed if stamp is None else stamp.year, ()
    return None, (Observation(Observed.AMBIGUOUS, "A1", {"found": f"{printed}年、{stamp.year}年"}),)


def other_recipients(stamp: Stamp | None, records: Sequence[ReadRecord]) -> Iterator[Observation]:
    """Yields each other unit than the one that the list was issued to."""
    issued = stamp.prefilled.get("spending_unit") if stamp else None
    units = {one.record.spending_unit: one for one in records if isinstance(one.record, Project)}
    for unit, read in units.items():
        if issued and unit and fold(unit) != fold(issued):
            facts = {"field": "单位名称", "stamp": issued, "found": unit, "expected": issued}
            yield Observation(Observed.OTHER_RECIPIENT, read.source.range, facts)


def blank_list(
    definition: SummaryDefinition, stamp: Stamp | None, records: Sequence[ReadRecord]
) -> Iterator[Observation]:
    """Yields an observation where a list holds no project."""
    if definition.kind == "list" and not records:
        unit = stamp.prefilled.get("spending_unit", "") if stamp else ""
        title = f"{definition.title}（{unit}）" if unit else definition.title
        yield Observation(Observed.BLANK_LIST, None, {"found": title})
