"""The helper that shifts cells does the same as LibreOffice by macro."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from tests.support import shift
from tests.support.returned_forms import OFFICE, filled
from tests.support.sheet_editor import Opened, Sheet, editing
from toolkit.excel import Grid, Limits, read_book
from toolkit.intake.form.traces import references

#: The same change in LibreOffice's own words and in those of the helper. LibreOffice refuses to cut a merged range
#: in two, so the printed code below the table is taken apart first; Excel asks, and takes it apart by itself.
CHANGES: Mapping[str, tuple[str, Callable[[Sheet], None]]] = {
    "rows inserted in a category": ("s.Rows.insertByIndex(16, 2)", partial(shift.insert_rows, row=16, count=2)),
    "a row inserted above the form": ("s.Rows.insertByIndex(0, 1)", partial(shift.insert_rows, row=0)),
    "a row deleted in a category": ("s.Rows.removeByIndex(16, 1)", partial(shift.delete_rows, row=16)),
    "a category deleted": ("s.Rows.removeByIndex(24, 4)", partial(shift.delete_rows, row=24, count=4)),
    "a column inserted": ("s.Columns.insertByIndex(4, 1)", partial(shift.insert_columns, col=4)),
    "a column deleted": ("s.Columns.removeByIndex(4, 1)", partial(shift.delete_columns, col=4)),
    "cells cut and pasted": (
        's.moveRange(s.getCellRangeByName("E22").CellAddress, s.getCellRangeByName("E16:E17").RangeAddress)',
        partial(shift.cut, source="E16:E17", to="E22"),
    ),
    "an indicator cut and pasted over another": (
        's.moveRange(s.getCellRangeByName("D27").CellAddress, s.getCellRangeByName("D16:F16").RangeAddress)',
        partial(shift.cut, source="D16:F16", to="D27"),
    ),
    "a cell deleted, those below closing up": (
        's.getCellRangeByName("A40:F40").merge(False)\n'
        's.removeRange(s.getCellRangeByName("E16").RangeAddress, com.sun.star.sheet.CellDeleteMode.UP)',
        partial(shift.delete_cells, place="E16", way="up"),
    ),
    "a cell inserted, those below going down": (
        's.getCellRangeByName("A40:F40").merge(False)\n'
        's.insertCells(s.getCellRangeByName("E16").RangeAddress, com.sun.star.sheet.CellInsertMode.DOWN)',
        partial(shift.insert_cells, place="E16", way="down"),
    ),
    "a cell inserted, those beside going right": (
        's.insertCells(s.getCellRangeByName("D16").RangeAddress, com.sun.star.sheet.CellInsertMode.RIGHT)',
        partial(shift.insert_cells, place="D16", way="right"),
    ),
}
#: Rows pasted over: Excel breaks the formulas that meant what was there, LibreOffice lets them mean what came.
PASTED = {"cells cut and pasted": (21, 22), "an indicator cut and pasted over another": (26,)}
_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<!DOCTYPE {0} PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "{1}">\n'
)
_LIBRARY = (
    _HEAD.format("library:library", "library.dtd")
    + '<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard"'
    ' library:readonly="false" library:passwordprotected="false"><library:element library:name="Module1"/>'
    "</library:library>"
)
_CHANGE = """
Sub Change{number}
Dim hidden(0) As New com.sun.star.beans.PropertyValue
hidden(0).Name = "Hidden"
hidden(0).Value = True
d = StarDesktop.loadComponentFromURL("{source}", "_blank", 0, hidden())
s = d.Sheets.getByIndex(0)
s.unprotect("x")
{code}
Dim how(0) As New com.sun.star.beans.PropertyValue
how(0).Name = "FilterName"
how(0).Value = "Calc MS Excel 2007 XML"
d.storeToURL("{target}", how())
d.close(True)
End Sub
"""


def in_libreoffice(data: bytes, codes: list[str], work: Path) -> list[bytes]:
    """Let LibreOffice change a workbook, each time anew."""
    source, profile = work / "form.xlsx", work / "profile"
    source.write_bytes(data)
    targets = [work / f"{number}.xlsx" for number in range(len(codes))]
    subs = [
        _CHANGE.format(number=number, source=source.as_uri(), target=target.as_uri(), code=code)
        for number, (target, code) in enumerate(zip(targets, codes, strict=True))
    ]
    main = "Sub Main\n" + "\n".join(f"Change{number}" for number in range(len(codes))) + "\nEnd Sub\n"
    soffice = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"]
    subprocess.run([*soffice, "--terminate_after_init"], check=True, capture_output=True, timeout=120)
    library = profile / "user" / "basic" / "Standard"
    library.mkdir(parents=True, exist_ok=True)
    (library / "script.xlb").write_text(_LIBRARY)
    (library / "Module1.xba").write_text(
        _HEAD.format("script:module", "module.dtd")
        + '<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1"'
        f' script:language="StarBasic">{escape(main + "".join(subs))}</script:module>'
    )
    subprocess.run([*soffice, "macro:///Standard.Module1.Main"], check=True, capture_output=True, timeout=300)
    return [target.read_bytes() for target in targets]


def seen(data: bytes, but: tuple[int, ...] = ()) -> tuple[dict[str, str], list[str], dict[str, list[str]]]:
    """Returns texts, merges and the cells that formulas refer to."""
    grid: Grid = read_book(data, Limits()).sheets[0]
    cells = {f"{row},{col}": cell for (row, col), cell in grid.cells.items()}
    texts = {place: cell.text for place, cell in cells.items() if cell.text and not cell.formula}
    formulas = {place: cell.formula for place, cell in cells.items() if cell.formula}
    refs = {
        place: list(map(str, references(formula)))
        for place, formula in formulas.items()
        if int(place.split(",")[0]) not in but
    }
    return texts, sorted(map(str, grid.merges)), refs


@pytest.mark.libreoffice
def test_cells_move_as_libreoffice_moves_them(tmp_path: Path) -> None:
    data = filled(OFFICE).data
    theirs = in_libreoffice(data, [code for code, _ in CHANGES.values()], tmp_path)
    for (name, (_, change)), changed in zip(CHANGES.items(), theirs, strict=True):
        book = Opened(data)
        with editing(book) as sheet:
            change(sheet)
        but = PASTED.get(name, ())
        assert seen(book.saved(), but) == seen(changed, but), name


def test_a_formula_follows_its_cells_and_loses_what_is_deleted() -> None:
    down = shift.Along(shift.ROW, 15, 1)
    assert shift.followed('IF(LEN(D16)>0,"D16 ←",SUM($E$10:E20))', down) == 'IF(LEN(D17)>0,"D16 ←",SUM($E$10:E21))'
    up = shift.Along(shift.ROW, 15, -1, (4, 4))
    assert shift.followed("D16+E16+E17", up) == "D16+#REF!+E16"


def test_a_move_onto_itself_changes_nothing() -> None:
    data = filled(OFFICE).data
    book = Opened(data)
    with editing(book) as sheet:
        shift.move_rows(sheet, 20, 3, 21)
    assert seen(book.saved()) == seen(data)
