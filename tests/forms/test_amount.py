"""An amount is shown in its sheet's unit and reads back the same."""

from __future__ import annotations

from decimal import Decimal

import pytest

from toolkit.forms import Amount
from toolkit.forms.kinds import Funds, kinds

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


@pytest.mark.parametrize(
    "text", ["45600\n50000", "45600 50000", "12 3456", "45600  400", "4 56万", "45,600 000", "2025 300"]
)
def test_two_numbers_in_one_cell_are_no_amount(text: str) -> None:
    assert kinds()["amount"].parse(text, "元") is None


@pytest.mark.parametrize(
    ("text", "yuan"), [("45 600", 45600), ("1\u00a0234\u00a0567.5", 1234567.5), ("45600\n元", 45600)]
)
def test_a_blank_before_each_thousand_joins_an_amount(text: str, yuan: float) -> None:
    read = kinds()["amount"].parse(text, "元")
    assert isinstance(read, Amount)
    assert read.yuan == Decimal(str(yuan))


@pytest.mark.parametrize(("kind", "text"), [("percent", "5 0"), ("weight", "1\n0"), ("date", "2024-1 2")])
def test_digits_with_a_blank_between_are_no_answer(kind: str, text: str) -> None:
    assert kinds()[kind].parse(text, "") is None


@pytest.mark.parametrize(
    "text",
    [
        "预算数12-15万元", "预算数 1O 万元", "预算数 12 百万元", "预算数 12 万美元", "预算数12\n0万元",
        "预算数12万元/年", "预算数12万元（原15万元）", "预算数12万元，财政资金10~12万元", "预算数12万元左右",
        "预算数12万元至15万元",
    ],
)  # fmt: skip
def test_an_uncertain_amount_in_a_sentence_leaves_no_amount(text: str) -> None:
    read = kinds()["funds"].parse(text, "万元")
    assert isinstance(read, Funds)
    assert (read.text, dict(read.amounts)) == (text, {})


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("上年预算数10万元，本年预算数12万元", {"total": 120_000}),
        ("预算数 30 万元，财政资金100%到位，购买其他3项设备", {"total": 300_000}),
        ("预算数 12 千元，其他资金0", {"total": 12_000, "other": 0}),
        ("预算数30万元，自筹 2024年到位，其他资金5", {"total": 300_000, "other": 50_000}),
    ],
)
def test_only_an_amount_of_this_year_is_read_from_a_sentence(text: str, parts: dict[str, int]) -> None:
    read = kinds()["funds"].parse(text, "万元")
    assert isinstance(read, Funds)
    assert {part: amount.yuan for part, amount in read.amounts.items()} == parts
