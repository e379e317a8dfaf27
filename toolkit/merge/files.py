"""The files of a merge: the summary, one for each year where they are wanted apart, and frames for statistics."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from toolkit.files import refuse_existing, refuse_inputs, replacing, write_atomically
from toolkit.merge.frames import frame_files, has_parquet
from toolkit.merge.summary import Summary
from toolkit.merge.workbook import write_summary
from toolkit.model.finding import Bilingual

NO_PARQUET = Bilingual(
    "没有安装 pyarrow，只写了 CSV，没有写 Parquet；需要时请运行 pip install jixiao[frames]",
    "pyarrow is not installed: CSV was written and no Parquet; pip install jixiao[frames]",
)


def dated(output: Path, year: int | None) -> Path:
    """The file of one year's summary: 汇总-2024年.xlsx."""
    return output.with_name(f"{output.stem}-{f'{year}年' if year else '未注明年度'}{output.suffix}")


def write_files(
    summaries: Mapping[Path, Summary], frames: Path | None, inputs: Iterable[Path | str], force: bool
) -> tuple[tuple[Path, ...], tuple[Bilingual, ...]]:
    """Write everything, or nothing where a file is there already; the frames' paths, and what is to be said.

    Raises:
        FileError: a file is there (without `force`), would be an input, or cannot be written.
    """
    told = {} if frames is None else dict(_framed(summaries, frames))
    refuse_inputs((*summaries, *told), inputs)
    if not force:
        refuse_existing((*summaries, *told))
    for path, summary in summaries.items():
        with replacing(path, force) as out:
            write_summary(summary, out, path.parent)
    for path, data in told.items():
        write_atomically(path, data, force)
    return tuple(told), () if frames is None or has_parquet() else (NO_PARQUET,)


def _framed(summaries: Mapping[Path, Summary], folder: Path) -> Iterator[tuple[Path, bytes]]:
    """The frames; of several summaries each in a folder of its own."""
    for path, summary in summaries.items():
        for name, data in frame_files(summary):
            yield (folder if len(summaries) == 1 else folder / path.stem) / name, data
