"""A round as a page shows it, read from its ledger once a change."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import func, select
from starlette.exceptions import HTTPException
from starlette.requests import Request

from toolkit.desk.desk_setup import DeskSetup
from toolkit.desk.round_folders import name_of
from toolkit.errors import ToolkitError
from toolkit.ledger.ledger_opening import OpenLedger, read_ledger
from toolkit.ledger.ledger_tables import EVENT
from toolkit.rounds.round_status import RoundStatus, status_of

#: Rounds whose status is remembered.
_KEPT = 8


@dataclass(frozen=True, slots=True)
class RoundView:
    """A round at one moment.

    Attributes:
        folder: of the round.
        status: its units and projects.
        version: number of the last entry of the log; another number means that something changed.
    """

    folder: Path
    status: RoundStatus
    version: int

    @property
    def name(self) -> str:
        """The name in addresses."""
        return name_of(self.folder)

    @property
    def title(self) -> str:
        """The name that people gave it."""
        return self.status.round.name


class RoundReader:
    """Reads the rounds of a folder for the pages.

    Args:
        setup: the folders and choices.
    """

    def __init__(self, setup: DeskSetup) -> None:
        self.setup = setup
        self._views: dict[Path, RoundView] = {}
        self._lock = threading.Lock()
        self._reading: dict[Path, threading.Lock] = {}

    def folder(self, request: Request) -> Path:
        """Returns the folder of the round in an address, or raises HTTPException."""
        found = self.setup.rounds.find(request.path_params["name"])
        if found is None:
            raise HTTPException(404)
        return found

    def view(self, request: Request) -> RoundView:
        """Returns the round that an address names, as it is now."""
        return self.read(self.folder(request))

    def read(self, folder: Path) -> RoundView:
        """Returns a round as it is now. Raises InputError or LedgerFault."""
        with self._lock:
            alone = self._reading.setdefault(folder, threading.Lock())
        with alone, self.ledger(folder) as ledger:  # who comes meanwhile takes what the first has read
            version = version_of(ledger)
            kept = self._views.get(folder)
            if kept is not None and kept.version == version:
                return kept
            with _uncollected():
                view = RoundView(folder, status_of(ledger), version)
        with self._lock:
            self._views.pop(folder, None)
            self._views[folder] = view
            while len(self._views) > _KEPT:
                del self._views[next(iter(self._views))]
        return view

    def warm_up(self) -> None:
        """Reads the rounds that changed last, before anybody asks for them."""
        changed = sorted(self.setup.rounds, key=_changed, reverse=True)
        for folder in changed[:_KEPT]:
            with suppress(ToolkitError):  # whoever opens it reads why
                self.read(folder)

    def version(self, folder: Path) -> int:
        """Returns the number of the last entry of a round's log."""
        with self.ledger(folder) as ledger:
            return version_of(ledger)

    @contextmanager
    def ledger(self, folder: Path) -> Iterator[OpenLedger]:
        """Yields a round's ledger for reading."""
        with read_ledger(folder, self.setup.options_of(folder).ledger) as ledger:
            yield ledger


@contextmanager
def _uncollected() -> Iterator[None]:
    """Pauses the collector of cycles, which would walk all rows over and over."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _changed(folder: Path) -> float:
    """Returns when something was written into a round's folder."""
    try:
        return folder.stat().st_mtime
    except OSError:
        return 0.0


def version_of(ledger: OpenLedger) -> int:
    """Returns the number of the last entry of the log."""
    return ledger.connection.execute(select(func.max(EVENT.c.id))).scalar() or 0
