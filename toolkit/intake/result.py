"""What reading gives: files with the forms and summaries found in them, and what was seen on the way."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from toolkit.forms.definition import Definition
from toolkit.forms.stamp import Stamp
from toolkit.intake.observation import Observation
from toolkit.model.paths import inside
from toolkit.model.project import DepartmentTarget, Project, Source


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a field of a record stood and what was written there.

    Attributes:
        cell: address, D14; for a field nobody filled, where it should have been.
        raw: what stood there, as a person reads it; empty where nothing stood.
    """

    cell: str
    raw: str


@dataclass(frozen=True, slots=True)
class ReadRecord:
    """One record and what was seen while reading it.

    Attributes:
        definition: the definition it was read with.
        record: the project or the department's target.
        source: file, sheet and range.
        placed: by field name (`project_name`, `total`, `annual_goal`, `indicators.3.period_value`),
            where each stood. Indicators count from 0 in the record's order.
        observations: what was seen on this form.
        stamp: the stamp it carries, None for a home-made one.
    """

    definition: Definition
    record: Project | DepartmentTarget
    source: Source
    placed: Mapping[str, Placed] = field(default_factory=dict)
    observations: tuple[Observation, ...] = ()
    stamp: Stamp | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief(ReadRecord):
    """The head of a record that lies elsewhere: a large batch keeps no more in memory (`toolkit.engine.head`).

    Attributes:
        load: fetches the whole.
    """

    load: Callable[[], ReadRecord]


@dataclass(frozen=True, slots=True)
class ReadTotal:
    """A total or subtotal row of a summary, and the records that it should be the sum of.

    Attributes:
        name: what stands in its name cell.
        cell: address of its total.
        amounts: printed amounts in 元 by funding field (total, fiscal, special_account, other).
        rows: indices into the file's records of the rows it sums.
        step: the smallest amount in 元 that the printed figure can show (100 for 万元 with two decimals).
        source: file, sheet and range of the summary.
    """

    name: str
    cell: str
    amounts: Mapping[str, Decimal]
    rows: tuple[int, ...]
    step: Decimal
    source: Source


@dataclass(frozen=True, slots=True)
class ReadFile:
    """Everything that one file gave.

    Attributes:
        path: as given on the command line; `archive.zip!inner.xlsx` for a file in an archive.
        sha256: of its bytes; empty where it could not be opened.
        records: in sheet order, from top to bottom.
        totals: total rows of the summaries in it.
        observations: what was seen of the file and of sheets without a record.
        skipped: True for lock files and the like.
        outer: the file on disk where it is another one: the archive, or a name that cannot be shown as it is.
    """

    path: str
    sha256: str
    records: tuple[ReadRecord, ...] = ()
    totals: tuple[ReadTotal, ...] = ()
    observations: tuple[Observation, ...] = ()
    skipped: bool = False
    outer: str | None = None

    @property
    def on_disk(self) -> str:
        """The file that was opened."""
        return self.outer or self.path

    @property
    def member(self) -> str:
        """The path inside its archive; empty for a file by itself."""
        return inside(self.path, self.outer)

    def opened_from(self, outer: str) -> ReadFile:
        """The same file and all its records, known to come from a file on disk of another name."""
        records = tuple(replace(read, **_from(read, outer)) for read in self.records)
        totals = tuple(replace(total, source=replace(total.source, outer=outer)) for total in self.totals)
        return replace(self, records=records, totals=totals, outer=outer)


def _from(read: ReadRecord, outer: str) -> dict[str, Any]:
    source = read.record.source
    record = replace(read.record, source=replace(source, outer=outer)) if source else read.record
    return {"source": replace(read.source, outer=outer), "record": record}
