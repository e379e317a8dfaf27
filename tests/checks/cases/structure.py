"""Family S: what intake saw on a form, turned into findings."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from tests.checks.cases import must_flag, must_not_flag
from tests.support.read_records import file, read, seen
from tests.support.records import CLEAN, UNIT, row
from toolkit.model import Flag, Observation, Observed, ReadFile, Severity

E, W, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO

SEEN = (
    ("S01", "a home-made form", W, seen(Observed.NO_STAMP)),
    ("S02", "a sheet copied into another workbook", W, seen(Observed.STAMPS_DISAGREE, a="甲", b="乙")),
    ("S03", "a form without its amount", E, seen(Observed.LABEL_MISSING, label="预算金额（元）")),
    ("S03", "a form without a category", E, seen(Observed.LABEL_MISSING, label="服务对象满意度指标")),
    ("S04", "a changed year in a label", E, seen(Observed.LOCKED_CHANGED, "C12", found="2023", expected="2024")),
    ("S05", "last year's form", W, seen(Observed.OTHER_VERSION, None, Flag.OLDER, version="2023.1")),
    ("S05", "a form of an unknown version", E, seen(Observed.OTHER_VERSION, version="2031.1")),
    ("S06", "a row shifted by a column", W, seen(Observed.MOVED, "E20", found="绩效奖励发放合规率", expected="D20")),
    ("S07", "a value that fell off the sheet", E, seen(Observed.VALUE_LOST, "F17", which="年度指标值", name="甲")),
    ("S08", "a category that nobody knows", W, seen(Observed.CATEGORY_UNKNOWN, "C16", name="安全指标")),
    (
        "S08",
        "a local name of a category",
        INFO,
        seen(Observed.CATEGORY_UNKNOWN, "B24", Flag.LOCAL_NAME, name="效果指标"),
    ),
    ("S09", "a note beside the form", W, seen(Observed.STRAY_CONTENT, "H4", found="请领导审阅")),
    ("S09", "two amounts of which neither is in place", E, seen(Observed.AMBIGUOUS, "D9,E9", found="36300；36500")),
    (
        "S09",
        "an amount shown as another",
        E,
        seen(Observed.AMBIGUOUS, "C9", found="36.3；36300", expected="C9", by="format"),
    ),
    (
        "S09",
        "a unit beside a label that is gone",
        E,
        seen(Observed.STRAY_CONTENT, "C7", found=UNIT, by="unlabelled", field="用款单位"),
    ),
    ("S10", "a label with a blank", INFO, seen(Observed.LABEL_RESPELLED, "A9", found="预算 金额", expected="预算金额")),
    ("S11", "a formula as the amount", E, seen(Observed.FORMULA, "C9", formula="=B3*12", value="36300")),
    ("S12", "a percentage that became a number", W, seen(Observed.CONVERTED, "F15", found="0.9", expected="90%")),
    ("S13", "packed text with full-width commas", W, seen(Observed.PACKED_TOLERATED, "G5", deviation="全角逗号")),
    ("S14", "items numbered 1, 2, 4", W, seen(Observed.PACKED_NUMBERING, "G5", found="1、2、4")),
    ("S15", "two inserted rows", W, seen(Observed.ROWS_CHANGED, rows="第16行处插入了2行")),
    (
        "S15",
        "a deleted row that held content",
        E,
        seen(Observed.ROWS_CHANGED, None, Flag.CONTENT_GONE, rows="第16行前少1行"),
    ),
    ("S15", "cells that were cut and moved", E, seen(Observed.CELLS_SHIFTED, "H15", found="D16", expected="D15")),
    ("S16", "an inserted column", W, seen(Observed.COLUMNS_CHANGED, columns="E列前多1列")),
    ("S17", "a renamed sheet", INFO, seen(Observed.SHEETS_CHANGED, change="治安经费→Sheet1")),
    ("S18", "a workbook with a sheet less", E, seen(Observed.SHEET_MISSING, sheet="拥军优属经费")),
    ("S19", "a sheet that a person unprotected", W, seen(Observed.PROTECTION_OFF, by="person")),
    ("S19", "a protection that a program dropped", INFO, seen(Observed.PROTECTION_OFF, by="program")),
    ("S20", "a hidden row with content", W, seen(Observed.HIDDEN_CONTENT, "D16", ref="第16行")),
    (
        "S20",
        "a name that its format hides",
        W,
        seen(Observed.HIDDEN_CONTENT, "D16", ref="D16", found="采购服装", by="format"),
    ),
    (
        "S20",
        "an amount that its format hides",
        E,
        seen(Observed.HIDDEN_CONTENT, "C9", Flag.NUMERIC, ref="C9", found="36300", by="format"),
    ),
    ("S21", "a label that was unmerged", W, seen(Observed.MERGES_CHANGED, "A3:B3", ref="A3:B3")),
    ("S21", "two merged cells to fill", E, seen(Observed.MERGES_CHANGED, "E15:F15", Flag.CONTENT_GONE, ref="E15:F15")),
    ("S22", "a list that was pasted over", INFO, seen(Observed.VALIDATIONS_LOST, "C4", ref="C4")),
    ("S23", "an amount that is an error value", E, seen(Observed.ERROR_VALUE, "C9", found="#REF!")),
    ("S24", "a formula without a result", E, seen(Observed.UNCOMPUTED, "C9", formula="=B3*12", found="=B3*12")),
    (
        "S25",
        "an amount in full-width digits",
        INFO,
        seen(Observed.NORMALISED, "C9", found="３６３００元", expected="36300"),
    ),
    ("S26", "a cell with two blanks", INFO, seen(Observed.LOOKS_EMPTY, "D21")),
    ("S27", "a goal with a vertical tab", W, seen(Observed.CONTROL_CHARACTERS, "C11")),
    ("S28", "an edited stamp", E, seen(Observed.STAMP_FORGED, found="ab12")),
    ("S28", "a stamp of which the key is not here", INFO, seen(Observed.STAMP_UNVERIFIED)),
    (
        "S29",
        "another unit's form",
        E,
        seen(Observed.OTHER_RECIPIENT, "C7", field="用款单位", stamp=UNIT, found="乙社区"),
    ),
    (
        "S30",
        "a raised ceiling",
        E,
        seen(Observed.PREFILLED_CHANGED, "C9", field="total", found="63300", expected="36300"),
    ),
    (
        "S33",
        "a goal longer than its row",
        W,
        seen(Observed.CUT_ON_PAPER, "C13", field="年度目标", characters="600", points="215"),
    ),
    ("S31", "a photograph below the form", INFO, seen(Observed.EMBEDDED, kind="图片")),
    (
        "S32",
        "a column of last year's results",
        W,
        seen(Observed.COLUMN_UNKNOWN, "E14", name="上年完成值", values="8套"),
    ),
)


def clean_form() -> ReadFile:
    return file(read(CLEAN))


def seen_on_the_form(observation: Observation) -> ReadFile:
    return file(read(CLEAN, observation))


def seen_of_the_file(observation: Observation) -> ReadFile:
    return file(observations=(replace(observation, sheet="治安经费"),))


for code, sentence, severity, observation in SEEN:
    must_flag(code, f"{sentence}, seen on the form", severity, cells=(observation.cell,))(
        partial(seen_on_the_form, observation)
    )
    must_flag(code, f"{sentence}, seen of the file", severity, cells=(observation.cell,))(
        partial(seen_of_the_file, observation)
    )
for code in sorted({code for code, *_ in SEEN}):
    must_not_flag(code, "a clean form")(clean_form)


@must_not_flag("S01", "a summary, which never carries a form's stamp")
def s01_a_summary_which_never_carries_a_forms_stamp() -> ReadFile:
    return file(read(row(), seen(Observed.NO_STAMP)))


@must_not_flag("S30", "another unit's form, which S29 says")
def s30_another_units_form_which_s29_says() -> ReadFile:
    changed = {"field": "用款单位", "found": "乙社区", "expected": UNIT}
    other = seen(Observed.OTHER_RECIPIENT, "C7", stamp=UNIT, **changed)
    return file(read(CLEAN, other, seen(Observed.PREFILLED_CHANGED, "C7", **changed)))
