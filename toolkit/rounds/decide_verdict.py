"""Verdicts of an officer: each with a name and a reason, contradictory ones refused."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from toolkit.errors import InputError
from toolkit.ledger.derive import ProjectStatus
from toolkit.ledger.history import add_event, last_event
from toolkit.ledger.ledger_opening import OpenLedger, write_ledger
from toolkit.ledger.ledger_rows import EventKind, VerdictKind
from toolkit.ledger.verdict_rows import GivenVerdict, add_verdicts, verdicts_of
from toolkit.model.project_state import ProjectState
from toolkit.rounds.assess import assess_again
from toolkit.rounds.check_returns import preferences
from toolkit.rounds.named_file import return_named
from toolkit.rounds.round_options import USUAL, RoundOptions
from toolkit.rounds.round_reading import is_open, of_project, of_unit, refuse_closed, refuse_unsigned, statuses_of
from toolkit.rounds.verdict_words import WORDS

_AWAITING = (ProjectState.RECEIVED, ProjectState.RESUBMITTED)


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision that was written into the ledger.

    Attributes:
        event: its entry of the log.
        verdict: which.
        projects: what it is about, as it stands now; empty for the round itself.
        passed_over: projects that were asked for as well and could not be accepted at once.
        file: the file that was named; None without one.
    """

    event: int
    verdict: VerdictKind
    projects: tuple[ProjectStatus, ...]
    passed_over: tuple[ProjectStatus, ...] = ()
    file: str | None = None


def decide(
    folder: Path | str,
    verdict: str,
    unit: str | None = None,
    project: str | None = None,
    code: str | None = None,
    *,
    by: str,
    why: str,
    file: str | None = None,
    options: RoundOptions = USUAL,
) -> Decision:
    """Writes an officer's verdict into the ledger.

    Args:
        folder: the round's folder.
        verdict: accept, return, waive, admit (off the roster), cancel, nil (无需填报) or reopen.
        unit: whose project. Without it `accept` is about all units and `reopen` about the round.
        project: which one. Without it `accept` takes all without errors and warnings, and other verdicts all projects
            of the unit.
        code: the rule that `waive` is about.
        by: who decides.
        why: the reason.
        file: name of a file: `accept` makes it the one of the project that counts.
        options: where the ledger lies; with a file, how files are read.

    Raises:
        InputError: a name or reason is missing, there is no such project, or the verdict contradicts its state.
        LedgerBusy: another officer is writing.
    """
    kind = _kind(verdict)
    refuse_unsigned(by, why)
    with write_ledger(Path(folder), options.ledger) as ledger:
        if kind is VerdictKind.REOPEN and unit is None:
            return _reopen_round(ledger, by, why)
        refuse_closed(ledger)
        every = statuses_of(ledger)
        if file is not None:
            return _decide_on_file(ledger, every, _OnFile(kind, unit, project, code, file), (by, why), options)
        chosen, passed_over = _chosen(every, kind, unit, project)
        verdicts = verdicts_of(ledger.connection)
        given = [_given(kind, one, code) for one in chosen]
        event = _write(ledger, given, by, why)
        keys = {one.key for one in chosen}
        if kind is VerdictKind.REOPEN and keys & preferences(verdicts).keys():
            assess_again(ledger, event, options)
        after = tuple(one for one in statuses_of(ledger) if one.key in keys)
        return Decision(event, kind, after, passed_over)


@dataclass(frozen=True, slots=True)
class _OnFile:
    """A decision that names the file that counts."""

    kind: VerdictKind
    unit: str | None
    project: str | None
    code: str | None
    file: str


def _decide_on_file(
    ledger: OpenLedger,
    every: Sequence[ProjectStatus],
    asked: _OnFile,
    signed: tuple[str, str],
    options: RoundOptions,
) -> Decision:
    """Writes which file counts, and checks everything again."""
    if asked.unit is None:
        raise InputError("请写明单位：--unit 单位名称", "Name the unit: --unit NAME")
    if asked.kind is not VerdictKind.ACCEPT or asked.project is None or asked.code is not None:
        raise InputError(
            "--file 用于 accept，写明 --unit、--project：以哪个文件为准；文件是谁的，用 jixiao round assign",
            "--file is for accept with --unit and --project: the file that counts; "
            "whose a file is, says jixiao round assign",
        )
    one = of_project(every, asked.unit, asked.project)
    back = return_named(one, every, asked.file)
    given = GivenVerdict(asked.kind, one.unit, one.project, one.key, None, back.content, back.file)
    event = _write(ledger, [given], *signed, file=back.name)
    assess_again(ledger, event, options)
    after = next(now for now in statuses_of(ledger) if now.key == one.key)
    if after.state is not ProjectState.ACCEPTED or after.counting is None or after.counting.file != back.file:
        fault = _accepting(after) or ("现在不能通过", "it cannot be accepted now")
        raise InputError(
            f"“{one.unit}”“{one.project}”的“{back.name}”：{fault[0]}", f"“{back.name}” of “{one.project}”: {fault[1]}"
        )
    return Decision(event, asked.kind, (after,), file=back.name)


def _kind(verdict: str) -> VerdictKind:
    for kind in _FAULTS:
        if verdict in (kind.value, WORDS[kind]):
            return kind
    words = "、".join(f"{kind.value}（{WORDS[kind]}）" for kind in _FAULTS)
    raise InputError(
        f"没有“{verdict}”这种决定，可用：{words}",
        f"“{verdict}” is no verdict; use one of {', '.join(_FAULTS)}",
    )


def _chosen(
    every: Sequence[ProjectStatus], kind: VerdictKind, unit: str | None, project: str | None
) -> tuple[tuple[ProjectStatus, ...], tuple[ProjectStatus, ...]]:
    """Returns the projects that a verdict is about, and those passed over."""
    if unit is None:
        if kind is not VerdictKind.ACCEPT or project is not None:
            raise InputError("请写明单位：--unit 单位名称", "Name the unit: --unit NAME")
        return _ready(every, "这一轮", "The round")
    if project is not None:
        return (of_project(every, unit, project),), ()
    own = of_unit(every, unit)
    if kind is VerdictKind.ACCEPT:
        return _ready(own, f"“{own[0].unit}”", f"“{own[0].unit}”")
    if len(own) > 1 and kind in (VerdictKind.WAIVE, VerdictKind.ADMIT):
        raise InputError("请写明项目：--project 项目名称", "Name the project: --project NAME")
    return own, ()


def _ready(
    own: Sequence[ProjectStatus], zh: str, en: str
) -> tuple[tuple[ProjectStatus, ...], tuple[ProjectStatus, ...]]:
    """Returns what can be accepted at once, and what awaits a look."""
    awaiting = [one for one in own if one.state in _AWAITING]
    ready = tuple(one for one in awaiting if not one.errors and not one.warnings)
    if not ready:
        raise InputError(
            f"{zh}没有可以一起通过的项目（已报、没有错误和警告，未要求的改动也是警告）。其他的请逐个通过：--unit、--project",
            f"{en} has no project that can be accepted at once: returned, without errors "
            "and warnings (unasked changes are warnings). Accept the others one by one: --unit, --project",
        )
    return ready, tuple(one for one in awaiting if one not in ready)


def _given(kind: VerdictKind, one: ProjectStatus, code: str | None) -> GivenVerdict:
    """Returns a verdict on a project. Raises InputError where it contradicts the state."""
    fault = _FAULTS[kind](one)
    if kind is VerdictKind.WAIVE:
        fault = fault or _waiving(one, code)
    elif code is not None:
        fault = ("--code 只用于放行（waive）", "--code is for waive only")
    if fault is not None:
        name = f"“{one.unit}”" + (f"“{one.project}”" if one.project else "")
        raise InputError(f"{name}：{fault[0]}", f"{name}: {fault[1]}")
    about = one.counting.content if one.counting else ""
    return GivenVerdict(kind, one.unit, one.project, one.key, code, about)


_Fault = tuple[str, str] | None


def _accepting(one: ProjectStatus) -> _Fault:
    if one.undecided is not None:
        return (
            f"报了几次，内容不同，分不出以哪个为准，不能通过；请用 --file 写明，或退回让单位重报。{one.undecided}",
            "it came several times and nobody can tell which counts; name it with --file, or return it",
        )
    match one.state:
        case ProjectState.NOT_RETURNED:
            return "还没有报，不能通过", "it has not come back and cannot be accepted"
        case ProjectState.ACCEPTED:
            return "已经通过", "it is accepted already"
        case ProjectState.OFF_ROSTER:
            return "不在名册上，先用 admit 纳入", "it is off the roster; admit it first"
        case ProjectState.NIL | ProjectState.CANCELLED:
            return f"现为{one.state.words.zh}，先用 reopen 重开", f"it is {one.state.words.en}; reopen it first"
    if one.errors:
        codes = "、".join(one.errors)
        return (
            f"还有错误（{codes}），不能通过；请退回，或写明原因逐项放行：waive --code",
            f"it has errors ({', '.join(one.errors)}); return it, or waive them with a reason: waive --code",
        )
    if one.state is ProjectState.TO_CORRECT:
        return "已退回、还没有重报，先用 reopen 重开", "it was sent back and has not come again; reopen it first"
    return None


def _returning(one: ProjectStatus) -> _Fault:
    match one.state:
        case ProjectState.NOT_RETURNED:
            return "还没有报，没有可退的", "it has not come back, so there is nothing to return"
        case ProjectState.NIL | ProjectState.CANCELLED:
            return f"现为{one.state.words.zh}，先用 reopen 重开", f"it is {one.state.words.en}; reopen it first"
    if one.verdict is not None and one.verdict.verdict is VerdictKind.RETURN:
        return "已经退回", "it was sent back already"
    return None


def _waiving(one: ProjectStatus, code: str | None) -> _Fault:
    if not code:
        return "请写明放行哪一条：--code 规则编号", "name the rule: --code CODE"
    if code in one.waived:
        return f"{code} 已经放行", f"{code} is waived already"
    if code not in one.errors and code not in one.warnings:
        listed = [*one.errors, *one.warnings]
        return (
            f"没有 {code} 这个问题" + (f"，现有：{'、'.join(listed)}" if listed else ""),
            f"it has no finding {code}" + (f"; it has {', '.join(listed)}" if listed else ""),
        )
    return None


def _on_return(one: ProjectStatus) -> _Fault:
    return None if one.returns else ("还没有报，没有可放行的", "it has not come back, so there is nothing to waive")


def _admitting(one: ProjectStatus) -> _Fault:
    return None if one.state is ProjectState.OFF_ROSTER else ("本来就在名册上", "it is on the roster already")


def _cancelling(one: ProjectStatus) -> _Fault:
    match one.state:
        case ProjectState.CANCELLED:
            return "已经取消", "it is cancelled already"
        case ProjectState.ACCEPTED:
            return "已经通过，先用 reopen 重开", "it is accepted; reopen it first"
    return None


def _excusing(one: ProjectStatus) -> _Fault:
    match one.state:
        case ProjectState.NIL:
            return "已经是无需填报", "it is nil already"
        case ProjectState.OFF_ROSTER | ProjectState.CANCELLED:
            return f"现为{one.state.words.zh}，不能再定为无需填报", f"it is {one.state.words.en} and cannot be nil"
    if one.returns:
        return (
            "已经报过，不能定为无需填报；不再需要的用 cancel 取消",
            "it came back and cannot be nil; cancel it instead",
        )
    return None


def _reopening(one: ProjectStatus) -> _Fault:
    if one.verdict is not None:
        return None
    if one.state is ProjectState.CANCELLED:
        return (
            "名册上已没有它，请补上名册再用 start --only-new",
            "it left the roster; add it there and use start --only-new",
        )
    return "没有可重开的决定", "there is no verdict to reopen"


_FAULTS: Mapping[VerdictKind, Callable[[ProjectStatus], _Fault]] = {
    VerdictKind.ACCEPT: _accepting,
    VerdictKind.RETURN: _returning,
    VerdictKind.WAIVE: _on_return,
    VerdictKind.ADMIT: _admitting,
    VerdictKind.CANCEL: _cancelling,
    VerdictKind.NIL: _excusing,
    VerdictKind.REOPEN: _reopening,
}


def _reopen_round(ledger: OpenLedger, by: str, why: str) -> Decision:
    if last_event(ledger.connection, EventKind.CLOSE) is None or is_open(ledger):
        raise InputError(
            "这一轮没有结束，不用重开；重开项目请写 --unit", "The round is open; to reopen a project give --unit"
        )
    event = _write(ledger, [GivenVerdict(VerdictKind.REOPEN, None, None, None, None, "")], by, why)
    return Decision(event, VerdictKind.REOPEN, ())


def _write(ledger: OpenLedger, given: Sequence[GivenVerdict], by: str, why: str, *, file: str | None = None) -> int:
    first = given[0]
    detail = {
        "verdict": first.verdict.value,
        "projects": [[one.unit, one.project] for one in given if one.key],
        **({"code": first.code} if first.code else {}),
        **({"file": file, "unit": first.unit} if file else {}),
    }
    event = add_event(ledger.connection, EventKind.DECIDE, detail, who=by.strip(), why=why.strip())
    add_verdicts(ledger.connection, event, given)
    return event
