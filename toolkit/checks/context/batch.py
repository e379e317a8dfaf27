"""The context of everything that was read together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from toolkit.checks.context.base import Context
from toolkit.checks.context.project import DepartmentContext, ProjectContext
from toolkit.checks.roster_comparison import Difference, DifferenceKind, Key, Roster
from toolkit.checks.similarity import Alike, Keys, Place
from toolkit.model.evidence import ReadFile, ReadRecord, RecordHead
from toolkit.model.finding import Fact, Where
from toolkit.model.records import DepartmentTarget, Project, Source
from toolkit.model.same import content_key, name_key


@dataclass(frozen=True, slots=True)
class RosterComparison:
    """The result of comparing a batch with a roster.

    Attributes:
        returned: units and projects that came back, as compared.
        differences: in what projects are not as the roster says.
    """

    returned: frozenset[Key]
    differences: tuple[tuple[ProjectContext, Difference], ...]


class ComparedRoster:
    """A roster that is compared with the batch once for all rules."""

    def __init__(self, roster: Roster) -> None:
        self.roster = roster
        self._comparison: RosterComparison | None = None

    def compared(self, batch: BatchContext) -> RosterComparison:
        """Returns the comparison of the batch with the roster."""
        if self._comparison is None:
            returned: set[Key] = set()
            differences: list[tuple[ProjectContext, Difference]] = []
            for read in batch.all_projects():
                returned.update(_names(read))
                differences.extend((read, difference) for difference in self.roster.differences(read))
            self._comparison = RosterComparison(frozenset(returned), tuple(differences))
        return self._comparison


#: Facts that a rule is handed, with their place.
PlacedFacts = tuple[Where, Mapping[str, Fact]]
#: The form of a project and a digest of its content; two contents are equal only where both parts are.
Content = tuple[str, bytes]


class ContentDigests(NamedTuple):
    """The content of a project as digests.

    Attributes:
        content: equal for projects that say the same on one form.
        shared: equal for projects that say the same on two forms, and for others too.
    """

    content: Content
    shared: bytes


def _names(context: ProjectContext) -> Iterator[Key]:
    """Yields unit and name of a return, from the form and from its stamp."""
    project, issued = context.project, context.read.stamp.prefilled if context.read.stamp else {}
    for unit in (project.spending_unit, issued.get("spending_unit")):
        for name in (project.project_name, issued.get("project_name")):
            if unit:
                yield name_key(unit), name_key(name)


def _records_at(records: Sequence[ReadRecord], places: Iterable[Place]) -> Iterator[ReadRecord]:
    """Yields some records of a file, which is fetched once for all of them."""
    return (records[number] for _, number in places)


@dataclass(frozen=True, slots=True)
class RoundNotes:
    """The notes of a round's ledger on returns, which no file has.

    Attributes:
        unasked: changes against the return before that nobody had asked for, with field, before, after.
        sent_back: returns that an officer sent back, with name, day, reason.
    """

    unasked: Sequence[PlacedFacts] = ()
    sent_back: Sequence[PlacedFacts] = ()


#: No notes, as outside a round.
NO_NOTES = RoundNotes()


@dataclass(frozen=True)
class BatchContext(Context):
    """Everything that was read together.

    Attributes:
        files: in the order given.
        roster: what must come back and how; empty where no roster is at hand.
        superseded: returns of which another one counts, each with the reason.
        keys: what the projects have in common, where it is known from before.
        digests: what projects say that were compared, shared by the rules.
        notes: what a round's ledger has about the returns.
    """

    files: Sequence[ReadFile] = field(kw_only=True)
    roster: ComparedRoster = field(kw_only=True, default_factory=lambda: ComparedRoster(Roster()))
    superseded: Mapping[Where, Fact] = field(kw_only=True, default_factory=dict)
    keys: Keys | None = field(kw_only=True, default=None)
    digests: dict[Source, ContentDigests] = field(kw_only=True, default_factory=dict, compare=False, repr=False)
    notes: RoundNotes = field(kw_only=True, default=NO_NOTES)

    def digests_of(self, project: ProjectContext) -> ContentDigests:
        """Returns the content of a project, worked out once for all rules."""
        source = project.read.source
        if source not in self.digests:
            record = project.read.load().record if isinstance(project.read, RecordHead) else project.project
            assert isinstance(record, Project)
            own, shared = content_key(record)
            self.digests[source] = ContentDigests((record.form, own), shared)
        return self.digests[source]

    def projects(self, *alike: Alike) -> Iterator[ProjectContext]:
        """Yields each project that the rule applies to, in order.

        Each comes under the terms of its own form.

        Args:
            alike: only those that may have something of one of these kinds in common with another one. There may be
                others among them; in a small batch all of them are looked at.
        """
        for read in self._reads(*alike):
            if isinstance(read.record, Project):
                context = ProjectContext(self.rule, self.settings, read=read)
                if context.applies:
                    yield context

    def projects_of_files(self, *alike: Alike) -> Iterator[ProjectContext]:
        """Yields each project of the files in which `projects` finds one."""
        if self.keys is None:
            yield from self.projects()
            return
        for number in dict.fromkeys(file for file, _ in self.keys.alike(*alike)):
            for read in self.files[number].records:
                if isinstance(read.record, Project):
                    context = ProjectContext(self.rule, self.settings, read=read)
                    if context.applies:
                        yield context

    def all_projects(self) -> Iterator[ProjectContext]:
        """Yields each project of the batch, for whatever rule."""
        for read in self._reads():
            if isinstance(read.record, Project):
                yield ProjectContext(self.rule, self.settings, read=read)

    def differing(self, kind: DifferenceKind) -> Iterator[tuple[ProjectContext, Difference]]:
        """Yields each project that differs from the roster in one way, with the difference."""
        if self.roster.roster:
            for project, difference in self.roster.compared(self).differences:
                seen = project.under(self.rule)
                if difference.kind is kind and seen.applies:
                    yield seen, difference

    def departments(self) -> Iterator[DepartmentContext]:
        """Yields each department's target that the rule applies to, in order."""
        for read in self._reads("department"):
            if isinstance(read.record, DepartmentTarget):
                context = DepartmentContext(self.rule, self.settings, read=read)
                if context.applies:
                    yield context

    def _reads(self, *alike: Alike) -> Iterator[ReadRecord]:
        if alike and self.keys is not None:
            by_file = groupby(self.keys.alike(*alike), key=itemgetter(0))
            return (read for file, places in by_file for read in _records_at(self.files[file].records, places))
        return (read for file in self.files for read in file.records)
