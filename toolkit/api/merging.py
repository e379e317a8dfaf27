"""The department-wide summary of everything without an error."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.api.batch_setup import BatchSetup, GivenOptions, refuse_funding_alone
from toolkit.api.given_files import FilesAtHand, Inputs, Output, as_path, files_at_hand, is_path, output_path
from toolkit.checks.settings import definition_faults
from toolkit.engine.engine import Running
from toolkit.engine.input_paths import names
from toolkit.engine.outcome import Outcome
from toolkit.engine.run_batch import Progress
from toolkit.errors import InputError
from toolkit.excel.limits import DEFAULT as LIMITS
from toolkit.excel.limits import Limits
from toolkit.files import refuse_existing, refuse_inputs
from toolkit.forms.definition import SummaryDefinition
from toolkit.forms.field_names import own_names
from toolkit.forms.loader import load_definitions, load_framework
from toolkit.forms.loader import load_form as _load_form
from toolkit.merging.exclusions import Exclusion, Exclusions
from toolkit.merging.summary import Summary, SummaryOptions
from toolkit.model.finding import Bilingual
from toolkit.model.money import decimal_text
from toolkit.model.records import Project
from toolkit.model.schema import MoneyKey
from toolkit.model.text import counted
from toolkit.reports.waivers import WaivedFinding, load_waivers

if TYPE_CHECKING:
    from toolkit.acceptance.accept import Judged
    from toolkit.acceptance.gather import Gatherer


@dataclass(frozen=True, slots=True)
class Merged:
    """A summary that was written.

    Attributes:
        path: where it lies; of several years the latest; `-` where it was written to an open file.
        summary: what is in it.
        left_out: what is not, and why.
        outcome: what was read and found; waived findings are not in it.
        waived: findings that a person waived.
        notes: what else is to be said, such as waivers that did nothing.
        superseded: returns of a project of which another one counts.
        earlier: the summaries of other years, each in a file of its own.
        frames: files for statistics programs.
        public: the copies to publish.
    """

    path: Path
    summary: Summary
    left_out: Sequence[Exclusion]
    outcome: Outcome
    waived: tuple[WaivedFinding, ...] = ()
    notes: tuple[Bilingual, ...] = ()
    superseded: tuple[Exclusion, ...] = ()
    earlier: tuple[tuple[Path, Summary], ...] = ()
    frames: tuple[Path, ...] = ()
    public: tuple[Path, ...] = ()

    def __repr__(self) -> str:
        """Returns what was merged, into which file, and how much is not in it."""
        top = self.summary.top
        size = f"{counted(top.count(), 'project')}, {decimal_text(top.funding.total or Decimal(0))} 元"
        return f"<Merged: {size} in {self.path}; {len(self.left_out)} left out, {len(self.superseded)} superseded>"


def merge(
    *paths: Inputs,
    output: Output,
    summary: str = "combined",
    department: str | None = None,
    waivers: Path | str | None = None,
    roster: Path | str | None = None,
    templates: Path | str | None = None,
    key: Path | str | None = None,
    settings: Path | str | None = None,
    open_password: str | None = None,
    limits: Limits = LIMITS,
    progress: Progress | None = None,
    running: Running | None = None,
    jobs: int | None = None,
    force: bool = False,
    prefer: Sequence[Path | str] = (),
    split_years: bool = False,
    previous: Path | str | None = None,
    frames: Path | str | None = None,
    public: Path | str | None = None,
    funding: MoneyKey | None = None,
) -> Merged:
    """Checks everything and writes the summary of all projects without an error.

    Amounts are summed exactly in 元; the definition of the summary says in which unit they are written.

    Args:
        paths: files, folders (searched recursively) and .zip archives, or lists of them; `(name, bytes)` pairs and
            binary files where there is no file.
        output: the summary, an .xlsx, or a binary file.
        summary: id of the summary's definition.
        department: 部门名称; None for the one that all projects name.
        waivers: findings that a person waived, .yaml or .xlsx; they keep no project out.
        roster: what must come back; the summary follows its order.
        templates: the user's own folder of definitions, searched first.
        key: the department's key file; None for JIXIAO_KEY or the user's own key.
        settings: a file of severities and thresholds; None for the defaults.
        open_password: opens encrypted workbooks.
        limits: sizes from which on a file is refused.
        progress: is called with the number of files that are done, and of all files.
        running: in how many processes, on which cluster, with or without cache.
        jobs: number of processes; as `running` says where it is None.
        force: overwrite files that exist.
        prefer: files that count where a project came in several.
        split_years: whether each budget year gets a summary of its own, OUTPUT-2024年.xlsx.
        previous: last year's summary, to be compared with.
        frames: a folder for projects, indicators and findings as CSV and Parquet.
        public: a copy to publish, an .xlsx: the table alone, with nothing internal; a file a year as the summary.
        funding: the part of the money (fiscal, special_account, other) that is the whole amount of every project, where
            the roster names no parts and the form asks for none.

    Raises:
        FileError: a path does not exist, or the summary exists (without `force`) or cannot be written.
        InputError: `summary` names no summary, the roster cannot be used, there is nothing to merge.
        TemplateError: a definition, the settings or the waivers are wrong.
        ToolkitError: a worker process does not start.
    """
    refuse_funding_alone(funding, roster)
    given_options = GivenOptions(templates, key, settings, open_password, limits)
    wanted = _Wanted(
        definition=_summary(summary, given_options.templates),
        department=department,
        waivers=waivers,
        roster=as_path(roster),
        force=force,
        prefer=tuple(Path(path) for path in prefer),
        split_years=split_years,
        previous=as_path(previous),
        frames=as_path(frames),
        public=as_path(public),
        linked=is_path(output),
        funding=funding,
    )
    if split_years and not is_path(output):
        raise InputError("几个年度各写一个文件时，output 要写路径", "With split_years, output must be a path")
    with files_at_hand(paths) as given, output_path(output, ".xlsx") as target:
        setup = BatchSetup.of(given_options, progress, running, jobs)
        merged = _merge_files(given, target, wanted, setup)
    return merged if is_path(output) else replace(merged, path=Path("-"))


@dataclass(frozen=True, slots=True)
class _Wanted:
    """The keywords of `merge` about the summary."""

    definition: SummaryDefinition
    department: str | None
    waivers: Path | str | None
    roster: Path | None
    force: bool
    prefer: tuple[Path, ...]
    split_years: bool
    previous: Path | None
    frames: Path | None
    public: Path | None
    linked: bool
    funding: MoneyKey | None


def _merge_files(given: FilesAtHand, target: Path, wanted: _Wanted, setup: BatchSetup) -> Merged:
    from toolkit.acceptance.accept import judge
    from toolkit.acceptance.gather import Gatherer
    from toolkit.publishing.summary_workbook import write_files

    _refuse_early([target, *([wanted.public] if wanted.public else [])], given.paths, wanted.force)
    decisions = load_waivers(Path(wanted.waivers)) if wanted.waivers else ()
    last = None if wanted.previous is None else _previous(wanted.previous, setup)
    outcome, decided = setup.check(given.paths, wanted.roster, wanted.prefer, given.shown, wanted.funding)
    judged = judge(outcome, decided, decisions, date.today(), years=wanted.split_years)
    due = outcome.roster
    expected = None if due is None else tuple((row.unit, row.project) for row in due.rows)
    framework = load_framework(wanted.definition.framework, setup.templates)
    gatherer = Gatherer(judged, wanted.definition, framework, due)
    called = own_names(load_definitions(setup.templates).values())
    options = SummaryOptions(wanted.definition, framework, wanted.department, expected, last, called)
    summaries = _summaries(target, gatherer, wanted.split_years, options)
    inputs = _inputs(given.paths, wanted.previous)
    linked = wanted.linked and not given.shown
    copies = {} if wanted.public is None else _copies(wanted.public, target, summaries)
    written, notes = write_files(summaries, wanted.frames, inputs, wanted.force, copies, linked=linked)
    return replace(_merged(summaries, judged, written, notes), public=tuple(copies))


def _inputs(paths: Sequence[Path], previous: Path | None) -> Iterator[Path | str]:
    """Yields the files that were read.

    They are searched for once more, and only where somebody asks.
    """
    yield from names(paths)
    if previous is not None:
        yield previous


def _summaries(output: Path, gatherer: Gatherer, by_year: bool, options: SummaryOptions) -> Mapping[Path, Summary]:
    """Returns the summaries by the file of each; several where there are several years."""
    from toolkit.merging.summary import summary_of
    from toolkit.publishing.summary_workbook import dated

    years = gatherer.years() if by_year else ()
    parts = {dated(output, year): gatherer.gather(year) for year in years} if len(years) > 1 else {}
    return {path: summary_of(gathered, options) for path, gathered in (parts or {output: gatherer.gather()}).items()}


def _copies(copy: Path, output: Path, summaries: Mapping[Path, Summary]) -> Mapping[Path, Summary]:
    """Returns the summaries by the file of the copy to publish."""
    return {
        copy.with_name(f"{copy.stem}{path.stem.removeprefix(output.stem)}{copy.suffix}"): summary
        for path, summary in summaries.items()
    }


def _merged(
    summaries: Mapping[Path, Summary], judged: Judged, frames: tuple[Path, ...], notes: tuple[Bilingual, ...]
) -> Merged:
    (path, newest), *earlier = summaries.items()
    left = newest.left_out
    if earlier:
        left = Exclusions(dict.fromkeys(one for summary in summaries.values() for one in summary.left_out))
    return Merged(
        path,
        newest,
        left,
        judged.outcome,
        judged.waived,
        (*judged.notes, *notes),
        tuple(judged.decided.superseded.values()),
        tuple(earlier),
        frames,
    )


def _previous(path: Path, setup: BatchSetup) -> tuple[Project, ...]:
    """Returns the projects of last year's summary. Raises InputError where it holds none."""
    projects = replace(setup, progress=None, running=None).read([path]).projects
    if not projects:
        raise InputError(f"{path}：没有读到上年的项目", f"{path}: no projects of last year found")
    return projects


def _summary(summary: str, templates: Path | str | None) -> SummaryDefinition:
    definition = _load_form(summary, as_path(templates), definition_faults)
    if not isinstance(definition, SummaryDefinition):
        raise InputError(f"“{summary}”不是汇总表的模板", f"“{summary}” is not the definition of a summary")
    return definition


def _refuse_early(outputs: Sequence[Path], paths: Sequence[Path], force: bool) -> None:
    """Raises InputError or FileError, before any work, where nothing could be merged or written."""
    for output in outputs:
        if output.suffix.lower() != ".xlsx":
            raise InputError(
                f"汇总表的文件名应以 .xlsx 结尾：{output}", f"The name of the summary must end in .xlsx: {output}"
            )
    if len({path.absolute() for path in outputs}) < len(outputs):
        raise InputError(
            "公开稿和汇总表不能是同一个文件，请给公开稿另取一个名字",
            "The copy to publish and the summary cannot be one file; give the copy another name",
        )
    given = names(paths)
    if not given:
        raise InputError(f"{'、'.join(map(str, paths))}：里面没有文件", f"No files in {', '.join(map(str, paths))}")
    refuse_inputs(outputs, given)
    if not force:
        refuse_existing(outputs)
