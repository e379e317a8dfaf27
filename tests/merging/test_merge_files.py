"""`merge` over real files: returns that replace others, years, last year's summary, frames."""

from __future__ import annotations

import sys
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from tests.support.ooxml import saved_at
from tests.support.unit_returns import good, names, returned
from tests.support.workbooks import saved
from toolkit import api
from toolkit.cli import cli
from toolkit.errors import FileError, InputError
from toolkit.excel import SaveDates
from toolkit.model import Project
from toolkit.publishing import no_parquet
from toolkit.summary_book import sheets

pytestmark = pytest.mark.usefixtures("own_folder")


def test_a_file_says_when_it_was_saved(tmp_path: Path) -> None:
    path = returned("a.xlsx", [good()], "2024-03-05T16:00:00+08:00")
    when = datetime(2024, 3, 5, 8, tzinfo=UTC)
    (tmp_path / "no.xlsx").write_bytes(b"PK")
    with zipfile.ZipFile("a.zip", "w") as archive:
        archive.write(path, "内/a.xlsx")
        archive.write("no.xlsx")
        archive.write(path, "b.xlsx")
    alone = (str(path), "no.xlsx", "gone.xlsx", "a.zip!内/a.xlsx")
    assert [*map(SaveDates({}), alone)] == [when, None, None, None]
    inside = dict.fromkeys(("a.zip!内/a.xlsx", "a.zip!no.xlsx", "a.zip!b.xlsx", "a.zip!c.xlsx"), "a.zip")
    assert [*map(SaveDates(inside), inside)] == [when, None, when, None]
    assert SaveDates({"gone.zip!a.xlsx": "gone.zip"})("gone.zip!a.xlsx") is None


def test_an_archive_is_read_once_for_all_dates_in_it() -> None:
    path = returned("a.xlsx", [good()])
    with zipfile.ZipFile("a.zip", "w") as archive:
        archive.write(path, "甲.xlsx")
        archive.write(path, "乙.xlsx")
    when = SaveDates(dict.fromkeys(("a.zip!甲.xlsx", "a.zip!乙.xlsx"), "a.zip"))
    first = when("a.zip!甲.xlsx")
    Path("a.zip").unlink()
    assert first is not None
    assert when("a.zip!乙.xlsx") == first


def test_a_project_that_was_returned_twice_counts_once() -> None:
    old = returned("a.xlsx", [good(), good("别的", "100000")])
    new = returned("b.xlsx", [good(yuan="210000")], "2024-03-09T08:00:00Z")
    merged = api.merge("报回", output=Path("汇总.xlsx"))
    assert not merged.left_out
    assert names(merged) == [("别的", old.name), ("文化业务经费", new.name)]
    assert [(left.where.file, left.where.project) for left in merged.superseded] == [(str(old), "文化业务经费")]
    assert not {"A04", "H08", "H09"} & {finding.code for finding in merged.outcome.findings}
    second = api.merge(new, old, output=Path("另.xlsx"))
    assert Path("另.xlsx").read_bytes() == Path("汇总.xlsx").read_bytes()
    assert second.superseded == merged.superseded


def test_a_tie_is_for_a_person_to_decide(tmp_path: Path) -> None:
    form = returned("a.xlsx", [good()])
    book = load_workbook(form)
    other = form.with_name("b.xlsx")
    sheet = book.worksheets[0]
    cell = next(cell for row in sheet.iter_rows() for cell in row if cell.value == "≥4次")
    cell.value = "≥6次"
    other.write_bytes(saved_at(saved(book)))
    run = CliRunner().invoke(cli, ["--lang", "zh", "merge", "报回", "-o", "汇总.xlsx"])
    assert run.exit_code == 1
    assert "请用 --prefer 指定以哪个文件为准" in run.stdout
    run = CliRunner().invoke(cli, ["--lang", "zh", "merge", "报回", "-o", "好.xlsx", "--prefer", str(other)])
    assert "被取代 1 份" in run.stdout
    assert "由 报回/b.xlsx 取代：指定以之为准" in run.stdout
    sheet = load_workbook("好.xlsx")[sheets.INDICATORS.name]
    assert "≥6次" in [cell.value for row in sheet.iter_rows() for cell in row]
    with pytest.raises(InputError, match="读入的文件中没有它"):
        api.merge("报回", output=tmp_path / "三.xlsx", prefer=[Path("c.xlsx")])


def test_years_are_refused_or_get_a_summary_each() -> None:
    returned("a.xlsx", [good("甲"), good("乙")])
    returned("b.xlsx", [good("丙", year=2023, unit="二社区")])
    refused = api.merge("报回", output=Path("汇总.xlsx"))
    assert ["A07" in left.reason for left in refused.left_out] == [True]
    merged = api.merge("报回", output=Path("分.xlsx"), split_years=True)
    assert (merged.path, [path for path, _ in merged.earlier]) == (Path("分-2024年.xlsx"), [Path("分-2023年.xlsx")])
    assert [summary.year for summary in (merged.summary, merged.earlier[0][1])] == [2024, 2023]
    assert not merged.left_out
    assert not Path("分.xlsx").exists()
    with pytest.raises(FileError, match="已存在"):
        api.merge("报回", output=Path("分.xlsx"), split_years=True)


def test_last_years_summary_is_compared_with() -> None:
    returned("a.xlsx", [good(year=2023), good("旧", year=2023)])
    api.merge("报回", output=Path("去年.xlsx"))
    Path("报回/a.xlsx").unlink()
    returned("b.xlsx", [good(yuan="150000"), good("新")])
    merged = api.merge("报回", output=Path("今年.xlsx"), previous=Path("去年.xlsx"))
    assert {one.kind.value for one in merged.summary.changes or ()} == {"新增", "取消", "变化"}
    assert "同上年对比" in load_workbook("今年.xlsx").sheetnames
    Path("空.xlsx").write_bytes(Path("报回/b.xlsx").read_bytes()[:100])
    with pytest.raises(InputError, match="没有读到上年的项目"):
        api.merge("报回", output=Path("三.xlsx"), previous=Path("空.xlsx"))


def test_frames_are_written_as_csv_that_excel_reads_and_say_so_without_parquet(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys.modules["toolkit.publishing.frames"], "has_parquet", lambda: False)
    monkeypatch.setattr(sys.modules["toolkit.publishing.summary_workbook"], "has_parquet", lambda: False)
    returned("a.xlsx", [replace(good(), annual_goal="=1+1，全年做好安排，按月检查落实。")])
    merged = api.merge("报回", output=Path("汇总.xlsx"), frames=Path("数据"))
    assert [path.name for path in merged.frames] == ["projects.csv", "indicators.csv", "findings.csv"]
    assert no_parquet() in merged.notes
    text = Path("数据/projects.csv").read_bytes()
    assert text.startswith(b"\xef\xbb\xbf")
    assert "'=1+1" in text.decode("utf-8-sig")
    import pandas

    indicators = pandas.read_csv("数据/indicators.csv")
    assert list(indicators["operator"].dropna()) == ["≥", "≥", "≤", "≥", "≥"]
    assert set(indicators["unit"]) == {"某某社区"}
    with pytest.raises(FileError, match="已存在"):
        api.merge("报回", output=Path("又.xlsx"), frames=Path("数据"))
    assert not Path("又.xlsx").exists()


def test_a_text_that_looks_like_markup_comes_out_as_it_was_typed() -> None:
    odd = "<r>甲</r>"
    records = [replace(good(), period_goal=odd), replace(good("别的", "100000"), annual_goal="<r><t>乙</t></r> &lt;")]
    first, *_ = good().indicators
    records[1] = replace(records[1], indicators=(replace(first, name=odd, period_value=odd), *good().indicators[1:]))
    texts = [(one.period_goal, one.annual_goal, one.indicators[0].name) for one in records]
    returned("a.xlsx", records)
    for number, record in enumerate(records):  # drawn one by one too
        returned(f"{number}.xlsx", [record])

    def read_again(path: str) -> list[tuple[str | None, str | None, str | None]]:
        found = [one.record for one in api.read(path).records()]
        return [(one.period_goal, one.annual_goal, one.indicators[0].name) for one in found if isinstance(one, Project)]

    assert read_again("报回/a.xlsx") == texts
    assert [read_again(f"报回/{number}.xlsx") for number in (0, 1)] == [[one] for one in texts]
    api.merge("报回/a.xlsx", output=Path("汇总.xlsx"))
    assert sorted(read_again("汇总.xlsx"), key=str) == sorted(texts, key=str)
    cells = [cell.value for sheet in load_workbook("汇总.xlsx") for row in sheet.iter_rows() for cell in row]
    assert odd in cells


def test_forms_issued_within_one_second_are_distinguished(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("time.time", lambda: 1_750_000_000.5)
    calls = [[good(), good("别的", "100000")], [good("又一项", "300000")]]
    paths = [
        path
        for number, records in enumerate(calls)
        for path in api.generate("form13", output=f"下发{number}", records=records, per="project").paths
    ]
    read = [one for path in paths for one in api.read(path).records()]
    marks = [one.stamp.id for one in read if one.stamp]
    assert len(set(marks)) == 3
    assert marks == sorted(marks)
    merged = api.merge(*paths, output=Path("汇总.xlsx"))
    assert len(names(merged)) == 3
    assert not {"A04", "H08", "H09", "S02", "S28", "S29"} & {finding.code for finding in merged.outcome.findings}


def test_frames_are_written_as_parquet_with_exact_amounts_and_texts_as_they_were() -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    goal = "=1+1，全年做好安排，按月检查落实。"
    returned("a.xlsx", [replace(good(yuan="123456789012.34"), annual_goal=goal), good("别的", "0.10")])
    merged = api.merge("报回", output=Path("汇总.xlsx"), frames=Path("数据"))
    assert no_parquet() not in merged.notes
    read = {path.stem: parquet.read_table(path) for path in merged.frames if path.suffix == ".parquet"}
    assert sorted(read) == ["findings", "indicators", "projects"]
    projects = read["projects"].to_pylist()
    totals = {one["project_name"]: one["total"] for one in projects}
    assert totals == {"文化业务经费": Decimal("123456789012.34"), "别的": Decimal("0.10")}
    assert {one["budget_year"] for one in projects} == {2024}
    assert goal in {one["annual_goal"] for one in projects}
    indicators = read["indicators"].to_pylist()
    assert [one["value"] for one in indicators][:2] == [4, 95]
    assert len(indicators) == sum(len(one.indicators) for one in merged.summary.top.projects())
    assert len(read["findings"]) == len(merged.outcome.findings)


def test_frames_of_nothing_have_their_columns() -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    returned("a.xlsx", [replace(good(), annual_goal=None, period_goal=None)])
    empty = api.merge("报回", output=Path("汇总.xlsx"), frames=Path("数据"))
    assert empty.left_out
    returned("b.xlsx", [good("别的")])
    full = api.merge("报回", output=Path("又.xlsx"), frames=Path("又"))
    for before, after in zip(empty.frames, full.frames, strict=True):
        if before.suffix == ".csv":
            assert before.read_text("utf-8-sig").splitlines()[0] == after.read_text("utf-8-sig").splitlines()[0]
        else:
            assert parquet.read_table(before).column_names == parquet.read_table(after).column_names
    assert len(Path("数据/projects.csv").read_text("utf-8-sig").splitlines()) == 1
