"""Shapes of values beyond those of the seeds."""

from __future__ import annotations

from decimal import Decimal

import pytest

from toolkit.indicators import (
    Compared,
    Composite,
    Deadline,
    Frequency,
    Money,
    MoneyAmount,
    Operator,
    Percentage,
    Period,
    Precision,
    Qualitative,
    Quantity,
    Range,
    Relation,
    ShapeKind,
    Spelling,
    Tolerance,
    UnitPrice,
    Unparsed,
    canonical,
    parse_value,
    same_meaning,
)

READ = [
    # from other regions' forms
    ("±3%以内", Tolerance, "±3%"),
    (">=4个", Quantity, "≥4个"),
    ("<=475元/亩", UnitPrice, "≤475元/亩"),
    ("≥80M", Quantity, "≥80M"),
    ("2023.07-2024.01", Period, "2023年7月-2024年1月"),
    ("250万", Quantity, "2500000"),
    ("≥100百分比", Percentage, "≥100%"),
    ("=8个", Quantity, "=8个"),
    ("0%", Percentage, "0%"),
    ("超13万元/年", UnitPrice, ">13万元/年"),
    ("≥**个", ShapeKind.PLACEHOLDER, "≥**个"),
    ("292%", Percentage, "292%"),
    # numbers as people write them
    ("２４次", Quantity, "24次"),
    ("≥９０％", Percentage, "≥90%"),
    ("1,200份", Quantity, "1200份"),
    ("六万人", Quantity, "60000人"),
    ("6万人", Quantity, "60000人"),
    ("一万五千人", Quantity, "15000人"),
    ("十二次", Quantity, "12次"),
    ("3万元", Money, "3万元"),
    ("三万元", Money, "3万元"),
    ("3百万元", Money, "3000000元"),
    ("￥3万", Money, "3万元"),
    ("百分之九十五以上", Percentage, "≥95%"),
    ("百分之百", Percentage, "100%"),
    ("-5%", Percentage, "-5%"),
    ("5911.6㎡", Quantity, "5911.6平方米"),
    ("≤80元/m²", UnitPrice, "≤80元/平方米"),
    # operators in words, on either side
    ("至少一次", Quantity, "≥1次"),
    ("不少于2次", Quantity, "≥2次"),
    ("不超过5万元", Money, "≤5万元"),
    ("控制在5%以内", Percentage, "≤5%"),
    ("90%（含）以上", Percentage, "≥90%"),
    ("90%以上（不含）", Percentage, ">90%"),
    ("3个工作日内", Quantity, "≤3个工作日"),
    ("约100人以上", Quantity, "约≥100人"),
    ("100人左右", Quantity, "约100人"),
    # for each of something, from one to another
    ("24次/年", Frequency, "24次/年"),
    ("每人500元", UnitPrice, "500元/人"),
    ("一户一策", Frequency, "1策/户"),
    ("80%-90%", Range, "80-90%"),
    ("约3至5次", Range, "约3-5次"),
    ("100±5人", Tolerance, "100±5人"),
    # words around it
    ("满意度≥90%", Percentage, "满意度：≥90%"),
    ("节约5万元", Money, "节约：5万元"),
    ("比上年增长5%", Percentage, "比上年增长：5%"),
    ("90%完成，95%满意", Composite, "90%完成；95%满意"),
    # times
    ("2024年12月31日前完成", Deadline, "2024年12月31日前"),
    ("2024年年底前", Deadline, "2024年底"),
    ("12月底前", Deadline, "12月底"),
    ("年内", Deadline, "年内"),
    ("2024-06-30", Deadline, "2024年6月30日"),
    ("2024年3月至12月", Period, "2024年3月-2024年12月"),
    # words alone
    ("按时完成", ShapeKind.TIMELY, "按时完成"),
    ("若干", ShapeKind.UNASSESSABLE, "若干"),
    ("同比增长", ShapeKind.RELATIVE, "同比增长"),
]

UNREADABLE = [
    "", " ", "无", "/", "以上", "≥",
    "≤5次以上", "≥90%≤95%", "不要超过3次", "未超过10人",
    "三五次", "3人-5次", "一百二人", "5万万", "1,2345", "3.5.6", "1234567890123", "1/3",
    "2024年2月30日前", "2024年13月", "2024年春节前", "2024年春节慰问人数", "2,024.11",
    "第1季度前", "2季度", "一季度", "三月", "五日", "一期", "15日前", "培训-2次",
    "60岁以上老人补贴人数", "12345热线办结率", "5人以上参加",
    "一次性验收合格", "一致", "一级", "十分满意", "两新组织", "零星修缮", "无障碍设施",
    "90%≤", "5人、以上", "500元以上的项目", "90000亿元", "90000亿人", "≥90%" + "好" * 1000,
]  # fmt: skip


@pytest.mark.parametrize(("text", "shape", "standard"), READ)
def test_a_value_has_its_shape_and_its_standard_spelling(text: str, shape: type | ShapeKind, standard: str) -> None:
    value = parse_value(text)
    found = value.kind if isinstance(value, Qualitative) else type(value)
    assert (found, canonical(value), value.raw) == (shape, standard, text)


@pytest.mark.parametrize("text", UNREADABLE)
def test_what_has_no_clear_reading_has_no_shape(text: str) -> None:
    assert isinstance(parse_value(text), Unparsed)


@pytest.mark.parametrize(
    ("text", "op", "spelling", "written"),
    [
        ("≥90%", Operator.GE, Spelling.STANDARD, "≥"),
        ("≧90%", Operator.GE, Spelling.VARIANT, "≧"),
        (">=90%", Operator.GE, Spelling.VARIANT, ">="),
        *((f"{written}5次", Operator.GE, Spelling.VARIANT, written) for written in ("≮", "⩾", "=>")),
        *((f"{written}5次", Operator.GE, Spelling.VARIANT, ">=") for written in ("＞＝", "＞=", ">＝", "> =", "﹥﹦")),
        *((f"{written}5次", Operator.LE, Spelling.VARIANT, written) for written in ("≯", "≦", "=<")),
        *((f"{written}5次", Operator.LE, Spelling.VARIANT, "<=") for written in ("＜＝", "＜ ＝", "<＝")),
        ("大于＝5次", Operator.GE, Spelling.WORD, "大于="),
        ("＜80%", Operator.LT, Spelling.STANDARD, "<"),
        ("＝80%", Operator.EQ, Spelling.STANDARD, "="),
        ("==80%", Operator.EQ, Spelling.VARIANT, "=="),
        ("＞80%", Operator.GT, Spelling.STANDARD, ">"),
        ("大于等于1000元/人", Operator.GE, Spelling.WORD, "大于等于"),
        ("2份及以上", Operator.GE, Spelling.SUFFIX, "及以上"),
        ("24小时以内", Operator.LE, Spelling.SUFFIX, "以内"),
        ("低于10%", Operator.LT, Spelling.WORD, "低于"),
        ("等于8个", Operator.EQ, Spelling.WORD, "等于"),
        ("约40人", Operator.APPROX, Spelling.STANDARD, "约"),
        ("大约40人", Operator.APPROX, Spelling.WORD, "大约"),
        ("约40人以上", Operator.GE, Spelling.SUFFIX, "约…以上"),
        ("100%", Operator.NONE, Spelling.ABSENT, ""),
    ],
)
def test_a_value_tells_its_operator_and_how_it_was_written(
    text: str, op: Operator, spelling: Spelling, written: str
) -> None:
    value = parse_value(text)
    assert isinstance(value, Compared)
    assert (value.op, value.comparison.spelling, value.comparison.written) == (op, spelling, written)
    assert value.approximate is ("约" in text)


@pytest.mark.parametrize("text", ["节约5万元", "签约20家", "最近5年", "附近3个"])
def test_a_word_that_only_ends_like_an_operator_is_none(text: str) -> None:
    value = parse_value(text)
    assert isinstance(value, Compared)
    assert (value.op, value.lead) == (Operator.NONE, text[:2])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("90%及以上", "≧ 90%"),
        ("7.5万元", "75,000元"),
        ("每年至少24次", "≥24次/年"),
        ("1人1档", "一人一档"),
        ("2024年12月前", "2024年12月前完成"),
        ("约20人", "20人左右"),
    ],
)
def test_two_spellings_of_one_value_mean_the_same(one: str, other: str) -> None:
    assert same_meaning(parse_value(one), parse_value(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [("8个", "=8个"), ("100%", "≥100%"), ("20人", "20名"), (">80%", "≥80%"), ("500元/人", "500元"), ("约5次", "5次")],
)
def test_two_values_that_differ_do_not_mean_the_same(one: str, other: str) -> None:
    assert not same_meaning(parse_value(one), parse_value(other))


def test_money_is_exact_in_yuan_and_keeps_the_unit_it_was_written_in() -> None:
    value = parse_value("≥12.3456万元/年")
    assert isinstance(value, MoneyAmount)
    assert value == UnitPrice(
        raw="", comparison=value.comparison, amount=Decimal("123456"), unit_as_written="万元", per=("年",)
    )
    assert value.unit_as_written == "万元"


def test_a_counted_thing_keeps_its_unit_and_what_is_counted_apart() -> None:
    value = parse_value("≧2辆电动自行车")
    assert isinstance(value, Quantity)
    assert (value.number, value.unit, value.trailing) == (Decimal(2), "辆", "电动自行车")


@pytest.mark.parametrize(
    ("text", "date", "relation", "precision"),
    [
        ("2024年12月前", (2024, 12, None), Relation.BEFORE, Precision.MONTH),
        ("2024年内", (2024, None, None), Relation.WITHIN, Precision.YEAR),
        ("2022年底", (2022, None, None), Relation.END, Precision.YEAR),
        ("2023年12月31日前", (2023, 12, 31), Relation.BEFORE, Precision.DAY),
        ("2024年6月", (2024, 6, None), Relation.BY, Precision.MONTH),
        ("2月29日前", (None, 2, 29), Relation.BEFORE, Precision.DAY),
        ("年底前", (None, None, None), Relation.END, Precision.YEAR),
    ],
)
def test_a_deadline_knows_its_date_and_how_exact_it_is(
    text: str, date: tuple[int | None, int | None, int | None], relation: Relation, precision: Precision
) -> None:
    value = parse_value(text)
    assert isinstance(value, Deadline)
    assert ((value.year, value.month, value.day), value.relation, value.precision) == (date, relation, precision)


def test_the_parts_of_a_list_keep_their_own_texts() -> None:
    value = parse_value("6名站长，36名队员")
    assert isinstance(value, Composite)
    assert [part.raw for part in value.parts] == ["6名站长", "36名队员"]
