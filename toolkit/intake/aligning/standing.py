"""A form that stands as it was issued, read by the places of its cells.

What its labels are need not be found out again for every form: that is worked out once for its layout. The values
are read as everywhere else (`toolkit.intake.aligning.form`), and a form with a value that is not what its cell is for
is left to the long way. A test holds the two ways together.
"""

from __future__ import annotations

from collections.abc import Mapping
from operator import itemgetter
from typing import NamedTuple

from toolkit.forms.layout import Layout, once
from toolkit.forms.stamp import FULL, Stamp, decode
from toolkit.intake.aligning.body import Body, Levels, read_body, read_line
from toolkit.intake.aligning.doubt import ragged_rows
from toolkit.intake.aligning.form import Beside, Extract, cut, make_record
from toolkit.intake.aligning.header import Found, Header, read_header
from toolkit.intake.aligning.intact import filled_in, read_in_place
from toolkit.intake.aligning.recognise import Segment
from toolkit.intake.aligning.record import unit_of
from toolkit.intake.aligning.stamps import Marks, identify
from toolkit.intake.aligning.table import Table
from toolkit.intake.aligning.vocabulary import Vocabulary
from toolkit.intake.grid import Grid, GridCell
from toolkit.intake.library import Library
from toolkit.intake.remarks import is_footer
from toolkit.intake.result import ReadRecord
from toolkit.intake.tokens import Lines, Token, extent
from toolkit.model.cell import CellRange, CellRef
from toolkit.model.project import Source

#: What the keys of the table's cells begin with.
TABLE = "slots."


class Blank(NamedTuple):
    """A form of a layout before anything is filled in.

    Attributes:
        header: its labels, and its fields with nothing in them.
        body: its table.
        table: the columns of its table.
        rows: the words in the rows of its table.
        levels: the levels in force on each of these rows.
        unit: the unit of its amounts.
        extent: the range that its words take.
    """

    header: Header
    body: Body
    table: Table
    rows: Lines
    levels: Mapping[int, Levels]
    unit: str
    extent: CellRange


def read_standing(
    grid: Grid, library: Library, marks: Marks, key: bytes | None, file: str, sha256: str
) -> ReadRecord | None:
    """The form of a sheet that stands as it was issued, None for any other sheet."""
    stamp = _stamp(grid)
    layout = library.layout(stamp) if stamp else None
    cells = filled_in(grid, layout, stamp) if stamp and layout else None
    if stamp is None or layout is None or cells is None:
        return None
    words = library.forms[stamp.form]
    blank = _blank(layout, words)
    if not _plain(cells, blank, words):
        return None
    header, body = _header(blank, cells), _body(blank, cells)
    identity = identify(grid, Segment(words, {}), marks, key, alone=True)
    if identity.stamp != stamp or not read_in_place(header, body, layout):
        return None
    source = Source(file, grid.name, str(_extent(blank, cells)), sha256)
    extract = Extract(words, layout, identity, header, body, blank.unit, source)
    return make_record(extract, Beside(ragged_rows(body)), (), (), known=marks.known)


def _stamp(grid: Grid) -> Stamp | None:
    return decode(next((cell.text for cell in grid.cells.values() if cell.text.startswith(FULL)), ""))


def _plain(cells: Mapping[str, Token], blank: Blank, words: Vocabulary) -> bool:
    """Whether all cells have their place in the blank, and none of them says a word of the form itself."""
    above = {key: token for key, token in cells.items() if not key.startswith(TABLE)}
    if not above.keys() <= blank.header.fields.keys() or any(words.names(token.text) for token in above.values()):
        return False
    spoken = (words.spoken(token.text) for token in cells.values())
    return not any(said.word or said.idle for said in spoken) and not any(is_footer(t.text) for t in cells.values())


def _header(blank: Blank, cells: Mapping[str, Token]) -> Header:
    fields = {
        key: Found(cells[key].text, cells[key].place, (cells[key],)) if key in cells else nothing
        for key, nothing in blank.header.fields.items()
    }
    return Header(blank.header.labels, fields, [], list(blank.header.left))


def _body(blank: Blank, cells: Mapping[str, Token]) -> Body:
    rows: dict[int, list[Token]] = {}
    for key, token in cells.items():
        if key.startswith(TABLE):
            rows.setdefault(token.row, []).append(token)
    body = Body(levels=dict(blank.body.levels), firsts=dict(blank.body.firsts), left=list(blank.body.left))
    for row, tokens in sorted(rows.items()):
        line = sorted((*blank.rows.get(row, ()), *tokens), key=itemgetter(1))
        read_line(body, tuple(line), blank.table, blank.levels[row])
    return body


def _extent(blank: Blank, cells: Mapping[str, Token]) -> CellRange:
    rows, cols = {token.row for token in cells.values()}, {token.col for token in cells.values()}
    first, last = blank.extent.first, blank.extent.last
    return CellRange(
        CellRef(min((first.row, *rows)), min((first.col, *cols))),
        CellRef(max((last.row, *rows)), max((last.col, *cols))),
    )


def _blank(layout: Layout, words: Vocabulary) -> Blank:
    known = _blanks(layout)
    if words.form.id not in known:
        known[words.form.id] = _read_blank(layout, words)
    return known[words.form.id]


@once
def _blanks(layout: Layout) -> dict[str, Blank]:
    return {}


def _read_blank(layout: Layout, words: Vocabulary) -> Blank:
    """The blank form, read as any other."""
    on_sheet: dict[int, tuple[Token, ...]] = {}
    for cell in sorted(layout.locked, key=lambda cell: cell.range.first):
        row, col = cell.range.first
        if cell.text:
            on_sheet[row] = (*on_sheet.get(row, ()), Token(row, col, GridCell(cell.text)))
    parts = cut(on_sheet, words)
    header, body = read_header(parts.top, words), read_body(parts.rows, words, parts.heading, frozenset(parts.rows))
    rows = {row: tuple(t for t in tokens if not words.spoken(t.text).idle) for row, tokens in parts.rows.items()}
    seconds = {slot.row: layout.framework.second(slot.level2) for slot in layout.slots}
    levels: dict[int, Levels] = {row: (second[0], second) for row, second in seconds.items() if second}
    table = Table(parts.heading.columns, words.framework, words.usual)
    taken = CellRange.parse(extent(on_sheet))
    return Blank(header, body, table, rows, levels, unit_of(header, on_sheet, words), taken)
