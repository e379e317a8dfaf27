"""A new round: the roster is dropped, looked at, and the forms are written."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from toolkit import api
from toolkit.checks.settings import definition_faults
from toolkit.desk.activities import Ended
from toolkit.desk.desk_setup import DeskSetup
from toolkit.desk.drawn_form import draw_form
from toolkit.desk.page_writer import language_of, page, query, round_path
from toolkit.desk.upload_bodies import UploadTooLargeError, small_form, uploaded
from toolkit.desk.work_screen import begin
from toolkit.engine.run_batch import Progress
from toolkit.errors import InputError, TemplateError, ToolkitError
from toolkit.excel.limits import DEFAULT
from toolkit.excel.open.opener import open_file
from toolkit.forms.definition import FormDefinition
from toolkit.forms.kinds import Amount
from toolkit.forms.loader import load_definitions, load_form
from toolkit.issuing.read_roster import RosterRow, read_roster
from toolkit.model.finding import Bilingual
from toolkit.rounds import start

_KEY = re.compile(r"[0-9a-f]{32}")
_TITLE = Bilingual("写出填报表，开始一轮", "Writing the forms")


@dataclass(frozen=True, slots=True)
class RosterLook:
    """A roster as the page shows it before anything is written.

    Attributes:
        name: of the file.
        rows: units and projects.
        units: how many.
        total: the sum of the amounts in 元; None where the roster has none.
    """

    name: str
    rows: tuple[RosterRow, ...]
    units: int
    total: Decimal | None


class NewRoundScreen:
    """The way to a new round.

    Args:
        setup: the folder of rounds and the definitions.
    """

    def __init__(self, setup: DeskSetup) -> None:
        self._setup = setup

    @property
    def routes(self) -> list[Route]:
        """The addresses of the page and its steps."""
        return [
            Route("/new", self.show, methods=["GET"]),
            Route("/new", self.start, methods=["POST"]),
            Route("/api/rosters", self.roster, methods=["POST"]),
        ]

    async def roster(self, request: Request) -> Response:
        """Keeps an uploaded roster aside and answers with the page that shows it."""
        try:
            async with uploaded(request, self._setup.aside, DEFAULT.file_size) as path:
                kept = await run_in_threadpool(self._keep, path)
        except ToolkitError as error:
            status = 413 if isinstance(error, UploadTooLargeError) else 409
            return JSONResponse({"error": error.message("zh"), "error_en": error.message("en")}, status)
        asked = {name: request.query_params.get(name, "") for name in _FIELDS}
        return JSONResponse({"next": f"/new{query(**{**asked, 'roster': kept})}#roster"})

    def _keep(self, path: Path) -> str:
        """Keeps an upload in a folder of its own, or raises InputError."""
        if path.suffix.lower() not in (".xlsx", ".csv"):
            raise InputError(
                f"名册应是 .xlsx 或 .csv 文件，{path.name} 不是",
                f"A roster is an .xlsx or .csv file; {path.name} is not",
            )
        folder = self._setup.aside / f"roster-{path.parent.name}{path.parent.name}"
        folder.mkdir()
        path.rename(folder / path.name)
        return folder.name.removeprefix("roster-")

    def _kept(self, key: str) -> Path | None:
        """Returns a roster that was kept aside."""
        if not _KEY.fullmatch(key):
            return None
        folder = self._setup.aside / f"roster-{key}"
        return next(iter(sorted(folder.iterdir())), None) if folder.is_dir() else None

    def show(self, request: Request) -> Response:
        """Shows the fields of a new round, with the roster that was dropped."""
        if not self._setup.rounds.takes_new:
            raise HTTPException(404)
        asked = {name: request.query_params.get(name, "") for name in _FIELDS}
        path = self._kept(request.query_params.get("roster", ""))
        form = asked["form"] or "form13"
        facts: dict[str, object] = {"look": None, "fault": None, "drawn": None}
        if path is not None:
            try:
                facts |= self._look(request, path, form, asked["year"])
            except ToolkitError as error:
                facts["fault"] = error.sentence
        shared = {
            "place": "rounds",
            "asked": asked,
            "form": form,
            "forms": self._forms(),
            "roster": request.query_params.get("roster", "") if path is not None else "",
            "usual_name": f"{asked['year'] or date.today().year + 1}年绩效目标",
        }
        return page(request, "new.html", {**shared, **facts})

    def _forms(self) -> list[FormDefinition]:
        found = load_definitions(self._setup.templates, definition_faults).values()
        return [one for one in found if isinstance(one, FormDefinition)]

    def _look(self, request: Request, path: Path, form: str, year: str) -> dict[str, object]:
        """Returns the roster and the first form as it will be issued. Raises ToolkitError."""
        definition = self._definition(form)
        rows = tuple(read_roster(path, definition, year=int(year) if year.isdigit() else None))
        amounts = [one for row in rows if isinstance(one := row.values.get("total"), Amount)]
        look = RosterLook(
            path.name,
            rows,
            len({row.unit for row in rows}),
            sum((one.yuan for one in amounts), Decimal(0)) if amounts else None,
        )
        return {"look": look, "drawn": self._first_form(request, path, definition, rows)}

    def _definition(self, form: str) -> FormDefinition:
        definition = load_form(form, self._setup.templates, definition_faults)
        if not isinstance(definition, FormDefinition):
            raise TemplateError(f"{form} 是汇总表，不能下发", f"{form} is a summary and cannot be issued")
        return definition

    def _first_form(
        self, request: Request, path: Path, definition: FormDefinition, rows: tuple[RosterRow, ...]
    ) -> object:
        """Returns the drawing of the first form; None without rows."""
        if not rows:
            return None
        out = self._setup.aside / f"preview-{path.parent.name}"
        years = {row.budget_year for row in rows[:1]}
        drawn = api.generate(
            definition.id,
            out=out,
            roster=path,
            due=rows[:1],
            year=next(iter(years)),
            password="preview",
            key=self._setup.key,
            templates=self._setup.templates,
            force=True,
        )
        data = drawn.paths[0].read_bytes()
        book = open_file(drawn.paths[0].name, data).book
        grid = next((sheet for sheet in book.sheets if sheet.visible), None) if book else None
        if grid is None:
            return None
        return draw_form(grid, (), language_of(request), widths=definition.page.columns, own_columns=True)

    async def start(self, request: Request) -> Response:
        """Writes the forms and opens the ledger."""
        fields = await small_form(request)
        path = self._kept(fields.get("roster", ""))
        back = f"/new{query(**{name: fields.get(name, '') for name in (*_FIELDS, 'roster')})}"

        def work(progress: Progress) -> Ended:
            if path is None:
                raise InputError("请先把名册拖进来", "Drop the roster first")
            folder = self._setup.rounds.new(fields.get("name", ""))
            started = start(
                folder,
                form=fields.get("form", ""),
                roster=path,
                year=_year(fields),
                deadline=_deadline(fields),
                department=fields.get("department") or None,
                contact=fields.get("contact") or None,
                per="unit" if fields.get("per") == "unit" else "project",
                options=self._setup.options_of(folder),
            )
            words = Bilingual(
                f"已写出 {started.units} 个单位、{started.projects} 个项目的填报表，下面可以下载发给单位",
                f"Forms for {started.projects} projects of {started.units} units are written; download them below",
            )
            return Ended(round_path(folder.name, "papers"), words)

        return await begin(request, _TITLE, back, work)


_FIELDS = ("name", "form", "year", "deadline", "department", "contact", "per")


def _year(fields: Mapping[str, str]) -> int | None:
    year = fields.get("year", "")
    if not year:
        return None
    if not (year.isascii() and year.isdigit() and len(year) == 4):
        raise InputError(f"年度应是四位数字，不能写“{year}”", f"The year has four digits; “{year}” has not")
    return int(year)


def _deadline(fields: Mapping[str, str]) -> date | None:
    text = fields.get("deadline", "")
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise InputError(
            f"截止日期应如 2026-11-30，不能写“{text}”", f"Write the deadline like 2026-11-30, not “{text}”"
        ) from error
