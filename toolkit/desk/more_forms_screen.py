"""A roster that changed during the round: compared first, then new forms."""

from __future__ import annotations

from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from toolkit.desk.activities import Ended
from toolkit.desk.downloads import download
from toolkit.desk.page_writer import query, round_path
from toolkit.desk.roster_store import RosterStore, deadline_of
from toolkit.desk.round_folders import name_of
from toolkit.desk.round_screen import RoundScreen, RoundStep
from toolkit.desk.round_view import RoundReader
from toolkit.desk.upload_bodies import refusal, uploaded
from toolkit.errors import InputError, ToolkitError
from toolkit.excel.limits import DEFAULT
from toolkit.model.finding import Bilingual
from toolkit.rounds import Started, start
from toolkit.rounds.roster_difference import compare_roster
from toolkit.rounds.start_round import ROSTER


class MoreFormsScreen(RoundScreen):
    """Further forms of a round.

    Args:
        reader: of the rounds.
    """

    def __init__(self, reader: RoundReader) -> None:
        super().__init__(reader)
        self._rosters = RosterStore(reader.setup.aside)

    @property
    def routes(self) -> list[Route]:
        """The addresses of the page and its steps."""
        return [
            Route("/rounds/{name}/roster", self.show),
            Route("/rounds/{name}/roster/file", self.file),
            Route("/rounds/{name}/issue", self.issue, methods=["POST"]),
            Route("/api/rounds/{name}/roster", self.upload, methods=["POST"]),
        ]

    def file(self, request: Request) -> Response:
        """Gives out the roster as it is now."""
        folder = self.reader.folder(request)
        kept = [path for path in folder.glob(f"{ROSTER}.*") if path.is_file() and not path.is_symlink()]
        if not kept:
            raise HTTPException(404)
        return download(max(kept, key=lambda path: path.stat().st_mtime_ns))

    async def upload(self, request: Request) -> Response:
        """Keeps a roster aside and answers with the page that compares it."""
        folder = await run_in_threadpool(self.reader.folder, request)
        try:
            async with uploaded(request, self.reader.setup.aside, DEFAULT.file_size) as path:
                kept = await run_in_threadpool(self._rosters.keep, path)
        except ToolkitError as error:
            return refusal(error)
        return JSONResponse({"next": f"{round_path(name_of(folder), 'roster')}{query(roster=kept)}"})

    def show(self, request: Request) -> Response:
        """Shows what the roster would change."""
        view = self.reader.view(request)
        key = request.query_params.get("roster", "")
        path = self._rosters.kept(key)
        if path is None:
            raise HTTPException(404)
        differing = compare_roster(view.folder, path, options=self.reader.setup.options_of(view.folder))
        facts = {"differing": differing, "roster": key, "file": path.name}
        return self.shown(request, "roster.html", "papers", view, facts)

    async def issue(self, request: Request) -> Response:
        """Writes the forms for what is new on the roster."""

        def work(step: RoundStep) -> Ended:
            path = self._rosters.kept(step.fields.get("roster", ""))
            if path is None:
                raise InputError("请先把名册拖进来", "Drop the roster first")
            done = self._extended(step, path)
            words = Bilingual(
                f"已补发 {done.units} 个单位、{done.projects} 个项目的填报表，取消 {len(done.dropped)} 个项目",
                f"Forms for {done.projects} projects of {done.units} units are written; "
                f"{len(done.dropped)} projects are cancelled",
            )
            return Ended(step.page("papers"), words)

        return await self.step(request, Bilingual("补发填报表", "Writing further forms"), work, _home)

    def _extended(self, step: RoundStep, path: Path) -> Started:
        before = self.reader.read(step.folder).status.round
        return start(
            step.folder,
            form=before.form,
            roster=path,
            year=before.budget_year,
            deadline=deadline_of(step.fields),
            only_new=True,
            options=step.options,
        )


def _home(step: RoundStep) -> str:
    return step.page("papers")
