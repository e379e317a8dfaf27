"""A sheet with a department's overall target that is no form with labels: a table, or paragraphs in one column."""

from __future__ import annotations

from dataclasses import replace

from toolkit.excel.grid import Book
from toolkit.forms.definition import Definition, SummaryDefinition
from toolkit.intake.department.department_table import find_table, read_table
from toolkit.intake.department.narrative import is_narrative, read_narrative
from toolkit.intake.form.extract import FormVersion
from toolkit.intake.form.locate import Region
from toolkit.intake.form.notices import unseen
from toolkit.intake.library import Library
from toolkit.intake.sheet import SheetContext
from toolkit.intake.summary.own import is_marked
from toolkit.intake.tokens import Lines, extent
from toolkit.model.evidence import Observation, Observed, ReadRecord
from toolkit.model.records import DepartmentTarget


def read_target(sheet: SheetContext, lines: Lines) -> ReadRecord | None:
    """Read a sheet as a department's target, None where it is none or no definition knows of such records."""
    library = sheet.library
    if not library.targets or not lines:
        return None
    form = library.targets[0].form
    version = FormVersion(form.id, form.version)
    source = sheet.source(extent(lines))
    table = find_table(lines)
    if table is not None:
        found = read_table(lines, table, version, source)
    elif is_narrative(lines):
        found = read_narrative(lines, version, source)
    else:
        return None
    target, placed, seen = found
    observations = (Observation(Observed.NO_STAMP), *seen, *unseen(sheet.grid, Region(library.targets[0], lines)))
    located = tuple(one if one.cell else replace(one, cell=source.range) for one in observations)
    return ReadRecord(form, target, source, placed, located)


def of_summary(records: list[ReadRecord], book: Book, library: Library) -> list[ReadRecord]:
    """Targets beside the table that `merge` wrote are the summary's own: no form that should carry a stamp."""
    definitions = [read.definition for read in records if isinstance(read.definition, SummaryDefinition)]
    if not definitions and is_marked(book):
        definitions = list(library.summaries)
    return [_of_summary(read, definitions[0]) for read in records] if definitions else records


def _of_summary(read: ReadRecord, definition: Definition) -> ReadRecord:
    if not isinstance(read.record, DepartmentTarget) or read.stamp is not None:
        return read
    seen = tuple(one for one in read.observations if one.seen is not Observed.NO_STAMP)
    return replace(read, definition=definition, observations=seen)
