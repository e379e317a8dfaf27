"""The unit of a file: by stamp, content, name, or its folder. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from toolkit.ledger.ledger_rows import IssuedRow
from toolkit.model.same import name_key
from toolkit.rounds.record_content import ContentText

#: Signs of a unit's name that must be found in a file's name to count.
_SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Recognised:
    """The unit of a file and how it was recognised.

    Attributes:
        unit: as the roster has it, else as the form says; None where nobody knows.
        by: stamp, content, name, folder, or officer where a person assigned it; `several` for a file of several units,
            None where nobody knows.
    """

    unit: str | None
    by: str | None


@dataclass(frozen=True, slots=True)
class ArrivedFile:
    """A file that is to be given to a unit.

    Attributes:
        file: its number in the ledger.
        name: as it came.
        near: the delivery and folder or archive with which it came.
        stamped: the units to which its forms were issued, by their stamps.
        units: the units that its forms name.
        has_forms: whether it holds a project.
    """

    file: int
    name: str
    near: tuple[int, str]
    stamped: tuple[str, ...]
    units: tuple[str, ...]
    has_forms: bool


class UnitFinder:
    """The units of a round, found by stamps and names.

    Args:
        issued: what was issued to whom.
    """

    def __init__(self, issued: Sequence[IssuedRow]) -> None:
        self._names = {row.key[0]: row.unit for row in issued}
        self._stamps = {row.stamp_id: row.unit for row in issued if row.stamp_id}
        self._cores = _cores(self._names)
        projects: dict[str, set[str]] = {}
        for row in issued:
            if len(row.key[1]) > _SHORTEST:
                projects.setdefault(row.key[1], set()).add(row.unit)
        self._projects = {name: units.pop() for name, units in projects.items() if len(units) == 1}

    def arrival(self, file: int, name: str, near: tuple[int, str], records: Sequence[ContentText]) -> ArrivedFile:
        """Returns what the finder has to know of a file that was read."""
        stamped = [self._stamps.get(one.stamp) for one in records if one.stamp]
        return ArrivedFile(
            file,
            name,
            near,
            tuple(dict.fromkeys(unit for unit in stamped if unit)),
            tuple(dict.fromkeys(self._names.get(name_key(one.unit), one.unit) for one in records if one.unit)),
            bool(records),
        )

    def owners(self, arrived: Sequence[ArrivedFile]) -> Mapping[int, Recognised]:
        """Returns whose each of the files is that came."""
        found = {one.file: self._alone(one) for one in arrived}
        near: dict[tuple[int, str], set[str]] = {}
        for one in arrived:
            unit = found[one.file].unit
            if unit and (one.stamped or one.units):
                near.setdefault(one.near, set()).add(unit)
        for one in arrived:
            beneath = near.get(one.near, set())
            if found[one.file].by is None and len(beneath) == 1:
                found[one.file] = Recognised(next(iter(beneath)), "folder")
        return found

    def _alone(self, one: ArrivedFile) -> Recognised:
        for units, by in ((one.stamped, "stamp"), (one.units, "content")):
            if len(units) == 1:
                return Recognised(units[0], by)
            if units:
                return Recognised(None, "several")
        unit = self._by_name(one.name)
        return Recognised(unit, "name" if unit else None)

    def _by_name(self, name: str) -> str | None:
        """Returns the one unit that a path names, or whose project it names."""
        text = name_key(name)
        for words in (
            {key: unit for key, unit in self._names.items() if key in text},
            {core: self._names[key] for key, core in self._cores.items() if core in text},
            {project: unit for project, unit in self._projects.items() if project in text},
        ):
            if len(set(words.values())) == 1:
                return next(iter(words.values()))
            if words:
                return None
        return None


def _cores(names: Iterable[str]) -> Mapping[str, str]:
    """Returns the part of each unit's name that the others do not share."""
    every = list(names)
    start, end = _shared(every), _shared([name[::-1] for name in every])
    cores = {name: name[start : len(name) - end] for name in every if start + end < len(name)}
    return {name: core for name, core in cores.items() if len(core) >= _SHORTEST}


def _shared(names: Sequence[str]) -> int:
    """Returns how many signs all names begin with; 0 for one name."""
    if len(names) < 2:
        return 0
    low, high = min(names), max(names)
    return next((at for at, pair in enumerate(zip(low, high, strict=False)) if pair[0] != pair[1]), len(low))
