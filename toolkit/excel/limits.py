"""The limits of what a file may hold, and the two ways to fail.

Both failures carry the words that the finding will show; `toolkit.excel.open.opener` turns them into observations.
"""

from __future__ import annotations

from dataclasses import dataclass

from toolkit.model.finding import Bilingual

MB = 1024 * 1024
#: Indicators of one project, ten times as many as any has; the rest is not read, and the project left out.
MOST_INDICATORS = 500


class Refused(Exception):  # noqa: N818 - reads as what happened to the file
    """The file is hostile or too large to be read safely.

    Attributes:
        limit: the limit that it exceeds, in words.
    """

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.limit: Bilingual = Bilingual(zh, en)


class Damaged(Exception):  # noqa: N818
    """The file is incomplete, or not as its format prescribes.

    Attributes:
        reason: what is wrong with it, in words.
        cell: the cell where it is wrong, None where it is no single cell.
        sheet: the sheet of that cell, None for the file as a whole.
    """

    def __init__(self, zh: str, en: str, *, cell: str | None = None) -> None:
        super().__init__(en)
        self.reason: Bilingual = Bilingual(zh, en)
        self.cell = cell
        self.sheet: str | None = None


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of what a returned file may hold.

    A form needs a hundredth of each; a department's summary fits easily.

    Attributes:
        file_size: bytes of a file, also of one inside an archive.
        unzipped: bytes of a workbook's parts together, as declared and as they really come out.
        part_size: bytes of one part.
        ratio: how many bytes may come out of one; deflate reaches 1032, real sheets stay below 100.
        ratio_from: parts below this size are not judged by their ratio.
        members: parts of a workbook.
        nodes: elements and attributes of one part in memory at once (each takes some 200 bytes).
        sheets: sheets of a workbook.
        cells: cells of one sheet, formatted empty ones too.
        extent: area of the rectangle around everything that is filled in; a stray blank in the last row of a
            form passes, cells in opposite corners of the sheet do not.
        merged_area: cells covered by all merges of a sheet together.
        ranges: merges, or ranges of validations, of one sheet; names, properties or relationships of one part.
        text: characters of all texts of one sheet together, each counted in every cell that shows it.
        format_words: characters of the words that number formats put round the numbers of one sheet, where a cell
            has more than a few.
        formulas: characters of formulas that are written once for many cells, written out for each of them; the
            cells beyond are only known to hold a formula.
        archive_members: files of an archive.
        archive_unzipped: bytes of an archive's files together, those of archives inside it too.
        process_memory: bytes that a process working on many files may have, where the system can say so.
        worker_memory: bytes that the process which reads old formats may have, where the system can say so.
        worker_seconds: how long it may take over one file.
    """

    file_size: int = 50 * MB
    unzipped: int = 256 * MB
    part_size: int = 128 * MB
    ratio: int = 200
    ratio_from: int = 4 * MB
    members: int = 2_000
    nodes: int = 4_000_000
    sheets: int = 512
    cells: int = 1_000_000
    extent: int = 20_000_000
    merged_area: int = 20_000_000
    ranges: int = 100_000
    text: int = 100_000_000
    format_words: int = 4_000_000
    formulas: int = 4_000_000
    archive_members: int = 10_000
    archive_unzipped: int = 1024 * MB
    process_memory: int = 6 * 1024 * MB
    worker_memory: int = 1024 * MB
    worker_seconds: float = 30.0


DEFAULT = Limits()
#: What to do about a project with too many indicators.
FEWER_INDICATORS = Bilingual(
    f"请核对这个项目的绩效指标，删去多余的，最多 {MOST_INDICATORS} 项；内容确实多的，请分成几个项目",
    f"Check the indicators of this project and delete what is not needed, at most {MOST_INDICATORS} may stay; if all "
    "are needed, split the project",
)


def refuse_above(size: float, limit: float, zh: str, en: str) -> None:
    """Raises Refused, with the limit in words, if a size exceeds it."""
    if size > limit:
        raise Refused(f"{zh}超过 {limit:,}", f"{en} above {limit:,}")
