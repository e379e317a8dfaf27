"""The context that a sheet is read with, and the result of reading it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from toolkit.excel.grid import Book, Grid
from toolkit.forms.stamp import Stamp
from toolkit.intake.form.stamps import IssueMarks
from toolkit.intake.library import Library
from toolkit.model.evidence import Observation, ReadRecord, ReadTotal
from toolkit.model.records import Source


@dataclass(frozen=True, slots=True)
class SheetContext:
    """A sheet, its workbook, and everything that it is read with.

    Attributes:
        grid: the sheet, or the part of it that is read.
        book: its workbook.
        marks: the marks of the workbook.
        library: the definitions at hand.
        path: the file as given.
        sha256: of the file's bytes.
        key: the department's key, None where it is not at hand.
    """

    grid: Grid
    book: Book
    marks: IssueMarks
    library: Library
    path: str
    sha256: str
    key: bytes | None = None

    @property
    def structure_readable(self) -> bool:
        """Whether the file's format tells number formats, locks, merges and formulas."""
        return self.marks.structure_readable

    def with_grid(self, grid: Grid) -> SheetContext:
        """Returns the context for another sheet of the workbook, or a part of one."""
        return replace(self, grid=grid)

    def source(self, cells: str) -> Source:
        """Returns a range of the sheet as the place of a record."""
        return Source(self.path, self.grid.name, cells, self.sha256)


@dataclass(frozen=True, slots=True)
class SheetRead:
    """Everything that one sheet gave.

    Attributes:
        records: from top to bottom.
        totals: total rows of a summary; their `rows` count the sheet's records.
        observations: what was seen of the sheet as a whole.
        stamp: the stamp of a list; a form's is that of its record.
    """

    records: tuple[ReadRecord, ...] = ()
    totals: tuple[ReadTotal, ...] = ()
    observations: tuple[Observation, ...] = ()
    stamp: Stamp | None = None
