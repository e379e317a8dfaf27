"""Moments in a ledger: stored in UTC, shown on the office's clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment as the ledger keeps it.

    Attributes:
        utc: in UTC, 2023-11-20T01:12:00+00:00, to the second.
        offset: minutes by which the office's clock was ahead of it.
    """

    utc: str
    offset: int

    @property
    def local(self) -> datetime:
        """The moment on the clock of the office, with its offset."""
        return _local(self.utc, self.offset)


@lru_cache(maxsize=10_000)  # thousands of files came at one moment
def _local(utc: str, offset: int) -> datetime:
    return datetime.fromisoformat(utc).astimezone(timezone(timedelta(minutes=offset)))


def moment_of(when: datetime) -> Moment:
    """Returns a moment with a zone as the ledger keeps it."""
    offset = when.utcoffset() or timedelta()
    return Moment(when.astimezone(UTC).isoformat(timespec="seconds"), int(offset.total_seconds() // 60))


def present() -> Moment:
    """Returns this moment on the clock of the machine."""
    return moment_of(datetime.now(UTC).astimezone())
