"""Every kind of damage is reported, and no wrong value is read in silence."""

from __future__ import annotations

from functools import cache

import pytest

from tests.damage.chance import damaged
from tests.damage.kinds import kinds
from tests.damage.kinds.kind import Kind
from tests.damage.table import numbers, renewed
from tests.damage.verdict import Verdict, judge, untold
from tests.support.returned_forms import read

AT_LEAST = 60
CASES = 150


@cache
def verdict(kind: Kind) -> Verdict:
    return judge(kind)


@pytest.mark.parametrize("kind", kinds(), ids=lambda kind: kind.name)
def test_a_kind_of_damage_is_reported_and_what_it_leaves_is_read_right(kind: Kind) -> None:
    assert verdict(kind).problems() == []


def test_the_table_of_damage() -> None:
    counts = numbers(verdict(kind) for kind in kinds())
    pages = renewed(counts)
    assert [path.name for path, text in pages.items() if path.read_text("utf-8") != text] == [], "run: make docs"
    assert counts["tried"] >= AT_LEAST
    assert counts["detected"] == counts["tried"]
    assert counts["silent"] == 0


@pytest.mark.parametrize("seed", range(CASES))
def test_damage_at_random_places_leaves_no_wrong_value_in_silence(seed: int) -> None:
    form, steps, data = damaged(seed)
    assert untold(read(data), form.truth[0]) == [], steps
