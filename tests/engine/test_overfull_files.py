"""Small files with very much content: bounded work, bounded output.

Each is worked on by a program of its own, which a generous time limit ends: what grows with the square takes minutes.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import Workbook

from tests.support.returned_forms import OFFICE, filled, homemade
from tests.support.workbooks import first, saved
from toolkit import read as api_read
from toolkit.checks import Settings, sentence
from toolkit.checks.bounds import OF_FILE, OF_RECORD, Bounds
from toolkit.model import Finding, Severity, Where

SECONDS = 90


def command(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run the command line, with a limit of time."""
    line = [sys.executable, "-m", "toolkit", *map(str, arguments)]
    return subprocess.run(line, timeout=SECONDS, capture_output=True, encoding="utf-8", check=False)


def forms(count: int) -> bytes:
    """One form typed many times below itself, each with its own value."""
    workbook = Workbook()
    sheet = first(workbook)
    rows = [[cell.value for cell in row] for row in first(homemade(filled(OFFICE))).iter_rows()]
    for number in range(count):
        for row in rows:
            sheet.append([f"≥{number}次" if value == "≥12次" else value for value in row])
    return saved(workbook)


def test_very_many_forms_on_a_sheet_are_checked_in_time(tmp_path: Path) -> None:
    file = tmp_path / "很多表.xlsx"
    file.write_bytes(forms(400))
    done = command("check", file, "--no-cache", "--format", "json")
    assert done.returncode == 1, done.stderr
    assert done.stdout.count('"code": "H08"') + done.stdout.count('"code": "H09"') == 399


def packed(rows: int, items: int) -> bytes:
    """A summary of which every project has the same very long text of indicators."""
    workbook = Workbook()
    sheet = first(workbook)
    sheet.append(["项目支出绩效目标表（含转移支付项目）"])
    sheet.append(["部门名称：东莞市东坑镇", None, None, None, None, None, "单位：万元"])
    sheet.append(["项目名称（资金使用单位）", "总计", "财政拨款", "财政专户拨款", "其他资金", "绩效目标", "绩效指标"])
    one = "、1-产出指标,11-数量指标,a；实施周期指标值:1,年度指标值:1;"
    text = ",".join(f"{number}{one}" for number in range(1, items + 1))
    for number in range(rows):
        sheet.append([f"项目{number}", 1, 1, None, None, "完成年度工作。", text])
    return saved(workbook)


@pytest.mark.parametrize("form", ["json", "text", "sarif", "html"])
def test_a_flood_of_indicators_gives_a_small_report_that_says_so(tmp_path: Path, form: str) -> None:
    file = tmp_path / "汇总.xlsx"
    file.write_bytes(packed(rows=120, items=800))
    done = command("check", file, "--no-cache", "--format", form, "--lang", "zh")
    assert done.returncode == 1, done.stderr
    assert len(done.stdout) < 8_000_000
    assert "绩效指标超过 500 项" in done.stdout


def test_as_many_indicators_as_may_be_are_all_read(tmp_path: Path) -> None:
    file = tmp_path / "汇总.xlsx"
    file.write_bytes(packed(rows=1, items=500))
    outcome = api_read(file)
    assert len(outcome.projects[0].indicators) == 500
    assert "F04" not in {finding.code for finding in outcome.findings}


def test_findings_that_are_left_out_are_counted_and_no_error_is_lost() -> None:
    error = [Finding("V01", Severity.ERROR, Where("a.xlsx", "表", f"D{row}", "甲")) for row in range(1, OF_RECORD + 8)]
    info = [Finding("V05", Severity.INFO, Where("a.xlsx", "表", f"D{row}", "甲")) for row in range(1, OF_RECORD + 6)]
    bounds = Bounds("a.xlsx", 1, Settings())
    kept = [*bounds.take([*info, *error], Where("a.xlsx", "表", "A1:F40", "甲")), *bounds.rest()]
    sums = [finding for finding in kept if finding.code == "F04"]
    assert len(kept) == 2 * OF_RECORD + 2
    assert [(one.severity, one.where.cell) for one in sums] == [(Severity.ERROR, "A1:F40"), (Severity.WARNING, None)]
    assert "V01 另有 7 条" in sentence(sums[0])
    assert "V05 另有 5 条" in sentence(sums[1])


def test_a_full_file_keeps_an_error_of_every_record() -> None:
    bounds = Bounds("a.xlsx", 1, Settings())
    for number in range(OF_FILE // OF_RECORD + 40):
        code, where = f"V{number % 50 + 1:02}", Where("a.xlsx", "表", f"A{number}", f"项目{number}")
        kept = [*bounds.take([Finding(code, Severity.ERROR, where)] * OF_RECORD, where)]
        assert any(one.severity is Severity.ERROR and one.where.project == f"项目{number}" for one in kept)
    assert len(kept) == 1


WORKER = """
import resource, sys
from pathlib import Path
from toolkit.checks import Settings
from toolkit.engine.job import Job, run_job
from toolkit.excel.limits import Limits
from toolkit.intake.read_file import ReadOptions

work = Job(None, ReadOptions(Limits()), Settings())
files = sorted(map(str, Path(sys.argv[1]).iterdir()))
for path in files[:8]:
    run_job(work, path)
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
for path in files:
    run_job(work, path)
print(before, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="the system does not say how much memory a process took")
def test_a_worker_does_not_grow_from_hostile_file_to_hostile_file(tmp_path: Path) -> None:
    for number in range(60):
        workbook = Workbook()
        sheet = first(workbook)
        for row in range(1, 9):  # every text is long and stands in no other file
            sheet.append([f"{number}.{row}.{col}" + "长" * 20_000 for col in range(6)])
        (tmp_path / f"{number:02}.xlsx").write_bytes(saved(workbook))
    line = [sys.executable, "-c", WORKER, str(tmp_path)]
    done = subprocess.run(line, timeout=SECONDS, capture_output=True, encoding="utf-8", check=False)
    assert not done.returncode, done.stderr
    before, after = map(int, done.stdout.split())
    assert after < before * 1.5
