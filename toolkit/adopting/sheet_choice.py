"""The sheet to adopt, and the refusals."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from toolkit.adopting.field_words import field_of
from toolkit.adopting.list_draft import heading_row
from toolkit.adopting.ods_look import ods_look
from toolkit.adopting.sheet_blocks import BlockSheet, block_sheet, part_of, texts
from toolkit.adopting.sheet_look import SheetLook, look_of
from toolkit.engine.input_paths import read_file
from toolkit.errors import InputError
from toolkit.excel.grid import Book, Grid
from toolkit.excel.limits import DEFAULT, Limits
from toolkit.excel.open.opener import Opened, open_file
from toolkit.excel.open.sniff import FileKind
from toolkit.forms import stamp as stamps
from toolkit.forms.selfcheck import is_panel_text
from toolkit.intake.form.stamps import book_marks
from toolkit.intake.library import Library
from toolkit.intake.read_file import OWN_SHEETS
from toolkit.intake.sheet_context import SheetContext
from toolkit.intake.summary.read_summary import read_summary
from toolkit.model.cell import CellRef
from toolkit.model.evidence import Observed
from toolkit.model.finding import Bilingual
from toolkit.summary_book.sheets import PROPERTY

_PICTURES = (FileKind.IMAGE, FileKind.PDF, FileKind.OFD)
_REFERENCE = re.compile(r"(?:'?([^'!]+)'?!)?\$?([A-Z]{1,3})\$?(\d+)(?::\$?([A-Z]{1,3})\$?(\d+))?")
_QUOTED = re.compile(r'"([^"]*)"')
_MOST_OPTIONS = 60
#: Rows of one form that may both name it.
_NEAR = 4


@dataclass(frozen=True, slots=True)
class ChosenSheet:
    """A sheet to adopt.

    Attributes:
        sheet: as blocks; the first of several equal forms.
        list_row: the row that heads a list of many projects; None for a form.
        notes: what a person should know of the choice.
    """

    sheet: BlockSheet
    notes: tuple[Bilingual, ...] = ()
    list_row: int | None = None


def choose(path: Path, name: str | None, library: Library, limits: Limits = DEFAULT) -> ChosenSheet:
    """Returns the sheet of a workbook to adopt.

    Args:
        path: the workbook.
        name: of the sheet; None for the first that holds a form.
        library: the definitions at hand, by which a summary is recognised.
        limits: what a file may hold.

    Raises:
        FileError: it cannot be opened.
        InputError: it is no workbook with a form; the sentence says what it is.
    """
    data = read_file(path, limits)
    opened = open_file(str(path), data, limits)
    book = opened.book
    if book is None:
        raise _refusal(path, opened)
    grids = [grid for grid in book.sheets if _may_hold(grid, name)]
    if name is not None and not grids:
        listed = "、".join(grid.name for grid in book.sheets)
        raise InputError(
            f"{path.name}：没有名为“{name}”的工作表，现有：{listed}",
            f"{path.name} has no sheet “{name}”; it has {listed}",
        )
    candidates = [(grid, _blocks(path, data, book, grid)) for grid in grids]
    usable = [(grid, sheet) for grid, sheet in candidates if sheet is not None and len(list(texts(sheet))) > 3]
    if not usable:
        raise _nothing(path, book)
    marks = book_marks(book)
    for grid, sheet in usable:
        context = SheetContext(grid, book, marks, library, str(path), "")
        is_list = heading_row(sheet) is not None and PROPERTY not in book.properties
        if not is_list and any(read_summary(context, summary) is not None for summary in library.summaries):
            raise InputError(
                f"{path.name} 的“{grid.name}”是汇总表，不是填报表；汇总表用 jixiao read 或 split 读取",
                f"“{grid.name}” in {path.name} is a summary, no form to fill; use jixiao read or split for it",
            )
    grid, sheet = max(usable, key=lambda item: _labels(item[1]))
    notes = (*_others(usable, grid), *_hidden(grid, sheet))
    row = heading_row(sheet)
    return _first_form(path, ChosenSheet(sheet, notes)) if row is None else ChosenSheet(sheet, notes, row)


def _may_hold(grid: Grid, name: str | None) -> bool:
    if name is not None:
        return grid.name == name
    return (
        grid.visible
        and grid.name not in OWN_SHEETS
        and not stamps.is_review(grid.name, grid.text(0, 0), grid.text(1, 0))
    )


def _labels(sheet: BlockSheet) -> int:
    return sum(field_of(block.text, "project") is not None for block in texts(sheet) if len(block.text) < 30)


def _others(usable: list[tuple[Grid, BlockSheet]], chosen: Grid) -> Iterator[Bilingual]:
    others = [grid.name for grid, _ in usable if grid is not chosen]
    if others:
        listed = "、".join(others)
        yield Bilingual(
            f"只用了工作表“{chosen.name}”；另有 {listed}，可用 --sheet 指定",
            f"only the sheet “{chosen.name}” was used; there are also {listed}: name one with --sheet",
        )


def _hidden(grid: Grid, sheet: BlockSheet) -> Iterator[Bilingual]:
    if sheet.visible is not None and (grid.hidden_rows or grid.hidden_cols):
        yield Bilingual(
            f"“{sheet.grid.name}”上隐藏的行和列没有收进模板",
            f"hidden rows and columns of “{sheet.grid.name}” were left out",
        )


def _blocks(path: Path, data: bytes, book: Book, grid: Grid) -> BlockSheet | None:
    look = SheetLook()
    if book.format in ("xlsx", "xlsm"):
        look = look_of(data, grid.name)
    elif book.format == "ods":
        look, merges = ods_look(data, grid.name)
        grid = replace(grid, merges=grid.merges or merges)
    return block_sheet(grid, look, dict(_options(book, grid)))


def _options(book: Book, grid: Grid) -> Iterator[tuple[CellRef, tuple[str, ...]]]:
    """Yields the lists that the cells of a sheet offer."""
    for one in grid.validations:
        if one.type == "list" and sum(area.area for area in one.ranges) < 400:
            options = tuple(_listed(book, grid, one.formula1))
            if 1 < len(options) <= _MOST_OPTIONS:
                for area in one.ranges:
                    for row in range(area.first.row, area.last.row + 1):
                        yield CellRef(row, area.first.col), options


def _listed(book: Book, grid: Grid, formula: str) -> Iterator[str]:
    quoted = _QUOTED.fullmatch(formula.strip())
    if quoted:
        yield from (word.strip() for word in quoted[1].split(",") if word.strip())
        return
    target = book.names.get(formula.lstrip("="), formula).lstrip("=")
    match = _REFERENCE.fullmatch(target)
    if match is None:
        return
    home = book.sheet(match[1]) if match[1] else grid
    if home is None:
        return
    first = CellRef.parse(f"{match[2]}{match[3]}")
    last = CellRef.parse(f"{match[4]}{match[5]}") if match[4] else first
    for row in range(first.row, min(last.row, first.row + _MOST_OPTIONS) + 1):
        if text := home.text(row, first.col).strip():
            yield text


def _first_form(path: Path, chosen: ChosenSheet) -> ChosenSheet:
    """Returns the first of equal forms on one sheet.

    Raises InputError where the others differ.
    """
    sheet = chosen.sheet
    starts = [
        block.row
        for block in texts(sheet)
        if (word := field_of(block.text, "project")) is not None
        and word.key == "project_name"
        and block.col == sheet.area.first.col
    ]
    starts = [row for at, row in enumerate(starts) if not at or row - starts[at - 1] > _NEAR]  # 专项名称, 项目名称
    if len(starts) < 2:
        return chosen
    cut = starts[1]
    above = starts[0] - sheet.area.first.row
    top = max(cut - above, starts[0] + 1)
    while top < cut and not any(block.text for block in sheet.rows.get(top, ())):
        top += 1
    first, rest = part_of(sheet, sheet.area.first.row, top - 1), part_of(sheet, top, sheet.area.last.row)
    second = [block.folded for block in texts(rest) if block.col == sheet.area.first.col]
    begun = [block.folded for block in texts(first) if block.col == sheet.area.first.col]
    same = sum(one in begun for one in second) / max(len(second), 1)
    name, begins = sheet.grid.name, sheet.area.first.row + 1
    if same < 0.7:
        raise InputError(
            f"{path.name} 的“{name}”上有几张不同的表（第 {begins} 行、第 {top + 1} 行起）；"
            "请每张表另存为一个工作表，再分别生成模板",
            f"“{name}” in {path.name} has several different forms (from rows {begins} and {top + 1} on); "
            "put each on a sheet of its own and adopt them one by one",
        )
    last = max((block.bottom for block in texts(first)), default=top - 1)
    note = Bilingual(
        f"“{sheet.grid.name}”上有 {len(starts)} 张同样的表，按第一张（第 {last + 1} 行为止）拟定模板",
        f"“{sheet.grid.name}” has {len(starts)} forms of one kind; the first (down to row {last + 1}) is the draft",
    )
    return replace(chosen, sheet=part_of(sheet, sheet.area.first.row, last), notes=(*chosen.notes, note))


def _refusal(path: Path, opened: Opened) -> InputError:
    """Returns the error of a file that holds no cells to read."""
    seen = {one.seen for one in opened.observations}
    name = path.name
    if Observed.ENCRYPTED in seen:
        return InputError(
            f"{name} 有打开密码，请先在 Excel 或 WPS 中取消密码",
            f"{name} needs a password to open; remove it in Excel or WPS first",
        )
    if opened.kind in _PICTURES or opened.kind is FileKind.IMAGE:
        return InputError(
            f"{name} 是图片或扫描件，读不出格子；请要一份电子表格",
            f"{name} is a picture or a scan without cells; ask for the workbook",
        )
    if opened.kind is FileKind.ARCHIVE:
        return InputError(
            f"{name} 是压缩包，请先解压，再指定其中一个工作簿", f"{name} is an archive; unpack it and name one workbook"
        )
    if Observed.DAMAGED in seen:
        return InputError(f"{name} 已损坏或是空文件，打不开", f"{name} is damaged or empty and cannot be opened")
    what = opened.kind.words if opened.kind else Bilingual("无法识别的文件", "an unknown file")
    return InputError(
        f"{name} 不是电子表格（{what.zh}），请用 .xlsx、.xls 或 .ods",
        f"{name} is no workbook ({what.en}); use .xlsx, .xls or .ods",
    )


def _nothing(path: Path, book: Book) -> InputError:
    """Returns the error of a workbook without a form."""
    if any(grid.has_drawings for grid in book.sheets):
        return InputError(
            f"{path.name} 的工作表上只有图片（扫描件），没有格子；请要一份电子表格",
            f"{path.name} has only pictures (a scan) on its sheets; ask for a workbook with cells",
        )
    cells = [cell for grid in book.sheets for cell in grid.cells.values()]
    if all(cell.blank or is_panel_text(cell.text) for cell in cells):
        return InputError(f"{path.name} 是空白的，没有表格", f"{path.name} is empty; there is no form in it")
    return InputError(
        f"{path.name} 里没有填报表：找不到栏目名", f"{path.name} has no form to fill: no labels were found"
    )
