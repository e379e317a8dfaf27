"""A summary as a workbook, and the files of a merge."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import IO

from toolkit.excel.write.book_writer import BookWriter
from toolkit.extras import advice
from toolkit.files import refuse_existing, refuse_inputs, replacing, write_atomically
from toolkit.merging.reconciliation import listed
from toolkit.merging.summary import Summary
from toolkit.merging.tally import Tally
from toolkit.merging.tree import ProjectRow
from toolkit.model.cell import SHEET_ROWS
from toolkit.model.finding import Bilingual
from toolkit.publishing.frames import frame_files, has_parquet
from toolkit.publishing.paper import sheet_name
from toolkit.publishing.paths_shown import common_folder, link_to
from toolkit.publishing.sheet_changes import draw_changes
from toolkit.publishing.sheet_control import draw_control
from toolkit.publishing.sheet_data import DataSheets
from toolkit.publishing.sheet_department import draw_departments
from toolkit.publishing.sheet_remarks import draw_remarks
from toolkit.publishing.sheet_returns import draw_returns
from toolkit.publishing.sheet_stats import draw_stats
from toolkit.publishing.sheet_table import PublishedTable
from toolkit.publishing.summary_styles import FONT
from toolkit.summary_book import sheets


def summary_bytes(summary: Summary, folder: Path | None = None, *, most: int = SHEET_ROWS) -> bytes:
    """Returns a summary as `write_summary` writes it, in memory."""
    out = BytesIO()
    write_summary(summary, out, folder, most=most)
    return out.getvalue()


def write_summary(summary: Summary, out: IO[bytes], folder: Path | None = None, *, most: int = SHEET_ROWS) -> None:
    """Draws a summary; the same projects in any order give the same bytes.

    Each project is looked at once, and its lines go on three sheets at a time. The workbook says of itself that it
    was written here, twice: a custom property, and a name defined for the table. By these, reading it back knows
    that its other sheets hold the records.

    Args:
        summary: what is in it.
        out: where it is written.
        folder: where it will lie, so that links lead to the files; None for no links to files.
        most: rows of a sheet; longer lists go on on a further one.

    Raises:
        OverflowError: it would be larger than a workbook can be.
    """
    book, tally = BookWriter(font=FONT), Tally(listed=listed(summary))
    name = sheet_name(summary)
    files = common_folder(one.lies_at for one in summary.received)
    draw_departments(book, summary, files)
    table = PublishedTable(book, summary, name, most=most)
    links = partial(link_to, folder=folder)
    data = DataSheets(book, summary.top.count(), links, files, names=summary.names, most=most)
    for depth, line in summary.top.lines():
        place = table.add(line, depth)
        if isinstance(line, ProjectRow):
            data.add(line.project, place)
            tally.add(line.project)
    area = table.close()
    data.projects.close()
    draw_remarks(book, summary, files, most=most)
    data.indicators.close()
    draw_stats(book.sheet(sheets.STATISTICS), summary, tally)
    draw_returns(book, summary, files, most=most)
    draw_control(book.sheet(sheets.CONTROL.name), summary, tally, files)
    if summary.changes is not None:
        draw_changes(book, summary.changes, summary.definition, most=most)
    definition = summary.definition
    mark = sheets.mark(definition.id, definition.version)
    book.properties({sheets.PROPERTY: mark}, title=definition.title, company=summary.department or "")
    book.name(sheets.DEFINED_NAME, name, area)
    book.save(out)


def dated(output: Path, year: int | None) -> Path:
    """Returns the file of one year's summary: 汇总-2024年.xlsx."""
    return output.with_name(f"{output.stem}-{f'{year}年' if year else '未注明年度'}{output.suffix}")


def write_files(
    summaries: Mapping[Path, Summary],
    frames: Path | None,
    inputs: Iterable[Path | str],
    force: bool,
    public: Mapping[Path, Summary] | None = None,
    *,
    linked: bool = True,
) -> tuple[tuple[Path, ...], tuple[Bilingual, ...]]:
    """Writes everything, or nothing where a file exists; returns frames and notes.

    Args:
        summaries: by the file of each.
        frames: the folder of the frames, None for none.
        inputs: files that are never overwritten.
        force: overwrite other files that exist.
        public: summaries by the file of the copy to publish.
        linked: whether projects lead to their files; not where the summary is moved or these are no files.

    Raises:
        FileError: a file is there (without `force`), would be an input, or cannot be written.
    """
    frame_bytes = {} if frames is None else dict(_framed(summaries, frames))
    copies = public or {}
    targets = (*summaries, *copies, *frame_bytes)
    refuse_inputs(targets, inputs)
    if not force:
        refuse_existing(targets)
    for path, summary in summaries.items():
        with replacing(path, force) as out:
            write_summary(summary, out, path.parent if linked else None)
    for path, summary in copies.items():
        with replacing(path, force) as out:
            write_public(summary, out)
    for path, data in frame_bytes.items():
        write_atomically(path, data, force)
    return tuple(frame_bytes), () if frames is None or has_parquet() else (no_parquet(),)


def no_parquet() -> Bilingual:
    """Returns the note where frames are written without Parquet."""
    missing = advice("pandas", "pyarrow")
    return Bilingual(f"只写了 CSV，没有写 Parquet：{missing.zh}", f"CSV was written and no Parquet: {missing.en}")


def _framed(summaries: Mapping[Path, Summary], folder: Path) -> Iterator[tuple[Path, bytes]]:
    """Yields the frames; those of several summaries each in their own folder."""
    for path, summary in summaries.items():
        for name, data in frame_files(summary):
            yield (folder if len(summaries) == 1 else folder / path.stem) / name, data


def public_bytes(summary: Summary, *, most: int = SHEET_ROWS) -> bytes:
    """Returns the copy to publish as `write_public` writes it, in memory."""
    out = BytesIO()
    write_public(summary, out, most=most)
    return out.getvalue()


def write_public(summary: Summary, out: IO[bytes], *, most: int = SHEET_ROWS) -> None:
    """Writes the summary's table alone, as it is to be published.

    Of departments' overall targets without projects it writes a sheet each.
    It has no records, links, comments, hidden sheets or names of files, and its properties are the title only. It
    carries no mark of `merge` either: read back, it is a table like any other. The same summary gives the same bytes.

    Args:
        summary: what is in it.
        out: where it is written.
        most: rows of a sheet; a longer table goes on on a further one.

    Raises:
        OverflowError: it would be larger than a workbook can be.
    """
    book = BookWriter(font=FONT)
    if summary.targets and next(iter(summary.top.projects()), None) is None:
        draw_departments(book, summary, None)
    else:
        table = PublishedTable(book, summary, sheet_name(summary), most=most)
        for depth, line in summary.top.lines():
            table.add(line, depth)
        table.close()
    book.properties({}, title=summary.definition.title)
    book.save(out)
