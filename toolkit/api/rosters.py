"""A roster to fill in, empty or with last year's projects."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

from toolkit.api.batch_setup import BatchSetup
from toolkit.api.given_files import Output, is_path, output_path
from toolkit.checks.settings import definition_faults
from toolkit.engine.input_paths import names
from toolkit.errors import InputError
from toolkit.files import refuse_existing, refuse_inputs, write_atomically
from toolkit.forms.definition import FormDefinition
from toolkit.forms.loader import load_form as _load_form
from toolkit.model.finding import Severity
from toolkit.model.records import Record

if TYPE_CHECKING:
    from toolkit.issuing.roster_drafts import RosterDraft


@dataclass(frozen=True, slots=True)
class WrittenRoster:
    """A roster that was written.

    Attributes:
        path: where it lies; `-` where it was written to an open file.
        projects: number of last year's projects in it, or of departments.
        moved: number of them whose period was over and begins anew.
        repeated: number of records that were left out because their project is in it already.
        unread: files from which nothing could be read.
        year: the budget year of its rows, None where nothing says one.
    """

    path: Path
    projects: int = 0
    moved: int = 0
    repeated: int = 0
    unread: tuple[str, ...] = ()
    year: int | None = None


def roster(
    output: Output,
    *,
    form: str = "form13",
    sources: Sequence[Path | str] = (),
    year: int | None = None,
    setup: BatchSetup | None = None,
    force: bool = False,
) -> WrittenRoster:
    """Writes a roster to fill in, empty or with last year's projects.

    It has drop-downs, notes, an example that does not count and a line of totals.

    Args:
        output: the roster, an .xlsx, or a binary file.
        form: id of the form's definition, or the path of its YAML file.
        sources: last year's summary or returns; their projects become rows, with last year's amounts beside empty ones.
        year: the new budget year; None for the year after that of the sources.
        setup: how the sources are read, and the folder of definitions.
        force: overwrite a file that exists.

    Raises:
        FileError: a source does not exist, or the roster exists (without `force`) or cannot be written.
        InputError: there is nothing in the sources, or the name does not end in .xlsx.
        TemplateError: there is no such form.
    """
    from toolkit.issuing.roster_book import RosterDraftBook, roster_xlsx

    paths, how = [Path(path) for path in sources], setup or BatchSetup()
    definition = _load_form(form, how.templates, definition_faults)
    if not isinstance(definition, FormDefinition):
        raise InputError(f"“{form}”是汇总表，没有名册", f"“{form}” is a summary; it has no roster")
    if is_path(output):
        _refuse(Path(cast("str", output)), paths, force)
    former = former_projects(paths, definition, year, how) if paths else FormerProjects((), year)
    book = roster_xlsx(RosterDraftBook(definition, former.year, former.rows))
    with output_path(output, ".xlsx") as target:
        write_atomically(target, book, force)
    moved = sum(bool(row.moved) for row in former.rows)
    path = target if is_path(output) else Path("-")
    return WrittenRoster(path, len(former.rows), moved, former.repeated, former.unread, former.year)


@dataclass(frozen=True, slots=True)
class FormerProjects:
    """Last year's projects, as rows of a new roster.

    Attributes:
        rows: one a project of a unit, or a department.
        year: the new budget year; None where nothing says one.
        repeated: number of records that were left out because their project is in it already.
        unread: files from which nothing could be read.
    """

    rows: tuple[RosterDraft, ...]
    year: int | None
    repeated: int = 0
    unread: tuple[str, ...] = ()


def former_projects(paths: Sequence[Path], form: FormDefinition, year: int | None, setup: BatchSetup) -> FormerProjects:
    """Returns the projects of last year's summary or returns.

    Args:
        paths: the files.
        form: the form for which the new roster is.
        year: the new budget year; None for the year after that of the files.
        setup: how the files are read.

    Raises:
        FileError: a file does not exist.
        InputError: there is nothing in them that a roster could list; the sentence says which could not be read.
    """
    from toolkit.issuing.roster_drafts import drafts, names_project, next_year

    outcome = setup.read(paths)
    unread = tuple(file.path for file in outcome.heads if not file.records and not file.skipped)
    records: tuple[Record, ...] = (*outcome.projects, *outcome.departments)
    found = [record for record in records if names_project(record)]
    new_year = year or next_year(found)
    rows = drafts(found, form, new_year)
    if not rows:
        named = [path.name or str(path) for path in paths]
        why = next(
            (one for one in outcome.findings if one.code.startswith("F") and one.severity is Severity.ERROR), None
        )
        raise InputError(
            f"{'、'.join(named)}：没有读到可以列入名册的项目" + (f"。{why.message('zh')}" if why else ""),
            f"{', '.join(named)}: no project found that a roster could list"
            + (f". {why.message('en')}" if why else ""),
        )
    return FormerProjects(rows, new_year, len(found) - len(rows), unread)


def _refuse(output: Path, paths: Sequence[Path], force: bool) -> None:
    """Raises before any work where the roster may not be written."""
    if output.suffix.lower() != ".xlsx":
        raise InputError(
            f"名册的文件名应以 .xlsx 结尾：{output}", f"The name of the roster must end in .xlsx: {output}"
        )
    refuse_inputs([output], names(paths))
    if not force:
        refuse_existing([output])
