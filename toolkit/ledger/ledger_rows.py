"""The rows of a ledger as frozen data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from toolkit.model.finding import Finding

#: Unit and project as they are compared.
ProjectKey = tuple[str, str]
#: The rule on changes between returns that nobody had asked for.
UNASKED_RULE = "A19"


class EventKind(StrEnum):
    """The kinds of entries in the log of a round."""

    START = "start"
    ISSUE = "issue"
    RECEIVE = "receive"
    CHECK = "check"
    DECIDE = "decide"
    UNDO = "undo"
    LETTERS = "letters"
    REMIND = "remind"
    CLOSE = "close"


class VerdictKind(StrEnum):
    """The verdicts of an officer."""

    ACCEPT = "accept"
    RETURN = "return"
    WAIVE = "waive"
    ADMIT = "admit"
    CANCEL = "cancel"
    NIL = "nil"
    REOPEN = "reopen"
    ASSIGN = "assign"


class Standing(StrEnum):
    """Whether a return is the one of its project that counts."""

    COUNTS = "counts"
    SUPERSEDED = "superseded"
    UNDECIDED = "undecided"


class FileRole(StrEnum):
    """The use of a file that came."""

    FORM = "form"
    ATTACHMENT = "attachment"
    UNREAD = "unread"


@dataclass(frozen=True, slots=True)
class EventRow:
    """One entry of the log.

    Attributes:
        id: its place in the order of the round.
        at: when, on the clock of the office.
        kind: what was done.
        who: who did it, where the command asks for it.
        why: the reason, where the command asks for it.
        program: the version of the program.
        detail: what else the log says, by name.
    """

    id: int
    at: datetime
    kind: EventKind
    who: str | None
    why: str | None
    program: str
    detail: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class RoundRow:
    """The facts of a round, as `start` was given them.

    Attributes:
        name: the round's name.
        form: id of the form's definition.
        form_version: its version when the forms were issued.
        form_title: the form's name as units know it.
        budget_year: 预算年度; None where every row of the roster has its own.
        deadline: the last day for returns.
        department: 主管部门, named in the summary.
        sender: who signs the papers; None for the department.
        contact: person and telephone.
        key_id: public name of the key that signed the stamps.
        per: one workbook a `project` or a `unit`.
        password: takes off the protection of the forms.
    """

    name: str
    form: str
    form_version: str
    form_title: str
    budget_year: int | None
    deadline: date | None
    department: str | None
    sender: str | None
    contact: str | None
    key_id: str
    per: str
    password: str


class IssuedRow(NamedTuple):
    """A row of the roster and the form that was issued for it.

    Attributes:
        event: the entry of the log by which it was issued.
        place: its place on the roster.
        unit: 用款单位.
        project: 项目名称, empty for a department's target.
        key: both as they are compared.
        budget_year: of the roster's row.
        amount: the roster's amount in 元.
        amount_unit: the unit in which an amount without one was read.
        facts: what else the roster says, by field.
        file: the workbook, relative to the round's folder.
        sheet: its sheet.
        stamp_id: identifier of the stamp.
        stamp: the stamp's full text.
        password: takes off the workbook's protection.
        sha256: of the workbook as it was issued.
    """

    event: int
    place: int
    unit: str
    project: str
    key: ProjectKey
    budget_year: int | None
    amount: Decimal | None
    amount_unit: str | None
    facts: Mapping[str, str | int | Decimal]
    file: str | None = None
    sheet: str | None = None
    stamp_id: str | None = None
    stamp: str | None = None
    password: str | None = None
    sha256: str | None = None


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file that came, once for the same bytes.

    Attributes:
        id: its number.
        event: the entry of the log by which it came first.
        sha256: of its bytes.
        size: in bytes.
        name: as it came, with the path inside its archive.
        stored: where it lies, relative to the round's folder.
    """

    id: int
    event: int
    sha256: str
    size: int
    name: str
    stored: str


class ReturnRow(NamedTuple):
    """A project in a file that came, as it was last read.

    Attributes:
        file: number of the file.
        event: the entry of the log by which the file came.
        at: when, on the clock of the office.
        name: the file's name as it came.
        stored: where it lies, relative to the round's folder.
        number: of the record in its file, from 0.
        unit: as the form says.
        project: as the form says.
        key: both as they are compared; the unit that the file was recognised by where the form names none.
        budget_year: 预算年度 of the form.
        amount: total in 元.
        sheet: its sheet.
        stamp_id: identifier of its stamp, None for a form of one's own.
        standing: whether it counts.
        reason: why it does not, in Chinese.
        content: hash of what it says, whatever the file.
        errors: how many of each rule.
        warnings: the same.
        unasked: how many changes against the return before nobody had asked for; they are among `errors` or
            `warnings` too.
    """

    file: int
    event: int
    at: datetime
    name: str
    stored: str
    number: int
    unit: str | None
    project: str | None
    key: ProjectKey
    budget_year: int | None
    amount: Decimal | None
    sheet: str
    stamp_id: str | None
    standing: Standing
    reason: str | None
    content: str
    errors: Mapping[str, int]
    warnings: Mapping[str, int]
    unasked: int = 0


@dataclass(frozen=True, slots=True)
class LooseFile:
    """A file that came and holds no project.

    Attributes:
        file: number of the file.
        name: as it came.
        stored: where it lies, relative to the round's folder.
        role: attachment, or unread.
        unit: whose it is; None where nobody knows.
        at: when it came.
        sha256: of its bytes.
        project: the project to which an officer assigned it; empty without one.
    """

    file: int
    name: str
    stored: str
    role: FileRole
    unit: str | None
    at: datetime
    sha256: str
    project: str = ""


@dataclass(frozen=True, slots=True)
class VerdictRow:
    """A verdict that was not taken back.

    Attributes:
        event: its entry of the log.
        at: when, on the clock of the office.
        verdict: which.
        unit: whose project; None for the round.
        project: which one; None for the round.
        key: both as they are compared; None for the round.
        code: the rule of a waiver.
        about: hash of what the return that counted said; empty where nothing had come. For a file that was assigned
            to a unit, the hash of its bytes.
        who: who decided.
        why: the reason.
        file: number of the file that counts by an ACCEPT, or that is the unit's by an ADMIT; None without one.
    """

    event: int
    at: datetime
    verdict: VerdictKind
    unit: str | None
    project: str | None
    key: ProjectKey | None
    code: str | None
    about: str
    who: str
    why: str
    file: int | None = None


@dataclass(frozen=True, slots=True)
class ReadProject:
    """A record of a file, to be written into the ledger.

    Attributes:
        number: of the record in its file, from 0.
        unit: as the form says.
        project: as the form says.
        key: both as they are compared.
        budget_year: 预算年度 of the form.
        amount: total in 元.
        sheet: its sheet.
        stamp_id: identifier of its stamp.
        standing: whether it counts.
        reason: why it does not.
        content: hash of what it says.
        findings: those on it.
    """

    number: int
    unit: str | None
    project: str | None
    key: ProjectKey
    budget_year: int | None
    amount: Decimal | None
    sheet: str
    stamp_id: str | None
    standing: Standing
    reason: str | None
    content: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class FileReading:
    """The result of reading a file, to be written into the ledger.

    Attributes:
        file: number of the file.
        rules: version of the program and its rules.
        role: form, attachment, or unread.
        unit: whose it is.
        recognised_by: stamp, content, name, folder or officer; None where nobody knows.
        findings: those on the file as such.
        projects: its records.
    """

    file: int
    rules: str
    role: FileRole
    unit: str | None
    recognised_by: str | None
    findings: tuple[Finding, ...]
    projects: tuple[ReadProject, ...]
