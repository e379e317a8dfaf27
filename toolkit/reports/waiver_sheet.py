"""The sheet 放行 of a workbook of findings: its columns, and its ticks."""

from __future__ import annotations

import datetime
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from toolkit.checks.registry import rules
from toolkit.errors import TemplateError, in_lines, system_reason
from toolkit.model.cell import CellRef
from toolkit.model.finding import Bilingual
from toolkit.model.text import fold, is_blank
from toolkit.reports.waiver_file import parse_date, rule_code
from toolkit.reports.waivers import Waiver

WAIVER_SHEET = "放行"
TICK, CODE, DATE, REASON, NAME = "放行", "编号", "日期", "理由", "姓名"
#: The columns, and their widths in characters.
COLUMNS = {
    TICK: 6, "级别": 6, "单位": 17, "项目": 17, "问题": 32, REASON: 22, NAME: 9, DATE: 13, CODE: 6, "单元格": 10,
    "工作表": 15, "文件": 20,
}  # fmt: skip
#: What a person puts into the first column; the first two are offered.
TICKS = ("√", "是", "✓", "✔", "☑", "v", "y", "yes", "ok", "1", "true", "对", "放行", "同意", "同意放行")
_NO = ("", "否", "×", "✗", "n", "no", "0", "false", "不", "不放行", "不同意")
#: A cross is a tick to some people and a refusal to others: with a reason it is an error, alone it is ignored.
_CROSS = "x"
#: The row of the headings, from 0; the row above explains the sheet.
HEAD_ROW = 1
HINT = (
    "同意放行的，在“放行”一栏选“√”，并写明理由、姓名、日期（如 2026-11-27）；不放行的留空。"
    "存盘后用 jixiao check 或 merge 的 --waivers 指定本文件。其余各栏用来辨认是哪一条，请不要改。"
)
#: The first rows, among which the headings are searched.
_HEAD_ROWS = 10


def read_waiver_sheet(path: Path) -> tuple[Waiver, ...]:
    """Returns the waivers that are ticked.

    Raises TemplateError that names every cell where something is missing.
    """
    rows = _rows(path)
    head = next((number for number, row in enumerate(rows[:_HEAD_ROWS]) if _is_head(row)), None)
    if head is None:
        zh, en = f"工作表“{WAIVER_SHEET}”中没有找到表头", f"the sheet “{WAIVER_SHEET}” has no row of headings"
        raise TemplateError(f"{path.name}: {zh}", f"{path.name}: {en}")
    columns = {fold(_shown(value)): col for col, value in enumerate(rows[head])}
    faults: list[Bilingual] = []
    found: list[Waiver] = []
    for number, row in enumerate(rows[head + 1 :], head + 1):
        values = {name: row[columns[name]] if columns.get(name, len(row)) < len(row) else None for name in COLUMNS}
        ticked = fold(_shown(values[TICK])).lower()
        if ticked in _NO or (ticked == _CROSS and is_blank(_shown(values[REASON]))):
            continue
        wrong = [_at(path, number, columns.get(name, 0), why) for name, why in _faults(ticked in TICKS, values)]
        faults += wrong
        if not wrong:
            found.append(_waiver(values))
    if faults:
        raise TemplateError(*in_lines(faults))
    return tuple(found)


def _at(path: Path, row: int, col: int, why: Bilingual) -> Bilingual:
    place = f"{path.name} {WAIVER_SHEET}!{CellRef(row, col)}"
    return Bilingual(f"{place}：{why.zh}", f"{place}: {why.en}")


def _rows(path: Path) -> list[Sequence[Any]]:
    """Returns the values of the sheet."""
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(path, data_only=True)
    except OSError as error:
        why = system_reason(error)
        raise TemplateError(f"{path}：打不开，{why.zh}", f"{path}: cannot be read, {why.en}") from error
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, TypeError) as error:
        zh, en = (
            "不是能打开的 Excel 工作簿，请在 Excel 中重新保存",
            "it cannot be opened as an Excel workbook; save it again in Excel",
        )
        raise TemplateError(f"{path.name}：{zh}", f"{path.name}: {en}") from error
    name = next((name for name in book.sheetnames if fold(name) == WAIVER_SHEET), None)
    if name is None:
        zh = f"没有工作表“{WAIVER_SHEET}”，请用 jixiao check -o 意见.xlsx 写出的文件"
        en = f"there is no sheet “{WAIVER_SHEET}”; use the file that jixiao check -o 意见.xlsx writes"
        raise TemplateError(f"{path.name}：{zh}", f"{path.name}: {en}")
    return [tuple(row) for row in book[name].iter_rows(values_only=True)]


def _is_head(row: Sequence[Any]) -> bool:
    return {TICK, CODE, REASON, NAME} <= {fold(_shown(value)) for value in row}


def _faults(ticked: bool, values: dict[str, Any]) -> Iterator[tuple[str, Bilingual]]:
    """Yields the columns of a ticked row that are not filled in."""
    if not ticked:
        yield TICK, Bilingual("放行的打“√”，不放行的留空", "put √ here to waive, or leave it empty")
        return
    if is_blank(_shown(values[REASON])):
        yield REASON, Bilingual("已打勾放行，请在这里写明理由", "ticked as waived; write the reason here")
    if is_blank(_shown(values[NAME])):
        yield NAME, Bilingual("已打勾放行，请在这里写放行人的姓名", "ticked as waived; write who waives it here")
    if parse_date(values[DATE]) is None:
        zh, en = (
            "已打勾放行，请在这里写日期，如 2026-11-27",
            "ticked as waived; write the date here, such as 2026-11-27",
        )
        yield DATE, Bilingual(zh, en)
    if rule_code(_shown(values[CODE])) not in rules():
        yield CODE, Bilingual("没有这条规则，请照原样留着", "there is no such rule; do not change this cell")
    if all(is_blank(_shown(values[name])) for name in ("项目", "单位", "文件", "问题")):
        yield "项目", Bilingual("请写明项目、单位或文件", "name the project, the unit or the file")


def _waiver(values: dict[str, Any]) -> Waiver:
    texts = {name: _shown(value) or None for name, value in values.items()}
    return Waiver(
        rule_code(texts[CODE]),
        texts["项目"],
        texts[REASON] or "",
        texts[NAME] or "",
        parse_date(values[DATE]) or datetime.date.min,
        unit=texts["单位"],
        file=texts["文件"],
        sheet=texts["工作表"],
        cell=texts["单元格"],
        message=texts["问题"],
    )


def _shown(value: Any) -> str:
    return "" if value is None else str(value).strip()
