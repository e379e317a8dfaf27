"""A department-wide summary, written by `merge` or typed by a person: one record a row, the totals beside them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import groupby

from toolkit.excel.grid import Book, Grid
from toolkit.forms.definition import SummaryDefinition
from toolkit.indicators.framework import Framework
from toolkit.intake.summary.account import check_account
from toolkit.intake.summary.edits import pair
from toolkit.intake.summary.entry import SummaryTable, read_entry
from toolkit.intake.summary.lines import Lines as Told
from toolkit.intake.summary.lines import one_year, years_in
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
from toolkit.model.evidence import Observation, Observed, ReadRecord, ReadTotal
from toolkit.model.schema import MONEY_KEYS
from toolkit.model.text import fold
from toolkit.summary_book.sheets import NAMELESS

Read = tuple[tuple[ReadRecord, ...], tuple[ReadTotal, ...], tuple[Observation, ...]]


def read_summary(
    grid: Grid, definition: SummaryDefinition, framework: Framework, *, file: str, sha256: str, book: Book
) -> Read | None:
    """Read a sheet as a summary.

    Args:
        grid: the sheet.
        definition: the summary's definition.
        framework: its framework of levels.
        file: path as given.
        sha256: of the file's bytes.
        book: the workbook, which holds the records themselves where `merge` wrote it.

    Returns:
        The records from top to bottom, the rows of totals (their `rows` count these records), and what was seen
        of the sheet as a whole. Nothing at all (three empty tuples) for a sheet that `merge` put beside a table;
        None for a sheet that is no summary.
    """
    if is_own_sheet(grid, book):
        return (), (), ()
    marked = is_marked(book)
    if marked and goes_on(book, grid) and find_tables(lines(grid), definition):
        return (), (), ()  # it was read with the sheet on which the table begins
    parts = parts_of(book, grid) if marked else (grid,)
    if len(parts) > 1:
        return _in_place(read_table(joined(parts), definition, framework, file=file, sha256=sha256, book=book), parts)
    return read_table(grid, definition, framework, file=file, sha256=sha256, book=book)


def _in_place(read: Read | None, parts: Sequence[Grid]) -> Read | None:
    """What was read of the sheets of a table together, at the place where it stands."""
    if read is None:
        return None
    places = SheetPlaces(parts)
    records, totals, seen = read
    return tuple(map(places.record, records)), tuple(map(places.total, totals)), tuple(map(places.seen, seen))


def read_table(
    grid: Grid, definition: SummaryDefinition, framework: Framework, *, file: str, sha256: str, book: Book
) -> Read | None:
    """Read the sheets of one table as `read_summary` does."""
    on_sheet = lines(grid)
    tables = find_tables(on_sheet, definition)
    if not tables:
        return None
    rows, context, stray = read_rows(on_sheet, tables, definition, grid.hidden_rows)
    year = one_year(context.years or years_in(grid.name))
    own = read_own(grid, book)
    kept = pair(rows, own.kept, framework) if own else {}
    sheet = SummaryTable(grid, definition, framework, file, sha256, year, own is not None)
    records: list[ReadRecord] = []
    totals: list[ReadTotal] = []
    seen = [*_of_sheet(sheet, tables, on_sheet, context), *map(_stray, stray), *_lost(own, kept)]
    hints = _hints(own, kept)
    for department, group in groupby(rows, key=lambda row: row.context.department or context.department):
        block = list(group)
        built = structure(block, department, hints)
        seen += _of_block(block, built)
        totals += _totals(sheet, block, built, len(records))
        records += [_entry(sheet, block, place, built, kept) for place in sorted(built.units)]
    if own is not None:
        labels = {column.key: column.label for column in definition.columns}
        top = {key: money.yuan for key, money in rows[0].amounts.items()} if rows else {}
        seen += check_account(book, labels, top)
    return tuple(records), tuple(totals), tuple(replace(one, sheet=one.sheet or grid.name) for one in seen)


def _hints(own: OwnSheets | None, kept: Mapping[int, KeptRecord]) -> Hints:
    if own is None:
        return Hints()
    names = {name for one in own.kept for name in (one.project.spending_unit, one.project.supervising_department)}
    return Hints(frozenset(kept), frozenset(fold(name) for name in {*names, NAMELESS} if name))


def _entry(
    sheet: SummaryTable, rows: Sequence[SheetRow], place: int, built: Structure, kept: Mapping[int, KeptRecord]
) -> ReadRecord:
    """The record of one place, with the rows below that go on with its texts."""
    end = place + 1
    while end < len(rows) and built.kinds[end] is RowKind.REST:
        end += 1
    row = replace(rows[place], rest=tuple(rows[place + 1 : end]))
    one = kept.get(row.number)
    groups = (built.department, *(None if unit == NAMELESS else unit for unit in built.units[place]))
    return read_entry(sheet, row, groups, one.project if one else None, doubtful=place in built.doubtful)


def _totals(sheet: SummaryTable, rows: Sequence[SheetRow], built: Structure, first: int) -> Iterator[ReadTotal]:
    """The rows of totals; one whose amounts show different numbers of decimals is told once for each.

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
                source=sheet.source(row.range),
            )


def _of_sheet(
    sheet: SummaryTable, tables: Sequence[SummaryHeading], on_sheet: Lines, context: Told
) -> Iterator[Observation]:
    """What is to be said of headings, of missing lines, of years that contradict each other, of hidden columns."""
    definition = sheet.definition
    for table in tables:
        yield from table.observations(definition)
    if not context.names_department:
        yield _missing(definition.department_label)
    if context.unit is None and any(table.unit is None for table in tables):
        yield _missing(f"{definition.unit_label}{definition.unit}")
    if len(context.years) > 1:
        yield Observation(Observed.AMBIGUOUS, None, {"found": "、".join(f"{year}年" for year in sorted(context.years))})
    yield from _uncomputed(sheet, tables)
    used = {token.col for tokens in on_sheet.values() for token in tokens}
    for col in sorted(used & sheet.grid.hidden_cols):
        letters = column_letters(col)
        yield Observation(Observed.HIDDEN_CONTENT, f"{letters}:{letters}", {"ref": letters, "found": letters})


def _uncomputed(sheet: SummaryTable, tables: Sequence[SummaryHeading]) -> Iterator[Observation]:
    """Formulas without a stored result: the cells look empty and are not."""
    columns = {col for table in tables for col in table.columns.values()}
    for (row, col), cell in sorted(sheet.grid.cells.items()):
        if cell.formula is not None and cell.blank and col in columns and row > tables[0].last:
            facts = {"formula": f"={cell.formula}", "found": f"={cell.formula}"}
            yield Observation(Observed.UNCOMPUTED, str(CellRef(row, col)), facts)


def _stray(token: Token) -> Observation:
    return Observation(Observed.STRAY_CONTENT, token.address, {"found": token.text[:BRIEF]})


def _missing(label: str) -> Observation:
    return Observation(Observed.LABEL_MISSING, facts={"label": label, "expected": label})


def _of_block(rows: Sequence[SheetRow], built: Structure) -> Iterator[Observation]:
    """What is to be said of rows that are no records."""
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
    """Records that `merge` wrote and the table no longer has."""
    if own is None:
        return
    yield from own.observations
    rows = {one.row for one in kept.values()}
    for one in own.kept:
        if one.row not in rows:
            facts = {"field": "project_name", "found": "", "expected": one.project.project_name or ""}
            yield Observation(Observed.SUMMARY_EDITED, None, facts)
