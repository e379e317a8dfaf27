"""The summary of what a round has accepted, and its draft."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from toolkit.acceptance.accept import judge
from toolkit.acceptance.gather import Gatherer
from toolkit.checks.roster_comparison import Roster
from toolkit.checks.settings import definition_faults
from toolkit.errors import InputError
from toolkit.forms.definition import SummaryDefinition
from toolkit.forms.loader import load_form, load_framework
from toolkit.ledger.derive import ProjectStatus, statuses
from toolkit.ledger.ledger_opening import OpenLedger, read_ledger
from toolkit.merging.summary import Summary, SummaryOptions, summary_of
from toolkit.model.evidence import ReadFile
from toolkit.model.finding import Bilingual
from toolkit.model.project_state import ProjectState
from toolkit.model.records import Source
from toolkit.model.schema import MONEY_KEYS, MoneyKey
from toolkit.publishing.summary_workbook import write_files
from toolkit.rounds.check_returns import Checked, check_round, roster_of, waivers_of
from toolkit.rounds.round_options import USUAL, RoundOptions
from toolkit.rounds.round_reading import facts_of


def write_draft(
    folder: Path | str,
    working: Path,
    public: Path,
    *,
    summary: str = "combined",
    funding: MoneyKey | None = None,
    options: RoundOptions = USUAL,
) -> None:
    """Writes the summary of the accepted projects, and its copy to publish.

    The ledger stays as it is.

    Args:
        folder: the round's folder.
        working: the file for the summary with its further sheets.
        public: the file for the first sheet alone.
        summary: id of the summary's definition.
        funding: the part of the money that is the whole amount of a project where the roster names none.
        options: where the ledger lies, how files are read.

    Raises:
        InputError: nothing is accepted yet.
        FileError: a file cannot be written.
    """
    with read_ledger(Path(folder), options.ledger) as ledger:
        facts = facts_of(ledger)
        every = statuses(facts)
        if not any(one.state is ProjectState.ACCEPTED for one in every):
            raise InputError("还没有通过的项目，没有可汇总的", "No project is accepted, so there is nothing to merge")
        checked = check_round(ledger, facts, options)
        definition = summary_definition(summary, options)
        content = accepted_summary(ledger, checked, every, definition, options, funding)
        write_files({working: content}, None, checked.stored.paths, force=True, public={public: content})


def summary_definition(summary: str, options: RoundOptions) -> SummaryDefinition:
    """Returns the definition of a summary. Raises InputError where it is none."""
    found = load_form(summary, options.templates, definition_faults)
    if not isinstance(found, SummaryDefinition):
        raise InputError(f"“{summary}”不是汇总表的模板", f"“{summary}” is not the definition of a summary")
    return found


def accepted_summary(
    ledger: OpenLedger,
    checked: Checked,
    every: Sequence[ProjectStatus],
    definition: SummaryDefinition,
    options: RoundOptions,
    funding: MoneyKey | None = None,
) -> Summary:
    """Returns the summary of the accepted projects; others are left out with reasons."""
    facts = facts_of(ledger)
    held = dict(_held(checked, every))
    kept = {source: reason for source, reason in checked.decided.undecided.items() if source not in held}
    decided = replace(checked.decided, undecided={**kept, **held})
    judged = judge(checked.outcome, decided, waivers_of(facts.verdicts), date.today())
    framework = load_framework(definition.framework, options.templates)
    roster = _with_funding(roster_of(facts), every, funding) if funding else roster_of(facts)
    expected = tuple(
        (one.unit, one.project) for one in every if one.state.is_expected and one.state is not ProjectState.NIL
    )
    gathered = Gatherer(judged, definition, framework, roster).gather()
    return summary_of(gathered, SummaryOptions(definition, framework, ledger.round.department, expected))


def _with_funding(roster: Roster, every: Sequence[ProjectStatus], funding: MoneyKey) -> Roster:
    """Returns a roster on which every project has its source of money."""
    amounts = {one.key: one.amount for one in every if one.amount is not None}
    rows = []
    for row in roster.rows:
        amount = row.facts.get("total", amounts.get(row.key))
        named = any(key in row.facts for key in MONEY_KEYS[1:])
        rows.append(row if named or amount is None else replace(row, facts={**row.facts, funding: amount}))
    return Roster(rows)


def _held(checked: Checked, every: Sequence[ProjectStatus]) -> Iterator[tuple[Source, Bilingual]]:
    """Yields every record that is not accepted, with the reason."""
    accepted = {
        (one.counting.file, one.counting.number) for one in every if one.state is ProjectState.ACCEPTED and one.counting
    }
    states = {(back.file, back.number): one.state for one in every for back in one.returns}
    for read in checked.outcome.heads:
        file: ReadFile = read
        row = checked.stored.row(file)
        for number, record in enumerate(file.records):
            if (row.id, number) not in accepted:
                state = states.get((row.id, number), ProjectState.OFF_ROSTER)
                yield record.source, Bilingual(f"未通过：{state.words.zh}", f"not accepted: {state.words.en}")
