"""The ledger of a round: what was issued, what came back, what was decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.fronts import lazy_front

__all__ = [
    "EventKind",
    "FileRole",
    "LedgerBusy",
    "LedgerFault",
    "RoundRow",
    "VerdictKind",
    "add_event",
    "find_place",
    "read_ledger",
    "statuses",
    "write_ledger",
]

if TYPE_CHECKING:
    from toolkit.ledger.connection import LedgerBusy, LedgerFault
    from toolkit.ledger.derive import statuses
    from toolkit.ledger.history import add_event
    from toolkit.ledger.ledger_opening import read_ledger, write_ledger
    from toolkit.ledger.ledger_rows import EventKind, FileRole, RoundRow, VerdictKind
    from toolkit.ledger.place import find_place
else:
    __getattr__ = lazy_front(
        __name__,
        {
            "connection": "LedgerBusy LedgerFault",
            "derive": "statuses",
            "history": "add_event",
            "ledger_opening": "read_ledger write_ledger",
            "ledger_rows": "EventKind FileRole RoundRow VerdictKind",
            "place": "find_place",
        },
    )
