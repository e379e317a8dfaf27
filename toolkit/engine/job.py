"""The work on one file in any process: reading it, checking it alone."""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple, Protocol, TypeVar

from toolkit.checks.alike import keys_of
from toolkit.checks.runner import FAULT, arrange, check_file, fault_facts
from toolkit.checks.settings import Settings, definition_faults
from toolkit.checks.similarity import KEY
from toolkit.engine.chunks import squeeze
from toolkit.engine.codec import head_of, pack
from toolkit.engine.input_paths import Unreadable, read_file
from toolkit.excel.limits import Limits, Refused
from toolkit.excel.open.archive import is_lock_file
from toolkit.intake.library import Library, load_library
from toolkit.intake.read_file import ReadOptions, read_any
from toolkit.merging.tree import may_be_long
from toolkit.model.evidence import Flag, Observation, Observed, ReadFile
from toolkit.model.finding import Bilingual, Fact, Finding, Severity
from toolkit.model.paths import shown_path
from toolkit.model.records import Project

Reader = Callable[[str, bytes, Library, ReadOptions], Sequence[ReadFile]]
#: What a caller keeps of each workbook and its own findings besides, made where it is read.
Keep = Callable[[ReadFile, Sequence[Finding]], bytes]

MEMORY = Bilingual("读取所需内存超过限制", "reading it needs more memory than allowed")
READING_IT = Bilingual("读取", "reading the file")
SEE_TO_IT = Bilingual("请按上述原因处理后再运行一次", "Remove this cause and run the command again")
NOTHING_LOST = Bilingual("这里没有漏读，可删去这个链接", "Nothing is missing here; you may remove the link")
ENDED = Bilingual("读取时程序中断或超时，已跳过此文件", "reading it ended the program or took too long; it was skipped")


def read_all(label: str, data: bytes, library: Library, options: ReadOptions) -> tuple[ReadFile, ...]:
    """Returns every workbook of one file or archive."""
    return tuple(read_any(label, data, library, options))


Item = TypeVar("Item", contravariant=True)
Result = TypeVar("Result", covariant=True)


class PoolTask(Protocol[Item, Result]):
    """Work on one item after another, which travels to other processes."""

    @property
    def templates(self) -> Path | None:
        """The user's own folder of definitions."""
        ...

    @property
    def limits(self) -> Limits:
        """The limits of a process, and of a file."""
        ...

    def run(self, item: Item, *, fresh: bool) -> Result:
        """Returns the result of an item.

        `fresh` says that the process has done nothing before. Raises MemoryError in one that is not fresh: another
        process may have enough.
        """
        ...

    def failed(self, item: Item, reason: Bilingual) -> Result:
        """Returns the result of an item over which a process ended."""
        ...


@dataclass(frozen=True, slots=True)
class Job:
    """The work on every file of a batch; it travels to other processes.

    Attributes:
        templates: the user's own folder of definitions.
        options: how files are read.
        settings: severities and thresholds in force.
        families: the families of rules to run; None for all.
        reader: the function that reads a file; tests use another one.
        shown: by path, the name that records and findings say, where it is another one (bytes that were given).
        keep: makes what goes with each workbook; it travels too. None for nothing.
    """

    templates: Path | None
    options: ReadOptions
    settings: Settings
    families: tuple[str, ...] | None = None
    reader: Reader = read_all
    shown: Mapping[str, str] = field(default_factory=dict)
    keep: Keep | None = None

    @property
    def limits(self) -> Limits:
        """The limits of a process, and of a file."""
        return self.options.limits

    def run(self, item: str, *, fresh: bool) -> JobResult:
        """Returns the result of a file; see `run_job`."""
        return run_job(self, item, fresh=fresh)

    def failed(self, item: str, reason: Bilingual) -> JobResult:
        """Returns the result of a file over which a process ended."""
        return failed_job(self, item, reason)


class FileResult(NamedTuple):
    """The result of one workbook: packed records, and what every batch asks.

    Bytes are those of `toolkit.engine.codec`.

    Attributes:
        path: as given; of a file in an archive with the path inside.
        keys: what its projects may have in common with others (`toolkit.checks.similarity`).
        long: whether a text of it may be longer than a cell of the summary.
        counts: number of findings of each severity, the worst first.
        head: the heads of what was read.
        found: the findings that it has without the other files, in order.
        packed: everything that was read (`toolkit.engine.chunks`).
        faults: tracebacks of the program's own faults over it.
        attachment: whether it may be an attachment of a form.
        skipped: whether it holds nothing to read.
        definitions: the ids of its records' definitions.
        kept: what the caller keeps of it; empty where it keeps nothing.
    """

    path: str
    keys: bytes
    long: bool
    counts: tuple[int, ...]
    head: bytes
    found: bytes
    packed: bytes
    faults: tuple[str, ...] = ()
    attachment: bool = False
    skipped: bool = False
    definitions: tuple[str, ...] = ()
    kept: bytes = b""


class JobResult(NamedTuple):
    """The result of one file; of an archive one part for each workbook.

    Attributes:
        sha256: of the file's bytes, empty where they could not be read.
        parts: the result of each workbook.
    """

    sha256: str
    parts: tuple[FileResult, ...]


def run_job(job: Job, path: str, *, fresh: bool = True) -> JobResult:
    """Reads and checks one file; a fault of the program becomes its finding.

    Args:
        job: the work on the file.
        path: the file.
        fresh: whether this process has worked on no file before.

    Raises:
        MemoryError: a process that is not fresh has too little memory left; another one may have enough.
    """
    on_disk, path = path, job.shown.get(path, path)
    try:
        data = b"" if is_lock_file(Path(path).name) else read_file(Path(on_disk), job.options.limits)
    except Unreadable as error:
        return _unreadable(job, path, error)
    except Refused as error:
        return failed_job(job, path, error.limit, refused=True)
    try:
        files = tuple(job.reader(shown_path(path), data, library(job.templates), job.options))
        return _done(job, path, files, hashlib.sha256(data).hexdigest())
    except MemoryError:
        if not fresh:
            raise
        return failed_job(job, path, MEMORY, refused=True)
    except Exception as error:  # noqa: BLE001 - the guard of a batch: a bad file stops no other
        return _noted(job, path, Observation(Observed.FAULT, facts=fault_facts(READING_IT, error)))


def failed_job(job: Job, path: str, reason: Bilingual, *, refused: bool = False) -> JobResult:
    """Returns the result of a file that could not be read, with the reason."""
    seen = Observation(Observed.REFUSED, facts={"limit": reason}) if refused else None
    return _noted(job, job.shown.get(path, path), seen or Observation(Observed.DAMAGED, facts={"reason": reason}))


def _unreadable(job: Job, path: str, error: Unreadable) -> JobResult:
    facts: dict[str, Fact] = {"reason": error.reason, "advice": NOTHING_LOST if error.linked else SEE_TO_IT}
    flags = frozenset({Flag.LINKED} if error.linked else ())
    return _noted(job, path, Observation(Observed.UNREADABLE, facts=facts, flags=flags), skipped=error.linked)


def _noted(job: Job, path: str, seen: Observation, *, skipped: bool = False) -> JobResult:
    """Returns the result of a file with one observation and no record."""
    return _done(job, path, (ReadFile(shown_path(path), "", observations=(seen,), skipped=skipped),), "")


def _done(job: Job, path: str, files: tuple[ReadFile, ...], sha256: str) -> JobResult:
    return JobResult(sha256, tuple(_part(job, file if file.path == path else file.opened_from(path)) for file in files))


def _part(job: Job, file: ReadFile) -> FileResult:
    found = arrange(check_file(file, job.settings, job.families), (file,))
    return FileResult(
        file.path,
        array(KEY, keys_of(file)).tobytes(),
        any(isinstance(read.record, Project) and may_be_long(read.record) for read in file.records),
        tuple(sum(finding.severity is severity for finding in found) for severity in Severity),
        pack(head_of(file)),
        pack(found),
        squeeze(file),
        traces(found),
        any(seen.seen is Observed.ATTACHMENT for seen in file.observations),
        file.skipped,
        tuple(dict.fromkeys(read.definition.id for read in file.records)),
        job.keep(file, found) if job.keep else b"",
    )


def traces(findings: Iterable[Finding]) -> tuple[str, ...]:
    """Returns the tracebacks of the program's own faults among findings."""
    return tuple(str(finding.facts["trace"]) for finding in findings if finding.code == FAULT)


@lru_cache(maxsize=4)
def library(templates: Path | None) -> Library:
    """Returns the definitions at hand, loaded once a process."""
    return load_library(templates, definition_faults)
