"""The records that findings concern, found by the places of the findings."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate

from toolkit.model.cell import CellRange
from toolkit.model.evidence import ReadRecord
from toolkit.model.finding import Fact, Finding, Where
from toolkit.model.records import Project

#: A code and the facts that its sentence names.
_Matter = tuple[str | tuple[str, Fact], ...]


class Concerned:
    """The records of a file, found by the places of findings.

    Args:
        records: of the file, in order.
    """

    def __init__(self, records: Sequence[ReadRecord]) -> None:
        self._names = [_name(read) for read in records]
        self._all = range(len(records))
        self._by_name: dict[str | None, list[int]] = {}
        self._sheets: dict[str | None, _OnSheet] = {}
        for number, read in enumerate(records):
            self._by_name.setdefault(self._names[number], []).append(number)
            self._sheets.setdefault(read.source.sheet, _OnSheet()).add(number, self._names[number], read.source.range)

    def at(self, where: Where) -> Sequence[int]:
        """Returns the numbers of the records that a place concerns, in order."""
        if where.sheet is None:
            return self._all if where.project is None else self._by_name.get(where.project, ())
        sheet = self._sheets.get(where.sheet)
        if sheet is None:
            return ()
        if where.cell is None:
            return sheet.numbers if where.project is None else sheet.by_name.get(where.project, ())
        found = sheet.on_rows(where.cell)
        return [number for number in found if where.project in (None, self._names[number])]


class _OnSheet:
    """The records of a sheet."""

    def __init__(self) -> None:
        self.numbers: list[int] = []
        self.by_name: dict[str | None, list[int]] = {}
        self._rows: list[tuple[int, int, int]] = []
        self._deepest: list[int] = []

    def add(self, number: int, name: str | None, extent: str) -> None:
        """Adds the next record."""
        first, last = CellRange.parse(extent)
        self.numbers.append(number)
        self.by_name.setdefault(name, []).append(number)
        self._rows.append((first.row, last.row, number))

    def on_rows(self, cells: str) -> Sequence[int]:
        """Returns the records that share a row with some cells; all for unreadable ones."""
        if len(self._deepest) != len(self._rows):
            self._rows.sort()
            self._deepest = [*accumulate((last for _, last, _ in self._rows), max)]
        found: set[int] = set()
        for part in cells.split(","):
            rows = _rows_of(part)
            if rows is None:
                return self.numbers
            start = bisect_left(self._deepest, rows[0])
            end = bisect_right(self._rows, (rows[1] + 1,))
            found.update(number for _, last, number in self._rows[start:end] if last >= rows[0])
        return sorted(found)


@lru_cache(maxsize=10_000)  # forms have the same cells throughout
def _rows_of(cells: str) -> tuple[int, int] | None:
    """Returns the first and last row of cells; None for what is no range."""
    try:
        inner = CellRange.parse(cells.strip())
    except ValueError:
        return None
    return inner.first.row, inner.last.row


def stand_against(errors: Iterable[Finding], records: Sequence[ReadRecord]) -> Iterator[list[Finding]]:
    """Yields for each record the errors that concern it, in their order.

    Of errors that are the same in one place only one counts.
    """
    at_place: dict[Where, dict[_Matter, tuple[int, Finding]]] = {}
    for order, error in enumerate(errors):
        at_place.setdefault(error.where, {}).setdefault((error.code, *error.facts.items()), (order, error))
    if not at_place:
        yield from ([] for _ in records)
        return
    concerned = Concerned(records)
    against: dict[int, list[tuple[int, Finding]]] = {}
    for where, same in at_place.items():
        for number in concerned.at(where):
            against.setdefault(number, []).extend(same.values())
    for number in range(len(records)):
        yield [error for _, error in sorted(against.get(number, ()), key=_order)]


def _order(one: tuple[int, Finding]) -> int:
    return one[0]


def _name(read: ReadRecord) -> str | None:
    record = read.record
    return record.project_name if isinstance(record, Project) else record.department
