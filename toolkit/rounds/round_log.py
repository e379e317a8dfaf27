"""The log of a round, in order: who did what and when."""

from __future__ import annotations

from pathlib import Path

from toolkit.ledger.history import log_of
from toolkit.ledger.ledger_opening import read_ledger
from toolkit.ledger.ledger_rows import EventRow
from toolkit.rounds.round_options import USUAL, RoundOptions


def log(folder: Path | str, *, options: RoundOptions = USUAL) -> tuple[EventRow, ...]:
    """Returns every entry of the log in order.

    Args:
        folder: the round's folder.
        options: where the ledger lies.

    Raises:
        InputError: the folder holds no round, or a newer program wrote its ledger.
        LedgerFault: the database cannot be reached.
    """
    with read_ledger(Path(folder), options.ledger) as ledger:
        _ = ledger.round
        return tuple(log_of(ledger.connection))
