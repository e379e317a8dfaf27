"""The panel and `check` agree about amounts with units and words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from tests.issuing.form_examples import KEY, YEAR, OnForm
from tests.issuing.test_panel_against_check import TOGETHER, calculated
from tests.support.programs import convert
from toolkit.api import made_record
from toolkit.checks import run
from toolkit.excel import Limits
from toolkit.forms import (
    READY,
    CellValue,
    FormDefinition,
    Layout,
    compile_layout,
    load_framework,
    panel_results,
    self_check,
    shipped,
)
from toolkit.forms.definition import USUAL_PARTS, sums_of
from toolkit.forms.further_tables import cell_key, row_count, sum_targets
from toolkit.forms.selfcheck import ARROW, REMARK_SIGN
from toolkit.intake import ReadOptions, load_library, read_bytes
from toolkit.issuing import draw, record_values
from toolkit.issuing.drawing import contents
from toolkit.model import Severity

EXAMPLES = shipped("templates") / "examples"
MONEY = {"H02", "H03", "H14"}
#: By spelling, whether the panel knows the amount by itself; {} stands for the amount, in 万元 where it is `万`.
SPELLINGS = {
    "{}元": True,
    "{wan}万": True,
    "{wan} 万": False,
    "{wan}万元": True,
    "０{}元": True,
    "{wan}万（其中市级0万）": True,
    "{}元（其中市级0元）": True,
    "{}元，含税": False,
    "{}元（合同约定）": False,
    "人民币{}元整": False,
    "中央补助资金{}元": False,
    "{wan}-99万": False,
    "{}元（调整为5元）": False,
}
#: What is no amount at all: an error beside the form, as on reading.
NO_AMOUNTS = ("见附件", "约{}元", "{}~99", "大约{}元", "待定", "三万元")
#: What a formula may read otherwise than a person: never well where the reader finds an error.
TRAPS = ("{},00", ".{}", "{}.", "1-{}", "+{}", "{}元5角", "(元){}", "{}%", "2024年", "0元", "5.6.7", "-{}元", "１，{}")


@cache
def form_definitions() -> tuple[FormDefinition, ...]:
    found = load_library(EXAMPLES).definitions.values()
    return tuple(one for one in found if isinstance(one, FormDefinition) and _amounts(one))


def _amounts(form: FormDefinition) -> tuple[str, ...]:
    return tuple(key for key, field in form.fields.items() if field.kind == "amount")


@cache
def filled_form(name: str) -> OnForm:
    """Returns a form with made values, whose amounts add up."""
    form = next(one for one in form_definitions() if one.id == name)
    framework, project_type = load_framework(form.framework), next(iter(form.types), None)
    layout = compile_layout(form, framework, YEAR, project_type)
    values = record_values(made_record(form, framework, project_type), layout)
    return OnForm(form.id, layout, {**values, **_balanced(layout)})


def _amount_cells(layout: Layout) -> list[str]:
    return [key for key in layout.inputs if not key.startswith("slots.") and layout.field(key).kind == "amount"]


def _balanced(layout: Layout) -> Mapping[str, CellValue]:
    form = layout.form
    amounts = dict.fromkeys(_amount_cells(layout), 100)
    sums = {"total": USUAL_PARTS, **sums_of(form)} if "total" not in form.sums else dict(form.sums)
    for _ in range(5):
        for key, parts in sums.items():
            if key in amounts and any(part in amounts for part in parts):
                amounts[key] = sum(amounts.get(part, 0) for part in parts)
        for table, column, target in sum_targets(form):
            rows = range(1, row_count(form.tables[table]) + 1)
            keys = [key for row in rows if (key := cell_key(table, row, column)) in amounts]
            if target in sums and keys:  # an amount that is a sum already: its rows follow it
                amounts |= dict.fromkeys(keys, 0) | {keys[0]: amounts[target]}
            elif target in amounts:
                amounts[target] = sum(amounts[key] for key in keys)
    return amounts


def spelled(text: str, amount: CellValue, unit: str) -> str:
    yuan = int(amount) * (10_000 if unit == "万元" else 1)
    return text.replace("{}", str(yuan)).replace("{wan}", f"{yuan / 10_000:.10g}")


def variants(texts: tuple[str, ...]) -> Iterator[tuple[str, OnForm]]:
    """Yields each spelling on each form, in one of its amounts after the other."""
    for form in form_definitions():
        base = filled_form(form.id)
        keys = [
            key
            for key in base.layout.inputs
            if not key.startswith("slots.") and base.layout.field(key).kind == "amount"
        ]
        for number, text in enumerate(texts):
            key = keys[number % len(keys)]
            value = spelled(text, base.values.get(key, 100), form.unit)
            yield text, OnForm(f"{form.id} {key} {value}", base.layout, {**base.values, key: value})


def panel(form: OnForm) -> tuple[str, ...]:
    return panel_results(self_check(form.layout), contents(form.layout, form.values))


def money_errors(forms: list[OnForm]) -> list[set[str]]:
    """Returns the codes of the errors about money that check finds on each form."""
    found: list[set[str]] = []
    options, library = ReadOptions(Limits(), KEY), load_library(EXAMPLES)
    for start in range(0, len(forms), TOGETHER):
        issues = [form.issue(number) for number, form in enumerate(forms[start : start + TOGETHER])]
        file = read_bytes("表.xlsx", draw(issues, "x"), library, options)
        by_sheet = {read.source.sheet: read for read in file.records}
        for issue in issues:
            findings = run((replace(file, records=(by_sheet[issue.sheet],), observations=()),))
            found.append({one.code for one in findings if one.severity is Severity.ERROR} & MONEY)
    return found


def by_definition(texts: tuple[str, ...]) -> Iterator[tuple[str, OnForm, set[str]]]:
    """Yields each variant with the errors about money that check finds in it."""
    given: dict[str, list[tuple[str, OnForm]]] = {}
    for text, form in variants(texts):
        given.setdefault(form.layout.form.id, []).append((text, form))
    for pairs in given.values():
        for (text, form), errors in zip(pairs, money_errors([form for _, form in pairs]), strict=True):
            yield text, form, errors


def test_the_forms_without_words_in_their_amounts_are_right() -> None:
    forms = [filled_form(form.id) for form in form_definitions()]
    assert len(forms) > 10
    for form in forms:
        assert money_errors([form]) == [set()], form.name
        assert not any(REMARK_SIGN in line for line in panel(form)), form.name


def test_an_amount_that_check_reads_is_no_fault_in_the_panel() -> None:
    for text, form, errors in by_definition((*SPELLINGS, *TRAPS)):
        before, now = panel(filled_form(form.layout.form.id)), panel(form)
        added = [line for line, old in zip(now[1:], before[1:], strict=True) if line != old]
        if not errors:
            assert not any(line.startswith(ARROW) for line in added), (form.name, added)
        else:
            assert added, form.name
            assert now[0] != READY, form.name
        if SPELLINGS.get(text) and not errors:
            assert added == [], (form.name, added)
        if SPELLINGS.get(text) and errors:
            assert "（" in text, (form.name, errors)
            assert "tables." in form.name, (form.name, errors)


def test_a_text_without_an_amount_stays_an_error_in_the_panel() -> None:
    for _, form, errors in by_definition(NO_AMOUNTS):
        before, now = panel(filled_form(form.layout.form.id)), panel(form)
        added = [line for line, old in zip(now[1:], before[1:], strict=True) if line != old]
        assert errors, form.name
        assert any(line.startswith(ARROW) and line.endswith("应为数字") for line in added), (form.name, added)


def test_a_sum_is_compared_with_amounts_that_are_typed_as_text() -> None:
    base = filled_form("wuchuan-2021")
    form = base.layout.form
    total, parts = next((key, parts) for key, parts in sums_of(form).items() if key in base.values)
    part = next(key for key in parts if key in base.values)
    right = {total: spelled("{wan}万（其中市级0万）", base.values[total], form.unit)}
    wrong = {part: spelled("1{}元", base.values[part], form.unit)}
    assert panel(base._replace(values={**base.values, **right})) == panel(base)
    assert any("之和" in line for line in panel(base._replace(values={**base.values, **right, **wrong})))


@pytest.mark.libreoffice
def test_libreoffice_calculates_the_same_of_every_spelling(tmp_path: Path) -> None:
    given: dict[str, list[OnForm]] = {}
    for _, form in variants((*SPELLINGS, *TRAPS, *NO_AMOUNTS)):
        given.setdefault(form.layout.form.id, []).append(form)
    books: dict[Path, list[OnForm]] = {}
    for name, forms in given.items():
        path = tmp_path / f"{name}.xlsx"
        path.write_bytes(draw([form.issue(number) for number, form in enumerate(forms)], "x"))
        books[path] = forms
    for path, forms in zip(convert(list(books), "xlsx", tmp_path), books.values(), strict=True):
        for form, shown in zip(forms, calculated(path, [form.layout for form in forms]), strict=True):
            assert shown == panel(form), form.name
