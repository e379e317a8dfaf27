"""The cases of rules and the samples as filled forms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from tests.checks.cases import cases
from tests.checks.indicator_cases import FLAGGED, QUALITY, QUANTITY, SATISFACTION, SILENT, TIME, Case
from tests.support.records import CLEAN, indicator, sample
from tests.support.stamps import stamp_for
from toolkit.errors import InputError
from toolkit.forms import CellValue, FormDefinition, Layout, load_form, load_framework
from toolkit.indicators import taken_apart
from toolkit.issuing import Issue, layout_for, record_values
from toolkit.model import DepartmentTarget, ReadRecord, Record

KEY = b"the department's key"
NOW = 1_732_000_000
YEAR = 2024
COMPLETE: Mapping[str, CellValue] = {
    "project_code": "170001001",
    "project_name": "治安经费（常）",
    "project_type": "其他特定目标类（部门职能类）",
    "project_level": "二级项目",
    "supervising_department": "东莞市东坑镇人民政府",
    "spending_unit": "东莞市东坑镇骏达社区居民委员会",
    "start_year": 2022,
    "end_year": 2024,
    "total": 36300,
    "funds_text": "预算数 3.63 万元。其中：财政资金 3.63 万元。主要用于治安巡逻",
    "payment_plan.3月底": "20%",
    "payment_plan.6月底": "50%",
    "payment_plan.10月底": "80%",
    "payment_plan.12月底": "100%",
    "period_goal": "健全社区治安防控力量，维护园区平安稳定。",
    "annual_goal": "计划采购保安服装8套，按时完成巡逻车维修。",
}
SEEDS = ("000-junda", "001-dangjian", "002-shequ", "003-yuangang", "004-zongzhi", "costfirst-re-expressed")
#: Further values of the kinds that are errors, and some beside them that are none.
SIBLINGS = (
    *(
        Case("V05", QUALITY, name, value)
        for name, value in (
            ("出勤率（含请假）", "95"),
            ("补贴（补助）发放率", "≥95"),
            ("出勤率 （％）", "95。"),
            ("出勤率", "不低于９５"),
            ("出勤率", "95（含）以上"),
            ("出勤率", "95左右"),
            ("出勤率", "90-95"),
            ("出勤率", "1,000"),
            ("出勤率", "95\u3000"),
            ("出勤率", "95\n"),
            ("政策知晓程度", "≥0.95"),
            ("支持水平", "95"),
            ("政策支持力度", "95"),
            ("投诉率（件）", "5"),
            ("工作效率", "95"),
            ("出勤率", "5人"),
            ("出勤率", "百分之九十五"),
        )
    ),
    *(
        Case("V10", QUALITY, "合格率", value)
        for value in ("120%以上", "合格率达 １２０％", "1,200%", "95%；120%", "大于100%", "超过 100%", "不超过100%")
    ),
    *(Case("V10", QUALITY, "合格率", value) for value in ("-5%", "±5%以内", "90%-100%", "100.5%", "120百分比")),
    *(
        Case("V14", TIME, "完成时间", value)
        for value in (
            "在2023年12月31日前",
            "截至2023年12月",
            "2023.12.31",
            "2023.12前",
            "２０２３年12月前",
            "2023 年 12 月前",
            "2025年1月",
            "2025年1月15日前",
            "2025年01月01日前",
            "2025年1月之前",
            "2025年1月1日之前",
            "2024年12月31日前",
            "2023年12月31日之前",
            "1999年12月前",
        )
    ),
    Case("V14", TIME, "2023年12月31日前完成采购", "100%"),
    Case("V14", QUANTITY, "办公场地面积", "2000.5平方米"),
    Case("V14", QUANTITY, "服务人数", "2000-3000人"),
    Case("V02", QUANTITY, "≥8套", "采购保安服装"),
    Case("V02", QUANTITY, "8套", "采购保安服装"),
    Case("V02", SATISFACTION, "≥90%", "群众满意度"),
    Case("A08", QUANTITY, "发放补贴；实施周期指标值:全年", "8套"),
)


class OnForm(NamedTuple):
    """A form and what is typed into it.

    Attributes:
        name: what it is an example of.
        layout: the form.
        values: what stands in its cells, by key.
    """

    name: str
    layout: Layout
    values: Mapping[str, CellValue]

    def issue(self, number: int) -> Issue:
        """Returns the form as one sheet to draw, with nothing prefilled."""
        layout, sheet = self.layout, f"表{number}"
        stamp = stamp_for(layout, KEY, sheet, number=number + 1)
        return Issue(layout, self.values, frozenset(), stamp, sheet)


def definition(name: str) -> FormDefinition:
    found = load_form(name)
    assert isinstance(found, FormDefinition)
    return found


def on_form(name: str, record: Record, form: str, typed: Mapping[str, CellValue] | None = None) -> OnForm | None:
    """Returns a record as a filled form; None where it does not fit."""
    try:
        chosen = definition(form)
        layout = layout_for(record, chosen, load_framework(chosen.framework), getattr(record, "budget_year", 0) or YEAR)
        values = record_values(record, layout)
    except InputError:
        return None
    texts = {key: text for key, text in (typed or {}).items() if key in layout.inputs}
    return OnForm(name, layout, {**values, **texts})


def examples() -> Iterator[OnForm]:
    """Yields the cases of rules as forms, as they are and completed."""
    for case in cases():
        built = case.build()
        for number, file in enumerate(built if isinstance(built, tuple) else (built,)):
            for place, read in enumerate(file.records):
                if read.definition.kind == "form" and "seed" not in case.sentence:
                    yield from _both(_example(f"{case.code} {case.sentence} {number}.{place}", read))
    for one in (*FLAGGED, *SILENT, *SIBLINGS):
        yield from _alone(one)


def hard() -> Iterator[OnForm]:
    """Yields the forms that are hardest to calculate for another program."""
    for case in SIBLINGS:
        yield from (found for found in _alone(case) if found.layout.form.id == "form13")
    yield from (found for found in examples() if found.layout.form.id == "plan" and found.name.startswith("H"))
    yield from (found for found in samples() if found.layout.form.id in ("plan", "costfirst"))


def _alone(case: Case) -> Iterator[OnForm]:
    """Yields forms with one indicator in place of those of its category."""
    added = indicator(case.level2, case.name, case.value, case.value)
    others = tuple(one for one in CLEAN.indicators if one.level2 != case.level2)
    for form, indicators in (("form13", (*others, added)), ("plan", (*CLEAN.indicators, added))):
        found = on_form(" ".join((*case, form)), replace(CLEAN, form=form, indicators=indicators), form)
        if found is not None:
            yield found._replace(values={**complete(found.layout), **found.values})


def _both(found: OnForm | None) -> Iterator[OnForm]:
    if found is not None:
        yield found
        yield OnForm(f"{found.name}, completed", found.layout, {**complete(found.layout), **found.values})


def complete(layout: Layout) -> dict[str, CellValue]:
    """Returns values for the required fields of a form."""
    values = {key: value for key, value in COMPLETE.items() if key in layout.inputs}
    rows: dict[str, int] = {}
    for slot in layout.slots:
        rows.setdefault(slot.level2, slot.number)
    for one in CLEAN.indicators:
        if one.level2 in rows:
            number, annual = rows[one.level2], one.annual_value or ""
            apart = taken_apart(annual, operator=True, unit=True)
            parts = {"name": one.name, "period_value": annual, "annual_value": annual}
            parts |= zip(("period_operator", "period_number", "period_unit"), apart, strict=True)
            parts |= zip(("operator", "number", "unit"), apart, strict=True)
            keys = {f"slots.{number}.{part}": text for part, text in parts.items() if text}
            values |= {key: text for key, text in keys.items() if key in layout.inputs}
    return values


def _example(name: str, read: ReadRecord) -> OnForm | None:
    record = read.record
    typed: dict[str, CellValue] = {}
    for key, placed in read.placed.items():
        values = (getattr(record, key, None), getattr(getattr(record, "funding", None), key, None))
        if not key.startswith("indicators.") and values == (None, None) and placed.raw.strip():
            typed[key] = placed.raw
    form = "department" if isinstance(record, DepartmentTarget) else read.definition.id
    return on_form(name, record, form, typed)


def samples() -> Iterator[OnForm]:
    """Yields the projects of the published documents as forms."""
    for seed in SEEDS:
        for number, record in enumerate(sample(seed), 1):
            form = "form13" if record.form == "combined" else record.form
            found = on_form(f"{seed} {number}", record, form)
            if found is not None:
                yield found
                if seed.startswith("costfirst"):
                    yield found._replace(name=f"{found.name} without satisfaction", values=_unsatisfied(found))


def _unsatisfied(found: OnForm) -> Mapping[str, CellValue]:
    """Returns a form's values without the level of satisfaction; another row takes its weight."""
    rows = {f"slots.{slot.number}" for slot in found.layout.slots if slot.level1 == "满意度指标"}
    kept = {key: value for key, value in found.values.items() if key.rpartition(".")[0] not in rows}
    weights = [key for key in kept if key.endswith(".weight")]
    lost = sum(Decimal(value) for key, value in found.values.items() if key.endswith(".weight") and key not in kept)
    return {**kept, weights[0]: Decimal(kept[weights[0]]) + lost}
