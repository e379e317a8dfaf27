"""What is counted while the projects of a summary are written, so that they need be looked at only once. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from toolkit.intake.summary_record import NAMELESS
from toolkit.merge.figures import Figures
from toolkit.merge.order import unit_of
from toolkit.model.project import Project

TYPELESS = "（未注明类型）"
_ZERO = Decimal(0)


@dataclass(slots=True)
class Part:
    """The projects of a unit or of a type: how many, their indicators, their money in 元."""

    projects: int = 0
    indicators: int = 0
    amount: Decimal = _ZERO

    def add(self, project: Project) -> None:
        """Count a project."""
        self.projects += 1
        self.indicators += len(project.indicators)
        self.amount += project.funding.total or _ZERO


class Tally:
    """Projects counted one after the other.

    Attributes:
        count: how many.
        figures: their money.
        units: by unit.
        types: by type of project.
        indicators: how many indicators there are of each category (its two levels).
        categories: in how many projects each category occurs.
    """

    def __init__(self, projects: Iterable[Project] = ()) -> None:
        self.count = 0
        self.figures = Figures("元")
        self.units: dict[str, Part] = {}
        self.types: dict[str, Part] = {}
        self.indicators: Counter[tuple[str, str]] = Counter()
        self.categories: Counter[tuple[str, str]] = Counter()
        self._files: dict[int, Decimal] = {}
        for project in projects:
            self.add(project)

    def add(self, project: Project) -> None:
        """Count a project."""
        self.count += 1
        self.figures.add(project.funding)
        self.units.setdefault(unit_of(project) or NAMELESS, Part()).add(project)
        self.types.setdefault(project.project_type or TYPELESS, Part()).add(project)
        pairs = [(one.level1, one.level2) for one in project.indicators]
        self.indicators.update(pairs)
        self.categories.update(set(pairs))
        file = hash(project.source.file if project.source else "")  # a hundred thousand paths are much to keep
        self._files[file] = self._files.get(file, _ZERO) + (project.funding.total or _ZERO)

    def of_file(self, file: str) -> Decimal:
        """The money of the projects of a file in 元."""
        return self._files.get(hash(file), _ZERO)
