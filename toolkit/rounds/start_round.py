"""Starting a round: the ledger, the forms for every unit, later additions."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Literal

from toolkit.api.batch_setup import load_records
from toolkit.engine.department_key import ensure_key
from toolkit.errors import FileError, InputError, system_reason
from toolkit.files import write_atomically
from toolkit.forms.stamp import key_id
from toolkit.issuing.roster_notes import RosterNotes, notes_of
from toolkit.issuing.roster_rows import RosterRow, roster_reading
from toolkit.ledger.derive import roster_rows
from toolkit.ledger.history import add_event
from toolkit.ledger.ledger_opening import OpenLedger, write_ledger
from toolkit.ledger.ledger_rows import EventKind, RoundRow
from toolkit.ledger.round_rows import add_issued, add_round, drop
from toolkit.model.finding import Bilingual
from toolkit.model.records import Record
from toolkit.model.schema import MoneyKey
from toolkit.rounds.assess import assess_again
from toolkit.rounds.issue_forms import ASIDE, ISSUED, IssueOrder, MoreRows, draw_forms, issued_form, remove
from toolkit.rounds.issue_papers import write_papers
from toolkit.rounds.roster_difference import difference
from toolkit.rounds.round_options import USUAL, RoundOptions
from toolkit.rounds.round_reading import facts_of, refuse_closed

#: The roster's name in the round's folder.
ROSTER = "名册"


@dataclass(frozen=True, slots=True)
class Started:
    """A round that was started or extended.

    Attributes:
        folder: the round's folder.
        round: its facts.
        forms: the workbooks that were written now.
        units: how many units got forms now.
        projects: how many projects got forms now.
        amount: the sum of their amounts in 元; None where the roster has none.
        dropped: units and projects that were on the roster before and no longer are.
        unused: names of the records that no row of the roster asks for.
        notes: remarks on the roster, such as names that look alike.
        without_amount: for how many of the projects the roster names no amount.
        questions: projects that left the roster and new ones that may be the same by another name.
    """

    folder: Path
    round: RoundRow
    forms: tuple[Path, ...]
    units: int
    projects: int
    amount: Decimal | None
    dropped: tuple[tuple[str, str], ...] = ()
    unused: tuple[str, ...] = ()
    notes: RosterNotes | None = None
    without_amount: int = 0
    questions: tuple[Bilingual, ...] = ()


def start(
    folder: Path | str,
    *,
    form: str,
    roster: Path | str,
    year: int | None = None,
    deadline: date | None = None,
    records: Path | Sequence[Record] | None = None,
    department: str | None = None,
    sender: str | None = None,
    contact: str | None = None,
    name: str | None = None,
    per: Literal["project", "unit"] = "project",
    password: str | None = None,
    only_new: bool = False,
    rows: Mapping[str, int] | None = None,
    rows_unit: str | None = None,
    rows_project: str | None = None,
    own_passwords: bool = False,
    funding: MoneyKey | None = None,
    options: RoundOptions = USUAL,
) -> Started:
    """Starts a round: writes the forms of a roster and opens the ledger.

    Args:
        folder: the round's folder, made where it is missing.
        form: id of the form's definition.
        roster: units and projects, a workbook or a text.
        year: the budget year of all forms.
        deadline: the last day for returns.
        records: last year's texts to begin with, as `read --json` writes them.
        department: 主管部门, named in the summary and on papers.
        sender: who signs the papers; None for the department.
        contact: person and telephone for questions.
        name: the round's name; None for that of the folder.
        per: one workbook a project or a unit.
        password: protects the forms; a random one where it is None.
        only_new: add what is new on the roster to a round that runs; what it no longer has is cancelled.
        rows: how many rows a category has at least, by its second level: {"数量指标": 12}.
        rows_unit: the unit whose forms get these rows; None for all. With `only_new` its forms are issued anew.
        rows_project: the project whose form gets these rows; None for all.
        own_passwords: give each unit a password of its own.
        funding: the part of the money that is the whole amount of a project where the roster names none.
        options: where the ledger lies, which definitions and key are used.

    Raises:
        InputError: the roster or a record cannot be used, or the folder holds a round already.
        FileError: a file cannot be written.
        TemplateError: there is no such form.
    """
    place, path = Path(folder), Path(roster)
    definition, is_list = issued_form(form, options)
    reading = roster_reading(path, definition, year=year, funding=funding)
    more = MoreRows(dict(rows or {}), rows_unit, rows_project)
    _refuse_rows(more, is_list)
    more.chosen(reading.rows)
    loaded = load_records(records) if isinstance(records, Path) else None if records is None else tuple(records)
    _make_folder(place)
    facts = RoundRow(
        name=name or place.resolve().name,
        form=definition.id,
        form_version=definition.version,
        form_title=definition.title,
        budget_year=year or _year_of(reading.rows),
        deadline=deadline,
        department=department,
        sender=sender,
        contact=contact,
        key_id=key_id(ensure_key(options.key)),
        per="unit" if is_list else per,
        password=password or secrets.token_hex(4),
    )
    wanted = IssueOrder(definition, path, tuple(reading.rows), loaded, facts, options, more, own_passwords)
    with write_ledger(place, options.ledger, new=True) as ledger:
        started = _started(ledger, wanted, only_new=only_new)
    remove(place / ISSUED / ASIDE)  # last of all: its presence says that the ledger does not know the forms yet
    return replace(started, notes=notes_of(reading, definition))


def _started(ledger: OpenLedger, wanted: IssueOrder, *, only_new: bool) -> Started:
    if not only_new:
        return _begin(ledger, wanted)
    if ledger.begun is None:
        raise InputError(
            f"{ledger.folder} 里还没有开始一轮，请先不加 --only-new 开始",
            f"No round was started in {ledger.folder}; start it first without --only-new",
        )
    refuse_closed(ledger)
    return _extend(ledger, replace(wanted, facts=_kept(ledger.begun, wanted.facts)))


def _refuse_rows(more: MoreRows, is_list: bool) -> None:
    if not more.rows and not more.for_all:
        raise InputError(
            "--unit、--project 说的是给谁加行，请同时写明加几行：--rows 数量指标=12",
            "--unit and --project say who gets more rows; say how many: --rows 数量指标=12",
        )
    if more.rows and is_list:
        raise InputError("清单式的表可以自己加行，不用 --rows", "A list takes as many rows as it needs, without --rows")


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        why = system_reason(error)
        raise FileError(f"建不了文件夹 {folder}：{why.zh}", f"{folder} cannot be created: {why.en}") from error


def _year_of(rows: Sequence[RosterRow]) -> int | None:
    years = {row.budget_year for row in rows}
    return years.pop() if len(years) == 1 else None


def _kept(before: RoundRow, now: RoundRow) -> RoundRow:
    """Returns the facts of a round that goes on, with what was given anew."""
    return replace(
        before,
        form_version=now.form_version,
        deadline=now.deadline or before.deadline,
        contact=now.contact or before.contact,
    )


def _begin(ledger: OpenLedger, wanted: IssueOrder) -> Started:
    if ledger.begun is not None:
        raise InputError(
            f"{ledger.folder} 里已有一轮“{ledger.begun.name}”。名册有增加时加 --only-new，另开一轮请换一个文件夹",
            f"{ledger.folder} holds the round “{ledger.begun.name}” already. "
            "Add --only-new for additions to the roster, or choose another folder",
        )
    if (ledger.folder / ISSUED).exists() and any((ledger.folder / ISSUED).iterdir()):
        _refuse_foreign(ledger.folder / ISSUED)
    event = add_event(ledger.connection, EventKind.START, {"roster": wanted.roster.name, "rows": len(wanted.rows)})
    add_round(ledger.connection, event, wanted.facts)
    return _issue(ledger, wanted, event, wanted.rows)


def _refuse_foreign(issued: Path) -> None:
    """Raises FileError where the folder of the forms has files of somebody else.

    A run that was interrupted leaves its mark there.
    """
    if not (issued / ASIDE).exists():
        raise FileError(
            f"{issued} 不是空的，不会动里面的文件。请换一个文件夹，或先把它移走",
            f"{issued} is not empty and is left alone. Choose another folder, or move it away first",
        )


def _extend(ledger: OpenLedger, wanted: IssueOrder) -> Started:
    if wanted.form.id != ledger.round.form:
        raise InputError(
            f"这一轮用的是 {ledger.round.form}，不能再下发 {wanted.form.id}",
            f"The round uses {ledger.round.form}; {wanted.form.id} cannot be added to it",
        )
    reissued = frozenset() if wanted.more.for_all else wanted.more.chosen(wanted.rows)
    differing = difference(roster_rows(facts_of(ledger)), wanted.rows, wanted.form, reissued)
    written = {row.identity for row in (*differing.new, *differing.changed)}
    added, left = tuple(row for row in wanted.rows if row.identity in written), differing.left
    if not added and not left:
        raise InputError(
            "名册上没有新的项目，也没有取消的，没有写出任何文件", "The roster has nothing new; nothing was written"
        )
    detail = {"roster": wanted.roster.name, "new": len(added), "dropped": len(left)}
    event = add_event(ledger.connection, EventKind.ISSUE, detail)
    add_round(ledger.connection, event, wanted.facts)
    drop(ledger.connection, event, [row.key for row in left])
    started = _issue(ledger, wanted, event, added)
    assess_again(ledger, event, wanted.options)
    return replace(started, dropped=tuple((row.unit, row.project) for row in left), questions=differing.questions)


def _issue(ledger: OpenLedger, wanted: IssueOrder, event: int, rows: Sequence[RosterRow]) -> Started:
    """Writes the forms of some rows and adds them to the ledger."""
    listed, unused = draw_forms(ledger.folder, wanted, event, rows, facts_of(ledger).issued)
    write_atomically(ledger.folder / f"{ROSTER}{wanted.roster.suffix.lower()}", wanted.roster.read_bytes(), force=True)
    add_issued(ledger.connection, listed)
    on_roster = tuple(roster_rows(facts_of(ledger)).values())
    issued = ledger.folder / ISSUED
    more, running = len(on_roster) > len(listed), wanted.options.running
    jobs = running.jobs if running else None
    write_papers(ledger.folder, issued, wanted.facts, listed, on_roster, more=more, jobs=jobs)
    amounts = [row.amount for row in listed if row.amount is not None]
    return Started(
        ledger.folder,
        wanted.facts,
        tuple(ledger.folder / file for file in dict.fromkeys(row.file for row in listed) if file),
        len({row.key[0] for row in listed}),
        len(listed),
        sum(amounts, Decimal(0)) if amounts else None,
        unused=unused,
        without_amount=len(listed) - len(amounts),
    )
