"""Taking in what came back: bytes first, then the ledger."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path

from toolkit.api.batch_setup import settings_of
from toolkit.engine.engine import Running, cores
from toolkit.engine.input_paths import names, read_file
from toolkit.engine.run_batch import Progress
from toolkit.engine.run_tasks import run_tasks
from toolkit.engine.worker_supply import shared
from toolkit.errors import FileError
from toolkit.excel.limits import DEFAULT, Limits, Refused
from toolkit.excel.open.archive import Member, members
from toolkit.ledger.derive import ProjectStatus
from toolkit.ledger.finding_rows import add_unasked
from toolkit.ledger.history import PASSWORD, add_event, passwords_of
from toolkit.ledger.ledger_opening import OpenLedger, write_ledger
from toolkit.ledger.ledger_rows import EventKind, FileReading, FileRole, FileRow
from toolkit.ledger.originals import OriginalsFolder
from toolkit.ledger.return_rows import (
    add_arrivals,
    add_files,
    files_of,
    last_origins,
    last_readings,
    loose_files,
)
from toolkit.model.finding import Bilingual, Finding
from toolkit.model.paths import shown_path
from toolkit.rounds.assess import assess, name_in
from toolkit.rounds.check_returns import rules_in_force
from toolkit.rounds.compare_returns import changes_between, previous_return, unasked_findings
from toolkit.rounds.form_words import FormWords
from toolkit.rounds.round_options import USUAL, RoundOptions
from toolkit.rounds.round_reading import refuse_closed, statuses_of
from toolkit.rounds.store_files import StoredFile, StoreTask, is_no_work


@dataclass(frozen=True, slots=True)
class ReceivedFile:
    """A file that was given to `receive`.

    Attributes:
        name: as it came, with the path inside its archive.
        sha256: of its bytes.
        stored: where the original lies, relative to the round's folder.
        is_new: whether these bytes came for the first time.
        role: form, attachment or unread; None where it is not new.
        unit: whose it is; None where nobody knows.
        recognised_by: stamp, content, name, folder or officer; `several` for several units.
        projects: the names of its projects.
        findings: everything that was found in it.
    """

    name: str
    sha256: str
    stored: str
    is_new: bool
    role: FileRole | None = None
    unit: str | None = None
    recognised_by: str | None = None
    projects: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def is_nobodys(self) -> bool:
        """Whether a person must be asked whose it is."""
        return self.is_new and self.unit is None and self.recognised_by is None


@dataclass(frozen=True, slots=True)
class NotTaken:
    """A file that could not be taken in, with the reason."""

    name: str
    reason: Bilingual


@dataclass(frozen=True, slots=True)
class Received:
    """The result of taking in files.

    Attributes:
        files: every file in the order given; those in archives one by one.
        news: the projects that came with them, as they stand now.
        not_taken: files that cannot be read at all.
    """

    files: tuple[ReceivedFile, ...]
    news: tuple[ProjectStatus, ...]
    not_taken: tuple[NotTaken, ...] = ()

    @property
    def new(self) -> tuple[ReceivedFile, ...]:
        """The files whose bytes came for the first time."""
        return tuple(one for one in self.files if one.is_new)

    @property
    def nobodys(self) -> tuple[ReceivedFile, ...]:
        """The files of which a person must say whose they are."""
        return tuple(one for one in self.files if one.is_nobodys)


@dataclass(frozen=True, slots=True)
class _Given:
    """A file as it was given: name, path, bytes or a reason."""

    name: str
    origin: str
    data: bytes | None
    reason: Bilingual | None = None


def receive(
    folder: Path | str, *paths: Path | str, options: RoundOptions = USUAL, progress: Progress | None = None
) -> Received:
    """Takes in what came back; the same bytes twice change nothing.

    Args:
        folder: the round's folder.
        paths: files, folders (searched recursively) and .zip archives; none of them is changed.
        options: where the ledger lies, how files are read.
        progress: is called with the number of files that are done, and of all files.

    Raises:
        FileError: a path does not exist, or an original cannot be stored.
        InputError: the folder holds no round, or the round is closed.
        LedgerBusy: another officer is writing.
    """
    given, options = names([Path(path) for path in paths]), replace(options, progress=progress or options.progress)
    jobs = 1 if len(given) < _MANY else (options.running or Running()).jobs or cores()
    with (
        shared(options.templates, jobs) if jobs > 1 else nullcontext(),
        write_ledger(Path(folder), options.ledger) as ledger,
        OriginalsFolder(ledger.folder) as originals,
    ):
        refuse_closed(ledger)
        taken = _Intake(ledger, options, originals)
        for path, stored in zip(given, run_tasks(taken.storing, given, jobs), strict=True):
            if stored is not None:
                taken.take(stored)
                continue
            for one in _opened(path, options.limits):
                taken.open(one)
        originals.bring_to_disk()
        received = taken.finish() if taken.has_news else taken.nothing_new()
        originals.settle()
        return received


class _Intake:
    """The files of one delivery while they are taken in."""

    def __init__(self, ledger: OpenLedger, options: RoundOptions, originals: OriginalsFolder) -> None:
        self._ledger = ledger
        self._originals = originals
        self._options = options
        self._password = options.open_password
        if self._password in passwords_of(ledger.connection):
            self._password = None
        self._unlocks = False
        self._present = dict(files_of(ledger.connection))
        loose = [*loose_files(ledger.connection)]
        self._nobodys = {one.file for one in loose if one.unit is None}
        self._unread = {one.file for one in loose if one.role is FileRole.UNREAD}
        self._readings = last_readings(ledger.connection)
        self._rules = rules_in_force(ledger, options)
        self._names = {file: name_in(origin) for file, (_, origin) in last_origins(ledger.connection).items()}
        self._fresh: dict[str, FileRow] = {}
        self._repeated: set[str] = set()
        self.listed: list[StoredFile] = []
        self.storing = StoreTask(ledger.folder, options.limits, frozenset(self._present), options.templates)
        self.not_taken: list[NotTaken] = []

    def open(self, one: _Given) -> None:
        """Takes in a file of an archive, or notes why it cannot be read."""
        if one.data is None:
            self.not_taken.append(NotTaken(one.name, one.reason or Bilingual("读不出来", "it cannot be read")))
        else:
            self.take(self.storing.stored(one.name, one.origin, one.data))

    def take(self, one: StoredFile) -> None:
        """Notes a file whose bytes are stored, before anything is written into the ledger."""
        sha256, fresh = one.sha256, self._fresh.get(one.sha256)
        if fresh is not None:
            if fresh.stored != one.stored:
                self._originals.drop(one.stored, fresh.stored)
        elif sha256 not in self._present:
            self._originals.add(one.stored)
            self._fresh[sha256] = FileRow(0, 0, sha256, one.size, one.name, one.stored)
        elif self._is_renamed(one) or self._may_be_read_now(one):
            self._repeated.add(sha256)
        self._unlocks = self._unlocks or (self._password is not None and one.encrypted)
        self.listed.append(one)

    def _may_be_read_now(self, one: StoredFile) -> bool:
        """Whether a file without a form may give one with this password or limits."""
        row = self._present.get(one.sha256)
        if row is None or row.id not in self._unread:
            return False
        _, rules = self._readings[row.id]
        has_key = self._password is not None and one.encrypted
        return rules != self._rules or self._options.limits != DEFAULT or has_key

    def _is_renamed(self, one: StoredFile) -> bool:
        """Whether a file of nobody comes by another name than before."""
        row = self._present.get(one.sha256)
        return row is not None and row.id in self._nobodys and name_in(one.origin) != self._names[row.id]

    @property
    def has_news(self) -> bool:
        """Whether anything came that the ledger does not know, or may be read now."""
        return bool(self._fresh or self._repeated)

    def nothing_new(self) -> Received:
        """Returns what was given, all of it seen before; nothing is written."""
        return Received(
            tuple(
                ReceivedFile(one.name, one.sha256, self._present[one.sha256].stored, is_new=False)
                for one in self.listed
            ),
            (),
            tuple(self.not_taken),
        )

    def finish(self) -> Received:
        """Writes the delivery into the ledger, checks everything, and returns what is new."""
        connection, options = self._ledger.connection, self._options
        detail = {
            "files": len(self.listed),
            "new": len(self._fresh),
            "names": [one.name for one in self.listed if one.sha256 in self._fresh][:_NAMED],
            "not_taken": [one.name for one in self.not_taken],
            **({PASSWORD: self._password} if self._unlocks else {}),
        }
        event = add_event(connection, EventKind.RECEIVE, detail)
        self._present |= add_files(connection, event, self._fresh.values())
        add_arrivals(connection, event, [(self._present[one.sha256].id, one.origin) for one in self.listed])
        readings = assess(self._ledger, event, options)
        taken = {*self._fresh, *self._repeated}
        first = {one.sha256: one for one in reversed(self.listed) if one.sha256 in taken}
        files = tuple(self._received(one, readings if first.get(one.sha256) is one else {}) for one in self.listed)
        numbers = {self._present[sha256].id for sha256 in taken}
        news = [one for one in statuses_of(self._ledger) if any(back.file in numbers for back in one.returns)]
        unasked = self._keep_unasked(event, news, numbers, options)
        if unasked:
            news = [one for one in statuses_of(self._ledger) if any(back.file in numbers for back in one.returns)]
            files = tuple(
                replace(one, findings=(*one.findings, *unasked.get(self._present[one.sha256].id, ())))
                if one.is_new
                else one
                for one in files
            )
        return Received(files, tuple(news), tuple(self.not_taken))

    def _keep_unasked(
        self, event: int, news: Iterable[ProjectStatus], numbers: Collection[int], options: RoundOptions
    ) -> Mapping[int, Sequence[Finding]]:
        """Writes the findings on unasked changes into the ledger; returns them by file."""
        found: dict[int, list[Finding]] = {}
        settings = settings_of(options.settings, options.templates)
        words = FormWords(self._ledger.round.form, options.templates)
        for one in news:
            before = previous_return(one)
            if before is None or one.counting is None or one.counting.file not in numbers:
                continue
            counting = one.counting
            unasked = unasked_findings(changes_between(self._ledger, one, before, counting, words), settings)
            if unasked:
                add_unasked(self._ledger.connection, event, counting.file, counting.number, unasked)
                found.setdefault(counting.file, []).extend(unasked)
        return found

    def _received(self, one: StoredFile, readings: Mapping[int, FileReading]) -> ReceivedFile:
        row, sha256 = self._present[one.sha256], one.sha256
        reading = readings.get(row.id)
        if reading is None:
            return ReceivedFile(one.name, sha256, row.stored, is_new=False)
        return ReceivedFile(
            one.name,
            sha256,
            row.stored,
            is_new=True,
            role=reading.role,
            unit=reading.unit,
            recognised_by=reading.recognised_by,
            projects=tuple(project.project or "" for project in reading.projects),
            findings=tuple(_findings(reading)),
        )


#: Files from which on several processes store them sooner than they start.
_MANY = 100
#: Names of new files that the log lists.
_NAMED = 50


def _findings(reading: FileReading) -> Iterator[Finding]:
    """Yields the findings of a file, then of its records, each once."""
    seen: set[int] = set()
    for finding in (*reading.findings, *(one for project in reading.projects for one in project.findings)):
        if id(finding) not in seen:
            seen.add(id(finding))
            yield finding


def _opened(path: str, limits: Limits) -> Iterator[_Given]:
    """Yields a file, or the files of an archive, without lock files."""
    plain = Path(path).name
    if is_no_work(plain):
        return
    shown = shown_path(plain)
    try:
        data = read_file(Path(path), limits)
    except Refused as error:
        yield _Given(shown, shown_path(path), None, error.limit)
        return
    except FileError as error:
        yield _Given(shown, shown_path(path), None, error.sentence)
        return
    inner = members(shown, data, limits)
    if inner is None:
        yield _Given(shown, shown_path(path), data)
        return
    for member in inner:
        if not member.skipped:
            origin = f"{shown_path(path)}!{member.path.partition('!')[2]}"
            yield _Given(member.path, origin, member.data, None if member.data is not None else _why(member))


def _why(member: Member) -> Bilingual:
    """Returns why a file of an archive has no bytes."""
    for seen in member.observations:
        reason = seen.facts.get("limit") or seen.facts.get("reason")
        if isinstance(reason, Bilingual):
            return reason
    return Bilingual("压缩包里的这个文件有密码，请解开后再收", "it has a password; unpack it before receiving it")
