"""Checking of everything that came in a round, with the officers' answers about files."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from toolkit import __version__
from toolkit.checks.roster_comparison import Expected, Roster
from toolkit.engine.outcome import Outcome
from toolkit.errors import InputError
from toolkit.ledger.derive import OFF_ROSTER_RULES, RoundFactsRead, chosen_file, roster_rows
from toolkit.ledger.history import passwords_of
from toolkit.ledger.ledger_opening import OpenLedger
from toolkit.ledger.ledger_rows import FileRow, ProjectKey, VerdictKind, VerdictRow
from toolkit.ledger.return_rows import files_of, last_contents, last_readings
from toolkit.merging.versions import Decided
from toolkit.model.evidence import ReadFile, ReadRecord
from toolkit.model.finding import Severity
from toolkit.model.records import Project
from toolkit.model.same import name_key, unit_of
from toolkit.reports.waivers import Waiver
from toolkit.rounds.record_content import contents_in
from toolkit.rounds.round_options import RoundOptions
from toolkit.rounds.stored_names import StoredNames


@dataclass(frozen=True, slots=True)
class Checked:
    """Everything that came, checked: what was found, which returns count, how files are called."""

    outcome: Outcome
    decided: Decided
    stored: StoredNames


def check_round(
    ledger: OpenLedger, facts: RoundFactsRead, options: RoundOptions, *, event: int | None = None
) -> Checked:
    """Returns everything that came, checked as `check` and `merge` do.

    Where an officer said which of several returns counts, it does, until the unit sends a later one.

    Args:
        ledger: opened.
        facts: what it says.
        options: how files are read.
        event: the entry of the log by which files come now: their bytes have just been written.
    """
    stored = StoredNames(ledger.folder, files_of(ledger.connection).values())
    hashes = {path: row.sha256 for path, row in stored.rows.items() if row.event == event}
    roster, batch = roster_of(facts), options.batch(passwords_of(ledger.connection))
    outcome, decided = batch.check(stored.paths, roster, keep=contents_in, hashes=hashes)
    chosen = {verdict.file: verdict.event for verdict in preferences(facts.verdicts).values() if verdict.file}
    if chosen:
        preferred = [ledger.folder / file.stored for file in _still_last(outcome.heads, stored, chosen)]
        if preferred:
            outcome, decided = batch.check(stored.paths, roster, preferred, keep=contents_in)
    checked = Checked(outcome, decided, stored)
    _refuse_forgetting(checked, ledger, rules_in_force(ledger, options))
    return checked


def roster_of(facts: RoundFactsRead) -> Roster:
    """Returns the roster that returns are compared with: issued and admitted projects."""
    rows = [
        Expected(row.unit, row.project, row.budget_year or facts.year, row.facts, row.amount_unit)
        for row in roster_rows(facts).values()
    ]
    listed = {row.key for row in rows}
    admitted: dict[ProjectKey, Expected] = {}
    for one in facts.verdicts:
        if one.verdict is VerdictKind.ADMIT and one.key is not None and one.key not in listed:
            admitted[one.key] = Expected(one.unit or "", one.project or "", facts.year)
    return Roster([*rows, *admitted.values()])


def rules_in_force(ledger: OpenLedger, options: RoundOptions) -> str:
    """Returns by which program and definitions files are read, as the ledger keeps it."""
    rules = f"jixiao {__version__} {ledger.round.form} {ledger.round.form_version}"
    if options.templates is None:
        return rules
    digest = hashlib.sha256()
    for path in sorted(options.templates.rglob("*.yaml")):
        digest.update(path.read_bytes())
    return f"{rules} {digest.hexdigest()[:12]}"


def _refuse_forgetting(checked: Checked, ledger: OpenLedger, rules: str) -> None:
    """Raises InputError where a form cannot be read that the same rules read before.

    Its project would silently count as not returned; the bytes are the same, so the run lacks something: a limit, a
    library, the file itself.
    """
    before = last_contents(ledger.connection)
    if not before:
        return
    lost = [
        (number, file)
        for number, read in enumerate(checked.outcome.heads)
        if not read.records and before.get((file := checked.stored.row(read)).id)
    ]
    readings = last_readings(ledger.connection) if lost else {}
    for number, file in lost:
        if readings[file.id][1] != rules:
            continue
        errors = (one for one in checked.outcome.findings.of(number) if one.severity is Severity.ERROR)
        why = next((checked.stored.finding(one, file.name) for one in errors), None)
        zh, en = (f"：{why.message('zh')}", f": {why.message('en')}") if why else ("", "")
        raise InputError(
            f"以前读出过的文件“{file.name}”这次读不出来{zh}。没有写入任何内容；"
            f"请检查 {file.stored}，收表时用过 --open-password、--limit 的照样加上，再试一次",
            f"“{file.name}” was read before and cannot be read now{en}. Nothing was written; "
            f"check {file.stored}, give --open-password and --limit as when it was received, and try again",
        )


def preferences(verdicts: Sequence[VerdictRow]) -> Mapping[ProjectKey, VerdictRow]:
    """Returns the verdicts by which a certain file counts; 重开 takes them back."""
    by_project: dict[ProjectKey, list[VerdictRow]] = {}
    for one in verdicts:
        if one.key is not None:
            by_project.setdefault(one.key, []).append(one)
    chosen = {key: chosen_file(given) for key, given in by_project.items()}
    return {key: one for key, one in chosen.items() if one is not None}


def _still_last(heads: Sequence[ReadFile], stored: StoredNames, chosen: Mapping[int, int]) -> Collection[FileRow]:
    """Returns the chosen files whose projects did not come again since.

    Args:
        heads: everything that came.
        stored: names and rows of the files.
        chosen: by file, the entry of the log by which it was chosen.
    """
    last: dict[ProjectKey, int] = {}
    of_file: dict[int, tuple[FileRow, list[ProjectKey]]] = {}
    for head in heads:
        row = stored.row(head)
        keys = [_key(read) for read in head.records]
        for key in keys:
            last[key] = max(row.event, last.get(key, 0))
        if row.id in chosen:
            of_file[row.id] = row, keys
    return [row for row, keys in of_file.values() if all(last[key] <= chosen[row.id] for key in keys)]


def _key(read: ReadRecord) -> ProjectKey:
    record = read.record
    if isinstance(record, Project):
        return name_key(unit_of(record)), name_key(record.project_name)
    return name_key(record.department), ""


def waivers_of(verdicts: Iterable[VerdictRow]) -> tuple[Waiver, ...]:
    """Returns the waivers that officers gave.

    Whoever admits a project waives that the roster lacks it.
    """
    found: list[Waiver] = []
    for one in verdicts:
        codes = [one.code] if one.verdict is VerdictKind.WAIVE and one.code else []
        if one.verdict is VerdictKind.ADMIT and one.file is None:
            codes = sorted(OFF_ROSTER_RULES)
        for code in codes:
            found.append(
                Waiver(
                    code,
                    one.project or None,
                    one.why,
                    one.who,
                    one.at.date(),
                    unit=one.unit,
                )
            )
    return tuple(found)
