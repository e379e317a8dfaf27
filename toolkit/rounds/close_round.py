"""Closing a round: summary, copy to publish, control totals, seal."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from toolkit.engine.department_key import ensure_key
from toolkit.errors import FileError, InputError, system_reason
from toolkit.ledger.derive import ProjectStatus, statuses
from toolkit.ledger.history import add_event, last_event
from toolkit.ledger.ledger_opening import OpenLedger, read_ledger, write_ledger
from toolkit.ledger.ledger_rows import EventKind
from toolkit.ledger.originals import content_hash
from toolkit.ledger.paper_rows import SealedFile, add_seal, seal_of
from toolkit.merging.summary import Summary
from toolkit.model.money import decimal_text
from toolkit.model.project_state import ProjectState
from toolkit.model.records import Record
from toolkit.model.schema import MoneyKey
from toolkit.publishing.summary_workbook import write_files
from toolkit.rounds.check_returns import check_round
from toolkit.rounds.round_options import USUAL, RoundOptions
from toolkit.rounds.round_reading import facts_of, refuse_closed
from toolkit.rounds.round_summary import accepted_summary, summary_definition

SUMMARY, PUBLIC = "汇总", "公开稿"


@dataclass(frozen=True, slots=True)
class ControlTotals:
    """The control totals of a round: issued = accepted + cancelled + nil + open.

    Each is a number of projects with the sum of their amounts in 元. What is off the roster counts nowhere.

    Attributes:
        issued: on the roster or admitted, cancelled ones too.
        accepted: in the summary.
        cancelled: cancelled by verdict, or no longer on the roster.
        nil: 无需填报.
        open: everything else: not returned, to correct, or without a verdict.
    """

    issued: tuple[int, Decimal]
    accepted: tuple[int, Decimal]
    cancelled: tuple[int, Decimal]
    nil: tuple[int, Decimal]
    open: tuple[int, Decimal]

    @property
    def balanced(self) -> bool:
        """Whether the parts add up to what was issued, in number and amount."""
        parts = (self.accepted, self.cancelled, self.nil, self.open)
        return self.issued == (sum(count for count, _ in parts), sum((yuan for _, yuan in parts), Decimal(0)))

    def to_json(self) -> dict[str, object]:
        """Returns the totals as JSON."""
        return {
            name: {"projects": count, "amount": decimal_text(yuan)}
            for name, (count, yuan) in {
                "issued": self.issued,
                "accepted": self.accepted,
                "cancelled": self.cancelled,
                "nil": self.nil,
                "owed": self.open,
            }.items()
        }


@dataclass(frozen=True, slots=True)
class Closed:
    """A round that was closed.

    Attributes:
        summary: the department's summary.
        public: the copy to publish.
        totals: the control totals.
        left_open: projects without which the round was closed.
        seal: the hash of every file that counted and of both tables, keyed.
        content: what is in the summary.
    """

    summary: Path
    public: Path
    totals: ControlTotals
    left_open: tuple[ProjectStatus, ...]
    seal: tuple[SealedFile, ...]
    content: Summary


def close(
    folder: Path | str,
    by: str,
    why: str = "",
    *,
    anyway: bool = False,
    summary: str = "combined",
    funding: MoneyKey | None = None,
    options: RoundOptions = USUAL,
) -> Closed:
    """Closes a round: writes the summary of the accepted projects and seals it.

    Args:
        folder: the round's folder.
        by: who closes it.
        why: the reason, needed where projects are left open.
        anyway: close although projects are left open; they are not in the summary.
        summary: id of the summary's definition.
        funding: the part of the money that is the whole amount of a project where the roster names none.
        options: where the ledger lies, how files are read.

    Raises:
        InputError: projects are left open, nothing is accepted, the name is missing, or the round is closed.
        FileError: a table cannot be written.
        LedgerBusy: another officer is writing.
    """
    if not by.strip():
        raise InputError("请写明由谁结束：--by 姓名", "Say who closes it: --by NAME")
    with write_ledger(Path(folder), options.ledger) as ledger:
        refuse_closed(ledger)
        facts = facts_of(ledger)
        every = statuses(facts)
        left_open = tuple(one for one in every if _is_open(one))
        _refuse_open(every, left_open, anyway=anyway, why=why)
        checked = check_round(ledger, facts, options)
        content = accepted_summary(ledger, checked, every, summary_definition(summary, options), options, funding)
        _refuse_difference(content, every)
        names = _names(ledger)
        write_files(
            {names[0]: content},
            None,
            checked.stored.paths,
            force=True,
            public={names[1]: content},
        )
        totals = control_totals(every)
        seal = tuple(_seal(ledger.folder, (*names, *_counted(ledger, every)), ensure_key(options.key)))
        detail = {"totals": totals.to_json(), "files": len(seal), "summary": names[0].name}
        event = add_event(ledger.connection, EventKind.CLOSE, detail, who=by.strip(), why=why.strip() or None)
        add_seal(ledger.connection, event, seal)
        return Closed(*names, totals, left_open, seal, content)


def broken_seals(folder: Path | str, *, options: RoundOptions = USUAL) -> tuple[str, ...]:
    """Returns the sealed files that are missing or were changed since.

    Args:
        folder: the round's folder.
        options: where the ledger lies, which key sealed it.

    Raises:
        InputError: the round was never closed, or another key sealed it.
        FileError: a sealed file cannot be read.
    """
    with read_ledger(Path(folder), options.ledger) as ledger:
        event = last_event(ledger.connection, EventKind.CLOSE)
        if event is None:
            raise InputError("这一轮还没有结束，没有封存", "The round was not closed, so there is no seal")
        sealed = seal_of(ledger.connection, event)
        key = ensure_key(options.key)
        if any(not hmac.compare_digest(_mac(one.file, one.sha256, key), one.mac) for one in sealed):
            raise InputError(
                "封存记录与本部门的密钥不符：台账被改动过，或用的是另一把密钥",
                "The seal does not fit the department's key: the ledger was changed, or the key is another one",
            )
        return tuple(one.file for one in sealed if _hash(ledger.folder / one.file) != one.sha256)


def control_totals(every: Iterable[ProjectStatus]) -> ControlTotals:
    """Returns the control totals of a round."""
    issued = [one for one in every if one.state is not ProjectState.OFF_ROSTER]
    settled = (ProjectState.ACCEPTED, ProjectState.CANCELLED, ProjectState.NIL)
    parts = [[one for one in issued if one.state is state] for state in settled]
    return ControlTotals(*map(_counted_amount, (issued, *parts, [one for one in issued if one.state not in settled])))


def _counted_amount(projects: Sequence[ProjectStatus]) -> tuple[int, Decimal]:
    return len(projects), sum((one.amount for one in projects if one.amount is not None), Decimal(0))


def _is_open(one: ProjectStatus) -> bool:
    return one.state.is_owed_by_unit or one.state.awaits_verdict


def _refuse_open(every: Sequence[ProjectStatus], left_open: Sequence[ProjectStatus], *, anyway: bool, why: str) -> None:
    if not any(one.state is ProjectState.ACCEPTED for one in every):
        raise InputError("还没有通过的项目，没有可汇总的", "No project is accepted, so there is nothing to merge")
    if not left_open:
        return
    named = "、".join(f"{one.unit}“{one.project}”（{one.state.words.zh}）" for one in left_open[:_NAMED])
    more = "……" if len(left_open) > _NAMED else ""
    if not anyway:
        raise InputError(
            f"还有 {len(left_open)} 个项目没有着落，不能结束：{named}{more}。逐个作出决定，或加 --anyway 并写明原因",
            f"{len(left_open)} projects are still open: "
            + ", ".join(f"{one.unit} “{one.project}” ({one.state.words.en})" for one in left_open[:_NAMED])
            + ". Decide on them, or add --anyway with a reason",
        )
    if not why.strip():
        raise InputError(
            f"还有 {len(left_open)} 个项目没有着落，请写明为什么仍要结束：--why 原因",
            f"{len(left_open)} projects are still open; say why the round is closed all the same: --why TEXT",
        )


#: Open projects that are named one by one.
_NAMED = 5


def _refuse_difference(content: Summary, every: Sequence[ProjectStatus]) -> None:
    """Raises InputError where the summary does not hold exactly what was accepted."""
    accepted = [one for one in every if one.state is ProjectState.ACCEPTED]
    total = sum((one.counting.amount for one in accepted if one.counting and one.counting.amount), Decimal(0))
    found: list[Record] = [*content.top.projects(), *content.targets]
    amounts = [one.funding.total for one in found if one.funding is not None]
    summed = sum((amount for amount in amounts if amount is not None), Decimal(0))
    if len(found) != len(accepted) or total != summed:
        reasons = "；".join(f"{one.where.project}：{one.reason}" for one in content.left_out[:_NAMED])
        raise InputError(
            f"汇总表与台账对不上：台账通过 {len(accepted)} 个、{total} 元，"
            f"汇总 {len(found)} 个、{summed} 元。{reasons}",
            f"The summary differs from the ledger: {len(accepted)} accepted, {total} 元; in the summary {len(found)}, "
            f"{summed} 元",
        )


def _names(ledger: OpenLedger) -> tuple[Path, Path]:
    facts = ledger.round
    year = f"{facts.budget_year}年" if facts.budget_year else ""
    room = ledger.folder / SUMMARY
    return room / f"{year}绩效目标汇总表.xlsx", room / f"{PUBLIC}.xlsx"


def _counted(ledger: OpenLedger, every: Sequence[ProjectStatus]) -> tuple[Path, ...]:
    """Returns the originals of the accepted projects."""
    stored = [one.counting.stored for one in every if one.state is ProjectState.ACCEPTED and one.counting]
    return tuple(ledger.folder / path for path in sorted(set(stored)))


def _seal(folder: Path, files: Iterable[Path], key: bytes) -> Iterator[SealedFile]:
    for path in files:
        name, sha256 = path.relative_to(folder).as_posix(), _hash(path)
        if sha256 is None:
            raise FileError(f"找不到 {path}，不能封存", f"{path} is missing and cannot be sealed")
        yield SealedFile(name, sha256, _mac(name, sha256, key))


def _hash(path: Path) -> str | None:
    """Returns the hash of a file; None where it is missing."""
    try:
        return content_hash(path.read_bytes())
    except FileNotFoundError:
        return None
    except OSError as error:
        why = system_reason(error)
        raise FileError(f"读不出 {path}：{why.zh}", f"{path} cannot be read: {why.en}") from error


def _mac(name: str, sha256: str, key: bytes) -> str:
    return hmac.new(key, f"{name}\n{sha256}".encode(), hashlib.sha256).hexdigest()
