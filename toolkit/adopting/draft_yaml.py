"""A draft as the YAML of a definition, with a comment at each guess."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from io import StringIO
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from toolkit.adopting.draft import Draft, DraftCell, DraftField, DraftFurtherColumn, DraftFurtherTable, DraftLine
from toolkit.adopting.field_words import plain
from toolkit.adopting.indicator_tables import DraftColumn, DraftTable
from toolkit.forms.definition import PART_FIELDS

#: Lines are not folded: a cell stays on its line.
_WIDTH = 4096
_LONGEST = {"text": 200, "long_text": 3000}
_GUESS = "猜测："
#: Keys of usual columns that no record has, by their words.
_OWN_PARTS: Mapping[str, str] = {
    "备注": "remark",
    "实际完成值": "actual",
    "全年完成值": "actual",
    "得分": "score",
    "指标得分": "score",
    "绩效标准": "standard",
    "评分标准": "scoring",
    "评(扣)分标准": "scoring",
    "指标解释": "explanation",
    "指标值类型": "value_type",
    "指标方向性": "direction",
    "调整指标值": "adjusted",
    "得分系数": "coefficient",
    "是否核心指标": "core",
    "偏差原因分析及改进措施": "deviation",
}


def definition_yaml(draft: Draft, source: str) -> str:
    """Returns the text of a definition.

    Args:
        draft: what was understood.
        source: name of the workbook, for the comment at the top.
    """
    top = CommentedMap()
    top["kind"] = "form"
    if draft.record == "department":
        top["record"] = "department"
    top["id"] = draft.id
    top["version"] = DoubleQuotedScalarString(f"{draft.year or 1}{'.1' if draft.year else ''}")
    top["name"] = draft.title
    top["name_en"] = f"form adopted from {source}"
    top["title"] = draft.title
    top["framework"] = draft.framework
    top["unit"] = draft.unit
    top["page"] = flow({**draft.page, "columns": _flow_list(_tidy(w) for w in draft.widths)})
    top["fields"] = _fields(draft)
    if draft.unsummed:
        top["sums"] = CommentedMap({"total": _flow_list(())})
        top["sums"].yaml_add_eol_comment(f"{_GUESS}合计的组成请补上，如 total: [fiscal, other]；空着不核对", "total")
    top["layout"] = _lines(draft.layout)
    if draft.tables:
        top["indicators"] = _indicators(draft)
    if draft.footer:
        top["footer"] = _lines(draft.footer)
    if draft.further:
        top["tables"] = _further(draft.further)
    for key in ("page", "fields", "layout", "indicators", "footer", "tables"):
        if key in top:
            top.yaml_set_comment_before_after_key(key, before="\n")
    head = [f"由 jixiao adopt 根据“{source}”拟定；带“{_GUESS}”的地方请核对。"]
    if draft.year is None:
        head.append(f"{_GUESS}表上没有写明年度。")
    top.yaml_set_start_comment("\n".join(head))
    return dumped(top)


def dumped(document: Any) -> str:
    """Returns a YAML document as text."""
    yaml = YAML()
    yaml.width = _WIDTH
    yaml.allow_unicode = True
    yaml.brace_single_entry_mapping_in_flow_sequence = True
    yaml.indent(mapping=2, sequence=4, offset=2)
    stream = StringIO()
    yaml.dump(document, stream)
    return stream.getvalue()


def flow(items: Mapping[str, Any]) -> CommentedMap:
    """Returns keys and values that are written on one line."""
    found = CommentedMap(items)
    found.fa.set_flow_style()
    return found


def _flow_list(items: Iterable[Any]) -> CommentedSeq:
    found = CommentedSeq(items)
    found.fa.set_flow_style()
    return found


def _tidy(width: float) -> float | int:
    return int(width) if width == int(width) else width


def _fields(draft: Draft) -> CommentedMap:
    found = CommentedMap()
    required = "department" if draft.record == "department" else "project_name"
    for key, one in draft.fields.items():
        found[key] = _field(one, required=key == required)
        if one.guess:
            found.yaml_add_eol_comment(f"{_GUESS}{one.guess.zh}", key)
    return found


def _field(one: DraftField, *, required: bool) -> CommentedMap:
    items: dict[str, Any] = {"kind": one.kind, "name": one.name}
    if required:
        items["required"] = True
    if one.kind in _LONGEST:
        items["most"] = _LONGEST[one.kind]
    if one.choices and one.kind in ("choice", "mark"):
        items["choices"] = _flow_list(one.choices)
    return flow(items)


def _lines(lines: Sequence[DraftLine]) -> CommentedSeq:
    found = CommentedSeq()
    for line in lines:
        item = CommentedMap()
        if line.cells:
            item["cells"] = _flow_list(_cell(cell) for cell in line.cells)
        if line.table:
            item["table"] = line.table
        item["height"] = _tidy(round(line.height, 2))
        if not line.framed:
            item["framed"] = False
        found.append(item)
    return found


def _cell(cell: DraftCell) -> CommentedMap:
    items: dict[str, Any] = {cell.kind: cell.text}
    if cell.span > 1:
        items["span"] = cell.span
    if cell.rows > 1:
        items["rows"] = cell.rows
    if cell.optional:
        items["optional"] = True
    if cell.repeated:
        items["repeated"] = True
    return flow(items)


def _indicators(draft: Draft) -> CommentedMap | CommentedSeq:
    drawn = [_table(table, several=len(draft.tables) > 1, number=at) for at, table in enumerate(draft.tables)]
    return drawn[0] if len(drawn) == 1 else CommentedSeq(drawn)


def _table(table: DraftTable, *, several: bool, number: int) -> CommentedMap:
    found = CommentedMap()
    if table.side is not None:
        found["side"] = table.side.text
    if several:
        words = table.side.text if table.side is not None else ""
        found["scope"] = "annual" if "年度" in words or "当年" in words or number else "period"
    columns = CommentedSeq()
    scope = found.get("scope")
    for at, column in enumerate(table.columns):
        columns.append(_column(column, scope, at, table))
        if column.guessed:
            columns.yaml_add_eol_comment(f"{_GUESS}自设的列{_of_a_year(column)}", at)
    found["columns"] = columns
    if table.levels:
        found["categories"] = CommentedSeq(
            flow({"level2": name, "rows": rows} if rows > 1 else {"level2": name})
            for name, rows in table.levels.items()
        )
    else:
        found["rows"] = max(len(table.body), 10)
    if table.spelling:
        found["spelling"] = CommentedMap(table.spelling)
    found["height"] = _tidy(round(min(max(table.height, 5.0), 409.0), 2))
    return found


def _of_a_year(column: DraftColumn) -> str:
    """Returns a warning about a year in a heading, which no program changes."""
    return "；列名里的年份不会自动换，来年请改" if re.search(r"20\d\d", column.label + column.group) else ""


def _column(column: DraftColumn, scope: str | None, number: int, table: DraftTable) -> CommentedMap:
    part = column.part
    items: dict[str, Any] = {}
    if part and scope == "period" and part in ("annual_value", "operator", "number", "unit"):
        part = {"annual_value": "period_value"}.get(part, f"period_{part}")
    is_own = bool(part) and part not in PART_FIELDS and part not in ("level1", "level2")
    if not part:
        items["label"] = column.label
        items["skip"] = True
    else:
        items["part"] = own_part(column.label, number, table) if is_own else part
        items["label"] = column.label
        if is_own:
            items["kind"] = "text"
    if column.span > 1:
        items["span"] = column.span
    if column.group:
        items["group"] = column.group
    if column.scope and part != "level1":
        items["scope"] = column.scope
        if part == "name" and column.scope == "period":
            items["may_be_empty"] = True
    return flow(items)


def own_part(label: str, number: int, table: DraftTable) -> str:
    """Returns the key of a column that no record has."""
    taken = [_OWN_PARTS.get(plain(one.label)) for one in table.columns[:number]]
    key = own_word(label, number + 1)
    return key if key not in taken else f"column_{number + 1}"


def own_word(label: str, number: int) -> str:
    """Returns the English key of a column of the form's own."""
    words = plain(label)
    return _OWN_PARTS.get(words) or _OWN_PARTS.get(words.split("(")[0]) or f"column_{number}"


def _further(tables: Mapping[str, DraftFurtherTable]) -> CommentedMap:
    found = CommentedMap()
    for key, table in tables.items():
        item = CommentedMap()
        item["name"] = table.name
        if table.lines:
            item["lines"] = _flow_list(table.lines)
        else:
            item["rows"] = table.rows
        item["columns"] = CommentedSeq(map(_further_column, table.columns))
        if table.cells:
            item["cells"] = CommentedMap(
                (name, flow({"row": row, "column": column})) for name, (row, column) in table.cells.items()
            )
        item["height"] = _tidy(round(min(max(table.height, 5.0), 409.0), 2))
        found[key] = item
    return found


def _further_column(column: DraftFurtherColumn) -> CommentedMap:
    items: dict[str, Any] = {"key": column.key, "label": column.label, "kind": column.kind}
    if column.span > 1:
        items["span"] = column.span
    if column.group:
        items["group"] = column.group
    return flow(items)
