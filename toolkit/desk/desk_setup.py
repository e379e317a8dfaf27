"""Everything that the pages share while the program runs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType

from toolkit.desk.activities import Activities
from toolkit.desk.round_folders import OWN_FORMS, RoundFolders
from toolkit.engine.cache import CachingEngine
from toolkit.engine.engine import Engine, Running, cores
from toolkit.engine.pool import Pool
from toolkit.ledger.place import FILE
from toolkit.rounds.round_options import RoundOptions

#: Seconds that one file may take; a form takes a fiftieth of one.
_SECONDS = 60.0
#: Files from which on a further process is worth its start.
_A_PROCESS = 20


class LimitedRunning(Running):
    """A choice of limited processes: this one opens no file that came.

    A file that was read before comes from the cache.
    """

    __slots__ = ()

    def engine(self, files: int, hashes: Mapping[str, str] = MappingProxyType({})) -> Engine:
        """Returns the engine for a number of files."""
        return CachingEngine(_pool, hashes=hashes) if self.cache else _pool(files)


def _pool(files: int) -> Pool:
    return Pool(max(1, min(cores(), files // _A_PROCESS)), _SECONDS)


def _stay() -> None:
    """Does nothing, until the server gives the way to end it."""


@dataclass(slots=True)
class Ending:
    """The way to end the server.

    Attributes:
        leave: ends it after the answers under way.
        is_over: whether that was asked for; streams of events end then.
    """

    leave: Callable[[], None] = _stay
    is_over: bool = False

    def end(self) -> None:
        """Ends the streams and the server."""
        self.is_over = True
        self.leave()


@dataclass(frozen=True)
class DeskSetup:
    """The folders, the choices and the running work behind the pages.

    Attributes:
        root: the folder of rounds.
        aside: a folder for uploads; it is deleted at the end.
        chosen_templates: the user's own folder of definitions; None for 表样 in the folder of rounds.
        key: the department's key file; None for the user's own.
        ledger: the database for new rounds, `postgresql+psycopg://…`; None for a file in each folder.
        activities: long work.
        ending: the way out.
    """

    root: Path
    aside: Path
    chosen_templates: Path | None = None
    key: Path | None = None
    ledger: str | None = None
    activities: Activities = field(default_factory=Activities)
    ending: Ending = field(default_factory=Ending)

    @property
    def rounds(self) -> RoundFolders:
        """The rounds in the folder."""
        return RoundFolders(self.root)

    @property
    def own_forms(self) -> Path:
        """The folder for definitions of this office, which may not be there yet."""
        return self.chosen_templates or self.root / OWN_FORMS

    @property
    def templates(self) -> Path | None:
        """The folder of definitions that is searched first; None where the office has none."""
        return self.own_forms if self.chosen_templates or self.own_forms.is_dir() else None

    @property
    def settings(self) -> Path | None:
        """The severities and thresholds of the folder of rounds; None without such a file."""
        path = self.root / SETTINGS
        return path if path.is_file() else None

    @property
    def options(self) -> RoundOptions:
        """The choices of every step of a round: files are read in limited processes."""
        return RoundOptions(templates=self.templates, key=self.key, settings=self.settings, running=LimitedRunning())

    def options_of(self, folder: Path) -> RoundOptions:
        """Returns the choices for a round, with its shared database if it has one."""
        return replace(self.options, ledger=None if (folder / FILE).is_file() else self.ledger)


#: The rules' severities and thresholds for all rounds of a folder.
SETTINGS = "规则设置.yaml"
