"""Families G, I, V and T: goals, sets of indicators, values, satisfaction."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from tests.checks.cases import Files, must_flag, must_not_flag
from tests.support.definitions import form13
from tests.support.read_records import file, read, seed, seen
from tests.support.records import CLEAN, indicator, project, row
from toolkit.forms import FormDefinition, TableColumn
from toolkit.model import Indicator, Observed, Severity

E, W = Severity.ERROR, Severity.WARNING
OUTPUT, BENEFIT, SATISFACTION = CLEAN.indicators[:4], CLEAN.indicators[4:5], CLEAN.indicators[5:]


@must_flag("G01", "a form without both goals", E, E, cells=("C11", "C13"))
def g01_a_form_without_both_goals() -> Files:
    return file(read(project(period_goal=None, annual_goal=None)))


@must_flag("G01", "a row of the summary without a goal", E, cells=("F5",))
def g01_a_row_of_the_summary_without_a_goal() -> Files:
    return file(read(row(annual_goal=None)))


@must_not_flag("G01", "a form with one goal")
def g01_a_form_with_one_goal() -> Files:
    return file(read(project(period_goal=None), lacks=["period_goal"]))


@must_not_flag("G01", "a goal that the definition leaves free")
def g01_a_goal_that_the_definition_leaves_free() -> Files:
    free = replace(
        form13(), fields={**form13().fields, "period_goal": replace(form13().fields["period_goal"], required=False)}
    )
    return file(read(project(period_goal=None), definition=free))


@must_not_flag("G01", "the seeds")
def g01_the_seeds() -> Files:
    return tuple(map(seed, ("000", "001", "002", "003", "004")))


def clean_form() -> Files:
    return file(read(CLEAN))


def without_level(kept: tuple[Indicator, ...]) -> Files:
    return file(read(project(indicators=kept)))


def level_not_offered(kept: tuple[Indicator, ...]) -> Files:
    return file(read(project(indicators=kept), definition=_offering(kept)))


for code, severity, kept in (
    ("I01", E, (*BENEFIT, *SATISFACTION)),
    ("I02", W, (*OUTPUT, *SATISFACTION)),
    ("I03", E, (*OUTPUT, *BENEFIT)),
):
    must_flag(code, "a form without that level", severity)(partial(without_level, kept))
    must_not_flag(code, "a form with all levels, ecological and economic benefit left empty")(clean_form)
    must_not_flag(code, "a form that does not offer the level")(partial(level_not_offered, kept))


def _offering(kept: tuple[Indicator, ...]) -> FormDefinition:
    table = form13().indicators
    offered = {one.level2 for one in kept}
    return replace(
        form13(), indicators=replace(table, categories=tuple(c for c in table.categories if c.level2 in offered))
    )


@must_flag("I03", "a row of the summary, where it is a warning", W)
def i03_a_row_of_the_summary_where_it_is_a_warning() -> Files:
    return file(read(row(indicators=(*OUTPUT, *BENEFIT))))


@must_not_flag("I01", "a form whose output label is gone, which is S03")
def i01_a_form_whose_output_label_is_gone_which_is_s03() -> Files:
    return file(read(project(indicators=(*BENEFIT, *SATISFACTION)), seen(Observed.LABEL_MISSING, label="产出指标")))


@must_flag("I12", "a row that was copied", E, cells=("D16",))
def i12_a_row_that_was_copied() -> Files:
    return file(read(project(indicators=(OUTPUT[0], replace(OUTPUT[0], annual_value="≧9套"), *CLEAN.indicators[1:]))))


@must_not_flag("I12", "one name in two categories")
def i12_one_name_in_two_categories() -> Files:
    twin = indicator("质量指标", "采购保安服装", "合格", "合格")
    return file(read(project(indicators=(*CLEAN.indicators, twin))))


@must_not_flag("I12", "the seeds")
def i12_the_seeds() -> Files:
    return tuple(map(seed, ("000", "001", "002", "003", "004")))


def _valued(period: str | None, annual: str | None) -> tuple[Indicator, ...]:
    return (indicator("数量指标", "采购保安服装", period, annual), *CLEAN.indicators[1:])


@must_flag("V01", "a name without any value", E, cells=("F15",))
def v01_a_name_without_any_value() -> Files:
    return file(read(project(indicators=_valued(None, None))))


@must_flag("V01", "one lost value of which nobody has said anything", E, cells=("F15",))
def v01_one_lost_value_of_which_nobody_has_said_anything() -> Files:
    return file(read(project(indicators=_valued("≧8套", None))))


@must_flag("V01", "an annual value that is missing in a summary", E)
def v01_an_annual_value_that_is_missing_in_a_summary() -> Files:
    return file(read(row(indicators=_valued("全年", None))))


@must_flag("V01", "the rows 36 to 38 of seed 003", E, E, E)
def v01_the_rows_36_to_38_of_seed_003() -> Files:
    return seed("003")


@must_not_flag("V01", "one lost value, which is S07")
def v01_one_lost_value_which_is_s07() -> Files:
    lost = seen(Observed.VALUE_LOST, "C15:F15", which="年度指标值", name="采购保安服装")
    return file(read(project(indicators=_valued("≧8套", None)), lost))


@must_not_flag("V01", "a summary that says nothing of the period")
def v01_a_summary_that_says_nothing_of_the_period() -> Files:
    return file(read(row(indicators=_valued(None, "≧8套"))))


@must_not_flag("V01", "a form with one column of values")
def v01_a_form_with_one_column_of_values() -> Files:
    plain = tuple(replace(one, period_value=None) for one in CLEAN.indicators)
    lacks = [f"indicators.{number}.period_value" for number in range(len(plain))]
    columns = (
        TableColumn("一级指标", "level1"),
        TableColumn("三级指标", "name"),
        TableColumn("指标值", "annual_value"),
    )
    definition = replace(form13(), indicators=replace(form13().indicators, columns=columns))
    return file(read(project(indicators=plain), definition=definition, lacks=lacks))


@must_not_flag("V01", "the seeds that have all their values")
def v01_the_seeds_that_have_all_their_values() -> Files:
    return seed("000"), seed("001"), seed("002")


@must_flag("V02", "a value without a name", E, cells=("D15",))
def v02_a_value_without_a_name() -> Files:
    nameless = (replace(OUTPUT[0], name=None), *CLEAN.indicators[1:])
    return file(read(project(indicators=nameless)))


@must_flag("V02", "a value in the place of the name, the name in the place of a value", E, cells=("D15",))
def v02_a_value_in_the_place_of_the_name_the_name_in_the_place_of_a_value() -> Files:
    first = replace(OUTPUT[0], name="≥101次", period_value=OUTPUT[0].name)
    return file(read(project(indicators=(first, *CLEAN.indicators[1:]))))


@must_not_flag("V02", "names that are words of values, with values beside them")
def v02_names_that_are_words_of_values_with_values_beside_them() -> Files:
    names = ("88", "1台", "≥95%", "按时发放")
    named = tuple(replace(one, name=name) for name, one in zip(names, CLEAN.indicators, strict=False))
    return file(read(project(indicators=named)))


@must_flag("V02", "the last row of seed 003", E)
def v02_the_last_row_of_seed_003() -> Files:
    return seed("003")


@must_not_flag("V02", "the other seeds")
def v02_the_other_seeds() -> Files:
    return seed("000"), seed("001"), seed("002"), seed("004")


# thresholds: at, just below and just above


def _satisfied(name: str, value: str) -> Files:
    added = indicator("服务对象满意度指标", name, value, value)
    return file(read(project(indicators=(*CLEAN.indicators[:-1], added))))


for value in ("≥89%", "≥89.99%", "80%-95%"):
    must_flag("T01", f"satisfaction of {value}", W)(partial(_satisfied, "群众满意度", value))
for value in ("≥90%", "90%", "≥90.01%", "90%及以上", "90%-95%"):
    must_not_flag("T01", f"satisfaction of {value}")(partial(_satisfied, "群众满意度", value))
for value in ("100%", "≥100%"):
    must_flag("T02", f"satisfaction of {value}", Severity.INFO)(partial(_satisfied, "群众满意度", value))
for value in ("≥99.9%", "99%"):
    must_not_flag("T02", f"satisfaction of {value}")(partial(_satisfied, "群众满意度", value))


def _asked(*asked: tuple[str | None, str | None]) -> Files:
    rows = (indicator("服务对象满意度指标", name, value, value) for name, value in asked)
    return file(read(project(indicators=(*OUTPUT, *BENEFIT, *rows))))


@must_flag("T03", "satisfaction in words, in points and as a range of people", W, W, W)
def _() -> Files:
    return _asked(("群众满意度", "满意"), ("商户满意度", "≥95分"), ("居民满意度", "90-95人"))


@must_not_flag("T03", "percentages from nothing to everybody, a range of them, a number without its sign")
def _() -> Files:
    values = ("0%", "≥90%", "100%", "90%-95%", "95")
    return _asked(*((f"{who}满意度", value) for who, value in zip("甲乙丙丁戊", values, strict=True)))


@must_not_flag("T03", "a name without a value, which is V01, and a value without a name, which is V02")
def _() -> Files:
    return _asked(("群众满意度", None), (None, "≥90%"))


@must_flag("T04", "a name about something else, a value as a name, a name that lacks 度", W, W, Severity.INFO)
def _() -> Files:
    return _asked(("群众获得感", "≥90%"), ("95%", "≥90%"), ("服务对象满意", "≥90%"))


@must_not_flag("T04", "the shortest name, other words for it, no name at all")
def _() -> Files:
    return _asked(("满意度", "≥90%"), ("居民认可度", "≥90%"), ("服务好评率", "≥90%"), (None, "≥90%"))


@must_flag("T05", "two thresholds that differ a little, at both values", Severity.INFO, cells=("E20,F20,E21,F21",))
def _() -> Files:
    return _asked(("群众满意度", "≥90%"), ("商户满意度", "≥90.1%"))


@must_flag("T05", "a third threshold that differs from the first is told once", Severity.INFO)
def _() -> Files:
    return _asked(("群众满意度", "≥90%"), ("商户满意度", "90%"), ("居民满意度", "95%"), ("游客满意度", "85%"))


@must_not_flag("T05", "one threshold in several spellings, and values that are empty or in words")
def _() -> Files:
    return _asked(("群众满意度", "≥90%"), ("商户满意度", "90.0%以上"), ("居民满意度", None), ("游客满意度", "满意"))


@must_not_flag("T05", "a single threshold, and a rate of complaints")
def _() -> Files:
    return _asked(("群众满意度", "≥90%"), ("群众投诉率", "≤5%"))
