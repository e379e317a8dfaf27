"""Cases of family A against a roster: amounts, years, names, missing projects."""

from __future__ import annotations

from decimal import Decimal

from tests.checks.cases import Files, must_flag, must_not_flag
from tests.checks.cases.across import INFO, E
from tests.support.definitions import plan
from tests.support.read_records import file, issued, read
from tests.support.records import CLEAN, UNIT, project
from toolkit.checks import Expected
from toolkit.model import Where


def _listed(
    unit: str = UNIT, name: str = "治安经费（常）", year: int | None = 2024, **facts: str | int | Decimal
) -> Expected:
    return Expected(unit, name, year, facts)


LISTED = (_listed(total=Decimal(36300), start_year=2022, end_year=2024, project_type="其他特定目标类（部门职能类）"),)


@must_flag("A12", "an amount ten times the roster's", expected=LISTED)
def a12_an_amount_ten_times_the_rosters() -> Files:
    return file(read(project(total=Decimal(363000))))


@must_flag("A12", "an amount one 元 beside the roster's", expected=LISTED)
def a12_an_amount_one_beside_the_rosters() -> Files:
    return file(read(project(total=Decimal(36301)), stamp=issued(project_name="治安经费（常）", spending_unit=UNIT)))


@must_not_flag("A12", "the roster's own amount", expected=LISTED)
def a12_the_rosters_own_amount() -> Files:
    return file(read(CLEAN))


@must_not_flag("A12", "an amount of which the roster says nothing", expected=(_listed(),))
def a12_an_amount_of_which_the_roster_says_nothing() -> Files:
    return file(read(CLEAN))


@must_not_flag(
    "A12",
    "an amount without a unit on the roster, on a form in 万元",
    expected=(Expected(UNIT, "治安经费（常）", 2024, {"total": Decimal("3.63")}, "元"),),
)
def a12_an_amount_without_a_unit_on_the_roster_on_a_form_in() -> Files:
    return file(read(CLEAN, definition=plan()))


@must_flag(
    "A12",
    "an amount without a unit on the roster, slipped to 元 on a form in 万元",
    expected=(Expected(UNIT, "治安经费（常）", 2024, {"total": Decimal("3.63")}, "元"),),
)
def a12_an_amount_without_a_unit_on_the_roster_slipped_to_on_a_form_in() -> Files:
    return file(read(project(total=Decimal(363000000)), definition=plan()))


@must_flag("A13", "another first and last year", E, E, expected=(_listed(start_year=2023, end_year=2025),))
def a13_another_first_and_last_year() -> Files:
    return file(read(CLEAN))


@must_not_flag("A13", "the years of the roster", expected=LISTED)
def a13_the_years_of_the_roster() -> Files:
    return file(read(CLEAN))


@must_flag("A14", "a project that the roster has under another unit", expected=(_listed("乙社区"),))
def a14_a_project_that_the_roster_has_under_another_unit() -> Files:
    return file(read(CLEAN))


@must_not_flag("A14", "a name that two units have", expected=(*LISTED, _listed("乙社区")))
def a14_a_name_that_two_units_have() -> Files:
    return file(read(CLEAN))


@must_flag(
    "A15", "another type and level", E, E, expected=(_listed(project_type="其他运转类", project_level="一级项目"),)
)
def a15_another_type_and_level() -> Files:
    return file(read(CLEAN))


@must_not_flag(
    "A15", "the roster's type in other brackets", expected=(_listed(project_type="其他特定目标类(部门职能类)"),)
)
def a15_the_rosters_type_in_other_brackets() -> Files:
    return file(read(CLEAN))


@must_flag("A16", "a project that is not on the roster", expected=LISTED)
def a16_a_project_that_is_not_on_the_roster() -> Files:
    return file(read(CLEAN), read(project(project_name="新增经费"), sheet="二"))


@must_flag("A16", "a name that only looks like one of the roster", expected=LISTED)
def a16_a_name_that_only_looks_like_one_of_the_roster() -> Files:
    return file(read(project(project_name="治安经费")))


@must_not_flag("A16", "a name with other brackets, blanks and marks that nobody sees", expected=LISTED)
def a16_a_name_with_other_brackets_blanks_and_marks_that_nobody_sees() -> Files:
    return file(read(project(project_name="治安 经费(常)\u202c\ufe0f")))


@must_not_flag("A16", "a run without a roster")
def a16_a_run_without_a_roster() -> Files:
    return file(read(CLEAN))


@must_flag("A17", "an issued project that was taken off the roster", expected=LISTED)
def a17_an_issued_project_that_was_taken_off_the_roster() -> Files:
    return file(
        read(CLEAN),
        read(project(project_name="旧项目"), stamp=issued(project_name="旧项目", spending_unit=UNIT), sheet="二"),
    )


@must_not_flag("A17", "an issued project of the roster", expected=LISTED)
def a17_an_issued_project_of_the_roster() -> Files:
    return file(read(CLEAN, stamp=issued(project_name="治安经费（常）", spending_unit=UNIT)))


@must_flag(
    "A18",
    "a return of which a later one counts",
    INFO,
    superseded={Where("一.xlsx", "表", "A1:F40"): "由 二.xlsx 取代"},
)
def a18_a_return_of_which_a_later_one_counts() -> Files:
    return file(read(CLEAN))


@must_not_flag("A18", "a project that came once")
def a18_a_project_that_came_once() -> Files:
    return file(read(CLEAN))


@must_flag(
    "A07",
    "last year's forms, however many, where the roster says the year",
    E,
    E,
    expected=(
        _listed(year=2025),
        _listed(name="后勤经费", year=2025),
        _listed(name="办公经费", year=2025),
    ),
)
def a07_last_years_forms_however_many_where_the_roster_says_the_year() -> Files:
    return file(
        read(CLEAN),
        read(project(project_name="后勤经费"), sheet="二"),
        read(project(project_name="办公经费", budget_year=2025), sheet="三"),
    )


@must_flag("A07", "one form of last year alone, where the roster says the year", expected=(_listed(year=2025),))
def a07_one_form_of_last_year_alone_where_the_roster_says_the_year() -> Files:
    return file(read(CLEAN))


@must_not_flag("A07", "years that differ as the roster says", expected=(*LISTED, _listed(name="后勤经费", year=2025)))
def a07_years_that_differ_as_the_roster_says() -> Files:
    return file(read(CLEAN), read(project(project_name="后勤经费", budget_year=2025), sheet="二"))
