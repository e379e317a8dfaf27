"""Summaries of any length: further sheets, reading back, control totals."""

from __future__ import annotations

import random
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.support.definitions import combined
from tests.support.records import SEEDS, sample, without_source
from tests.support.summaries import FRAMEWORK, placed, read_back, unit_project
from tests.support.workbooks import opened, saved, sheet_named
from toolkit import api
from toolkit.excel.write.zip_parts import ZipPiece, joined, put_together, write
from toolkit.merging import Exclusion, Remark, Submission, Summary, SummaryOptions, left_out, received_from, summarise
from toolkit.merging.exclusions import Gathering, remarks_of
from toolkit.merging.submissions import Arrivals
from toolkit.model import CellRange, DepartmentTarget, Finding, Project, Severity, Source, SubGoal, Where
from toolkit.publishing import summary_bytes
from toolkit.summary_book import sheets
from toolkit.summary_book.sheets import LISTED

FEW = 30
#: Sheets before the table: those of the departments' targets.
BEFORE = 2


def everything() -> list[Project]:
    """The projects of three units."""
    return [record for name in SEEDS for record in placed(sample(name), f"报回/{name}.xlsx")]


def findings() -> list[Remark]:
    """Findings on two files, in no order."""
    remarks = [
        Remark(
            Finding(f"V{n % 7:02}", severity, Where(f"报回/第{n}.xlsx", "表", f"D{n}")), f"说明{n}", "处理", n % 5 == 0
        )
        for n in range(1, 50)
        for severity in Severity
    ]
    random.Random(4).shuffle(remarks)
    return remarks


def full() -> Summary:
    """A summary in which something was left out and something superseded, with many findings."""
    accepted, returned, dropped = everything()[3:], everything()[:2], everything()[2:3]
    files = [Where("坏.xlsx"), Where("空.xlsx")]
    good, also, wrong, old = (target(name, number) for number, name in enumerate(("甲办", "乙办", "丙办", "甲办")))
    return summarise(
        accepted,
        SummaryOptions(combined(), FRAMEWORK),
        left_out=[
            *(left_out(one, "有错误") for one in returned),
            left_out(wrong, "有错误"),
            Exclusion(files[0], "打不开"),
        ],
        remarks=findings(),
        superseded=[*(left_out(one, "被取代") for one in dropped), left_out(old, "被取代")],
        received=[
            *map(received_from, (*accepted, *returned, *dropped)),
            *map(received_from, (good, also, wrong, old)),
            *map(Submission, files),
        ],
        targets=[good, also],
    )


def target(department: str, number: int) -> DepartmentTarget:
    """A department's overall target."""
    goals = (SubGoal("党建", "按季度开展活动。", "活动次数≥4次"),)
    source = Source(f"部门/{number}.xlsx", "整体", "A1:D9", "0" * 64)
    return DepartmentTarget(
        "department", "2022.1", department, 2024, "做好全年工作。", goals, ("按月检查。",), source=source
    )


def test_pieces_that_were_compressed_apart_make_one_part() -> None:
    for one, other in ((b"", b"x"), (b"abc", b""), (b"a" * 1000, bytes(range(256)) * 999)):
        assert joined(zlib.crc32(one), zlib.crc32(other), len(other)) == zlib.crc32(one + other)
    piece = ZipPiece()
    for number in range(50_000):
        piece.write(f"<行 {number}>")
    out = BytesIO()
    write({"a.xml": put_together(b"<head>", piece, b"</head>")}, out)
    with zipfile.ZipFile(out) as archive:
        assert archive.testzip() is None
        text = archive.read("a.xml").decode()
    assert text == "<head>" + "".join(f"<行 {number}>" for number in range(50_000)) + "</head>"


def test_every_list_goes_on_on_further_sheets() -> None:
    book = opened(summary_bytes(full(), most=FEW))
    names = [sheet.title for sheet in book]
    table = names[BEFORE]
    for name in (table, sheets.PROJECTS.name, sheets.REMARKS.name, sheets.INDICATORS.name):
        own = [one for one in names if one.startswith(name)]
        assert own[:2] == [name, f"{name}（2）"]
        assert [names.index(one) for one in own] == [*range(names.index(name), names.index(name) + len(own))]
    assert all(
        sheet.max_row <= FEW
        for sheet in book.worksheets[BEFORE:]
        if sheet.title not in (sheets.CONTROL.name, sheets.RETURNS.name, "统计")
    )
    parts = [book[name] for name in names if name.startswith(table)]
    assert len({sheet["A1"].value for sheet in parts}) == len({sheet["B3"].value for sheet in parts}) == 1
    single = opened(summary_bytes(full()))
    for name in (table, sheets.PROJECTS.name, sheets.REMARKS.name, sheets.INDICATORS.name):
        head = 3 if name == table else 2 if name == sheets.REMARKS.name else 1
        parts_read = [list(rows(one, head)) for one in book.worksheets if one.title.startswith(name)]
        expected = list(rows(sheet_named(single, name), head))
        numbered = name in (
            sheets.PROJECTS.name,
            sheets.INDICATORS.name,
        )  # the first column says where the project stands
        assert [row[numbered:] for part in parts_read for row in part] == [row[numbered:] for row in expected]


def rows(sheet: Worksheet, head: int) -> Iterator[list[object]]:
    """The rows below the headings."""
    for row in sheet.iter_rows(min_row=head + 1):
        yield [cell.value for cell in row]


def test_a_table_on_several_sheets_is_read_as_one() -> None:
    result = full()
    data = summary_bytes(result, most=FEW)
    book, read = opened(data), read_back(data, BEFORE)
    assert read.projects == [without_source(one) for one in result.top.projects()]
    assert read.seen == []
    assert len({one.source.sheet for one in read.records}) > 1
    for one in read.records:
        assert isinstance(one.record, Project)
        sheet = book[one.source.sheet]
        assert sheet[str(CellRange.parse(one.source.range).first)].value == one.record.project_name
        assert sheet[one.placed["total"].cell].value is not None
        assert one.record.source == one.source
    printed = {total.name: (total.amounts["total"], len(total.rows)) for total in read.totals}
    assert printed["东莞市东坑镇党建工作办公室"] == (result.top.groups[0].funding.total, result.top.groups[0].count())
    others = (read_back(data, number) for number in range(BEFORE + 1, len(book.worksheets)))
    assert not [record for other in others for record in other.records]


def test_what_was_changed_on_a_further_sheet_is_found_there() -> None:
    book = opened(summary_bytes(full(), most=FEW))
    sheet = book.worksheets[BEFORE + 1]
    sheet["B5"].value = 1
    read = read_back(saved(book), BEFORE)
    [edited] = [(one.source.sheet, seen.cell) for one in read.records for seen in one.observations]
    assert edited == (sheet.title, "B5")


@pytest.mark.parametrize("most", [FEW, 2000])
def test_streamed_and_held_lists_make_the_same_bytes(most: int) -> None:
    result = full()
    arrivals, gathered = Arrivals(), Gathering()
    arrivals.add(result.received)
    by_file: dict[str, list[Remark]] = {}
    for remark in sorted(findings(), key=lambda one: int(one.finding.where.file[4:-5])):
        by_file.setdefault(remark.finding.where.file, []).append(remark)
    for each in by_file.values():
        gathered.add(each)
    streamed = replace(result, received=arrivals, remarks=gathered.all())
    assert gathered.all() == remarks_of(findings())
    assert summary_bytes(streamed, most=most) == summary_bytes(result, most=most)


def broken(
    change: Callable[[Workbook], None], result: Summary | None = None
) -> list[tuple[str | None, object, object]]:
    """Returns the control totals that no longer agree after a change."""
    book = opened(summary_bytes(result or full()))
    change(book)
    seen = read_back(saved(book), BEFORE if result is None else 0).observations
    return [(one.cell, one.facts["found"], one.facts["expected"]) for one in seen if one.seen == "account_broken"]


def test_the_account_of_a_summary_holds_when_it_is_read_back() -> None:
    assert broken(lambda _: None) == []
    assert broken(lambda _: None, summarise([], SummaryOptions(combined(), FRAMEWORK))) == []
    many = [
        replace(one, source=one.source and replace(one.source, file=f"{n}.xlsx")) for n, one in enumerate(many_of())
    ]
    assert broken(lambda _: None, summarise(many, SummaryOptions(combined(), FRAMEWORK))) == []


def many_of() -> list[Project]:
    """More files than an account lists."""
    return placed(unit_project(f"项目{n}") for n in range(LISTED + 3))


def test_what_is_lost_of_files_that_are_not_listed_shows_too() -> None:
    many = [
        replace(one, source=one.source and replace(one.source, file=f"{n}.xlsx")) for n, one in enumerate(many_of())
    ]
    result, short = (summarise(projects, SummaryOptions(combined(), FRAMEWORK)) for projects in (many, many[:-1]))
    assert opened(summary_bytes(result))[sheets.CONTROL.name]["A1"].value.startswith("对账平衡")
    sheet = opened(summary_bytes(replace(result, top=short.top)))[sheets.CONTROL.name]
    assert sheet["A1"].value.startswith("对账有 3 处不平")
    assert sheet.cell(sheet.max_row, 1).value == f"……共 {LISTED + 3} 个文件，其余 3 个有不平。"


def test_what_is_left_out_of_files_that_are_not_listed_is_reconciled_too() -> None:
    many = [
        replace(one, source=one.source and replace(one.source, file=f"{n:04}.xlsx")) for n, one in enumerate(many_of())
    ]
    *accepted, wrong, older = many
    received = [received_from(one) for one in many]

    def sentences(left: Project, later: Project) -> tuple[str, str]:
        options = SummaryOptions(combined(), FRAMEWORK)
        sheet = opened(
            summary_bytes(
                summarise(
                    accepted,
                    options,
                    left_out=[left_out(left, "有错")],
                    superseded=[left_out(later, "有新的")],
                    received=received,
                )
            )
        )[sheets.CONTROL.name]
        return str(sheet["A1"].value).partition("。")[0], str(sheet.cell(sheet.max_row, 1).value)

    assert sentences(wrong, older) == ("对账平衡", f"……共 {LISTED + 3} 个文件，其余 3 个都平。")
    other = replace(wrong, funding=replace(wrong.funding, total=Decimal(1)))
    assert sentences(other, older) == ("对账有 2 处不平", f"……共 {LISTED + 3} 个文件，其余 3 个有不平。")
    elsewhere = replace(older, source=older.source and replace(older.source, file="0001.xlsx"))  # the sum agrees
    assert sentences(wrong, elsewhere)[1] == f"……共 {LISTED + 3} 个文件，其余 3 个有不平。"


def test_a_project_that_was_deleted_or_added_breaks_the_account() -> None:
    def delete(book: Workbook) -> None:
        book[sheets.PROJECTS.name].delete_rows(2)

    found = broken(delete)
    assert ("C4", "42", "41") in found
    assert {cell for cell, _, _ in found} >= {"B4", "C4", "B6", "C6"}


def test_a_figure_that_was_changed_breaks_the_account_wherever_it_was_changed() -> None:
    def account(book: Workbook) -> None:
        book[sheets.CONTROL.name]["D4"].value = 1

    def left(book: Workbook) -> None:
        next(row[6] for row in book[sheets.REMARKS.name].iter_rows(min_row=3) if row[6].value).value = "1.00"

    def total(book: Workbook) -> None:
        book.worksheets[BEFORE]["B4"].value = 1

    def line(book: Workbook) -> None:
        book[sheets.CONTROL.name].delete_rows(book[sheets.CONTROL.name].max_row)

    assert broken(account) == [("D4", "1", "2")]
    assert {cell for cell, _, _ in broken(left)} >= {"B6", "D6"}
    assert [cell for cell, _, _ in broken(total)] == ["B9"]
    assert [cell for cell, _, _ in broken(line)] == [None]
    assert broken(lambda book: book.remove(book[sheets.CONTROL.name])) == []


@pytest.mark.libreoffice
@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
def test_an_honest_save_by_another_program_breaks_nothing(
    kind: str, tmp_path: Path, office: Callable[..., list[Path]]
) -> None:
    paths = []
    for most in (FEW, 2000):
        paths.append(tmp_path / f"汇总{most}.xlsx")
        paths[-1].write_bytes(summary_bytes(full(), most=most))
    for path in office(paths, kind):
        found = api.check(path).findings
        assert not [one for one in found if one.code in ("A01", "A10", "A11")], path.name
