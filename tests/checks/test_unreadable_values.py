"""V23: texts that look like a number, rate or date and are none."""

from __future__ import annotations

import pytest

from tests.checks.seed_files import SEEDS, findings, seed
from tests.support.read_records import file, read
from tests.support.records import CLEAN, indicator, project
from toolkit.model import Finding, Project

#: What is written, and what it is probably meant to be.
PRETENDERS = {
    "≥9O%": "≥90%", "≥9О%": "≥90%", "≥9Ο％": "≥90%", "l00%": "100%", "I00人": "100人", "1O0人": "100人",
    "1〇0人": "100人", "1○0人": "100人", "4５O00元": "45000元", "5O0元/人": "500元/人", "2O24年": "2024年",
    "2〇24年12月前": "2024年12月前", "二O二四年底前": "2024年底前", "≥OO%": "", "≥9S%": "", "≥90％％": "≥90%",
    "≥≥90%": "≥90%", "==100%": "=100%", "≥≤90%": "", "100人人": "100人", "9 0%": "90%", "≥9　0％": "≥90%",
    "1 0人": "10人", "2024年13月": "", "2024年2月30日前": "", "13月前": "", "3月32日前": "", "2024-13-01": "",
    "2024/12/32": "", "20024年12月": "", "5-3次": "", "≥90-80%": "", "1,00人": "", "100.": "", "≥9..5%": "",
    "1.2.3": "", "90,%": "",
}  # fmt: skip
HONEST = (
    "A4纸", "A4纸500张", "A4 500张", "5G基站", "5G基站3个", "CO2", "CO2减排≥5%", "PM2.5≤35%", "Ⅱ级", "II级", "Ⅲ类水体",
    "1:1", "1００0人", "２０２４年１２月前", "2024.12.31", "二〇二四年", "二○二四年底", "O2O平台1个",
    "3D打印", "20l桶装水10桶",
    "10l", "5L", "TOP10%", "H1N1", "GB/T 19001-2016", "7×24小时", "24h", "12月", "每月10日前", "18月龄儿童", "36月",
    "2023-24学年", "90%-95%", "3-5次", "1 000人", "36 300元", "≥1 000 000元", "12,000元", "8:00-17:00",
    ">=90%", "=>90%",
    "百分之九十", "一户一档", "1,234.56元", "±3%", "2024年1月至12月", "2023.07-2024.01", "LED灯10盏",
    "USB 3.0", "5A景区",
    "90%，无投诉", "6名站长，36名队员", "2月29日前", "5个工作日内", "建党100周年", "2024年春节前", "10KV线路", "I类2个",
)  # fmt: skip


def unreadable(record: Project) -> list[Finding]:
    return [one for one in findings(file(read(record))) if one.code == "V23"]


def with_value(value: str) -> Project:
    return project(indicators=(*CLEAN.indicators, indicator("社会效益指标", "服务成效", value, value)))


@pytest.mark.parametrize(("value", "meant"), PRETENDERS.items())
def test_what_pretends_is_named_with_what_was_meant_where_it_is_clear(value: str, meant: str) -> None:
    (one,) = unreadable(with_value(value))
    assert (one.facts["found"], one.facts["expected"]) == (value, meant)
    assert not meant or not unreadable(with_value(meant))


@pytest.mark.parametrize("value", HONEST)
def test_honest_words_and_numbers_raise_nothing(value: str) -> None:
    assert unreadable(with_value(value)) == []


@pytest.mark.parametrize("number", SEEDS)
def test_no_value_of_the_published_documents_is_one(number: str) -> None:
    assert [one for one in findings(seed(number)) if one.code == "V23"] == []


def test_a_long_hard_text_costs_next_to_nothing() -> None:
    record = project(
        indicators=tuple(indicator("社会效益指标", "服务成效", text * 8_000, None) for text in ("9O", "9 ", "≥.,"))
    )
    assert unreadable(record) == []
