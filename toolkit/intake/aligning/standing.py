"""A form that stands as it was issued, read by the places of its cells.

The values are read as everywhere else (`toolkit.intake.aligning.form`); what a person can have changed need not be
looked for. A test holds the two ways together.
"""

from __future__ import annotations

from toolkit.forms.stamp import FULL, Stamp, decode
from toolkit.intake.aligning.doubt import ragged_rows
from toolkit.intake.aligning.form import Beside, Extract, make_record
from toolkit.intake.aligning.intact import filled_in
from toolkit.intake.aligning.placing import blank, by_place, extent_of
from toolkit.intake.aligning.recognise import Segment
from toolkit.intake.aligning.stamps import Marks, identify
from toolkit.intake.grid import Grid
from toolkit.intake.library import Library
from toolkit.intake.result import ReadRecord
from toolkit.model.project import Source


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
    identity = identify(grid, Segment(words, {}), marks, key, alone=True)
    if identity.stamp != stamp:
        return None
    header, body = by_place(layout, words, cells)
    source = Source(file, grid.name, str(extent_of(layout, words, cells)), sha256)
    extract = Extract(words, layout, identity, header, body, blank(layout, words).unit, source)
    return make_record(extract, Beside(ragged_rows(body)), (), (), known=marks.known)


def _stamp(grid: Grid) -> Stamp | None:
    return decode(next((cell.text for cell in grid.cells.values() if cell.text.startswith(FULL)), ""))
