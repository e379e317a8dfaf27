"""A sheet with a department's overall target that is no form with labels: a table, or paragraphs in one column."""

from __future__ import annotations

from dataclasses import replace

from toolkit.intake.department import Version
from toolkit.intake.department_table import find_table, read_table
from toolkit.intake.grid import Grid
from toolkit.intake.library import Library
from toolkit.intake.narrative import is_narrative, read_narrative
from toolkit.intake.observation import Observation, Seen
from toolkit.intake.result import ReadRecord
from toolkit.intake.tokens import Lines, extent
from toolkit.model.project import Source


def read_target(grid: Grid, lines: Lines, library: Library, file: str, sha256: str) -> ReadRecord | None:
    """Read a sheet as a department's target, None where it is none or no definition knows of such records."""
    if not library.targets or not lines:
        return None
    form = library.targets[0].form
    version = Version(form.id, form.version)
    source = Source(file, grid.name, extent(lines), sha256)
    table = find_table(lines)
    if table is not None:
        told = read_table(lines, table, version, source)
    elif is_narrative(lines):
        told = read_narrative(lines, version, source)
    else:
        return None
    target, placed, seen = told
    observations = (Observation(Seen.NO_STAMP), *seen)
    located = tuple(one if one.cell else replace(one, cell=source.range) for one in observations)
    return ReadRecord(form, target, source, placed, located)
