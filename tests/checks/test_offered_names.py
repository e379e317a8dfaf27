"""Names offered by a form's own drop-down are never sent back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace

import pytest

from tests.checks.seed_files import findings
from tests.support.definitions import form13
from tests.support.read_records import file, read
from tests.support.records import CLEAN, indicator, project
from toolkit.checks import Settings
from toolkit.forms import CheckSettings, FormDefinition, load_form, load_framework
from toolkit.model import Indicator, Project, Severity

EXECUTION = project(indicators=(indicator("成本指标", "预算执行率（%）", "≥90%", "≥90%"),))
#: Values that a clerk may write in each category; one of them must do for every name that is offered there.
VALUES = {
    "数量指标": ("≥8次", "≥8人", "≥8天", "≥8份", "≥8台"),
    "质量指标": ("≥90%",),
    "时效指标": ("≥90%", "2024年12月前"),
    "经济成本指标": ("≤100元/人", "≤100元/套", "≤100元/台"),
    "成本指标": ("≤100元/人", "≤100元/套", "≥90%"),
    "社会效益指标": ("有效提升",),
    "可持续影响指标": ("长期",),
    "服务对象满意度指标": ("≥90%",),
}


def severities(definition: FormDefinition, settings: Settings | None = None) -> list[Severity]:
    given = settings or Settings()
    found = findings(file(read(EXECUTION, definition=definition)), settings=given)
    return [one.severity for one in found if one.code == "C03"]


def without_it() -> FormDefinition:
    types = {
        name: replace(kind, suggestions={level: offered[:-1] for level, offered in kind.suggestions.items()})
        for name, kind in form13().types.items()
    }
    return replace(form13(), types=types)


def saying(severity: str) -> Mapping[str, CheckSettings]:
    return {"C03": CheckSettings(severity=severity)}  # type: ignore[arg-type]


def test_budget_execution_is_an_info_where_the_form_offers_it_and_a_warning_where_not() -> None:
    assert severities(form13()) == [Severity.INFO]
    assert severities(without_it()) == [Severity.WARNING]


def test_a_severity_that_the_definition_or_the_settings_name_is_in_force() -> None:
    assert severities(replace(form13(), checks=saying("warning"))) == [Severity.WARNING]
    assert severities(form13(), Settings(checks=saying("error"))) == [Severity.ERROR]


FORMS = [form for name in ("form13", "plan", "costfirst") if isinstance(form := load_form(name), FormDefinition)]
CHOICES = [
    (form, key, value)
    for form in FORMS
    for key, field in form.fields.items()
    if field.kind == "choice"
    for value in ([*form.types] if field.choices == "types" else field.choices or ())
]


@pytest.mark.parametrize(("form", "key", "value"), CHOICES, ids=lambda one: getattr(one, "id", one))
def test_no_choice_of_the_head_is_more_than_an_info(form: FormDefinition, key: str, value: str) -> None:
    assert key in {field.name for field in fields(CLEAN)}
    assert codes(form, replace(CLEAN, **{key: value})) <= codes(form, CLEAN)  # type: ignore[arg-type]


def codes(form: FormDefinition, record: Project) -> set[str]:
    """The rules that find more than an info in a form with this record."""
    found = findings(file(read(replace(record, form=form.id), definition=form)))
    return {one.code for one in found if one.severity is not Severity.INFO}


def test_the_forms_that_have_choices_are_looked_at() -> None:
    assert {form.id for form, _, _ in CHOICES} == {"form13", "costfirst"}


OFFERED = [
    (form, kind, level2, name)
    for form in FORMS
    for kind, chosen in form.types.items()
    for level2, names in chosen.suggestions.items()
    for name in names
]


@pytest.mark.parametrize(("form", "kind", "level2", "name"), OFFERED, ids=lambda one: getattr(one, "id", one))
def test_a_name_from_the_list_with_a_fitting_value_is_never_more_than_an_info(
    form: FormDefinition, kind: str, level2: str, name: str
) -> None:
    levels = load_framework(form.framework).second(level2)
    assert levels is not None
    first, second = levels

    def worst(value: str) -> set[str]:
        added = Indicator(first.name, second.name, name, value, value)
        record = replace(CLEAN, form=form.id, project_type=kind, indicators=(*CLEAN.indicators, added))
        about = f"indicators.{len(CLEAN.indicators)}"
        found = (one for one in findings(file(read(record, definition=form))) if one.facts.get("about") == about)
        return {one.code for one in found if one.severity is not Severity.INFO}

    assert any(not worst(value) for value in VALUES[level2])
