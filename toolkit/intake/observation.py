"""What intake saw that is not as it should be. Rules turn observations into findings; intake judges nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum, auto

from toolkit.model.finding import Fact


class Seen(StrEnum):
    """The kinds of observation; each is the matter of one rule, named after the defect."""

    # the file
    NOT_A_SPREADSHEET = auto()  # facts: kind
    ENCRYPTED = auto()
    DAMAGED = auto()  # facts: reason
    REFUSED = auto()  # facts: limit
    MACROS = auto()
    EXTERNAL_LINK = auto()  # facts: target
    LOCK_FILE = auto()
    FOREIGN_FORMAT = auto()  # facts: kind
    UNREADABLE = auto()  # facts: reason, advice, linked ("yes" for a link to a folder that is read anyway)
    ATTACHMENT = auto()  # facts: kind: a PDF, picture or document, which may belong to a form
    FAULT = auto()  # facts: part, reason, trace: the program itself failed over the file
    UNRECOGNISED = auto()  # facts: kind (a self-evaluation form and the like, or what the sheets are called)
    # the stamp
    NO_STAMP = auto()
    STAMPS_DISAGREE = auto()  # facts: a, b
    STAMP_FORGED = auto()
    STAMP_UNVERIFIED = auto()
    OTHER_VERSION = auto()  # facts: version, known ("yes" for an older known one)
    OTHER_RECIPIENT = auto()  # facts: field, stamp, found
    SHEET_MISSING = auto()  # facts: sheet, project_name and spending_unit as issued, empty where they were left open
    SHEETS_CHANGED = auto()  # facts: change
    # the form's skeleton
    LABEL_MISSING = auto()  # facts: label
    LABEL_RESPELLED = auto()  # facts: found, expected
    LOCKED_CHANGED = auto()  # facts: found, expected
    PREFILLED_CHANGED = auto()  # facts: field, found, expected
    CELLS_SHIFTED = auto()  # facts: found, expected: the self-check refers elsewhere now
    ROWS_CHANGED = auto()  # facts: rows, needed ("yes" where content is gone)
    COLUMNS_CHANGED = auto()  # facts: columns
    PROTECTION_OFF = auto()  # facts: by (person, program, panel: self-check gone, values: nothing but values left)
    HIDDEN_CONTENT = auto()  # facts: ref
    MERGES_CHANGED = auto()  # facts: ref, hides ("yes" where a filled cell is hidden)
    VALIDATIONS_LOST = auto()  # facts: ref
    EMBEDDED = auto()  # facts: kind
    CUT_ON_PAPER = auto()  # facts: field, characters, fits
    # what was filled in
    MOVED = auto()  # facts: found, expected
    AMBIGUOUS = auto()  # facts: found
    VALUE_LOST = auto()  # facts: which, name
    CATEGORY_UNKNOWN = auto()  # facts: name, alias ("yes" for a known local one)
    STRAY_CONTENT = auto()  # facts: found
    FORMULA = auto()  # facts: formula, value
    CONVERTED = auto()  # facts: found, shown, expected
    ERROR_VALUE = auto()  # facts: found
    UNCOMPUTED = auto()  # facts: formula
    NORMALISED = auto()  # facts: found, expected
    LOOKS_EMPTY = auto()
    CONTROL_CHARACTERS = auto()
    # the packed text of a summary
    PACKED_TOLERATED = auto()  # facts: deviation
    PACKED_NUMBERING = auto()  # facts: found
    PACKED_UNREADABLE = auto()  # facts: found
    TOTAL_ROW = auto()  # facts: printed, sum, column: what a summary's total row says beside its rows
    ACCOUNT_BROKEN = auto()  # facts: label, found, expected: what 对账 says against the sheets it accounts for
    SUMMARY_EDITED = auto()  # facts: field, found, expected: the table of a summary against its kept records


@dataclass(frozen=True, slots=True)
class Observation:
    """One thing that intake saw.

    Attributes:
        seen: what.
        cell: where on the sheet (A1 or range), None for the sheet or file as a whole.
        facts: what the finding will name.
        sheet: the sheet, None for the file as a whole.
    """

    seen: Seen
    cell: str | None = None
    facts: Mapping[str, Fact] = field(default_factory=dict)
    sheet: str | None = None
