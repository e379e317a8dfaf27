"""The roster of a new round: dropped, or filled in on the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from toolkit.api.rosters import FormerProjects, former_projects
from toolkit.desk.activities import Ended
from toolkit.desk.desk_setup import DeskSetup
from toolkit.desk.downloads import download
from toolkit.desk.former_roster import RosterBeginning, RosterBeginnings, beginning_of_round
from toolkit.desk.page_writer import page, query
from toolkit.desk.roster_grid import (
    FIRST_ROWS,
    MORE_ROWS,
    MOST_ROWS,
    GridRow,
    grid_columns,
    roster_csv,
    rows_of_drafts,
    rows_of_form,
    rows_of_roster,
)
from toolkit.desk.roster_store import AskedRound, RosterStore, asked_round
from toolkit.desk.upload_bodies import refusal, small_form, uploaded
from toolkit.desk.work_screen import begin_with_upload
from toolkit.engine.run_batch import Progress
from toolkit.errors import ToolkitError
from toolkit.excel.limits import DEFAULT
from toolkit.forms.definition import FormDefinition
from toolkit.issuing.roster_book import RosterDraftBook, roster_xlsx
from toolkit.issuing.roster_rows import read_roster
from toolkit.model.finding import Bilingual
from toolkit.rounds.issue_forms import issued_form

#: The file of a roster that was filled in on the page, and of one to fill in.
_FILLED, _TO_FILL = "名册（页面填写）.csv", "名册.xlsx"


class RosterScreen:
    """The ways to a roster.

    Args:
        setup: the folder of rounds and the definitions.
    """

    def __init__(self, setup: DeskSetup) -> None:
        self._setup = setup
        self._rosters = RosterStore(setup.aside)
        self._beginnings = RosterBeginnings()

    @property
    def routes(self) -> list[Route]:
        """The addresses of the page and its steps."""
        return [
            Route("/new/grid", self.grid, methods=["GET"]),
            Route("/new/grid", self.fill, methods=["POST"]),
            Route("/new/blank", self.blank),
            Route("/api/rosters", self.roster, methods=["POST"]),
            Route("/api/former", self.former, methods=["POST"]),
        ]

    async def roster(self, request: Request) -> Response:
        """Keeps an uploaded roster aside and answers with the page that shows it."""
        try:
            async with uploaded(request, self._setup.aside, DEFAULT.file_size) as path:
                kept = await run_in_threadpool(self._rosters.keep, path)
        except ToolkitError as error:
            return refusal(error)
        asked = asked_round(request.query_params)
        return JSONResponse({"next": f"{asked.address('/new', roster=kept)}#roster"})

    async def former(self, request: Request) -> Response:
        """Reads last year's summary or returns; answers where it is followed."""
        asked = asked_round(request.query_params)

        def work(path: Path, progress: Progress) -> Ended:
            form, _ = issued_form(asked.form, self._setup.options)
            setup = replace(self._setup.options, progress=progress).batch()
            found = former_projects([path], form, asked.year, setup)
            key = self._beginnings.keep(RosterBeginning(path.name, found))
            count = len(found.rows)
            words = Bilingual(f"从“{path.name}”读出 {count} 个项目", f"“{path.name}” has {count} projects")
            return Ended(asked.address("/new/grid", former=key), words)

        title = Bilingual("读上年的表", "Reading last year's file")
        return await begin_with_upload(request, title, asked.address("/new"), work)

    def grid(self, request: Request) -> Response:
        """Shows a roster to fill in: empty, dropped, or with last year's projects."""
        asked = asked_round(request.query_params)
        form, _ = issued_form(asked.form, self._setup.options)
        path = self._rosters.kept(asked.roster)
        if path is not None:
            return _grid_page(request, _Grid(asked, form, rows_of_roster(read_roster(path, form, year=asked.year))))
        found = self._beginning(request, asked, form)
        rows = rows_of_drafts(found.former.rows) if found else []
        return _grid_page(request, _Grid(asked, form, rows, found.name if found else ""))

    def _beginning(self, request: Request, asked: AskedRound, form: FormDefinition) -> RosterBeginning | None:
        """Returns the projects that are asked for. Raises HTTPException or InputError."""
        name, key = request.query_params.get("from", ""), request.query_params.get("former", "")
        if not name and not key:
            return None
        folder = self._setup.rounds.find(name) if name else None
        found = beginning_of_round(folder, form, asked.year, self._setup) if folder else self._beginnings.find(key)
        if found is None:
            raise HTTPException(404)
        return found

    async def fill(self, request: Request) -> Response:
        """Keeps a roster that was filled in, or adds rows to it."""
        fields = await small_form(request)
        asked = asked_round(fields)
        form, _ = issued_form(asked.form, self._setup.options)
        given = [{name.removeprefix("cell-"): "yes" for name in fields}]
        columns = grid_columns(form, given)
        rows = rows_of_form(fields, columns)
        if fields.get("more") or not rows:
            return _grid_page(request, _Grid(asked, form, rows, more=MORE_ROWS))
        folder, key = self._rosters.place()
        (folder / _FILLED).write_bytes(roster_csv(columns, rows))
        return RedirectResponse(f"{asked.address('/new', roster=key)}#roster", 303)

    def blank(self, request: Request) -> Response:
        """Gives out a roster to fill in, empty or with last year's projects."""
        asked = asked_round(request.query_params)
        form, _ = issued_form(asked.form, self._setup.options)
        found = self._beginning(request, asked, form)
        former = found.former if found else FormerProjects((), asked.year)
        folder, _ = self._rosters.place()
        (folder / _TO_FILL).write_bytes(roster_xlsx(RosterDraftBook(form, former.year, former.rows)))
        return download(folder / _TO_FILL)


@dataclass(frozen=True, slots=True)
class _Grid:
    """The content of the page with the grid.

    Attributes:
        asked: the choices for the round.
        form: for which the roster is.
        rows: that are filled in.
        moved: name of the round or file from which the rows are; empty for others.
        more: empty rows behind them.
    """

    asked: AskedRound
    form: FormDefinition
    rows: Sequence[GridRow]
    moved: str = ""
    more: int = FIRST_ROWS


def _grid_page(request: Request, grid: _Grid) -> Response:
    rows = grid.rows
    facts = {
        "place": "rounds",
        "asked": grid.asked,
        "columns": grid_columns(grid.form, rows),
        "rows": [*rows, *({} for _ in range(grid.more if rows else FIRST_ROWS))],
        "moved": grid.moved,
        "brought": len(rows),
        **({"note": None} if grid.moved else {}),  # the line about what moved says as much
        "to_fill": query(
            form=grid.form.id,
            year=grid.asked.fields["year"],
            **{name: request.query_params.get(name, "") for name in ("from", "former")},
        ),
        "most": MOST_ROWS,
        "too_many": len(rows) > MOST_ROWS,
    }
    return page(request, "grid.html", facts)
