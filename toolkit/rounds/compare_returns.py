"""The changes between two returns of a project, asked for or not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from toolkit.checks.context.batch import PlacedFacts, RoundNotes
from toolkit.checks.runner import check_batch
from toolkit.checks.settings import DEFAULT, Settings
from toolkit.ledger.derive import ProjectStatus
from toolkit.ledger.finding_rows import findings_then
from toolkit.ledger.ledger_opening import OpenLedger, read_ledger
from toolkit.ledger.ledger_rows import ReturnRow, VerdictKind
from toolkit.ledger.return_rows import RecordContent, contents_of
from toolkit.ledger.verdict_rows import verdicts_of
from toolkit.model.cell import CellRange
from toolkit.model.finding import Bilingual, Finding, Where
from toolkit.model.same import value_key
from toolkit.model.text import fold
from toolkit.reports.quiet import is_quiet
from toolkit.rounds.field_parts import FieldPart, paired_indicators, plain_parts
from toolkit.rounds.form_words import FormWords
from toolkit.rounds.round_options import USUAL, RoundOptions
from toolkit.rounds.round_reading import of_unit, statuses_of


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of a project that differs from the return before.

    Attributes:
        field: in Chinese, with the indicator where it is one's part.
        before: as it was; empty for nothing.
        after: as it is now; empty for nothing.
        cell: its cell in the later return, else in the earlier one; empty where unknown.
        asked: whether a finding on the earlier return, or the officer who sent it back, had asked for it.
    """

    field: str
    before: str
    after: str
    cell: str
    asked: bool

    def to_json(self) -> dict[str, object]:
        """Returns the change as JSON."""
        return {key: getattr(self, key) for key in ("field", "before", "after", "cell", "asked")}


@dataclass(frozen=True, slots=True)
class ReturnChanges:
    """The changes of a project from one return to the next.

    Attributes:
        unit: 用款单位.
        project: 项目名称.
        earlier: the file that came before.
        later: the file that came after it.
        changes: what differs; empty where both say the same.
    """

    unit: str
    project: str
    earlier: ReturnRow
    later: ReturnRow
    changes: tuple[FieldChange, ...]

    @property
    def unasked(self) -> tuple[FieldChange, ...]:
        """The changes that nobody had asked for."""
        return tuple(one for one in self.changes if not one.asked)

    def to_json(self) -> dict[str, object]:
        """Returns the changes as `round changes --format json` prints them."""
        return {
            "unit": self.unit,
            "project_name": self.project or None,
            "earlier": _return_json(self.earlier),
            "later": _return_json(self.later),
            "changes": [one.to_json() for one in self.changes],
        }


def _return_json(one: ReturnRow) -> dict[str, object]:
    return {"file": one.name, "sheet": one.sheet, "received": one.at.isoformat(timespec="seconds")}


@dataclass(frozen=True, slots=True)
class _Asked:
    """Everything that a unit was asked to correct: findings and the officer's reasons.

    `findings` are those on cells; `as_such` says that there are others, on the form as such.
    """

    findings: tuple[Finding, ...]
    as_such: bool
    reasons: str
    sent_back: bool

    def change(self, part: FieldPart, cells: Sequence[str], *, was_empty: bool) -> bool:
        """Whether a change of a field had been asked for."""
        if any(_touches(one, cells) for one in self.findings):
            return True
        if was_empty and self.as_such:
            return True  # an empty field was filled in
        return self.sent_back and (part.is_answer or bool(_MONEY.search(self.reasons)) or part.label in self.reasons)


#: Words of an officer's reason that are about money.
_MONEY = re.compile("金额|资金|预算|拨款|合计|总计|[0-9０-９]+ *万?元|amount|budget|fund", re.IGNORECASE)


def changes(folder: Path | str, unit: str | None = None, *, options: RoundOptions = USUAL) -> tuple[ReturnChanges, ...]:
    """Returns what changed between the returns of each project that came more than once.

    Args:
        folder: the round's folder.
        unit: only of this one.
        options: where the ledger lies, which definitions are used.

    Raises:
        InputError: the folder holds no round, or the round has no such unit.
    """
    with read_ledger(Path(folder), options.ledger) as ledger:
        every = statuses_of(ledger)
        chosen = every if unit is None else of_unit(every, unit)
        words = FormWords(ledger.round.form, options.templates)
        return tuple(found for one in chosen for found in changes_of(ledger, one, words))


def changes_of(ledger: OpenLedger, one: ProjectStatus, words: FormWords) -> Iterator[ReturnChanges]:
    """Yields the changes between the returns of a project, in order."""
    for earlier, later in zip(one.returns, one.returns[1:], strict=False):
        yield changes_between(ledger, one, earlier, later, words)


def changes_between(
    ledger: OpenLedger, one: ProjectStatus, earlier: ReturnRow, later: ReturnRow, words: FormWords | None = None
) -> ReturnChanges:
    """Returns the changes of a project from one return to another.

    Args:
        ledger: opened.
        one: the project.
        earlier: the return before.
        later: the return after it.
        words: of the form; None for those of the shipped definition.
    """
    words = words or FormWords(ledger.round.form)
    before, after = (contents_of(ledger.connection, back.file, back.number) for back in (earlier, later))
    if before is None or after is None or earlier.content == later.content:
        return ReturnChanges(one.unit, one.project, earlier, later, ())
    found = [one for one in findings_then(ledger.connection, earlier.file, earlier.number) if not is_quiet(one)]
    on_cells = tuple(_on_cells(found, before))
    reasons = [
        verdict.why
        for verdict in verdicts_of(ledger.connection, one.key)
        if verdict.verdict is VerdictKind.RETURN and verdict.about == earlier.content and verdict.event < later.event
    ]
    asked = _Asked(on_cells, len(on_cells) < len(found), "\n".join(reasons), bool(reasons))
    return ReturnChanges(one.unit, one.project, earlier, later, tuple(_compared(before, after, asked, words)))


def _on_cells(findings: Iterable[Finding], content: RecordContent) -> Iterator[Finding]:
    """Yields the findings that name cells, not the form as such."""
    cells = [one for text in content.cells.values() for one in _ranges(text)]
    for finding in findings:
        named = [*_ranges(finding.where.cell)]
        if named and not any(all(_covers(one, cell) for cell in cells) for one in named):
            yield finding


def previous_return(one: ProjectStatus) -> ReturnRow | None:
    """Returns the return that the one that counts corrects; None without one.

    It came in an earlier delivery: of several in one nobody had seen any. Last year's form, sent by mistake, is none.
    """
    if one.counting is None:
        return None
    earlier = [
        back for back in one.returns if back.event < one.counting.event and back.budget_year == one.counting.budget_year
    ]
    return earlier[-1] if earlier else None


def _compared(before: RecordContent, after: RecordContent, asking: _Asked, words: FormWords) -> Iterator[FieldChange]:
    old, new = dict(plain_parts(before, words)), dict(plain_parts(after, words))
    for key in dict.fromkeys((*old, *new)):
        yield from _change(old.get(key), new.get(key), asking)
    for was, now in paired_indicators(before, after, words):
        for key in dict.fromkeys((*was, *now)):
            yield from _change(was.get(key), now.get(key), asking)


def _change(old: FieldPart | None, new: FieldPart | None, asking: _Asked) -> Iterator[FieldChange]:
    part = new or old
    assert part is not None
    was, now = old.text if old else "", new.text if new else ""
    if _same(part.key, was, now):
        return
    cells = tuple(cell for cell in (old and old.cell, old and old.row) if cell)
    asked = asking.change(part, cells, was_empty=not was)
    yield FieldChange(part.label, was, now, (new.cell if new else "") or (old.cell if old else ""), asked)


def _same(key: str, was: str, now: str) -> bool:
    if key in ("period_value", "annual_value"):
        return value_key(was) == value_key(now)
    return fold(was) == fold(now)


def _touches(finding: Finding, cells: Iterable[str]) -> bool:
    """Whether a finding is about one of some cells."""
    listed = [*_ranges(finding.where.cell)]
    for cell in cells:
        for own in _ranges(cell):
            if any(_meet(own, one) for one in listed):
                return True
    return False


def _ranges(text: str | None) -> Iterator[CellRange]:
    for part in (text or "").split(","):
        try:
            yield CellRange.parse(part.strip())
        except ValueError:
            continue


def _covers(one: CellRange, other: CellRange) -> bool:
    return (
        one.first.row <= other.first.row
        and other.last.row <= one.last.row
        and one.first.col <= other.first.col
        and other.last.col <= one.last.col
    )


def _meet(one: CellRange, other: CellRange) -> bool:
    return (
        one.first.row <= other.last.row
        and other.first.row <= one.last.row
        and one.first.col <= other.last.col
        and other.first.col <= one.last.col
    )


_EMPTY = Bilingual("（空）", "(empty)")


def unasked_findings(changed: ReturnChanges, settings: Settings) -> tuple[Finding, ...]:
    """Returns a finding for each change that nobody had asked for.

    Args:
        changed: from one return to the next.
        settings: severities in force; they may switch the rule off.
    """
    notes = RoundNotes(unasked=[_facts(changed.later, one) for one in changed.unasked])
    return _found(notes, settings)


def _facts(later: ReturnRow, one: FieldChange) -> PlacedFacts:
    facts = {"field": one.field, "before": one.before or _EMPTY, "after": one.after or _EMPTY}
    return replace(_place(later), cell=one.cell or None), {**facts, "found": facts["after"]}


def sent_back_findings(one: ProjectStatus) -> tuple[Finding, ...]:
    """Returns a finding with the reason of an officer who sent a project back.

    No setting weakens it: it is a person's decision.
    """
    verdict = one.verdict
    if verdict is None or verdict.verdict is not VerdictKind.RETURN or one.counting is None:
        return ()
    facts = {"reason": verdict.why, "name": verdict.who, "day": verdict.at.date().isoformat(), "found": verdict.why}
    return _found(RoundNotes(sent_back=[(_place(one.counting), facts)]), DEFAULT)


def placed(finding: Finding, back: ReturnRow) -> Finding:
    """Returns a finding of the ledger at the place of its return."""
    return replace(finding, where=replace(_place(back), cell=finding.where.cell))


def _place(back: ReturnRow) -> Where:
    return Where(back.name, back.sheet, None, back.project or None)


def _found(notes: RoundNotes, settings: Settings) -> tuple[Finding, ...]:
    return tuple(check_batch((), settings, ("across",), notes=notes))
