"""A workbook from a stencil equals one that is drawn afresh."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.issued_forms import PASSWORD, TYPE, complete, issue
from toolkit.excel.write.zip_parts import unpack
from toolkit.forms import CellValue, Layout
from toolkit.issuing import Issue, draw
from toolkit.issuing.issue import workbooks
from toolkit.issuing.stencil import Stencil, shape

PREFILLED = frozenset({"project_name", "total"})


def parts(workbook: bytes) -> dict[str, object]:
    """Returns the parts of a workbook in an order that can be compared."""
    found: dict[str, object] = {name: part.decode() for name, part in unpack(workbook).items()}
    table = str(found["xl/sharedStrings.xml"])
    texts = re.findall(r"<si>.*?</si>", table, re.DOTALL)
    for name, part in found.items():
        if name.startswith("xl/worksheets/"):
            found[name] = re.sub(r' t="s"><v>(\d+)</v>', lambda match: f">{texts[int(match[1])]}", str(part))
    found["xl/sharedStrings.xml"] = (re.sub(r"<si>.*", "", table, flags=re.DOTALL), sorted(texts))
    book = str(found["xl/workbook.xml"])
    names = re.findall(r"<definedName .*?</definedName>", book)
    found["xl/workbook.xml"] = (re.sub(r"<definedName .*</definedName>", "", book), sorted(names))
    titles = re.findall(r"<vt:lpstr>.*?</vt:lpstr>", str(found["docProps/app.xml"]))
    found["docProps/app.xml"] = (
        re.sub(r"<vt:lpstr>.*?</vt:lpstr>", "", str(found["docProps/app.xml"])),
        sorted(titles),
    )
    return found


def assert_same(stencil: Stencil, issues: Sequence[Issue]) -> None:
    stamped, drawn = parts(stencil.stamp(issues)), parts(draw(issues, PASSWORD))
    assert list(stamped) == list(drawn)
    for name, part in drawn.items():
        assert stamped[name] == part, name


@pytest.fixture(scope="session")
def stencil(layout: Layout) -> Stencil:
    return Stencil([issue(layout, {"project_name": "甲", "total": 1}, PREFILLED, "甲")], PASSWORD)


def test_a_form_with_a_few_facts(stencil: Stencil, layout: Layout) -> None:
    assert_same(
        stencil,
        [issue(layout, {"project_name": "治安经费（常）", "total": Decimal("36300.5")}, PREFILLED, "治安经费（常）")],
    )


def test_a_complete_form_whose_self_check_is_content(stencil: Stencil, layout: Layout) -> None:
    assert_same(stencil, [issue(layout, complete(layout), PREFILLED, "治安经费")])


def test_long_texts_make_the_same_rows_taller(stencil: Stencil, layout: Layout) -> None:
    long = complete(layout) | {"annual_goal": "今年采购保安服装。" * 60, "slots.3.name": "很长的三级指标名称" * 8}
    assert_same(stencil, [issue(layout, long, PREFILLED)])


@pytest.mark.parametrize(
    "text", ["", "=1+1", " 前后有空格 ", "a\r\nb\tc", "<&>\"'", "_x0041_", "\x07响", "项目名称", "一级指标"]
)
def test_odd_texts(stencil: Stencil, layout: Layout, text: str) -> None:
    assert_same(stencil, [issue(layout, {"project_name": text, "total": 5, "annual_goal": text}, PREFILLED)])


@pytest.mark.parametrize("sheet", ["综合 经费", "2024", "A1", "R1C1", "甲'乙", "甲&乙<丙>", '"引号"', "Stencil_0_"])
def test_odd_names_of_sheets(stencil: Stencil, layout: Layout, sheet: str) -> None:
    assert_same(stencil, [issue(layout, {"project_name": "甲", "total": 5}, PREFILLED, sheet)])


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40), st.integers(0, 10**12))
def test_any_text_and_amount(stencil: Stencil, layout: Layout, text: str, total: int) -> None:
    values: dict[str, CellValue] = {"project_name": text, "total": total, "slots.0.name": text}
    assert_same(stencil, [issue(layout, values, PREFILLED)])


def test_a_workbook_of_twelve_forms(layout: Layout) -> None:
    def unit(start: int) -> list[Issue]:
        return [
            issue(layout, {"project_name": f"项目{n}", "total": n}, PREFILLED, f"项目{n}")
            for n in range(start, start + 12)
        ]

    assert_same(Stencil(unit(1), PASSWORD), unit(40))


def test_a_stencil_gives_its_own_issues_back(layout: Layout) -> None:
    issues = [issue(layout, complete(layout), PREFILLED)]
    assert_same(Stencil(issues, PASSWORD), issues)


def test_the_same_issues_give_the_same_bytes(stencil: Stencil, layout: Layout) -> None:
    issues = [issue(layout, complete(layout), PREFILLED)]
    assert stencil.stamp(issues) == stencil.stamp(issues)
    assert stencil.stamp(issues) == Stencil([replace(issues[0], values={})], PASSWORD).stamp(issues)


def test_what_is_locked_or_has_other_rows_is_another_shape(layout: Layout) -> None:
    values: dict[str, CellValue] = {"project_name": "甲", "project_type": TYPE}
    assert shape([issue(layout, values)]) != shape([issue(layout, values, frozenset({"project_name"}))])


def test_only_shapes_that_come_again_are_stamped(layout: Layout) -> None:
    groups = [[issue(layout, {"total": n}, sheet=f"项目{n}")] for n in (1, 2)]
    groups.append([issue(layout, {"total": 3}, frozenset({"total"}))])
    for group, workbook in zip(groups, workbooks(groups, PASSWORD), strict=True):
        assert parts(workbook) == parts(draw(group, PASSWORD))
    assert list(workbooks(groups, PASSWORD))[2] == draw(groups[2], PASSWORD)


def test_openpyxl_opens_what_was_stamped(stencil: Stencil, layout: Layout) -> None:
    book = openpyxl.load_workbook(BytesIO(stencil.stamp([issue(layout, complete(layout), PREFILLED, "项目")])))
    assert book.sheetnames == ["项目", "_lists", "_jixiao"]
    assert book["项目"][str(layout.inputs["total"].range.first)].value == 36300
