"""The page on which returns are dropped, and what came so far."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from toolkit.desk.downloads import download, inside
from toolkit.desk.page_writer import page
from toolkit.desk.round_view import RoundReader
from toolkit.desk.upload_bodies import LARGEST
from toolkit.ledger.derive import ProjectStatus
from toolkit.rounds.round_status import RoundStatus

#: Files that the page lists, the newest first.
_LISTED = 300


@dataclass(frozen=True, slots=True)
class ReturnedFile:
    """A file that came.

    Attributes:
        at: when.
        name: as it came.
        stored: where it lies.
        unit: whose it is; empty where nobody knows.
        projects: those in it.
    """

    at: datetime
    name: str
    stored: str
    unit: str
    projects: tuple[ProjectStatus, ...] = ()


class ReturnsScreen:
    """Taking in returns, and downloads of a round.

    Args:
        reader: of the rounds.
    """

    def __init__(self, reader: RoundReader) -> None:
        self._reader = reader

    @property
    def routes(self) -> list[Route]:
        """The addresses of the page and of downloads."""
        return [Route("/rounds/{name}/returns", self.show), Route("/rounds/{name}/download", self.download)]

    def show(self, request: Request) -> Response:
        """Shows the place to drop files, and the files that came."""
        view = self._reader.view(request)
        listed = sorted(_files(view.status), key=lambda one: one.at, reverse=True)
        facts = {
            "place": "rounds",
            "tab": "returns",
            "view": view,
            "status": view.status,
            "limit": LARGEST,
            "files": listed[:_LISTED],
        }
        return page(request, "returns.html", facts)

    def download(self, request: Request) -> Response:
        """Gives out a file of the round's own folders."""
        folder = self._reader.folder(request)
        return download(inside(folder, request.query_params.get("path", "")))


def _files(status: RoundStatus) -> Iterator[ReturnedFile]:
    """Yields every file that came, each once."""
    found: dict[str, list[ProjectStatus]] = {}
    first: dict[str, ReturnedFile] = {}
    for project in status.projects:
        for back in project.returns:
            found.setdefault(back.stored, []).append(project)
            first.setdefault(back.stored, ReturnedFile(back.at, back.name, back.stored, project.unit))
    for stored, one in first.items():
        projects = tuple({project.key: project for project in found[stored]}.values())
        yield ReturnedFile(one.at, one.name, one.stored, one.unit, projects)
    for loose in (*(file for unit in status.units for file in unit.attachments), *status.nobodys):
        yield ReturnedFile(loose.at, loose.name, loose.stored, loose.unit or "")
