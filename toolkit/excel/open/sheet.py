"""One worksheet part, read in one pass: cells, merges, limits, protection."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple

from lxml import etree

from toolkit.excel.grid import GridCell, Validation
from toolkit.excel.limits import Damaged, Limits, refuse_above
from toolkit.excel.open.attributes import COLUMNS, all_text, local, measure, number, odd_range, refuse_foreign, true
from toolkit.excel.open.cell_rows import Cells, CellTwice, SharedParts
from toolkit.excel.open.formulas import normal_formula
from toolkit.excel.open.guard import parse, parse_slowly
from toolkit.excel.open.package import CACHED
from toolkit.excel.open.plain_parts import split_sheet
from toolkit.model.cell import CellRange
from toolkit.model.remember import Remember

BETWEEN = "between"
_WITHOUT_OPERATOR = ("list", "custom")
_TWO_FORMULAS = (BETWEEN, "notBetween")


def validations(nodes: list[etree._Element], limits: Limits) -> tuple[Validation, ...]:
    """Returns the rules of `dataValidations` elements, x14 ones included.

    x14 is Excel's later dialect.

    A rule that only shows a hint and allows any value is none; one without a range is left aside. Raises Refused
    where there are too many.
    """
    found = []
    count = 0
    for node in nodes:
        for rule in node:
            validation = _validation(rule)
            if validation:
                found.append(validation)
                count += len(validation.ranges)
                refuse_above(count, limits.ranges, "数据有效性区域数", "ranges of validations")
    return tuple(found)


def _validation(rule: etree._Element) -> Validation | None:
    kind = rule.get("type") or "none"
    if kind == "none":
        return None
    ranges = rule.get("sqref") or ""
    formulas = {"formula1": "", "formula2": ""}
    for child in rule:
        name = local(child)
        if name == "sqref":
            ranges = child.text or ""
        else:
            formulas[name] = normal_formula(all_text(child))
    # LibreOffice gives every rule an operator and a second formula, also where they mean nothing.
    operator = BETWEEN if kind in _WITHOUT_OPERATOR else rule.get("operator") or BETWEEN
    second = formulas["formula2"] if operator in _TWO_FORMULAS and kind not in _WITHOUT_OPERATOR else ""
    covered = tuple(one for one in map(odd_range, ranges.split()) if one is not None)
    return Validation(covered, kind, formulas["formula1"], second, operator) if covered else None


_TRANSITIONAL = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/spreadsheetml/main}"
_ROWS = (_TRANSITIONAL + "row", _STRICT + "row")
_SLOWLY_FROM = 2 * 1024 * 1024
_NO_WIDTH = 0.2  # characters; what is narrower cannot be seen
_DRAWN = frozenset({"drawing", "oleObjects", "controls", "picture"})
_POINTERS = frozenset({"drawing", "picture"})  # elements that name a part and hold nothing

Elements = dict[str, list[etree._Element]]


class Frame(NamedTuple):
    """The parts of a worksheet around its rows.

    Attributes: as in `toolkit.excel.grid.Grid`; `drawn` names the elements that point to drawn things.
    """

    merges: tuple[CellRange, ...]
    hidden_cols: frozenset[int]
    validations: tuple[Validation, ...]
    protected: bool
    has_conditional_formats: bool
    drawn: frozenset[str]


class Content(NamedTuple):
    """The content of a worksheet part.

    The workbook adds the sheet's name and its relationships.

    Attributes: as in `toolkit.excel.grid.Grid`.
    """

    cells: dict[tuple[int, int], GridCell]
    hidden_rows: frozenset[int]
    row_heights: Mapping[int, float]
    frame: Frame


def read_content(data: bytes, shared: SharedParts) -> Content:
    """Returns the content of a worksheet part. Raises Damaged or Refused."""
    try:
        return _read(data, shared)
    except CellTwice:
        root, cells = _slowly(data, shared, careful=True)
        return _content(_frame(root, shared.limits), cells)


def _read(data: bytes, shared: SharedParts) -> Content:
    """Returns the content. Raises CellTwice if a cell is given twice."""
    if len(data) > _SLOWLY_FROM:
        root, cells = _slowly(data, shared)
        return _content(_frame(root, shared.limits), cells)
    plain = split_sheet(data) if len(data) < shared.limits.nodes else None
    frame = _plain_frame(plain.skeleton, shared.limits) if plain else None
    if plain is None or frame is None:
        root, cells = _at_once(data, shared)
        return _content(_frame(root, shared.limits), cells)
    cells = Cells(shared)
    cells.add_plain(plain.cells, plain.number, plain.after)
    return _content(frame, cells)


def _content(frame: Frame, cells: Cells) -> Content:
    return Content(cells.finish(), frozenset(cells.hidden), cells.heights, frame)


def _plain_frame(skeleton: bytes, limits: Limits) -> Frame | None:
    """Returns the parts around the rows; None for rows of something else."""
    return _remembered(skeleton, limits) if len(skeleton) < CACHED else _frame_of(skeleton, limits)


@Remember(1_000_000).together
def _remembered(skeleton: bytes, limits: Limits) -> Frame | None:
    # Sheets of one form that one program saved share everything but their rows.
    return _frame_of(skeleton, limits)


def _frame_of(skeleton: bytes, limits: Limits) -> Frame | None:
    root = parse(skeleton, limits)
    found = root.find(_namespace(root) + "sheetData")
    return _frame(root, limits) if found is not None else None


def _frame(root: etree._Element, limits: Limits) -> Frame:
    elements: Elements = defaultdict(list)
    for node in root:
        elements[local(node)].append(node)
    extended = _extended(elements)
    return Frame(
        _merges(elements["mergeCells"], limits),
        _hidden_cols(elements["cols"]),
        validations(elements["dataValidations"] + extended["dataValidations"], limits),
        any(true(node.get("sheet")) for node in elements["sheetProtection"]),
        bool(elements["conditionalFormatting"] or extended["conditionalFormattings"]),
        frozenset(name for name in _DRAWN if any(len(node) or name in _POINTERS for node in elements[name])),
    )


def _at_once(data: bytes, shared: SharedParts) -> tuple[etree._Element, Cells]:
    root = parse(data, shared.limits)
    cells = Cells(shared, _namespace(root))
    tag = _namespace(root) + "row"
    for sheet_data in root.iterchildren(_namespace(root) + "sheetData"):
        for row in sheet_data:
            if row.tag == tag:
                cells.add(row)
            else:
                refuse_foreign(row, "", "行之间", "the space between rows")
    return root, cells


def _slowly(data: bytes, shared: SharedParts, *, careful: bool = False) -> tuple[etree._Element, Cells]:
    """Returns the frame of a large part; rows are dropped once read.

    Rows are as careful as `Cells` takes them.
    """
    cells = None
    node = None
    for node in parse_slowly(data, shared.limits, _ROWS):
        parents = [local(parent) for parent in node.iterancestors()]
        if len(parents) > 2 and parents[-2] == "sheetData":  # wrapped in something that is no row
            refuse_foreign(node, "", "行之间", "the space between rows")
        elif len(parents) == 2 and parents[0] == "sheetData":
            cells = cells or Cells(shared, _namespace(node), careful=careful)
            before = node.getprevious()
            if before is not None and before.tag != node.tag:  # rows that were read are still there, emptied
                refuse_foreign(before, "", "行之间", "the space between rows")
            cells.add(node)
    if node is None:
        raise Damaged("工作表部件为空", "a sheet's part is empty")
    for sheet_data in node.iterchildren(_namespace(node) + "sheetData"):
        for row in sheet_data:  # what is left once the rows are dropped
            refuse_foreign(row, "", "行之间", "the space between rows")
    return node, cells or Cells(shared, _namespace(node), careful=careful)


def _namespace(node: etree._Element) -> str:
    return node.tag[: node.tag.rfind("}") + 1]


def _extended(elements: Elements) -> Elements:
    """Returns the contents of the extension lists by name.

    Later versions of Excel write them beside the rest.
    """
    found: Elements = defaultdict(list)
    for extensions in elements["extLst"]:
        for extension in extensions:
            for node in extension:
                found[local(node)].append(node)
    return found


def _merges(nodes: list[etree._Element], limits: Limits) -> tuple[CellRange, ...]:
    refuse_above(sum(map(len, nodes)), limits.ranges, "合并区域数", "merged ranges")
    ranges = (odd_range(merge.get("ref") or "") for node in nodes for merge in node)
    merges = tuple(merge for merge in ranges if merge is not None)
    area = sum(merge.area for merge in merges)
    refuse_above(area, limits.merged_area, "合并单元格总面积", "cells covered by merges")
    return merges


def _hidden_cols(nodes: list[etree._Element]) -> frozenset[int]:
    hidden: set[int] = set()
    done = 0  # columns are listed from left to right; whoever lists them again and again is not followed
    for column in (column for node in nodes for column in node):
        first, last = number(column.get("min"), 1), min(number(column.get("max"), COLUMNS), COLUMNS)
        width = measure(column.get("width"))
        if true(column.get("hidden")) or (width is not None and width < _NO_WIDTH):
            hidden.update(range(max(first - 1, done), last))
        done = max(done, last)
    return frozenset(hidden)
