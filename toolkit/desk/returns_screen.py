"""The page on which returns are dropped, listed and assigned to units."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from toolkit.desk.activities import Ended
from toolkit.desk.downloads import download, inside
from toolkit.desk.round_screen import RoundScreen, RoundStep
from toolkit.desk.round_view import RoundView
from toolkit.desk.round_words import LastDecision, last_decision
from toolkit.desk.upload_bodies import LARGEST
from toolkit.ledger.derive import ProjectStatus
from toolkit.ledger.ledger_rows import FileRole, VerdictKind
from toolkit.ledger.return_rows import findings_of_files
from toolkit.ledger.verdict_rows import verdicts_of
from toolkit.model.finding import Bilingual, Severity
from toolkit.rounds import assign
from toolkit.rounds.round_status import RoundStatus

#: Files that the page lists, the newest first.
_LISTED = 300
_ROLES: Mapping[FileRole, Bilingual] = {
    FileRole.FORM: Bilingual("表里没有写单位", "a form that names no unit"),
    FileRole.ATTACHMENT: Bilingual("附件", "attachment"),
    FileRole.UNREAD: Bilingual("没有读出项目", "no project was found in it"),
}


@dataclass(frozen=True, slots=True)
class ReturnedFile:
    """A file that came.

    Attributes:
        at: when.
        name: as it came.
        stored: where it lies.
        unit: whose it is; empty where nobody knows.
        kind: what it is, in words.
        projects: those in it.
        project: the project to which it was assigned; empty without one.
    """

    at: datetime
    name: str
    stored: str
    unit: str
    kind: Bilingual
    projects: tuple[ProjectStatus, ...] = ()
    project: str = ""


class ReturnsScreen(RoundScreen):
    """Taking in returns, and downloads of a round."""

    @property
    def routes(self) -> list[Route]:
        """The addresses of the page, its step, and of downloads."""
        return [
            Route("/rounds/{name}/returns", self.show),
            Route("/rounds/{name}/assign", self.assign, methods=["POST"]),
            Route("/rounds/{name}/download", self.download),
            Route("/api/rounds/{name}/projects", self.projects),
        ]

    def show(self, request: Request) -> Response:
        """Shows the place to drop files, and the files that came."""
        view = self.reader.view(request)
        status = view.status
        facts = {
            "limit": LARGEST,
            "nobodys": sorted(_nobodys(status, self._reasons(view)), key=lambda one: one.at, reverse=True),
            "units": list(dict.fromkeys(unit.unit for unit in status.units if unit.projects and unit.unit)),
            "last": self._last_assigned(view),
            "files": sorted(_files(status), key=lambda one: one.at, reverse=True)[:_LISTED],
        }
        return self.shown(request, "returns.html", "returns", view, facts)

    def _reasons(self, view: RoundView) -> Mapping[int, Bilingual]:
        """Returns why files could not be read, by number of the file."""
        if not view.status.nobodys:
            return {}
        with self.reader.ledger(view.folder) as ledger:
            found = findings_of_files(ledger.connection, FileRole.UNREAD)
        errors = {file: [one for one in own if one.severity is Severity.ERROR] for file, own in found.items()}
        return {file: Bilingual(own[0].message("zh"), own[0].message("en")) for file, own in errors.items() if own}

    def _last_assigned(self, view: RoundView) -> LastDecision | None:
        """Returns the last decision, where it assigned files."""
        if not view.status.open:
            return None
        with self.reader.ledger(view.folder) as ledger:
            given = verdicts_of(ledger.connection)
        return last_decision(given) if given and given[-1].verdict is VerdictKind.ASSIGN else None

    def projects(self, request: Request) -> Response:
        """Answers with the projects of a unit, for the page's choice."""
        asked = request.query_params.get("unit", "")
        found = (one.project for one in self.reader.view(request).status.projects if one.unit == asked)
        return JSONResponse({"schema_version": 1, "projects": [name for name in found if name]})

    async def assign(self, request: Request) -> Response:
        """Assigns files of nobody to a unit."""

        def work(step: RoundStep) -> Ended:
            fields = step.fields
            done = assign(
                step.folder,
                fields.every("file"),
                fields.get("unit", ""),
                fields.get("project") or None,
                by=step.by,
                why=step.why,
                options=step.options,
            )
            owner = " ".join(filter(None, (done.unit, done.project)))
            count = len(done.names)
            words = Bilingual(f"已指定：{count} 个文件是 {owner} 的", f"Assigned {count} files to {owner}")
            return Ended(_home(step), words)

        return await self.step(request, Bilingual("指定单位", "Assigning files"), work, _home)

    def download(self, request: Request) -> Response:
        """Gives out a file of the round's own folders."""
        folder = self.reader.folder(request)
        return download(inside(folder, request.query_params.get("path", "")))


def _home(step: RoundStep) -> str:
    return step.page("returns")


def _nobodys(status: RoundStatus, reasons: Mapping[int, Bilingual]) -> Iterator[ReturnedFile]:
    """Yields the files of which a person must say whose they are."""
    for loose in status.nobodys:
        yield ReturnedFile(loose.at, loose.name, loose.stored, "", reasons.get(loose.file, _ROLES[loose.role]))
    for back in status.nobodys_forms:
        yield ReturnedFile(back.at, back.name, back.stored, "", _ROLES[FileRole.FORM])


def _files(status: RoundStatus) -> Iterator[ReturnedFile]:
    """Yields every file that came, each once."""
    found: dict[str, list[ProjectStatus]] = {}
    first: dict[str, ReturnedFile] = {}
    for project in status.projects:
        for back in project.returns:
            found.setdefault(back.stored, []).append(project)
            kind = _ROLES[FileRole.FORM]
            first.setdefault(back.stored, ReturnedFile(back.at, back.name, back.stored, project.unit, kind))
    for stored, one in first.items():
        projects = tuple({project.key: project for project in found[stored]}.values())
        yield ReturnedFile(one.at, one.name, one.stored, one.unit, one.kind, projects)
    for loose in (*(file for unit in status.units for file in unit.attachments), *status.nobodys):
        unit = loose.unit or ""
        yield ReturnedFile(loose.at, loose.name, loose.stored, unit, _ROLES[loose.role], project=loose.project)
