"""Taking back the last decision; it stays in the log and no longer counts."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from toolkit.errors import InputError
from toolkit.ledger.derive import ProjectStatus
from toolkit.ledger.history import add_event
from toolkit.ledger.ledger_opening import write_ledger
from toolkit.ledger.ledger_rows import EventKind, VerdictKind, VerdictRow
from toolkit.ledger.verdict_rows import take_back, verdicts_of
from toolkit.rounds.assess import assess_again
from toolkit.rounds.round_options import USUAL, RoundOptions
from toolkit.rounds.round_reading import refuse_closed, statuses_of


@dataclass(frozen=True, slots=True)
class Undone:
    """A decision that was taken back.

    Attributes:
        event: the entry of the log that takes it back.
        verdicts: the decision, a verdict a project.
        projects: what it was about, as it stands now.
    """

    event: int
    verdicts: tuple[VerdictRow, ...]
    projects: tuple[ProjectStatus, ...]


def undo(
    folder: Path | str, by: str, why: str = "", *, event: int | None = None, options: RoundOptions = USUAL
) -> Undone:
    """Takes back the last decision that counts.

    Args:
        folder: the round's folder.
        by: who takes it back.
        why: the reason, where there is more to say than that it was a mistake.
        event: the entry of the log that is meant; None for whichever is the last.
        options: where the ledger lies; where the decision named a file, how files are read.

    Raises:
        InputError: there is no decision to take back, another one is the last, the name is missing, or the round is
            closed.
        LedgerBusy: another officer is writing.
    """
    if not by.strip():
        raise InputError("请写明由谁撤回：--by 姓名", "Say who takes it back: --by NAME")
    with write_ledger(Path(folder), options.ledger) as ledger:
        refuse_closed(ledger)
        given = verdicts_of(ledger.connection)
        if not given:
            raise InputError("没有可撤回的决定", "There is no decision to take back")
        if event is not None and event != given[-1].event:
            raise InputError(
                "在这之后又有了别的决定，没有撤回。请看“记录”，先撤回后面的",
                "Another decision was made since, and nothing was taken back. Take back the later one first",
            )
        last = tuple(one for one in given if one.event == given[-1].event)
        detail = {
            "undoes": last[0].event,
            "verdict": last[0].verdict.value,
            "projects": list(dict.fromkeys((one.unit, one.project) for one in last if one.key)),
        }
        entry = add_event(ledger.connection, EventKind.UNDO, detail, who=by.strip(), why=why.strip() or None)
        take_back(ledger.connection, entry, last[0].event)
        if last[0].verdict is VerdictKind.ASSIGN or any(one.file is not None for one in last):
            # what counts, and whose it is, is once more as it was before
            assess_again(ledger, entry, options)
        keys = {one.key for one in last}
        return Undone(entry, last, tuple(one for one in statuses_of(ledger) if one.key in keys))
