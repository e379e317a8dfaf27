"""A town's round with its ledger: two weeks of returns, corrections, decisions, the end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from toolkit import api
from toolkit.demo.folder import Desk
from toolkit.demo.samples import DEPARTMENT
from toolkit.demo.steps import PASSWORD
from toolkit.files import write_atomically
from toolkit.forms.definition_files import shipped
from toolkit.issuing.typing_in import type_in
from toolkit.ledger.derive import ProjectStatus
from toolkit.model.money import in_wan
from toolkit.model.project_state import ProjectState
from toolkit.model.records import Indicator, Project
from toolkit.model.text import counted
from toolkit.rounds import RoundOptions, changes, close, decide, letters, receive, remind, start, status

NAME = "一轮填报（台账）"
#: The folder of the returns as they came, and the parts of the round's own folder that another run makes anew.
ARRIVED = "各单位发来的文件"
PARTS = ("台账.sqlite", "名册.xlsx", "下发清单.xlsx", "下发", "报回", "审核", "汇总", ARRIVED)
_OFFICER, _DAYS = "演示", 14


def play(desk: Desk, records: Sequence[Project]) -> Iterator[str]:
    """Yields the steps of a round: start, returns, letters, reminders, corrections, decisions, end.

    Args:
        desk: its folder.
        records: the projects of the units, as they fill them in; the last unit's come late.
    """
    folder, options = desk.folder, RoundOptions(templates=desk.templates)
    started = start(
        folder,
        form="form13",
        roster=shipped("samples") / "roster.xlsx",
        year=2024,
        deadline=date.today() + timedelta(days=_DAYS),
        department=DEPARTMENT,
        contact="李明 0769-8338××××",
        password=PASSWORD,
        options=options,
    )
    yield desk.sentence(
        f"1 按名册下发 {started.projects} 个项目，每单位一个文件夹和 .zip，附下发通知：{folder / '下发'}",
        f"1 issued {counted(started.projects, 'project')}, a folder and a .zip a unit with a notice: {folder / '下发'}",
    )
    late = records[-1].spending_unit
    first = _answer(desk, started.forms, [one for one in records if one.spending_unit != late], "第一批")
    receive(folder, first, options=options)
    written = letters(folder, options=options)
    reminded = remind(folder, options=options).reminders
    yield desk.sentence(
        f"2 收到第一批，写了 {len(written)} 封退回修改意见、{len(reminded)} 份催报通知：{folder / '审核'}",
        f"2 received the first returns; {counted(len(written), 'letter')} and {counted(len(reminded), 'reminder')}: "
        f"{folder / '审核'}",
    )
    wrong = {(one.unit, one.project) for one in status(folder, options=options).projects if one.errors}
    corrected = [_corrected(one) for one in records if (one.spending_unit, one.project_name) in wrong]
    second = [one for one in records if one.spending_unit == late]
    receive(folder, _answer(desk, started.forms, [*second, *corrected], "第二批"), options=options)
    found = changes(folder, options=options)
    yield desk.sentence(
        f"3 收到第二批，{len(found)} 个项目改过后重报，改了什么：jixiao round changes {folder}",
        f"3 received the rest; {counted(len(found), 'project')} came corrected: jixiao round changes {folder}",
    )
    yield from _decisions(desk, options)
    yield from _end(desk, options)


def _answer(desk: Desk, forms: Iterable[Path], records: Sequence[Project], name: str) -> Path:
    """Fills the forms of some records, and returns their folder."""
    folder, waiting = desk.folder / ARRIVED / name, {(one.spending_unit, one.project_name): one for one in records}
    for path in forms:
        for form in api.read(path, templates=desk.templates).projects:
            record = waiting.pop((form.spending_unit, form.project_name), None)
            if record is not None and form.source is not None:
                typed = type_in(path.read_bytes(), {form.source.sheet: record}, desk.templates)
                write_atomically(folder / path.parent.name / path.name, typed)
    return folder


def _corrected(project: Project) -> Project:
    """Returns a project as its unit corrects it.

    An indicator's only value counts for both.
    """
    return replace(project, indicators=tuple(_completed(one) for one in project.indicators if one.values))


def _completed(indicator: Indicator) -> Indicator:
    period, annual = indicator.period_value, indicator.annual_value
    return replace(indicator, period_value=period or annual, annual_value=annual or period)


def _decisions(desk: Desk, options: RoundOptions) -> Iterator[str]:
    """Accepts what has no error, and cancels or returns the rest."""
    folder = desk.folder
    decide(folder, "accept", by=_OFFICER, why="没有问题", options=options)
    for one in status(folder, options=options).projects:
        if one.state in (ProjectState.RECEIVED, ProjectState.RESUBMITTED) and not one.errors:
            decide(folder, "accept", one.unit, one.project, by=_OFFICER, why="警告已核对", options=options)
    left = [one for one in status(folder, options=options).projects if one.state is not ProjectState.ACCEPTED]
    for one in left:
        if one.state is ProjectState.RECEIVED:
            decide(folder, "return", one.unit, one.project, by=_OFFICER, why="请按意见修改", options=options)
    yield desk.sentence(
        f"4 逐个决定，谁在何时为什么：jixiao round log {folder}",
        f"4 decided one by one; who, when and why: jixiao round log {folder}",
    )
    yield from (
        f"  {_name(desk, one)}"
        for one in status(folder, options=options).projects
        if one.state is not ProjectState.ACCEPTED
    )


def _name(desk: Desk, one: ProjectStatus) -> str:
    words = one.state.words
    return f"{one.unit} {one.project}：{desk.sentence(words.zh, words.en)}"


def _end(desk: Desk, options: RoundOptions) -> Iterator[str]:
    closed = close(desk.folder, _OFFICER, "其余项目下一轮再报", anyway=True, options=options)
    total = closed.content.top.funding.total
    shown = f"{in_wan(total):,.2f}" if total is not None else "—"
    count = sum(1 for _ in closed.content.top.projects())
    yield desk.sentence(
        f"5 关账：通过 {count} 个项目、{shown} 万元，封存入账，汇总表和公开稿：{closed.summary.parent}",
        f"5 closed with {counted(count, 'project')}, {shown} 万元, sealed in the ledger; summary and copy to publish: "
        f"{closed.summary.parent}",
    )
