"""The department-wide summary of everything without an error."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.api.reading import owed_by, read, settings_of, settled
from toolkit.checks.settings import definition_faults
from toolkit.engine.department_key import find_key
from toolkit.engine.engine import Running
from toolkit.engine.input_paths import names
from toolkit.engine.outcome import Outcome
from toolkit.engine.run_batch import Progress
from toolkit.errors import InputError
from toolkit.excel.limits import DEFAULT as LIMITS
from toolkit.excel.limits import Limits
from toolkit.files import refuse_existing, refuse_inputs
from toolkit.forms.definition import SummaryDefinition
from toolkit.forms.loader import load_form as _load_form
from toolkit.forms.loader import load_framework
from toolkit.intake.read_file import ReadOptions
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
    """Check everything and write the department-wide summary of all projects without an error.

    Args:
        prefer: files that count where a project came in several.
        split_years: whether each budget year gets a summary of its own, OUTPUT-2024年.xlsx.
        previous: last year's summary, to be compared with.
        frames: a folder for projects, indicators and findings as CSV and Parquet.

    Raises:
        FileError: a path does not exist, or the summary exists (without `force`) or cannot be written.
        InputError: `summary` names no summary, the roster cannot be used, there is nothing to merge.
    """
    from toolkit.acceptance.accept import judge
    from toolkit.acceptance.gather import Gatherer
    from toolkit.publishing.summary_workbook import write_files

    output = Path(output)
    definition = _summary(summary, templates)
    _writable(output, paths, force)
    words = load_waivers(waivers) if waivers else ()
    how: dict[str, Any] = {"templates": templates, "key": key, "settings": settings, "open_password": open_password}
    last = None if previous is None else _previous(previous, limits, how)
    options = ReadOptions(limits, find_key(key), open_password)
    due = owed_by(roster, templates)
    counting, decided = settled(
        [Path(path) for path in paths],
        options,
        settings_of(settings, templates),
        due,
        prefer=[Path(path) for path in prefer],
        progress=progress,
        running=running,
    )
    judged = judge(counting, decided, words, date.today(), years=split_years)
    framework = load_framework(definition.framework, templates)
    gatherer = Gatherer(judged, definition, framework, due)
    expected = None if due is None else tuple((row.unit, row.project) for row in due.rows)
    summary_options = SummaryOptions(definition, framework, department, expected, last)
    summaries = _summaries(output, gatherer, split_years, summary_options)
    inputs: Iterator[Path | str] = chain(names([Path(path) for path in paths]), [previous] if previous else ())
    written, notes = write_files(summaries, Path(frames) if frames else None, inputs, force)
    return _merged(summaries, judged, written, notes)


def _summaries(output: Path, gatherer: Gatherer, by_year: bool, options: SummaryOptions) -> Mapping[Path, Summary]:
    """The summaries to be written, by the file where each will stand; several where there are several years."""
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


def _previous(path: Path | str, limits: Limits, how: Mapping[str, Any]) -> tuple[Project, ...]:
    """The projects of last year's summary. Raises InputError where it holds none."""
    projects = read(path, limits=limits, **how).projects
    if not projects:
        raise InputError(f"{path}：没有读到上年的项目", f"{path}: no projects of last year found")
    return projects


def _summary(summary: str, templates: Path | None) -> SummaryDefinition:
    definition = _load_form(summary, templates, definition_faults)
    if not isinstance(definition, SummaryDefinition):
        raise InputError(f"“{summary}”不是汇总表的模板", f"“{summary}” is not a summary")
    return definition


def _writable(output: Path, paths: Sequence[Path | str], force: bool) -> None:
    """Refuse before any work what could not be written, and to merge nothing at all."""
    if output.suffix.lower() != ".xlsx":
        raise InputError(f"汇总表的文件名应以 .xlsx 结尾：{output}", f"The summary must end in .xlsx: {output}")
    given = names([Path(path) for path in paths])
    if not given:
        raise InputError(f"{'、'.join(map(str, paths))}：里面没有文件", f"No files in {', '.join(map(str, paths))}")
    refuse_inputs([output], given)
    if not force:
        refuse_existing([output])
