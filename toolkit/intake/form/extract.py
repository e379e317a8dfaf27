"""The way from the cells of a form to its record.

Values are read by the kind of their field, amounts in 元.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from toolkit.excel.grid import CellKind
from toolkit.forms.definition import FormDefinition
from toolkit.forms.field_names import PAYMENT_PLAN, PERIOD, REMARK, is_own
from toolkit.forms.further_tables import field_of
from toolkit.forms.kinds import Amount, CellValue, FieldKind, Funds, Parsed, PeriodText, answer_text, kind_of
from toolkit.intake.cells import disputed
from toolkit.intake.form.body import Body
from toolkit.intake.form.further_rows import further_tables
from toolkit.intake.form.header import Found, Header
from toolkit.intake.form.stamps import Identity
from toolkit.intake.form.vocabulary import Vocabulary
from toolkit.intake.tokens import Lines, Token, joined
from toolkit.model.evidence import Observation, Observed, Placed
from toolkit.model.frozen import Answers, FrozenMap
from toolkit.model.money_units import is_unit_alone, unit_in, units_stated
from toolkit.model.records import Funding, PaymentStep, Project, Source
from toolkit.model.schema import MONEY_KEYS, PROJECT, keys
from toolkit.model.text import fold, strip_invisible

LEVELS = "levels."
#: Kinds of fields whose label tells the unit of money.
_MONEY = ("amount", "funds")
#: What of a record is read from a cell of its own.
_YEARS = (*keys(PROJECT, kind="year"), *keys(PROJECT, kind="month"))
_TEXTS = tuple(one.key for one in PROJECT if one.is_scalar and one.compared and one.kind not in ("year", "month"))
_MONTHS_AND_YEARS = ("start_year", "end_year", "start_month", "end_month")


def unit_of(header: Header, on_sheet: Lines, words: Vocabulary) -> str:
    """Returns the unit of the amounts.

    It is named by the amount's label, else by a line 单位：…, else by the definition.
    """
    return next(iter((*_label_units(header, words), *_line_units(on_sheet))), words.form.unit)


def units_named(header: Header, on_sheet: Lines, words: Vocabulary) -> frozenset[str]:
    """Returns every unit of money that a label or a line 单位：… names."""
    return frozenset((*_label_units(header, words), *_line_units(on_sheet)))


def _label_units(header: Header, words: Vocabulary) -> Iterator[str]:
    for _, hit in header.labels.values():
        introduced = words.introduces.get(hit.key)
        if hit.unit and (introduced is None or words.form.fields[introduced.field].kind in _MONEY):
            yield hit.unit


def _line_units(on_sheet: Lines) -> Iterator[str]:
    for token in (one for tokens in on_sheet.values() for one in tokens):
        yield from units_stated(token.text)
        if is_unit_alone(token.text) and (unit := unit_in(token.text)):
            yield unit


def _own_units(header: Header, words: Vocabulary) -> dict[str, str]:
    """Returns the units that the labels of fields name, by field."""
    named = {hit.key: hit.unit for _, hit in header.labels.values() if hit.unit}
    return {one.field: named[key] for key, one in words.introduces.items() if key in named}


def field_values(
    header: Header, words: Vocabulary, usual: str, named: frozenset[str] = frozenset(), *, issued: bool
) -> tuple[dict[str, Parsed], list[Observation]]:
    """Returns the values of the fields by their kinds, and observations.

    A field without a value of its kind is missing in the result.

    Args:
        header: what was found above the table.
        words: the form's vocabulary.
        usual: the unit of amounts whose own label names none.
        named: all units that the sheet names; with several, such an amount is ambiguous.
        issued: whether the form was issued; then another unit than the definition's makes amounts ambiguous.
    """
    values: dict[str, Parsed] = {}
    notes: list[Observation] = []
    own = _own_units(header, words)
    for name, found in header.fields.items():
        if not found.text:
            continue
        kind = kind_of(field_of(words.form, name))
        unit = found.unit or own.get(name) or usual
        if len(named) > 1 and not (found.unit or name in own) and _depends(kind, found.text, named):
            facts = {"found": f"{found.text}（{'/'.join(sorted(named))}）", "expected": ""}
            notes.append(Observation(Observed.AMBIGUOUS, joined(found.tokens) or str(found.cell), facts))
            continue
        text = strip_invisible(found.text)
        value, contradiction = _parsed(found, text, kind, unit)
        if contradiction is not None:
            notes.append(contradiction)
        if value is None or value == "":
            continue
        if issued and value != kind.parse(text, words.form.unit):
            facts = {"found": f"{text}（{unit}/{words.form.unit}）", "expected": str(found.cell)}
            notes.append(Observation(Observed.AMBIGUOUS, joined(found.tokens), facts))
            continue
        token = found.tokens[0]
        if isinstance(value, Amount) and (doubt := disputed(token.cell, unit, token.address)):
            notes.append(doubt)
            continue
        if isinstance(value, Funds) and (rest := _amounts_beside(header, kind, unit)):
            facts = {"found": "；".join(token.text[:20] for token in (*found.tokens, *rest)), "expected": ""}
            notes.append(Observation(Observed.AMBIGUOUS, joined((*found.tokens, *rest)), facts))
            continue
        values[name] = _chosen(words, name, value)
        shown = _as_typed(kind.show(value, unit))  # in the sheet's unit, whatever unit was written: it may be typed
        if kind.numeric and token.text != shown:
            notes.append(Observation(Observed.NORMALISED, token.address, {"found": token.text, "expected": shown}))
    return values, notes


def _parsed(found: Found, text: str, kind: FieldKind, unit: str) -> tuple[Parsed | None, Observation | None]:
    """Returns the value of a field, or what is ambiguous about it.

    It is ambiguous where cells behind it say another amount.
    """
    value = None if any(token.cell.kind is CellKind.ERROR for token in found.tokens) else kind.parse(text, unit)
    if not isinstance(value, Amount) or not found.behind:
        return value, None
    worded = _with_cells_behind(value, found.behind, kind, unit)
    if worded is not None:
        return worded, None
    tokens = (*found.tokens, *found.behind)
    facts = {"found": "；".join(token.text[:40] for token in tokens), "expected": ""}
    return None, Observation(Observed.AMBIGUOUS, joined(tokens), facts)


def _depends(kind: FieldKind, text: str, units: frozenset[str]) -> bool:
    """Whether a text is another amount in another unit."""
    read = {value.yuan for unit in units if isinstance(value := kind.parse(strip_invisible(text), unit), Amount)}
    return len(read) > 1


def _with_cells_behind(amount: Amount, behind: tuple[Token, ...], kind: FieldKind, unit: str) -> Amount | None:
    """Returns an amount with the words of the cells behind it.

    None where one of them names another amount.
    """
    words = [amount.words] if amount.words else []
    for token in behind:
        other = kind.parse(token.text, unit)
        if isinstance(other, Amount) and other.yuan == amount.yuan:
            words.append(other.words)
        elif other is None and not any(map(str.isdigit, token.text)):
            words.append(token.text)
        else:
            return None
    return amount._replace(words="；".join(filter(None, words)))


def _as_typed(value: CellValue) -> str:
    """Returns a value as a person types it, never with an exponent."""
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def _amounts_beside(header: Header, kind: FieldKind, unit: str) -> tuple[Token, ...]:
    """Returns unclaimed cells that name a sum.

    They are the rest of a sentence that a person broke up.
    """
    parsed = ((token, kind.parse(token.text, unit)) for token in header.left)
    return tuple(token for token, funds in parsed if isinstance(funds, Funds) and funds.amounts)


def _chosen(words: Vocabulary, name: str, value: Parsed) -> Parsed:
    """Returns an entry of a list as the definition spells it."""
    choices = field_of(words.form, name).choices
    offered = tuple(words.form.types) if choices == "types" else choices
    return next((choice for choice in offered if fold(choice) == fold(str(value))), value) if offered else value


def make_project(
    words: Vocabulary,
    header: Header,
    body: Body,
    values: Mapping[str, Parsed],
    identity: Identity,
    source: Source,
) -> tuple[Project, dict[str, Placed]]:
    """Returns the record of a project, and the place of each of its fields."""
    placed = placed_fields(words, header, body)
    texts = {name: value for name, value in values.items() if isinstance(value, str)}
    years = {name: value for name, value in values.items() if isinstance(value, int)}
    amounts = {name: value for name, value in values.items() if isinstance(value, Amount)}
    period = values.get(PERIOD)
    if isinstance(period, PeriodText):
        texts["period_text"] = period.text
        years |= {key: value for key in _MONTHS_AND_YEARS if (value := getattr(period, key)) is not None}
    if PERIOD in placed:
        placed.update(dict.fromkeys(("period_text", "start_year", "end_year"), placed[PERIOD]))
    for name, value in values.items():
        if isinstance(value, Funds):
            texts[name] = value.text
            amounts.update(value.amounts)
            placed.update(dict.fromkeys(("total", *value.amounts), placed[name]))
    plan = tuple(_payment_plan(words, texts, placed))
    own: dict[str, Any] = {key: texts.get(key) for key in _TEXTS} | {key: years.get(key) for key in _YEARS}
    project = Project(
        form=words.form.id,
        form_version=identity.stamp.version if identity.stamp else words.form.version,
        **own | {"budget_year": budget_year(words, header, identity)},
        funding=money_of(amounts),
        payment_plan=plan,
        extra=own_answers(words.form, values),
        tables=further_tables(words.form, values),
        indicators=tuple(body.indicators),
        source=source,
    )
    return project, placed


def own_answers(form: FormDefinition, values: Mapping[str, Parsed]) -> Answers:
    """Returns the answers to the definition's own fields, in its order."""
    found = {key: answer_text(value, form.fields[key]) for key, value in values.items() if is_own(key, form.record)}
    remarks = {key + REMARK: value.words for key, value in values.items() if isinstance(value, Amount) and value.words}
    ordered = {key: found[key] for key in form.fields if key in found}
    return FrozenMap({**remarks, **ordered})


def placed_fields(words: Vocabulary, header: Header, body: Body) -> dict[str, Placed]:
    """Returns the place of each field, and of the label of each level.

    Levels have keys such as `levels.数量指标`.
    """
    placed = dict(body.placed)
    for name, label in (*body.levels.items(), *body.firsts.items()):
        placed[f"{LEVELS}{name}"] = Placed(label.address, label.text)
    for name in words.form.fields:
        found = header.fields.get(name)
        if found is not None:
            written = found.text or "；".join(token.text for token in found.tokens)
            placed[name] = Placed(joined(found.tokens) or str(found.cell), written)
    return placed


def _payment_plan(words: Vocabulary, texts: Mapping[str, str], placed: dict[str, Placed]) -> Iterator[PaymentStep]:
    """Yields the checkpoints of the form in its order, and numbers their places."""
    names = [name for name in words.form.fields if name.startswith(PAYMENT_PLAN)]
    for number, name in enumerate(names):
        if name in placed:
            placed[f"{PAYMENT_PLAN}{number}.percent"] = placed.pop(name)
        yield PaymentStep(name.removeprefix(PAYMENT_PLAN), texts.get(name))


def budget_year(words: Vocabulary, header: Header, identity: Identity) -> int | None:
    """Returns the budget year of a form, None where its sources contradict each other.

    The sources are the labels, else the title, and the stamp.
    """
    years = {hit.year for _, hit in header.labels.values() if hit.year is not None}
    years = years or {year for token in header.left if (year := words.title_year(token.text))}
    if identity.stamp is not None:
        years.add(identity.stamp.year)
    return years.pop() if len(years) == 1 else None


def money_of(amounts: Mapping[str, Amount]) -> Funding:
    """Returns the money of some amounts by field, with the unit of the first."""
    unit = next((amount.unit for amount in amounts.values()), None)
    return Funding(**{name: amounts[name].yuan for name in MONEY_KEYS if name in amounts}, unit_as_written=unit)
