"""Reading and checking of everything that came in a round.

All files are checked together, as `check` and `merge` do: which return of a project counts, and rules between files,
depend on all of them. Files that did not change come from the cache.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from toolkit.ledger.ledger_opening import OpenLedger
from toolkit.ledger.ledger_rows import (
    FileReading,
    FileRole,
    FileRow,
    ReadProject,
    Standing,
    VerdictRow,
)
from toolkit.ledger.return_rows import (
    ReadingRows,
    WrittenContent,
    add_contents,
    add_readings,
    files_of,
    last_contents,
    last_origins,
    last_readings,
    reading_rows,
)
from toolkit.ledger.verdict_rows import assignments_of
from toolkit.merging.concerned_records import Concerned
from toolkit.model.evidence import Observed, ReadFile, ReadRecord
from toolkit.model.finding import Finding, Severity, Where
from toolkit.model.records import Project
from toolkit.model.same import name_key, unit_of
from toolkit.rounds.check_returns import Checked, check_round, rules_in_force
from toolkit.rounds.recognise_unit import Recognised, UnitFinder
from toolkit.rounds.record_content import contents_from
from toolkit.rounds.round_options import RoundOptions
from toolkit.rounds.round_reading import facts_of
from toolkit.rounds.stored_names import StoredNames

#: The rule that notes an attachment.
ATTACHED = "F11"


def assess_again(ledger: OpenLedger, event: int, options: RoundOptions) -> None:
    """Checks everything again that came already, such as after a change of the roster."""
    if files_of(ledger.connection):
        assess(ledger, event, options)


def assess(ledger: OpenLedger, event: int, options: RoundOptions) -> Mapping[int, FileReading]:
    """Checks everything that came, and writes into the ledger what changed.

    Args:
        ledger: opened for writing.
        event: the entry of the log to which the results belong.
        options: how files are read.

    Returns:
        The new results of the files whose results are new or changed, by number of the file.
    """
    facts = facts_of(ledger)
    checked = check_round(ledger, facts, options, event=event)
    outcome, stored = checked.outcome, checked.stored
    rules = rules_in_force(ledger, options)
    finder, origins = UnitFinder(facts.issued), last_origins(ledger.connection)
    arrived = []
    store = outcome.store
    for number in range(len(store)):
        # A folder whose name cannot be shown has another path here; heads know the one on the disk.
        file = stored.rows.get(store.path(number)) or stored.row(store.head(number))
        when, origin = origins[file.id]
        records = contents_from(store.kept(number))
        arrived.append(finder.arrival(file.id, name_in(origin), (when, _folder_of(origin)), records))
    owners = _assigned(finder.owners(arrived), stored, assignments_of(ledger.connection))
    with_forms = {owners[one.file].unit for one in arrived if one.has_forms}
    work = _Assessment(ledger, checked, owners, with_forms, rules)
    found: dict[int, FileReading] = {}
    waiting: list[ReadingRows] = []
    before = last_readings(ledger.connection)
    for number, read in enumerate(outcome.heads):
        file = stored.row(read)
        reading = work.reading(number, read, file, rules_before=before.get(file.id, ("", ""))[1])
        rows = reading_rows(reading)
        if before.get(file.id) != (rows.digest, rules):
            found[file.id] = reading
            waiting.append(rows)
        if len(waiting) > _TOGETHER:
            add_readings(ledger.connection, event, waiting)
            waiting = []
    work.write_contents()
    add_readings(ledger.connection, event, waiting)
    return found


def _assigned(
    owners: Mapping[int, Recognised], stored: StoredNames, assigned: Mapping[str, VerdictRow]
) -> Mapping[int, Recognised]:
    """Returns whose each file is; an officer's word outweighs only a guess."""
    words = {row.id: assigned[row.sha256] for row in stored.rows.values() if row.sha256 in assigned}
    return {
        file: Recognised(words[file].unit, "officer") if file in words and owner.by in _GUESSES else owner
        for file, owner in owners.items()
    }


#: Ways of recognising a unit that are not the file's own word.
_GUESSES = (None, "name", "folder")


def name_in(origin: str) -> str:
    """Returns a file's own name; inside an archive with its folders."""
    _, mark, inner = origin.rpartition("!")
    return inner if mark else Path(origin).name


def _folder_of(origin: str) -> str:
    """Returns the archive or folder in which a file was given."""
    outer, mark, _ = origin.rpartition("!")
    return outer if mark else str(Path(origin).parent)


class _Assessment:
    """The results of a check, file by file, as the ledger keeps them."""

    def __init__(
        self,
        ledger: OpenLedger,
        checked: Checked,
        owners: Mapping[int, Recognised],
        with_forms: Collection[str | None],
        rules: str,
    ) -> None:
        self._ledger = ledger
        self._outcome = checked.outcome
        self._decided = checked.decided
        self._stored = checked.stored
        self._owners = owners
        self._rules = rules
        self._hashes = last_contents(ledger.connection)
        self._kept: list[WrittenContent] = []
        self._with_forms = with_forms

    def reading(self, number: int, read: ReadFile, file: FileRow, *, rules_before: str) -> FileReading:
        """Returns what a file was found to be.

        Args:
            number: of the file in the batch.
            read: its head.
            file: its row in the ledger.
            rules_before: those by which its records were read that are in the ledger.
        """
        owner = self._owners[file.id]
        contents = self._hashes.get(file.id, ())
        if rules_before != self._rules or len(contents) != len(read.records):  # it may have lacked its password
            contents = self._fresh(number, file)
        of_file: list[Finding] = []
        of_records: list[list[Finding]] = [[] for _ in read.records]
        concerned = Concerned(read.records)
        for finding in self._outcome.findings.of(number):
            own = self._stored.finding(finding, file.name)
            numbers = concerned.at(finding.where)
            general = finding.where.sheet is None and finding.where.project is None
            if not numbers or (general and finding.severity is Severity.INFO):
                of_file.append(own)
                continue
            for place in numbers:
                of_records[place].append(own)
        projects = tuple(
            self._project(place, one, owner, contents[place], tuple(of_records[place]))
            for place, one in enumerate(read.records)
        )
        role = _role(read)
        if role is FileRole.ATTACHMENT and owner.unit in self._with_forms:
            of_file = [_attached(read, file)]
        return FileReading(file.id, self._rules, role, owner.unit, owner.by, tuple(of_file), projects)

    def _project(
        self, place: int, read: ReadRecord, owner: Recognised, content: str, findings: tuple[Finding, ...]
    ) -> ReadProject:
        record = read.record
        is_project = isinstance(record, Project)
        unit = unit_of(record) if isinstance(record, Project) else record.department
        name = record.project_name if isinstance(record, Project) else ""
        standing, reason = self._standing(read)
        return ReadProject(
            place,
            unit or owner.unit,
            name,
            (name_key(unit or owner.unit), name_key(name)),
            record.budget_year,
            record.funding.total if is_project and isinstance(record, Project) else None,
            read.source.sheet,
            read.stamp.id if read.stamp else None,
            standing,
            reason,
            content,
            findings,
        )

    def _standing(self, read: ReadRecord) -> tuple[Standing, str | None]:
        superseded = self._decided.superseded.get(read.source)
        if superseded is not None:
            return Standing.SUPERSEDED, self._stored.text(superseded.reason)
        undecided = self._decided.undecided.get(read.source)
        if undecided is not None:
            return Standing.UNDECIDED, self._stored.text(undecided.zh).replace("--prefer ", "decide accept --file ")
        return Standing.COUNTS, None

    def _fresh(self, number: int, file: FileRow) -> Sequence[str]:
        """Returns the hashes of a file's records, and keeps their content to write."""
        contents = contents_from(self._outcome.store.kept(number))
        for place, one in enumerate(contents):
            self._kept.append(WrittenContent(file.id, place, self._rules, one.record, one.cells))
        if len(self._kept) > _TOGETHER:
            self.write_contents()
        return [one.digest for one in contents]

    def write_contents(self) -> None:
        """Writes into the ledger what records say."""
        add_contents(self._ledger.connection, self._kept)
        self._kept = []


#: Rows that are written together.
_TOGETHER = 500


def _attached(read: ReadFile, file: FileRow) -> Finding:
    """Returns the note on an attachment of a unit that sent a form too."""
    kinds = [seen.facts.get("kind", "") for seen in read.observations if seen.seen is Observed.ATTACHMENT]
    return Finding(ATTACHED, Severity.INFO, Where(file.name), {"kind": kinds[0], "found": kinds[0]})


def _role(read: ReadFile) -> FileRole:
    if read.records:
        return FileRole.FORM
    seen: Iterator[Observed] | Iterable[Observed] = (one.seen for one in read.observations)
    return FileRole.ATTACHMENT if Observed.ATTACHMENT in seen else FileRole.UNREAD
