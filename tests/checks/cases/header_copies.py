"""Family H: copies, codes and spending plans."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import partial

from tests.checks.cases import Files, must_flag, must_not_flag
from tests.checks.cases.header import INFO, E, W
from tests.support.definitions import plan
from tests.support.read_records import file, issued, read, seed
from tests.support.records import CLEAN, indicator, project, row
from toolkit.checks import Settings
from toolkit.forms import CheckSettings
from toolkit.model import PaymentStep, Project, ReadFile

# H08, H09


def _other_file(record: Project) -> ReadFile:
    return file(read(record, path="returned/骏达(2).xlsx"))


CHANGED = project(total=Decimal(66000))
SECOND = project(project_name="文体活动经费")


@must_flag("H08", "a form that repeats another", E)
def h08_a_form_that_repeats_another() -> Files:
    return file(read(CLEAN), read(CLEAN, sheet="治安经费 (2)"))


@must_flag("H08", "the repeated form of seed 001", E)
def h08_the_repeated_form_of_seed_001() -> Files:
    return seed("001")


@must_flag("H08", "a copy whose name is spelled with blanks and its goal with a line break", E)
def h08_a_copy_whose_name_is_spelled_with_blanks_and_its_goal_with_a_line() -> Files:
    copy = project(project_name="治安经费 (常)", annual_goal="计划采购保安服装8套，\n按时完成巡逻车维修。")
    return file(read(CLEAN), read(copy, sheet="二"))


@must_flag("H08", "a form and the row of a summary that was made from it", E)
def h08_a_form_and_the_row_of_a_summary_that_was_made_from_it() -> Files:
    merged = row(funding=CLEAN.funding, indicators=tuple(reversed(CLEAN.indicators)))
    return file(read(CLEAN)), file(read(merged, path="returned/汇总.xlsx"))


@must_not_flag("H08", "projects of one name in two units")
def h08_projects_of_one_name_in_two_units() -> Files:
    return file(read(CLEAN)), _other_file(project(spending_unit="乙社区"))


@must_not_flag("H08", "the same project in another year")
def h08_the_same_project_in_another_year() -> Files:
    return file(read(CLEAN), read(project(budget_year=2023, end_year=2023), sheet="二"))


@must_not_flag("H08", "a form whose goal is empty, and the same form with its goal")
def h08_a_form_whose_goal_is_empty_and_the_same_form_with_its_goal() -> Files:
    return file(read(project(annual_goal=None)), read(CLEAN, sheet="二"))


@must_not_flag("H08", "the other seeds")
def h08_the_other_seeds() -> Files:
    return seed("000"), seed("002"), seed("003"), seed("004")


@must_flag("H09", "one name with two amounts in a file", W, cells=("C3",))
def h09_one_name_with_two_amounts_in_a_file() -> Files:
    return file(read(CLEAN), read(CHANGED, sheet="二"))


@must_flag("H09", "two versions on copies of one prefilled form in a file", E, E, cells=("C3", "C3"))
def h09_two_versions_on_copies_of_one_prefilled_form_in_a_file() -> Files:
    stamp = issued(project_name=CLEAN.project_name or "")
    return file(read(CLEAN, stamp=stamp), read(CHANGED, sheet="治安经费 (2)", stamp=stamp))


@must_flag("H09", "one name on two copies of a blank form in a file", W, cells=("C3",))
def h09_one_name_on_two_copies_of_a_blank_form_in_a_file() -> Files:
    return file(read(CLEAN, stamp=issued()), read(CHANGED, sheet="二", stamp=issued()))


@must_flag("H09", "one name in two files that hold different projects", W)
def h09_one_name_in_two_files_that_hold_different_projects() -> Files:
    return file(read(CLEAN), read(SECOND, sheet="二")), _other_file(CHANGED)


@must_not_flag("H09", "an exact copy, which is H08")
def h09_an_exact_copy_which_is_h08() -> Files:
    return file(read(CLEAN), read(CLEAN, sheet="二"))


@must_not_flag("H09", "two versions of a file, which is A04")
def h09_two_versions_of_a_file_which_is_a04() -> Files:
    return file(read(CLEAN)), _other_file(CHANGED)


@must_not_flag("H09", "the seeds")
def h09_the_seeds() -> Files:
    return tuple(map(seed, ("000", "001", "002", "003", "004")))


# H10

ON = Settings({"H10": CheckSettings("info")})


@must_flag("H10", "a community that supervises itself, once the rule is on", INFO, settings=ON)
def h10_a_community_that_supervises_itself_once_the_rule_is_on() -> Files:
    return file(read(project(supervising_department=CLEAN.spending_unit)))


@must_not_flag("H10", "a community that supervises itself, as they all do")
def h10_a_community_that_supervises_itself_as_they_all_do() -> Files:
    return seed("000"), seed("001"), seed("004")


@must_not_flag("H10", "a community that its town supervises", ON)
def h10_a_community_that_its_town_supervises() -> Files:
    return file(read(CLEAN))


# H11


def _coded(code: str | None, name: str = "社区工作经费", sheet: str = "一") -> ReadFile:
    record = project(project_code=code, project_name=name)
    return file(read(record, has=["project_code"], sheet=sheet, path=f"returned/{sheet}.xlsx"))


@must_flag("H11", "a code that the program rounded", E, cells=("B4",))
def h11_a_code_that_the_program_rounded() -> Files:
    return _coded("1.70001E+08")


@must_flag("H11", "a form without the code that it asks for", E)
def h11_a_form_without_the_code_that_it_asks_for() -> Files:
    return _coded(None)


@must_flag("H11", "a code that another project has", E)
def h11_a_code_that_another_project_has() -> Files:
    return _coded("170001001"), _coded("170001001", "各工作站装修费用", "二")


@must_not_flag("H11", "a form that asks for no code")
def h11_a_form_that_asks_for_no_code() -> Files:
    return file(read(CLEAN))


@must_not_flag("H11", "two versions of one project, and one in full-width digits")
def h11_two_versions_of_one_project_and_one_in_full_width_digits() -> Files:
    return _coded("170001001"), _coded("１７０００１００１", sheet="二")


@must_not_flag("H11", "the codes of seed 002")
def h11_the_codes_of_seed_002() -> Files:
    return seed("002")


# H12, H13


def _planned(*percents: str | None) -> Files:
    steps = zip(("3月底", "6月底", "10月底", "12月底"), percents, strict=True)
    record = project(payment_plan=tuple(PaymentStep(by, percent) for by, percent in steps))
    return file(read(record, definition=plan(), has=["payment_plan.0.percent"]))


for percents in (
    ("5", "25", "20", "50"),
    ("5", "30", "50", "90"),
    ("5", "30", None, "100"),
    (None, None, None, None),
    ("5", "30", "50", "120"),
    ("-5", "30", "50", "100"),
    ("5", "30", "一半", "100"),
    ("5", "30", "NaN", "100"),
):
    must_flag("H12", f"the plan {percents}", E)(partial(_planned, *percents))


@must_not_flag("H12", "a plan with percent signs in full width")
def h12_a_plan_with_percent_signs_in_full_width() -> Files:
    return _planned("5％", "30%", "30%", "100%")


@must_not_flag("H12", "a form without a plan")
def h12_a_form_without_a_plan() -> Files:
    return file(read(CLEAN))


@must_not_flag("H12", "the plans of seed 002")
def h12_the_plans_of_seed_002() -> Files:
    return seed("002")


@must_flag("H13", "a plan with half of the money after October", W)
def h13_a_plan_with_half_of_the_money_after_october() -> Files:
    return _planned("5", "30", "50", "100")


@must_flag("H13", "a plan that begins with nothing", W)
def h13_a_plan_that_begins_with_nothing() -> Files:
    return _planned("0", "60", "75", "100")


@must_flag("H13", "the plans of seed 002", W, W, W)
def h13_the_plans_of_seed_002() -> Files:
    return seed("002")


@must_not_flag("H13", "a plan along the year")
def h13_a_plan_along_the_year() -> Files:
    return _planned("25", "50", "75", "100")


@must_not_flag("H13", "a plan that falls, which is H12")
def h13_a_plan_that_falls_which_is_h12() -> Files:
    return _planned("0", "60", "30", "100")


@must_not_flag("H13", "a form without a plan")
def h13_a_form_without_a_plan() -> Files:
    return file(read(CLEAN))


# what the indicators of a copy are compared by


@must_not_flag("H08", "two forms that differ in one value of the period")
def h08_two_forms_that_differ_in_one_value_of_the_period() -> Files:
    other = (indicator("数量指标", "采购保安服装", "≧24套", "≧8套"), *CLEAN.indicators[1:])
    return file(read(CLEAN), read(replace(CLEAN, indicators=other), sheet="二"))
