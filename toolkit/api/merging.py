"""The department-wide summary of everything without an error."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.api.batch_setup import BatchSetup
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
from toolkit.merging.exclusions import Exclusion
from toolkit.merging.summary import Summary, SummaryOptions
from toolkit.model.finding import Bilingual
from toolkit.model.records import Project
from toolkit.reports.waivers import WaivedFinding, load_waivers

if TYPE_CHECKING:
    from toolkit.acceptance.accept import Judged
    from toolkit.acceptance.gather import Gatherer


@dataclass(frozen=True, slots=True)
class Merged:
    """A summary that was written.

    Attributes:
        path: where it lies; of several years the latest.
        summary: what is in it.
        left_out: what is not, and why.
        outcome: what was read and found; waived findings are not in it.
        waived: findings that a person waived.
        notes: what else is to be said, such as waivers that did nothing.
        superseded: returns of a project of which another one counts.
        earlier: the summaries of other years, each in a file of its own.
        frames: files for statistics programs.
    """

    path: Path
    summary: Summary
    left_out: tuple[Exclusion, ...]
    outcome: Outcome
    waived: tuple[WaivedFinding, ...] = ()
    notes: tuple[Bilingual, ...] = ()
    superseded: tuple[Exclusion, ...] = ()
    earlier: tuple[tuple[Path, Summary], ...] = ()
    frames: tuple[Path, ...] = ()


def merge(
    *paths: Path | str,
    output: Path | str,
    summary: str = "combined",
    department: str | None = None,
    waivers: Path | None = None,
    roster: Path | None = None,
    templates: Path | None = None,
    key: Path | None = None,
    settings: Path | None = None,
    open_password: str | None = None,
    limits: Limits = LIMITS,
    progress: Progress | None = None,
    running: Running | None = None,
    force: bool = False,
    prefer: Sequence[Path | str] = (),
    split_years: bool = False,
    previous: Path | str | None = None,
    frames: Path | str | None = None,
) -> Merged:
    """Checks everything and writes the summary of all projects without an error.

    Amounts are summed exactly in 元; the definition of the summary says in which unit they are written.

    Args:
        paths: files, folders (searched recursively) and .zip archives.
        output: the summary, an .xlsx.
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
        force: overwrite files that exist.
        prefer: files that count where a project came in several.
        split_years: whether each budget year gets a summary of its own, OUTPUT-2024年.xlsx.
        previous: last year's summary, to be compared with.
        frames: a folder for projects, indicators and findings as CSV and Parquet.

    Raises:
        FileError: a path does not exist, or the summary exists (without `force`) or cannot be written.
        InputError: `summary` names no summary, the roster cannot be used, there is nothing to merge.
        TemplateError: a definition, the settings or the waivers are wrong.
        ToolkitError: a worker process does not start.
    """
    from toolkit.acceptance.accept import judge
    from toolkit.acceptance.gather import Gatherer
    from toolkit.publishing.summary_workbook import write_files

    setup = BatchSetup(templates, key, settings, open_password, limits, progress, running)
    target, files, definition = Path(output), [Path(path) for path in paths], _summary(summary, templates)
    _refuse_early(target, files, force)
    decisions = load_waivers(waivers) if waivers else ()
    last = None if previous is None else _previous(Path(previous), setup)
    outcome, decided = setup.check(files, roster, [Path(path) for path in prefer])
    judged = judge(outcome, decided, decisions, date.today(), years=split_years)
    due = outcome.roster
    expected = None if due is None else tuple((row.unit, row.project) for row in due.rows)
    framework = load_framework(definition.framework, templates)
    gatherer = Gatherer(judged, definition, framework, due)
    called = own_names(load_definitions(templates).values())
    options = SummaryOptions(definition, framework, department, expected, last, called)
    summaries = _summaries(target, gatherer, split_years, options)
    inputs: Iterator[Path | str] = chain(names(files), [previous] if previous else ())
    written, notes = write_files(summaries, Path(frames) if frames else None, inputs, force)
    return _merged(summaries, judged, written, notes)


def _summaries(output: Path, gatherer: Gatherer, by_year: bool, options: SummaryOptions) -> Mapping[Path, Summary]:
    """Returns the summaries by the file of each; several where there are several years."""
    from toolkit.merging.summary import summary_of
    from toolkit.publishing.summary_workbook import dated

    years = gatherer.years() if by_year else ()
    parts = {dated(output, year): gatherer.gather(year) for year in years} if len(years) > 1 else {}
    return {path: summary_of(gathered, options) for path, gathered in (parts or {output: gatherer.gather()}).items()}


def _merged(
    summaries: Mapping[Path, Summary], judged: Judged, frames: tuple[Path, ...], notes: tuple[Bilingual, ...]
) -> Merged:
    (path, newest), *earlier = summaries.items()
    return Merged(
        path,
        newest,
        tuple(dict.fromkeys(one for one_summary in summaries.values() for one in one_summary.left_out)),
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


def _summary(summary: str, templates: Path | None) -> SummaryDefinition:
    definition = _load_form(summary, templates, definition_faults)
    if not isinstance(definition, SummaryDefinition):
        raise InputError(f"“{summary}”不是汇总表的模板", f"“{summary}” is not the definition of a summary")
    return definition


def _refuse_early(output: Path, paths: Sequence[Path], force: bool) -> None:
    """Raises InputError or FileError, before any work, where nothing could be merged or written."""
    if output.suffix.lower() != ".xlsx":
        raise InputError(
            f"汇总表的文件名应以 .xlsx 结尾：{output}", f"The name of the summary must end in .xlsx: {output}"
        )
    given = names(paths)
    if not given:
        raise InputError(f"{'、'.join(map(str, paths))}：里面没有文件", f"No files in {', '.join(map(str, paths))}")
    refuse_inputs([output], given)
    if not force:
        refuse_existing([output])
