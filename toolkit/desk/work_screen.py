"""Pages about work under way, messages, language and the way out."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from pathlib import Path
from shutil import rmtree

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from toolkit.desk.activities import Activity, Ended, Work
from toolkit.desk.desk_setup import DeskSetup
from toolkit.desk.page_writer import LANGUAGE, language_of, page
from toolkit.desk.upload_bodies import refusal, uploaded
from toolkit.engine.run_batch import Progress
from toolkit.errors import ToolkitError
from toolkit.excel.limits import DEFAULT
from toolkit.model.finding import Bilingual

#: Seconds that an answer waits for short work, before it shows its progress.
_SOON = 1.5
_NOT_DONE = Bilingual("没有做成", "It was not done")
_CANCELLED = Bilingual("已取消", "Cancelled")


async def begin(request: Request, title: Bilingual, back: str, work: Work) -> Response:
    """Starts work and returns the way to its result, or to its progress.

    Args:
        request: by which a person asked for it.
        title: what is done.
        back: the page to return to where it fails.
        work: what to do.
    """
    setup: DeskSetup = request.app.state.setup
    activity = setup.activities.start(title, back, work)
    await run_in_threadpool(activity.finished.wait, _SOON)
    return RedirectResponse(next_page(activity), 303)


async def begin_with_upload(
    request: Request, title: Bilingual, back: str, work: Callable[[Path, Progress], Ended]
) -> Response:
    """Starts work on an uploaded file and answers with the page to follow.

    Args:
        request: with the file, as large as a file may be that is read.
        title: what is done.
        back: the page to return to where it fails.
        work: what to do with the file, which is deleted afterwards.
    """
    setup: DeskSetup = request.app.state.setup
    folder = setup.aside / f"work-{secrets.token_hex(8)}"
    try:
        async with uploaded(request, setup.aside, DEFAULT.file_size) as path:
            folder.mkdir()
            kept = path.rename(folder / path.name)
    except ToolkitError as error:
        return refusal(error)

    def on_file(progress: Progress) -> Ended:
        try:
            return work(kept, progress)
        finally:
            rmtree(folder, ignore_errors=True)

    activity = setup.activities.start(title, back, on_file)
    return JSONResponse({"next": f"/work/{activity.id}"})


def next_page(activity: Activity) -> str:
    """Returns the page that shows what became of an activity."""
    if activity.ended is None:
        return f"/work/{activity.id}"
    joint = "&" if "?" in activity.ended.go_to else "?"
    return f"{activity.ended.go_to}{joint}note={activity.id}"


def local_path(given: str) -> str:
    """Returns an address of this server, `/` for any other."""
    is_local = given.startswith("/") and not given.startswith(("//", "/\\")) and given.isprintable()
    return given if is_local else "/"


def message(request: Request, heading: Bilingual, text: Bilingual, back: str = "/", status: int = 400) -> Response:
    """Returns a page with one message and a way back."""
    return page(request, "message.html", {"heading": heading, "text": text, "back": back}, status)


class WorkScreen:
    """Progress of work, switching the language, quitting.

    Args:
        setup: the running work.
    """

    def __init__(self, setup: DeskSetup) -> None:
        self._setup = setup

    @property
    def routes(self) -> list[Route]:
        """The addresses of these pages."""
        return [
            Route("/work/{id}", self.show),
            Route("/work/{id}/cancel", self.cancel, methods=["POST"]),
            Route("/api/work/{id}", self.progress),
            Route("/language", self.language),
            Route("/quit", self.quit, methods=["POST"]),
        ]

    def _found(self, request: Request) -> Activity:
        activity = self._setup.activities.find(request.path_params["id"])
        if activity is None:
            raise HTTPException(404)
        return activity

    def show(self, request: Request) -> Response:
        """Shows how far work is, why it failed, or goes on to its result."""
        activity = self._found(request)
        if activity.failed is not None:
            activity.was_seen = True
            heading = _CANCELLED if activity.was_cancelled else _NOT_DONE
            return message(request, heading, activity.failed, activity.back, 200 if activity.was_cancelled else 400)
        if activity.ended is not None:
            return RedirectResponse(next_page(activity), 303)
        return page(request, "work.html", {"activity": activity})

    def cancel(self, request: Request) -> Response:
        """Asks work to stop."""
        activity = self._found(request)
        activity.cancel()
        activity.finished.wait(_SOON)
        return RedirectResponse(f"/work/{activity.id}", 303)

    def progress(self, request: Request) -> Response:
        """Returns how far work is, for the page's script."""
        activity = self._found(request)
        return JSONResponse(
            {
                "done": activity.done,
                "total": activity.total,
                "stopping": activity.is_stopping,
                "finished": activity.finished.is_set(),
                "next": next_page(activity),
            }
        )

    def language(self, request: Request) -> Response:
        """Switches the language and goes back."""
        answer = RedirectResponse(local_path(request.query_params.get("back", "/")), 303)
        chosen = "en" if request.query_params.get("to") == "en" else "zh"
        answer.set_cookie(LANGUAGE, chosen, max_age=31_536_000, httponly=True, samesite="strict", path="/")
        return answer

    def quit(self, request: Request) -> Response:
        """Ends the program."""
        answer = page(request, "left.html", {"lang": language_of(request)})
        self._setup.ending.end()
        return answer
