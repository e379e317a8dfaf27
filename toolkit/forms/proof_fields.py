"""Checks of the cells to fill: name, kind, length, choices and default."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.forms.definition import Field, FormDefinition
from toolkit.forms.fault import Fault, short, unknown
from toolkit.forms.field_names import DEPARTMENT_KINDS, PAYMENT_PLAN, PERIOD, RECORD_KINDS, fitting, is_own, misspelt
from toolkit.forms.kinds import kind_of, kinds
from toolkit.forms.proof import CHOSEN, between, numbered, text, twice
from toolkit.forms.repeat import N
from toolkit.model.cell import CELL_TEXT
from toolkit.model.text import fold, is_blank

#: Kinds whose cells hold a text, so that its length can be bounded.
_TEXTS = ("text", "long_text", "code", "funds", "choice", "period")
_MOST_CHOICES = 500


def faults(form: FormDefinition) -> Iterator[Fault]:
    """Yields every fault of the cells to fill."""
    needed = "department" if form.record == "department" else "project_name"
    if needed not in form.fields:
        yield Fault(
            ("fields",),
            f"缺少 {needed}，没有它分不清是谁的表",
            f"{needed} is missing; without it, nobody can tell whose form it is",
        )
    if not form.indicators.columns and not any(field.required for field in form.fields.values()):
        yield Fault(
            ("fields",),
            f"没有一格必填，填报自查无事可查；请给 {needed} 加上 required: true",
            f"no cell is required, so the self-check has nothing to check; add required: true to {needed}",
        )
    for name, field in form.fields.items():
        yield from _field(form, name, field)
    yield from _period_twice(form)
    yield from _period_of_another_name(form)
    yield from _called_alike(form)
    yield from _prefilled(form)
    yield from _sums(form)
    yield from _repeats(form)
    yield from _types(form)


def _field(form: FormDefinition, name: str, field: Field) -> Iterator[Fault]:
    keys = ("fields", name)
    fits = fitting(name, form.record)
    if not fits:
        candidates = DEPARTMENT_KINDS if form.record == "department" else (*RECORD_KINDS, f"{PAYMENT_PLAN}3月底")
        yield unknown(keys, name, candidates, "栏目", "field")
    elif is_own(name, form.record) and (near := misspelt(name, form)):
        yield Fault(
            keys,
            f"没有名为“{short(name)}”的栏目，是不是“{near}”？确是自设的栏目，请换一个不这么像的键",
            f"no field “{short(name)}”; did you mean “{near}”? For a field of your own choose a key that is less alike",
        )
    if field.kind not in kinds():
        yield unknown((*keys, "kind"), field.kind, kinds(), "填法", "kind of cell")
    elif fits and field.kind not in fits:
        listed = "、".join(fits)
        yield Fault(
            (*keys, "kind"),
            f"{name} 不能用 {field.kind}，填的内容会读不出来，应写 {listed}",
            f"{name} cannot be read as {field.kind}; write {' or '.join(fits)}",
        )
    yield from text((*keys, "name"), field.name, ("n",) if N in name else ())
    yield from _length(name, field)
    yield from _choices(form, name, field)
    yield from _default(form, name, field)


def _length(name: str, field: Field) -> Iterator[Fault]:
    if field.most is None:
        return
    if field.kind in kinds() and field.kind not in _TEXTS:
        yield Fault(
            ("fields", name, "most"),
            f"{field.kind} 不限字数，请删去 most",
            f"{field.kind} has no maximum length; delete most",
        )
    yield from between(("fields", name, "most"), field.most, 1, CELL_TEXT)


def _choices(form: FormDefinition, name: str, field: Field) -> Iterator[Fault]:
    keys = ("fields", name, "choices")
    if field.kind not in CHOSEN:
        if field.choices:
            yield Fault(
                keys, "只有 kind: choice 和 mark 才能写 choices", "only the kinds choice and mark may have choices"
            )
        return
    if field.choices == "types":
        if field.kind == "mark":
            yield Fault(
                keys, "mark 要逐个写出选项，如 choices: [是, 否]", "list the choices of a mark, such as [yes, no]"
            )
        elif not form.types:
            yield Fault(
                keys, "写了 types，但本表没有 types（项目类型）", "choices is “types”, but the form has no types"
            )
        return
    if not field.choices:
        zh, en = ("；只打一个勾的写 choices: [√]", "; [√] for a single tick") if field.kind == "mark" else ("", "")
        yield Fault(
            keys,
            f"{field.kind} 要有 choices，如 choices: [甲, 乙]{zh}",
            f"kind: {field.kind} needs choices, such as [one, two]{en}",
        )
    if len(field.choices) == 1 and "，" in field.choices[0]:
        yield Fault(keys, "各项之间要用英文逗号加空格“, ”", "write “, ” between the items")
    if len(field.choices) > _MOST_CHOICES:
        yield Fault(keys, f"下拉选项太多，最多{_MOST_CHOICES}项", f"too many choices; at most {_MOST_CHOICES}")
    yield from twice(keys, [fold(one) for one in field.choices], "选项重复", "a choice appears twice")
    for place, one in numbered(keys, field.choices):
        yield from text(place, one, ())
    if name == "project_type" and form.types and set(field.choices) != set(form.types):
        yield Fault(
            keys, "选项与下面的 types 不同，请写 choices: types", "the choices differ from types; write choices: types"
        )


def _default(form: FormDefinition, name: str, field: Field) -> Iterator[Fault]:
    keys, given = ("fields", name, "default"), field.default
    if given is None:
        return
    choices = tuple(form.types) if field.choices == "types" else tuple(field.choices)
    if is_blank(given):
        yield Fault(keys, "默认内容是空的，请删去 default", "the default is empty; delete it")
    elif choices and given not in choices:
        yield unknown(keys, given, choices, "选项", "choice")
    elif field.kind in kinds() and kind_of(field).parse(given, form.unit) is None:
        yield Fault(
            keys, f"“{short(given)}”不是 {field.kind} 能填的内容", f"“{short(given)}” cannot be read as {field.kind}"
        )
    elif field.most is not None and len(given) > field.most:
        yield Fault(keys, f"默认内容超过 {field.most} 字", f"the default is longer than {field.most} characters")


def _period_twice(form: FormDefinition) -> Iterator[Fault]:
    for name in ("start_year", "end_year"):
        if PERIOD in form.fields and name in form.fields:
            yield Fault(
                ("fields", name),
                f"已有 {PERIOD} 一格（起止写在一起），请删去 {name}，或删去 {PERIOD}",
                f"{PERIOD} already says it in one cell; delete {name} or {PERIOD}",
            )


def _period_of_another_name(form: FormDefinition) -> Iterator[Fault]:
    """Yields the fault of a form whose only period is its own.

    Nobody would read its years.
    """
    own = [name for name, field in form.fields.items() if field.kind == "period" and name != PERIOD]
    if own and form.record == "project" and not form.fields.keys() & {PERIOD, "start_year", "end_year"}:
        yield Fault(
            ("fields", own[0]),
            f"表上的实施期请用键 {PERIOD}，年月才读得出来；别的起止时间可用自己的键",
            f"call the project's period {PERIOD}, so that its years are read; further periods have keys of their own",
        )


def _called_alike(form: FormDefinition) -> Iterator[Fault]:
    """Yields a fault for each pair of cells with one name.

    A roster and the findings could not tell them apart.
    """
    first: dict[str, str] = {}
    for name, field in form.fields.items():
        other = first.setdefault(fold(field.name), name)
        if other != name:
            yield Fault(
                ("fields", name, "name"),
                f"与 {other} 的名称相同（{short(field.name)}），名册和意见里会分不清，请换一个",
                f"has the same name as {other}; rosters and findings cannot tell them apart, choose another",
            )


def _prefilled(form: FormDefinition) -> Iterator[Fault]:
    for keys, name in numbered(("prefilled",), form.prefilled):
        if name not in form.fields:
            yield unknown(keys, name, form.fields, "栏目", "field")
    yield from twice(("prefilled",), form.prefilled, "写了两次", "appears twice")


def _sums(form: FormDefinition) -> Iterator[Fault]:
    amounts = [name for name, field in form.fields.items() if field.kind == "amount"]
    for key, parts in form.sums.items():
        if key not in amounts:
            yield unknown(("sums", key), key, amounts, "金额栏目", "amount")
        if not parts and key != "total":  # a total without parts is not added up
            yield Fault(("sums", key), "至少写一个相加的栏目", "name at least one amount to add up")
        for place, part in numbered(("sums", key), parts):
            if part not in amounts:
                yield unknown(place, part, amounts, "金额栏目", "amount")
            elif part == key:
                yield Fault(place, "合计不能是自己的一部分", "a sum cannot be part of itself")
        yield from twice(("sums", key), parts, "写了两次", "appears twice")


def _repeats(form: FormDefinition) -> Iterator[Fault]:
    stems = {name.partition(".")[0] for name in form.fields if N in name}
    for name, times in form.repeats.items():
        if name not in stems:
            yield unknown(("repeats", name), name, sorted(stems), "带 {n} 的栏目", "field with {n}")
        yield from between(("repeats", name), times, 1, 99)
    for name in form.fields:
        if N in name and name.partition(".")[0] not in form.repeats:
            stem = name.partition(".")[0]
            yield Fault(
                ("fields", name),
                f"带 {{n}} 的栏目要在 repeats 里写次数，如 repeats: {{{stem}: 8}}",
                f"add the number of times to repeats, such as {{{stem}: 8}}",
            )


def _types(form: FormDefinition) -> Iterator[Fault]:
    first: dict[str, str] = {}
    for name in form.types:
        yield from text(("types", name), name, ())
        other = first.setdefault(fold(name), name)
        if other != name:
            yield Fault(
                ("types", name),
                f"与“{short(other)}”只差空格或全半角，读表时分不清",
                f"differs from “{short(other)}” in blanks or character width only",
            )
