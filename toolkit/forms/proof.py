"""Checks of a definition: whether its drawn form can be read back.

Each check is a small function that yields faults with the keys that lead to them. The loader refuses what has one;
`jixiao forms FILE --check` prints them all.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from toolkit.forms.definition import (
    INDICATOR_NAME,
    PROJECT_COLUMNS,
    PROJECT_TEXTS,
    Definition,
    FormDefinition,
    SummaryDefinition,
)
from toolkit.forms.fault import Fault, Key, short, unknown
from toolkit.forms.kinds import kinds
from toolkit.forms.table_definition import BLOCKS, PARTS
from toolkit.indicators.framework import Framework, Level2
from toolkit.model.text import fold, has_invisible, is_blank

#: What lists and summaries call a field of a form.
_CALLED = {"project_name": "name", "annual_goal": "goal"}
#: Kinds that need choices.
CHOSEN = ("choice", "mark")
_ID = re.compile(r"[A-Za-z0-9_-]{1,40}")
_VERSION = re.compile(r"[\w.-]{1,40}")
_BRACES = re.compile(r"\{([^{}]*)\}")
#: A year near the budget year.
_NEAR = re.compile(r"year[+-]\d")
#: Characters of a label; a longer one is no label.
LONGEST_LABEL = 200


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The names that a definition may use.

    Attributes:
        framework: the framework of levels that it names.
        summaries: ids of the summaries at hand.
    """

    framework: Framework
    summaries: Sequence[str] = ()


def faults(definition: Definition, at_hand: Surroundings) -> Iterator[Fault]:
    """Yields every fault of a definition, before `{n}` is expanded."""
    yield from _head(definition)
    if isinstance(definition, SummaryDefinition):
        yield from _summary(definition)
        return
    from toolkit.forms import proof_fields, proof_further, proof_layout, proof_table

    yield from _merged_into(definition, at_hand)
    yield from proof_fields.faults(definition)
    yield from proof_further.faults(definition)
    yield from proof_layout.faults(definition, at_hand.framework)
    yield from proof_table.faults(definition, at_hand.framework)


def _head(definition: Definition) -> Iterator[Fault]:
    if not _ID.fullmatch(definition.id):
        yield Fault(
            ("id",),
            f"编号“{short(definition.id)}”只能用英文字母、数字、- 和 _，最多40个",
            "use Latin letters, digits, - and _ only, at most 40 characters",
        )
    for keys, version in ((("version",), definition.version), *numbered(("older",), definition.older)):
        if not _VERSION.fullmatch(version):
            yield Fault(
                keys,
                '版本号只能用文字、数字、点和 -，如 "2025.1"',
                'use letters, digits, dots and - only, such as "2025.1"',
            )
    if definition.version in definition.older:
        yield Fault(
            ("older",),
            f"现在的版本号 {definition.version} 不要写进 older",
            "do not list the current version as an older one",
        )
    for key in ("name", "name_en", "title"):
        yield from text((key,), getattr(definition, key))
    if isinstance(definition, SummaryDefinition):
        for key in ("department_label", "unit_label"):
            label = getattr(definition, key)
            if label or definition.kind == "summary":
                yield from text((key,), label)


def _merged_into(form: FormDefinition, at_hand: Surroundings) -> Iterator[Fault]:
    if at_hand.summaries and form.summary not in at_hand.summaries:
        yield unknown(("summary",), form.summary, at_hand.summaries, "汇总表", "summary")


def _summary(summary: SummaryDefinition) -> Iterator[Fault]:
    keys = [column.key for column in summary.columns]
    yield from _summary_keys(summary)
    last = (INDICATOR_NAME, "三级指标") if summary.is_flat else ("indicators", "绩效指标")
    for needed, what in (("name", "项目名称"), last):
        if needed not in keys:
            yield Fault(("columns",), f"缺少 key: {needed} 的一列（{what}）", f"a column with key: {needed} is missing")
    yield from twice(("columns",), keys, "这一列写了两次", "this column appears twice")
    yield from twice(
        ("columns",),
        [fold(column.label) for column in summary.columns],
        "列名相同，读回时分不清",
        "two columns have the same heading",
    )
    for number, column in enumerate(summary.columns):
        yield from text(("columns", number, "label"), column.label)
        yield from between(("columns", number, "width"), column.width, 1, 255)


def _summary_keys(summary: SummaryDefinition) -> Iterator[Fault]:
    """Yields the faults of what the columns of a summary hold."""
    texts = PROJECT_TEXTS if summary.kind == "list" else ()
    usual = (*PROJECT_COLUMNS, *texts, INDICATOR_NAME, *(part for part in PARTS if part != "name"))
    if summary.kind == "list" and not summary.is_flat:
        yield Fault(
            ("columns",), "kind: list 要有 key: indicator 的一列（三级指标）", "kind: list needs key: indicator"
        )
    for number, column in enumerate(summary.columns):
        keys = ("columns", number)
        if column.key in usual:
            if column.part is not None and not summary.is_flat:
                yield Fault((*keys, "key"), "一行一个指标的表才能有这一列，请加 key: indicator",
                            "only a table with key: indicator can have this column")  # fmt: skip
        elif column.key in PROJECT_TEXTS:
            yield Fault((*keys, "key"), f"只有 kind: list 才能有 {column.key} 一列",
                        f"only kind: list can have a column {column.key}")  # fmt: skip
        elif column.kind is None:
            near = _CALLED.get(column.key)  # as a form calls it
            wanted = [near] if near else usual
            yield unknown((*keys, "key"), column.key, wanted, "汇总表的列", "column of a summary")
        elif column.kind not in kinds():
            yield unknown((*keys, "kind"), column.kind, kinds(), "填法", "kind")
    held = keys_of(summary)
    for value, (sign, figure, measure) in BLOCKS.items() if summary.is_flat else ():
        if figure not in held and {sign, measure} & set(held):
            yield Fault(("columns",), f"有 {sign} 或 {measure} 的表要有 key: {figure} 的一列（指标值）",
                        f"a table with {sign} or {measure} needs a column with key: {figure}")  # fmt: skip
        if figure in held and value in held:
            yield Fault(("columns",), f"{figure} 与 {value} 只能写一个", f"write either {figure} or {value}")
    if summary.is_flat and "indicators" in held:
        yield Fault(("columns",), "indicator 与 indicators 只能写一个", "write either indicator or indicators")


def keys_of(summary: SummaryDefinition) -> tuple[str, ...]:
    """Returns what the columns of a summary hold."""
    return tuple(column.key for column in summary.columns)


def text(keys: tuple[Key, ...], value: str, placeholders: Sequence[str] = ("year",)) -> Iterator[Fault]:
    """Yields the faults of a printed text.

    It is blank, too long or unprintable, or has an unknown placeholder.
    """
    if is_blank(value):
        yield Fault(keys, "文字是空的，请写上", "the text is empty; write one")
    elif has_invisible(value):
        yield Fault(
            keys, "文字里有看不见的控制字符，请重新输入", "the text contains a control character; type it again"
        )
    elif len(value) > LONGEST_LABEL:
        yield Fault(
            keys,
            f"文字太长（{len(value)}字），最多{LONGEST_LABEL}字",
            f"the text is too long; at most {LONGEST_LABEL} characters",
        )
    for name in _BRACES.findall(value):
        if name not in placeholders and not (_NEAR.fullmatch(name) and "year" in placeholders):
            listed = "、".join(f"{{{one}}}" for one in placeholders)
            yield Fault(
                keys,
                f"不认识 {{{short(name)}}}，花括号里只能写 {listed}",
                f"unknown {{{short(name)}}}; allowed in braces: {', '.join(f'{{{one}}}' for one in placeholders)}",
            )


def between(keys: tuple[Key, ...], value: float, low: float, high: float) -> Iterator[Fault]:
    """Yields the fault of a number outside its bounds."""
    if not low <= value <= high:
        yield Fault(
            keys, f"{value:g} 不合理，应在 {low:g} 到 {high:g} 之间", f"{value:g} should be from {low:g} to {high:g}"
        )


def twice(keys: tuple[Key, ...], names: Iterable[str], zh: str, en: str) -> Iterator[Fault]:
    """Yields a fault for each repeated name of a list."""
    seen: Counter[str] = Counter()
    for number, name in enumerate(names):
        seen[name] += 1
        if seen[name] > 1:
            yield Fault((*keys, number), f"{zh}：{short(name)}", f"{en}: {short(name)}")


def numbered(keys: tuple[Key, ...], items: Iterable[str]) -> Iterator[tuple[tuple[Key, ...], str]]:
    """Returns each item of a list with the keys that lead to it."""
    return (((*keys, number), item) for number, item in enumerate(items))


def framework_faults(framework: Framework, file_id: str) -> Iterator[Fault]:
    """Yields every fault of a framework of levels."""
    if framework.id != file_id:
        yield Fault(("id",), f"编号应与文件名相同：{file_id}", f"the id must be the file's name: {file_id}")
    yield from text(("title",), framework.title)
    if not framework.levels:
        yield Fault(("levels",), "至少要有一个一级指标", "add at least one first level")
    yield from _spellings(
        (("levels", number), (level.name, *level.aliases)) for number, level in enumerate(framework.levels)
    )
    seconds: list[tuple[tuple[Key, ...], Level2]] = [
        (("levels", first, "levels", second), level)
        for first, above in enumerate(framework.levels)
        for second, level in enumerate(above.levels)
    ]
    yield from _spellings((keys, (level.name, level.packed, *level.aliases)) for keys, level in seconds)
    for number, level in enumerate(framework.levels):
        if not level.levels:
            yield Fault(
                ("levels", number, "levels"), f"“{level.name}”下没有二级指标", f"“{level.name}” has no second level"
            )
    coded = [(keys, level.code) for keys, level in seconds if level.code]
    coded += [(("levels", number), level.code) for number, level in enumerate(framework.levels) if level.code]
    codes = Counter(code for _, code in coded)
    for keys, code in coded:
        if not (code.isascii() and code.isdigit()):
            yield Fault(
                (*keys, "code"),
                f'编码“{short(code)}”应为数字，如 "11"；没有就写 ""',
                'use digits only, or "" for no code',
            )
        elif codes[code] > 1:
            yield Fault((*keys, "code"), f"编码 {code} 用了两次", f"the code {code} is used twice")


def _spellings(levels: Iterable[tuple[tuple[Key, ...], tuple[str, ...]]]) -> Iterator[Fault]:
    """Yields the faults of names that mean two levels, or none."""
    owner: dict[str, tuple[Key, ...]] = {}
    names: dict[tuple[Key, ...], str] = {}
    for keys, spelled in levels:
        names[keys] = spelled[0]
        for one in spelled:
            if is_blank(one):
                yield Fault(keys, "名称是空的，请写上", "a name is empty; write one")
            elif owner.setdefault(fold(one), keys) != keys:
                other = names[owner[fold(one)]]
                yield Fault(keys, f"“{one}”已是“{other}”的叫法，读表时分不清", f"“{one}” already means “{other}”")
