"""Further tables of a form, found by their headings."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from toolkit.adopting.draft import DraftFurtherColumn, DraftFurtherTable
from toolkit.adopting.field_words import RecordOf, field_of, heads_a_column, is_known_label, own_field, own_key, plain
from toolkit.adopting.sheet_blocks import BlockSheet, FormBlock
from toolkit.forms.kinds import kinds
from toolkit.model.text import clean_name

#: The heading of printed rows where the sheet leaves it empty.
_ITEM = "项目"
_SUM = re.compile(r"(?:.{0,6})?(?:合计|总计|小计|共计)")
_NOTHING = re.compile(r"[-—－–/\\]*")
_MONEY = re.compile(r"资金|预算|经费|金额|支出|收入|来源|投入")
_NO_MONEY = re.compile(r".*(?:分值|得分|分数|权重|率|比例|占比|备注|说明|依据|内容|名称|目标|时间|单位|数量|单价)")
_RATE = re.compile(r".*(?:率|进度|比例|占比)")
_BOXES = re.compile(r"[□■√☑☐✓✔]")
#: Headings of a printed first column.
_OF_LINES = re.compile(r"(?:资金|经费|支出)?(?:来源|类别|类型|项目|性质|渠道|构成)|项目|内容|季度|月份|年度|时间节点|")


@dataclass(frozen=True, slots=True)
class _Leaf:
    """A column of a table: its heading, and the one above it."""

    head: FormBlock
    group: str = ""

    @property
    def edges(self) -> tuple[int, int]:
        return self.head.col, self.head.right


@dataclass(frozen=True, slots=True)
class PlacedTable:
    """A further table and its rows on the sheet.

    Attributes:
        rows: those of its heading and below.
        draft: the table.
        heads: the block that heads each column.
        texts: the cells below the heading, by row and column.
    """

    rows: range
    draft: DraftFurtherTable
    heads: tuple[FormBlock, ...]
    texts: tuple[tuple[FormBlock, ...], ...]


def tables_in(
    sheet: BlockSheet, rows: Sequence[int], record: RecordOf, printed: Callable[[str], str], *, filled: bool
) -> Iterator[PlacedTable]:
    """Yields the further tables in some rows of a sheet, from top to bottom.

    Args:
        sheet: the sheet.
        rows: which of its rows.
        record: what the form is a record of.
        printed: puts a place for the year into a printed text.
        filled: whether answers are filled in.
    """
    beyond = -1
    for row in rows:
        if row < beyond:
            continue
        found = _at(sheet, row, rows[-1] + 1, record, filled=filled)
        if found is not None:
            side, leaves, body, end = found
            yield PlacedTable(
                range(row, end),
                _drafted(sheet, side, leaves, body, printed, record, filled=filled),
                tuple(leaf.head for leaf in leaves),
                tuple(body),
            )
            beyond = end


_Body = list[tuple[FormBlock, ...]]


def _at(
    sheet: BlockSheet, row: int, end: int, record: RecordOf, *, filled: bool
) -> tuple[FormBlock | None, list[_Leaf], _Body, int] | None:
    """Returns side, columns, rows and end of a table, else None."""
    blocks = list(sheet.rows.get(row, ()))
    side = blocks.pop(0) if blocks and blocks[0].rows > 1 and blocks[0].text and _is_side(blocks) else None
    if side is None and blocks and blocks[0].col > sheet.area.first.col:
        return None  # in the middle of a group of rows
    leaves, below = _leaves(sheet, row, blocks)
    while leaves and not leaves[-1].head.text:
        leaves.pop()  # beside the table
    if len(leaves) < 2 or not all(one.head.text for one in leaves[1:]):
        return None
    if len({(one.group, one.head.folded) for one in leaves}) < len(leaves):
        return None  # nobody could tell its columns apart
    if any(one.head.measured or one.head.options or _BOXES.search(one.head.text) for one in leaves):
        return None
    if filled and not _are_heads(leaves):
        return None
    if side is not None:
        end = min(end, side.bottom + 1)
    body: _Body = []
    for at in range(below, end):
        cells = _row(sheet, at, leaves)
        if cells is None or not _may_be_row(cells, leaves, record, filled=filled):
            break
        body.append(cells)
    heads = [_is_line(cells, leaves, record, filled=filled) for cells in body]
    enough = len(leaves) > 2 if any(heads) and not filled else len(leaves) >= 2
    if not enough or len(body) < (1 if any(heads) and len(leaves) > 2 else 2):
        return None
    if side is not None and side.bottom >= below + len(body):
        return None  # more stands beside it
    if filled and len(leaves) == 2 and not all(heads_a_column(leaf.head.text) for leaf in leaves):
        return None
    return side, leaves, body, below + len(body)


def _is_side(blocks: Sequence[FormBlock]) -> bool:
    """Whether the first block stands beside several rows."""
    return len(blocks) > 2 and all(block.rows < blocks[0].rows for block in blocks[1:] if block.text)


def _leaves(sheet: BlockSheet, row: int, blocks: Sequence[FormBlock]) -> tuple[list[_Leaf], int]:
    """Returns the columns under a heading, and the row below it."""
    if any(block.rows > 2 for block in blocks):
        return [], row
    if not any(block.rows == 2 for block in blocks):
        return [_Leaf(block) for block in blocks], row + 1
    below = [block for block in sheet.rows.get(row + 1, ()) if block.rows == 1]
    found: list[_Leaf] = []
    for block in blocks:
        if block.rows == 2:
            found.append(_Leaf(block))
        else:
            found += [_Leaf(one, block.text) for one in below if block.col <= one.col and one.right <= block.right]
    return found, row + 2


def _are_heads(leaves: Sequence[_Leaf]) -> bool:
    """Whether texts head columns, where a filled form leaves no empty cells below them."""
    usual = [one for one in leaves[1:] if heads_a_column(one.head.text) or _MONEY.search(one.head.text)]
    return len(usual) * 2 >= len(leaves) - 1 and len(usual) > 0 and all(len(one.head.folded) <= 16 for one in leaves)


def _row(sheet: BlockSheet, row: int, leaves: Sequence[_Leaf]) -> tuple[FormBlock, ...] | None:
    """Returns the cells of a row under the columns.

    The words of a total may cover several."""
    cells = [block for block in sheet.rows.get(row, ()) if block.col >= leaves[0].head.col]
    if any(block.rows > 1 for block in cells) or not cells:
        return None
    while len(cells) > len(leaves) and not cells[-1].text and cells[-1].col > leaves[-1].head.right:
        cells.pop()
    if [(block.col, block.right) for block in cells] == [leaf.edges for leaf in leaves]:
        return tuple(cells)
    covered = [leaf for leaf in leaves if leaf.head.right <= cells[0].right]
    rest = [leaf.edges for leaf in leaves[len(covered) :]]
    is_total = len(covered) > 1 and rest and _SUM.fullmatch(plain(cells[0].text))
    if is_total and [(block.col, block.right) for block in cells[1:]] == rest:
        return (cells[0], *(FormBlock(leaf.head.range) for leaf in covered[1:]), *cells[1:])
    return None


def _may_be_row(cells: Sequence[FormBlock], leaves: Sequence[_Leaf], record: RecordOf, *, filled: bool) -> bool:
    others = [block for block in cells[1:] if block.text and not _NOTHING.fullmatch(block.text)]
    if filled:
        if _NO_ROW.search(cells[0].folded) and not (_is_money(cells[0].text, record) and others):
            return False
        return not any(is_known_label(block.text, record) and not block.measured for block in others)
    return all(block.measured or block.options or block.open or _BOXES.search(block.text) for block in others)


#: What begins a line that is no row of a table.
_NO_ROW = re.compile(r"意见$|[:：]$|签[字章]|盖章")


def _drafted(
    sheet: BlockSheet,
    side: FormBlock | None,
    leaves: Sequence[_Leaf],
    body: _Body,
    printed: Callable[[str], str],
    record: RecordOf,
    *,
    filled: bool,
) -> DraftFurtherTable:
    lines = tuple(printed(cells[0].text) if _is_line(cells, leaves, record, filled=filled) else "" for cells in body)
    name = plain(side.text) if side is not None else plain(leaves[0].head.text or leaves[1].head.text)
    about_money = any(lines) and (_MONEY.search(name) is not None or any(_is_money(line, record) for line in lines))
    columns: list[DraftFurtherColumn] = []
    spare = sheet.area.last.col - leaves[-1].head.right  # empty cells at the right of the last column
    for number, leaf in enumerate(leaves):
        below = [cells[number] for cells in body]
        column = _column(leaf, number, printed, about_money=about_money, printed_first=any(lines))
        unlike = any(_RATE.fullmatch(plain(line)) for line in lines) or not all(_is_amount(one.text) for one in below)
        if column.kind == "amount" and unlike:
            column = replace(column, kind="text")
        while column.key in {one.key for one in columns}:
            column = replace(column, key=f"{column.key}{number + 1}")
        columns.append(column)
    columns[-1] = replace(columns[-1], span=columns[-1].span + spare)
    heights = sorted(sheet.height(cells[0].row) for cells in body)
    found = DraftFurtherTable(own_key(name), name, tuple(columns), len(body), side, lines if any(lines) else ())
    return replace(found, height=heights[len(heights) // 2])


def _is_line(cells: Sequence[FormBlock], leaves: Sequence[_Leaf], record: RecordOf, *, filled: bool) -> bool:
    """Whether the first cell of a row is printed."""
    first = cells[0]
    if not first.text or first.measured:
        return False
    if not filled or _SUM.fullmatch(plain(first.text)) or _is_money(first.text, record):
        return True
    return len(leaves) > 2 and _OF_LINES.fullmatch(plain(leaves[0].head.text)) is not None


def _is_money(text: str, record: RecordOf) -> bool:
    word = field_of(text, record) or own_field(text)
    return word.kind == "amount"


def _is_amount(text: str) -> bool:
    return not text or _NOTHING.fullmatch(text) is not None or kinds()["amount"].parse(text, "元") is not None


def _column(
    leaf: _Leaf, number: int, printed: Callable[[str], str], *, about_money: bool, printed_first: bool
) -> DraftFurtherColumn:
    label = clean_name(printed(leaf.head.text)) or _ITEM
    group = clean_name(printed(leaf.group))
    kind = "text"
    if number or not printed_first:
        word = own_field(label)
        is_money = word.kind == "amount" or ((about_money or "金额" in group) and not _NO_MONEY.fullmatch(plain(label)))
        kind = "amount" if is_money and (number or word.kind == "amount") else "text"
    key = own_key(f"{group}{label}") if group else own_key(label)
    return DraftFurtherColumn(key if key != "text" else f"column{number + 1}", label, kind, leaf.head.span, group)
