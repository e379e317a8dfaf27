"""Letters to the units with their own findings and marked copies."""

from __future__ import annotations

import shutil
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from pathlib import Path

from toolkit.engine.annotate import not_marked
from toolkit.engine.codec import head_of, pack
from toolkit.engine.input_paths import read_file
from toolkit.engine.mark_task import MarkItem, MarkResult, MarkTask, marked_copies
from toolkit.engine.run_batch import Progress
from toolkit.errors import InputError
from toolkit.files import write_atomically
from toolkit.issuing.file_names import FILE, distinct, file_name
from toolkit.ledger.derive import ProjectStatus
from toolkit.ledger.finding_rows import unasked_of
from toolkit.ledger.history import add_event, passwords_of
from toolkit.ledger.ledger_opening import OpenLedger, write_ledger
from toolkit.ledger.ledger_rows import EventKind
from toolkit.ledger.paper_rows import add_letters
from toolkit.merging.concerned_records import Concerned
from toolkit.model.evidence import ReadFile
from toolkit.model.finding import Finding
from toolkit.model.project_state import ProjectState
from toolkit.papers.document import zip_bytes
from toolkit.papers.unit_letter import letter_docx
from toolkit.reports.letter.unit_letters import LetterExtras, letter_html, unit_letter
from toolkit.reports.report import Report
from toolkit.reports.waivers import apply_waivers
from toolkit.rounds.check_returns import check_round, roster_of, waivers_of
from toolkit.rounds.compare_returns import placed, sent_back_findings
from toolkit.rounds.round_board import paper_facts
from toolkit.rounds.round_options import USUAL, RoundOptions
from toolkit.rounds.round_reading import facts_of, refuse_closed, statuses_of
from toolkit.rounds.round_reminders import REVIEW, free_folder

_DONE = (ProjectState.ACCEPTED, ProjectState.NIL, ProjectState.CANCELLED)


@dataclass(frozen=True, slots=True)
class WrittenLetter:
    """A letter that was written.

    Attributes:
        unit: the addressee.
        html: the letter as a page.
        docx: the letter as a document.
        copies: the marked copies that go with it.
        archive: all of it in a .zip to send.
        goes_back: whether the unit has something to correct.
    """

    unit: str
    html: Path
    docx: Path
    copies: tuple[Path, ...]
    archive: Path
    goes_back: bool


def letters(
    folder: Path | str,
    output: Path | str | None = None,
    *,
    options: RoundOptions = USUAL,
    progress: Progress | None = None,
) -> tuple[WrittenLetter, ...]:
    """Writes a letter to each unit that sent something which is not settled.

    Args:
        folder: the round's folder.
        output: the folder of the letters; None for 审核/意见 with the day in the round's folder.
        options: where the ledger lies, how files are read.
        progress: is called with the number of files that are checked and of all, then with that of letters.

    Raises:
        InputError: there is nothing to write about, or the round is closed.
        ToolkitError: the program failed over a workbook that a letter needs.
        FileError: a letter cannot be written.
        LedgerBusy: another officer is writing.
    """
    day, options = date.today(), replace(options, progress=progress or options.progress)
    with write_ledger(Path(folder), options.ledger) as ledger:
        refuse_closed(ledger)
        units = _open_units(statuses_of(ledger))
        if not units:
            raise InputError(
                "没有要发审核意见的单位：还没有报回，或报回的都没有问题",
                "No unit to write to: nothing came back, or all is accepted",
            )
        out = Path(output) if output else free_folder(ledger.folder / REVIEW / f"意见{day.isoformat()}")
        with _unless_ended(None if output else out):
            written = tuple(_Writing(ledger, options, out, day).write(units))
        detail = {"units": [one.unit for one in written], "copies": sum(len(one.copies) for one in written)}
        event = add_event(ledger.connection, EventKind.LETTERS, detail)
        add_letters(ledger.connection, event, [(one.unit, one.docx.name) for one in written])
        return written


@contextmanager
def _unless_ended(out: Path | None) -> Iterator[None]:
    """Removes a folder of letters where writing them ends early."""
    with ExitStack() as stack:
        if out is not None:
            stack.callback(shutil.rmtree, out, ignore_errors=True)
        yield
        stack.pop_all()


def _open_units(every: Sequence[ProjectStatus]) -> list[list[ProjectStatus]]:
    """Returns the projects of each unit that sent something which is not settled."""
    units: dict[str, list[ProjectStatus]] = {}
    for one in every:
        units.setdefault(one.key[0], []).append(one)
    return [own for own in units.values() if any(map(_needs_letter, own))]


def _needs_letter(one: ProjectStatus) -> bool:
    """Whether there is something to say about a project."""
    if one.state in _DONE or not one.returns:
        return False
    return one.state is ProjectState.TO_CORRECT or bool(one.errors or one.warnings)


@dataclass(frozen=True, slots=True)
class _UnitPapers:
    """The material of the letter to one unit.

    Attributes:
        projects: everything that the unit owes.
        about: what the letter is about.
        numbers: the files that it is about, in the outcome.
        report: these files as the unit named them, with the findings that are not waived.
    """

    projects: Sequence[ProjectStatus]
    about: Sequence[ProjectStatus]
    numbers: Sequence[int]
    report: Report


#: Files of units whose letters are written together, so that their copies are marked in several processes.
_TOGETHER = 1000


class _Writing:
    """The letters of one day."""

    def __init__(self, ledger: OpenLedger, options: RoundOptions, out: Path, day: date) -> None:
        self._out = out
        self._options = options
        self._day = day
        self._facts = paper_facts(ledger.round, day)
        facts = facts_of(ledger)
        self._checked = check_round(ledger, facts, options)
        self._roster = roster_of(facts)
        self._passwords = options.passwords(passwords_of(ledger.connection))
        self._waivers = waivers_of(facts.verdicts)
        self._unasked = unasked_of(ledger.connection)
        heads = self._checked.outcome.heads
        self._numbers = {self._checked.stored.row(read).id: number for number, read in enumerate(heads)}

    def write(self, units: Sequence[Sequence[ProjectStatus]]) -> Iterator[WrittenLetter]:
        """Writes and yields the letter to each unit with everything that goes with it."""
        names = iter(distinct([file_name(projects[0].unit or "未注明单位") for projects in units], FILE))
        for number, letter in enumerate(self._written(units, names), 1):
            yield letter
            self._options.report(number, len(units))

    def _written(self, units: Sequence[Sequence[ProjectStatus]], names: Iterator[str]) -> Iterator[WrittenLetter]:
        together: list[_UnitPapers] = []
        for papers in map(self._papers, units):
            together.append(papers)
            if sum(len(one.numbers) for one in together) >= _TOGETHER:
                yield from self._write_together(together, names)
                together = []
        yield from self._write_together(together, names)

    def _write_together(self, together: Sequence[_UnitPapers], names: Iterator[str]) -> Iterator[WrittenLetter]:
        task = MarkTask(self._checked.outcome.store.definitions, self._options.limits, self._passwords)
        items = (item for papers in together for item in self._items(papers))
        copies = marked_copies(task, items, self._options.running)
        for papers in together:
            yield self._write(papers, next(names), [*islice(copies, len(papers.numbers))])

    def _papers(self, projects: Sequence[ProjectStatus]) -> _UnitPapers:
        about = [one for one in projects if _needs_letter(one)]
        numbers = [*dict.fromkeys(self._numbers[one.counting.file] for one in about if one.counting)]
        files, findings = self._about(
            numbers, {(one.counting.file, one.counting.number) for one in about if one.counting}
        )
        findings = (*findings, *(finding for one in about for finding in self._noted(one)))
        waived = apply_waivers(findings, self._waivers, files, self._day)
        report = Report(files, tuple(waived.kept), waived=waived.waived, day=self._day, roster=self._roster)
        return _UnitPapers(projects, about, numbers, report)

    def _items(self, papers: _UnitPapers) -> Iterator[MarkItem]:
        """Yields what the marked copies of a unit's workbooks are made of."""
        for file, number in zip(papers.report.files, papers.numbers, strict=True):
            original = read_file(Path(self._checked.outcome.store.head(number).on_disk), self._options.limits)
            own = tuple(one for one in papers.report.findings if one.where.file == file.path)
            yield MarkItem(original, pack(head_of(file)), pack(own))

    def _write(self, papers: _UnitPapers, name: str, marked: Sequence[MarkResult]) -> WrittenLetter:
        """Writes the letter to one unit with everything that goes with it."""
        report, about = papers.report, papers.about
        unit, room = papers.projects[0].unit, self._out / name
        copies = _copies(report, marked, room)
        letter = unit_letter(report, self._facts, unit, self._extras(papers.projects, copies))
        html, docx = letter_html(report, letter).encode(), letter_docx(letter)
        parts = {"审核意见.html": html, "审核意见.docx": docx, **{path.name: data for path, data in copies.items()}}
        for path, data in parts.items():
            write_atomically(room / path, data, force=True)
        archive = self._out / f"{name}.zip"
        write_atomically(archive, zip_bytes(parts), force=True)
        goes_back = any(one.state is ProjectState.TO_CORRECT for one in about)
        return WrittenLetter(unit, room / "审核意见.html", room / "审核意见.docx", tuple(copies), archive, goes_back)

    def _about(
        self, numbers: Sequence[int], wanted: Collection[tuple[int, int]]
    ) -> tuple[tuple[ReadFile, ...], tuple[Finding, ...]]:
        """Returns files with only those records that the letter is about, and their findings.

        Args:
            numbers: of the files.
            wanted: file and number of each record: neither settled, of another unit, nor superseded.
        """
        files: list[ReadFile] = []
        findings: list[Finding] = []
        stored = self._checked.stored
        for number in numbers:
            read = self._checked.outcome.store.full(number)
            row, concerned = stored.row(read), Concerned(read.records)
            own = {place for place, _ in enumerate(read.records) if (row.id, place) in wanted}
            files.append(stored.file(replace(read, records=tuple(read.records[place] for place in sorted(own)))))
            for finding in self._checked.outcome.findings.of(number):
                places = concerned.at(finding.where)
                if not places or not own.isdisjoint(places):
                    findings.append(stored.finding(finding, row.name))
        return tuple(files), tuple(findings)

    def _noted(self, one: ProjectStatus) -> Iterator[Finding]:
        """Yields the officer's reason for sending a project back, and what changed unasked."""
        if one.counting is not None:
            yield from sent_back_findings(one)
            for finding in self._unasked.get((one.counting.file, one.counting.number), ()):
                yield placed(finding, one.counting)

    def _extras(self, projects: Sequence[ProjectStatus], copies: Mapping[Path, bytes]) -> LetterExtras:
        missing = tuple(one.project for one in projects if one.state is ProjectState.NOT_RETURNED)
        return LetterExtras(tuple(path.name for path in copies), missing)


def _copies(report: Report, marked: Sequence[MarkResult], room: Path) -> Mapping[Path, bytes]:
    """Returns a unit's marked copies by their places.

    Raises ToolkitError where the program failed over one.
    """
    failed = [file.path for file, one in zip(report.files, marked, strict=True) if one.fault]
    if failed:
        raise not_marked(failed)
    stems = distinct([file_name(Path(file.path).stem) for file in report.files], FILE)
    return {
        room / f"{stem}（审核意见）.xlsx": one.copy
        for stem, one in zip(stems, marked, strict=True)
        if one.copy is not None
    }
