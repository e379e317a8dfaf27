"""The waivers of a round, as reports and summaries take them."""

from __future__ import annotations

from collections.abc import Iterable

from toolkit.ledger.derive import OFF_ROSTER_RULES
from toolkit.ledger.ledger_rows import VerdictKind, VerdictRow
from toolkit.reports.waivers import Waiver


def waivers_of(verdicts: Iterable[VerdictRow]) -> tuple[Waiver, ...]:
    """Returns the waivers that officers gave.

    Whoever admits a project waives that the roster lacks it.
    """
    found: list[Waiver] = []
    for one in verdicts:
        codes = [one.code] if one.verdict is VerdictKind.WAIVE and one.code else []
        if one.verdict is VerdictKind.ADMIT and one.file is None:
            codes = sorted(OFF_ROSTER_RULES)
        for code in codes:
            found.append(
                Waiver(
                    code,
                    one.project or None,
                    one.why,
                    one.who,
                    one.at.date(),
                    unit=one.unit,
                )
            )
    return tuple(found)
