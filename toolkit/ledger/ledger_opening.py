"""An opened ledger, for readers or for one writer at a time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection

from toolkit.ledger.connection import WAIT, engine_of, reading, writing
from toolkit.ledger.ledger_rows import RoundRow
from toolkit.ledger.place import POINTER, LedgerPlace, absent, find_place
from toolkit.ledger.round_rows import round_of
from toolkit.ledger.upgrade import HEAD, bring_up_to_date, version_of


@dataclass(frozen=True, slots=True)
class OpenLedger:
    """A ledger within one transaction.

    Attributes:
        place: where it lies.
        connection: for the functions of this room.
    """

    place: LedgerPlace
    connection: Connection

    @property
    def begun(self) -> RoundRow | None:
        """The facts of the round; None where `start` never came to its end."""
        return round_of(self.connection)

    @property
    def folder(self) -> Path:
        """The round's folder."""
        return self.place.folder

    @property
    def round(self) -> RoundRow:
        """The facts of the round. Raises InputError where there is none yet."""
        begun = self.begun
        if begun is None:
            raise absent(self.place.folder)
        return begun


@contextmanager
def read_ledger(folder: Path, url: str | None = None) -> Iterator[OpenLedger]:
    """Yields a ledger as it is at one moment.

    Raises:
        InputError: the folder holds no round, or a newer program wrote its ledger.
        LedgerBusy, LedgerFault: an older ledger cannot be brought up to date, or the database cannot be reached.
    """
    place = find_place(folder, url)
    if not place.exists:
        raise absent(folder)
    engine = engine_of(place)
    with reading(engine, place) as connection:
        current = version_of(connection) == HEAD
        if current:
            yield OpenLedger(place, connection)
    if not current:
        bring_up_to_date(engine, place)
        with reading(engine, place) as connection:
            yield OpenLedger(place, connection)


def is_begun(folder: Path, url: str | None = None) -> bool:
    """Whether a folder holds a round; False where its start was never finished.

    Args:
        folder: the round's folder.
        url: the database where the folder's own note is not enough.

    Raises:
        LedgerFault: the database cannot be reached, or is damaged.
    """
    place = find_place(folder, url)
    if not place.exists:
        return False
    with reading(engine_of(place), place) as connection:
        return _has_round(connection)


def _has_round(connection: Connection) -> bool:
    found = version_of(connection)
    return found is not None and (found != HEAD or round_of(connection) is not None)


def discard_unbegun(folder: Path, url: str | None = None) -> None:
    """Deletes what an unfinished start left in a shared database.

    A ledger that is a file of the folder goes with it, and a ledger that holds a round stays.

    Args:
        folder: the round's folder.
        url: the database where the folder's own note is not enough.

    Raises:
        LedgerBusy, LedgerFault: the database cannot be reached or written.
    """
    if not (folder / POINTER).exists():
        return
    place = find_place(folder, url)
    with writing(engine_of(place), place) as connection:
        if not _has_round(connection):
            connection.exec_driver_sql(f'DROP SCHEMA IF EXISTS "{place.schema}" CASCADE')


@contextmanager
def write_ledger(
    folder: Path, url: str | None = None, *, new: bool = False, wait: float = WAIT
) -> Iterator[OpenLedger]:
    """Yields a ledger to write into, all of it at the end or nothing.

    Args:
        folder: the round's folder.
        url: the database where the folder's own note is not enough.
        new: whether to make a ledger where there is none.
        wait: seconds to wait while another officer writes.

    Raises:
        InputError: the folder holds no round, or a newer program wrote its ledger.
        LedgerBusy: another officer did not finish in time.
        LedgerFault: the database cannot be reached or written.
    """
    place = find_place(folder, url)
    engine = engine_of(place, wait)
    bring_up_to_date(engine, place, new=new)
    with writing(engine, place) as connection:
        opened = OpenLedger(place, connection)
        if not new:
            _ = opened.round
        yield opened
