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
from toolkit.desk.board_screen import VERDICTS
from toolkit.desk.downloads import inside
from toolkit.desk.drawn_form import DrawnForm, draw_form
from toolkit.desk.page_writer import language_of, page, query, round_path
from toolkit.desk.returned_sheet import sheet_of, widths_of
from toolkit.desk.round_folders import name_of
from toolkit.desk.round_view import RoundReader, RoundView
from toolkit.desk.upload_bodies import small_form
from toolkit.desk.work_screen import begin, local_path
from toolkit.engine.run_batch import Progress
from toolkit.errors import FileError, ToolkitError
from toolkit.ledger.derive import ProjectStatus
from toolkit.ledger.ledger_rows import VerdictKind
from toolkit.ledger.return_rows import findings_then
from toolkit.ledger.verdict_rows import verdicts_of
from toolkit.model.finding import Bilingual
from toolkit.model.project_state import ProjectState
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


class ProjectScreen:
    """One project of a round.

    Args:
        reader: of the rounds.
    """

    def __init__(self, reader: RoundReader) -> None:
        self._reader = reader

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
        view = self._reader.view(request)
        every = view.status.projects
        wanted = request.query_params.get("unit", ""), request.query_params.get("project", "")
        place = next((n for n, one in enumerate(every) if (one.unit, one.project) == wanted), None)
        if place is None:
            raise HTTPException(404)
        one = every[place]
        drawing = self._drawing(request, view, one)
        with self._reader.ledger(view.folder) as ledger:
            given = verdicts_of(ledger.connection)
            earlier = previous_return(one)
            words = FormWords(view.status.round.form, self._reader.setup.templates)
            pair = (earlier, one.counting) if earlier and one.counting else None
            changed = changes_between(ledger, one, *pair, words).changes if pair else ()
        last = given[-1] if given else None
        facts = {
            "place": "rounds",
            "tab": "board",
            "view": view,
            "status": view.status,
            "one": one,
            "before": every[place - 1] if place else None,
            "after": every[place + 1] if place + 1 < len(every) else None,
            "drawn": drawing.form,
            "fault": drawing.fault,
            "others": [back for back in one.returns if back is not one.counting],
            "verdicts": [(kind, *_OFFERS[kind]) for kind in offered_verdicts(one)],
            "waivable": [(code, title(code, language_of(request))) for code in _waivable(one)],
            "verdict_words": VERDICTS,
            "can_undo": last is not None,
            "last_words": _last_words(last.verdict, last.unit, last.project, last.who) if last else None,
            "changes": changed,
        }
        return page(request, "project.html", facts)

    def _drawing(self, request: Request, view: RoundView, one: ProjectStatus) -> _Drawing:
        counting = one.counting
        if counting is None:
            return _Drawing()
        with self._reader.ledger(view.folder) as ledger:
            findings = findings_then(ledger.connection, counting.file, counting.number)
        widths = widths_of(view.status.round.form, self._reader.setup.templates)
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
        folder = self._reader.folder(request)
        fields = await small_form(request)
        verdict, unit, project = fields.get("verdict", ""), fields.get("unit"), fields.get("project")
        home = round_path(name_of(folder))
        back = f"{home}/project{query(unit=unit, project=project)}" if unit is not None else home

        def work(progress: Progress) -> Ended:
            done = decide(
                folder,
                verdict,
                unit,
                project,
                fields.get("code") or None,
                by=fields.get("by", ""),
                why=fields.get("why", ""),
                options=self._reader.setup.options_of(folder),
            )
            words, count = VERDICTS[done.verdict], len(done.projects)
            return Ended(back, Bilingual(f"已记下：{words.zh}（{count} 个项目）", f"Noted: {words.en} ({count})"))

        return await begin(request, Bilingual("记下决定", "Writing the decision"), back, work)

    async def undo(self, request: Request) -> Response:
        """Takes back the last verdict."""
        folder = self._reader.folder(request)
        fields = await small_form(request)
        back = local_path(fields.get("back", round_path(name_of(folder))))

        def work(progress: Progress) -> Ended:
            done = undo(
                folder,
                fields.get("by", ""),
                fields.get("why", ""),
                options=self._reader.setup.options_of(folder),
            )
            first = done.verdicts[0]
            words = _last_words(first.verdict, first.unit, first.project, first.who)
            return Ended(back, Bilingual(f"已撤回：{words.zh}", f"Taken back: {words.en}"))

        return await begin(request, Bilingual("撤回决定", "Taking back the decision"), back, work)


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


def _waivable(one: ProjectStatus) -> Sequence[str]:
    return [code for code in (*one.errors, *one.warnings) if code not in one.waived]


def _last_words(verdict: VerdictKind, unit: str | None, project: str | None, who: str) -> Bilingual:
    words = VERDICTS[verdict]
    about = " ".join(filter(None, (unit, project)))
    return Bilingual(f"{words.zh} {about}（{who}）", f"{words.en} {about} ({who})")
