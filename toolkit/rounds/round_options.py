"""The choices that every step of a round takes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.excel.limits import DEFAULT, Limits

if TYPE_CHECKING:
    from toolkit.api.batch_setup import BatchSetup
    from toolkit.engine.engine import Running
    from toolkit.engine.run_batch import Progress


@dataclass(frozen=True, slots=True)
class RoundOptions:
    """The choices of a step of a round; all have defaults.

    Attributes:
        ledger: the database, `postgresql+psycopg://…`; None for the one that the folder names, else its own file.
        templates: the user's own folder of definitions.
        key: the department's key file; None for JIXIAO_KEY or the user's own key.
        settings: a file of severities and thresholds.
        open_password: opens encrypted workbooks; the ledger remembers it.
        limits: sizes from which on a file is refused.
        running: in how many processes, with or without cache.
        progress: is called with the number of files or units that are done, and of all; what it raises ends the step
            before anything is written into the ledger.
    """

    ledger: str | None = None
    templates: Path | None = None
    key: Path | None = None
    settings: Path | None = None
    open_password: str | None = None
    limits: Limits = DEFAULT
    running: Running | None = None
    progress: Progress | None = None

    def report(self, done: int, total: int) -> None:
        """Says how far a step is; raises what ends it."""
        if self.progress is not None:
            self.progress(done, total)

    def passwords(self, earlier: Iterable[str]) -> tuple[str, ...]:
        """Returns what is tried on encrypted workbooks: the password given, then earlier ones."""
        given = () if self.open_password is None else (self.open_password,)
        return tuple(dict.fromkeys((*given, *earlier)))

    def batch(self, earlier: Iterable[str] = ()) -> BatchSetup:
        """Returns the setup for reading and checking files.

        Args:
            earlier: the passwords that were given for earlier deliveries.
        """
        from toolkit.api.batch_setup import BatchSetup  # takes longer to import than the board takes to show

        return BatchSetup(
            self.templates,
            self.key,
            self.settings,
            self.passwords(earlier),
            self.limits,
            self.progress,
            self.running,
        )


#: The choices where nobody chose.
USUAL = RoundOptions()
