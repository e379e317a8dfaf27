"""A roster to fill in (名册.xlsx), with drop-downs, notes and totals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from toolkit.excel.write.book_writer import BookWriter, DefaultFont
from toolkit.excel.write.cell_style import SONG, CellStyle
from toolkit.excel.write.sheet_writer import PageSetup, SheetWriter
from toolkit.excel.write.text_height import points, text_height
from toolkit.forms.definition import FormDefinition
from toolkit.forms.kinds import Amount, kinds
from toolkit.issuing.roster_drafts import RosterDraft, offered
from toolkit.issuing.roster_notes import roster_notes
from toolkit.issuing.roster_rows import needed_columns
from toolkit.issuing.roster_table import EXAMPLE
from toolkit.model.cell import CellRange, CellRef, CellValue, column_letters
from toolkit.model.money import WAN, YUAN
from toolkit.model.schema import MONEY_KEYS, PROJECT, leaves

SHEET, LISTS = "名册", "选项"
TITLE_ROW, NOTE_ROW, TOTAL_ROW, HEAD_ROW, EXAMPLE_ROW, FIRST_ROW = range(6)
#: Rows to fill in, and how many there are besides those of last year.
_ROWS, _MORE = 200, 50
_PREVIOUS, _REMARK = "previous", "remark"
#: Columns of a roster of projects, as far as the form has a use for them, with their widths in characters.
_WIDTHS: Mapping[str, float] = {
    "department": 40, "spending_unit": 24, "project_name": 28, "project_code": 14, "project_type": 18,
    "project_level": 9, "supervising_department": 18, "budget_year": 8, "start_year": 8, "end_year": 8, "total": 13,
    "fiscal": 13, "special_account": 13, "other": 13, _PREVIOUS: 13, _REMARK: 14,
}  # fmt: skip
_YEARS = ("budget_year", "start_year", "end_year")
_ALWAYS = ("spending_unit", "project_name", "budget_year", *MONEY_KEYS, _REMARK)
_NAMES = {field.key: field.zh for _, field in leaves(PROJECT)} | {
    "total": "预算金额", _PREVIOUS: "上年预算金额", _REMARK: "备注",
}  # fmt: skip
_LINE = "#A6A6A6"
_TITLE = CellStyle(SONG, 16, bold=True, align="center")
_NOTE = CellStyle(SONG, 10, align="left", wrap=True, fill="#F7F7F7", color="#404040")
_SUM = CellStyle(SONG, 11, bold=True, align="left", fill="#E3F3E6", color="#1E6B34")
_HEAD = CellStyle(SONG, 10, bold=True, align="center", wrap=True, fill="#E7ECF2", border=True, border_color=_LINE)
_CELL = CellStyle(SONG, 10, align="left", wrap=True, border=True, border_color=_LINE)
_MONEY = replace(_CELL, align="right", wrap=False, number_format="#,##0.00####")
_YEAR = replace(_CELL, align="center", wrap=False, number_format="0")
_GREY, _OPEN = "#8C8C8C", "#FFFCE6"
_LEAST = 18.0


@dataclass(frozen=True, slots=True)
class RosterDraftBook:
    """The content of a roster to fill in.

    Attributes:
        form: for which it is.
        year: the budget year of the example; None for none.
        rows: last year's projects; none for an empty roster.
    """

    form: FormDefinition
    year: int | None = None
    rows: Sequence[RosterDraft] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns from the left, by field."""
        if self.form.record == "department":
            return ("department", "budget_year", _REMARK)
        used = {*_ALWAYS, *self.form.fields} | ({_PREVIOUS} if self.rows else set())
        return tuple(key for key in _WIDTHS if key in used)

    @property
    def last(self) -> int:
        """The last row to fill in, from 0."""
        return FIRST_ROW + max(_ROWS, len(self.rows) + _MORE) - 1

    def heading(self, key: str) -> str:
        """Returns the name of a column, with a star where it is required."""
        field = self.form.fields.get(key)
        name = field.name if field else _NAMES[key]
        unit = f"（{self.form.unit}）" if key in (*MONEY_KEYS, _PREVIOUS) else ""
        needed = {"department", *(column for column, _ in needed_columns(self.form))}
        return f"{name}{unit}{'*' if key in needed else ''}"


def roster_xlsx(content: RosterDraftBook) -> bytes:
    """Returns 名册.xlsx. The same content gives the same bytes."""
    book = BookWriter(font=DefaultFont(SONG, 11, column=72))
    book.properties({}, title=f"{content.form.title}名册")
    sheet = book.sheet(SHEET)
    columns = content.columns
    sheet.columns(_WIDTHS[key] for key in columns)
    _draw_head(sheet, content)
    _draw_example(sheet, content)
    for row in range(FIRST_ROW, content.last + 1):
        place = row - FIRST_ROW
        _draw_row(sheet, content, row, content.rows[place] if place < len(content.rows) else None)
    _limit(book, sheet, content)
    printed = FIRST_ROW + max(len(content.rows), 20) - 1
    area = CellRange(CellRef(0, 0), CellRef(printed, len(columns) - 1))
    sheet.page(PageSetup(area, "landscape", heading=HEAD_ROW))
    sheet.screen(HEAD_ROW + 1, min(2, len(columns) - 1))
    return book.close()


def _draw_head(sheet: SheetWriter, content: RosterDraftBook) -> None:
    columns, end = content.columns, len(content.columns) - 1
    year = f"{content.year}年" if content.year else ""
    sheet.put_over(CellRange(CellRef(TITLE_ROW, 0), CellRef(TITLE_ROW, end)), f"{year}{content.form.title}名册", _TITLE)
    sheet.height(TITLE_ROW, 30)
    note = "\n".join(f"{number}. {text}" for number, text in enumerate(_notes(content), 1))
    sheet.put_over(CellRange(CellRef(NOTE_ROW, 0), CellRef(NOTE_ROW, end)), note, _NOTE)
    sheet.height(NOTE_ROW, text_height(note, sum(points(_WIDTHS[key]) for key in columns), 10) + 4)
    sheet.put_over(CellRange(CellRef(TOTAL_ROW, 0), CellRef(TOTAL_ROW, end)), None, _SUM)
    sheet.formula(CellRef(TOTAL_ROW, 0), _total_formula(content), f"合计：{_sentence(content)}", _SUM)
    sheet.height(TOTAL_ROW, 22)
    for col, key in enumerate(columns):
        sheet.put(HEAD_ROW, col, content.heading(key), _HEAD)
    sheet.height(HEAD_ROW, 34)


def _notes(content: RosterDraftBook) -> Iterator[str]:
    """Yields what a person has to know to fill it in."""
    if content.form.record == "department":
        yield "一行一个部门。灰色的示例行不计入，可以留着，也可以删去。"
        return
    unit = content.form.unit
    yield f"一行一个项目，带 * 的必须填；同一单位每行的写法要一致。金额单位：{unit}，只填数字，不要合并单元格。"
    yield "灰色的示例行不计入，可以留着，也可以删去。列名不要改；可以自己加列，也可以整行增删。"
    yield "财政拨款、财政专户拨款、其他资金可以都不填；填了的，相加要等于预算金额，公开表照此列示。"
    if content.rows:
        year = f"预算年度已改为 {content.year} 年；" if content.year else ""
        yield (
            f"各行取自上年：{year}浅黄色的起止年度原已期满，已从本年起按原年限顺延，请核对；"
            "本年金额请重新填，上年金额列在旁边备查；不再安排的项目请删去整行。"
        )


def _total_formula(content: RosterDraftBook) -> str:
    """Returns the sentence of totals as a formula over all rows to fill in."""
    columns, last = content.columns, content.last + 1

    def cells(key: str) -> str:
        letters = column_letters(columns.index(key))
        return f"{letters}{FIRST_ROW + 1}:{letters}{last}"

    if content.form.record == "department":
        return f'"合计："&COUNTA({cells("department")})&" 个部门"'
    units = cells("spending_unit")
    different = f'SUMPRODUCT(({units}<>"")/COUNTIF({units},{units}&""))'
    share = {WAN: "", YUAN: "/10000", "千元": "/10", "亿元": "*10000"}[content.form.unit]
    total = f'TEXT(SUM({cells("total")}){share},"#,##0.00")'
    return f'"合计："&ROUND({different},0)&" 个单位、"&COUNTA({cells("project_name")})&" 个项目、合计 "&{total}&" 万元"'


def _sentence(content: RosterDraftBook) -> str:
    """Returns what the formula gives for the rows that are filled in."""
    if content.form.record == "department":
        return f"{len(content.rows)} 个部门"
    entries = (
        (str(row.values.get("spending_unit", "")), str(row.values.get("project_name", ""))) for row in content.rows
    )
    return roster_notes((unit, name, Decimal(0)) for unit, name in entries).sentence.zh


def _draw_example(sheet: SheetWriter, content: RosterDraftBook) -> None:
    form, year = content.form, content.year or 2025
    amount = _shown(Decimal(36300), form)
    example: dict[str, CellValue | None] = {
        "department": f"{EXAMPLE}某某镇人民政府",
        "spending_unit": f"{EXAMPLE}某某社区居民委员会",
        "project_name": f"{EXAMPLE}治安经费",
        "project_code": "0001",
        "supervising_department": "某某镇人民政府",
        "budget_year": year,
        "start_year": year,
        "end_year": year + 2,
        "total": amount,
        "fiscal": amount,
        _REMARK: "示例，不计入",
    }
    for key in ("project_type", "project_level"):
        example[key] = next(iter(offered(form, key)), None)
    for col, key in enumerate(content.columns):
        sheet.put(EXAMPLE_ROW, col, example.get(key), replace(_look(key), color=_GREY))
    texts = ((str(example.get(key) or ""), points(_WIDTHS[key])) for key in content.columns)
    sheet.height(EXAMPLE_ROW, max(_LEAST, *(text_height(text, width, 10) for text, width in texts)))


def _draw_row(sheet: SheetWriter, content: RosterDraftBook, row: int, draft: RosterDraft | None) -> None:
    """Draws a row to fill in, with last year's facts where there are any."""
    values: dict[str, CellValue | None] = {**draft.values} if draft else {}
    if draft and draft.previous is not None:
        values[_PREVIOUS] = _shown(draft.previous, content.form)
    for col, key in enumerate(content.columns):
        to_check = draft is not None and (key in draft.moved or key == "total")
        sheet.put(row, col, values.get(key), replace(_look(key), fill=_OPEN) if to_check else _look(key))
    texts = [(str(values.get(key) or ""), points(_WIDTHS[key])) for key in content.columns]
    sheet.height(row, max(_LEAST, *(text_height(text, width, 10) for text, width in texts)))


def _shown(yuan: Decimal, form: FormDefinition) -> CellValue:
    return kinds()["amount"].show(Amount(yuan, YUAN), form.unit)


def _look(key: str) -> CellStyle:
    if key in (*MONEY_KEYS, _PREVIOUS):
        return replace(_MONEY, color=_GREY) if key == _PREVIOUS else _MONEY
    if key in _YEARS:
        return _YEAR
    return replace(_CELL, number_format="@") if key == "project_code" else _CELL


def _limit(book: BookWriter, sheet: SheetWriter, content: RosterDraftBook) -> None:
    """Attaches drop-downs and limits, with a prompt each."""
    lists = {key: choices for key in content.columns if (choices := offered(content.form, key))}
    hidden = book.sheet(LISTS, hidden=True) if lists else None
    for number, (key, choices) in enumerate(lists.items()):
        letters = column_letters(number)
        for row, choice in enumerate(choices):
            assert hidden is not None
            hidden.put(row, number, choice, _CELL)
        source = f"={LISTS}!${letters}$1:${letters}${len(choices)}"
        message = f"请从下拉列表中选{content.heading(key).rstrip('*')}。"
        _validate(sheet, content, key, {"validate": "list", "source": source}, message)
    for key in content.columns:
        if key in _YEARS:
            limits = {"validate": "integer", "criteria": "between", "minimum": 2000, "maximum": 2099}
            _validate(sheet, content, key, limits, "请填四位数的年份，如 2025。")
        elif key in MONEY_KEYS:
            limits = {"validate": "decimal", "criteria": ">=", "value": 0}
            _validate(sheet, content, key, limits, f"只填数字，不写单位；金额单位：{content.form.unit}。")


def _validate(
    sheet: SheetWriter, content: RosterDraftBook, key: str, limits: Mapping[str, object], message: str
) -> None:
    col = content.columns.index(key)
    place = CellRange(CellRef(FIRST_ROW, col), CellRef(content.last, col))
    title = content.heading(key).rstrip("*")
    sheet.validate(
        [place],
        {
            **limits,
            "input_title": title[:32],
            "input_message": message,
            "error_title": title[:32],
            "error_message": message,
        },
    )
