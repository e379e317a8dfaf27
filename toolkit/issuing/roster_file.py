"""A roster's file as rows of text, whatever its format."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from io import BytesIO, StringIO
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.errors import FileError, InputError, system_reason
from toolkit.excel.grid import CellKind, Grid, GridCell
from toolkit.excel.limits import DEFAULT, Damaged, Refused
from toolkit.excel.open.guard import EncryptedMember
from toolkit.excel.open.number_formats import changes_numbers
from toolkit.excel.open.stored_values import plain
from toolkit.excel.open.workbook import read_book
from toolkit.files import read_regular
from toolkit.model.cell import CellRef
from toolkit.model.finding import Bilingual
from toolkit.model.text import drop_invisible

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

#: Bytes that a roster may have; one of a hundred thousand projects has a tenth of it.
_MOST = 100 << 20


@dataclass(frozen=True, slots=True)
class RosterLine:
    """One row as a person sees it.

    Attributes:
        number: counted from 1.
        sheet: name of its sheet, empty for a text file.
        texts: its cells from the left.
        merged: the columns whose cell is merged with one in another row, from 0.
    """

    number: int
    sheet: str
    texts: tuple[str, ...]
    merged: frozenset[int] = frozenset()

    def text(self, col: int) -> str:
        """Returns the text of a column, empty beyond the last."""
        return drop_invisible(self.texts[col]).strip() if col < len(self.texts) else ""

    @property
    def place(self) -> Bilingual:
        """Returns the row as messages name it."""
        return Bilingual(f"第{self.number}行", f"row {self.number}")

    def cell(self, col: int) -> Bilingual:
        """Returns a cell as messages name it."""
        address = (f"{self.sheet}!" if self.sheet else "") + str(CellRef(self.number - 1, col))
        return Bilingual(f"{self.place.zh}（{address}）", f"{self.place.en} ({address})")


Table = tuple[RosterLine, ...]
#: How the names of text files end.
_TEXTS = (".csv", ".tsv", ".txt")
_Cell = str | float | bool | date | datetime | time | timedelta
#: Signs between the cells of a text file; of equally many the first counts.
_SEPARATORS = (",", ";", "\t", "，", "；", "|")


def read_tables(path: Path) -> tuple[Table, ...]:
    """Returns the sheets of a file; a text file has one.

    Raises:
        FileError: it cannot be opened.
        InputError: it is neither a workbook nor a text.
    """
    try:
        data = read_regular(path, _MOST)
    except OSError as error:
        reason = system_reason(error)
        raise FileError(f"无法读取名册 {path}：{reason.zh}", f"Cannot read the roster {path}: {reason.en}") from error
    return (_text(path, data),) if path.suffix.lower() in _TEXTS else _workbook(path, data)


def _text(path: Path, data: bytes) -> Table:
    for encoding in ("utf-16",) if data.startswith(_UTF16) else ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
            rows = list(csv.reader(StringIO(text, newline=""), delimiter=_separator(text), strict=True))
        except UnicodeDecodeError:
            continue
        except csv.Error as error:
            raise InputError(
                f"{path.name} 不是规范的 CSV 文件，请另存为 .xlsx",
                f"{path.name} is malformed CSV ({error}); save it as .xlsx",
            ) from error
        return tuple(RosterLine(number, "", tuple(texts)) for number, texts in enumerate(rows, 1))
    raise InputError(
        f"{path.name} 的文字编码无法识别，请另存为 UTF-8 的 CSV 或 .xlsx",
        f"The encoding of {path.name} is unknown; save it as CSV in UTF-8 or as .xlsx",
    )


_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def _separator(text: str) -> str:
    """Returns the separator that the first lines of a text have most of."""
    first = "\n".join(text.splitlines()[:10])
    return max(_SEPARATORS, key=first.count)


def _workbook(path: Path, data: bytes) -> tuple[Table, ...]:
    """Returns the sheets that a person sees; hidden ones where there are no others."""
    try:
        grids = read_book(data, DEFAULT).sheets
    except (Damaged, Refused, EncryptedMember):  # another format, or one that only a patient reader opens
        return _foreign_workbook(path, data)
    return tuple(map(_table, [grid for grid in grids if grid.visible] or grids))


def _table(grid: Grid) -> Table:
    """Returns a sheet's rows, cells of merged ranges filled."""
    filled = [place for place, cell in grid.cells.items() if cell.text or cell.formula]
    width, depth = 1 + max((col for _, col in filled), default=-1), 1 + max((row for row, _ in filled), default=-1)
    texts = [[""] * width for _ in range(depth)]
    merged: list[set[int]] = [set() for _ in texts]
    for row, col in filled:
        texts[row][col] = _seen(grid.cells[row, col])
    for first, last in grid.merges:
        covered = range(first.col, last.col + 1)
        for number, row_texts in enumerate(texts[first.row : last.row + 1], first.row):
            row_texts[first.col : last.col + 1] = [texts[first.row][first.col]] * len(
                row_texts[first.col : last.col + 1]
            )
            merged[number].update(covered if last.row > first.row else ())
    return tuple(
        RosterLine(number, grid.name, tuple(row), frozenset(cols))
        for number, (row, cols) in enumerate(zip(texts, merged, strict=True), 1)
    )


def _seen(cell: GridCell) -> str:
    """Returns a cell as a person sees it.

    A number that its format shows by a power of ten, and in no unit, is shown with what is stored: nobody can say which
    is meant.
    """
    if cell.formula is not None and not cell.computed:
        return f"={cell.formula}"
    if cell.kind is not CellKind.NUMBER or "%" in cell.format:
        return cell.text
    if not changes_numbers(cell.format):
        return cell.text if cell.text.endswith(_UNIT_ENDS) else plain(cell.raw or cell.text)
    return cell.text if cell.text.endswith(_UNIT_ENDS) else f"{cell.text}（{plain(cell.raw)}）"


#: How a number that names its own unit ends.
_UNIT_ENDS = ("元", "万", "亿", "年")


def _foreign_workbook(path: Path, data: bytes) -> tuple[Table, ...]:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(BytesIO(data))
        sheets = [(name, book.get_sheet_by_name(name)) for name in _visible(book)]
        return tuple(
            tuple(
                RosterLine(number, name, tuple(map(_shown, cells)), merged)
                for number, (cells, merged) in enumerate(_filled_down(sheet), 1)
            )
            for name, sheet in sheets
        )
    except CalamineError as error:
        raise InputError(
            f"{path.name} 无法作为表格打开，请另存为 .xlsx 或 .csv（不要加打开密码）",
            f"{path.name} is not a workbook ({error}); save it as .xlsx or .csv without a password",
        ) from error


def _visible(book: CalamineWorkbook) -> list[str]:
    from python_calamine import SheetVisibleEnum

    seen = [one.name for one in book.sheets_metadata if one.visible == SheetVisibleEnum.Visible]
    return seen or book.sheet_names


def _filled_down(sheet: CalamineSheet) -> Iterator[tuple[list[_Cell], frozenset[int]]]:
    """Yields the cells of each row, those of merged ranges filled.

    The columns that are merged with another row go with them.
    """
    rows = sheet.to_python(skip_empty_area=False)
    merged: list[set[int]] = [set() for _ in rows]
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        for number, row in enumerate(rows[top : bottom + 1], top):
            row[left : right + 1] = [rows[top][left]] * len(row[left : right + 1])
            merged[number].update(range(left, right + 1) if bottom > top else ())
    return zip(rows, map(frozenset, merged), strict=True)


def _shown(value: _Cell) -> str:
    """Returns a cell as text; a whole number without a decimal point."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)
