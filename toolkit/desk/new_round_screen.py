"""A new round: the roster is dropped, looked at, and the forms are written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from toolkit import api
from toolkit.checks.settings import definition_faults
from toolkit.desk.activities import Ended
from toolkit.desk.desk_setup import DeskSetup
from toolkit.desk.drawn_form import draw_form
from toolkit.desk.page_writer import language_of, page, round_path
from toolkit.desk.roster_store import AskedRound, RosterStore, asked_round, deadline_of
from toolkit.desk.round_beginning import nothing_half_done
from toolkit.desk.round_folders import name_of
from toolkit.desk.upload_bodies import small_form
from toolkit.desk.work_screen import begin
from toolkit.engine.run_batch import Progress
from toolkit.errors import InputError, ToolkitError
from toolkit.excel.open.opener import open_file
from toolkit.forms.definition import Definition, FormDefinition
from toolkit.forms.loader import load_definitions
from toolkit.issuing.roster_rows import RosterRow, read_roster
from toolkit.model.finding import Bilingual
from toolkit.rounds import start
from toolkit.rounds.issue_forms import issued_form

_TITLE = Bilingual("写出填报表，开始一轮", "Writing the forms")


@dataclass(frozen=True, slots=True)
class RosterLook:
    """A roster as the page shows it before anything is written.

    Attributes:
        name: of the file.
        rows: units and projects.
        units: how many.
        total: the sum of the amounts in 元; None where the roster has none.
        sums: of each unit its name, number of projects and amount.
        budget: the amount in 元 that the budget says, where somebody gave it.
    """

    name: str
    rows: tuple[RosterRow, ...]
    units: int
    total: Decimal | None
    sums: tuple[tuple[str, int, Decimal], ...] = ()
    budget: Decimal | None = None

    @property
    def difference(self) -> Decimal | None:
        """The roster's total less the budget; None without one."""
        return None if self.budget is None else (self.total or Decimal(0)) - self.budget


class NewRoundScreen:
    """The way to a new round.

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
            Route("/new", self.show, methods=["GET"]),
            Route("/new", self.start, methods=["POST"]),
        ]

    def show(self, request: Request) -> Response:
        """Shows the fields of a new round, with the roster that was dropped."""
        if not self._setup.rounds.takes_new:
            raise HTTPException(404)
        asked = asked_round(request.query_params)
        path = self._rosters.kept(asked.roster)
        facts: dict[str, object] = {"look": None, "fault": None, "drawn": None}
        if path is not None:
            try:
                facts |= self._look(request, path, asked)
            except ToolkitError as error:
                facts["fault"] = error.sentence
        shared = {
            "place": "rounds",
            "asked": asked,
            "forms": self._forms(),
            "earlier": [(name_of(folder), folder.name) for folder in self._setup.rounds],
            "budget": request.query_params.get("budget", ""),
            "roster": asked.roster if path is not None else "",
            "usual_name": f"{asked.year or _year_of(facts) or date.today().year + 1}年绩效目标",
        }
        return page(request, "new.html", {**shared, **facts})

    def _forms(self) -> list[Definition]:
        found = load_definitions(self._setup.templates, definition_faults).values()
        return [one for one in found if one.kind != "summary"]

    def _look(self, request: Request, path: Path, asked: AskedRound) -> dict[str, object]:
        """Returns the roster and the first form as it will be issued. Raises ToolkitError."""
        definition, _ = issued_form(asked.form, self._setup.options)
        rows = tuple(read_roster(path, definition, year=asked.year))
        sums: dict[str, list[Decimal | None]] = {}
        for row in rows:
            sums.setdefault(row.unit, []).append(row.amount)
        amounts = [row.amount for row in rows if row.amount is not None]
        look = RosterLook(
            path.name,
            rows,
            len({row.identity[0] for row in rows}),
            sum(amounts, Decimal(0)) if amounts else None,
            tuple((unit, len(own), sum((one for one in own if one), Decimal(0))) for unit, own in sums.items()),
            _budget(request.query_params.get("budget", "")),
        )
        return {"look": look, "drawn": self._first_form(request, path, definition, rows)}

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
            output=out,
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
        path = self._rosters.kept(fields.get("roster", ""))
        back = asked_round(fields).address("/new")

        def work(progress: Progress) -> Ended:
            if path is None:
                raise InputError("请先把名册拖进来", "Drop the roster first")
            folder = self._setup.rounds.new(fields.get("name", ""))
            with nothing_half_done(folder, self._setup) as options:
                started = start(
                    folder,
                    form=fields.get("form", ""),
                    roster=path,
                    year=_year(fields),
                    deadline=deadline_of(fields),
                    department=fields.get("department") or None,
                    contact=fields.get("contact") or None,
                    per="unit" if fields.get("per") == "unit" else "project",
                    options=replace(options, progress=progress),
                )
            words = Bilingual(
                f"已写出 {started.units} 个单位、{started.projects} 个项目的填报表，下面可以下载发给单位",
                f"Forms for {started.projects} projects of {started.units} units are written; download them below",
            )
            return Ended(round_path(folder.name, "papers"), words)

        return await begin(request, _TITLE, back, work)


def _year_of(facts: Mapping[str, object]) -> int | None:
    """Returns the one budget year of a roster."""
    look = facts.get("look")
    years = {row.budget_year for row in look.rows} if isinstance(look, RosterLook) else set()
    return years.pop() if len(years) == 1 else None


def _budget(text: str) -> Decimal | None:
    """Returns the budget's amount in 元; None for what is no amount."""
    plain = text.replace(",", "").replace("，", "").strip()
    try:
        amount = Decimal(plain) if plain and plain.isascii() else None
    except InvalidOperation:
        return None
    return amount if amount is not None and amount.is_finite() else None


def _year(fields: Mapping[str, str]) -> int | None:
    year = fields.get("year", "")
    if not year:
        return None
    if not (year.isascii() and year.isdigit() and len(year) == 4):
        raise InputError(f"年度应是四位数字，不能写“{year}”", f"The year has four digits; “{year}” has not")
    return int(year)
