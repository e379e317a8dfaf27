"""What is done with one file, in whatever process: it is read, and the rules that need no other file are run."""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from toolkit.checks.alike import keys_of
from toolkit.checks.runner import FAULT, arrange, check_file, fault_facts
from toolkit.checks.settings import Settings, definition_faults
from toolkit.engine.chunks import squeeze
from toolkit.engine.codec import head_of, pack
from toolkit.engine.input_paths import Unreadable, read_file
from toolkit.excel.limits import Refused
from toolkit.excel.open.archive import is_lock_file
from toolkit.intake.library import Library, load_library
from toolkit.intake.read_file import ReadOptions, read_any
from toolkit.merging.tree import may_be_long
from toolkit.model.evidence import Flag, Observation, Observed, ReadFile
from toolkit.model.finding import Bilingual, Fact, Finding, Severity
from toolkit.model.paths import shown_path
from toolkit.model.records import Project

Reader = Callable[[str, bytes, Library, ReadOptions], Sequence[ReadFile]]

MEMORY = Bilingual("读取所需内存超过限制", "more memory than allowed is needed to read it")
READING_IT = Bilingual("读取", "reading the file")
SEE_TO_IT = Bilingual("请按上述原因处理后再运行一次", "Remove this cause and run the command again")
NOTHING_LOST = Bilingual("这里没有漏读，可删去这个链接", "Nothing is missing here, the link may be removed")
ENDED = Bilingual("读取时程序中断或超时，已跳过此文件", "reading it ended the program or took too long; it was skipped")


def read_all(label: str, data: bytes, library: Library, options: ReadOptions) -> tuple[ReadFile, ...]:
    """Every workbook of one file or archive."""
    return tuple(read_any(label, data, library, options))


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be done with every file of a batch; travels to other processes.

    Attributes:
        templates: the user's own folder of definitions.
        options: how files are read.
        settings: severities and thresholds in force.
        families: the families of rules to run; None for all.
        reader: what reads a file; another one only in tests.
    """

    templates: Path | None
    options: ReadOptions
    settings: Settings
    families: tuple[str, ...] | None = None
    reader: Reader = read_all


class FileResult(NamedTuple):
    """What came of one workbook, as bytes (`toolkit.engine.codec`), and what is asked of it most often as it is.

    Attributes:
        path: as given; of a file in an archive with the path inside.
        keys: what its projects may have in common with others (`toolkit.checks.similarity`).
        long: whether a text of it may be longer than a cell of the summary.
        errors: number of findings of severity error.
        head: the heads of what was read.
        found: its findings by itself, in order.
        whole: everything that was read (`toolkit.engine.chunks`).
        faults: tracebacks of the program's own faults over it.
        attachment: whether it may be an attachment of a form.
    """

    path: str
    keys: bytes
    long: bool
    errors: int
    head: bytes
    found: bytes
    packed: bytes
    faults: tuple[str, ...] = ()
    attachment: bool = False


class JobResult(NamedTuple):
    """What came of one file; of an archive a part for each file in it.

    Attributes:
        sha256: of the file's bytes, empty where they could not be had.
        parts: what came of each workbook.
    """

    sha256: str
    parts: tuple[FileResult, ...]


def do(work: Job, path: str) -> JobResult:
    """Read and check one file. A fault of our own becomes a finding of that file."""
    try:
        data = b"" if is_lock_file(Path(path).name) else read_file(Path(path), work.options.limits)
    except Unreadable as error:
        return _unreadable(work, path, error)
    except Refused as error:
        return failed(work, path, error.limit, refused=True)
    try:
        files = tuple(work.reader(shown_path(path), data, library(work.templates), work.options))
        return _done(work, path, files, hashlib.sha256(data).hexdigest())
    except MemoryError:
        return failed(work, path, MEMORY, refused=True)
    except Exception as error:  # noqa: BLE001 - the one guard of a batch: a bad file takes no others with it
        return _noted(work, path, Observation(Observed.FAULT, facts=fault_facts(READING_IT, error)))


def failed(work: Job, path: str, reason: Bilingual, *, refused: bool = False) -> JobResult:
    """What stands for a file that could not be read: the file with the one observation that says why."""
    seen = Observation(Observed.REFUSED, facts={"limit": reason}) if refused else None
    return _noted(work, path, seen or Observation(Observed.DAMAGED, facts={"reason": reason}))


def _unreadable(work: Job, path: str, error: Unreadable) -> JobResult:
    facts: dict[str, Fact] = {"reason": error.reason, "advice": NOTHING_LOST if error.linked else SEE_TO_IT}
    flags = frozenset({Flag.LINKED} if error.linked else ())
    return _noted(work, path, Observation(Observed.UNREADABLE, facts=facts, flags=flags), skipped=error.linked)


def _noted(work: Job, path: str, seen: Observation, *, skipped: bool = False) -> JobResult:
    """A file of which nothing is known but one observation."""
    return _done(work, path, (ReadFile(shown_path(path), "", observations=(seen,), skipped=skipped),), "")


def _done(work: Job, path: str, files: tuple[ReadFile, ...], sha256: str) -> JobResult:
    return JobResult(
        sha256, tuple(_part(work, file if file.path == path else file.opened_from(path)) for file in files)
    )


def _part(work: Job, file: ReadFile) -> FileResult:
    found = arrange(check_file(file, work.settings, work.families), (file,))
    return FileResult(
        file.path,
        array("q", keys_of(file)).tobytes(),
        any(isinstance(read.record, Project) and may_be_long(read.record) for read in file.records),
        sum(finding.severity is Severity.ERROR for finding in found),
        pack(head_of(file)),
        pack(found),
        squeeze(file),
        traces(found),
        any(seen.seen is Observed.ATTACHMENT for seen in file.observations),
    )


def traces(findings: Iterable[Finding]) -> tuple[str, ...]:
    """Tracebacks that findings carry: those of the program's own faults."""
    return tuple(str(finding.facts["trace"]) for finding in findings if finding.code == FAULT)


@lru_cache(maxsize=4)
def library(templates: Path | None) -> Library:
    """The definitions at hand, loaded once a process."""
    return load_library(templates, definition_faults)
