"""Damage to the form whose values take three cells each."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from functools import cache, partial
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.damage.chance import damaged
from tests.damage.test_undamaged_forms import check, records
from tests.damage.verdict import untold
from tests.support import shift
from tests.support.records import sample
from tests.support.returned_forms import Filled, fill, read
from tests.support.sheet_editor import Opened, Sheet, editing
from tests.support.workbooks import saved
from toolkit.checks import run
from toolkit.model import CellRange, CellRef, Indicator, Project, ReadFile, Severity

CASES = 100
_SIGNS = ("≥", "≤", "=", ">", "<", "")
_UNITS = ("次", "人", "套", "元/台", "天", "%", "份")
Office = Callable[..., list[Path]]


def plain(number: int) -> Project:
    return sample("costfirst-re-expressed")[number]


def distinct(project: Project) -> Project:
    """A record in which neighbours differ in sign, number, unit and weight."""

    def values(number: int, indicator: Indicator) -> Indicator:
        if indicator.annual_value in ("有所提升", "长期提升"):
            return replace(indicator, period_value="长期提升", annual_value="有所提升", weight=str(number + 1))
        period = f"{_SIGNS[number % 6]}{100 + number}{_UNITS[number % 7]}"
        annual = f"{_SIGNS[(number + 2) % 6]}{30 + number}{_UNITS[(number + 3) % 7]}"
        return replace(indicator, period_value=period, annual_value=annual, weight=str(number + 1))

    return replace(project, indicators=tuple(values(number, one) for number, one in enumerate(project.indicators)))


@cache
def form(number: int = 0, *, prefilled: bool = True) -> Filled:
    return fill((distinct(plain(number)),), prefilled=prefilled)


FORMS = (form, partial(form, 1), partial(form, prefilled=False))


def edited(filled: Filled, edit: Callable[[Sheet], object]) -> ReadFile:
    """The form after somebody took its protection off and changed it."""
    book = Opened(filled.data)
    with editing(book) as sheet:
        sheet.unprotect()
        edit(sheet)
    return read(book.saved())


def errors(file: ReadFile) -> set[str]:
    return {one.code for one in run([file]) if one.severity is Severity.ERROR}


@pytest.mark.parametrize("seed", range(CASES))
def test_damage_at_random_places_leaves_no_wrong_value_in_silence(seed: int) -> None:
    filled, steps, data = damaged(seed, FORMS)
    assert untold(read(data), filled.truth[0]) == [], steps


def test_a_form_filled_by_its_unit_and_saved_by_other_programs() -> None:
    for filled in (fill((plain(0), plain(1))), fill((distinct(plain(0)),)), fill((plain(1),), prefilled=False)):
        check(filled.data, filled)
        check(saved(load_workbook(io.BytesIO(filled.data))), filled)


@pytest.mark.libreoffice
@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
def test_a_form_saved_again_with_libreoffice(kind: str, office: Office, tmp_path: Path) -> None:
    forms = {"原值": fill((plain(0), plain(1))), "各值不同": fill((distinct(plain(0)),))}
    paths = [tmp_path / f"{name}.xlsx" for name in forms]
    for path, filled in zip(paths, forms.values(), strict=True):
        path.write_bytes(filled.data)
    for path, filled in zip(office(paths, kind), forms.values(), strict=True):
        check(path.read_bytes(), filled, path.name)


def test_values_that_have_no_parts_come_back_as_they_were_written() -> None:
    texts = (
        "≧8套", "约40人", "90%以上", "2024年12月前", "有效提升", "培训2次", "≥90%满意", "1", "45000元/人/年", "±3%",
        "6名站长，36名队员", "大于等于1000元/人", "/", "5911.6平方米", "=8个", "<3%", "0%", "≥1.6元/份（个）",
    )  # fmt: skip
    full = replace(plain(0).indicators[2], weight=None)
    indicators = tuple(
        replace(full, name=f"工作{number}", period_value=text, annual_value=texts[-number])
        for number, text in enumerate(texts)
    )
    filled = fill((replace(plain(0), indicators=indicators),))
    assert records(read(filled.data)) == list(filled.truth)


def test_the_headings_of_the_two_blocks_swapped_without_their_values() -> None:
    filled = form()
    upper = filled.layout.heading[0]
    period, annual = (CellRef(upper, filled.layout.columns[part]) for part in ("period_operator", "operator"))

    def swap(sheet: Sheet) -> None:
        sheet.put(period, "年度指标值")
        sheet.put(annual, "实施周期指标值")

    file = edited(filled, swap)
    assert untold(file, filled.truth[0]) == []
    assert "S04" in errors(file)


@pytest.mark.parametrize("row", [0, 1])
def test_a_row_of_the_heading_deleted(row: int) -> None:
    filled = form()
    file = edited(filled, lambda sheet: shift.delete_rows(sheet, filled.layout.heading[row], 1))
    assert untold(file, filled.truth[0]) == []
    assert "S03" in errors(file)


def test_the_heading_of_a_block_cleared() -> None:
    filled = form()
    place = CellRef(filled.layout.heading[0], filled.layout.columns["operator"])
    file = edited(filled, lambda sheet: sheet.clear(place))
    assert untold(file, filled.truth[0]) == []
    assert "S03" in errors(file)


def test_the_blocks_moved_with_their_headings_are_read_right() -> None:
    filled = form()
    first, last = filled.layout.heading[0], filled.layout.slots[-1].row

    def swap(sheet: Sheet) -> None:
        for left, to in ((4, 20), (7, 4), (20, 7)):
            shift.cut(sheet, CellRange(CellRef(first, left), CellRef(last, left + 2)), CellRef(first, to))

    file = edited(filled, swap)
    assert [one.indicators for one in records(file)] == [filled.truth[0].indicators]


@pytest.mark.parametrize("edge", ["row", "column", "rows above", "columns left"])
def test_rows_and_columns_inserted_leave_all_values_right(edge: str) -> None:
    filled = form()

    def insert(sheet: Sheet) -> None:
        match edge:
            case "row":
                shift.insert_rows(sheet, filled.layout.slots[6].row, 1)
            case "column":
                shift.insert_columns(sheet, filled.layout.columns["number"])
            case "rows above":
                shift.insert_rows(sheet, 0, 2)
            case _:
                shift.insert_columns(sheet, 0, 2)

    file = edited(filled, insert)
    assert records(file) == list(filled.truth)
    assert {"S15", "S16"} & {one.code for one in run([file])}


@pytest.mark.parametrize(
    ("cells", "value"),
    [
        ({"operator": "≤", "number": "≥8", "unit": "套"}, None),
        ({"operator": "定性", "number": "长期提升", "unit": "请领导审阅"}, None),
        ({"operator": "≥", "number": "≥8套", "unit": "套"}, "≥8套"),
        ({"operator": "/", "number": "８", "unit": "/"}, "８"),
        ({"operator": "不少于", "number": "8", "unit": "套"}, "不少于8套"),
    ],
)
def test_cells_that_contradict_each_other_give_no_value_and_an_error(cells: dict[str, str], value: str | None) -> None:
    filled = form()
    number = next(slot.number for slot in filled.layout.slots if slot.level2 == "数量指标")

    def write(sheet: Sheet) -> None:
        for part, text in cells.items():
            sheet.put(filled.at(f"slots.{number}.{part}"), text)

    file = edited(filled, write)
    [project] = records(file)
    assert next(one for one in project.indicators if one.level2 == "数量指标").annual_value == value
    assert bool(errors(file) & {"S07", "S09", "V01"}) == (value is None)


@pytest.mark.parametrize("below", [0, 1, 2, 5], ids=["in an empty row", "below", "two below", "far below"])
@pytest.mark.parametrize(
    ("part", "text"), [("operator", "≥"), ("period_operator", "≤"), ("unit", "套"), ("weight", "10")]
)
def test_a_part_of_a_value_alone_is_reported_and_makes_no_indicator(part: str, text: str, below: int) -> None:
    filled = form()
    empty = next(slot for slot in filled.layout.slots if slot.level2 == "社会成本指标").cells[part]
    last = max(cell.row for slot in filled.layout.slots for cell in slot.cells.values())
    cell = CellRef(last + below, empty.col) if below else empty
    file = edited(filled, lambda sheet: sheet.put(cell, text))
    assert records(file) == list(filled.truth)
    assert any(one.code in ("S06", "S09") and str(cell) in (one.where.cell or "") for one in run([file]))
