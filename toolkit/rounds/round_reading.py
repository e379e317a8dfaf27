"""A round as its ledger has it now: states, roster, named projects."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import PurePath

from toolkit.errors import InputError
from toolkit.ledger.derive import ProjectStatus, RoundFactsRead, statuses
from toolkit.ledger.history import last_event
from toolkit.ledger.ledger_opening import OpenLedger
from toolkit.ledger.ledger_rows import EventKind, ReturnRow, VerdictKind, VerdictRow
from toolkit.ledger.paper_rows import letters_by_unit
from toolkit.ledger.return_rows import returns_of
from toolkit.ledger.round_rows import all_issued, dropped
from toolkit.ledger.verdict_rows import verdicts_of
from toolkit.model.same import name_key


def facts_of(ledger: OpenLedger, *, brief: bool = False) -> RoundFactsRead:
    """Returns everything from which the states of a round are derived.

    Brief facts are enough for states, not for a comparison with the roster.
    """
    connection = ledger.connection
    return RoundFactsRead(
        all_issued(connection, brief=brief),
        dropped(connection),
        tuple(returns_of(connection)),
        verdicts_of(connection),
        ledger.round.budget_year,
        letters_by_unit(connection),
    )


def statuses_of(ledger: OpenLedger) -> tuple[ProjectStatus, ...]:
    """Returns every project of a round with its state."""
    return statuses(facts_of(ledger, brief=True))


def is_open(ledger: OpenLedger, verdicts: Sequence[VerdictRow] | None = None) -> bool:
    """Whether the round takes returns and verdicts: never closed, or reopened since."""
    closed = last_event(ledger.connection, EventKind.CLOSE)
    if closed is None:
        return True
    given = verdicts_of(ledger.connection) if verdicts is None else verdicts
    return any(one.key is None and one.verdict is VerdictKind.REOPEN and one.event > closed for one in given)


def refuse_closed(ledger: OpenLedger) -> None:
    """Raises InputError where the round is closed."""
    if not is_open(ledger):
        reopening = f'jixiao round decide "{ledger.folder}" reopen'
        raise InputError(
            f"这一轮已经结束，不能再改。确需改动，先重开：{reopening} --by 姓名 --why 原因",
            f"The round is closed and cannot be changed. To reopen it: {reopening} --by NAME --why TEXT",
        )


def refuse_unsigned(by: str, why: str) -> None:
    """Raises InputError where a decision lacks its name or reason."""
    if not by.strip():
        raise InputError("请写明由谁决定：--by 姓名", "Say who decides: --by NAME")
    if not why.strip():
        raise InputError("请写明原因：--why 原因", "Give the reason: --why TEXT")


def of_unit(every: Sequence[ProjectStatus], unit: str) -> tuple[ProjectStatus, ...]:
    """Returns the projects of the unit that a person named.

    Raises InputError, with names that look alike, where the round has no such unit.
    """
    found = tuple(one for one in every if one.key[0] == name_key(unit))
    if found:
        return found
    units = list(dict.fromkeys(one.unit for one in every if one.unit))
    near = [one for one in units if name_key(unit) in name_key(one)] or get_close_matches(unit, units, 3, 0.4)
    raise InputError(
        f"这一轮没有单位“{unit}”" + (f"，是不是“{'”“'.join(near)}”？" if near else ""),
        f"The round has no unit “{unit}”" + (f"; did you mean {', '.join(near)}?" if near else ""),
    )


def of_project(every: Sequence[ProjectStatus], unit: str, project: str) -> ProjectStatus:
    """Returns the project that a person named.

    Raises InputError, with names that look alike, where the unit has no such project.
    """
    own = of_unit(every, unit)
    for one in own:
        if one.key[1] == name_key(project):
            return one
    names = [one.project for one in own if one.project]
    near = [one for one in names if name_key(project) in name_key(one)] or get_close_matches(project, names, 3, 0.4)
    raise InputError(
        f"“{own[0].unit}”没有项目“{project}”" + (f"，是不是“{'”“'.join(near)}”？" if near else ""),
        f"“{own[0].unit}” has no project “{project}”" + (f"; did you mean {', '.join(near)}?" if near else ""),
    )


def return_named(one: ProjectStatus, every: Sequence[ProjectStatus], wanted: str) -> ReturnRow:
    """Returns the return of a project that lies in the file named.

    Raises InputError where it has none, where several fit, or where the file holds another project that counts from a
    different file.
    """
    found = _file_named(one, wanted)
    for other in every:
        inside = any(back.file == found.file for back in other.returns)
        if other is one or not inside or other.undecided is not None or other.counting is None:
            continue
        if other.counting.file != found.file:
            raise InputError(
                f"“{found.name}”里还有项目“{other.project}”，它以“{other.counting.name}”为准，不能整份改用这个文件；"
                "请退回，让单位重报一份",
                f"“{found.name}” also holds “{other.project}”, which counts from “{other.counting.name}”; "
                "return it and ask for one more",
            )
    return found


def _file_named(one: ProjectStatus, wanted: str) -> ReturnRow:
    """Returns the return whose file has a name, as stored or as it came."""
    files = one.returns
    exact = [back for back in files if back.stored == wanted] or [back for back in files if back.name == wanted]
    found = exact or [back for back in files if _own_name(back.name) == _own_name(wanted)]
    if len(found) == 1:
        return found[0]
    zh, en = f"“{one.unit}”“{one.project}”的报送", f"the returns of “{one.project}”"
    if found:
        raise InputError(
            f"{zh}中有 {len(found)} 个文件叫“{wanted}”，请写全名：{'、'.join(back.name for back in found)}",
            f"Several of {en} are called “{wanted}”; write the full name: {', '.join(back.name for back in found)}",
        )
    names = list(dict.fromkeys(back.name for back in files))[:8]
    raise InputError(
        f"{zh}中没有“{wanted}”，有：{'、'.join(names) or '（没有）'}", f"“{wanted}” is none of {en}: {', '.join(names)}"
    )


def _own_name(name: str) -> str:
    return PurePath(name.replace("\\", "/").rpartition("!")[2]).name
