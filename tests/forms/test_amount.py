"""An amount is shown in its sheet's unit and reads back the same."""

from __future__ import annotations

from decimal import Decimal

import pytest

from toolkit.forms import Amount
from toolkit.forms.kinds import kinds

KIND = kinds()["amount"]


@pytest.mark.parametrize("unit", ["元", "千元", "万元", "亿元"])
@pytest.mark.parametrize("written", ["4.56万", "45600元", "４５．６千元", "0.000456亿元", "45,600.00元"])
def test_what_is_shown_reads_back_as_the_same_amount(unit: str, written: str) -> None:
    amount = KIND.parse(written, unit)
    assert isinstance(amount, Amount)
    shown = KIND.show(amount, unit)
    assert KIND.parse(f"{shown:f}" if isinstance(shown, Decimal) else str(shown), unit) == Amount(Decimal(45600), unit)


@pytest.mark.parametrize(("unit", "shown"), [("元", "45600"), ("千元", "45.6"), ("万元", "4.56"), ("亿元", "0.000456")])
def test_it_is_shown_without_a_unit_and_without_needless_zeros(unit: str, shown: str) -> None:
    assert Decimal(str(KIND.show(Amount(Decimal(45600), "元"), unit))) == Decimal(shown)
