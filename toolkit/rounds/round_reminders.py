"""Reminders to the units that owe something, as documents and texts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import count
from pathlib import Path

from toolkit.errors import InputError
from toolkit.files import write_atomically
from toolkit.issuing.file_names import FILE, distinct, file_name
from toolkit.ledger.history import add_event
from toolkit.ledger.ledger_opening import write_ledger
from toolkit.ledger.ledger_rows import EventKind
from toolkit.ledger.paper_rows import SentReminder, add_reminders
from toolkit.papers.reminder import Reminder, reminder_docx, reminder_text, reminders_of
from toolkit.rounds.round_board import board_of
from toolkit.rounds.round_options import USUAL, RoundOptions
from toolkit.rounds.round_reading import refuse_closed
from toolkit.rounds.round_status import status_of

#: The folder of letters and reminders in a round.
REVIEW = "审核"


@dataclass(frozen=True, slots=True)
class WrittenReminder:
    """A reminder that was written: unit, document, text, content."""

    unit: str
    docx: Path
    text: str
    reminder: Reminder


@dataclass(frozen=True, slots=True)
class Reminded:
    """The reminders of a day, and the file with all texts to paste."""

    reminders: tuple[WrittenReminder, ...]
    texts: Path


def free_folder(wanted: Path) -> Path:
    """Returns a folder that does not exist yet, numbered where the wanted one does."""
    numbered = (wanted if number == 1 else wanted.with_name(f"{wanted.name}（{number}）") for number in count(1))
    return next(folder for folder in numbered if not folder.exists())


def remind(folder: Path | str, output: Path | str | None = None, *, options: RoundOptions = USUAL) -> Reminded:
    """Writes a reminder to each unit that owes something.

    Each is counted in the ledger; the wording gets firmer with it.

    Args:
        folder: the round's folder.
        output: the folder of the reminders; None for 审核/催报 with the day in the round's folder.
        options: where the ledger lies.

    Raises:
        InputError: nobody owes anything, or the round is closed.
        FileError: a reminder cannot be written.
        LedgerBusy: another officer is writing.
    """
    day = date.today()
    with write_ledger(Path(folder), options.ledger) as ledger:
        refuse_closed(ledger)
        now = status_of(ledger)
        listed = reminders_of(board_of(now, day))
        if not listed:
            raise InputError("没有单位欠报，不用催", "No unit owes anything, so there is nobody to remind")
        out = Path(output) if output else free_folder(ledger.folder / REVIEW / f"催报{day.isoformat()}")
        names = distinct([file_name(f"{one.unit}催报") for one in listed], FILE)
        written = []
        for one, name in zip(listed, names, strict=True):
            path = out / f"{name}.docx"
            write_atomically(path, reminder_docx(one), force=True)
            written.append(WrittenReminder(one.unit, path, reminder_text(one), one))
        texts = out / "催报文字（可粘贴）.txt"
        pasted = "\r\n\r\n".join(f"【{one.unit}】\r\n{one.text}" for one in written)
        write_atomically(texts, f"{pasted}\r\n".encode("utf-8-sig"), force=True)
        detail = {"units": [one.unit for one in written], "projects": sum(len(one.projects) for one in listed)}
        event = add_event(ledger.connection, EventKind.REMIND, detail)
        files = {one.unit: one.docx.name for one in written}
        sent = [
            SentReminder(one.unit, one.project, one.key, one.state.value, files[one.unit])
            for one in now.projects
            if one.state.is_owed_by_unit and one.unit in files
        ]
        add_reminders(ledger.connection, event, sent)
    return Reminded(tuple(written), texts)
