"""A record with a value in every cell of a form, for trial rounds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

from toolkit.forms.definition import Field, FormDefinition, column_field
from toolkit.forms.field_names import PAYMENT_PLAN, PERIOD, RECORD_KINDS, is_own
from toolkit.forms.further_definition import FurtherCell, FurtherTable
from toolkit.forms.further_tables import is_printed, row_count
from toolkit.forms.kinds import Funds, PeriodText, kinds, parsed_answer
from toolkit.forms.layout import compile_layout
from toolkit.indicators.framework import Framework
from toolkit.model.frozen import Answers, FrozenMap
from toolkit.model.records import DepartmentTarget, Funding, Indicator, PaymentStep, Project, Record, SubGoal, Tables
from toolkit.model.schema import INDICATOR_CELLS, MONEY_KEYS

#: The budget year of made records.
YEAR = 2025


def made_rows(form: FormDefinition, framework: Framework, kind: str | None) -> Iterator[Indicator]:
    """Yields an indicator for every row of a form, every cell filled."""
    layout = compile_layout(form, framework, YEAR, kind)
    levels = [(first.name, second.name) for first, second in framework.pairs()]
    for slot in layout.slots:
        number = slot.number + 1
        own: dict[str, Any] = {
            field.key: "5" if field.kind == "weight" else f"{field.zh}{number}"
            for field in INDICATOR_CELLS
            if field.carried and field.key in slot.cells
        }
        typed = levels[slot.number % len(levels)] if "level2" in slot.cells else (slot.level1, slot.level2)
        columns = layout.areas[slot.table].table.side_columns(slot.scope).values()
        extra = ((one.part, made_answer(column_field(one), number)) for one in columns if one.is_own)
        yield Indicator(
            *typed,
            f"试填指标{number}",
            f"≥{number + 10}个" if slot.cells.keys() & {"period_value", "period_number"} else None,
            f"≥{number}个" if slot.cells.keys() & {"annual_value", "number"} else None,
            scope=slot.scope,
            extra=FrozenMap(extra),
            **own,
        )


#: Texts among which every kind of cell finds one of its own.
SAMPLES = ("5", "5%", f"{YEAR}", f"{YEAR}-03-01", "13800138000", "张三")


def made_answer(field: Field, number: int) -> str:
    """Returns a made answer to a field or column of the definition's own."""
    if field.choices:
        return tuple(field.choices)[number % len(field.choices)]
    if field.kind in ("text", "long_text", "code"):
        return f"{'' if field.kind == 'code' else _on_one_line(field.name)}{number}"[-(field.most or 60) :]
    found = (parsed_answer(text, field, "万元") for text in SAMPLES)
    return next((answer for answer in found if answer), "")


_OF_RECORD = RECORD_KINDS.keys() - {*MONEY_KEYS, PERIOD}
#: Kinds whose cells hold more than a text.
_SAMPLED = ("date", "phone", "percent", "amount", "year", "number", "weight")


def made_record(form: FormDefinition, framework: Framework, kind: str | None) -> Record:
    """Returns a record with a value for every cell of a form."""
    texts = {name: _made_text(field, number, kind) for number, (name, field) in enumerate(form.fields.items(), 1)}
    if form.record == "department":
        return replace(_made_target(form, texts), indicators=tuple(made_rows(form, framework, kind)))
    given: dict[str, str | int] = {name: text for name, text in texts.items() if name in _OF_RECORD}
    given |= _made_period(texts.get(PERIOD))
    given |= {name: year for name, year in (("start_year", YEAR), ("end_year", YEAR + 1)) if name in form.fields}
    amounts: dict[str, Decimal] = {
        part: Decimal(number * 10_000) for number, part in enumerate(MONEY_KEYS[1:], 1) if part in form.fields
    }
    if "total" in form.fields:
        amounts["total"] = sum(amounts.values()) or Decimal(120_000)
    if "funds_text" in form.fields:
        parsed = kinds()["funds"].parse(texts["funds_text"], form.unit)
        if isinstance(parsed, Funds):
            amounts = {part: amount.yuan for part, amount in parsed.amounts.items()} | amounts
    plan = [name.removeprefix(PAYMENT_PLAN) for name in form.fields if name.startswith(PAYMENT_PLAN)]
    build: Callable[..., Project] = Project
    return build(
        form.id,
        form.version,
        **given,
        budget_year=YEAR,
        funding=Funding(**amounts, unit_as_written=form.unit),
        extra=_made_answers(form, texts),
        tables=_made_tables(form),
        payment_plan=tuple(PaymentStep(by, str(10 * number)) for number, by in enumerate(plan, 1)),
        indicators=tuple(made_rows(form, framework, kind)),
    )


def _made_text(field: Field, number: int, kind: str | None) -> str:
    if field.kind in _SAMPLED:
        return made_answer(field, number)
    if field.kind == "period":  # of the record or of the form's own
        return f"{YEAR}年1月-{YEAR + 1}年6月"[: field.most or None]
    if field.choices == "types":
        return kind or ""
    if field.choices:
        return field.choices[-1]
    if field.kind == "funds":
        return "预算数 12 万元。其中：财政资金 12 万元。主要用于试填。"
    if field.kind == "code":
        return f"2025{number:04d}"[: field.most or 30]
    return f"{_on_one_line(field.name)}试填{number}"[-(field.most or 60) :]


def _on_one_line(label: str) -> str:
    """Returns a printed label without line breaks, which no answer keeps."""
    return "".join(label.split("\n"))


def _made_answers(form: FormDefinition, texts: dict[str, str]) -> Answers:
    return FrozenMap((name, text) for name, text in texts.items() if is_own(name, form.record))


def _made_tables(form: FormDefinition) -> Tables:
    """Returns a further table's rows, each cell with a made answer."""
    return FrozenMap((key, tuple(_made_rows_of(table))) for key, table in form.tables.items())


def _made_rows_of(table: FurtherTable) -> Iterator[Answers]:
    for row in range(row_count(table)):
        printed = {table.columns[0].key: table.lines[row]} if is_printed(table, row + 1, 0) else {}
        filled = {
            one.key: made_answer(Field(one.kind, one.label, most=one.most, choices=one.choices), row + 1)
            for one in table.columns
            if one.key not in printed and FurtherCell(row + 1, one.key) not in table.cells.values()
        }
        if filled:  # a row whose cells are all fields of the record is none of the table's own
            yield FrozenMap(printed | filled)


def _made_period(text: str | None) -> dict[str, str | int]:
    """Returns what a period in one cell says, by field of the record."""
    parsed = kinds()["period"].parse(text, "") if text else None
    fields_of = parsed._asdict() if isinstance(parsed, PeriodText) else {}
    return {"period_text" if key == "text" else key: value for key, value in fields_of.items() if value is not None}


def _made_target(form: FormDefinition, texts: dict[str, str]) -> DepartmentTarget:
    count = 1 + sum(name.endswith(".title") for name in texts)
    subs = [
        SubGoal(*(texts.get(f"sub_goals.{number}.{part}") for part in ("title", "goal", "indicators_text")))  # type: ignore[arg-type]
        for number in range(1, count)
    ]
    measures = tuple(text for name, text in texts.items() if name.startswith("measures."))
    amounts = {key: Decimal(texts[key]) for key in MONEY_KEYS if key in texts}
    return DepartmentTarget(
        form.id,
        form.version,
        texts.get("department"),
        YEAR,
        texts.get("overall_goal"),
        tuple(subs),
        measures,
        Funding(**amounts, unit_as_written=form.unit) if amounts else None,
        extra=_made_answers(form, texts),
        tables=_made_tables(form),
    )
