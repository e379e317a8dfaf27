"""Several returns of one project: the later one counts unless something contradicts."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from tests.support.definitions import combined
from tests.support.summaries import plain_indicator, unit_project
from toolkit.forms import Stamp
from toolkit.merging.versions import Decided, decide
from toolkit.model import Funding, Project, ReadFile, ReadRecord, Source, same_record

EARLY, LATE = datetime(2024, 3, 1, tzinfo=UTC), datetime(2024, 3, 9, tzinfo=UTC)


def returned(file: str, *projects: Project, stamp: str | None = None) -> ReadFile:
    """A file with these projects, on forms of one stamp."""
    records = []
    for row, one in enumerate(projects, 1):
        source = Source(file, "表", f"A{row}:G{row}", "0" * 64)
        issued = Stamp(stamp, "form13", "2024.1", 2024, None, (), "f") if stamp else None
        records.append(ReadRecord(combined(), replace(one, source=source), source, stamp=issued))
    return ReadFile(file, "0" * 64, tuple(records))


def decided(*files: ReadFile, prefer: str = "", **dates: datetime) -> Decided:
    """Returns the decision, with dates by the first letter of file names."""
    return decide(files, [Path(prefer)] if prefer else [], lambda file: dates.get(file[0]))


def superseded(result: Decided) -> list[str]:
    """The files that are superseded."""
    return [left.where.file for left in result.superseded.values()]


ONE, OTHER = unit_project(yuan="60000"), unit_project(yuan="66000")


def test_the_form_that_was_issued_last_counts() -> None:
    result = decided(returned("a.xlsx", OTHER, stamp="0000000002"), returned("b.xlsx", ONE, stamp="0000000001"))
    assert superseded(result) == ["b.xlsx"]
    assert next(iter(result.superseded.values())).reason == "由 a.xlsx 取代：下发编号较晚"


@pytest.mark.parametrize("stamp", ["0000000001", None])
def test_on_one_form_and_on_home_made_ones_the_file_that_was_saved_last_counts(stamp: str | None) -> None:
    files = returned("a.xlsx", ONE, stamp=stamp), returned("b.xlsx", OTHER, stamp=stamp)
    assert superseded(decided(*files, a=EARLY, b=LATE)) == ["a.xlsx"]
    assert superseded(decided(*files, a=LATE, b=EARLY)) == ["b.xlsx"]
    assert superseded(decided(*reversed(files), a=LATE, b=EARLY)) == ["b.xlsx"]


@pytest.mark.parametrize(
    ("first", "second", "dates"),
    [
        (None, None, {}),
        (None, None, {"a": EARLY, "b": EARLY}),
        (None, None, {"a": EARLY}),
        ("0000000001", None, {"a": EARLY, "b": LATE}),
        ("0000000002", "0000000001", {"a": EARLY, "b": LATE}),
    ],
)
def test_a_tie_and_a_contradiction_are_left_to_a_person(
    first: str | None, second: str | None, dates: dict[str, datetime]
) -> None:
    files = returned("a.xlsx", ONE, stamp=first), returned("b.xlsx", OTHER, stamp=second)
    result = decided(*files, prefer="", **dates)
    assert not result.superseded
    assert {source.file for source in result.undecided} == {"a.xlsx", "b.xlsx"}
    for reason in result.undecided.values():
        assert "--prefer" in reason.zh
        assert "a.xlsx、b.xlsx" in reason.zh
        assert "a.xlsx, b.xlsx" in reason.en
    assert superseded(decided(*files, prefer="b.xlsx", **dates)) == ["a.xlsx"]
    assert not decided(*files, prefer="b.xlsx", **dates).undecided


def test_an_archive_is_preferred_with_all_that_is_in_it() -> None:
    for archive in ("a.zip", "A.ZIP", "急!a", "a.zip!b"):
        files = returned(f"{archive}!in/a.xlsx", ONE).opened_from(archive), returned("b.xlsx", OTHER)
        assert superseded(decided(*files, prefer=archive)) == ["b.xlsx"]


def test_copies_need_no_decision() -> None:
    result = decided(returned("b.xlsx", ONE), returned("a.xlsx", ONE), returned("第10次.xlsx", ONE))
    assert sorted(superseded(result)) == ["b.xlsx", "第10次.xlsx"]
    assert not result.undecided


def test_of_three_the_last_must_be_later_than_both() -> None:
    files = [returned(f"{name}.xlsx", unit_project(yuan=str(n))) for n, name in enumerate("abc", 1)]
    assert sorted(superseded(decided(*files, a=EARLY, b=EARLY, c=LATE))) == ["a.xlsx", "b.xlsx"]
    assert decided(*files, a=EARLY, b=LATE, c=LATE).undecided


def test_other_units_years_and_names_are_other_projects_and_one_file_is_left_to_the_rules() -> None:
    others = [unit_project(unit="别的社区"), unit_project(budget_year=2023), unit_project("别的")]
    nobody = unit_project(spending_unit=None, supervising_department=None)
    files = [returned("a.xlsx", ONE, OTHER, nobody), *(returned(f"{n}.xlsx", one) for n, one in enumerate(others))]
    assert decided(*files, returned("n.xlsx", nobody)) == Decided()


def test_what_remains_are_the_records_that_count() -> None:
    files = returned("a.xlsx", ONE, unit_project("别的")), returned("b.xlsx", OTHER)
    result = decided(*files, a=EARLY, b=LATE)
    counted = [[read.source.range for read in file.records if read.source not in result.superseded] for file in files]
    assert counted == [["A2:G2"], ["A1:G1"]]


def test_records_are_the_same_by_what_both_forms_tell() -> None:
    assert same_record(ONE, replace(ONE, source=None))
    assert not same_record(ONE, OTHER)
    assert not same_record(ONE, replace(ONE, indicators=(plain_indicator(value="≥5次"),)))
    assert not same_record(ONE, replace(ONE, project_code="1"))
    assert same_record(ONE, replace(ONE, form="combined", project_code="1"))
    with_part = replace(ONE, form="combined", funding=Funding(Decimal("60000"), Decimal("60000")))
    assert same_record(ONE, with_part)
    assert not same_record(ONE, replace(with_part, funding=Funding(Decimal("1"))))


def test_a_question_about_very_many_files_names_the_first_and_their_number() -> None:
    files = [returned(f"{number:03}.xlsx", unit_project(yuan=str(1000 + number))) for number in range(300)]
    undecided = decided(*files).undecided
    assert len(undecided) == 300
    (question,) = {id(one): one for one in undecided.values()}.values()
    assert "在 300 个文件中内容不同" in question.zh
    assert "011.xlsx 等" in question.zh
    assert "011.xlsx and others" in question.en
    assert "012.xlsx" not in question.zh + question.en
