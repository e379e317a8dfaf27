"""Family A."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from tests.checks.cases import Files, must_flag, must_not_flag
from tests.support.read_records import file, issued, read, seed, seen, total
from tests.support.records import CLEAN, UNIT, indicator, project, row
from toolkit.checks import Expected
from toolkit.model import Funding, Observed, ReadFile, Severity

E, W, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO
SUMMARY = "returned/汇总.xlsx"


def _funded(amount: str | None, fiscal: str | None = None) -> Funding:
    both = [None if one is None else Decimal(one) for one in (amount, fiscal)]
    return Funding(both[0], both[1], unit_as_written="万元")


def _summary(printed: str, *amounts: str | None, step: str = "100", raw: str | None = None) -> ReadFile:
    """A summary of rows with these amounts in 元 and a printed total."""
    rows = [
        read(
            row(project_name=f"项目{line}", funding=_funded(amount)),
            path=SUMMARY,
            line=line,
            raw={"total": raw} if raw and amount is None else None,
        )
        for line, amount in enumerate(amounts, 5)
    ]
    return file(*rows, totals=(total(printed, *range(len(rows)), step=step),))


@must_flag("A01", "a total with two digits swapped", E, cells=("B4",))
def a01_a_total_with_two_digits_swapped() -> Files:
    return _summary("245093", "200000", "45039")


@must_flag("A01", "a total one step off", E)
def a01_a_total_one_step_off() -> Files:
    return _summary("24600", "12250", "12250")


@must_not_flag("A01", "a total that is the exact sum")
def a01_a_total_that_is_the_exact_sum() -> Files:
    return _summary("245039", "200000", "45039", step="1")


@must_not_flag("A01", "a total of exact rows, rounded half up")
def a01_a_total_of_exact_rows_rounded_half_up() -> Files:
    return _summary("245100", "200000", "45050")


@must_not_flag("A01", "a row whose amount is left empty")
def a01_a_row_whose_amount_is_left_empty() -> Files:
    return _summary("200000", "200000", None)


@must_not_flag("A01", "a row whose amount cannot be read, which is H02")
def a01_a_row_whose_amount_cannot_be_read_which_is_h02() -> Files:
    return _summary("245000", "200000", None, raw="四万五")


@must_not_flag("A01", "the total of seed 003")
def a01_the_total_of_seed_003() -> Files:
    rows = seed("003").records
    printed = (total("24503900", *range(len(rows))), total("24503900", *range(len(rows)), key="fiscal"))
    return file(*rows, totals=printed)


@must_flag("A02", "a row whose parts are a tenth", E, cells=("B5",))
def a02_a_row_whose_parts_are_a_tenth() -> Files:
    return file(read(row(funding=_funded("200000", "20000"))))


@must_not_flag("A02", "a row that names no parts")
def a02_a_row_that_names_no_parts() -> Files:
    return file(read(row(funding=_funded("200000"))))


@must_not_flag("A02", "the rows of seed 003")
def a02_the_rows_of_seed_003() -> Files:
    return seed("003")


@must_not_flag("A02", "a form, which is H03")
def a02_a_form_which_is_h03() -> Files:
    return file(read(project(funding=_funded("200000", "20000"))))


JUNDA = (Expected(UNIT, "治安经费（常）"), Expected(UNIT, "后勤经费"))
EXPECTED = (*JUNDA, Expected("东坑镇党建工作办公室", "综合经费"), Expected("东坑镇党建工作办公室", "党建经费"))


@must_flag("A03", "a unit that returned nothing, and one that returned half", E, E, expected=EXPECTED)
def a03_a_unit_that_returned_nothing_and_one_that_returned_half() -> Files:
    return file(read(CLEAN))


@must_not_flag("A03", "units that returned everything", expected=JUNDA)
def a03_units_that_returned_everything() -> Files:
    return file(read(CLEAN), read(project(project_name="后勤 经费"), sheet="二"))


@must_not_flag("A03", "a form whose stamp still says whose it is", expected=JUNDA[:1])
def a03_a_form_whose_stamp_still_says_whose_it_is() -> Files:
    stamp = issued(project_name="治安经费（常）", spending_unit=UNIT)
    return file(read(project(project_name=None, spending_unit=None), stamp=stamp))


@must_not_flag("A03", "a run without a roster")
def a03_a_run_without_a_roster() -> Files:
    return file(read(CLEAN))


CHANGED = project(total=Decimal(66000))
OTHER = "returned/骏达(2).xlsx"


@must_flag("A04", "two files with the same projects and another amount", E, E)
def a04_two_files_with_the_same_projects_and_another_amount() -> Files:
    return file(read(CLEAN)), file(read(CHANGED, path=OTHER))


@must_flag("A04", "one issued sheet in two files, beside other projects", E, E)
def a04_one_issued_sheet_in_two_files_beside_other_projects() -> Files:
    stamp = issued(project_name="治安经费（常）")
    second = read(project(project_name="文体活动经费"), sheet="二")
    return file(read(CLEAN, stamp=stamp), second), file(read(CHANGED, stamp=stamp, path=OTHER))


@must_not_flag("A04", "one file twice, which is H08")
def a04_one_file_twice_which_is_h08() -> Files:
    return (file(read(CLEAN)), file(read(CLEAN, path=OTHER)))


@must_not_flag("A04", "a blank form that two units filled")
def a04_a_blank_form_that_two_units_filled() -> Files:
    theirs = project(spending_unit="乙社区", project_name="后勤经费")
    return file(read(CLEAN, stamp=issued())), file(read(theirs, stamp=issued(), path=OTHER))


@must_not_flag("A04", "a blank form that one unit filled for two projects")
def a04_a_blank_form_that_one_unit_filled_for_two_projects() -> Files:
    second = project(project_name="后勤经费")
    return file(read(CLEAN, stamp=issued())), file(read(second, stamp=issued(), path=OTHER))


@must_not_flag("A04", "two forms without a name")
def a04_two_forms_without_a_name() -> Files:
    return file(read(project(project_name=None))), file(
        read(project(project_name=None, total=Decimal(1000)), path=OTHER)
    )


@must_not_flag("A04", "one name with two amounts in one file, which is H09")
def a04_one_name_with_two_amounts_in_one_file_which_is_h09() -> Files:
    return file(read(CLEAN), read(CHANGED, sheet="二"))


@must_not_flag("A04", "the seeds")
def a04_the_seeds() -> Files:
    return tuple(map(seed, ("000", "001", "002", "003", "004")))


@must_flag("A05", "综合经费 in two offices of the seeds", INFO)
def a05_in_two_offices_of_the_seeds() -> Files:
    return seed("001"), seed("004")


@must_not_flag("A05", "one name twice in a unit")
def a05_one_name_twice_in_a_unit() -> Files:
    return file(read(CLEAN), read(CHANGED, sheet="二"))


@must_not_flag("A05", "forms that name no unit")
def a05_forms_that_name_no_unit() -> Files:
    nobody = project(spending_unit=None, supervising_department=None)
    return file(read(nobody)), file(read(nobody, path=OTHER))


@must_flag("A06", "an amount with fifty 元 too many", W)
def a06_an_amount_with_fifty_too_many() -> Files:
    return file(read(project(total=Decimal(36350))))


@must_not_flag("A06", "the amounts of the seeds")
def a06_the_amounts_of_the_seeds() -> Files:
    return tuple(map(seed, ("000", "001", "002", "003", "004")))


@must_flag("A07", "one form of last year among three", E)
def a07_one_form_of_last_year_among_three() -> Files:
    old = read(project(project_name="后勤经费", budget_year=2023, end_year=2023), sheet="二")
    return file(read(CLEAN), old, read(project(project_name="办公经费"), sheet="三"))


@must_flag("A07", "one form of each year, where the earlier is the odd one", E)
def a07_one_form_of_each_year_where_the_earlier_is_the_odd_one() -> Files:
    return file(read(project(budget_year=2023)), read(project(project_name="后勤经费"), sheet="二"))


@must_not_flag("A07", "forms of one year and a summary that names none")
def a07_forms_of_one_year_and_a_summary_that_names_none() -> Files:
    return file(read(CLEAN)), file(read(row(budget_year=None, project_name="另一项"), path=SUMMARY))


@must_flag("A08", "packed text without any level", E, cells=("G5",))
def a08_packed_text_without_any_level() -> Files:
    return file(read(row(), seen(Observed.PACKED_UNREADABLE, "G5", found="购买志愿服务100人")))


@must_flag("A08", "a name that reads as the end of one item and the beginning of another", E, cells=("D15",))
def a08_a_name_that_reads_as_the_end_of_one_item_and_the_beginning_of_anot() -> Files:
    odd = indicator("数量指标", "甲；实施周期指标值:1次,年度指标值:1次;,2、1-产出指标,11-数量指标,乙", "2次", "2次")
    return file(read(project(indicators=(odd, *CLEAN.indicators[1:]))))


@must_not_flag("A08", "an indicator without a value, which is V01")
def a08_an_indicator_without_a_value_which_is_v01() -> Files:
    half = indicator("数量指标", "采购保安服装", None, None)
    return file(read(project(indicators=(half, *CLEAN.indicators[1:]))))


@must_not_flag("A08", "the seeds, every indicator of which reads back")
def a08_the_seeds_every_indicator_of_which_reads_back() -> Files:
    return tuple(map(seed, ("000", "001", "002", "003", "004")))


@must_flag("A09", "a name that holds a separator", W, cells=("D15",))
def a09_a_name_that_holds_a_separator() -> Files:
    odd = indicator("数量指标", "发放补贴；实施周期指标值:全年", "1次", "1次")
    return file(read(project(indicators=(odd, *CLEAN.indicators[1:]))))


@must_flag("A09", "a value that looks like the next item", W, cells=("F15",))
def a09_a_value_that_looks_like_the_next_item() -> Files:
    odd = indicator("数量指标", "发放补贴次数", "1次", "1次;,2、培训2次")
    return file(read(project(indicators=(odd, *CLEAN.indicators[1:]))))


@must_not_flag("A09", "values with full-width punctuation, as seed 003 has them")
def a09_values_with_full_width_punctuation_as_seed_003_has_them() -> Files:
    return seed("003"), seed("004")


EDITED = seen(Observed.SUMMARY_EDITED, "B7", field="总计", found="36.30", expected="3.63")


@must_flag("A10", "a total that was changed in the summary", W, cells=("B7",))
def a10_a_total_that_was_changed_in_the_summary() -> Files:
    return file(read(row(), EDITED))


@must_not_flag("A10", "a summary as it was written")
def a10_a_summary_as_it_was_written() -> Files:
    return file(read(row()))


ACCOUNT = replace(seen(Observed.ACCOUNT_BROKEN, "C4", label="项目（个）", found="45", expected="44"), sheet="对账")


@must_flag("A11", "an account that counts a project that is gone", W, cells=("C4",))
def a11_an_account_that_counts_a_project_that_is_gone() -> Files:
    return file(read(row()), observations=(ACCOUNT,))


@must_not_flag("A11", "a summary whose account holds")
def a11_a_summary_whose_account_holds() -> Files:
    return file(read(row()))
