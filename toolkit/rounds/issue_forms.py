"""The forms of a round: drawn aside, then moved to their places."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches
from pathlib import Path, PurePosixPath

from toolkit import api
from toolkit.acceptance.accept import expected_row
from toolkit.checks.settings import definition_faults
from toolkit.errors import FileError, InputError, system_reason
from toolkit.forms.definition import FormDefinition, SummaryDefinition
from toolkit.forms.loader import load_form
from toolkit.forms.stamp import decode_stamp
from toolkit.issuing.issue import StampedForm
from toolkit.issuing.list_workbooks import roster_form
from toolkit.issuing.roster_rows import RosterRow
from toolkit.ledger.ledger_rows import IssuedRow, ProjectKey, RoundRow
from toolkit.ledger.originals import content_hash
from toolkit.model.records import Record
from toolkit.model.same import name_key
from toolkit.rounds.round_options import RoundOptions

#: The folder of issued forms.
ISSUED = "下发"
#: Forms are written here first, so that an interrupted run leaves nothing among the issued ones.
ASIDE = ".下发-未完成"


@dataclass(frozen=True, slots=True)
class MoreRows:
    """Further rows of the indicator table.

    Attributes:
        rows: how many rows a category has at least, by its second level: {"数量指标": 12}.
        unit: only for this unit; None for all.
        project: only for this project; None for all.
    """

    rows: Mapping[str, int]
    unit: str | None = None
    project: str | None = None

    @property
    def for_all(self) -> bool:
        """Whether every form of the round gets them."""
        return self.unit is None and self.project is None

    def chosen(self, rows: Sequence[RosterRow]) -> frozenset[ProjectKey]:
        """Returns the rows of a roster whose forms get more rows.

        Raises InputError, with names that look alike, where the roster has none.
        """
        if not self.rows:
            return frozenset()
        own = rows if self.unit is None else [row for row in rows if name_key(row.unit) == name_key(self.unit)]
        if not own:
            raise _not_listed("单位", "unit", self.unit or "", [row.unit for row in rows])
        named = [row for row in own if self.project is None or name_key(row.project_name) == name_key(self.project)]
        if not named:
            raise _not_listed("项目", "project", self.project or "", [row.project_name for row in own])
        return frozenset(row.identity for row in named)


def _not_listed(zh: str, en: str, wanted: str, names: Sequence[str]) -> InputError:
    listed = list(dict.fromkeys(filter(None, names)))
    near = [one for one in listed if name_key(wanted) in name_key(one)] or get_close_matches(wanted, listed, 3, 0.4)
    return InputError(
        f"名册上没有{zh}“{wanted}”" + (f"，是不是“{'”“'.join(near)}”？" if near else ""),
        f"The roster has no {en} “{wanted}”" + (f"; did you mean {', '.join(near)}?" if near else ""),
    )


@dataclass(frozen=True, slots=True)
class IssueOrder:
    """The order of a round's forms.

    Attributes:
        form: the form's fields; of a list those by which its roster is read.
        roster: the file that names the projects.
        rows: all its rows.
        records: last year's texts; None without.
        facts: of the round.
        options: which definitions and key are used.
        more: further rows of the indicator table.
        own_passwords: whether each unit gets a password of its own.
    """

    form: FormDefinition
    roster: Path
    rows: tuple[RosterRow, ...]
    records: tuple[Record, ...] | None
    facts: RoundRow
    options: RoundOptions
    more: MoreRows
    own_passwords: bool = False

    def passwords(self, before: Sequence[IssuedRow]) -> Mapping[str, str]:
        """Returns the passwords of units that have their own, by name as compared.

        Args:
            before: what was issued already; a unit keeps its password.
        """
        kept = {row.key[0]: row.password for row in before if row.password}
        own = {unit: password for unit, password in kept.items() if password != self.facts.password}
        if self.own_passwords:
            for row in self.rows:
                own.setdefault(row.identity[0], secrets.token_hex(4))
        return own


def issued_form(form: str, options: RoundOptions) -> tuple[FormDefinition, bool]:
    """Returns the fields of a form to issue, and whether it is a list.

    Raises InputError where it is a summary.
    """
    definition = load_form(form, options.templates, definition_faults)
    if isinstance(definition, FormDefinition):
        return definition, False
    assert isinstance(definition, SummaryDefinition)
    if definition.kind == "list":
        return roster_form(definition), True
    raise InputError(
        f"“{form}”是汇总表，不能下发；可用的表见 jixiao forms",
        f"“{form}” is a summary and cannot be issued; see jixiao forms",
    )


def draw_forms(
    folder: Path, order: IssueOrder, event: int, rows: Sequence[RosterRow], before: Sequence[IssuedRow]
) -> tuple[tuple[IssuedRow, ...], tuple[str, ...]]:
    """Writes the forms of some rows of the roster.

    Args:
        folder: the round's folder.
        order: what is ordered.
        event: the entry of the log to which they belong.
        rows: of the roster.
        before: what was issued already.

    Returns:
        The rows for the ledger, and the names of the records that no row asks for.
    """
    aside = folder / ISSUED / ASIDE
    remove(aside)
    taken = {row.file for row in before if row.file}
    passwords = order.passwords(before)
    forms, unused = _drawn(order, aside, rows, passwords)
    final = {path: _free(path.relative_to(aside), taken) for path in dict.fromkeys(form.path for form in forms)}
    hashes = {path: _move(path, folder / target) for path, target in final.items()}
    by_key = {
        (name_key(form.unit), name_key(form.project if order.form.record == "project" else "")): form for form in forms
    }
    places = {row.identity: place for place, row in enumerate(order.rows)}
    listed = tuple(
        _issued(order, event, row, places[row.identity], by_key[row.identity])._replace(
            file=final[by_key[row.identity].path],
            password=passwords.get(row.identity[0], order.facts.password),
            sha256=hashes[by_key[row.identity].path],
        )
        for row in rows
    )
    return listed, unused


def _drawn(
    order: IssueOrder, out: Path, rows: Sequence[RosterRow], passwords: Mapping[str, str]
) -> tuple[tuple[StampedForm, ...], tuple[str, ...]]:
    """Returns the forms of some rows, drawn, and the records without a row."""
    if not rows:
        return (), ()
    facts, options = order.facts, order.options
    drawn = api.generate(
        order.form.id,
        output=out,
        roster=order.roster,
        due=rows,
        records=order.records,
        rows=order.more.rows,
        rows_for=None if order.more.for_all else order.more.chosen(order.rows),
        per="unit" if facts.per == "unit" else "project",
        year=facts.budget_year,
        password=facts.password,
        passwords=passwords,
        key=options.key,
        templates=options.templates,
        progress=options.progress,
    )
    return drawn.forms, drawn.unused


def _free(relative: Path, taken: set[str]) -> str:
    """Returns a path below 下发 that no issued form has."""
    path, number = PurePosixPath(ISSUED, *relative.parts), 1
    wanted = path
    while str(wanted) in taken:
        number += 1
        wanted = path.with_name(f"{path.stem}（{number}）{path.suffix}")
    taken.add(str(wanted))
    return str(wanted)


def _move(path: Path, target: Path) -> str:
    """Moves a drawn workbook to its place and returns its hash."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        data = path.read_bytes()
        path.replace(target)
    except OSError as error:
        why = system_reason(error)
        raise FileError(f"无法写入 {target}：{why.zh}", f"{target} cannot be written: {why.en}") from error
    return content_hash(data)


def remove(aside: Path) -> None:
    """Removes the folder of an interrupted run. Raises FileError where that fails."""
    try:
        if aside.exists():
            shutil.rmtree(aside)
    except OSError as error:
        why = system_reason(error)
        raise FileError(f"无法删除 {aside}：{why.zh}", f"{aside} cannot be removed: {why.en}") from error


def _issued(order: IssueOrder, event: int, row: RosterRow, place: int, form: StampedForm) -> IssuedRow:
    """Returns a row for the ledger, with its sheet and stamp."""
    expected = expected_row(row, order.form)
    stamp = decode_stamp(form.stamp)
    amount = expected.facts.get("total")
    return IssuedRow(
        event,
        place,
        row.unit,
        row.project_name,
        row.identity,
        expected.budget_year or order.facts.budget_year,
        amount if isinstance(amount, Decimal) else None,
        expected.amount_unit,
        expected.facts,
        sheet=form.sheet,
        stamp_id=stamp.id if stamp else None,
        stamp=form.stamp or None,
    )
