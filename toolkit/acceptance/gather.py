"""One pass over a batch: records for the summary, exclusions, findings."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import lru_cache

from toolkit.acceptance.accept import Judged
from toolkit.checks.finding_text import fix, sentence
from toolkit.checks.roster_comparison import Roster, funded
from toolkit.forms.definition import SummaryDefinition
from toolkit.indicators.framework import Framework
from toolkit.merging.concerned_records import stand_against
from toolkit.merging.exclusions import Exclusion, Exclusions, Gathering, Remark, left_out_key
from toolkit.merging.outline import Outline
from toolkit.merging.submissions import Arrivals, Submission, left_out, received_from, received_key
from toolkit.merging.summary import Gathered, left_out_for_length, too_long
from toolkit.merging.tree import ProjectRow, row_of
from toolkit.model.evidence import ReadFile, ReadRecord
from toolkit.model.finding import Bilingual, Finding, Severity, Where
from toolkit.model.records import DepartmentTarget, Project, Record
from toolkit.model.same import unit_of
from toolkit.reports.waivers import WaivedFinding
from toolkit.reports.wording import title

#: A record has one number: that of its file, shifted by these bits, and its own in the file.
_PLACES = 20


class Gatherer:
    """A pass over a batch that sorts its records and findings.

    Args:
        judged: the batch, of which it is decided what counts.
        definition: of the summary.
        framework: its framework of levels.
        roster: whose order the summary follows; without it projects stand as they came.
    """

    def __init__(
        self, judged: Judged, definition: SummaryDefinition, framework: Framework, roster: Roster | None = None
    ) -> None:
        self._roster = roster
        self._judged = judged
        self._store = judged.outcome.store
        self._definition = definition
        self._framework = framework

    def years(self) -> Sequence[int | None]:
        """Returns the budget years of all records that count, the latest first.

        Records that are left out of the summary are among them.
        """
        found = {
            record.budget_year
            for number in range(len(self._store))
            for _, record, _ in self._records(self._store.head(number), self._errors(number))
            if isinstance(record, Project) or record.budget_year is not None
        }
        return sorted(found, key=lambda year: -(year or 0))

    def gather(self, *years: int | None) -> Gathered:
        """Returns the batch, or its part of some budget years.

        What names no year and is no project belongs to every year.
        """
        received = Arrivals()
        outline = Outline(self._definition.unit, self._row, _place_on(self._roster) if self._roster else None)
        waived: dict[str, list[WaivedFinding]] = {}
        for waived_finding in self._judged.waived:
            waived.setdefault(waived_finding.finding.where.file, []).append(waived_finding)
        left = Exclusions()
        targets: list[DepartmentTarget] = []
        remarks = Gathering()
        remarks.add(_remarks(self._judged.outcome.findings.of(-1), waived.get("", ())))
        for number in self._store.in_order():
            file, found = self._store.head(number), self._judged.outcome.findings.of(number)
            arrived = _arrived(file, years)
            received.add(arrived)
            if not years or arrived:
                remarks.add(_remarks(found, waived.get(file.path, ())))
            out = self._sort_out(number, file, _errors(found), outline, targets, years)
            left.add(sorted(out, key=left_out_key))
        superseded = self._judged.decided.superseded.values()
        of_year = tuple(one for one in superseded if _belongs(one.year, years, project=one.is_project))
        return Gathered(outline, left, of_year, received, remarks.all(), tuple(targets))

    def _sort_out(
        self,
        number: int,
        file: ReadFile,
        errors: Sequence[Finding],
        outline: Outline,
        targets: list[DepartmentTarget],
        years: Collection[int | None],
    ) -> Iterator[Exclusion]:
        """Puts accepted records into the outline or targets, and yields the exclusions."""
        for place, record, why in self._records(file, errors):
            own = number << _PLACES | place
            if not _belongs(record.budget_year, years, project=isinstance(record, Project)):
                continue
            if why:
                yield left_out(record, *why)
            elif isinstance(record, DepartmentTarget):
                targets.append(record)
            elif self._store.is_long(number) and too_long(self._row(own)):
                yield left_out_for_length(record)
            else:
                outline.add(own, record)
        if not file.records and errors:
            why = _reasons(errors)
            yield Exclusion(Where(file.path), why.zh, reason_en=why.en)

    def _records(self, file: ReadFile, errors: Sequence[Finding]) -> Iterator[tuple[int, Record, Bilingual | None]]:
        """Yields each record of a file with its number and reasons for exclusion.

        Superseded records are left out: they have a list of their own.
        """
        decided = self._judged.decided
        for place, (read, against) in enumerate(zip(file.records, stand_against(errors, file.records), strict=True)):
            if decided.superseded and read.source in decided.superseded:
                continue
            undecided = decided.undecided.get(read.source) if decided.undecided else None
            record = self._counted(read)
            yield place, record, _reasons(against, undecided) if against or undecided else None

    def _counted(self, read: ReadRecord) -> Record:
        """Returns a record with the parts of its money from the roster."""
        if self._roster is None or not isinstance(read.record, Project):
            return read.record
        return funded(read.record, read, self._roster)

    def _errors(self, number: int) -> Sequence[Finding]:
        return _errors(self._judged.outcome.findings.of(number))

    def _row(self, number: int) -> ProjectRow:
        project = self._counted(self._store.record(number >> _PLACES, number & ((1 << _PLACES) - 1)))
        assert isinstance(project, Project)
        return row_of(project, self._definition, self._framework)


def _place_on(roster: Roster) -> Callable[[Project], int]:
    return lambda project: roster.place(unit_of(project), project.project_name)


def _arrived(file: ReadFile, years: Collection[int | None]) -> list[Submission]:
    """Returns the submissions of a file: its records, else the file itself."""
    if not file.records:
        return [] if file.skipped else [Submission(Where(file.path), outer=file.outer)]
    received = [received_from(read.record, _issued(read)) for read in file.records]
    of_years = [one for one in received if _belongs(one.year, years, project=one.is_project)]
    return sorted(of_years, key=received_key) if len(of_years) > 1 else of_years


def _belongs(year: int | None, years: Collection[int | None], *, project: bool) -> bool:
    """Whether a record or file belongs to the wanted years.

    What is no project and names no year belongs to all of them.
    """
    return not years or year in years or (year is None and not project)


def _issued(read: ReadRecord) -> tuple[str, str] | None:
    """Returns the unit and project of a form's stamp; None without them."""
    prefilled = read.stamp.prefilled if read.stamp else {}
    unit, project = prefilled.get("spending_unit"), prefilled.get("project_name")
    return (unit, project) if unit and project else None


def _errors(findings: Iterable[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.severity is Severity.ERROR]


def _reasons(findings: Iterable[Finding], undecided: Bilingual | None = None) -> Bilingual:
    """Returns why a record is left out: an undecided return, then each error once."""
    listed = [undecided] if undecided else []
    listed += [Bilingual(*(f"{one.code} {sentence(one, lang)}" for lang in ("zh", "en"))) for one in findings]
    return Bilingual(
        "；".join(dict.fromkeys(one.zh for one in listed)), "; ".join(dict.fromkeys(one.en for one in listed))
    )


def _remarks(findings: Iterable[Finding], waived: Iterable[WaivedFinding]) -> Iterator[Remark]:
    """Yields findings as a summary lists them, then the waived ones."""
    for finding in findings:
        yield Remark(finding, sentence(finding, "zh"), fix(finding, "zh"), title=_title(finding.code))
    for pair in waived:
        finding, waiver = pair.finding, pair.waiver
        decision = f"{waiver.reason}（{waiver.name}，{waiver.date}）"
        yield Remark(finding, sentence(finding, "zh"), decision, waived=True, title=_title(finding.code))


@lru_cache(maxsize=256)
def _title(code: str) -> str:
    """Returns the title of a rule in Chinese."""
    return title(code, "zh")
