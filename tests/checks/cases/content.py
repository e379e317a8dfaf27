"""Families G, I and V: the part that is here already."""

from __future__ import annotations

from dataclasses import replace

from tests.checks.cases import Files, must_flag, must_not_flag
from tests.support.definitions import form13
from tests.support.read_records import file, read, seed, seen
from tests.support.records import CLEAN, indicator, project, row
from toolkit.forms.definition import TableColumn
from toolkit.model.evidence import Observed
from toolkit.model.finding import Severity

E, W = Severity.ERROR, Severity.WARNING
OUTPUT, BENEFIT, SATISFACTION = CLEAN.indicators[:4], CLEAN.indicators[4:5], CLEAN.indicators[5:]


@must_flag("G01", "a form without both goals", E, E, cells=("C11", "C13"))
def _() -> Files:
    return file(read(project(period_goal=None, annual_goal=None)))


@must_flag("G01", "a row of the summary without a goal", E, cells=("F5",))
def _() -> Files:
    return file(read(row(annual_goal=None)))


@must_not_flag("G01", "a form with one goal")
def _() -> Files:
    return file(read(project(period_goal=None), lacks=["period_goal"]))


@must_not_flag("G01", "a goal that the definition leaves free")
def _() -> Files:
    free = replace(
        form13(), fields={**form13().fields, "period_goal": replace(form13().fields["period_goal"], required=False)}
    )
    return file(read(project(period_goal=None), definition=free))


@must_not_flag("G01", "the seeds")
def _() -> Files:
    return tuple(map(seed, ("000", "001", "002", "003", "004")))


for code, severity, kept in (
    ("I01", E, (*BENEFIT, *SATISFACTION)),
    ("I02", W, (*OUTPUT, *SATISFACTION)),
    ("I03", E, (*OUTPUT, *BENEFIT)),
):
    must_flag(code, "a form without that level", severity)(lambda kept=kept: file(read(project(indicators=kept))))
    must_not_flag(code, "a form with all levels, ecological and economic benefit left empty")(lambda: file(read(CLEAN)))
    must_not_flag(code, "a form that does not offer the level")(
        lambda kept=kept: file(read(project(indicators=kept), definition=_offering(kept)))
    )


def _offering(kept):
    table = form13().indicators
    offered = {one.level2 for one in kept}
    return replace(
        form13(), indicators=replace(table, categories=tuple(c for c in table.categories if c.level2 in offered))
    )


@must_flag("I03", "a row of the summary, where it is a warning", W)
def _() -> Files:
    return file(read(row(indicators=(*OUTPUT, *BENEFIT))))


@must_not_flag("I01", "a form whose output label is gone, which is S03")
def _() -> Files:
    return file(read(project(indicators=(*BENEFIT, *SATISFACTION)), seen(Observed.LABEL_MISSING, label="产出指标")))


@must_flag("I12", "a row that was copied", E, cells=("D16",))
def _() -> Files:
    return file(read(project(indicators=(OUTPUT[0], replace(OUTPUT[0], annual_value="≧9套"), *CLEAN.indicators[1:]))))


@must_not_flag("I12", "one name in two categories")
def _() -> Files:
    twin = indicator("质量指标", "采购保安服装", "合格", "合格")
    return file(read(project(indicators=(*CLEAN.indicators, twin))))


@must_not_flag("I12", "the seeds")
def _() -> Files:
    return tuple(map(seed, ("000", "001", "002", "003", "004")))


def _valued(period: str | None, annual: str | None):
    return (indicator("数量指标", "采购保安服装", period, annual), *CLEAN.indicators[1:])


@must_flag("V01", "a name without any value", E, cells=("F15",))
def _() -> Files:
    return file(read(project(indicators=_valued(None, None))))


@must_flag("V01", "one lost value of which nobody has said anything", E, cells=("F15",))
def _() -> Files:
    return file(read(project(indicators=_valued("≧8套", None))))


@must_flag("V01", "an annual value that is missing in a summary", E)
def _() -> Files:
    return file(read(row(indicators=_valued("全年", None))))


@must_flag("V01", "the rows 36 to 38 of seed 003", E, E, E)
def _() -> Files:
    return seed("003")


@must_not_flag("V01", "one lost value, which is S07")
def _() -> Files:
    lost = seen(Observed.VALUE_LOST, "C15:F15", which="年度指标值", name="采购保安服装")
    return file(read(project(indicators=_valued("≧8套", None)), lost))


@must_not_flag("V01", "a summary that says nothing of the period")
def _() -> Files:
    return file(read(row(indicators=_valued(None, "≧8套"))))


@must_not_flag("V01", "a form with one column of values")
def _() -> Files:
    plain = tuple(replace(one, period_value=None) for one in CLEAN.indicators)
    lacks = [f"indicators.{number}.period_value" for number in range(len(plain))]
    columns = (
        TableColumn("level1", "一级指标"),
        TableColumn("name", "三级指标"),
        TableColumn("annual_value", "指标值"),
    )
    definition = replace(form13(), indicators=replace(form13().indicators, columns=columns))
    return file(read(project(indicators=plain), definition=definition, lacks=lacks))


@must_not_flag("V01", "the seeds that have all their values")
def _() -> Files:
    return seed("000"), seed("001"), seed("002")


@must_flag("V02", "a value without a name", E, cells=("D15",))
def _() -> Files:
    nameless = (replace(OUTPUT[0], name=None), *CLEAN.indicators[1:])
    return file(read(project(indicators=nameless)))


@must_flag("V02", "a value in the place of the name, the name in the place of a value", E, cells=("D15",))
def _() -> Files:
    first = replace(OUTPUT[0], name="≥101次", period_value=OUTPUT[0].name)
    return file(read(project(indicators=(first, *CLEAN.indicators[1:]))))


@must_not_flag("V02", "names that are words of values, with values beside them")
def _() -> Files:
    names = ("88", "1台", "≥95%", "按时发放")
    named = tuple(replace(one, name=name) for name, one in zip(names, CLEAN.indicators, strict=False))
    return file(read(project(indicators=named)))


@must_flag("V02", "the last row of seed 003", E)
def _() -> Files:
    return seed("003")


@must_not_flag("V02", "the other seeds")
def _() -> Files:
    return seed("000"), seed("001"), seed("002"), seed("004")


# thresholds: at, just below and just above


def _satisfied(name: str, value: str) -> Files:
    added = indicator("服务对象满意度指标", name, value, value)
    return file(read(project(indicators=(*CLEAN.indicators[:-1], added))))


for value in ("≥89%", "≥89.99%"):
    must_flag("T01", f"satisfaction of {value}", W)(lambda value=value: _satisfied("群众满意度", value))
for value in ("≥90%", "90%", "≥90.01%", "90%及以上"):
    must_not_flag("T01", f"satisfaction of {value}")(lambda value=value: _satisfied("群众满意度", value))
for value in ("100%", "≥100%"):
    must_flag("T02", f"satisfaction of {value}", Severity.INFO)(lambda value=value: _satisfied("群众满意度", value))
for value in ("≥99.9%", "99%"):
    must_not_flag("T02", f"satisfaction of {value}")(lambda value=value: _satisfied("群众满意度", value))
