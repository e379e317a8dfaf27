"""The summary: control totals, projects left out, the table to publish, closing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from toolkit.checks.settings import definition_faults
from toolkit.desk.activities import Ended
from toolkit.desk.downloads import download, offered
from toolkit.desk.drawn_form import DrawnForm, draw_form
from toolkit.desk.last_year import YearComparison, compare_years, previous_round
from toolkit.desk.page_writer import language_of
from toolkit.desk.round_screen import RoundScreen, RoundStep
from toolkit.desk.round_view import RoundView
from toolkit.desk.round_words import StateGroup, group_of, why_out
from toolkit.errors import InputError, ToolkitError
from toolkit.excel.open.opener import open_file
from toolkit.forms.definition import SummaryDefinition
from toolkit.forms.loader import load_form
from toolkit.ledger.derive import ProjectStatus
from toolkit.ledger.round_rows import all_issued
from toolkit.model.finding import Bilingual
from toolkit.model.project_state import ProjectState
from toolkit.model.schema import MoneyKey
from toolkit.rounds import close, decide
from toolkit.rounds.close_round import control_totals
from toolkit.rounds.draft_summary import write_draft
from toolkit.rounds.round_status import RoundStatus

_FORM = "combined"
_WORKING, _PUBLIC = "汇总（草稿）.xlsx", "公开稿（草稿）.xlsx"
_SUMMARY = "汇总"
#: The sources of money as the table to publish names them.
_SOURCES: Mapping[MoneyKey, Bilingual] = {
    "fiscal": Bilingual("财政拨款", "fiscal appropriation"),
    "special_account": Bilingual("财政专户拨款", "special account"),
    "other": Bilingual("其他资金", "other funds"),
}


@dataclass(frozen=True, slots=True)
class UnitBar:
    """The accepted amount of a unit, and its bar in thousandths of the longest."""

    unit: str
    amount: Decimal
    length: int


class SummaryScreen(RoundScreen):
    """The end of a round.

    Args:
        reader: of the rounds.
    """

    @property
    def routes(self) -> list[Route]:
        """The addresses of the page and its steps."""
        return [
            Route("/rounds/{name}/summary", self.show),
            Route("/rounds/{name}/draft", self.draft, methods=["POST"]),
            Route("/rounds/{name}/draft/{file}", self.draft_file),
            Route("/rounds/{name}/close", self.close, methods=["POST"]),
            Route("/rounds/{name}/reopen", self.reopen, methods=["POST"]),
        ]

    def show(self, request: Request) -> Response:
        """Shows where the round stands, and the table."""
        view = self.reader.view(request)
        every = view.status.projects
        drawn, drafts = self._table(request, view)
        facts = {
            "control": control_totals(every),
            "left_open": sum(one.state.is_owed_by_unit or one.state.awaits_verdict for one in every),
            "out": [(one, why_out(one)) for one in every if one.state is not ProjectState.ACCEPTED],
            "parts": _parts(every),
            "years": self._years(view),
            "bars": _bars(view),
            "without_source": self._without_source(view) if view.status.open else 0,
            "sources": _SOURCES,
            "drawn": drawn,
            "drafts": drafts,
            "files": list(offered(view.folder, _SUMMARY, (".xlsx",))),
        }
        return self.shown(request, "summary.html", "summary", view, facts)

    def _without_source(self, view: RoundView) -> int:
        """Returns how many accepted projects the roster gives an amount without its source."""
        accepted = {one.key for one in view.status.projects if one.state is ProjectState.ACCEPTED}
        with self.reader.ledger(view.folder) as ledger:
            last = {row.key: row for row in all_issued(ledger.connection)}
        rows = (row for key, row in last.items() if key in accepted and row.amount is not None)
        return sum(not any(key in row.facts for key in _SOURCES) for row in rows)

    def _years(self, view: RoundView) -> YearComparison | None:
        """Returns last year's round beside this one; None without one."""
        before = previous_round(self._others(view), view.status)
        return compare_years(before, view.status) if before else None

    def _others(self, view: RoundView) -> Iterator[RoundStatus]:
        for folder in self.reader.setup.rounds:
            if folder != view.folder:
                with suppress(ToolkitError):  # a round that cannot be read is said on the list of rounds
                    yield self.reader.read(folder).status

    def _table(self, request: Request, view: RoundView) -> tuple[DrawnForm | None, tuple[str, ...]]:
        """Returns the drawing of the table to publish, and the names of the drafts."""
        if view.status.open:
            folder = self._drafts(view)
            path: Path | None = folder / _PUBLIC
            drafts: tuple[str, ...] = (_WORKING, _PUBLIC) if (folder / _PUBLIC).is_file() else ()
        else:
            written = [one.path for one in offered(view.folder, _SUMMARY, (".xlsx",)) if "公开稿" in one.path]
            path, drafts = (view.folder / written[-1] if written else None), ()
        if path is None or not path.is_file():
            return None, ()
        book = open_file(path.name, path.read_bytes()).book
        if book is None:
            return None, drafts
        definition = load_form(_FORM, self.reader.setup.templates, definition_faults)
        widths = [one.width for one in definition.columns] if isinstance(definition, SummaryDefinition) else []
        return draw_form(book.sheets[0], (), language_of(request), widths=widths), drafts

    def _drafts(self, view: RoundView) -> Path:
        """Returns the folder of the drafts of a round as it is now."""
        return self.reader.setup.aside / f"draft-{abs(hash(view.folder))}-{view.version}"

    async def draft(self, request: Request) -> Response:
        """Writes the table of what is accepted so far, to look at."""

        def work(step: RoundStep) -> Ended:
            out = self._drafts(self.reader.read(step.folder))
            write_draft(step.folder, out / _WORKING, out / _PUBLIC, funding=_funding(step), options=step.options)
            return Ended(_home(step), Bilingual("下面是现在已通过的项目的汇总", "Below: what is accepted so far"))

        return await self.step(request, Bilingual("试汇总", "Trying the summary"), work, _home)

    def draft_file(self, request: Request) -> Response:
        """Gives out a draft."""
        view, file = self.reader.view(request), request.path_params["file"]
        path = self._drafts(view) / file
        if file not in (_WORKING, _PUBLIC) or not path.is_file():
            raise HTTPException(404)
        return download(path)

    async def close(self, request: Request) -> Response:
        """Closes the round with a name."""

        def work(step: RoundStep) -> Ended:
            anyway, funding = step.fields.get("anyway") == "yes", _funding(step)
            close(step.folder, step.by, step.why, anyway=anyway, funding=funding, options=step.options)
            words = Bilingual("已结束。汇总表和公开稿在下面下载", "Closed. Download the tables below")
            return Ended(_home(step), words)

        return await self.step(request, Bilingual("结束这一轮，写汇总表", "Closing the round"), work, _home)

    async def reopen(self, request: Request) -> Response:
        """Opens a closed round with a name and a reason."""

        def work(step: RoundStep) -> Ended:
            decide(step.folder, "reopen", by=step.by, why=step.why, options=step.options)
            return Ended(_home(step), Bilingual("已重新打开", "The round is open again"))

        return await self.step(request, Bilingual("重新打开", "Reopening"), work, _home)


def _funding(step: RoundStep) -> MoneyKey | None:
    """Returns the chosen source of money for projects without one. Raises InputError."""
    given = step.fields.get("funding", "")
    if not given:
        return None
    for key in _SOURCES:
        if given == key:
            return key
    raise InputError(f"没有“{given}”这种资金来源", f"“{given}” is no source of money")


def _home(step: RoundStep) -> str:
    return step.page("summary")


@dataclass(frozen=True, slots=True)
class StatePart:
    """The projects of one group, and their piece of a bar in thousandths."""

    group: StateGroup
    count: int
    amount: Decimal
    begin: int
    length: int


def _parts(every: Sequence[ProjectStatus]) -> list[StatePart]:
    """Returns the groups with their amounts, as pieces of one bar."""
    amounts: dict[StateGroup, list[Decimal]] = {}
    for one in every:
        amounts.setdefault(group_of(one), []).append(one.amount or Decimal(0))
    total = sum((sum(found, Decimal(0)) for found in amounts.values()), Decimal(0))
    parts, begin = [], 0
    for state in ProjectState:
        for group in (one for one in amounts if one.state is state):
            amount = sum(amounts[group], Decimal(0))
            length = int(amount * 1000 / total) if total else 0
            parts.append(StatePart(group, len(amounts[group]), amount, begin, length))
            begin += length
    return parts


def _bars(view: RoundView) -> list[UnitBar]:
    amounts = [(unit.unit, unit.totals.amount_accepted) for unit in view.status.units]
    most = max((amount for _, amount in amounts), default=Decimal(0))
    return [UnitBar(unit, amount, int(amount * 1000 / most)) for unit, amount in amounts if amount and most]
