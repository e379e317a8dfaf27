"""The board: every unit and project of a round with its state."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from toolkit.desk.round_screen import RoundScreen
from toolkit.desk.round_words import VERDICTS, StateGroup, days_words, group_of
from toolkit.ledger.derive import ProjectStatus
from toolkit.ledger.ledger_rows import LooseFile
from toolkit.model.project_state import ProjectState
from toolkit.model.same import name_key
from toolkit.rounds.round_status import RoundStatus, totals_of

#: Projects on a page; a unit is never divided unless it has more.
A_PAGE = 200


@dataclass(frozen=True, slots=True)
class ShownUnit:
    """A unit on the board, with those of its projects that fit the filter.

    Attributes:
        name: of the unit.
        projects: that are shown.
        expected: how many it owes in all.
        accepted: how many of them are accepted.
        reminders: how often it was reminded.
        attachments: files of it without a project.
    """

    name: str
    projects: tuple[ProjectStatus, ...]
    expected: int
    accepted: int
    reminders: int
    attachments: tuple[LooseFile, ...]


class BoardScreen(RoundScreen):
    """The board of a round.

    Args:
        reader: of the rounds.
    """

    @property
    def routes(self) -> list[Route]:
        """The address of the page."""
        return [Route("/rounds/{name}", self.show)]

    def show(self, request: Request) -> Response:
        """Shows the projects that fit the search and the state asked for."""
        view = self.reader.view(request)
        status = view.status
        asked, group = request.query_params.get("q", "").strip(), request.query_params.get("state", "")
        counts = Counter(map(group_of, status.projects))
        chosen = next((one for one in counts if one.key == group), None)
        units = list(_shown(status, name_key(asked), chosen))
        divided = list(_pages(units))
        number = min(max(_number(request), 1), max(len(divided), 1))
        left = status.days_left(date.today())
        facts = {
            "totals": status.totals,
            "days": days_words(status, date.today()),
            "late": left is not None and left < 0 and status.open,
            "q": asked,
            "state": chosen.key if chosen else "",
            "counts": sorted(counts.items(), key=lambda pair: _ORDER[pair[0].state]),
            "counted_all": len(status.projects),
            "units": divided[number - 1] if divided else (),
            "pages": len(divided),
            "number": number,
            "nobodys": len(status.nobodys) + len(status.nobodys_forms),
            "verdict_words": VERDICTS,
            "ready": sum(_is_ready(one) for one in status.projects),
        }
        return self.shown(request, "board.html", "board", view, facts)


#: The states in the order in which a project goes through them.
_ORDER = {state: place for place, state in enumerate(ProjectState)}


def _is_ready(one: ProjectStatus) -> bool:
    """Whether a project may be accepted without a look."""
    waiting = one.state in (ProjectState.RECEIVED, ProjectState.RESUBMITTED)
    return waiting and not one.errors and not one.warnings


def _number(request: Request) -> int:
    asked = request.query_params.get("page", "1")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 1


def _shown(status: RoundStatus, asked: str, group: StateGroup | None) -> Iterator[ShownUnit]:
    """Yields the units of which something fits."""
    reminders = dict(status.reminders)
    for unit in status.units:
        fits_all = asked in name_key(unit.unit)
        projects = tuple(
            one
            for one in unit.projects
            if (group is None or group_of(one) == group) and (fits_all or asked in name_key(one.project))
        )
        if projects or (group is None and fits_all and unit.attachments):
            totals = totals_of(unit.projects)
            often = max((reminders.get(one.key, 0) for one in unit.projects), default=0)
            yield ShownUnit(unit.unit, projects, totals.expected, totals.accepted, often, unit.attachments)


def _pages(units: Sequence[ShownUnit]) -> Iterator[tuple[ShownUnit, ...]]:
    """Yields the units page by page; larger units are divided."""
    waiting: list[ShownUnit] = []
    size = 0
    for unit in units:
        for begin in range(0, max(len(unit.projects), 1), A_PAGE):
            piece = unit.projects[begin : begin + A_PAGE]
            if waiting and size + len(piece) > A_PAGE:
                yield tuple(waiting)
                waiting, size = [], 0
            waiting.append(_with(unit, piece))
            size += len(piece)
    if waiting:
        yield tuple(waiting)


def _with(unit: ShownUnit, projects: tuple[ProjectStatus, ...]) -> ShownUnit:
    return ShownUnit(unit.name, projects, unit.expected, unit.accepted, unit.reminders, unit.attachments)
