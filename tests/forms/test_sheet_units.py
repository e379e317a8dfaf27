"""The unit in which a sheet counts, in definitions and in the panel."""

from __future__ import annotations

from typing import get_args

import pytest

from toolkit.forms.typed_amounts import amount_in
from toolkit.model import CellRef, parse_amount
from toolkit.model.money_units import FACTORS, SheetUnit

CELL = CellRef(0, 0)


def test_a_definition_may_count_in_every_unit_that_amounts_are_read_in() -> None:
    assert set(get_args(SheetUnit)) == set(FACTORS)


@pytest.mark.parametrize("unit", FACTORS)
@pytest.mark.parametrize("typed", ["45600", "4.56万", "4.56万元", "45600元", "1.2亿", "0.5亿元"])
def test_the_panel_and_the_reader_agree_about_a_typed_amount_in_every_unit(unit: str, typed: str) -> None:
    panel = amount_in({CELL: typed}, CELL, unit)
    read = parse_amount(typed, unit)
    assert panel is not None
    assert read is not None
    assert panel * FACTORS[unit] == read[0]
