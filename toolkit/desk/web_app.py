"""All pages as one application."""

from __future__ import annotations

import mimetypes
import traceback
from functools import cache
from importlib.resources import files

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from toolkit.desk.activities import internal_fault
from toolkit.desk.board_screen import BoardScreen
from toolkit.desk.desk_api import DeskApi
from toolkit.desk.desk_setup import DeskSetup
from toolkit.desk.forms_screen import FormsScreen
from toolkit.desk.more_forms_screen import MoreFormsScreen
from toolkit.desk.new_round_screen import NewRoundScreen
from toolkit.desk.page_sentences import for_page
from toolkit.desk.page_writer import load_templates
from toolkit.desk.papers_screen import PapersScreen
from toolkit.desk.project_screen import ProjectScreen
from toolkit.desk.returns_screen import ReturnsScreen
from toolkit.desk.roster_screen import RosterScreen
from toolkit.desk.round_view import RoundReader
from toolkit.desk.rounds_screen import RoundsScreen
from toolkit.desk.rules_screen import RulesScreen
from toolkit.desk.summary_screen import SummaryScreen
from toolkit.desk.work_screen import WorkScreen, message
from toolkit.errors import ToolkitError
from toolkit.model.finding import Bilingual

_NOT_FOUND = Bilingual("没有这个页面", "No such page")
_RENAMED = Bilingual("可能改了名称，或已经移走。", "It may have been renamed or moved.")
_FAILED = Bilingual("没有做成", "It was not done")


def application(setup: DeskSetup) -> Starlette:
    """Returns the application over a folder of rounds."""
    reader = RoundReader(setup)
    screens = (
        DeskApi(reader),
        RoundsScreen(reader),
        BoardScreen(reader),
        ReturnsScreen(reader),
        ProjectScreen(reader),
        PapersScreen(reader),
        MoreFormsScreen(reader),
        SummaryScreen(reader),
        NewRoundScreen(setup),
        RosterScreen(setup),
        FormsScreen(setup),
        RulesScreen(setup),
        WorkScreen(setup),
    )
    routes = [Route("/static/{name}", _static), *(route for screen in screens for route in screen.routes)]
    app = Starlette(
        routes=routes,
        exception_handlers={HTTPException: _refused, ToolkitError: _failed, Exception: _broken},
    )
    app.state.setup = setup
    app.state.reader = reader
    return app


def _static(request: Request) -> Response:
    content = _statics().get(request.path_params["name"])
    if content is None:
        raise HTTPException(404)
    kind = mimetypes.guess_type(request.path_params["name"])[0] or "application/octet-stream"
    return Response(content, media_type=_KINDS.get(kind, kind), headers={"Cache-Control": "no-cache"})


def warm_up(app: Starlette) -> None:
    """Reads what the first page will show, so that its reader does not wait."""
    load_templates()
    reader: RoundReader = app.state.reader
    reader.warm_up()


#: Windows takes the kinds of files from a registry that other programs change.
_KINDS = {"application/javascript": "text/javascript", "application/x-javascript": "text/javascript"}


@cache
def _statics() -> dict[str, bytes]:
    """Returns the only files that are served from the program, by name."""
    return {file.name: file.read_bytes() for file in (files("toolkit.desk") / "static").iterdir() if file.is_file()}


def _refused(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    if request.url.path.startswith("/api/"):
        return JSONResponse({"error": _NOT_FOUND.zh, "error_en": _NOT_FOUND.en}, status)
    return message(request, _NOT_FOUND, _RENAMED, "/", status)


def _failed(request: Request, error: Exception) -> Response:
    text = for_page(error.sentence) if isinstance(error, ToolkitError) else Bilingual(str(error), "")
    return message(request, _FAILED, text, "/")


def _broken(request: Request, error: Exception) -> Response:
    text = internal_fault("".join(traceback.format_exception(error)))
    if request.url.path.startswith("/api/"):
        return JSONResponse({"error": text.zh, "error_en": text.en}, 500)
    return message(request, _FAILED, text, "/", 500)
