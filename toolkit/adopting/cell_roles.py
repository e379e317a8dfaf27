"""The role of every block outside the indicator table: title, label, answer, note."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple

from toolkit.adopting.field_words import (
    RecordOf,
    field_of,
    heads_a_column,
    is_container,
    is_known_label,
    looks_like_label,
    plain,
)
from toolkit.adopting.sheet_blocks import BlockSheet, FormBlock
from toolkit.intake.form.vocabulary import is_year_line
from toolkit.model.finding import Bilingual
from toolkit.model.money_units import unit_in
from toolkit.model.text import fold

_MARKED = re.compile(r"[□■√☑☐✓✔]")
_CONTINUES = re.compile(r"^(?:附?注|备注|说明|填[报表]说明)\d*[:：、.]")
_COLON = re.compile(r"^((?:其中\s*[:：]\s*)?+[^:：]{2,24})[:：]\s*(\S.*)$", re.DOTALL)
_MARK = re.compile(r"附?[表件]\s*\d+(?:[-—]\d+)*[:：]?")
_LONGEST_LABEL = 30
#: Why a text was taken for what it became.
_ABOVE = Bilingual("表头上方的文字", "a text above the form")
_COLUMNS = Bilingual("各列的名称", "it names the column below")
_LONG = Bilingual("文字较长或含数字", "a long text, or one with digits")
_GIVEN = Bilingual("表上预先填好的内容", "printed where an answer goes")
_PRINTED = Bilingual("表上印的文字", "printed on the form")
_WORDED = Bilingual("按字面看是栏目名", "worded like a label")
_PLACED = Bilingual("按位置看是栏目名", "a label by its place")


class CellRole(StrEnum):
    """The roles of a block."""

    TITLE = "title"
    MARK = "mark"
    NOTE = "note"
    LABEL = "label"
    ANSWER = "answer"


@dataclass(frozen=True, slots=True)
class RoledBlock:
    """A block with its role.

    Attributes:
        block: the block.
        role: its role.
        reason: why; None where nothing was guessed.
        label: of an answer, the label that names it.
        head: of an answer, the heading above it where its row has a label of its own.
        heads: whether it is a heading whose cells stand below.
    """

    block: FormBlock
    role: CellRole
    reason: Bilingual | None = None
    label: FormBlock | None = None
    head: FormBlock | None = None
    heads: bool = False


@dataclass(frozen=True, slots=True)
class RoledLine:
    """A row of blocks with their roles.

    Attributes:
        row: on the sheet.
        cells: from left to right.
    """

    row: int
    cells: tuple[RoledBlock, ...]


def roled(sheet: BlockSheet, rows: Sequence[int], record: RecordOf, *, filled: bool) -> tuple[RoledLine, ...]:
    """Returns rows of a sheet with the role of each block.

    Args:
        sheet: the sheet.
        rows: which of its rows.
        record: what the form is a record of.
        filled: whether answers are filled in.
    """
    found: list[RoledLine] = []
    titled = False
    answered = False
    for row in rows:
        blocks = sheet.rows.get(row, ())
        texts = [block for block in blocks if block.text]
        shaped = any(block.look.framed or block.rows > 1 or block.span > 1 for block in blocks)
        if not texts and not shaped and _group(sheet, row, blocks) is None:
            continue  # a row that keeps a distance
        cells = _alone(texts[0], titled, answered, record) if len(texts) == 1 and _is_alone(texts[0], blocks) else None
        if cells is None:
            line = _without_single_heads(tuple(_line(sheet, row, blocks, found, record, filled=filled)))
        else:
            titled = titled or cells.role is CellRole.TITLE
            line = tuple(cells if block is texts[0] else RoledBlock(block, CellRole.NOTE) for block in blocks)
        answered = answered or any(cell.role is CellRole.LABEL for cell in line)
        found.append(RoledLine(row, line))
    return tuple(found)


def _is_alone(text: FormBlock, blocks: Sequence[FormBlock]) -> bool:
    """Whether a text has its row for itself."""
    others = [block for block in blocks if block is not text]
    return not any(block.look.framed or block.span > 1 or block.rows > 1 for block in others)


def _alone(text: FormBlock, titled: bool, answered: bool, record: RecordOf) -> RoledBlock | None:
    """Returns the role of a text alone in its row; None for a label."""
    folded = text.folded
    if _CONTINUES.match(text.text):
        return RoledBlock(text, CellRole.NOTE)
    if not titled and (len(folded) >= 5 and re.search(r"表(?:\(.*\))?$", folded)) and not _MARK.fullmatch(text.text):
        return RoledBlock(text, CellRole.TITLE)
    if is_year_line(text.text) or text.folded == "(年度)":
        return RoledBlock(text, CellRole.NOTE)
    if not answered and (unit_in(text.text) or _MARK.fullmatch(text.text)):
        return RoledBlock(text, CellRole.MARK)
    if unit_in(text.text) and "单位" in folded:
        return RoledBlock(text, CellRole.NOTE)
    both = in_one_cell(text)
    if both is not None and (is_known_label(both[0], record) or looks_like_label(both[0])):
        return None  # 填报单位：县水利局
    if text.text.endswith((":", "：")) and looks_like_label(text.text):
        return None
    if not answered and not is_known_label(text.text, record):
        role = CellRole.MARK if titled or len(folded) < 5 else CellRole.TITLE
        return RoledBlock(text, role, _ABOVE)
    return None


def _line(
    sheet: BlockSheet,
    row: int,
    blocks: Sequence[FormBlock],
    above: Sequence[RoledLine],
    record: RecordOf,
    *,
    filled: bool,
) -> Iterator[RoledBlock]:
    """Yields the blocks of a row with labels and answers, from left to right."""
    heads = _heads(blocks, sheet.area.first.col)
    if not _stand_above(sheet, heads, record, filled=filled):
        heads = ()
    label: FormBlock | None = None
    covering = _group(sheet, row, blocks)
    used = False
    for block in blocks:
        over = _head_above(above, block, sure=bool(block.text) and not block.measured)
        if block in heads and filled and len({head.folded for head in heads}) < len(heads):
            yield RoledBlock(block, CellRole.NOTE)  # 收入 | 金额 | 支出 | 金额 name no cell below
            label, used = None, False
            continue
        if block in heads:
            reason = _COLUMNS if not is_known_label(block.text, record) else None
            yield RoledBlock(block, CellRole.LABEL, reason, heads=True)
            label, used = None, False
            continue
        role, reason = _role(block, _Near(label, used, over, covering), blocks, record, filled=filled)
        if role is not CellRole.ANSWER:
            label, used = (block if role is CellRole.LABEL and in_one_cell(block) is None else None), False
            yield RoledBlock(block, role, reason)
            continue
        yield _answer(block, role, reason, label, over, above, used=used)
        used = True


def _without_single_heads(line: tuple[RoledBlock, ...]) -> tuple[RoledBlock, ...]:
    """Returns a line without the headings that its answers do not need."""
    times = Counter(id(cell.label) for cell in line if cell.head is not None)
    return tuple(replace(c, head=None) if c.head is not None and times[id(c.label)] < 2 else c for c in line)


def _answer(
    block: FormBlock,
    role: CellRole,
    reason: Bilingual | None,
    label: FormBlock | None,
    over: FormBlock | None,
    above: Sequence[RoledLine],
    *,
    used: bool,
) -> RoledBlock:
    """Returns an answer with the label beside it, above it, or both."""
    if label is not None and label.rows > 1 and over is not None and over.row >= label.row:
        label = None  # it names a group of rows
    if label is None or over is None:
        return RoledBlock(block, role, reason, over if label is None else None if used else label)
    if _matrix(above, over):
        return RoledBlock(block, role, reason, label, over)
    return RoledBlock(block, role, reason, over if used else label)


def _group(sheet: BlockSheet, row: int, blocks: Sequence[FormBlock]) -> FormBlock | None:
    """Returns the label at the left that covers several rows of this one."""
    left = sheet.above(row, sheet.area.first.col)
    return left if left is not None and left.rows > 1 and left.text else None


def _heads(blocks: Sequence[FormBlock], left: int) -> tuple[FormBlock, ...]:
    """Returns the neighbouring blocks of a row that head the columns below."""
    run: list[FormBlock] = []
    best: list[FormBlock] = []
    for block in blocks:
        if block.rows == 1 and block.text and not block.measured and heads_a_column(block.text):
            run.append(block)
        else:
            run = []
        best = max(best, list(run), key=len)
    rest = [block for block in blocks if block not in best]
    sided = len(rest) == 1 and rest[0].rows > 1 and bool(rest[0].text)
    single = len(best) == 1 and (sided or (not rest and blocks[0].col > left))
    return tuple(best) if len(best) > 1 or single else ()


def _may_be_label(text: str, record: RecordOf) -> bool:
    return is_known_label(text, record) or looks_like_label(text)


def _stand_above(sheet: BlockSheet, heads: Sequence[FormBlock], record: RecordOf, *, filled: bool) -> bool:
    """Whether cells of the same widths, which are no labels, stand below headings."""
    below = {(block.col, block.right): block for head in heads[:1] for block in sheet.rows.get(head.row + 1, ())}
    under = [below.get((head.col, head.right)) for head in heads]
    if not all(under):
        return False
    if not filled:
        return not heads or any(block is not None and not block.text for block in under)
    answers = [block for block in under if block is not None and not _may_be_label(block.text, record)]
    word = field_of(heads[0].text, record) if heads else None
    names = word is not None and word.kind != "amount" and word.kind != "long_text"
    return len(answers) == len(under) if names else bool(answers) or not heads


def _head_above(above: Sequence[RoledLine], block: FormBlock, *, sure: bool) -> FormBlock | None:
    """Returns the label right above a block, as wide as that.

    Above a text, which may be a label itself, it must be a heading of columns.
    """
    for line in reversed(above[-12:]):
        for cell in line.cells:
            if cell.block.col == block.col:
                if cell.role is CellRole.LABEL:
                    return cell.block if cell.block.span == block.span and (cell.heads or not sure) else None
                if cell.role is not CellRole.ANSWER or cell.label is None:
                    return None
                head = cell.head or cell.label
                same = head.col == block.col and head.span == block.span
                return head if head.row < cell.block.row and same else None
    return None


def _matrix(above: Sequence[RoledLine], head: FormBlock) -> bool:
    """Whether a heading has neighbours in its row."""
    line = next((line for line in above if line.row == head.row), None)
    heads = [one for one in line.cells if one.role is CellRole.LABEL and one.block.rows == 1] if line else []
    return len(heads) >= 2


class _Near(NamedTuple):
    """The labels at the left, above, and of several rows."""

    label: FormBlock | None
    used: bool
    over: FormBlock | None
    group: FormBlock | None


def _role(
    block: FormBlock, near: _Near, blocks: Sequence[FormBlock], record: RecordOf, *, filled: bool
) -> tuple[CellRole, Bilingual | None]:
    """Returns the role of a block, and the reason of a guess."""
    text, (label, used, over, group) = block.text, near
    if not text:
        return CellRole.ANSWER, None
    if (unit_in(text) and "单位" in block.folded) or is_year_line(text) or block.folded == "(年度)":
        return CellRole.NOTE, None
    both = in_one_cell(block)
    free = label is None or used or ((label.rows > 1 or is_container(label.text)) and _is_known(both, record))
    if both is not None and free and (is_known_label(both[0], record) or looks_like_label(both[0])):
        return CellRole.LABEL, None
    if block.options or _MARKED.search(text):
        return CellRole.ANSWER, None
    if block.open or block.measured:
        return CellRole.ANSWER, None
    following = next((other for other in blocks if other.col > block.col), None)
    answered = following is not None and bool(following.text) and not _may_be_label(following.text, record)
    waits = filled and label is not None and not used and not answered
    if is_known_label(text, record) and not (waits and label is not None and _answers(label, text, following)):
        return CellRole.LABEL, None
    if len(text) > _LONGEST_LABEL or ("\n" in text and len(text) > 16) or re.search(r"\d{2}", plain(text)):
        return CellRole.ANSWER, _LONG
    if text.endswith((":", "：")):
        return CellRole.LABEL, None
    printed = label is not None and not used and field_of(label.text, record) and not (following and not following.text)
    if not filled and printed:
        return CellRole.ANSWER, _GIVEN
    if not filled:
        return CellRole.LABEL, _PRINTED
    heading = label is None or used or answered or is_container(label.text)
    if looks_like_label(text) and heading and (over is None or not used):
        return CellRole.LABEL, None if is_known_label(text, record) else _WORDED
    expects_answer = label is not None and not used and not (label is group and _more_to_come(block, blocks))
    if label is not None and is_container(label.text):
        last = following is None or _may_be_label(following.text, record)
        plain_row = label.rows == 1 and not looks_like_label(text)
        expects_answer = expects_answer and last and (field_of(label.text, record) is not None or plain_row)
    if expects_answer or (over is not None and label is None):
        named = (label or over or block).text
        neighbour = Bilingual(f"“{named[:12]}”旁边的内容", f"it stands beside “{named[:12]}”")
        return CellRole.ANSWER, None if is_known_label(named, record) else neighbour
    return CellRole.LABEL, _PLACED


def _is_known(both: tuple[str, str] | None, record: RecordOf) -> bool:
    return both is not None and is_known_label(both[0], record)


def _answers(label: FormBlock, text: str, following: FormBlock | None) -> bool:
    """Whether a text that could be a label answers the one before it.

    It does where it is long, or the last of its row: 资金性质 | 一般公共预算.
    """
    if is_container(label.text):
        return False
    return len(fold(text)) > 8 or (following is None and label.rows == 1 and not text.endswith((":", "：")))


def _more_to_come(block: FormBlock, blocks: Sequence[FormBlock]) -> bool:
    return any(other.col > block.col for other in blocks)


def in_one_cell(block: FormBlock) -> tuple[str, str] | None:
    """Returns label and answer of a cell that holds both, else None."""
    match = _COLON.match(block.text)
    return (match[1], match[2]) if match and "\n" not in match[1] else None
