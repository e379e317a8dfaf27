"""The difference of a new roster to that of a round."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from toolkit.acceptance.accept import expected_row
from toolkit.forms.definition import FormDefinition
from toolkit.issuing.roster_rows import RosterRow, roster_reading
from toolkit.ledger.derive import roster_rows
from toolkit.ledger.ledger_opening import read_ledger
from toolkit.ledger.ledger_rows import IssuedRow, ProjectKey
from toolkit.model.finding import Bilingual
from toolkit.rounds.issue_forms import issued_form
from toolkit.rounds.round_options import USUAL, RoundOptions
from toolkit.rounds.round_reading import facts_of

#: From which likeness on two names may be one.
_ALIKE = 0.6


@dataclass(frozen=True, slots=True)
class RosterDifference:
    """The rows by which a new roster differs.

    Attributes:
        new: projects that the round does not have.
        changed: projects of which the roster says something else now, and whose forms are issued anew.
        left: projects that are no longer on it.
        questions: projects that left and new ones that may be the same by another name.
    """

    new: tuple[RosterRow, ...]
    changed: tuple[RosterRow, ...]
    left: tuple[IssuedRow, ...]
    questions: tuple[Bilingual, ...] = ()


def compare_roster(folder: Path, roster: Path, *, options: RoundOptions = USUAL) -> RosterDifference:
    """Returns the changes that a new roster would bring; nothing is written.

    Args:
        folder: the round's folder.
        roster: units and projects, a workbook or a text.
        options: where the ledger lies, which definitions are used.

    Raises:
        InputError: the roster cannot be used.
        FileError: it cannot be opened.
    """
    with read_ledger(folder, options.ledger) as ledger:
        definition, _ = issued_form(ledger.round.form, options)
        rows = roster_reading(roster, definition, year=ledger.round.budget_year).rows
        return difference(roster_rows(facts_of(ledger)), rows, definition)


def difference(
    before: Mapping[ProjectKey, IssuedRow],
    rows: Sequence[RosterRow],
    form: FormDefinition,
    reissued: Collection[ProjectKey] = (),
) -> RosterDifference:
    """Returns how rows differ from a round's; reissued ones count as changed."""
    keys = {row.identity for row in rows}
    left = tuple(row for key, row in before.items() if key not in keys)
    new = tuple(row for row in rows if row.identity not in before)
    issued_rows = [row for row in rows if row.identity in before]
    changed = tuple(row for row in issued_rows if row.identity in reissued or _differs(row, before[row.identity], form))
    return RosterDifference(new, changed, left, tuple(_renamed(left, new)))


def _differs(row: RosterRow, before: IssuedRow, form: FormDefinition) -> bool:
    """Whether a row of the roster says something else than before."""
    now = expected_row(row, form)
    return dict(now.facts) != dict(before.facts) or now.budget_year != before.budget_year


def _renamed(left: Sequence[IssuedRow], new_rows: Sequence[RosterRow]) -> Iterator[Bilingual]:
    """Yields a question for each project that may only have a new name."""
    for row in left:
        for new in new_rows:
            unit, project = new.identity
            same = row.key[0] == unit or row.key[1] == project
            alike = min(SequenceMatcher(None, *pair).ratio() for pair in zip(row.key, new.identity, strict=True))
            if same and alike >= _ALIKE:
                yield Bilingual(
                    f"{row.unit}“{row.project}”是不是改名为 {new.unit}“{new.project_name}”？按两个项目处理："
                    "原来的取消，已经报回的不算数；请让单位用新下发的表再报",
                    f"Is {row.unit} “{row.project}” now called {new.unit} “{new.project_name}”? They are kept apart: "
                    "the old one is cancelled with its returns; ask the unit to fill in the new form",
                )
