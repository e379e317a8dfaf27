"""The list of issued files with their passwords (下发清单)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from toolkit.excel.write.book_writer import BookWriter, DefaultFont
from toolkit.excel.write.cell_style import SONG, CellStyle
from toolkit.excel.write.sheet_writer import PageSetup, SheetWriter
from toolkit.excel.write.text_height import points, text_height
from toolkit.model.cell import CellRange, CellRef, CellValue
from toolkit.papers.paper_words import day_text
from toolkit.papers.round_facts import RoundFacts


@dataclass(frozen=True, slots=True)
class IssuedForm:
    """A form that was issued.

    Attributes:
        unit: 用款单位.
        project: 项目名称.
        file: the workbook's path below 下发/, with forward slashes.
        password: takes off the protection of its sheets.
        amount: in 元; None where the roster names none.
    """

    unit: str
    project: str
    file: str
    password: str
    amount: Decimal | None = None


SHEET = "下发清单"
_WARNING = "内部使用：本表有各文件的保护密码，请勿外传，不要随填报表一起下发。密码只用于修改表样，填报不需要密码。"
#: Columns with their widths in characters.
_COLUMNS: Mapping[str, float] = {
    "序号": 5, "用款单位": 26, "项目名称": 28, "文件": 42, "密码": 12, "金额（元）": 15,
}  # fmt: skip
_LAST = len(_COLUMNS) - 1
_TITLE_ROW, _WARNING_ROW, _LINE_ROW, _HEAD_ROW = range(4)
_OPEN = CellStyle(SONG, 10, align="left")
_BOXED = replace(_OPEN, border=True, border_color="#A6A6A6", wrap=True)
_CENTRED = replace(_BOXED, align="center", wrap=False)
_HEAD = replace(_CENTRED, bold=True, fill="#E7ECF2")
_MONEY = replace(_BOXED, align="right", number_format="#,##0.00", wrap=False)
_ALERT = CellStyle(SONG, 10, bold=True, color="#9C1C12", fill="#FDE3E1", align="left", wrap=True, border=True)
_PASSWORD = CellStyle("Consolas", 10, align="center", border=True, border_color="#A6A6A6", number_format="@")
_TOTAL = replace(_BOXED, bold=True, fill="#F2F2F2")
_LEAST = 18.0


def issue_list_xlsx(facts: RoundFacts, forms: Sequence[IssuedForm]) -> bytes:
    """Returns 下发清单.xlsx, for A4 and for the office only: it has the passwords.

    The same forms give the same bytes.
    """
    book = BookWriter(font=DefaultFont(SONG, 11, column=72))
    book.properties({}, title=f"{facts.name}下发清单")
    sheet = book.sheet(SHEET)
    sheet.columns(_COLUMNS.values())
    _draw_head(sheet, facts, forms)
    for number, form in enumerate(forms, 1):
        row = _HEAD_ROW + number
        cells: tuple[tuple[CellValue | None, CellStyle], ...] = (
            (number, _CENTRED),
            (form.unit, _BOXED),
            (form.project, _BOXED),
            (form.file, _BOXED),
            (form.password, _PASSWORD),
            (form.amount, _MONEY),
        )
        for col, (value, look) in enumerate(cells):
            sheet.put(row, col, value, look)
        texts = zip((form.unit, form.project, form.file), list(_COLUMNS.values())[1:4], strict=True)
        sheet.height(row, max(_LEAST, *(text_height(text, points(width), 10) for text, width in texts)))
    end = _HEAD_ROW + len(forms) + 1
    for col in range(_LAST + 1):
        sheet.put(end, col, None, _TOTAL)
    sheet.put(end, 1, "合计", _TOTAL)
    total = sum((form.amount for form in forms if form.amount is not None), Decimal(0))
    sheet.put(end, _LAST, total or None, replace(_MONEY, bold=True, fill="#F2F2F2"))
    sheet.height(end, _LEAST + 2)
    sheet.page(PageSetup(CellRange(CellRef(0, 0), CellRef(end, _LAST)), "landscape", heading=_HEAD_ROW))
    sheet.screen(_HEAD_ROW + 1)
    return book.close()


def _draw_head(sheet: SheetWriter, facts: RoundFacts, forms: Sequence[IssuedForm]) -> None:
    units, files = len({form.unit for form in forms}), len({form.file for form in forms})
    until = f"　　截止 {day_text(facts.deadline)}" if facts.deadline else ""
    line = f"{len(forms)} 个项目、{units} 个单位、{files} 个文件　　下发 {day_text(facts.day)}{until}"
    looks = {
        _TITLE_ROW: (f"{facts.name}下发清单", CellStyle(SONG, 16, bold=True, align="center"), 30),
        _WARNING_ROW: (_WARNING, _ALERT, 24),
        _LINE_ROW: (line, _OPEN, 20),
    }
    for row, (text, look, height) in looks.items():
        sheet.put_over(CellRange(CellRef(row, 0), CellRef(row, _LAST)), text, look)
        sheet.height(row, height)
    for col, name in enumerate(_COLUMNS):
        sheet.put(_HEAD_ROW, col, name, _HEAD)
    sheet.height(_HEAD_ROW, 22)
