"""Very many projects of one identity cost each their share, and no more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from tests.support.read_records import file, read
from tests.support.records import CLEAN, row
from toolkit.checks import check_batch
from toolkit.model import Finding, Project, ReadFile, ReadRecord, RecordHead

COUNT = 60


def on_demand(number: int, record: ReadRecord, loads: Counter[int]) -> ReadFile:
    """A file whose record is fetched when a rule asks for it."""
    source = replace(record.source, file=f"{number:03}.xlsx")
    full = replace(record, source=source)

    def load() -> ReadRecord:
        loads[number] += 1
        return full

    brief = RecordHead(record.definition, record.record, source, record.placed, (), record.stamp, load=load)
    return replace(file(brief), path=source.file)


def checked(records: list[Project], read_one: Callable[[Project], ReadRecord] = read) -> tuple[list[Finding], int]:
    """Returns the findings on a batch, and how often records were fetched."""
    loads: Counter[int] = Counter()
    files = [on_demand(number, read_one(one), loads) for number, one in enumerate(records)]
    found = [one for one in check_batch(files) if one.code in ("H08", "H09", "A04")]
    return found, loads.total()


def amounts(count: int) -> list[Project]:
    """Projects of one name with different amounts."""
    return [replace(CLEAN, funding=replace(CLEAN.funding, total=Decimal(1000 + number))) for number in range(count)]


@pytest.mark.parametrize("count", [COUNT, 2 * COUNT])
def test_a_record_is_fetched_no_oftener_in_a_larger_batch(count: int) -> None:
    found, loads = checked(amounts(count))
    assert Counter(one.code for one in found) == {"H09": count - 1, "A04": count}
    assert loads <= 4 * count, "each rule that compares contents fetches a record anew"


@pytest.mark.parametrize("count", [COUNT, 2 * COUNT])
def test_forms_of_two_kinds_are_compared_only_where_their_amounts_may_agree(count: int) -> None:
    forms = amounts(count // 2)
    rows = [
        replace(
            row(),
            project_name=one.project_name,
            spending_unit=one.spending_unit,
            budget_year=one.budget_year,
            indicators=one.indicators,
            funding=one.funding,
        )
        for one in forms
    ]
    mixed = [one for pair in zip(forms, reversed(rows), strict=True) for one in pair]
    _, loads = checked(mixed)
    assert loads <= 8 * count
