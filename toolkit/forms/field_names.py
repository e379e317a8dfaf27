"""The names of a definition's fields: those of a record, and own ones."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from toolkit.forms.definition import Definition, FormDefinition
from toolkit.forms.repeat import N
from toolkit.model.records import DepartmentTarget, Funding, Project
from toolkit.model.schema import FIELDS, MONEY_KEYS, PROJECT, leaves
from toolkit.model.text import is_blank

#: The kinds of cells that can read a field of a record, the usual one first, by the kind of the field.
_KINDS: Mapping[str, tuple[str, ...]] = {
    "text": ("text", "choice"),
    "choice": ("choice", "text"),
    "code": ("code", "text"),
    "long_text": ("long_text", "text"),
    "year": ("year",),
    "amount": ("amount",),
    "funds": ("funds",),
}
_NAME, _GOAL = _KINDS["text"], _KINDS["long_text"]
#: The field of a period in one cell; it fills years, months and the period's text of a record.
PERIOD = "period"
#: Fields of a project's record that a cell can hold. The budget year is in the title and the labels.
RECORD_KINDS: Mapping[str, tuple[str, ...]] = {
    one.key: _KINDS[one.kind]
    for _, one in leaves(PROJECT)
    if one.compared and one.kind in _KINDS and one.key != "budget_year"
} | {PERIOD: ("period",)}
#: Fields of a department's target, with `{n}` or a number.
DEPARTMENT_KINDS: Mapping[str, tuple[str, ...]] = {
    "department": _NAME,
    "overall_goal": _GOAL,
    "sub_goals.{n}.title": _GOAL[::-1],
    "sub_goals.{n}.goal": _GOAL,
    "sub_goals.{n}.indicators_text": _GOAL,
    "measures.{n}": _GOAL,
    **dict.fromkeys(MONEY_KEYS, _KINDS["amount"]),
}
#: Before the checkpoint (3月底) of a step of the spending plan.
PAYMENT_PLAN = "payment_plan."
#: The kinds of a definition's own fields.
OWN_KINDS = (
    "text", "long_text", "amount", "date", "year", "choice", "mark", "phone", "code", "percent", "number",
    "weight", "period",
)  # fmt: skip
#: Behind the name of an amount: the words beside it (854万（其中…）).
REMARK = "_remark"
_NUMBERED = re.compile(r"(?<=\.)(?:\d+|\{n\})(?=\.|$)")
_OWN = re.compile(r"[^\W\d]\w{0,39}")
#: Parts of a record that no cell holds by their own name.
_RESERVED = frozenset(field.key for record in (Project, DepartmentTarget, Funding) for field in FIELDS[record])
#: Two names that are as alike as this are one, misspelt.
_ALIKE = 0.8


def fitting(name: str, record: str) -> tuple[str, ...]:
    """Returns the kinds that can read a field; none for an unknown name."""
    of_record = _of_record(name, record)
    return of_record or (OWN_KINDS if is_own(name, record) else ())


def _of_record(name: str, record: str) -> tuple[str, ...]:
    if record == "department":
        return DEPARTMENT_KINDS.get(_NUMBERED.sub(N, name), ())
    if name.startswith(PAYMENT_PLAN) and not is_blank(name.removeprefix(PAYMENT_PLAN)):
        return ("percent",)
    return RECORD_KINDS.get(name, ())


def is_own(name: str, record: str) -> bool:
    """Whether a field is the definition's own, which no record has.

    Its proof takes a name that is almost one of a record for a misspelt one (`misspelt`).
    """
    names = DEPARTMENT_KINDS if record == "department" else RECORD_KINDS
    if name in names or name in _RESERVED or name in RECORD_KINDS:
        return False
    return _OWN.fullmatch(name) is not None


def misspelt(name: str, form: FormDefinition) -> str:
    """Returns the record's field that a name almost is; empty without.

    actual_goal is one where the form has annual_goal too.
    """
    names = DEPARTMENT_KINDS if form.record == "department" else RECORD_KINDS
    if any(re.fullmatch(rf"{re.escape(other)}(?:_\w+|\d+)", name) for other in names):
        return ""
    near = get_close_matches(name, names, n=1, cutoff=_ALIKE)
    return near[0] if near and near[0] not in form.fields else ""


def own_names(definitions: Iterable[Definition]) -> Mapping[str, str]:
    """Returns what forms call their own fields, columns and tables, by key.

    A column of a further table is named by both keys (`cost.amount`). Where two forms use one key, the first form's
    name counts. Amounts are kept in 元, whatever unit the form prints.
    """
    names: dict[str, str] = {}
    for form in definitions:
        if isinstance(form, FormDefinition):
            for key, field in form.fields.items():
                names.setdefault(key, _in_yuan(field.name, field.kind))
                if field.kind == "amount":
                    names.setdefault(key + REMARK, f"{_UNIT.sub('', field.name)}说明")
            for key, table in form.tables.items():
                names.setdefault(key, table.name)
                for own in table.columns:
                    names.setdefault(f"{key}.{own.key}", _in_yuan(own.label, own.kind))
            for column in (one for part in form.indicators.tables for one in part.columns):
                names.setdefault(column.part, _in_yuan(column.label, column.kind or ""))
    return names


#: The unit of money behind a name.
_UNIT = re.compile(r"[（(][^（()）]*元[)）]$")


def _in_yuan(name: str, kind: str) -> str:
    return f"{_UNIT.sub('', name)}（元）" if kind == "amount" else name
