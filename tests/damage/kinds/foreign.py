"""Forms that the department did not issue, and tables that are no such form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from openpyxl import Workbook

from tests.damage.kinds.kind import on_book
from tests.support.returned_forms import OFFICE, Filled, filled, homemade
from tests.support.workbooks import first, saved, workbook_of
from toolkit.model import Funding, Project


@on_book("自制表：只有文字，没有合并", "S01")
def typed_anew_without_merges(form: Filled) -> bytes:
    return saved(homemade(form))


@on_book("自制表：栏目写法各异，金额单位为万元", "S01")
def typed_anew_with_other_labels_in_wan(form: Filled) -> bytes:
    workbook = homemade(form)
    sheet = first(workbook)
    spelled = {
        "用款单位": "资金使用单位",
        "2024年预算金额（元）": "2024年预算金额 (万元)",
        "当年度指标值": "年度指标值",
    }
    for row in sheet.iter_rows():
        for cell in row:
            if str(cell.value) in spelled:
                cell.value = spelled[str(cell.value)]
            if cell.value == 235200:
                cell.value = 23.52
    return saved(workbook)


@on_book("自制表：下方有签名和说明", "S01")
def typed_anew_with_signature_below(form: Filled) -> bytes:
    workbook = homemade(form)
    sheet = first(workbook)
    sheet.cell(42, 1, "单位负责人：张三")
    sheet.cell(42, 4, "填表日期：2023年10月9日")
    sheet.cell(43, 1, "备注：以上金额含税")
    return saved(workbook)


@on_book("自制表：没有左侧“绩效指标”一列", "S01", may="S03 S04")
def typed_anew_without_the_side_column(form: Filled) -> bytes:
    workbook = homemade(form)
    sheet = first(workbook)
    sheet.cell(14, 1).value = None
    return saved(workbook)


def _emptied(project: Project) -> Project:
    texts = ("project_name", "project_type", "project_level", "supervising_department", "spending_unit")
    empty = dict.fromkeys((*texts, "start_year", "end_year", "period_goal", "annual_goal"))
    return replace(project, indicators=(), funding=Funding(), **empty)  # type: ignore[arg-type]


@on_book("自制的空表，只有栏目", "S01", truth=_emptied)
def typed_anew_and_empty(form: Filled) -> bytes:
    return saved(homemade(form, names=False))


@on_book("自评表", "F09", records=0)
def self_evaluation(form: Filled) -> bytes:
    workbook = homemade(form)
    sheet = first(workbook)
    sheet.cell(2, 1).value = "项目支出绩效自评表"
    sheet.cell(14, 7).value = "实际完成值"
    sheet.cell(14, 8).value = "得分"
    return saved(workbook)


@on_book("部门整体绩效目标表", "F09", records=0)
def department_target(form: Filled) -> bytes:
    rows = [
        ["部门整体支出绩效目标表"], ["部门名称", "东坑镇骏达社区"], ["年度总体目标", "做好社区各项工作"],
        ["一级指标", "二级指标", "三级指标", "指标值"], ["产出指标", "数量指标", "走访户数", "≥300户"],
    ]  # fmt: skip
    return _laid(rows)


@on_book("价格表", "F09", records=0)
def price_list(form: Filled) -> bytes:
    return _laid([["办公用品报价单"], ["品名", "数量", "单价", "金额"], ["打印纸", 20, 25, 500], ["硒鼓", 4, 180, 720]])


@on_book("空白工作簿", "F09", records=0)
def empty_workbook(form: Filled) -> bytes:
    return saved(Workbook())


def _laid(rows: Sequence[Sequence[object]]) -> bytes:
    return saved(workbook_of(rows))


def _issued_empty() -> Filled:
    from tests.support.returned_forms import issued

    form = filled(OFFICE)
    data, layouts = issued(form.truth, prefilled=False)
    return Filled(data, layouts, tuple(map(_emptied, form.truth)))


@on_book("下发的表原样交回，一字未填", form=_issued_empty)
def issued_form_returned_unfilled(form: Filled) -> bytes:
    return form.data
