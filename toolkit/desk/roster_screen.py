"""The roster of a new round, dropped or filled in on the page."""

from __future__ import annotations

import re
import secrets
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from toolkit.api.batch_setup import BatchSetup
from toolkit.api.rosters import roster as write_roster
from toolkit.checks.settings import definition_faults
from toolkit.desk.desk_setup import DeskSetup
from toolkit.desk.downloads import download
from toolkit.desk.page_writer import page, query
from toolkit.desk.roster_grid import (
    FIRST_ROWS,
    MORE_ROWS,
    MOST_ROWS,
    GridRow,
    grid_columns,
    roster_csv,
    rows_of_form,
    rows_of_roster,
    rows_of_round,
)
from toolkit.desk.upload_bodies import UploadTooLargeError, small_form, uploaded
from toolkit.errors import InputError, TemplateError, ToolkitError
from toolkit.excel.limits import DEFAULT
from toolkit.forms.definition import FormDefinition
from toolkit.forms.loader import load_form
from toolkit.issuing.roster_rows import read_roster
from toolkit.ledger.derive import roster_rows
from toolkit.ledger.ledger_opening import read_ledger
from toolkit.rounds.round_reading import facts_of

_KEY = re.compile(r"[0-9a-f]{32}")
#: The fields of a new round that go from page to page.
ROUND_FIELDS = ("name", "form", "year", "deadline", "department", "contact", "per")
#: The file of a roster that was filled in on the page.
_FILLED = "名册（页面填写）.csv"


def issued_form(form: str, setup: DeskSetup) -> FormDefinition:
    """Returns the definition of a form that can be issued. Raises TemplateError."""
    definition = load_form(form, setup.templates, definition_faults)
    if not isinstance(definition, FormDefinition):
        raise TemplateError(f"{form} 是汇总表，不能下发", f"{form} is a summary and cannot be issued")
    return definition


class RosterStore:
    """The rosters that wait for their round, each in its own folder.

    Args:
        aside: the folder for uploads.
    """

    def __init__(self, aside: Path) -> None:
        self._aside = aside

    def keep(self, path: Path) -> str:
        """Keeps an upload in a folder of its own, or raises InputError."""
        if path.suffix.lower() not in (".xlsx", ".csv"):
            raise InputError(
                f"名册应是 .xlsx 或 .csv 文件，{path.name} 不是",
                f"A roster is an .xlsx or .csv file; {path.name} is not",
            )
        folder, key = self.place()
        path.rename(folder / path.name)
        return key

    def place(self) -> tuple[Path, str]:
        """Returns a new folder for a roster, and its key in addresses."""
        key = secrets.token_hex(16)
        folder = self._aside / f"roster-{key}"
        folder.mkdir()
        return folder, key

    def kept(self, key: str) -> Path | None:
        """Returns a roster that was kept aside."""
        if not _KEY.fullmatch(key):
            return None
        folder = self._aside / f"roster-{key}"
        return next(iter(sorted(folder.iterdir())), None) if folder.is_dir() else None


class RosterScreen:
    """The ways to a roster.

    Args:
        setup: the folder of rounds and the definitions.
    """

    def __init__(self, setup: DeskSetup) -> None:
        self._setup = setup
        self._rosters = RosterStore(setup.aside)

    @property
    def routes(self) -> list[Route]:
        """The addresses of the page and its steps."""
        return [
            Route("/new/grid", self.grid, methods=["GET"]),
            Route("/new/grid", self.fill, methods=["POST"]),
            Route("/new/blank", self.blank),
            Route("/api/rosters", self.roster, methods=["POST"]),
        ]

    async def roster(self, request: Request) -> Response:
        """Keeps an uploaded roster aside and answers with the page that shows it."""
        try:
            async with uploaded(request, self._setup.aside, DEFAULT.file_size) as path:
                kept = await run_in_threadpool(self._rosters.keep, path)
        except ToolkitError as error:
            status = 413 if isinstance(error, UploadTooLargeError) else 409
            return JSONResponse({"error": error.message("zh"), "error_en": error.message("en")}, status)
        asked = {name: request.query_params.get(name, "") for name in ROUND_FIELDS}
        return JSONResponse({"next": f"/new{query(**{**asked, 'roster': kept})}#roster"})

    def grid(self, request: Request) -> Response:
        """Shows a roster to fill in: empty, dropped, or an earlier round's."""
        form, year = request.query_params.get("form", "") or "form13", request.query_params.get("year", "")
        definition = issued_form(form, self._setup)
        path, name = self._rosters.kept(request.query_params.get("roster", "")), request.query_params.get("from", "")
        rows: list[GridRow] = []
        moved = ""
        if path is not None:
            rows = rows_of_roster(read_roster(path, definition, year=int(year) if year.isdigit() else None))
        elif name:
            rows, moved = self._earlier(name, definition, int(year) if year.isdigit() else None)
        return _grid_page(request, definition, year, rows, moved)

    def _earlier(self, name: str, definition: FormDefinition, year: int | None) -> tuple[list[GridRow], str]:
        """Returns an earlier round's projects for a new year, and its name."""
        folder = self._setup.rounds.find(name)
        if folder is None:
            raise HTTPException(404)
        with read_ledger(folder, self._setup.options_of(folder).ledger) as ledger:
            if ledger.round.form != definition.id:
                raise InputError(
                    f"“{ledger.round.name}”用的是另一种表，不能带出它的项目",
                    f"“{ledger.round.name}” uses another form; its projects cannot be taken over",
                )
            before = ledger.round.budget_year
            years = year - before if year and before else 1
            return rows_of_round(roster_rows(facts_of(ledger)).values(), years), ledger.round.name

    async def fill(self, request: Request) -> Response:
        """Keeps a roster that was filled in, or adds rows to it."""
        fields = await small_form(request)
        form, year = fields.get("form", ""), fields.get("year", "")
        definition = issued_form(form, self._setup)
        given = [{name.removeprefix("cell-"): "yes" for name in fields}]
        columns = grid_columns(definition, given)
        rows = rows_of_form(fields, columns)
        if fields.get("more") or not rows:
            return _grid_page(request, definition, year, rows, "", MORE_ROWS)
        folder, key = self._rosters.place()
        (folder / _FILLED).write_bytes(roster_csv(columns, rows))
        return RedirectResponse(f"/new{query(form=form, year=year, roster=key)}#roster", 303)

    def blank(self, request: Request) -> Response:
        """Gives out an empty roster with drop-downs and notes."""
        definition = issued_form(request.query_params.get("form", "") or "form13", self._setup)
        year = request.query_params.get("year", "")
        out = self._setup.aside / f"roster-blank-{secrets.token_hex(8)}" / "名册.xlsx"
        setup = BatchSetup(templates=self._setup.templates)
        write_roster(out, form=definition.id, year=int(year) if year.isdigit() else None, setup=setup)
        return download(out)


def _grid_page(
    request: Request, definition: FormDefinition, year: str, rows: list[GridRow], moved: str, more: int = FIRST_ROWS
) -> Response:
    facts = {
        "place": "rounds",
        "form": definition.id,
        "year": year,
        "columns": grid_columns(definition, rows),
        "rows": [*rows, *({} for _ in range(more if rows else FIRST_ROWS))],
        "moved": moved,
        "most": MOST_ROWS,
        "too_many": len(rows) > MOST_ROWS,
    }
    return page(request, "grid.html", facts)
