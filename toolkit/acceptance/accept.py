"""The decisions about a batch: which returns count, which findings are waived."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.checks.roster_comparison import Expected, Roster, is_owed
from toolkit.checks.runner import check_batch
from toolkit.checks.settings import Settings
from toolkit.engine.batch_store import BatchStore, LazySequence
from toolkit.engine.outcome import Findings, Outcome
from toolkit.errors import InputError
from toolkit.excel.limits import Limits
from toolkit.excel.open.save_dates import SaveDates
from toolkit.forms.definition import Definition, FormDefinition
from toolkit.forms.kinds import Amount
from toolkit.merging.concerned_records import Concerned
from toolkit.merging.versions import Decided, decide, names
from toolkit.model.evidence import ReadFile
from toolkit.model.finding import Bilingual, Finding
from toolkit.model.records import Source
from toolkit.model.schema import MoneyKey
from toolkit.reports.waivers import WaivedFinding, Waiver, apply_waivers

if TYPE_CHECKING:
    from toolkit.issuing.roster_rows import RosterRow

#: The rule about mixed budget years.
MIXED_YEARS = "A07"
#: The rule about superseded returns.
SUPERSEDED = "A18"


@dataclass(frozen=True)
class Judged:
    """A batch after the decisions on what counts.

    Attributes:
        outcome: without the findings that were waived.
        decided: which of several returns of a project counts.
        waived: findings that a person waived.
        notes: waivers that are expired or did nothing.
    """

    outcome: Outcome
    decided: Decided
    waived: tuple[WaivedFinding, ...] = ()
    notes: tuple[Bilingual, ...] = ()


def judge(outcome: Outcome, decided: Decided, waivers: Sequence[Waiver], today: date, *, years: bool = False) -> Judged:
    """Takes out of a batch the findings that a person waived.

    Args:
        outcome: what was read and found, without what is superseded.
        decided: which of several returns of a project counts.
        waivers: findings that a person waived.
        today: by which waivers expire.
        years: whether each budget year gets a summary of its own: mixed years are then no error.
    """
    left_aside = {
        SUPERSEDED,
        *([MIXED_YEARS] if years else []),
    }  # a summary has a list of superseded returns of its own
    found = outcome.findings.filtered(lambda _, finding: finding.code not in left_aside)
    judged = apply_waivers(found, waivers, outcome.heads, today)
    kept = found.filtered(lambda _, finding: judged.kept.counts(finding)) if judged.waived else found
    return Judged(replace(outcome, findings=kept), decided, judged.waived, judged.notes)


def settle(
    store: BatchStore, prefer: Sequence[Path], limits: Limits, settings: Settings, roster: Roster | None
) -> tuple[Outcome, Decided]:
    """Decides which of several returns counts, and runs the rules between files.

    The batch is seen as if the others had not come: findings on them alone are dropped, and the rules between files see
    the files in the order of their names. So the result does not depend on the order in which the files were given.

    Args:
        store: what was read, and the findings of each file by itself.
        prefer: files that count, as a person decided.
        limits: what is refused as too large.
        settings: severities and thresholds in force.
        roster: what must come back, and how.

    Raises:
        InputError: a preferred file is none of those that were read.
    """
    for path in prefer:
        if not any(names(path, file.path, file.on_disk) for file in store.heads()):
            zh, en = "读入的文件中没有它", "it is not among the files that were read"
            raise InputError(f"--prefer {path}：{zh}", f"--prefer {path}: {en}")
    several = dict.fromkeys(file for file, _ in store.keys.alike("identity"))
    heads = [store.head(number) for number in several]
    on_disk = {file.path: file.on_disk for file in heads}
    decided = decide(heads, prefer, SaveDates(on_disk, limits))
    order = store.in_order()
    if isinstance(order, range) and not decided.superseded:
        return _outcome(store, check_batch(store.heads(), settings, None, roster, store.keys), roster), decided
    without = partial(_without, superseded=decided.superseded)
    without_superseded = {number: file for number in several if without(file := store.head(number)) != file}
    places = {
        (number, place)
        for number, file in without_superseded.items()
        for place, read in enumerate(file.records)
        if read.source in decided.superseded
    }
    left = LazySequence(len(store), lambda number: without(store.head(order[number])))
    later = {one.where: Bilingual(one.reason, one.reason_en) for one in decided.superseded.values()}
    between = check_batch(left, settings, None, roster, store.keys.among(order, places), later)
    outcome = _outcome(store, between, roster)
    if without_superseded:
        concerned = {number: Concerned(file.records) for number, file in without_superseded.items()}
        counts = partial(_counts, files=without_superseded, concerned=concerned, superseded=decided.superseded)
        outcome = replace(outcome, findings=outcome.findings.filtered(counts))
    return outcome, decided


def _outcome(store: BatchStore, between: Iterable[Finding], roster: Roster | None) -> Outcome:
    """Returns the result of a batch, without what a roster says nobody owes."""
    found = Findings(store, between)
    return Outcome(
        store, found.filtered(lambda _, finding: is_owed(roster, finding)) if roster else found, roster=roster
    )


def _without(file: ReadFile, superseded: Mapping[Source, object]) -> ReadFile:
    """Returns a file without the superseded records."""
    if not superseded or not any(read.source in superseded for read in file.records):
        return file
    return replace(file, records=tuple(read for read in file.records if read.source not in superseded))


def _counts(
    number: int,
    finding: Finding,
    files: Mapping[int, ReadFile],
    concerned: Mapping[int, Concerned],
    superseded: Mapping[Source, object],
) -> bool:
    """Whether a finding concerns anything besides superseded records."""
    if number not in files or finding.code == SUPERSEDED:
        return True
    records, numbers = files[number].records, concerned[number].at(finding.where)
    return not numbers or any(records[one].source not in superseded for one in numbers)


def expected_returns(roster: Path, definitions: Iterable[Definition], funding: MoneyKey | None = None) -> Roster:
    """Returns the rows of a roster, read as the first form that it fits.

    Args:
        roster: the file.
        definitions: the forms at hand.
        funding: the part of the money that is the whole amount where a row names none.

    Raises:
        FileError: the roster cannot be opened.
        InputError: it fits no form; the faults are those of the form that it fits best.
    """
    from toolkit.issuing.roster_rows import roster_reading

    faults: list[InputError] = []
    for form in definitions:
        if not isinstance(form, FormDefinition) or form.record != "project":
            continue
        try:
            read = roster_reading(roster, form, project_type="", funding=funding)
        except InputError as error:
            faults.append(error)
        else:
            return Roster((expected_row(row, form) for row in read.rows), read.printed_total)
    raise min(
        faults,
        key=lambda fault: str(fault).count("\n"),
        default=InputError(f"{roster}：没有模板", f"{roster}: there is no form"),
    )


def expected_row(row: RosterRow, form: FormDefinition) -> Expected:
    """Returns a row for the rules; empty cells of the roster are left out."""
    amounts = {key: value for key, value in row.values.items() if isinstance(value, Amount)}
    facts: dict[str, str | int | Decimal] = {
        key: value for key, value in row.values.items() if isinstance(value, str | int) and value != ""
    }
    facts |= {key: amount.yuan for key, amount in (amounts | dict(row.funds)).items()}
    unit = form.unit if "total" in amounts and not row.unit_named else None
    return Expected(row.unit, row.project_name, row.budget_year, facts, unit)
