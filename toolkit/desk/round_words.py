"""Sentences about rounds that several pages say: verdicts, entries of the log, days left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from toolkit.ledger.derive import ProjectStatus
from toolkit.ledger.ledger_rows import EventKind, EventRow, VerdictKind, VerdictRow
from toolkit.model.finding import Bilingual
from toolkit.model.project_state import ProjectState, state_words
from toolkit.rounds.round_status import RoundStatus

#: The verdicts as people read them.
VERDICTS: Mapping[VerdictKind, Bilingual] = {
    VerdictKind.ACCEPT: Bilingual("通过", "accepted"),
    VerdictKind.RETURN: Bilingual("退回", "returned"),
    VerdictKind.WAIVE: Bilingual("放行", "waived"),
    VerdictKind.ADMIT: Bilingual("纳入", "admitted"),
    VerdictKind.CANCEL: Bilingual("取消", "cancelled"),
    VerdictKind.NIL: Bilingual("无需填报", "nil"),
    VerdictKind.REOPEN: Bilingual("重开", "reopened"),
    VerdictKind.ASSIGN: Bilingual("指定单位", "assigned"),
}
#: The entries of the log as people read them.
_KINDS: Mapping[EventKind, Bilingual] = {
    EventKind.START: Bilingual("开始，下发填报表", "started, forms issued"),
    EventKind.ISSUE: Bilingual("补发填报表", "more forms issued"),
    EventKind.RECEIVE: Bilingual("收表", "returns taken in"),
    EventKind.CHECK: Bilingual("重新检查", "checked again"),
    EventKind.DECIDE: Bilingual("决定", "decision"),
    EventKind.UNDO: Bilingual("撤回决定", "decision taken back"),
    EventKind.LETTERS: Bilingual("写退回意见", "letters written"),
    EventKind.REMIND: Bilingual("催报", "reminders written"),
    EventKind.CLOSE: Bilingual("结束，汇总", "closed and merged"),
}


@dataclass(frozen=True, slots=True)
class StateGroup:
    """Projects that people name alike: errors of which a unit knows nothing are apart.

    Attributes:
        key: in addresses.
        state: of all of them.
        words: as people read it.
    """

    key: str
    state: ProjectState
    words: Bilingual


def group_of(one: ProjectStatus) -> StateGroup:
    """Returns the group of a project."""
    return _group(one.state, one.state is ProjectState.TO_CORRECT and not one.sent_back)


@cache
def _group(state: ProjectState, waits: bool) -> StateGroup:
    return StateGroup("to_send_back" if waits else state.value, state, state_words(state, sent_back=not waits))


def days_words(status: RoundStatus, today: date) -> Bilingual:
    """Returns how long there is still time."""
    left = status.days_left(today)
    if left is None:
        return Bilingual("没有定截止日期", "no deadline")
    if left < 0:
        return Bilingual(f"已过截止 {-left} 天", f"{-left} days late")
    if left == 0:
        return Bilingual("今天截止", "due today")
    return Bilingual(f"还有 {left} 天", f"{left} days left")


def verdict_words(one: VerdictRow) -> Bilingual:
    """Returns a decision in words: which, about what, by whom."""
    words = VERDICTS[one.verdict]
    about = " ".join(filter(None, (one.unit, one.project)))
    return Bilingual(f"{words.zh} {about}（{one.who}）", f"{words.en} {about} ({one.who})")


@dataclass(frozen=True, slots=True)
class LastDecision:
    """The decision that can be taken back.

    Attributes:
        event: its entry of the log.
        words: which, about what, by whom.
    """

    event: int
    words: Bilingual


def last_decision(given: Sequence[VerdictRow]) -> LastDecision | None:
    """Returns the last decision of those that still count; None without any."""
    if not given:
        return None
    together = sum(one.event == given[-1].event for one in given)
    words = verdict_words(given[-1])
    if together > 1:
        words = Bilingual(f"{words.zh}等 {together} 个项目", f"{words.en} and {together - 1} more")
    return LastDecision(given[-1].event, words)


def why_out(one: ProjectStatus) -> Bilingual:
    """Returns why a project is not in the summary."""
    if one.verdict is not None and one.verdict.verdict in _OUT:
        given = one.verdict
        return Bilingual(
            f"{given.why}（{given.who}，{given.at:%m-%d}）", f"{given.why} ({given.who}, {given.at:%m-%d})"
        )
    if one.undecided is not None:
        return Bilingual("报了几次，分不出以哪一份为准", "several returns, and none counts for sure")
    if one.errors:
        codes = "、".join(one.errors)
        return Bilingual(f"还有错误：{codes}", f"it has errors: {', '.join(one.errors)}")
    return _WHY.get(one.state, Bilingual("", ""))


_OUT = (VerdictKind.RETURN, VerdictKind.CANCEL, VerdictKind.NIL)
_WHY: Mapping[ProjectState, Bilingual] = {
    ProjectState.NOT_RETURNED: Bilingual("没有报回", "it has not come back"),
    ProjectState.RECEIVED: Bilingual("报回了，还没有通过", "it came back and is not accepted yet"),
    ProjectState.RESUBMITTED: Bilingual("重报了，还没有通过", "it came again and is not accepted yet"),
    ProjectState.CANCELLED: Bilingual("名册上已经没有", "it left the roster"),
    ProjectState.OFF_ROSTER: Bilingual("名册上没有这个项目", "the roster does not have it"),
}


def entry_words(one: EventRow) -> Bilingual:
    """Returns an entry of the log in words."""
    kind, detail = _KINDS[one.kind], one.detail
    zh, en = [kind.zh], [kind.en]
    if one.kind in (EventKind.DECIDE, EventKind.UNDO):
        verdict = VERDICTS[VerdictKind(str(detail.get("verdict")))]
        code = detail.get("code") or ""
        before = kind if one.kind is EventKind.UNDO else Bilingual("", "")
        zh = ["：".join(filter(None, (before.zh, f"{verdict.zh}{code}")))]
        en = [": ".join(filter(None, (before.en, f"{verdict.en} {code}".rstrip())))]
        projects = detail.get("projects")
        if isinstance(projects, Sequence) and projects:
            named = "、".join(" ".join(map(str, pair)) for pair in projects[:3])
            more = f" …（{len(projects)}）" if len(projects) > 3 else ""
            zh.append(named + more)
            en.append(named + more)
    assigned = detail.get("assigned")
    if isinstance(assigned, Sequence) and assigned:
        files = "、".join(map(str, assigned[:3])) + (f" …（{len(assigned)}）" if len(assigned) > 3 else "")
        zh.append(files)
        en.append(files)
    for name, words in _COUNTS.items():
        if isinstance(count := detail.get(name), int):
            zh.append(words.zh.format(count))
            en.append(words.en.format(count))
    return Bilingual("，".join(zh), ", ".join(en))


_COUNTS: Mapping[str, Bilingual] = {
    "rows": Bilingual("{} 个项目", "{} projects"),
    "files": Bilingual("{} 个文件", "{} files"),
    "new": Bilingual("其中新的 {} 个", "{} of them new"),
    "copies": Bilingual("批注副本 {} 份", "{} marked copies"),
}
