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


#: What has one reading, with the amount in 元 and the words that are kept.
CERTAIN: dict[str, tuple[Decimal | int, str]] = {
    "854万（其中市级300万）": (8_540_000, "其中市级300万"),
    "854万（其中市级约300万）": (8_540_000, "其中市级约300万"),
    "854万（其中到位300万）": (8_540_000, "其中到位300万"),
    "854万（省100万、市754万）": (8_540_000, "省100万、市754万"),
    "100万，上级50万，本级50万": (1_000_000, "上级50万，本级50万"),
    "100万（含追加20万）": (1_000_000, "含追加20万"),
    "100万（较上年增加10%）": (1_000_000, "较上年增加10%"),
    "100万（2023年度）": (1_000_000, "2023年度"),
    "36300元（东财〔2023〕15号）": (36_300, "东财〔2023〕15号"),
    "36300元（合同约定）": (36_300, "合同约定"),
    "36300元（厉行节约）": (36_300, "厉行节约"),
    "36300元（不含税）": (36_300, "不含税"),
    "36300元（其中保安8人）": (36_300, "其中保安8人"),
    "45600元（12人×3800元）": (45_600, "12人×3800元"),
    "45600元（3800元/月×12个月）": (45_600, "3800元/月×12个月"),
    "50000元（100元×200人+30000元×1次）": (50_000, "100元×200人+30000元×1次"),
    "36300（单位：元）": (36_300, ""),
    "中央补助资金50万": (500_000, "中央补助资金"),
}
#: What has two readings, or names another amount than the one in front.
OPEN = (
    "50-60万", "约50万", "50万左右", "50万（左右）", "50万（约）", "50万（预计）", "50万（暂定）",
    "100万（调整为80万）","100万（压减20万）", "100万（其中30万已取消）", "100万（不含上级资金）",
    "100万；上级补助50万",
    "100万（市场价80万）",
    "50万（其中上级100万）", "其中：上级资金50", "约补助资金50", "5万元/年", "5万（每年）", "100万（3年）",
    "100万（2023年50万，2024年50万）", "45600元（12人×380元）", "100万（另有上级资金）", "100万（50万或80万）",
)  # fmt: skip


@pytest.mark.parametrize("written", CERTAIN)
def test_an_amount_with_one_reading_is_read_and_the_words_are_kept(written: str) -> None:
    amount = KIND.parse(written, "元")
    assert isinstance(amount, Amount)
    assert (int(amount.yuan), amount.words) == CERTAIN[written]


@pytest.mark.parametrize("written", OPEN)
def test_an_amount_with_two_readings_is_none(written: str) -> None:
    assert KIND.parse(written, "元") is None


def test_words_after_which_the_panel_calls_an_amount_none_are_refused_by_the_reader_too() -> None:
    for word in KIND.leave_open:
        texts = [f"{word[1:]}50万"] if word[0] == "|" else [f"50万{word}", f"50万（{word}）", f"50万（其中{word}3万）"]
        assert [KIND.parse(text, "元") for text in texts] == [None] * len(texts), word


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
        "预算数12-15万元", "预算数 1O 万元", "预算数 12 万美元", "预算数12\n0万元",
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
        ("预算数 12 百万元，财政资金 3千万", {"total": 12_000_000, "fiscal": 30_000_000}),
        ("预算数30万元，自筹 2024年到位，其他资金5", {"total": 300_000, "other": 50_000}),
    ],
)
def test_only_an_amount_of_this_year_is_read_from_a_sentence(text: str, parts: dict[str, int]) -> None:
    read = kinds()["funds"].parse(text, "万元")
    assert isinstance(read, Funds)
    assert {part: amount.yuan for part, amount in read.amounts.items()} == parts


@pytest.mark.parametrize(
    ("text", "yuan"),
    [
        ("36300（单位：百元）", 3_630_000), ("5（百万元）", 5_000_000), ("3千万", 30_000_000), ("2百万元", 2_000_000),
        ("5百元（其中财政3百元）", 500), ("1百万元（其中财政60万）", 1_000_000),
    ],
)  # fmt: skip
def test_every_unit_of_money_counts_behind_a_number_too(text: str, yuan: int) -> None:
    read = kinds()["amount"].parse(text, "元")
    assert isinstance(read, Amount)
    assert read.yuan == yuan


@pytest.mark.parametrize(
    "text", ["36300（单位：万美元）", "36300（美元）", "5百元（其中财政6百元）", "45600元（万元）"]
)
def test_an_amount_in_another_money_or_in_two_units_is_none(text: str) -> None:
    assert kinds()["amount"].parse(text, "元") is None
