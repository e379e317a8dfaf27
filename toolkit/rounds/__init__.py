"""A round of collection, from issued forms to the published table.

    from toolkit.rounds import start, receive, status, decide, assign, undo, changes, letters, remind, close, log

    start("2024年填报", form="form13", roster="名册.xlsx", deadline=date(2023, 11, 30))
    received = receive("2024年填报", "微信/骏达.zip")      # received.news: what is new, with its state
    decide("2024年填报", "accept", "骏达社区", "治安经费", by="张三", why="已核")
    status("2024年填报").to_json()

Every function takes the round's folder first, gives frozen results, raises kinds of ToolkitError, and takes `options`
(where the ledger lies, definitions, key) as a keyword. Each write is one transaction: another officer's waits.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.fronts import lazy_front

__all__ = [
    "Assigned",
    "Closed",
    "Decision",
    "Received",
    "ReceivedFile",
    "Reminded",
    "ReturnChanges",
    "RoundOptions",
    "RoundStatus",
    "Started",
    "Undone",
    "UnitStatus",
    "WrittenLetter",
    "assign",
    "broken_seals",
    "changes",
    "close",
    "decide",
    "letters",
    "log",
    "receive",
    "remind",
    "start",
    "status",
    "undo",
]

if TYPE_CHECKING:
    from toolkit.rounds.assign_file import Assigned, assign
    from toolkit.rounds.close_round import Closed, broken_seals, close
    from toolkit.rounds.compare_returns import ReturnChanges, changes
    from toolkit.rounds.decide_verdict import Decision, decide
    from toolkit.rounds.receive_returns import Received, ReceivedFile, receive
    from toolkit.rounds.round_log import log
    from toolkit.rounds.round_options import RoundOptions
    from toolkit.rounds.round_reminders import Reminded, remind
    from toolkit.rounds.round_status import RoundStatus, UnitStatus, status
    from toolkit.rounds.start_round import Started, start
    from toolkit.rounds.undo_decision import Undone, undo
    from toolkit.rounds.unit_review import WrittenLetter, letters
else:
    __getattr__ = lazy_front(
        __name__,
        {
            "assign_file": "Assigned assign",
            "close_round": "Closed broken_seals close",
            "compare_returns": "ReturnChanges changes",
            "decide_verdict": "Decision decide",
            "receive_returns": "Received ReceivedFile receive",
            "round_log": "log",
            "round_options": "RoundOptions",
            "round_reminders": "Reminded remind",
            "round_status": "RoundStatus UnitStatus status",
            "start_round": "Started start",
            "undo_decision": "Undone undo",
            "unit_review": "WrittenLetter letters",
        },
    )
