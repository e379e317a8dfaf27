"""Edited copies beside openpyxl's: the same marks, and nothing lost of what is there."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference

from tests.reports.openpyxl_marks import as_openpyxl_marks, loaded, seen
from tests.reports.test_marked_reads_back import records, strict
from tests.support.locked_workbook import form
from tests.support.ooxml import by_hand, unzipped, zipped
from tests.support.ooxml import form as other_form
from tests.support.returned_forms import OFFICE, PLAN, filled, read
from tests.support.workbooks import saved
from toolkit.checks import run
from toolkit.excel import open_file
from toolkit.model import CellRef, Finding, ReadFile, Severity, Where
from toolkit.reports import mark
from toolkit.reports.marking.copy_check import differing

_ROWS = (
    '<row r="2"><c r="A2" t="inlineStr"><is><t>项目</t></is></c><c r="C2"><v>5</v></c></row><row><c><v>7</v></c></row>'
)


def _prefixed() -> bytes:
    """A workbook whose main namespace has a prefix."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    parts = unzipped(filled(OFFICE).data)
    for name in ("xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml"):
        text = parts[name].decode().replace(f'xmlns="{main}"', f'xmlns:x="{main}"')
        parts[name] = re.sub("<(/?)(?=[A-Za-z])", r"<\1x:", text).encode()
    return zipped(parts)


def _with_everything() -> bytes:
    """A workbook with links, a filter, a sheet of a chart and more."""
    book = loaded(form())
    sheet: Any = book.worksheets[0]
    sheet.auto_filter.ref = "A3:D4"
    sheet["A9"].hyperlink = "https://example.org/"
    sheet["A9"].value = "链接"
    sheet.oddFooter.center.text = "第 &P 页"
    sheet.print_title_rows = "1:2"
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=6, min_row=1, max_row=3))
    book.create_chartsheet("图").add_chart(chart)
    return saved(book)


@cache
def _workbooks() -> dict[str, bytes]:
    return {
        "locked": form(),
        "with a picture": form(picture=True),
        "with everything": _with_everything(),
        "with drop-downs": other_form(),
        "issued and filled": filled(OFFICE).data,
        "with a plan": filled(PLAN).data,
        "saved by openpyxl": saved(loaded(filled(OFFICE).data)),
        "prefixed": _prefixed(),
        "by hand": by_hand(_ROWS),
        "by hand, with styles": by_hand(_ROWS, styles="<cellXfs><xf/></cellXfs>"),
    }


def _findings(file: ReadFile, data: bytes) -> list[Finding]:
    """The findings of a file, and one on each of several cells."""
    book = open_file(file.path, data).book
    assert book is not None
    found = [one for one in run([file]) if one.where.file == file.path]
    for grid in book.sheets[:2]:
        cells = [str(CellRef(*place)) for place in sorted(grid.cells)][::9][:12]
        spots = [*cells, *(str(area) for area in grid.merges[:3]), "B40", "AA3", "C2,C3", "A1:B2", "A1:Z90"]
        severities = [*Severity] * len(spots)
        found += [
            Finding("S26", severity, Where(file.path, grid.name, spot, "项目"), {})
            for spot, severity in zip(spots, severities, strict=False)
        ]
    return found


def _copy(data: bytes) -> tuple[bytes, list[Finding]]:
    file, book = read(data), open_file("a.xlsx", data).book
    findings = _findings(file, data)
    copy = mark(data, file, findings, book)
    assert copy is not None
    assert "重建" not in "".join(str(cell.value) for row in loaded(copy).worksheets[0].iter_rows() for cell in row)
    return copy, findings


@pytest.mark.parametrize("name", _workbooks())
def test_colours_comments_and_list_are_those_that_openpyxl_makes(name: str) -> None:
    data = _workbooks()[name]
    copy, findings = _copy(data)
    ours, theirs = seen(copy), as_openpyxl_marks(data, findings)
    assert ours.colours == theirs.colours
    assert len(ours.colours) > 5
    assert ours.comments == theirs.comments
    assert ours.rules == theirs.rules
    assert ours.listed == theirs.listed


@pytest.mark.parametrize("name", _workbooks())
def test_a_second_round_has_the_marks_of_its_own_only(name: str) -> None:
    first, _ = _copy(_workbooks()[name])
    second, findings = _copy(first)
    assert seen(second) == as_openpyxl_marks(first, findings)
    file, book = read(second), open_file("a.xlsx", second).book
    third = mark(second, file, (), book)
    assert third is not None
    assert not seen(third).colours
    assert not any("【审核意见】" in text for text in seen(third).comments.values())


def _about(sheet: Any) -> Iterator[object]:
    """The content and set-up of a sheet besides the marks."""
    for cell in list(sheet._cells.values()):
        if cell.value is not None:
            yield cell.coordinate, cell.value, cell.number_format, cell.font, cell.border, cell.alignment
            yield cell.coordinate, cell.protection, cell.hyperlink and cell.hyperlink.target
    yield sorted(str(merged) for merged in sheet.merged_cells.ranges)
    yield [(str(rule.sqref), rule.type, rule.formula1, rule.formula2) for rule in sheet.data_validations.dataValidation]
    yield dict(sheet.protection)
    yield sheet.sheet_state, sheet.freeze_panes, sheet.print_area, sheet.print_title_rows, sheet.auto_filter.ref
    yield {key: (one.width, one.hidden) for key, one in sheet.column_dimensions.items()}
    yield {key: (one.height, one.hidden) for key, one in sheet.row_dimensions.items() if one.height or one.hidden}
    yield dict(sheet.page_setup), dict(sheet.page_margins), str(sheet.oddFooter and sheet.oddFooter.center.text)
    yield len(sheet._images), len(sheet._charts)


@pytest.mark.parametrize("name", [name for name in _workbooks() if "by hand" not in name])  # these have no fonts
def test_what_is_there_survives_and_parts_that_nobody_touches_keep_their_bytes(name: str) -> None:
    data = _workbooks()[name]
    copy, _ = _copy(data)
    before, after = loaded(data), loaded(copy)
    assert after.sheetnames[1:] == before.sheetnames
    for sheet in before.worksheets:
        assert [str(one) for one in _about(after[sheet.title])] == [str(one) for one in _about(sheet)], sheet.title
    assert _names(after).items() >= _names(before).items()
    parts, kept = unzipped(data), unzipped(copy)
    changed = {part for part in parts if kept.get(part) != parts[part]}
    assert not changed & {part for part in parts if part.startswith(("docProps/", "xl/media/", "xl/theme/"))}
    assert changed < set(parts)


def _names(book: Workbook) -> dict[str, str]:
    return {name: one.attr_text for name, one in book.defined_names.items()}


@pytest.mark.libreoffice
def test_libreoffice_opens_every_copy_and_finds_the_same_values(
    tmp_path: Path, office: Callable[..., list[Path]]
) -> None:
    paths, books = [], []
    for number, data in enumerate(_workbooks().values()):
        path = tmp_path / f"{number}.xlsx"
        path.write_bytes(_copy(data)[0])
        paths.append(path)
        books.append(open_file("a.xlsx", data).book)
    for resaved, data, book in zip(office(paths, "xlsx"), _workbooks().values(), books, strict=True):
        assert book is not None
        office_copy = resaved.read_bytes()
        for grid in book.sheets:
            twin = open_file("a.xlsx", office_copy).book
            assert twin is not None
            same = twin.sheet(grid.name)
            assert same is not None, grid.name
            texts = {place: cell.text for place, cell in grid.cells.items() if cell.text}
            assert {place: same.cells[place].text for place in texts} == texts
        assert seen(office_copy).colours == seen(_copy(data)[0]).colours


@pytest.mark.libreoffice
def test_a_form_that_libreoffice_saved_is_edited_and_reads_the_same(
    tmp_path: Path, office: Callable[..., list[Path]]
) -> None:
    path = tmp_path / "交回.xlsx"
    path.write_bytes(filled(OFFICE).data)
    (resaved,) = office([path], "xlsx")
    data = resaved.read_bytes()
    copy, findings = _copy(data)
    assert seen(copy)[:2] == as_openpyxl_marks(data, findings)[:2]
    assert records(read(copy)) == records(read(data))


def test_a_strict_workbook_is_edited_in_the_usual_dialect() -> None:
    data = strict(filled(OFFICE).data)
    copy, findings = _copy(data)
    assert seen(copy)[:2] == as_openpyxl_marks(filled(OFFICE).data, findings)[:2]
    before, after = open_file("a.xlsx", data).book, open_file("a.xlsx", copy).book
    assert before is not None
    assert after is not None
    assert not differing(before, after, {})
    assert b"purl.oclc.org" not in unzipped(copy)["xl/workbook.xml"]
