"""The copy to publish: the table, and nothing internal anywhere in the file."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from tests.publishing.test_appearance import FOLDER, full_summary
from tests.support.ooxml import unzipped
from tests.support.records import sample
from tests.support.summaries import placed, summary, unit_project
from tests.support.workbooks import opened
from toolkit.api import merge
from toolkit.errors import InputError
from toolkit.excel.write.text_height import points, text_height
from toolkit.model import Funding
from toolkit.publishing import public_bytes, summary_bytes
from toolkit.publishing.fitted_widths import EMPTY, fitted_widths, shortest
from toolkit.publishing.summary_styles import BODY


def test_the_copy_has_the_table_of_the_summary_and_no_other_sheet() -> None:
    summary_book, copy = opened(summary_bytes(full_summary())), opened(public_bytes(full_summary()))
    [sheet] = copy.worksheets
    assert sheet.sheet_state == "visible"
    rows = [[cell.value for cell in row] for row in summary_book[sheet.title].iter_rows()]
    assert len(rows) > 20
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == rows


def test_nothing_in_the_copy_names_a_file_a_person_or_the_program() -> None:
    parts = unzipped(public_bytes(full_summary()))
    everything = b"".join(parts.values()).decode("utf-8")
    for internal in (FOLDER, ".xlsx", "jixiao", "sha256", "hyperlink"):
        assert internal not in everything, internal
    assert not [name for name in parts if re.search("comment|custom|externalLink|drawing", name)]
    core = parts["docProps/core.xml"].decode("utf-8")
    assert "<dc:creator></dc:creator>" in core
    assert "<cp:lastModifiedBy></cp:lastModifiedBy>" in core
    names = re.findall('definedName name="([^"]*)"', parts["xl/workbook.xml"].decode("utf-8"))
    assert set(names) == {"_xlnm.Print_Area", "_xlnm.Print_Titles"}


def test_the_same_summary_gives_the_same_copy() -> None:
    assert public_bytes(full_summary()) == public_bytes(full_summary())


def test_money_columns_without_an_amount_take_almost_no_room() -> None:
    projects = placed(sample("000-junda"), "甲.xlsx")
    columns = [column.key for column in summary(projects).definition.columns]
    widths = dict(zip(columns, fitted_widths(summary(projects)), strict=True))
    assert (widths["fiscal"], widths["special_account"], widths["other"]) == (EMPTY, EMPTY, EMPTY)
    paid = [replace(one, funding=replace(one.funding, fiscal=one.funding.total)) for one in projects]
    assert dict(zip(columns, fitted_widths(summary(paid)), strict=True))["fiscal"] >= 8


def test_a_long_amount_is_never_shown_as_hashes() -> None:
    rich = unit_project(yuan="123456789012345.67", funding=Funding(Decimal("123456789012345.67"), unit_as_written="元"))
    total = fitted_widths(summary([rich]))[1]
    assert total >= len("12,345,678,901.23") + 1


def test_all_columns_together_are_as_wide_as_the_definition_says() -> None:
    found = summary(placed(sample("000-junda"), "甲.xlsx"))
    assert sum(fitted_widths(found)) == pytest.approx(sum(column.width for column in found.definition.columns), abs=0.5)


@pytest.mark.libreoffice
def test_the_widths_are_those_with_which_the_table_is_lowest() -> None:
    texts = [("一" * n, "目标、" * (3 * n), "指标≥95%；" * n + "\n" + "数" * n) for n in range(1, 40)]
    tried = [(name, goal, 100 - name - goal) for name in (12.0, 20.0) for goal in range(16, 60, 4)]

    def height(widths: Sequence[float]) -> float:
        rooms = [points(width) for width in widths]
        return sum(max(map(text_height, row, rooms, [BODY] * 3)) for row in texts)

    assert shortest(texts, tried) == min(tried, key=height)
    assert shortest(texts, [*reversed(tried)]) == min([*reversed(tried)], key=height)
    equal = [(30.0, 40.0, 50.0), (30.1, 40.1, 50.1)]
    assert shortest(texts[:1], equal) == equal[0]


def test_six_projects_or_more_stand_on_a_page(tmp_path: Path, office: Callable[..., list[Path]]) -> None:
    copy = tmp_path / "公开稿.xlsx"
    copy.write_bytes(public_bytes(summary(placed(sample("003-yuangang"), "街道.xlsx"), "元岗街道")))
    (pdf,) = office([copy], "pdf")
    pages = len(re.findall(rb"/Type\s*/Page[^s]", pdf.read_bytes()))
    assert 1 <= pages <= 38 / 6


def test_merge_writes_the_copy_next_to_the_summary(tmp_path: Path) -> None:
    returned = tmp_path / "报回.xlsx"
    returned.write_bytes(summary_bytes(summary(placed([unit_project()], "甲.xlsx"))))
    merged = merge(returned, output=tmp_path / "汇总.xlsx", public=tmp_path / "公开稿.xlsx")
    assert merged.public == (tmp_path / "公开稿.xlsx",)
    assert len(opened((tmp_path / "公开稿.xlsx").read_bytes()).sheetnames) == 1


def test_summary_and_copy_cannot_be_one_file(tmp_path: Path) -> None:
    returned = tmp_path / "报回.xlsx"
    returned.write_bytes(summary_bytes(summary([unit_project()])))
    with pytest.raises(InputError):
        merge(returned, output=tmp_path / "汇总.xlsx", public=tmp_path / "汇总.xlsx")
    assert not (tmp_path / "汇总.xlsx").exists()
