"""Rules about what a round's ledger knows of a return: A19, A20."""

from __future__ import annotations

from tests.checks.cases import Files, must_flag, must_not_flag
from tests.support.read_records import file, read
from tests.support.records import CLEAN
from toolkit.checks import RoundNotes
from toolkit.model import Bilingual, Severity, Where

W = Severity.WARNING
PLACE = Where("一.xlsx", "表", "D14", "治安经费（常）")
EMPTY = Bilingual("（空）", "(empty)")
CHANGED = {"field": "数量指标“活动次数”年度指标值", "before": "≥4次", "after": "≥9次"}
SENT_BACK = {"reason": "目标与批复不符", "name": "张三", "day": "2023-11-20"}
_TWO = RoundNotes(unasked=((PLACE, CHANGED), (PLACE, {**CHANGED, "before": EMPTY})))
_BACK = RoundNotes(sent_back=((PLACE, SENT_BACK),))


@must_flag("A19", "two changes that nobody had asked for", W, W, cells=("D14", "D14"), notes=_TWO)
def a19_two_changes_that_nobody_had_asked_for() -> Files:
    return file(read(CLEAN))


@must_not_flag("A19", "a batch that no round knows")
def a19_a_batch_that_no_round_knows() -> Files:
    return file(read(CLEAN), read(CLEAN, sheet="二"))


@must_flag("A20", "a project that the officer sent back", notes=_BACK)
def a20_a_project_that_the_officer_sent_back() -> Files:
    return file(read(CLEAN))


@must_not_flag("A20", "a project that came and was not judged", notes=_TWO)
def a20_a_project_that_came_and_was_not_judged() -> Files:
    return file(read(CLEAN))
