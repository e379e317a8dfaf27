"""Assigning files that nobody could recognise to a unit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from toolkit.engine.run_batch import Progress
from toolkit.errors import InputError
from toolkit.ledger.derive import ProjectStatus
from toolkit.ledger.history import add_event
from toolkit.ledger.ledger_opening import OpenLedger, write_ledger
from toolkit.ledger.ledger_rows import EventKind, FileRow, VerdictKind
from toolkit.ledger.return_rows import files_of
from toolkit.ledger.verdict_rows import GivenVerdict, add_verdicts, assignments_of
from toolkit.model.same import name_key
from toolkit.rounds.assess import assess
from toolkit.rounds.round_options import USUAL, RoundOptions
from toolkit.rounds.round_reading import of_project, of_unit, refuse_closed, refuse_unsigned, statuses_of
from toolkit.rounds.round_status import status_of


@dataclass(frozen=True, slots=True)
class Assigned:
    """Files that were assigned to a unit.

    Attributes:
        event: the entry of the log.
        names: the files' names as they came.
        unit: as the roster has it.
        project: the project to which the files belong; empty for the unit as such.
        projects: the projects in the files, as they stand now.
    """

    event: int
    names: tuple[str, ...]
    unit: str
    project: str
    projects: tuple[ProjectStatus, ...]


def assign(
    folder: Path | str,
    files: Sequence[str],
    unit: str,
    project: str | None = None,
    *,
    by: str,
    why: str,
    options: RoundOptions = USUAL,
    progress: Progress | None = None,
) -> Assigned:
    """Assigns files that nobody could recognise to a unit; they stay unchanged.

    What the file itself says comes first: a stamp, or a unit that a form names, cannot be overruled.

    Args:
        folder: the round's folder.
        files: each by its place in the folder (报回/…) or by its name where one file alone has it.
        unit: of the round.
        project: of that unit; None where they belong to the unit as such.
        by: who decides.
        why: the reason.
        options: where the ledger lies, how files are read.
        progress: is called with the number of files that are done, and of all files.

    Raises:
        InputError: a name or reason is missing, there is no such file, unit or project, or the file says itself whose
            it is.
        LedgerBusy: another officer is writing.
    """
    refuse_unsigned(by, why)
    with write_ledger(Path(folder), options.ledger) as ledger:
        refuse_closed(ledger)
        listed = tuple(files_of(ledger.connection).values())
        rows = {row.id: row for row in (_named(listed, file) for file in files)}
        if not rows:
            raise InputError("请选择要指定的文件", "Choose the files to be assigned")
        every = statuses_of(ledger)
        chosen = of_project(every, unit, project) if project else of_unit(every, unit)[0]
        named = chosen.project if project else ""
        _refuse_known(ledger, rows.values())
        names = tuple(row.name for row in rows.values())
        detail = {"verdict": VerdictKind.ASSIGN.value, "projects": [[chosen.unit, named]], "assigned": names}
        event = add_event(ledger.connection, EventKind.DECIDE, detail, who=by.strip(), why=why.strip())
        key = (chosen.key[0], name_key(named))
        given = [GivenVerdict(VerdictKind.ASSIGN, chosen.unit, named, key, None, row.sha256) for row in rows.values()]
        add_verdicts(ledger.connection, event, given)
        assess(ledger, event, replace(options, progress=progress or options.progress))
        after = tuple(one for one in statuses_of(ledger) if any(back.file in rows for back in one.returns))
        return Assigned(event, names, chosen.unit, named, after)


def _named(listed: Sequence[FileRow], file: str) -> FileRow:
    """Returns the file that a person named. Raises InputError."""
    wanted = file.replace("\\", "/")
    found = [row for row in listed if wanted == row.stored] or [
        row for row in listed if wanted in (row.name, Path(row.name).name)
    ]
    if len(found) == 1:
        return found[0]
    if found:
        raise InputError(
            f"有 {len(found)} 个文件叫“{file}”，请写明是哪一个：" + "、".join(row.stored for row in found),
            f"{len(found)} files are called “{file}”; name one by its place: " + ", ".join(row.stored for row in found),
        )
    raise InputError(f"没有收过文件“{file}”", f"No file “{file}” was taken in")


def _refuse_known(ledger: OpenLedger, rows: Iterable[FileRow]) -> None:
    """Raises InputError for a file that says itself whose it is."""
    now, assigned = status_of(ledger), assignments_of(ledger.connection)
    unknown = {*(one.file for one in now.nobodys), *(one.file for one in now.nobodys_forms)}
    for row in rows:
        if row.id not in unknown and row.sha256 not in assigned:
            raise InputError(
                f"“{row.name}”已经知道是哪个单位的，不能另行指定",
                f"It is known whose “{row.name}” is; it cannot be assigned",
            )
