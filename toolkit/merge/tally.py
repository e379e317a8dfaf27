"""What is counted while the projects of a summary are written, so that they need be looked at only once. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Context, Decimal

from toolkit.intake.summaries.record import NAMELESS
from toolkit.merge.figures import Figures
from toolkit.model.project import Project
from toolkit.model.same import unit_of

TYPELESS = "（未注明类型）"
_ZERO = Decimal(0)
_EXACT = Context(prec=200)


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
        files: the money of the projects of each file that is to be listed in 元.
        others: the money of all other files, each weighted with a number of its own: were that of one file wrong,
            and that of another to make up for it, this would differ all the same. A hundred thousand are much to keep.

    Args:
        projects: those that are counted at once.
        listed: the files that are to be listed; all of them where nobody says.
    """

    def __init__(self, projects: Iterable[Project] = (), listed: Collection[str] | None = None) -> None:
        self.count = 0
        self.figures = Figures("元")
        self.units: dict[str, Part] = {}
        self.types: dict[str, Part] = {}
        self.indicators: Counter[tuple[str, str]] = Counter()
        self.categories: Counter[tuple[str, str]] = Counter()
        self.files: dict[str, Decimal] = {}
        self.others = _ZERO
        self._listed = listed
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
        file, amount = project.source.file if project.source else "", project.funding.total or _ZERO
        if self.lists(file):
            self.files[file] = self.files.get(file, _ZERO) + amount
        else:
            self.others = weighted(self.others, file, amount)

    def lists(self, file: str) -> bool:
        """Whether a file is to be listed."""
        return self._listed is None or file in self._listed


def weighted(total: Decimal, file: str, amount: Decimal) -> Decimal:
    """A total and one more amount of a file, weighted with the file's own number; exact."""
    return _EXACT.fma(Decimal(hash(file)), amount, total)
