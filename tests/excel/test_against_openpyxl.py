"""The reader against openpyxl, which reads the same files by other means."""

from __future__ import annotations

import io
from datetime import date, datetime, time
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from tests.support.ooxml import form, read
from tests.support.programs import convert
from tests.support.workbooks import saved
from toolkit.excel import Book, CellKind, Grid, GridCell, Limits
from toolkit.excel.open.formulas import normal_formula


def shown(value: object, number_format: str) -> str:
    """Returns openpyxl's value as a person sees it."""
    match value:
        case None:
            return ""
        case bool():
            return str(value).upper()
        case datetime() | date():
            return str(value).removesuffix(" 00:00:00")
        case time():
            return value.isoformat("seconds")
        case int() | float() if "%" in number_format:
            return f"{value * 100:.10g}%"
        case float():
            return f"{value:.15g}"
    return str(value).replace("\r\n", "\n")


def same_cells(grid: Grid, values: Worksheet, formulas: Worksheet) -> None:
    """Every cell that openpyxl sees is the same here, and no other holds anything."""
    filled = set()
    for row in formulas.iter_rows():
        for cell in row:
            if not isinstance(cell, Cell):
                continue  # covered by a merge: openpyxl forgets what is in it
            value = values.cell(cell.row, cell.column)
            place = (cell.row - 1, cell.column - 1)
            mine = grid.cells.get(place, GridCell("", CellKind.EMPTY))
            assert mine.text == shown(value.value, cell.number_format), f"{grid.name} {cell.coordinate}"
            assert mine.locked == cell.protection.locked
            if cell.data_type == "f" and cell.value not in ("=TRUE()", "=FALSE()"):  # LibreOffice's truths
                assert mine.formula is not None
                assert normal_formula(mine.formula) == normal_formula(str(cell.value))
            else:
                assert mine.formula is None
            if mine.text:
                filled.add(place)
    assert filled == {place for place, cell in grid.cells.items() if cell.text}


def same_structure(grid: Grid, sheet: Worksheet) -> None:
    """Merges, validations, protection and what is hidden are the same."""
    assert set(map(str, grid.merges)) == {merge.coord for merge in sheet.merged_cells.ranges}
    theirs = {
        (
            " ".join(sorted(str(rule.sqref).split())),
            rule.type,
            normal_formula(rule.formula1 or ""),
        )
        for rule in sheet.data_validations.dataValidation
    }
    mine = {(" ".join(sorted(map(str, rule.ranges))), rule.type, rule.formula1) for rule in grid.validations}
    assert mine == theirs
    assert grid.protected == sheet.protection.sheet
    assert grid.visible == (sheet.sheet_state == "visible")
    assert grid.hidden_rows == {row - 1 for row, about in sheet.row_dimensions.items() if about.hidden}
    assert bool(grid.hidden_cols) == any(about.hidden for about in sheet.column_dimensions.values())


def same(data: bytes, book: Book) -> None:
    """The whole workbook is the same."""
    formulas = openpyxl.load_workbook(io.BytesIO(data))
    values = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    assert [grid.name for grid in book.sheets] == formulas.sheetnames
    for grid in book.sheets:
        same_cells(grid, values[grid.name], formulas[grid.name])
        same_structure(grid, formulas[grid.name])
    assert {name for name in book.names if "!" not in name} == set(formulas.defined_names)
    properties = vars(formulas)["custom_doc_props"]  # an attribute that the stubs do not know
    assert book.properties == {name: str(properties[name].value) for name in properties.names}
    assert book.keywords == (formulas.properties.keywords or "")


def test_a_form_written_by_xlsxwriter_reads_as_openpyxl_reads_it() -> None:
    same(form(), read(form()))


def test_a_form_saved_by_openpyxl_reads_as_openpyxl_reads_it() -> None:
    data = saved(openpyxl.load_workbook(io.BytesIO(form())))
    same(data, read(data))


def test_a_large_sheet_read_row_by_row_is_the_same_as_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    at_once = read(form())
    monkeypatch.setattr("toolkit.excel.open.sheet._SLOWLY_FROM", 0)
    assert read(form()) == at_once
    same(form(), at_once)


@pytest.fixture(scope="module")
def office_files(tmp_path_factory: pytest.TempPathFactory) -> list[bytes]:
    """A form and its copy by openpyxl, both saved by LibreOffice."""
    work = tmp_path_factory.mktemp("office")
    paths = [work / "xlsxwriter.xlsx", work / "openpyxl.xlsx"]
    paths[0].write_bytes(form())
    paths[1].write_bytes(saved(openpyxl.load_workbook(io.BytesIO(form()))))
    return [path.read_bytes() for path in convert(paths, "xlsx", work)]


@pytest.mark.libreoffice
def test_a_form_saved_by_libreoffice_reads_as_openpyxl_reads_it(office_files: list[bytes]) -> None:
    for data in office_files:
        same(data, read(data))


@pytest.mark.libreoffice
def test_what_libreoffice_rewrites_on_saving_is_not_seen(office_files: list[bytes]) -> None:
    issued = read(form())
    for data in office_files:
        back = read(data)
        assert back.properties["jixiao_stamp"] == issued.properties["jixiao_stamp"]
        assert back.keywords == issued.keywords
        for name, meaning in issued.names.items():
            assert back.names[name] == meaning
        for mine, theirs in zip(issued.sheets, back.sheets, strict=True):
            assert as_compared(mine) == as_compared(theirs)


def as_compared(grid: Grid) -> tuple[object, ...]:
    """Returns what the comparison with the issued form looks at."""
    filled = {
        place: (cell.text, cell.kind, cell.locked, normal_formula(cell.formula or ""))
        for place, cell in grid.cells.items()
        if cell.text
    }
    opened = {place for place, cell in grid.cells.items() if not cell.locked}
    rules = {
        (rule.type, rule.formula1, rule.formula2, rule.operator, frozenset(rule.ranges)) for rule in grid.validations
    }
    return (
        grid.name,
        grid.visible,
        filled,
        opened,
        set(grid.merges),
        rules,
        grid.protected,
        grid.hidden_rows,
        grid.hidden_cols,
        grid.has_conditional_formats,
    )


def test_limits_of_the_default_let_a_form_pass_with_room(tmp_path: Path) -> None:
    data = form(path=tmp_path / "form.xlsx")
    small = Limits(file_size=100_000, unzipped=1_000_000, cells=1_000, ranges=100, nodes=50_000, extent=10_000)
    assert read(data, small) == read(data)
