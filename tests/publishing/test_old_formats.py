"""A summary that was saved in an old format is the same summary."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from tests.support.definitions import combined
from tests.support.departments import target, target_without_source
from tests.support.records import sample, without_source
from tests.support.summaries import FRAMEWORK, placed, plain_indicator, unit_project
from toolkit import api
from toolkit.engine import Outcome
from toolkit.merging import SummaryOptions, left_out, received_from, summarise
from toolkit.model import DepartmentTarget, Funding, Project, Severity, Source
from toolkit.publishing import summary_bytes

Contents = tuple[list[Project], list[DepartmentTarget]]


def odd() -> list[Project]:
    """Projects with amounts that numbers can and cannot hold, and texts with line breaks."""
    amounts = ("0.1", "123456789012.34", "1234567890123456.78", "0.285")
    return [
        unit_project(
            f"项目{number}",
            amount,
            funds_text="第一行\n第二行",
            indicators=(plain_indicator(), plain_indicator("甲", "≥1人")),
        )
        for number, amount in enumerate(amounts)
    ]


def written(path: Path, records: list[Project]) -> Path:
    """A summary with an exclusion, a superseded record and a department's target."""
    records = placed(records, f"{path.parent}/报回/一.xlsx")
    goal = replace(target(), source=Source(f"{path.parent}/报回/部门.xlsx", "表", "A1:D9", "0" * 64))
    refused, dropped, *accepted = records
    result = summarise(
        accepted,
        SummaryOptions(combined(), FRAMEWORK),
        left_out=[left_out(refused, "有错误")],
        superseded=[left_out(dropped, "内容相同")],
        received=[*map(received_from, records), received_from(goal)],
        targets=[goal],
    )
    path.write_bytes(summary_bytes(result))
    return path


def contents(outcome: Outcome) -> Contents:
    return [without_source(one) for one in outcome.projects], [
        target_without_source(one) for one in outcome.departments
    ]


def weighty(outcome: Outcome) -> Counter[tuple[str, str | None, str | None]]:
    """Returns the findings above an info, by rule and place."""
    weighty_ones = [one for one in outcome.findings if one.severity is not Severity.INFO]
    return Counter((one.code, one.where.sheet, one.where.cell) for one in weighty_ones)


@pytest.mark.libreoffice
@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_summaries_of_every_form_read_the_same_in_formats_that_hide_their_marks(
    kind: str, tmp_path: Path, office: Callable[..., list[Path]]
) -> None:
    plan, own = list(sample("002-shequ")), list(sample("000-junda"))
    costs = list(sample("costfirst-re-expressed"))
    batches = {"plan": [*plan, plan[0]], "form13": own, "costfirst": [*own[:2], *costs], "odd": [*own[:2], *odd()]}
    given = [written(tmp_path / f"{name}.xlsx", records) for name, records in batches.items()]
    for path, saved in zip(given, office(given, kind), strict=True):
        before, after = api.check(path), api.check(saved)
        assert contents(after) == contents(before)
        assert contents(before)[0]
        assert weighty(after) == weighty(before)
        assert not {one.code for one in after.findings} & {"A01", "A10", "A11"}


def test_amounts_are_numbers_to_calculate_with_unless_a_number_would_not_be_exact(tmp_path: Path) -> None:
    path = written(tmp_path / "汇总.xlsx", [unit_project(), unit_project("乙"), *odd()])
    assert [one.funding.total for one in api.read(path).projects] == [one.funding.total for one in odd()]
    exact = replace(odd()[0], funding=Funding(Decimal("36300.00")))
    assert api.read(written(path, [unit_project(), unit_project("乙"), exact])).projects[0].funding.total == Decimal(
        36300
    )
