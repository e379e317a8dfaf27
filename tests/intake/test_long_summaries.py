"""A summary of thousands of rows takes time in proportion to them."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
import xlsxwriter

Line = Sequence[str | int | None]

HEAD: Line = ("项目名称（资金使用单位）", "总计", "财政拨款", "财政专户拨款", "其他资金", "绩效目标", "绩效指标")
PACKED = "1、1-产出指标,11-数量指标,开会；实施周期指标值:≥2次,年度指标值:≥2次;"
MANY = 3000
#: Where what grows with the square of the rows takes minutes, and what grows with them some seconds.
SECONDS = 240


def project(name: str, amount: str | int = 1, goal: str = "目标：开会2次。") -> Line:
    return (name, amount, amount, None, None, goal, PACKED)


def lay(path: Path, rows: Sequence[Line], *, above: Sequence[Line] = (), merges: int = 0) -> Path:
    """A summary with these rows, written by hand."""
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("汇总表")
    title: Line = ("项目支出绩效目标表（含转移支付项目）",)
    for number, line in enumerate((title, ("部门名称：东莞市东坑镇", *[None] * 5, "单位：万元"), *above, HEAD, *rows)):
        for col, value in enumerate(line):
            if value is not None:
                sheet.write(number, col, value)
    for at in range(merges):
        sheet.merge_range(10 + at * 2, 8, 11 + at * 2, 8, "")
    book.close()
    return path


def run(*arguments: str | Path) -> str:
    """Returns the output of a command, which must not fail or hang."""
    command = [sys.executable, "-m", "toolkit", *map(str, arguments)]
    done = subprocess.run(command, timeout=SECONDS, capture_output=True, check=False)
    assert done.returncode in (0, 1), done.stderr.decode()
    return done.stdout.decode()


def found(path: Path) -> Counter[str]:
    """Counts the findings by rule."""
    report = json.loads(run("check", path, "--no-cache", "--format", "json"))
    return Counter(finding["code"] for finding in report["findings"])


def pairs(*rows: Callable[[int], Line], count: int = MANY) -> list[Line]:
    """Some rows of each number in turn."""
    return [row(number) for number in range(count) for row in rows]


def test_copies_are_each_reported_once(tmp_path: Path) -> None:
    codes = found(lay(tmp_path / "a.xlsx", pairs(lambda _: project("项目甲"))))
    assert codes["H08"] == MANY - 1
    assert not codes["H09"]


def test_projects_of_one_name_are_each_reported_once(tmp_path: Path) -> None:
    codes = found(lay(tmp_path / "a.xlsx", pairs(lambda n: project("项目甲", n + 1, f"目标：开会{n}次。"))))
    assert codes["H09"] == MANY - 1
    assert not codes["H08"]


def test_names_that_look_alike_are_no_matter(tmp_path: Path) -> None:
    codes = found(lay(tmp_path / "a.xlsx", pairs(lambda n: project(f"项目甲乙丙丁戊己庚辛{n:05d}"))))
    assert not codes["H08"]
    assert not codes["H09"]


def test_as_many_grand_totals_as_projects_are_each_compared(tmp_path: Path) -> None:
    rows = [*pairs(lambda n: project(f"项目{n}")), *pairs(lambda n: ("合计", MANY if n else MANY + 1))]
    assert found(lay(tmp_path / "a.xlsx", rows))["A01"] == 1


@pytest.mark.parametrize("wrong", [0, 5])
def test_every_unit_may_have_its_subtotal(tmp_path: Path, wrong: int) -> None:
    two = (lambda n: project(f"项目{n}甲", n + 1), lambda n: project(f"项目{n}乙", 2))
    rows = pairs(*two, lambda n: (f"第{n}社区小计", n + 3 + (wrong if n else 0)), count=MANY // 2)
    assert found(lay(tmp_path / "a.xlsx", rows))["A01"] == (MANY // 2 - 1 if wrong else 0)


def test_every_unit_may_have_its_row_above(tmp_path: Path) -> None:
    above: tuple[Callable[[int], Line], ...] = (
        lambda n: (f"第{n}社区居民委员会", n + 3, n + 3),
        lambda n: project(f"项目{n}甲", n + 1),
        lambda n: project(f"项目{n}乙", 2),
    )
    assert not found(lay(tmp_path / "a.xlsx", pairs(*above, count=MANY // 2)))["A01"]


@pytest.mark.parametrize(
    ("rows", "above"),
    [
        ([*pairs(lambda _: ("某某办公室", 1), count=4 * MANY), project("项目甲")], ()),
        ([*pairs(lambda n: (f"第{n}办公室",), lambda n: project(f"项目{n}", n + 1))], ()),
        ([*pairs(lambda _: HEAD, lambda n: project(f"项目{n}"))], ()),
        ([*pairs(lambda _: HEAD[:2], count=4 * MANY), project("项目甲")], ()),
        ([*pairs(lambda n: (f"部门名称：第{n}镇",), lambda n: project(f"项目{n}", n + 1))], ()),
        ([project("项目甲"), *pairs(lambda n: (*[None] * 5, f"续{n}。"), count=4 * MANY)], ()),
        ([("合计", 1), *pairs(lambda n: (*[None] * 5, f"续{n}。"), count=4 * MANY), project("项目甲")], ()),
        ([*pairs(lambda n: project(f"项目{n}"))], pairs(lambda n: (f"说明{n}",), count=4 * MANY)),
    ],
    ids=["groups", "groups in groups", "headings", "half headings", "departments", "rests", "lost rests", "above"],
)
def test_rows_that_are_no_projects_take_no_longer(tmp_path: Path, rows: list[Line], above: list[Line]) -> None:
    assert found(lay(tmp_path / "a.xlsx", rows, above=above))


def test_a_long_column_of_merges_is_no_work(tmp_path: Path) -> None:
    assert found(lay(tmp_path / "a.xlsx", [project("项目甲")], merges=4 * MANY))


def test_two_summaries_of_one_name_are_compared_row_by_row(tmp_path: Path) -> None:
    for name, more in (("a", 1), ("b", 2)):
        rows = pairs(lambda n, more=more: project("项目甲", n + more), count=MANY // 2)  # type: ignore[misc]
        lay(tmp_path / f"{name}.xlsx", rows)
    codes = found(tmp_path)  # which of two counts is decided by when they were saved, to the second
    assert codes["A18"] >= MANY // 2 or codes["A04"] >= MANY


def test_a_long_summary_is_merged_and_split(tmp_path: Path) -> None:
    rows = pairs(lambda n: project(f"项目甲乙丙丁{n:05d}", n + 1), lambda n: project("项目甲", n + 1), count=MANY // 10)
    path = tmp_path / "made.xlsx"
    run("merge", lay(tmp_path / "a.xlsx", rows), "-o", path, "--no-cache")
    read = json.loads(run("read", path, "--json", "--no-cache"))
    assert len(read["projects"]) == len(rows)
    run("split", path, "-o", tmp_path / "forms", "--year", "2024", "--per", "project")
    assert len([*(tmp_path / "forms").rglob("*.xlsx")]) == len(rows)
