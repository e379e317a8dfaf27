"""Fast path, parser and another program read a number of mutants alike."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.fuzz import oracle
from tests.fuzz.mutants import mutant
from tests.fuzz.oracle import faults
from tests.support.ooxml import by_hand, unzipped
from toolkit.excel import open_file

_CASES, _TOGETHER = 240, 40


@pytest.mark.parametrize("first", range(0, _CASES, _TOGETHER))
def test_mutants_are_read_alike_in_every_way(first: int) -> None:
    found = {number: list(faults(mutant(number))) for number in range(first, first + _TOGETHER)}
    assert not {number: wrong for number, wrong in found.items() if wrong}


def test_a_mutant_follows_from_its_number() -> None:
    assert unzipped(mutant(7)) == unzipped(mutant(7))
    assert len({str(unzipped(mutant(number))) for number in range(20)}) > 10


def test_the_oracle_sees_another_value(monkeypatch: pytest.MonkeyPatch) -> None:
    data = by_hand('<row r="1"><c r="A1"><v>45600</v></c></row>')
    assert not list(faults(data))
    right = open_file("a.xlsx", data)
    assert right.book is not None
    cell = right.book.sheets[0].cells[0, 0]
    wrong = replace(right.book.sheets[0], cells={(0, 0): cell._replace(text="4560", raw="4560")})
    opened = right._replace(book=replace(right.book, sheets=(wrong,)))
    monkeypatch.setattr(oracle, "open_file", lambda *_: opened)
    assert list(faults(data))
