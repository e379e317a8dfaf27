"""The changes between two returns of a project, asked for or not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from toolkit.ledger.derive import ProjectStatus
from toolkit.ledger.ledger_opening import OpenLedger, read_ledger
from toolkit.ledger.ledger_rows import ReturnRow
from toolkit.ledger.return_rows import RecordContent, contents_of, findings_then
from toolkit.model.cell import CellRange
from toolkit.model.finding import Finding
from toolkit.model.same import name_key, value_key
from toolkit.model.schema import DEPARTMENT, INDICATOR, PROJECT, RecordField, leaves
from toolkit.model.text import fold
from toolkit.reports.quiet import is_quiet
from toolkit.rounds.round_options import USUAL, RoundOptions
from toolkit.rounds.round_reading import of_unit, statuses_of

#: Fields that say how a record was read.
_PASSED_OVER = frozenset({"form", "form_version", "unit_as_written", "cell", "level1"})


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of a project that differs from the return before.

    Attributes:
        field: in Chinese, with the indicator where it is one's part.
        before: as it was; empty for nothing.
        after: as it is now; empty for nothing.
        cell: its cell in the later return, else in the earlier one; empty where unknown.
        asked: whether a finding on the earlier return had asked for it.
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
        """The changes that no finding had asked for."""
        return tuple(one for one in self.changes if not one.asked)


@dataclass(frozen=True, slots=True)
class _Part:
    """A field of a record as text, with its cell and words."""

    label: str
    text: str
    cell: str
    row: str
    key: str


def changes(folder: Path | str, unit: str | None = None, *, options: RoundOptions = USUAL) -> tuple[ReturnChanges, ...]:
    """Returns what changed between the returns of each project that came more than once.

    Args:
        folder: the round's folder.
        unit: only of this one.
        options: where the ledger lies.

    Raises:
        InputError: the folder holds no round, or the round has no such unit.
    """
    with read_ledger(Path(folder), options.ledger) as ledger:
        every = statuses_of(ledger)
        chosen = every if unit is None else of_unit(every, unit)
        return tuple(found for one in chosen for found in changes_of(ledger, one))


def changes_of(ledger: OpenLedger, one: ProjectStatus) -> Iterator[ReturnChanges]:
    """Yields the changes between the returns of a project, in order."""
    for earlier, later in zip(one.returns, one.returns[1:], strict=False):
        yield changes_between(ledger, one, earlier, later)


def changes_between(ledger: OpenLedger, one: ProjectStatus, earlier: ReturnRow, later: ReturnRow) -> ReturnChanges:
    """Returns the changes of a project from one return to another."""
    before, after = (contents_of(ledger.connection, back.file, back.number) for back in (earlier, later))
    found = findings_then(ledger.connection, earlier.file, earlier.number)
    changed = tuple(_compared(before, after, found)) if before and after and earlier.content != later.content else ()
    return ReturnChanges(one.unit, one.project, earlier, later, changed)


def previous_return(one: ProjectStatus) -> ReturnRow | None:
    """Returns the return before the one that counts; None without one."""
    if one.counting is None or one.counting not in one.returns:
        return None
    place = one.returns.index(one.counting)
    return one.returns[place - 1] if place else None


def _compared(before: RecordContent, after: RecordContent, found: Sequence[Finding]) -> Iterator[FieldChange]:
    asking = [one for one in found if not is_quiet(one)]
    old, new = dict(_plain(before)), dict(_plain(after))
    for key in dict.fromkeys((*old, *new)):
        yield from _change(old.get(key), new.get(key), asking)
    for was, now in _paired(before, after):
        for key in dict.fromkeys((*was, *now)):
            yield from _change(was.get(key), now.get(key), asking)


def _change(old: _Part | None, new: _Part | None, asking: Sequence[Finding]) -> Iterator[FieldChange]:
    part = new or old
    assert part is not None
    was, now = old.text if old else "", new.text if new else ""
    if _same(part.key, was, now):
        return
    cells = tuple(cell for cell in (old and old.cell, old and old.row) if cell)
    asked = any(_touches(one, cells) for one in asking)
    if not asked and not was:  # an empty field was filled in, and something was said about the project as such
        asked = any(one.where.cell is None for one in asking)
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


def _meet(one: CellRange, other: CellRange) -> bool:
    return (
        one.first.row <= other.last.row
        and other.first.row <= one.last.row
        and one.first.col <= other.last.col
        and other.first.col <= one.last.col
    )


def _plain(content: RecordContent) -> Iterator[tuple[str, _Part]]:
    """Yields every field of a record but its indicators."""
    record, cells = content.record, content.cells
    schema = DEPARTMENT if "department" in record and "project_name" not in record else PROJECT
    for path, field in leaves(schema):
        key = path.rpartition(".")[2]
        if key not in _PASSED_OVER and not path.startswith("source"):
            cell = cells.get(path, cells.get(key, ""))
            yield path, _Part(field.zh, _text(_at(record, path)), cell, "", key)
    for field in schema:
        if field.kind in ("rows", "texts") and field.key != "indicators":
            for number, row in enumerate(_listed(record, field.key)):
                yield from _row(field, number, row, cells)


def _row(field: RecordField, number: int, row: Any, cells: Mapping[str, str]) -> Iterator[tuple[str, _Part]]:
    if not isinstance(row, dict):
        key = f"{field.key}.{number}"
        yield key, _Part(f"{field.zh}（{number + 1}）", _text(row), cells.get(key, ""), "", field.key)
        return
    for inner in field.fields:
        key = f"{field.key}.{number}.{inner.key}"
        name = row.get("by") or row.get("title") or number + 1
        yield key, _Part(f"{field.zh}“{name}”{inner.zh}", _text(row.get(inner.key)), cells.get(key, ""), "", inner.key)


_Row = Mapping[str, _Part]


def _paired(before: RecordContent, after: RecordContent) -> Iterator[tuple[_Row, _Row]]:
    """Yields the indicators of two returns in pairs, by category and name."""
    left = [*_indicators(before)]
    rest: list[tuple[str, _Row]] = []
    for level, name, row in _indicators(after):
        same = next((one for one in left if one[:2] == (level, name)), None)
        if same is None:
            rest.append((level, row))
        else:
            left.remove(same)
            yield same[2], row
    for level, row in rest:
        same = next((one for one in left if one[0] == level), None)
        if same is not None:
            left.remove(same)
        yield same[2] if same else {}, row
    for _, _, row in left:
        yield row, {}


def _indicators(content: RecordContent) -> Iterator[tuple[str, str, _Row]]:
    for number, row in enumerate(_listed(content.record, "indicators")):
        keys = [field for field in INDICATOR if field.key not in (*_PASSED_OVER, "level2")]
        places = {field.key: content.cells.get(f"indicators.{number}.{field.key}", "") for field in keys}
        whole_row = ",".join(cell for cell in places.values() if cell)
        level, name = str(row.get("level2") or ""), str(row.get("name") or "")
        parts = {
            field.key: _Part(
                f"{level}“{name}”{field.zh}", _text(row.get(field.key)), places[field.key], whole_row, field.key
            )
            for field in keys
        }
        yield level, name_key(name), parts


def _listed(record: Mapping[str, Any], key: str) -> Sequence[Any]:
    found = record.get(key)
    return found if isinstance(found, list) else []


def _at(record: Mapping[str, Any], path: str) -> Any:
    found: Any = record
    for key in path.split("."):
        found = found.get(key) if isinstance(found, dict) else None
    return found


def _text(value: Any) -> str:
    return "" if value is None else str(value)
