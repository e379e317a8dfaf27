"""Whatever people do to a form is told, and no wrong value is read in silence."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from tests.damage.chance import damaged
from tests.damage.forms import read
from tests.damage.kinds import kinds
from tests.damage.kinds.kind import Kind
from tests.damage.verdict import Verdict, judge, untold

AT_LEAST = 60
CASES = 150


@cache
def verdict(kind: Kind) -> Verdict:
    return judge(kind)


@pytest.mark.parametrize("kind", kinds(), ids=lambda kind: kind.name)
def test_a_kind_of_damage_is_told_and_what_it_leaves_is_read_right(kind: Kind) -> None:
    assert verdict(kind).problems() == []


def test_the_table_of_damage(capsys: pytest.CaptureFixture[str]) -> None:
    verdicts = [verdict(kind) for kind in kinds()]
    table = {
        "kinds of damage tried": len(verdicts),
        "detected": sum(one.detected for one in verdicts),
        "read right all the same": sum(one.same for one in verdicts),
        "refused by name": sum(not one.file.records for one in verdicts),
        "wrong or lost values in silence": sum(len(one.silent) for one in verdicts),
    }
    with capsys.disabled():
        print("\n" + "\n".join(f"{number:5}  {what}" for what, number in table.items()))
    readme = (Path(__file__).resolve().parents[2] / "README.md").read_text("utf-8")
    assert [what for what, number in table.items() if f"| {what} | {number} |" not in readme] == []
    assert table["kinds of damage tried"] >= AT_LEAST
    assert table["detected"] == table["kinds of damage tried"]
    assert table["wrong or lost values in silence"] == 0


@pytest.mark.parametrize("seed", range(CASES))
def test_damage_at_random_places_leaves_no_wrong_value_in_silence(seed: int) -> None:
    form, steps, data = damaged(seed)
    assert untold(read(data), form.truth[0]) == [], steps
