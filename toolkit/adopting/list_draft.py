"""The draft of a list: many projects, a row an indicator."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from toolkit.adopting.column_words import part_of_heading
from toolkit.adopting.draft_yaml import dumped, flow, own_word
from toolkit.adopting.field_words import field_of
from toolkit.adopting.sheet_blocks import BlockSheet, FormBlock, texts
from toolkit.adopting.sheet_facts import page_of, unit_of, year_of
from toolkit.model.text import unwrap

#: Columns of projects, by the field of a form that has the same words.
_OF_PROJECT = {
    "project_name": "name",
    "spending_unit": "spending_unit",
    "total": "total",
    "fiscal": "fiscal",
    "special_account": "special_account",
    "other": "other",
    "annual_goal": "goal",
}
_YEAR = re.compile(r"[（(]?20\d\d年?度?[)）]?")
_UNIT_LABEL = re.compile(r"^\s*[（(]?((?:金额|计量)?单位[:：])")
_CHOICES = 4


@dataclass(frozen=True, slots=True)
class ListColumn:
    """A column of a list.

    Attributes:
        key: what it holds.
        label: its heading.
        width: in characters.
        own: whether no record has it.
        choices: the texts under it, where they are few.
    """

    key: str
    label: str
    width: float
    own: bool = False
    choices: tuple[str, ...] = ()


def heading_row(sheet: BlockSheet) -> int | None:
    """Returns the row that heads a list, None for another sheet."""
    for row, blocks in sheet.rows.items():
        words = [field_of(block.text, "project") for block in blocks if block.text]
        parts = {part_of_heading(block.text) for block in blocks}
        if "name" in parts and any(word is not None and word.key == "project_name" for word in words):
            return row
    return None


def list_columns(sheet: BlockSheet, row: int) -> tuple[ListColumn, ...]:
    """Returns the columns under a list's heading, from left to right."""
    blocks = [block for block in sheet.rows[row] if block.text]
    parts = [part_of_heading(block.text) for block in blocks]
    return tuple(_column(sheet, row, block, parts) for block in blocks)


def _column(sheet: BlockSheet, row: int, block: FormBlock, parts: Sequence[str | None]) -> ListColumn:
    width = round(sum(sheet.width(col) for col in range(block.col, block.right + 1)), 2)
    label = unwrap(block.text)
    word, part = field_of(label, "project"), part_of_heading(label)
    if part == "annual_value" and {"operator", "unit"} & set(parts):
        part = "number"
    if part is not None:
        return ListColumn("indicator" if part == "name" else part, label, width)
    if word is not None and word.key in _OF_PROJECT:
        return ListColumn(_OF_PROJECT[word.key], label, width)
    return ListColumn(own_word(label, block.col + 1), label, width, own=True, choices=tuple(_few(sheet, row, block)))


def _few(sheet: BlockSheet, row: int, head: FormBlock) -> Iterator[str]:
    """Yields the texts under a heading where they are a few that repeat."""
    found = [
        one.text for at, line in sheet.rows.items() if at > row for one in line if one.col == head.col and one.text
    ]
    different = list(dict.fromkeys(found))
    if 1 < len(different) <= _CHOICES < len(found):
        yield from different


def list_yaml(sheet: BlockSheet, row: int, name: str, framework: str, source: str) -> str:
    """Returns the definition of a list as YAML.

    Args:
        sheet: the sheet.
        row: of its heading.
        name: id of the definition.
        framework: id of the framework of its levels.
        source: name of the workbook, for the comment at the top.
    """
    above = [block for block in texts(sheet) if block.row < row]
    title = next((unwrap(_YEAR.sub("", block.text)) for block in above if len(block.text) > 4), sheet.grid.name)
    units = (match[1] for block in above if (match := _UNIT_LABEL.match(block.text)))
    top = CommentedMap()
    top["kind"] = "list"
    top["id"] = name
    top["version"] = DoubleQuotedScalarString(f"{year_of(sheet, row) or 1}.1")
    top["name"] = title
    top["name_en"] = f"list adopted from {source}"
    top["title"] = title
    top["framework"] = framework
    top["unit"] = unit_of(sheet, row)
    top["unit_label"] = next(units, "单位：")
    top["operators"] = "as_written"
    top["orientation"] = page_of(sheet, ())[0]
    columns = CommentedSeq()
    for at, column in enumerate(list_columns(sheet, row)):
        items: dict[str, object] = {"key": column.key, "label": column.label, "width": column.width}
        if column.own:
            items["kind"] = "choice" if column.choices else "text"
            if column.choices:
                items["choices"] = CommentedSeq(column.choices)
        columns.append(flow(items))
        if column.own:
            columns.yaml_add_eol_comment("猜测：自设的列", at)
    top["columns"] = columns
    top.yaml_set_comment_before_after_key("columns", before="\n")
    top.yaml_set_start_comment(f"由 jixiao adopt 根据“{source}”拟定：一行一个指标；带“猜测：”的地方请核对。")
    return dumped(top)
