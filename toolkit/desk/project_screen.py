"""A project: the form as it came, its findings, the possible verdicts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from toolkit.desk.activities import Ended
from toolkit.desk.downloads import inside
from toolkit.desk.drawn_form import DrawnForm, draw_form
from toolkit.desk.page_writer import language_of, query
from toolkit.desk.returned_sheet import sheet_of, widths_of
from toolkit.desk.round_screen import RoundScreen, RoundStep
from toolkit.desk.round_view import RoundView
from toolkit.desk.round_words import VERDICTS, last_decision, verdict_words
from toolkit.desk.work_screen import local_path
from toolkit.errors import FileError, ToolkitError
from toolkit.ledger.derive import ProjectStatus
from toolkit.ledger.ledger_rows import ReturnRow, VerdictKind, VerdictRow
from toolkit.ledger.return_rows import findings_then
from toolkit.ledger.verdict_rows import verdicts_of
from toolkit.model.finding import Bilingual
from toolkit.model.project_state import ProjectState
from toolkit.model.same import name_key
from toolkit.reports.wording import title
from toolkit.rounds import decide, undo
from toolkit.rounds.compare_returns import changes_between, previous_return
from toolkit.rounds.form_words import FormWords

_WAITING = (ProjectState.RECEIVED, ProjectState.RESUBMITTED)
#: The decisions that a page offers: verdict, name of the button, what follows.
_OFFERS = {
    "accept": (Bilingual("通过", "Accept"), Bilingual("通过后进入汇总。", "It goes into the summary.")),
    "return": (
        Bilingual("退回修改", "Return"),
        Bilingual(
            "退回后会写进给单位的退回意见，等单位改好重报。", "It goes into the letter to the unit, which corrects it."
        ),
    ),
    "waive": (
        Bilingual("放行一条意见", "Waive a finding"),
        Bilingual(
            "情况属实、不用改的，写明原因放行；放行后这一条不再算问题。", "For a finding that may stand; say why."
        ),
    ),
    "admit": (
        Bilingual("纳入名册", "Admit"),
        Bilingual(
            "名册上没有这个项目；纳入后按名册内的项目办理。",
            "The roster lacks it; admitted, it counts like the others.",
        ),
    ),
    "nil": (Bilingual("无需填报", "Nil"), Bilingual("这个项目不用报，不再催。", "It need not be returned.")),
    "cancel": (
        Bilingual("取消项目", "Cancel"),
        Bilingual("不再执行的项目，不进汇总。", "It stays out of the summary."),
    ),
    "reopen": (Bilingual("重开", "Reopen"), Bilingual("收回已做的决定，回到待审。", "The decision no longer holds.")),
}


@dataclass(frozen=True, slots=True)
class _Drawing:
    """The drawing of a return, or the reason why there is none."""

    form: DrawnForm | None = None
    fault: Bilingual | None = None


class ProjectScreen(RoundScreen):
    """One project of a round.

    Args:
        reader: of the rounds.
    """

    @property
    def routes(self) -> list[Route]:
        """The addresses of the page and its decisions."""
        return [
            Route("/rounds/{name}/project", self.show),
            Route("/rounds/{name}/decide", self.decide, methods=["POST"]),
            Route("/rounds/{name}/undo", self.undo, methods=["POST"]),
        ]

    def show(self, request: Request) -> Response:
        """Shows a project with its findings and the decisions that it allows."""
        view = self.reader.view(request)
        every = view.status.projects
        wanted = request.query_params.get("unit", ""), request.query_params.get("project", "")
        place = next((n for n, one in enumerate(every) if (one.unit, one.project) == wanted), None)
        if place is None:
            raise HTTPException(404)
        one = every[place]
        drawing = self._drawing(request, view, one)
        with self.reader.ledger(view.folder) as ledger:
            given = verdicts_of(ledger.connection)
            earlier = previous_return(one)
            words = FormWords(view.status.round.form, self.reader.setup.templates)
            pair = (earlier, one.counting) if earlier and one.counting else None
            changed = changes_between(ledger, one, *pair, words).changes if pair else ()
        facts = {
            "one": one,
            "issued": one.issued.file if one.issued and not one.returns else None,
            "before": every[place - 1] if place else None,
            "after": every[place + 1] if place + 1 < len(every) else None,
            "drawn": drawing.form,
            "fault": drawing.fault,
            "attached": [
                file
                for unit in view.status.units
                for file in unit.attachments
                if file.project and (name_key(unit.unit), name_key(file.project)) == one.key
            ],
            "others": [back for back in one.returns if back is not one.counting],
            "rivals": list(_rivals(one)),
            "verdicts": [(kind, *_OFFERS[kind]) for kind in offered_verdicts(one)],
            "waivable": [(code, title(code, language_of(request))) for code in _waivable(one)],
            "verdict_words": VERDICTS,
            "last": last_decision(given) if any(verdict.key == one.key for verdict in _last_of(given)) else None,
            "changes": changed,
        }
        return self.shown(request, "project.html", "board", view, facts)

    def _drawing(self, request: Request, view: RoundView, one: ProjectStatus) -> _Drawing:
        counting = one.counting
        if counting is None:
            return _Drawing()
        with self.reader.ledger(view.folder) as ledger:
            findings = findings_then(ledger.connection, counting.file, counting.number)
        widths = widths_of(view.status.round.form, self.reader.setup.templates)
        try:
            path = _original(view.folder, counting.stored)
            grid = sheet_of(path, counting.sheet, path.stat().st_size)
        except ToolkitError as error:
            return _Drawing(fault=error.sentence)
        return _Drawing(
            draw_form(grid, findings, language_of(request), widths=widths, own_columns=counting.stamp_id is not None)
        )

    async def decide(self, request: Request) -> Response:
        """Writes a verdict into the ledger."""

        def work(step: RoundStep) -> Ended:
            fields = step.fields
            done = decide(
                step.folder,
                fields.get("verdict", ""),
                fields.get("unit"),
                fields.get("project"),
                fields.get("code") or None,
                by=step.by,
                why=step.why,
                file=fields.get("file") or None,
                options=step.options,
            )
            words, count = VERDICTS[done.verdict], len(done.projects)
            noted = Bilingual(f"已记下：{words.zh}（{count} 个项目）", f"Noted: {words.en} ({count})")
            return Ended(_judged_page(step), noted)

        return await self.step(request, Bilingual("记下决定", "Writing the decision"), work, _judged_page)

    async def undo(self, request: Request) -> Response:
        """Takes back the last verdict."""

        def work(step: RoundStep) -> Ended:
            done = undo(step.folder, step.by, step.why, event=_event(step), options=step.options)
            words = verdict_words(done.verdicts[0])
            return Ended(_asking_page(step), Bilingual(f"已撤回：{words.zh}", f"Taken back: {words.en}"))

        return await self.step(request, Bilingual("撤回决定", "Taking back the decision"), work, _asking_page)


def _event(step: RoundStep) -> int | None:
    """Returns the decision that a page showed; None where it showed none."""
    event = step.fields.get("event", "")
    if not event:
        return None
    return int(event) if event.isascii() and event.isdigit() else 0


def _last_of(given: Sequence[VerdictRow]) -> Sequence[VerdictRow]:
    """Returns the verdicts that were given together last."""
    return [one for one in given if one.event == given[-1].event]


def _judged_page(step: RoundStep) -> str:
    """Returns the page of the project that a verdict is about, else the board."""
    unit, project = step.fields.get("unit"), step.fields.get("project")
    return step.page() if unit is None else f"{step.page('project')}{query(unit=unit, project=project)}"


def _asking_page(step: RoundStep) -> str:
    """Returns the page on which a person asked for something."""
    return local_path(step.fields.get("back", step.page()))


def _original(folder: Path, stored: str) -> Path:
    """Returns the stored original. Raises FileError where it is missing."""
    try:
        return inside(folder, stored)
    except HTTPException as error:
        raise FileError(
            f"报回的原件不在了：{stored}，请从备份中恢复",
            f"The original is missing: {stored}; restore it from a backup",
        ) from error


def offered_verdicts(one: ProjectStatus) -> Iterator[str]:
    """Yields the verdicts that a project allows, the likely ones first."""
    state = one.state
    if state in _WAITING and not one.errors and one.undecided is None:
        yield "accept"
    judged = one.verdict is not None and one.verdict.verdict is VerdictKind.RETURN
    if one.returns and not judged and state not in (ProjectState.NIL, ProjectState.CANCELLED):
        yield "return"
    if one.returns and _waivable(one) and state not in (ProjectState.ACCEPTED, ProjectState.CANCELLED):
        yield "waive"
    if state is ProjectState.OFF_ROSTER:
        yield "admit"
    if state is ProjectState.NOT_RETURNED:
        yield "nil"
    if state not in (ProjectState.CANCELLED, ProjectState.ACCEPTED):
        yield "cancel"
    if one.verdict is not None:
        yield "reopen"


def _rivals(one: ProjectStatus) -> Iterator[ReturnRow]:
    """Yields the returns from which an officer may choose, the last first."""
    if one.state in (ProjectState.NIL, ProjectState.CANCELLED, ProjectState.OFF_ROSTER):
        return
    by_file = {back.file: back for back in one.returns}
    if len(by_file) > 1:
        yield from sorted(by_file.values(), key=lambda back: (back.at, back.file), reverse=True)


def _waivable(one: ProjectStatus) -> Sequence[str]:
    return [code for code in (*one.errors, *one.warnings) if code not in one.waived]
