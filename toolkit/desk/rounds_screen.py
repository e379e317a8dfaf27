"""The list of rounds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from toolkit.desk.page_sentences import for_page
from toolkit.desk.page_writer import page
from toolkit.desk.round_beginning import is_beginning, is_unbegun
from toolkit.desk.round_folders import name_of
from toolkit.desk.round_view import RoundReader
from toolkit.desk.round_words import days_words
from toolkit.errors import InputError, ToolkitError
from toolkit.model.finding import Bilingual
from toolkit.rounds.round_status import RoundTotals


@dataclass(frozen=True, slots=True)
class RoundCard:
    """A round in the list.

    Attributes:
        name: in addresses.
        title: as people call it.
        form_title: of its form.
        year: the budget year.
        is_open: whether it takes returns.
        days: how long there is time.
        totals: its counts.
        fault: why it cannot be read; None where it can.
        was_interrupted: whether its start never came to its end, and can be begun anew.
    """

    name: str
    title: str = ""
    form_title: str = ""
    year: int | None = None
    is_open: bool = True
    days: Bilingual | None = None
    totals: RoundTotals | None = None
    fault: Bilingual | None = None
    was_interrupted: bool = False


class RoundsScreen:
    """The first page.

    Args:
        reader: of the rounds.
    """

    def __init__(self, reader: RoundReader) -> None:
        self._reader = reader

    @property
    def routes(self) -> list[Route]:
        """The address of the page."""
        return [Route("/", self.show)]

    def show(self, request: Request) -> Response:
        """Shows every round of the folder."""
        setup = self._reader.setup
        facts = {
            "place": "rounds",
            "folder": str(setup.root),
            "takes_new": setup.rounds.takes_new,
            "rounds": sorted(
                (self._card(one) for one in setup.rounds if not is_beginning(one)),
                key=lambda one: (not one.is_open, -(one.year or 0)),
            ),
        }
        return page(request, "rounds.html", facts)

    def _card(self, folder: Path) -> RoundCard:
        try:
            status = self._reader.read(folder).status
        except ToolkitError as error:  # one round that cannot be read hides no other
            interrupted = isinstance(error, InputError) and is_unbegun(folder, self._reader.setup)
            return RoundCard(name_of(folder), fault=for_page(error.sentence), was_interrupted=interrupted)
        facts = status.round
        return RoundCard(
            name_of(folder),
            facts.name,
            facts.form_title,
            facts.budget_year,
            status.open,
            days_words(status, date.today()),
            status.totals,
        )
