"""The reminder (催报) to a unit, as a document and a text to paste."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import compress

from toolkit.model.project_state import ProjectState
from toolkit.papers.board import Board
from toolkit.papers.document import BODY, OfficialDocument, PaperColumn, TextStyle
from toolkit.papers.round_facts import RoundFacts, campaign, contact_text, day_text, days_text, money_text, weekday_text


@dataclass(frozen=True, slots=True)
class OwedProject:
    """A project that a unit has to send, or to send again.

    Attributes:
        name: 项目名称.
        state: `NOT_RETURNED` or `TO_CORRECT`.
        amount: in 元; None where unknown.
        errors: errors to correct.
        sent_back: whether the unit was asked to correct it.
        reason: why the officer sent it back; None where nobody did.
    """

    name: str
    state: ProjectState
    amount: Decimal | None = None
    errors: int = 0
    sent_back: bool = True
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Reminder:
    """The reminder to one unit.

    Attributes:
        facts: of the round; `facts.day` is the day of the reminder.
        unit: the addressee.
        projects: what it owes, in the order of the roster.
        earlier: how often it was reminded before; the wording gets firmer with it.
    """

    facts: RoundFacts
    unit: str
    projects: tuple[OwedProject, ...]
    earlier: int = 0


_COLUMNS = (
    PaperColumn("序号", 1.2, "center"),
    PaperColumn("项目名称", 6.4),
    PaperColumn("预算金额（元）", 3.4, "right"),
    PaperColumn("现在的状态", 5),
)


@dataclass(frozen=True, slots=True)
class _Tone:
    """The wording of a reminder, by how often there was one before."""

    title: str
    request: str
    close: str


#: The first, the second, every further reminder.
_TONES = (
    _Tone("关于报送{}材料的提醒", "请抽空办理", "如已报送，请忽略本提醒，并告知联系人核对。感谢支持！"),
    _Tone("关于尽快报送{}材料的通知", "请尽快办理", "确有困难的，请于今日与联系人说明原因和报送时间。"),
    _Tone(
        "关于限期报送{}材料的通知",
        "请立即办理",
        "仍未报送又未说明原因的，汇总时只能按“未报”列明。请单位负责人督促落实。",
    ),
)


def reminders_of(board: Board) -> tuple[Reminder, ...]:
    """Returns a reminder for each unit that owes something, in the board's order.

    `earlier` is the largest number of reminders that any of the owed projects had.
    """
    found = []
    for unit in board.units:
        missing = [one for one in unit.projects if one.state.is_owed_by_unit]
        if missing:
            projects = tuple(
                OwedProject(one.name, one.state, one.amount, one.errors, one.sent_back, one.reason) for one in missing
            )
            found.append(Reminder(board.facts, unit.name, projects, max(one.reminders for one in missing)))
    return tuple(found)


def reminder_docx(reminder: Reminder) -> bytes:
    """Returns 催报通知.docx. The same reminder gives the same bytes."""
    facts, tone = reminder.facts, _tone(reminder)
    title = tone.title.format(campaign(facts))
    document = OfficialDocument(title)
    document.title(title, _time(reminder))
    document.addressee(reminder.unit)
    document.body(f"截至{day_text(facts.day)}，{_debts(reminder)}：")
    document.table(*_table(reminder.projects))
    document.body(*_request(reminder, tone))
    document.body(tone.close)
    document.body(f"联系人：{contact_text(facts)}")
    document.sign(facts.department, facts.day)
    return document.close()


def reminder_text(reminder: Reminder) -> str:
    """Returns the reminder as plain text for WeChat or OA."""
    facts, tone = reminder.facts, _tone(reminder)
    time = f"·第 {reminder.earlier + 1} 次" if reminder.earlier else ""
    items = [f"{number}. {one.name}：{_state(one)}" for number, one in enumerate(reminder.projects, 1)]
    request = "".join(one if isinstance(one, str) else one[0] for one in _request(reminder, tone))
    lines = [
        f"【{'催报' if reminder.earlier else '提醒'}{time}】{facts.name}",
        f"{reminder.unit}：",
        f"截至{day_text(facts.day)}，{_debts(reminder)}：",
        *items,
        f"{request}{tone.close}",
        *([f"联系人：{facts.contact}"] if facts.contact else []),
        *([facts.department] if facts.department else []),
    ]
    return "\n".join(lines) + "\n"


def _tone(reminder: Reminder) -> _Tone:
    return _TONES[min(reminder.earlier, len(_TONES) - 1)]


def _time(reminder: Reminder) -> str:
    """Returns which reminder it is; empty for the first."""
    return f"（第 {reminder.earlier + 1} 次催报）" if reminder.earlier else ""


def _debts(reminder: Reminder) -> str:
    """Returns how many projects have to come, and how many have to be corrected."""
    missing = sum(one.state is ProjectState.NOT_RETURNED for one in reminder.projects)
    wrong = [one.sent_back for one in reminder.projects if one.state is ProjectState.TO_CORRECT]
    parts = [f"{missing} 个项目尚未报送"] if missing else []
    parts += [f"{sum(wrong)} 个项目已退回，尚未改好重报"] if any(wrong) else []
    parts += [f"{wrong.count(False)} 个项目报来的表有错误"] if not all(wrong) else []
    return f"你单位有 {'、'.join(parts)}"


def _request(reminder: Reminder, tone: _Tone) -> tuple[str | tuple[str, TextStyle], ...]:
    """Returns until when to do what, the day in bold."""
    facts, states = reminder.facts, {one.state for one in reminder.projects}
    correct = "按审核意见改好后重新报送" if ProjectState.TO_CORRECT in states else "填好下发的表报回"
    what = "未报的填好报回，有错误的改好重报" if len(states) > 1 else correct
    if facts.deadline is None:
        return (f"{tone.request}：{what}。",)
    left = days_text(facts)
    if facts.deadline < facts.day:
        day = day_text(facts.deadline)
        return f"截止日为 {day}，", (left, replace(BODY, bold=True)), f"。{tone.request}：{what}。"
    return (
        f"{tone.request}：{what}，于",
        (weekday_text(facts.deadline), replace(BODY, bold=True)),
        f"前送达（{left}）。",
    )


def _table(projects: Sequence[OwedProject]) -> tuple[list[PaperColumn], list[list[str]]]:
    amounts = any(one.amount is not None for one in projects)
    used = [True, True, amounts, True]
    rows = [[str(number), one.name, money_text(one.amount), _state(one)] for number, one in enumerate(projects, 1)]
    return list(compress(_COLUMNS, used)), [list(compress(row, used)) for row in rows]


def _state(project: OwedProject) -> str:
    """Returns a project's state with the officer's reason and the errors to correct."""
    if project.state is not ProjectState.TO_CORRECT:
        return project.state.words.zh
    if not project.sent_back:
        return f"报来的表有 {project.errors} 处错误待改" if project.errors else "报了几次，请说明以哪份为准"
    reason = f"（{project.reason}）" if project.reason else ""
    errors = f"，有 {project.errors} 处错误待改" if project.errors else ""
    return f"{project.state.words.zh}{reason}{errors}"
