"""The samples of the demo: records, last year, workbooks as people make them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from toolkit.api.batch_setup import load_records
from toolkit.excel.write.saved_bytes import workbook_bytes
from toolkit.excel.write.text_height import points, text_height
from toolkit.forms.definition import SummaryDefinition
from toolkit.forms.definition_files import shipped
from toolkit.forms.loader import load_form, load_framework
from toolkit.merging.summary import SummaryOptions, summarise
from toolkit.model.cell import TALLEST_ROW
from toolkit.model.records import DepartmentTarget, Project, Record
from toolkit.publishing.summary_workbook import write_files


def projects(name: str) -> tuple[Project, ...]:
    """Returns the projects of one document."""
    return tuple(record for record in _records(name) if isinstance(record, Project))


def target(name: str) -> DepartmentTarget:
    """Returns the department's overall target in a document."""
    return next(record for record in _records(name) if isinstance(record, DepartmentTarget))


def unwritten(project: Project) -> Project:
    """Returns a project without what the unit writes: goals, indicators, payments."""
    return replace(project, funds_text=None, period_goal=None, annual_goal=None, payment_plan=(), indicators=())


def _records(name: str) -> tuple[Record, ...]:
    return load_records(shipped("samples") / "records" / f"{name}.json")


DEPARTMENT = "东莞市东坑镇"
NAME = "上年汇总表（演示用，数字为虚构）.xlsx"
#: Projects that are new this year.
NEW = ("社区党群服务中心设备购置", "人才专项工作经费")
#: What this year's project was called, so that one is cancelled and one is new.
RENAMED = {"维稳专项经费（常）": "维稳工作经费（演示）"}
#: What projects had last year, in 元.
AMOUNTS = {"社区办公经费": Decimal(210_000), "基层党建经费（常）": Decimal(400_000), "信访事项经费": Decimal(150_000)}


def write_last_year(folder: Path, projects: Iterable[Project]) -> Path:
    """Writes last year's summary and returns its path."""
    definition = load_form("combined")
    assert isinstance(definition, SummaryDefinition)
    options = SummaryOptions(definition, load_framework(definition.framework), DEPARTMENT)
    summary = summarise(_a_year_ago(projects), options)
    write_files({folder / NAME: summary}, None, (), force=False)
    return folder / NAME


def _a_year_ago(projects: Iterable[Project]) -> Iterator[Project]:
    for project in dict.fromkeys(projects):  # the documents print one project twice
        name = project.project_name or ""
        if name in NEW or project.budget_year is None:
            continue
        yield replace(
            project,
            project_name=RENAMED.get(name, name),
            budget_year=project.budget_year - 1,
            funding=replace(project.funding, total=AMOUNTS.get(name, project.funding.total)),
        )


_WIDTHS = (26, 11, 11, 11, 11, 40, 80)
_PASTED = 100
_SIZE = 10
_AMOUNTS = range(2, 6)
_THIN = Side("thin")
_BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_WRAPPED = Alignment(vertical="center", wrap_text=True)
_CENTRED = Alignment("center", "center", wrap_text=True)


def typed(name: str, title: str, line: str, heading: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    """Returns a workbook with a table as a clerk types it."""
    book = Workbook()
    sheet = _sheet(book, name, _WIDTHS)
    for number, text in enumerate((title, line), 1):
        sheet.merge_cells(start_row=number, end_row=number, start_column=1, end_column=len(_WIDTHS))
        sheet.cell(number, 1, text).font = Font("宋体", _SIZE)
    sheet["A1"].font, sheet["A1"].alignment, sheet.row_dimensions[1].height = Font("黑体", 16), _CENTRED, 30
    for number, row in enumerate((heading, *rows), 3):
        for col, text in enumerate(row, 1):
            cell = sheet.cell(number, col, _value(text, col) if number > 3 else text)
            cell.border, cell.font, cell.number_format = _BOX, Font("宋体", _SIZE, bold=number == 3), "#,##0.00"
            cell.alignment = _CENTRED if number == 3 else _WRAPPED
        _fit(sheet, number, row, _WIDTHS)
    sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.fitToHeight = "landscape", 9, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "3:3"
    return workbook_bytes(book)


def pasted(paragraphs: Sequence[str]) -> bytes:
    """Returns a workbook with a text pasted into the first column."""
    book = Workbook()
    sheet = _sheet(book, "Sheet1", (_PASTED,))
    for number, paragraph in enumerate(paragraphs, 1):
        cell = sheet.cell(number, 1, paragraph)
        cell.font, cell.alignment = Font("宋体", _SIZE), _WRAPPED
        _fit(sheet, number, (paragraph,), (_PASTED,))
    return workbook_bytes(book)


def _value(text: str, col: int) -> str | float | None:
    return float(text.replace(",", "")) if col in _AMOUNTS and text else text or None


def _fit(sheet: Worksheet, number: int, texts: Sequence[str], widths: Sequence[int]) -> None:
    """Makes a row as tall as its texts, as spreadsheets do."""
    tallest = max(text_height(text, points(width), _SIZE) for text, width in zip(texts, widths, strict=False))
    sheet.row_dimensions[number].height = min(tallest, TALLEST_ROW)


def _sheet(book: Workbook, name: str, widths: Sequence[int]) -> Worksheet:
    sheet: Worksheet = book.worksheets[0]
    sheet.title = name
    for column, width in zip("ABCDEFG", widths, strict=False):
        sheet.column_dimensions[column].width = width
    return sheet
