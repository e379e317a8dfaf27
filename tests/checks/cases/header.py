"""Family H."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import partial

from tests.checks.cases import Files, must_flag, must_not_flag
from tests.support.definitions import form_definition, plan
from tests.support.read_records import file, read, seed
from tests.support.records import CLEAN, project, row
from toolkit.checks import Settings
from toolkit.forms import CheckSettings
from toolkit.model import Funding, Project, Severity

E, W, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO


# H01


@must_flag("H01", "a form without its unit", E, cells=("C7",))
def h01_a_form_without_its_unit() -> Files:
    return file(read(project(spending_unit=None)))


@must_flag("H01", "a form without name and years", E, E, E, cells=("C3", "D8", "F8"))
def h01_a_form_without_name_and_years() -> Files:
    return file(read(project(project_name=None, start_year=None, end_year=None)))


@must_flag("H01", "a name of blanks", E)
def h01_a_name_of_blanks() -> Files:
    return file(read(project(project_name=None), raw={"project_name": " \u3000"}))


@must_flag("H01", "a row of the summary without a name", E, cells=("A5",))
def h01_a_row_of_the_summary_without_a_name() -> Files:
    return file(read(row(project_name=None)))


@must_not_flag("H01", "a field that the form does not have")
def h01_a_field_that_the_form_does_not_have() -> Files:
    return file(read(project(spending_unit=None), lacks=["spending_unit"]))


@must_not_flag("H01", "a row of the summary, which has no type and no years")
def h01_a_row_of_the_summary_which_has_no_type_and_no_years() -> Files:
    return file(read(row()))


@must_not_flag("H01", "a year that is there and cannot be read, which is H06")
def h01_a_year_that_is_there_and_cannot_be_read_which_is_h06() -> Files:
    return file(read(project(start_year=None), raw={"start_year": "二〇二二"}))


@must_not_flag("H01", "a missing amount and a missing goal, which have rules of their own")
def h01_a_missing_amount_and_a_missing_goal_which_have_rules_of_their_own() -> Files:
    return file(read(project(total=None, annual_goal=None)))


# H02


@must_flag("H02", "an amount in words", E, cells=("C9",))
def h02_an_amount_in_words() -> Files:
    return file(read(project(total=None), raw={"total": "见附件"}))


@must_flag("H02", "an empty amount", E)
def h02_an_empty_amount() -> Files:
    return file(read(project(total=None)))


@must_flag("H02", "an amount of nothing", E)
def h02_an_amount_of_nothing() -> Files:
    return file(read(project(total=Decimal(0)), raw={"total": "0"}))


@must_flag("H02", "a negative amount", E)
def h02_a_negative_amount() -> Files:
    return file(read(project(total=Decimal(-36300))))


@must_flag("H02", "a part below zero that another part makes up for", E)
def h02_a_part_below_zero_that_another_part_makes_up_for() -> Files:
    funding = Funding(total=Decimal(100000), fiscal=Decimal(120000), other=Decimal(-20000), unit_as_written="元")
    return file(read(replace(CLEAN, funding=funding), has=("fiscal", "other")))


@must_not_flag("H02", "the smallest amount of the seeds")
def h02_the_smallest_amount_of_the_seeds() -> Files:
    return file(read(project(total=Decimal(2400))))


@must_not_flag("H02", "a form that asks for no amount")
def h02_a_form_that_asks_for_no_amount() -> Files:
    return file(read(project(total=None), lacks=["total"]))


# H03


def _funded(total: str, fiscal: str | None, other: str | None = None, text: str | None = None) -> Project:
    parts = [None if one is None else Decimal(one) for one in (fiscal, other)]
    funding = Funding(Decimal(total), parts[0], None, parts[1], "万元")
    return project(funding=funding, funds_text=text)


PLAN_TEXT = "预算数 30 万元。其中：财政资金 30 元。主要用于建设社会治理综合服务中心"


@must_flag("H03", "parts of which one has lost its 万", E)
def h03_parts_of_which_one_has_lost_its() -> Files:
    return file(read(_funded("300000", "30", text=PLAN_TEXT), definition=plan(), has=("fiscal", "funds_text")))


@must_flag("H03", "parts that are less than the total", E)
def h03_parts_that_are_less_than_the_total() -> Files:
    return file(read(_funded("300000", "200000", "50000"), has=("fiscal", "other")))


@must_not_flag("H03", "parts that make the total")
def h03_parts_that_make_the_total() -> Files:
    return file(read(_funded("300000", "250000", "50000"), has=("fiscal", "other")))


@must_not_flag("H03", "a form that names no parts")
def h03_a_form_that_names_no_parts() -> Files:
    return file(read(CLEAN))


@must_not_flag("H03", "a row of the summary, which is A02")
def h03_a_row_of_the_summary_which_is_a02() -> Files:
    return file(read(row(funding=Funding(Decimal(200000), Decimal(20000)))))


# H04


@must_flag("H04", "a plan that says 30万元 and 30元", W)
def h04_a_plan_that_says_30_and_30() -> Files:
    return file(read(_funded("300000", "30", text=PLAN_TEXT), definition=plan(), has=("fiscal", "funds_text")))


@must_flag("H04", "an amount in 万元 on a form in 元", W)
def h04_an_amount_in_on_a_form_in() -> Files:
    return file(read(project(funding=Funding(Decimal(36300), unit_as_written="万元")), raw={"total": "3.63万元"}))


@must_not_flag("H04", "a plan in 万元 throughout, with a price in 元")
def h04_a_plan_in_throughout_with_a_price_in() -> Files:
    text = "预算数 200 万元。其中：财政资金 200 万元。主要用于发放补贴，标准为500元/人"
    return file(read(_funded("2000000", "2000000", text=text), definition=plan(), has=("fiscal", "funds_text")))


@must_not_flag("H04", "a price beside the amounts")
def h04_a_price_beside_the_amounts() -> Files:
    text = "预算数 200 万元。其中：财政资金 200 万元，补贴资金500元/人、1.2万元/户"
    return file(read(_funded("2000000", "2000000", text=text), definition=plan(), has=("fiscal", "funds_text")))


@must_not_flag("H04", "an amount that names its unit")
def h04_an_amount_that_names_its_unit() -> Files:
    return file(read(CLEAN, raw={"total": "36,300元"}))


@must_not_flag("H04", "a summary that is in 元 as a whole")
def h04_a_summary_that_is_in_as_a_whole() -> Files:
    return file(read(row(funding=Funding(Decimal(200000), unit_as_written="元")), raw={"total": "200000"}))


# H05


@must_flag("H05", "3.63 on a form in 元", W)
def h05_3_63_on_a_form_in() -> Files:
    return file(read(project(total=Decimal("3.63"))))


@must_flag("H05", "an amount in 元 on a form in 万元", W)
def h05_an_amount_in_on_a_form_in() -> Files:
    return file(read(_funded("363000000", None), definition=plan()))


@must_not_flag("H05", "the smallest and the largest real amounts")
def h05_the_smallest_and_the_largest_real_amounts() -> Files:
    return seed("003"), seed("001")


@must_not_flag("H05", "an amount of nothing, which is H02")
def h05_an_amount_of_nothing_which_is_h02() -> Files:
    return file(read(project(total=Decimal(0))))


@must_not_flag("H05", "a bound that the user lowered", Settings({"H05": CheckSettings(options={"low": "1"})}))
def h05_a_bound_that_the_user_lowered() -> Files:
    return file(read(project(total=Decimal("3.63"))))


# H06


@must_flag("H06", "a period of last year's form", E, cells=("D8,F8",))
def h06_a_period_of_last_years_form() -> Files:
    return file(read(project(start_year=2021, end_year=2023)))


@must_flag("H06", "a period that ends before it starts", E)
def h06_a_period_that_ends_before_it_starts() -> Files:
    return file(read(project(start_year=2024, end_year=2022, budget_year=None)))


@must_flag("H06", "a year in Chinese numerals", E, cells=("D8",))
def h06_a_year_in_chinese_numerals() -> Files:
    return file(read(project(start_year=None), raw={"start_year": "二〇二二"}))


@must_not_flag("H06", "the periods of the seeds")
def h06_the_periods_of_the_seeds() -> Files:
    return seed("000"), seed("001"), seed("004")


@must_not_flag("H06", "an empty year, which is H01")
def h06_an_empty_year_which_is_h01() -> Files:
    return file(read(project(end_year=None)))


# thresholds: at, just below and just above


def with_total(amount: str) -> Files:
    return file(read(project(total=Decimal(amount))))


def lasting(start: int, end: int) -> Files:
    return file(read(project(start_year=start, end_year=end)))


for amount in ("99.99", "0.01", "100000000.01"):
    must_flag("H05", f"{amount}元", W)(partial(with_total, amount))
for amount in ("100", "100.01", "100000000"):
    must_not_flag("H05", f"{amount}元")(partial(with_total, amount))
for start, end in ((2025, 2025), (2020, 2023), (2025, 2024)):
    must_flag("H06", f"{start} to {end}", E)(partial(lasting, start, end))
for start, end in ((2024, 2024), (2023, 2024), (2024, 2025), (2000, 2099)):
    must_not_flag("H06", f"{start} to {end}")(partial(lasting, start, end))


# H07


@must_flag("H07", "a type in free words", W, cells=("C4",))
def h07_a_type_in_free_words() -> Files:
    return file(read(project(project_type="部门职能类")))


@must_flag("H07", "a level in free words", W, cells=("C5",))
def h07_a_level_in_free_words() -> Files:
    return file(read(project(project_level="普通项目")))


@must_not_flag("H07", "a type with other brackets and a line break")
def h07_a_type_with_other_brackets_and_a_line_break() -> Files:
    return file(read(project(project_type="其他特定目标类(部门\n职能类)")))


@must_not_flag("H07", "the types of the seeds")
def h07_the_types_of_the_seeds() -> Files:
    return seed("000"), seed("001"), seed("004")


# H14


@must_flag("H14", "two amounts in the cell of the fiscal money", E, cells=("B4",))
def h14_two_amounts_in_the_cell_of_the_fiscal_money() -> Files:
    return file(read(project(), definition=form_definition("costfirst"), has=["fiscal"], raw={"fiscal": "50-60万"}))


@must_not_flag("H14", "fiscal money that was left empty")
def h14_fiscal_money_that_was_left_empty() -> Files:
    return file(read(project(), definition=form_definition("costfirst"), has=["fiscal"], raw={"fiscal": " "}))
