"""The summary of a round that still runs, written aside to be looked at."""

from __future__ import annotations

from pathlib import Path

from toolkit.errors import InputError
from toolkit.ledger.derive import statuses
from toolkit.ledger.ledger_opening import read_ledger
from toolkit.model.project_state import ProjectState
from toolkit.model.schema import MoneyKey
from toolkit.publishing.summary_workbook import write_files
from toolkit.rounds.check_returns import check_round
from toolkit.rounds.close_round import accepted_summary, summary_definition
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
