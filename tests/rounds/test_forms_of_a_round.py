"""Forms that differ by unit: more rows for one, a password for each."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from tests.support.town import answered, fill, send, small_round, write_roster
from toolkit.engine.run_tasks import run_tasks
from toolkit.errors import InputError
from toolkit.model import ProjectState
from toolkit.papers import Notice, NoticeProject, RoundFacts, notice_docx
from toolkit.rounds import Started, receive, start, status
from toolkit.rounds.issue_papers import NoticeTask

JUNDA, PARTY = "东坑镇骏达社区", "东坑镇党建办"
SECURITY, SPORTS, BUILDING = "治安经费", "文体经费", "党建经费"
ROWS = [(JUNDA, SECURITY, 200_000), (JUNDA, SPORTS, 150_000), (PARTY, BUILDING, 100_000)]


def rows_of(form: Path) -> int:
    """The number of rows of 数量指标 that a form offers."""
    sheet = openpyxl.load_workbook(form).worksheets[0]
    (area,) = [area for area in sheet.merged_cells.ranges if sheet.cell(area.min_row, area.min_col).value == "数量指标"]
    return int(area.size["rows"])


def numbers(started: Started) -> dict[str, int]:
    return {path.stem: rows_of(path) for path in started.forms}


@pytest.mark.parametrize(
    ("unit", "project", "wider"),
    [
        (None, None, {SECURITY, SPORTS, BUILDING}),
        (JUNDA, None, {SECURITY, SPORTS}),
        (JUNDA, SPORTS, {SPORTS}),
        (None, BUILDING, {BUILDING}),
    ],
)
def test_more_rows_are_for_whom_they_are_asked(
    tmp_path: Path, unit: str | None, project: str | None, wider: set[str]
) -> None:
    begun = small_round(tmp_path / "轮", rows={"数量指标": 12}, rows_unit=unit, rows_project=project)
    found = numbers(begun)
    assert {name for name, count in found.items() if count == 12} == wider
    assert all(count < 12 for name, count in found.items() if name not in wider)


def test_more_rows_for_one_project_in_a_workbook_of_its_unit(tmp_path: Path) -> None:
    begun = small_round(tmp_path / "轮", rows={"数量指标": 12}, rows_unit=JUNDA, rows_project=SPORTS, per="unit")
    book = openpyxl.load_workbook(next(path for path in begun.forms if path.stem == JUNDA))
    heights = {
        name: max(
            area.size["rows"]
            for area in book[name].merged_cells.ranges
            if book[name].cell(area.min_row, area.min_col).value == "数量指标"
        )
        for name in (SECURITY, SPORTS)
    }
    assert heights[SPORTS] == 12 > heights[SECURITY]


def test_one_project_gets_more_rows_while_the_round_runs(tmp_path: Path) -> None:
    begun = small_round(tmp_path / "轮")
    roster = write_roster(tmp_path / "名册.xlsx", ROWS)
    first = next(path for path in begun.forms if path.stem == SECURITY)
    receive(begun.folder, send(tmp_path / "收", "治安.xlsx", fill(first, [answered(JUNDA, SECURITY)])))
    more = start(
        begun.folder,
        form="form13",
        roster=roster,
        only_new=True,
        rows={"数量指标": 12},
        rows_unit=JUNDA,
        rows_project=SECURITY,
    )
    (form,) = more.forms
    assert form.name == f"{SECURITY}（2）.xlsx"
    assert rows_of(form) == 12
    assert more.dropped == ()
    assert [one.state for one in status(begun.folder).projects] == [
        ProjectState.RECEIVED,
        ProjectState.NOT_RETURNED,
        ProjectState.NOT_RETURNED,
    ]
    later = fill(form, [answered(JUNDA, SECURITY)], "2023-11-20T01:00:00Z")
    (taken,) = receive(begun.folder, send(tmp_path / "收", "治安多行.xlsx", later)).files
    assert (taken.unit, taken.recognised_by) == (JUNDA, "stamp")
    assert status(begun.folder).projects[0].errors == {}


def test_whom_the_roster_lacks_gets_no_rows(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=f"名册上没有单位“骏达”，是不是“{JUNDA}”"):
        small_round(tmp_path / "一", rows={"数量指标": 12}, rows_unit="骏达")
    with pytest.raises(InputError, match=f"名册上没有项目“文体”，是不是“{SPORTS}”"):
        small_round(tmp_path / "二", rows={"数量指标": 12}, rows_unit=JUNDA, rows_project="文体")
    with pytest.raises(InputError, match="--rows 数量指标=12"):
        small_round(tmp_path / "三", rows_unit=JUNDA)
    assert not (tmp_path / "一" / "下发").exists()


def test_each_unit_has_a_password_of_its_own_and_keeps_it(tmp_path: Path) -> None:
    begun = small_round(tmp_path / "轮", own_passwords=True)
    first = listed_passwords(begun.folder)
    assert len({first[SECURITY], first[BUILDING]}) == 2
    assert first[SECURITY] == first[SPORTS]
    assert begun.round.password not in first.values()
    locks = {path.stem: openpyxl.load_workbook(path).worksheets[0].protection.hashValue for path in begun.forms}
    assert len(set(locks.values())) == len({first[SECURITY], first[BUILDING]})
    roster = write_roster(tmp_path / "名册.xlsx", [*ROWS, (PARTY, "廉政经费", 50_000)])
    start(begun.folder, form="form13", roster=roster, only_new=True)
    later = listed_passwords(begun.folder)
    assert later == {**first, "廉政经费": first[BUILDING]}


def listed_passwords(folder: Path) -> dict[str, str]:
    """The password of each project, as 下发清单.xlsx has it."""
    rows = [*openpyxl.load_workbook(folder / "下发清单.xlsx").worksheets[0].values]
    (head,) = [row for row in rows if row[4] == "密码"]
    return {str(row[2]): str(row[4]) for row in rows[rows.index(head) + 1 :] if row[2] and row[4]}


def test_the_notices_of_many_units_are_written_in_several_processes_as_in_one() -> None:
    facts = RoundFacts("2024年填报", "项目绩效目标表", date(2023, 11, 1), 2024, None, "财政局", None)
    notices = [Notice(facts, f"第{number}社区", (NoticeProject(f"经费{number}"),)) for number in range(50)]
    assert [*run_tasks(NoticeTask(), notices, 2)] == [*map(notice_docx, notices)]
