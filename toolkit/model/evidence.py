"""The results of reading a file: records, their places and observations."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum, auto
from typing import TYPE_CHECKING, Any

from toolkit.model.finding import Fact
from toolkit.model.paths import inside
from toolkit.model.records import DepartmentTarget, Project, Source

if TYPE_CHECKING:
    from toolkit.forms.definition import Definition
    from toolkit.forms.stamp import Stamp


class Observed(StrEnum):
    """The kinds of observation, each named after the defect that a rule reports."""

    # the file
    NOT_A_SPREADSHEET = auto()  # facts: kind
    ENCRYPTED = auto()  # facts: reason, where a password was given or decryption is not installed
    DAMAGED = auto()  # facts: reason
    REFUSED = auto()  # facts: limit
    MACROS = auto()
    EXTERNAL_LINK = auto()  # facts: target
    LOCK_FILE = auto()
    FOREIGN_FORMAT = auto()  # facts: kind
    UNREADABLE = auto()  # facts: reason, advice; flag LINKED
    ATTACHMENT = auto()  # facts: kind: a PDF, picture or document, which may belong to a form
    FAULT = auto()  # facts: part, reason, trace: the program itself failed over the file
    UNRECOGNISED = auto()  # facts: kind (a self-evaluation form and the like, or what the sheets are called)
    BLANK_LIST = auto()  # facts: found: the title of a list in which no project is filled in
    # the stamp
    NO_STAMP = auto()
    STAMPS_DISAGREE = auto()  # facts: a, b; flag SLIGHT
    STAMP_FORGED = auto()  # facts: found, place; flag SLIGHT
    STAMP_UNVERIFIED = auto()
    OTHER_VERSION = auto()  # facts: version; flag OLDER
    OTHER_RECIPIENT = auto()  # facts: field, stamp, found; flag UNSURE
    SHEET_MISSING = auto()  # facts: sheet, project_name and spending_unit as issued, empty where they were left open
    SHEETS_CHANGED = auto()  # facts: change
    # the form's skeleton
    LABEL_MISSING = auto()  # facts: label
    LABEL_RESPELLED = auto()  # facts: found, expected
    LOCKED_CHANGED = auto()  # facts: found, expected
    PREFILLED_CHANGED = auto()  # facts: field, found, expected
    CELLS_SHIFTED = auto()  # facts: found, expected: the self-check refers elsewhere now
    ROWS_CHANGED = auto()  # facts: rows; flag CONTENT_GONE
    COLUMNS_CHANGED = auto()  # facts: columns
    PROTECTION_OFF = auto()  # facts: by (person, program, panel: self-check gone, values: nothing but values left)
    HIDDEN_CONTENT = auto()  # facts: ref; by ("format" for a cell whose format shows nothing); flag NUMERIC
    MERGES_CHANGED = auto()  # facts: ref; flag CONTENT_GONE
    VALIDATIONS_LOST = auto()  # facts: ref
    EMBEDDED = auto()  # facts: kind
    CUT_ON_PAPER = auto()  # facts: field, characters, fits
    # what was filled in
    MOVED = auto()  # facts: found, expected
    AMBIGUOUS = auto()  # facts: found
    VALUE_LOST = auto()  # facts: which, name
    CATEGORY_UNKNOWN = auto()  # facts: name; flag LOCAL_NAME
    COLUMN_UNKNOWN = auto()  # facts: name, values: a column of the table whose heading is no word of the form
    STRAY_CONTENT = auto()  # facts: found
    FORMULA = auto()  # facts: formula, value
    CONVERTED = auto()  # facts: found, shown, expected; flag NUMERIC
    ERROR_VALUE = auto()  # facts: found
    UNCOMPUTED = auto()  # facts: formula
    NORMALISED = auto()  # facts: found, expected
    LOOKS_EMPTY = auto()
    CONTROL_CHARACTERS = auto()
    # the packed text of a summary
    PACKED_TOLERATED = auto()  # facts: deviation
    PACKED_NUMBERING = auto()  # facts: found
    PACKED_UNREADABLE = auto()  # facts: found
    TOTAL_ROW = auto()  # facts: printed, sum (元), column: a further table's total row against the sum of its rows
    ACCOUNT_BROKEN = auto()  # facts: label, found, expected: 对账 against the sheets that it sums
    SUMMARY_EDITED = auto()  # facts: field, found, expected: the table of a summary against its kept records


class Flag(StrEnum):
    """A fact of an observation that is either true or not."""

    LINKED = auto()  # the path is a link to a folder that is read anyway
    OLDER = auto()  # the form is of an older version that the definition names
    CONTENT_GONE = auto()  # content was deleted, or a merge covers it
    LOCAL_NAME = auto()  # a local name of a category that the framework has
    NUMERIC = auto()  # a number is meant in the cell
    SLIGHT = auto()  # other marks show that the form is the one that was issued
    UNSURE = auto()  # the names differ, which may be a correction


@dataclass(frozen=True, slots=True)
class Observation:
    """One thing that intake saw.

    Attributes:
        seen: its kind.
        cell: its place on the sheet (A1 or range), None for the sheet or file as a whole.
        facts: texts that the finding will name.
        sheet: the sheet, None for the file as a whole.
        flags: facts that are true of it.
    """

    seen: Observed
    cell: str | None = None
    facts: Mapping[str, Fact] = field(default_factory=dict)
    sheet: str | None = None
    flags: frozenset[Flag] = frozenset()


@dataclass(frozen=True, slots=True)
class Placed:
    """The cell of a record's field and the text in it.

    Attributes:
        cell: address, D14; for a field nobody filled, where it should have been.
        raw: its content, as a person reads it; empty for an empty cell.
    """

    cell: str
    raw: str


@dataclass(frozen=True, slots=True)
class ReadRecord:
    """A record and what was observed while reading it.

    Attributes:
        definition: the definition it was read with.
        record: the project or the department's target.
        source: file, sheet and range.
        placed: by field name (`project_name`, `total`, `annual_goal`, `indicators.3.period_value`),
            the cell of each. Indicators count from 0 in the record's order.
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
class RecordHead(ReadRecord):
    """The head of a record whose other fields are loaded on demand.

    A large batch keeps only heads in memory (`toolkit.engine.codec`).

    Attributes:
        load: fetches the complete record.
    """

    load: Callable[[], ReadRecord]


@dataclass(frozen=True, slots=True)
class ReadTotal:
    """A total or subtotal row of a summary, with the rows it sums.

    Attributes:
        name: the text of its name cell.
        cell: address of its total.
        amounts: printed amounts in 元 by funding field (total, fiscal, special_account, other).
        rows: the rows it sums, which follow each other, by their numbers among the file's records.
        step: the smallest amount in 元 that the printed figure can show (100 for 万元 with two decimals).
        source: file, sheet and range of the summary.
    """

    name: str
    cell: str
    amounts: Mapping[str, Decimal]
    rows: range
    step: Decimal
    source: Source


@dataclass(frozen=True, slots=True)
class ReadFile:
    """The records, totals and observations of one file.

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
        """Returns the same file as read from a file on disk of another name."""
        records = tuple(replace(read, **_from(read, outer)) for read in self.records)
        totals = tuple(replace(total, source=replace(total.source, outer=outer)) for total in self.totals)
        return replace(self, records=records, totals=totals, outer=outer)


def _from(read: ReadRecord, outer: str) -> dict[str, Any]:
    source = read.record.source
    record = replace(read.record, source=replace(source, outer=outer)) if source else read.record
    return {"source": replace(read.source, outer=outer), "record": record}
