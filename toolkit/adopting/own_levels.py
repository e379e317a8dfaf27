"""A framework of an office's own levels, where no other knows them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ruamel.yaml.comments import CommentedMap, CommentedSeq

from toolkit.adopting.column_words import level_of
from toolkit.adopting.draft_yaml import dumped, flow
from toolkit.adopting.indicator_tables import DraftColumn, DraftTable
from toolkit.adopting.sheet_blocks import BlockSheet, FormBlock
from toolkit.indicators.framework import Framework, Level1, Level2, plain_level

_LONGEST = 20
_NO_LEVEL = re.compile(r"[:：。；;]|^\d+$|合计|总分|填报|签[字章]|[≥≤＞＜<>=%％]")
#: A table has at least so many levels of its kind.
_FEWEST = 2


def own_framework(sheet: BlockSheet, found: Sequence[DraftTable], base: Framework, name: str) -> Framework | None:
    """Returns a sheet's levels as a framework; None where the base knows all.

    Args:
        sheet: the sheet.
        found: its tables by the base.
        base: the framework that knows most of the levels.
        name: id of the new framework.
    """
    pairs = [pair for table in found for pair in _pairs(sheet, table)]
    unknown = [pair for pair in pairs if not _is_known(base, *pair)]
    seconds = {second for _, second in pairs}
    if not unknown or len(seconds) < _FEWEST:
        return None
    if all(first == second for first, second in pairs):  # one column of levels
        levels = tuple(Level1("", one, (Level2("", one, one),)) for one in dict.fromkeys(one for one, _ in pairs))
        return Framework(name, f"{sheet.grid.name}的指标体系", levels)
    return Framework(name, f"{sheet.grid.name}的指标体系", tuple(_extended(base, unknown)))


def _is_known(base: Framework, first: str, second: str) -> bool:
    """Whether a framework knows a row's levels.

    The words for the only second level of a first one do not matter.
    """
    if level_of(second, base, first=False) is not None:
        return True
    alone = base.second(first)
    return alone is not None and len(alone[0].levels) == 1


def _extended(base: Framework, unknown: Sequence[tuple[str, str]]) -> Iterator[Level1]:
    """Yields a framework's first levels with further second ones, then new ones."""
    more: dict[str, dict[str, None]] = {}
    for first, second in unknown:
        found = base.first(first)
        more.setdefault(found.name if found else first, {})[second] = None
    for level in base.levels:
        added = tuple(Level2("", one, one) for one in more.pop(level.name, {}))
        yield replace(level, levels=(*level.levels, *added))
    for first, seconds in more.items():
        yield Level1("", first, tuple(Level2("", one, one) for one in seconds))


def _pairs(sheet: BlockSheet, table: DraftTable) -> Iterator[tuple[str, str]]:
    """Yields the levels of the rows below a heading, down to one without."""
    columns = {column.part: column for column in table.columns}
    second = columns.get("level2")
    if second is None:
        return
    first = columns.get("level1", second)
    end = table.side.bottom if table.side is not None and table.side.bottom > table.heading[-1] else sheet.area.last.row
    for row in range(table.heading.stop, end + 1):
        if not _is_row(sheet, row, table.columns):
            return
        upper, lower = sheet.above(row, first.col), sheet.above(row, second.col)
        if upper is None or lower is None or not (_may_be_level(upper) and _may_be_level(lower)):
            return
        if upper.row < table.heading.stop or lower.row < table.heading.stop:
            return
        yield plain_level(upper.folded), plain_level(lower.folded)


def _is_row(sheet: BlockSheet, row: int, columns: Sequence[DraftColumn]) -> bool:
    """Whether the cells of a row stand under the columns."""
    spans = {column.col: column.span for column in columns}
    inside = [block for block in sheet.rows[row] if block.col >= min(spans)]
    return bool(inside) and all(spans.get(block.col) == block.span for block in inside)


def _may_be_level(block: FormBlock) -> bool:
    return bool(block.text) and len(block.folded) <= _LONGEST and not _NO_LEVEL.search(block.text)


def framework_yaml(framework: Framework, source: str) -> str:
    """Returns a framework as YAML.

    Args:
        framework: the framework.
        source: name of the workbook, for the comment at the top.
    """
    top = CommentedMap({"id": framework.id, "title": framework.title})
    top["levels"] = CommentedSeq(_first(level) for level in framework.levels)
    top.yaml_set_start_comment(f"由 jixiao adopt 根据“{source}”上的指标级别拟定，模板离不开它。")
    return dumped(top)


def _first(level: Level1) -> CommentedMap:
    found = CommentedMap({"code": level.code, "name": level.name})
    if level.aliases:
        found["aliases"] = CommentedSeq(level.aliases)
        found["aliases"].fa.set_flow_style()
    found["levels"] = CommentedSeq(
        flow({"code": two.code, "name": two.name, "packed": two.packed, "aliases": list(two.aliases)})
        for two in level.levels
    )
    return found
