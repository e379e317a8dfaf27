"""Checks of the indicator table: columns, categories, spellings, project types."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.forms import headings, proof_sides
from toolkit.forms.definition import PART_FIELDS, FormDefinition
from toolkit.forms.fault import Fault, Key, short, unknown
from toolkit.forms.proof import between, numbered, text, twice
from toolkit.forms.proof_layout import HIGHEST, LOWEST
from toolkit.forms.table_definition import BLOCKS, IndicatorTable
from toolkit.indicators.framework import Framework
from toolkit.model.records import Scope
from toolkit.model.text import fold, is_blank

#: Rows of a category, and of the table; a form with more is no form that a person fills.
_MOST_ROWS = 100
_MOST_OF_ALL = 400
_INDICATORS = "indicators"


def faults(form: FormDefinition, framework: Framework) -> Iterator[Fault]:
    """Yields every fault of the tables of indicators."""
    if not form.indicators.columns:
        yield from _without_columns(form)
        return
    for keys, table in _tables(form):
        yield from _width(form, table, keys)
        yield from _columns(table, keys)
        yield from _categories(table, framework, keys)
        yield from _spelling(table, framework, keys)
        yield from _numbers(table, keys)
        yield from proof_sides.faults(table, keys)
    yield from proof_sides.stacked(form.indicators)
    yield from _types(form)


def _tables(form: FormDefinition) -> Iterator[tuple[tuple[Key, ...], IndicatorTable]]:
    """Yields each table and the keys that lead to it."""
    tables = form.indicators.tables
    for number, table in enumerate(tables):
        yield (_INDICATORS, number) if len(tables) > 1 else (_INDICATORS,), table


def _without_columns(form: FormDefinition) -> Iterator[Fault]:
    table, empty = form.indicators, IndicatorTable()
    for key in ("categories", "side", "spelling", "groups", "weights", "rows", "scope", "following"):
        if getattr(table, key) != getattr(empty, key):
            yield Fault((_INDICATORS, key), "写了它就要有 columns（各列）", "this requires columns")
    for name, kind in form.types.items():
        for key in ("rows", "suggestions"):
            if getattr(kind, key):
                yield Fault(
                    ("types", name, key), "本表没有指标表，请删去", "the form has no indicator table; delete this"
                )


def _width(form: FormDefinition, table: IndicatorTable, above: tuple[Key, ...]) -> Iterator[Fault]:
    width = len(form.page.columns)
    col = 1 if table.side else 0
    for number, column in enumerate(table.columns):
        keys = (*above, "columns", number, "span")
        yield from between(keys, column.span, 1, width)
        if 1 <= column.span <= width and col + column.span > width:
            last, label = col + column.span, short(column.label)
            zh, en = ("（side 占了第 1 列）", " (side covers the first)") if table.side else ("", "")
            yield Fault(
                keys,
                f"“{label}”占第 {col + 1} 到 {last} 列，纸上只有 {width} 列（page.columns）{zh}，请改 span",
                f"“{label}” covers columns {col + 1} to {last}, the page has {width}{en}; change span",
            )
        col += max(column.span, 1)


def _columns(table: IndicatorTable, above: tuple[Key, ...]) -> Iterator[Fault]:
    keys, parts = (*above, "columns"), [column.part for column in table.columns]
    if "name" not in parts:
        yield Fault(keys, "缺少 part: name 的一列（三级指标名称）", "a column with part: name is missing")
    if "level2" not in parts and (table.categories or "level1" in parts):
        yield Fault(keys, "缺少 part: level2 的一列（二级指标）；没有级别的表请删去 categories，写 rows（行数）",
                    "a column with part: level2 is missing; without levels write rows, not categories")  # fmt: skip
    values = {*BLOCKS, *(block[1] for block in BLOCKS.values())}
    if not values & set(parts):
        yield Fault(
            keys,
            "缺少指标值的一列，如 part: annual_value",
            "a column for the value is missing, such as part: annual_value",
        )
    for words, names in headings.faults(table):
        bad = "、".join(sorted(set(names)))
        if bad:
            yield Fault(keys, f"{words.zh}：{bad}", f"{words.en}: {bad}")
    owner: dict[tuple[str, str, Scope | None], int] = {}
    for number, column in enumerate(table.columns):
        yield from text((*keys, number, "label"), column.label)
        yield from proof_sides.column_faults(column, (*keys, number))
        scope = table.scope_of(column)
        for place, word in (((*keys, number, "label"), column.label), *numbered((*keys, number, "also"), column.also)):
            first = owner.setdefault((column.group or "", fold(word), scope), number)
            if first != number and word != column.label:
                yield Fault(place, f"“{short(word)}”与“{table.columns[first].label}”一列的叫法相同，读表时分不清",
                            f"“{short(word)}” already means the column “{table.columns[first].label}”")  # fmt: skip


def _categories(table: IndicatorTable, framework: Framework, above: tuple[Key, ...]) -> Iterator[Fault]:
    keys = (*above, "categories")
    names = [second.name for _, second in framework.pairs()]
    if table.rows is not None and table.categories:
        yield Fault((*above, "rows"), "categories 和 rows 只能写一个", "write either categories or rows, not both")
    if not table.categories and table.rows is None:
        yield Fault(keys, "缺少 categories（二级指标），指标表没有一行；没有级别的表写 rows: 20（行数）",
                    "add categories, or rows: 20 for a table without levels; else the table has no rows")  # fmt: skip
    if table.rows is not None:
        yield from between((*above, "rows"), table.rows, 1, _MOST_ROWS)
    for number, category in enumerate(table.categories):
        if category.level2 not in names:
            yield _level((*keys, number, "level2"), category.level2, names, framework)
        yield from between((*keys, number, "rows"), category.rows, 1, _MOST_ROWS)
    yield from twice(keys, [category.level2 for category in table.categories], "重复的类别", "a category appears twice")
    if sum(category.rows for category in table.categories) > _MOST_OF_ALL:
        yield Fault(
            keys, f"各类一共最多 {_MOST_OF_ALL} 行", f"all categories together may have at most {_MOST_OF_ALL} rows"
        )


def _level(keys: tuple[str | int, ...], written: str, names: list[str], framework: Framework) -> Fault:
    second, first = framework.second(written), framework.first(written)
    meant = second[1].name if second else first.name if first else ""
    if meant in names:
        return Fault(
            keys,
            f"“{short(written)}”在指标体系里叫“{meant}”，请照写",
            f"the framework calls “{short(written)}” “{meant}”; write that",
        )
    return unknown(
        keys, written, names, f"指标（指标体系 {framework.id} 中）", f"level in the framework {framework.id}"
    )


def _spelling(table: IndicatorTable, framework: Framework, above: tuple[Key, ...]) -> Iterator[Fault]:
    names = [*(first.name for first in framework.levels), *(second.name for _, second in framework.pairs())]
    for name, printed in table.spelling.items():
        keys = (*above, "spelling", name)
        if name not in names:
            yield _level(keys, name, names, framework)
            continue
        yield from text(keys, printed, ())
        meant = {found for found in (framework.first(printed), (framework.second(printed) or (None, None))[1]) if found}
        # a first level may be printed for its only second level: 满意度指标
        meant = {one for one in meant if [two.name for two in getattr(one, "levels", ())] != [name]}
        # and the second for its first, where it is printed otherwise itself: 服务对象满意度指标 | 具体指标
        alone = {first.levels[0].name for first in framework.levels if first.name == name and len(first.levels) == 1}
        meant = {one for one in meant if not (one.name in alone and one.name in table.spelling)}
        others = [one.name for one in meant if one.name != name]
        if others and not any(one.name == name for one in meant):
            yield Fault(
                keys,
                f"“{short(printed)}”是“{others[0]}”的叫法，读表时会认错",
                f"“{short(printed)}” means “{others[0]}”",
            )
    first: dict[str, str] = {}
    for name, printed in table.spelling.items():
        other = first.setdefault(fold(printed), name)
        if other != name:
            yield Fault(
                (*above, "spelling", name),
                f"与“{other}”印成了同一个叫法",
                f"is printed like “{other}”; choose another spelling",
            )


def _numbers(table: IndicatorTable, above: tuple[Key, ...]) -> Iterator[Fault]:
    yield from between((*above, "height"), table.height, LOWEST, HIGHEST)
    if table.side is not None:
        yield from text((*above, "side"), table.side)
    if table.weights is None:
        return
    yield from between((*above, "weights"), table.weights, 1, 10_000)
    if not any(column.part == "weight" for column in table.columns):
        yield Fault(
            (*above, "weights"), "没有权重一列，加上 {part: weight, label: 权重} 或删去 weights",
            "there is no weight column; add {part: weight, label: 权重} or delete weights",
        )  # fmt: skip


def _types(form: FormDefinition) -> Iterator[Fault]:
    levels = {category.level2: category for table in form.indicators.tables for category in table.categories}
    for name, kind in form.types.items():
        for key, given in (("rows", kind.rows), ("suggestions", kind.suggestions)):
            for level in given:
                if level not in levels:
                    yield unknown(("types", name, key, level), level, levels, "类别（categories 中）", "category")
        for level, rows in kind.rows.items():
            yield from between(("types", name, "rows", level), rows, 1, _MOST_ROWS)
        for level, names in kind.suggestions.items():
            yield from _suggestions(("types", name, "suggestions", level), names)


def _suggestions(keys: tuple[str | int, ...], names: tuple[str, ...]) -> Iterator[Fault]:
    most = PART_FIELDS["name"].most or 60
    yield from twice(keys, names, "备选重复", "a suggestion appears twice")
    for place, name in numbered(keys, names):
        if is_blank(name):
            yield Fault(place, "备选名称是空的", "a suggestion is empty")
        elif len(name) > most:
            yield Fault(place, f"备选名称超过 {most} 字，填不进去", f"a suggestion is longer than {most} characters")
        elif len(names) == 1 and name.count("，") > 1:
            yield Fault(place, "各项之间要用英文逗号加空格“, ”", "write “, ” between the items")
