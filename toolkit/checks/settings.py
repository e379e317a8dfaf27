"""Changed severities and thresholds: by a definition or by a person.

A definition changes them for its form, a person for everything.

A person's word counts before a definition's, a definition's before the rule's own. What was changed is told
(`Settings.changes`), so that a report can say so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Literal, NamedTuple

from toolkit.checks.registry import Rule, rules
from toolkit.forms.definition import CheckSettings, Definition
from toolkit.forms.fault import Fault, short, unknown
from toolkit.model.finding import Bilingual, Severity

OFF = "off"
_ZH = {"error": "错误", "warning": "警告", "info": "提示", OFF: "停用"}


#: Codes of rules, each with whether it is switched on.
Switched = frozenset[tuple[str, bool]]


class Terms(NamedTuple):
    """The severity and thresholds of one rule on one form.

    Attributes:
        severity: of its usual findings.
        enabled: whether it runs at all.
        options: its thresholds.
    """

    severity: Severity
    enabled: bool
    options: Mapping[str, str]


class SettingChange(NamedTuple):
    """A changed rule: its code, the change, and who made it.

    That is the id of a definition or the name of a file.
    """

    code: str
    what: Bilingual
    by: str


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings that the user chose for a run.

    Attributes:
        checks: by code, another severity, `off`, other thresholds; a severity switches a rule on that is off.
        source: name of the file that they stand in.
        templates: the user's own folder of definitions, where their frameworks of levels are found too.
    """

    checks: Mapping[str, CheckSettings] = field(default_factory=dict)
    source: str = ""
    templates: Path | None = None

    def terms(self, rule: Rule, definition: Definition | None = None) -> Terms:
        """Returns the terms of a rule on a form or summary.

        Without a definition, they are those for the file or the whole batch.
        """
        terms = Terms(rule.severity, rule.enabled, rule.options)
        if definition is not None and rule.code in definition.checks:
            terms = _changed(terms, definition.checks[rule.code])
        return _changed(terms, self.checks[rule.code]) if rule.code in self.checks else terms

    def switched(self, definition: Definition | None = None) -> Switched:
        """Returns the codes of rules that are switched on or off explicitly."""
        switches: dict[str, bool] = {}
        for checks in (definition.checks if definition else {}, self.checks):
            switches |= {code: one.severity != OFF for code, one in checks.items() if one.severity is not None}
        return frozenset(switches.items())

    def changes(self, definitions: Iterable[Definition] = ()) -> tuple[SettingChange, ...]:
        """Returns all changes to the rules' own settings, the definitions' changes first."""
        layers = [(definition.id, definition.checks) for definition in definitions]
        return tuple(
            SettingChange(code, what, by)
            for by, checks in (*layers, (self.source, self.checks))
            for code, written in checks.items()
            if code in rules()
            for what in _differences(rules()[code], written)
        )


DEFAULT = Settings()


def _changed(terms: Terms, written: CheckSettings) -> Terms:
    options = {**terms.options, **written.options}
    if written.severity is None:
        return terms._replace(options=options)
    if written.severity == OFF:
        return Terms(terms.severity, False, options)
    return Terms(Severity(written.severity), True, options)


def _differences(rule: Rule, written: CheckSettings) -> Iterator[Bilingual]:
    before = rule.severity.value if rule.enabled else OFF
    if written.severity is not None and written.severity != before:
        yield Bilingual(f"{_ZH[before]}→{_ZH[written.severity]}", f"{before} → {written.severity}")
    for name, value in written.options.items():
        default = rule.options.get(name, "")
        if value != default:
            yield Bilingual(f"{name}：{default}→{value}", f"{name}: {default} → {value}")


def faults(checks: Mapping[str, CheckSettings]) -> Iterator[Fault]:
    """Yields the faults of settings, by the keys that lead to them."""
    for code, written in checks.items():
        rule = rules().get(code)
        if rule is None:
            yield unknown(("checks", code), code, rules(), "规则", "rule")
            continue
        for name, value in written.options.items():
            keys = ("checks", code, "options", name)
            if not rule.options:
                yield Fault(keys, f"{code} 没有可调的阈值，请删去", f"{code} has no thresholds; delete this")
            elif name not in rule.options:
                yield unknown(keys, name, rule.options, f"{code} 阈值", f"threshold of {code}")
            elif _is_number(rule.options[name]) and not _is_number(value):
                yield Fault(keys, f"应为数字，不能写“{short(value)}”", f"a number is expected, not “{short(value)}”")


def definition_faults(definition: Definition) -> Iterable[Fault]:
    """Returns the faults of the rules that a definition changes.

    The loader takes it as its further proof.
    """
    return faults(definition.checks) if definition.checks else ()


def _is_number(text: str) -> bool:
    try:
        return Decimal(text).is_finite()
    except InvalidOperation:
        return False


@dataclass(frozen=True, slots=True)
class _Check:
    """A `CheckSettings` in a file: numbers without quotes are allowed."""

    severity: Literal["error", "warning", "info", "off"] | None = None
    options: Mapping[str, str | int | float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _File:
    """A settings file: `checks:` of the same shape as in a definition."""

    checks: Mapping[str, _Check] = field(default_factory=dict)


def load_settings(path: Path, templates: Path | None = None) -> Settings:
    """Returns the settings of a user's file.

    Raises TemplateError that names every fault with file, line and key.
    """
    from toolkit.forms.yaml_file import check, read_yaml, refusal

    data = read_yaml(path)
    written = check(path, data, _File)
    checks = {
        code: CheckSettings(one.severity, {name: str(value) for name, value in one.options.items()})
        for code, one in written.checks.items()
    }
    wrong = list(faults(checks))
    if wrong:
        raise refusal(path, data, wrong)
    return Settings(checks, path.name, templates)
