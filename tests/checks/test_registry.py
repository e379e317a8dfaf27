"""Every rule keeps to the form of a rule."""

from __future__ import annotations

import inspect
import re
import string
import sys
from pathlib import Path

import pytest

from toolkit.checks import FAMILIES, Rule, rules
from toolkit.model import Severity

CHINESE = ("查什么：", "为什么：", "例子：", "怎么改：")
ENGLISH = ("What it finds: ", "Why it matters: ", "Example: ", "How to fix it: ")
LETTERS = dict(zip(FAMILIES, "FSHGIVCTA", strict=True))

each_rule = pytest.mark.parametrize("rule", rules().values(), ids=lambda rule: f"{rule.code} {rule.name}")


@each_rule
def test_the_page_has_a_title_and_four_paragraphs_in_each_language(rule: Rule) -> None:
    title, *paragraphs = rule.page.split("\n\n")
    assert title.endswith(".")
    assert title.isascii()
    for paragraph, heading in zip(paragraphs, (*CHINESE, *ENGLISH), strict=True):
        assert paragraph.startswith(heading)
        assert len(paragraph) > len(heading) + 3
    assert not any(re.search("[\u4e00-\u9fff]", heading) for heading in ENGLISH)


@each_rule
def test_message_and_fix_are_there_in_both_languages(rule: Rule) -> None:
    for sentence in (rule.message, rule.fix):
        assert re.search("[\u4e00-\u9fff]", sentence.zh)
        assert sentence.en[0].isupper() or sentence.en[0] == "{"
    assert rule.fix.zh.endswith("。")
    assert rule.fix.en.endswith(".")


@each_rule
def test_both_languages_name_the_same_facts(rule: Rule) -> None:
    def names(template: str) -> set[str | None]:
        return {name for _, name, _, _ in string.Formatter().parse(template) if name}

    assert names(rule.message.zh) == names(rule.message.en)
    assert names(rule.fix.en) <= names(rule.fix.zh) | names(rule.message.zh)


@each_rule
def test_the_file_is_short_and_named_after_the_defect(rule: Rule) -> None:
    path = Path(inspect.getsourcefile(rule.check) or "")
    assert path.stem == rule.name
    assert re.fullmatch("[a-z]+(_[a-z]+)*", rule.name)
    assert len(path.read_text("utf-8").splitlines()) < 110


@each_rule
def test_the_code_belongs_to_its_family(rule: Rule) -> None:
    assert re.fullmatch(rf"{LETTERS[rule.family]}\d\d", rule.code)
    assert re.fullmatch(r"\d+\.\d+", rule.since)


@each_rule
def test_the_generator_says_in_a_line_what_it_yields(rule: Rule) -> None:
    assert inspect.isgeneratorfunction(rule.check)
    assert (rule.check.__doc__ or "").strip().endswith(".")


@each_rule
def test_what_a_rule_silences_is_a_rule_and_never_the_other_way_round(rule: Rule) -> None:
    assert rule.code not in rule.silences
    for code in rule.silences & rules().keys():
        assert rule.code not in rules()[code].silences


@each_rule
def test_no_rule_sees_a_spreadsheet_library(rule: Rule) -> None:
    for name, value in vars(sys.modules[rule.check.__module__]).items():
        module = getattr(value, "__module__", None) or ""
        assert not module.startswith(("openpyxl", "xlsxwriter", "lxml", "python_calamine", "pandas")), name


def test_names_are_unique() -> None:
    names = [rule.name for rule in rules().values()]
    assert len(names) == len(set(names))


def test_the_rules_come_in_the_order_of_the_catalogue() -> None:
    assert list(rules()) == sorted(rules(), key=lambda code: ("FSHGIVCTA".index(code[0]), code))


def test_the_families_of_files_structure_head_and_batch_are_complete() -> None:
    for letter, least in (("F", 13), ("S", 32), ("H", 13), ("A", 20)):
        codes = {code for code in rules() if code[0] == letter}
        assert codes >= {f"{letter}{n:02}" for n in range(1, least + 1)}


#: Severities of the catalogue for the families that are complete.
CATALOGUE = {
    Severity.ERROR: "F01 F02 F03 F04 F09 F10 F12 F13 S03 S04 S07 S11 S18 S23 S24 S28 S29 S30 "
    "H01 H02 H03 H06 H08 H11 H12 A01 A02 A03 A04 A07 A08 A20 G01 I01 I03 I12 V01 V02",
    Severity.WARNING: "F05 F06 S01 S02 S05 S06 S08 S09 S12 S13 S14 S15 S16 S19 S20 S21 S27 S32 "
    "H04 H05 H07 H09 H13 A06 A09 A19 I02",
    Severity.INFO: "F07 F08 F11 S10 S17 S22 S25 S26 S31 H10 A05",
}


@pytest.mark.parametrize(("severity", "codes"), CATALOGUE.items())
def test_the_severities_are_those_of_the_catalogue(severity: Severity, codes: str) -> None:
    assert {code for code in codes.split() if rules()[code].severity is not severity} == set()
