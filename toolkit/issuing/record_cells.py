"""A record as the cells of a form."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from typing import get_args

from toolkit.errors import InputError
from toolkit.forms.definition import PART_FIELDS, FormDefinition
from toolkit.forms.field_names import PAYMENT_PLAN, PERIOD, REMARK, is_own
from toolkit.forms.further_tables import FURTHER, TOTALS, cell_key, row_count, row_numbers
from toolkit.forms.kinds import Amount, Funds, Parsed, PeriodText, answer_cell, kind_of, kinds
from toolkit.forms.layout import Layout, compile_layout
from toolkit.forms.table_definition import BLOCKS, LEVELS
from toolkit.forms.table_layout import IndicatorRow, scoped
from toolkit.indicators.framework import Framework
from toolkit.indicators.triple import taken_apart
from toolkit.model.cell import CELL_TEXT, CellValue
from toolkit.model.money import YUAN, decimal_text
from toolkit.model.records import DepartmentTarget, Funding, Indicator, Project, Record, Scope
from toolkit.model.schema import INDICATOR_CELLS, MONEY_KEYS, keys


def department_values(target: DepartmentTarget, form: FormDefinition) -> dict[str, CellValue]:
    """Returns a department's target as cells of a form, by key.

    Raises:
        InputError: the form has no place for one of its sub-goals or measures.
    """
    values: dict[str, CellValue] = {key: text for key, text in _texts(target) if text}
    for key in MONEY_KEYS:
        if (amount := _amount(target, key)) is not None:
            values[key] = kinds()["amount"].show(amount, form.unit)
    values |= dict(_own_cells(target, form)) | dict(_further_cells(target, form))
    homeless = [key for key in values if key not in form.fields]
    _refuse_lost(target, form, [key for key in homeless if "." not in key])
    if homeless:
        what = {"sub_goals": "分项目标", "measures": "保障措施"}
        english = {"sub_goals": "sub-goal", "measures": "measure"}
        counted = {key.partition(".")[0]: key.split(".")[1] for key in homeless}
        texts = "、".join(f"第{number}项{what.get(part, part)}" for part, number in counted.items())
        homeless_en = ", ".join(f"{english.get(part, part)} {number}" for part, number in counted.items())
        raise InputError(
            f"“{target.department or '部门'}”的{texts}在模板 {form.id} 中没有位置，请另写一份 repeats 更多的模板",
            f"The form {form.id} has no place for {homeless_en} of “{target.department or 'the department'}”;"
            " write a definition with more repeats",
        )
    return values


def _refuse_lost(target: DepartmentTarget, form: FormDefinition, homeless: list[str]) -> None:
    """Raises InputError where a form has no place for a target's contents."""
    own = [key for key in target.extra if key not in form.fields and not key.endswith(REMARK)]
    lost = [*homeless, *own, *(key for key in target.tables if key not in form.tables)]
    if lost:
        name = target.department or "部门"
        raise InputError(
            f"“{name}”的{'、'.join(lost)}在模板 {form.id} 中没有位置，请用原来的模板 {target.form}",
            f"The form {form.id} has no place for {', '.join(lost)} of “{name}”; use its own form {target.form}",
        )


def _texts(target: DepartmentTarget) -> Iterator[tuple[str, str | None]]:
    yield "department", target.department
    yield "overall_goal", target.overall_goal
    for number, sub in enumerate(target.sub_goals, 1):
        yield f"sub_goals.{number}.title", sub.title
        yield f"sub_goals.{number}.goal", sub.goal
        yield f"sub_goals.{number}.indicators_text", sub.indicators_text
    for number, measure in enumerate(target.measures, 1):
        yield f"measures.{number}", measure


#: The parts of an indicator that stand in one cell, as the record has them.
TEXT_PARTS = tuple(key for key in keys(INDICATOR_CELLS, kind="text") if not key.startswith("level"))
#: The parts of the budget as a sentence names them.
_NAMES = {"fiscal": "财政资金", "special_account": "财政专户资金", "other": "其他资金"}


def layout_for(project: Record, form: FormDefinition, framework: Framework, year: int) -> Layout:
    """Returns the form of a record, with rows for all its indicators."""
    kind = project.project_type if isinstance(project, Project) and project.project_type in form.types else None
    return compile_layout(form, framework, year, kind, at_least=needed_rows(project, framework))


def needed_rows(project: Record, framework: Framework) -> dict[str, int]:
    """Returns the number of indicators by side and second level, under its canonical name.

    One without a side counts on every side; those of tables without levels are counted under an empty name.
    """
    levels = [(one.scope, name) for one in project.indicators for name in (_level2(one, framework), "")]
    sides = [(scope, name) for own, name in levels for scope in ((own, None) if own else (None, *get_args(Scope)))]
    return dict(Counter(scoped(scope, name) for scope, name in sides))


def record_values(project: Record, layout: Layout) -> dict[str, CellValue]:
    """Returns a record as cells of a form, by key; missing values stay empty.

    Raises:
        InputError: an indicator or a sub-goal has no place on the form, or a text none in a cell.
    """
    if isinstance(project, DepartmentTarget):
        name, values = project.department or "", department_values(project, layout.form)
        values |= indicator_values(project, layout)
    else:
        name, values = project.project_name or "", _project_values(project, layout)
    for key, value in values.items():
        if isinstance(value, str) and len(value) > CELL_TEXT:
            label = layout.field(key).name
            raise InputError(
                f"“{name}”的{label}超过 {CELL_TEXT} 字", f"{label} of “{name}” has more than {CELL_TEXT} characters"
            )
    return values


def _own_cells(record: Record, form: FormDefinition) -> Iterator[tuple[str, CellValue]]:
    """Yields the cells of the definition's own fields, boxes that nobody ticked too."""
    for key, field in form.fields.items():
        if is_own(key, form.record):
            if (answer := record.extra.get(key)) is not None:
                cell = answer_cell(answer, field, form.unit)
                words = record.extra.get(key + REMARK) if key + REMARK not in form.fields else None
                yield key, f"{cell}（{words}）" if field.kind == "amount" and words else cell
            elif blank := kind_of(field).blank(field):
                yield key, blank


def _further_cells(record: Record, form: FormDefinition) -> Iterator[tuple[str, CellValue]]:
    """Yields the cells of the further tables.

    Raises:
        InputError: a table has more rows than the form, or a row that the form does not print.
    """
    for key, rows in record.tables.items():
        table = form.tables.get(key)
        if table is None:
            continue
        first = table.columns[0].key
        numbers = row_numbers(table, (row.get(first) or "" for row in rows))
        for at, (row, number) in enumerate(zip(rows, numbers, strict=True), 1):
            if number is None or number > row_count(table):
                raise InputError(
                    f"{table.name}第{at}行在模板 {form.id} 中没有位置",
                    f"The form {form.id} has no place for row {at} of {table.name}",
                )
            for column in table.columns:
                cell = cell_key(key, number, column.key)
                if cell in form.fields and (answer := row.get(column.key)) is not None:
                    yield cell, answer_cell(answer, form.fields[cell], form.unit)
        for column_key in table.totalled:
            amounts = [Decimal(row[column_key]) for row in rows if column_key in row]
            cell = cell_key(key, TOTALS, column_key)
            if amounts:
                yield cell, answer_cell(decimal_text(sum(amounts, Decimal(0))), form.fields[cell], form.unit)


def _project_values(project: Project, layout: Layout) -> dict[str, CellValue]:
    form = layout.form
    values: dict[str, CellValue] = {}
    for key, field in form.fields.items():
        other = key.startswith(FURTHER) or is_own(key, form.record)
        value = None if other else _field(project, key)
        if isinstance(value, Amount) and key + REMARK in form.fields:
            value = value._replace(words="")  # they have a cell of their own
        if value is not None:
            values[key] = kind_of(field).show(value, form.unit)
    further = dict(_further_cells(project, form))
    return values | dict(_own_cells(project, form)) | further | indicator_values(project, layout)


def indicator_values(record: Record, layout: Layout) -> dict[str, CellValue]:
    """Returns the indicators of a record as cells of a form's tables, by key.

    Raises:
        InputError: one has no place on the form.
    """
    values: dict[str, CellValue] = {}
    for slot, indicator in _placed(record, layout):
        parts = _parts(indicator, slot, layout)
        values |= {f"slots.{slot.number}.{part}": text for part, text in parts.items() if part in slot.cells}
    return values


def _field(project: Project, key: str) -> Parsed | None:
    if key in MONEY_KEYS:
        return _amount(project, key)
    if key.startswith(PAYMENT_PLAN):
        return next((step.percent for step in project.payment_plan if step.by == key.removeprefix(PAYMENT_PLAN)), None)
    if key == "funds_text":
        text = project.funds_text or _sentence(project.funding)
        return Funds(text, {}) if text else None
    if key == PERIOD:
        return PeriodText(text) if (text := project.period_text or _period(project)) else None
    value: str | int | None = getattr(project, key)
    return value


def _amount(record: Record, key: str) -> Amount | None:
    """Returns an amount of a record with the words beside it."""
    funding = record.funding
    amount = getattr(funding, key) if funding else None
    if funding is None or amount is None:
        return None
    return Amount(amount, funding.unit_as_written or YUAN, record.extra.get(key + REMARK, ""))


def _period(project: Project) -> str:
    """Returns the period of a record without its own text: 2023年7月-2024年1月."""
    start, end = _point(project.start_year, project.start_month), _point(project.end_year, project.end_month)
    if start == end and project.start_month is None:
        return start
    return f"{start}-{end}" if start and end else f"{start}起" if start else ""


def _point(year: int | None, month: int | None) -> str:
    return "" if year is None else f"{year}年{month}月" if month else f"{year}年"


def _sentence(funding: Funding) -> str:
    """Returns the amounts of a record without its own sentence, in 万元."""
    named = [f"{name} {_wan(getattr(funding, part))} 万元" for part, name in _NAMES.items() if getattr(funding, part)]
    total = "" if funding.total is None else f"预算数 {_wan(funding.total)} 万元。"
    return total + (f"其中：{'，'.join(named)}。" if named else "")


def _wan(amount: Decimal) -> str:
    return f"{(amount / 10_000).normalize():f}"


def _placed(record: Record, layout: Layout) -> Iterator[tuple[IndicatorRow, Indicator]]:
    """Yields each indicator with its row, of its side and second level in order.

    On a form with sides, one without a side goes to each side for which it has a value.
    """
    free: dict[str, list[IndicatorRow]] = {}
    for slot in layout.slots:
        free.setdefault(slot.category, []).append(slot)
    sides = tuple(dict.fromkeys(slot.scope for slot in layout.slots))
    for indicator in record.indicators:
        scopes = _scopes(indicator, sides)
        level2 = _level2(indicator, layout.framework)
        for scope in scopes:
            slots = free.get(scoped(scope, level2)) or free.get(scoped(scope, ""))
            if not slots:
                break
            yield slots.pop(0), indicator
        else:
            if scopes:
                continue
        name = record.project_name if isinstance(record, Project) else record.department
        raise InputError(
            f"“{name}”的指标“{indicator.name}”（{indicator.level2}）在表中没有位置",
            f"The form has no row for “{indicator.name}” ({indicator.level2}) of “{name}”",
        )


def _scopes(indicator: Indicator, sides: tuple[Scope | None, ...]) -> tuple[Scope | None, ...]:
    """Returns the sides of a form on which an indicator has its places."""
    if sides == (None,) or not sides:
        return sides
    if indicator.scope is not None:
        return (indicator.scope,) if indicator.scope in sides else ()
    valued = {"period": indicator.period_value, "annual": indicator.annual_value}
    own = tuple(side for side in sides if side and valued[side] is not None)
    return own or sides[-1:]


def _level2(indicator: Indicator, framework: Framework) -> str:
    found = framework.second(indicator.level2)
    return found[1].name if found else indicator.level2


def _parts(indicator: Indicator, slot: IndicatorRow, layout: Layout) -> dict[str, CellValue]:
    """Returns an indicator as cells of its row, its value in parts where needed."""
    parts: dict[str, CellValue | None] = {part: getattr(indicator, part) for part in TEXT_PARTS}
    for value, (operator, number, unit) in BLOCKS.items():
        text: str | None = getattr(indicator, value)
        if text is not None and number in slot.cells:
            apart = taken_apart(text, operator=operator in slot.cells, unit=unit in slot.cells)
            parts |= zip((operator, number, unit), apart, strict=True)
    if indicator.weight is not None:
        parts["weight"] = kinds()[PART_FIELDS["weight"].kind].show(indicator.weight, "")
    for part, answer in indicator.extra.items():
        if part in slot.cells:
            parts[part] = answer_cell(answer, layout.field(f"slots.{slot.number}.{part}"), layout.form.unit)
    if "level2" in slot.cells:
        spelling = layout.areas[slot.table].table.spelling
        parts |= {part: spelling.get(level, level) for part in LEVELS if (level := getattr(indicator, part))}
    return {part: value for part, value in parts.items() if value is not None}
