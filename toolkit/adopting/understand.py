"""The draft of a form from its sheet: fields, lines, tables, page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from toolkit.adopting.cell_roles import CellRole, RoledBlock, RoledLine, in_one_cell, roled
from toolkit.adopting.draft import Draft, DraftCell, DraftField, DraftLine, FurtherTable, Unread, labels
from toolkit.adopting.field_words import (
    FieldWord,
    RecordOf,
    field_of,
    is_repeated,
    own_field,
    own_key,
    plain,
)
from toolkit.adopting.further_tables import further_at
from toolkit.adopting.indicator_tables import tables
from toolkit.adopting.sheet_blocks import BlockSheet, FormBlock
from toolkit.adopting.sheet_facts import is_filled, is_named, page_of, record_of, unit_of, year_of
from toolkit.indicators.framework import Framework
from toolkit.model.cell import CellRange
from toolkit.model.finding import Bilingual
from toolkit.model.text import fold, unwrap

_TITLE_YEAR = re.compile(r"[（(]?(?:\{year\}|20\d\d)年?度?[)）]?|[（(]年度?[)）]")
_MARKED = re.compile(r"[□■√☑☐✓✔●○]|\s+|[;；,，、]")
_NO_LABEL = Bilingual("左边和上方都没有栏目名，没有收进模板", "no label to its left or above; left out")
_OUTSIDE = Bilingual("在表格之外，没有收进模板", "it stands outside the form; left out")


@dataclass
class _Work:
    """The fields and tables found so far on a sheet.

    Attributes:
        record: what the form is a record of.
        year: the budget year.
        filled: whether answers are filled in.
        fields: by key.
        names: names of fields that are taken.
        unread: the cells that were not understood.
        further: further tables by key.
    """

    record: RecordOf
    year: int | None
    filled: bool
    fields: dict[str, DraftField] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)
    unread: list[Unread] = field(default_factory=list)
    further: dict[str, FurtherTable] = field(default_factory=dict)

    def printed(self, text: str) -> str:
        """Returns a printed text with a place for the budget year."""
        return re.sub(rf"(?<!\d){self.year}(?!\d)", "{year}", text) if self.year else text


def understood(sheet: BlockSheet, name: str, frameworks: Sequence[Framework]) -> Draft:
    """Returns the draft of a form.

    Args:
        sheet: the sheet.
        name: id of the draft.
        frameworks: the frameworks of levels at hand, the usual one first.
    """
    found, framework = tables(sheet, frameworks)
    first = found[0].heading.start if found else sheet.area.last.row + 1
    end = found[-1].body.stop if found else sheet.area.last.row + 1
    rows = tuple(sheet.rows)
    record = record_of(sheet, first)
    filled = any(table.filled > len(table.body) / 4 for table in found) if found else is_filled(sheet)
    filled = filled or is_named(sheet, first, record)
    work = _Work(record, year_of(sheet, first), filled)
    top = roled(sheet, [row for row in rows if row < first], record, filled=filled)
    below = roled(sheet, [row for row in rows if row >= end], record, filled=filled)
    _name_fields(work, (*top, *below))
    layout, footer = _without_repetitions(tuple(_lines(sheet, work, top)), tuple(_lines(sheet, work, below)))
    title = _title(work, layout, sheet.grid.name)
    if not any(cell.kind == "title" for line in layout for cell in line.cells):
        width = sheet.area.last.col - sheet.area.first.col + 1
        layout = (DraftLine((DraftCell("title", title, width),), 32.0), *layout)
    work.unread.extend(Unread(str(one.range.first), one.text[:40], _OUTSIDE) for one in sheet.outside)
    orientation, widths = page_of(sheet, found)
    return Draft(
        name,
        title,
        record,
        unit_of(sheet, first),
        framework.id,
        work.year,
        widths,
        orientation,
        work.fields,
        layout,
        footer,
        found,
        work.further,
        filled,
        tuple(work.unread),
    )


def _title(work: _Work, layout: Sequence[DraftLine], otherwise: str) -> str:
    for line in layout:
        for cell in line.cells:
            if cell.kind == "title":
                return _TITLE_YEAR.sub("", unwrap(cell.text)) or otherwise
    return otherwise


def _name_fields(work: _Work, lines: Sequence[RoledLine]) -> None:
    """Gives every answer its field.

    A record's field goes to the label that is most surely its own.
    """
    answers = [cell for line in lines for cell in line.cells if cell.role is CellRole.ANSWER and cell.label is not None]
    answers += [cell for line in lines for cell in line.cells if _holds_both(cell)]
    taken: dict[str, RoledBlock] = {}
    chosen: dict[int, FieldWord] = {}
    ranked = []
    for cell in answers:
        label = cell.label.text if cell.label else (in_one_cell(cell.block) or ("", ""))[0]
        word = field_of(label, work.record)
        if word is not None and not (_is_first_column(cell) and _may_fill(word, cell.block)):
            word = None
        ranked.append((_rank(label, word, work.record), cell, label, word))
    for _, cell, _, word in sorted(ranked, key=lambda item: item[0]):
        if word is not None and word.key not in taken:
            taken[word.key] = cell
            chosen[id(cell)] = word
    for _, cell, label, _ in ranked:
        _add(work, cell, label, chosen.get(id(cell)))


def _is_first_column(cell: RoledBlock) -> bool:
    """Whether an answer is the first of its row, where headings name the columns."""
    return cell.head is None or field_of(cell.head.text, "project") is not None or plain(cell.head.text) in ("金额",)


def _may_fill(word: FieldWord, block: FormBlock) -> bool:
    """Whether a field of a record can be a row of boxes."""
    return not _boxes(block.text)


def _rank(label: str, word: FieldWord | None, record: RecordOf) -> tuple[int, int]:
    """Returns how surely a label means its field; smaller is surer."""
    if word is None:
        return 99, 0
    return (0 if re.search(r"年度|当年|本年|\{year\}|20\d\d", label) else 1), len(plain(label))


def _add(work: _Work, cell: RoledBlock, label: str, word: FieldWord | None) -> None:
    head = cell.head.text if cell.head is not None else ""
    usual = word or own_field(head or label)
    key = usual.key if word is not None else _free_key(work, usual.key if not head else own_key(label + head))
    name = plain(label) + plain(head) if head and word is None else plain(label) or key
    if is_repeated(label) and work.record == "department":
        name = fold(label)
    while fold(name) in work.names:
        name += "（续）"
    work.names.add(fold(name))
    block = cell.block
    kind, choices = usual.kind, block.options
    if _MARKED.search(block.text) and (marks := _boxes(block.text)):
        kind, choices = "mark", marks
    elif choices:
        kind = "choice"
    elif word is None and kind == "text" and block.measured:
        kind = "amount" if head or "资金" in label else "text"
    guess = ""
    if word is None and not usual.sure:
        guess = f"自设栏目，按“{unwrap(label)[:16]}”推测填法为 {kind}"
    elif cell.reason:
        guess = cell.reason
    work.fields[key] = DraftField(key, kind, name[:60], block.range, choices, guess)


def _free_key(work: _Work, key: str) -> str:
    number, free = 2, key
    while free in work.fields:
        free, number = f"{key}{number}", number + 1
    return free


def _boxes(text: str) -> tuple[str, ...]:
    """Returns the words beside boxes: 新增项目□ 延续项目√."""
    if not re.search(r"[□■√☑☐✓✔]", text):
        return ()
    words = tuple(dict.fromkeys(word for word in _MARKED.split(text) if word and not _MARKED.fullmatch(word)))
    return words if len(words) > 1 else ()


def _holds_both(cell: RoledBlock) -> bool:
    both = in_one_cell(cell.block)
    return cell.role is not CellRole.TITLE and both is not None and field_of(both[0], "project") is not None


def _lines(sheet: BlockSheet, work: _Work, lines: Sequence[RoledLine]) -> Iterator[DraftLine]:
    kept = [line.row for line in lines]
    places = {one.place: key for key, one in work.fields.items()}
    skip: set[int] = set()
    for number, line in enumerate(lines):
        if line.row in skip:
            continue
        table = further_at(lines[number:], work.printed)
        if table is not None:
            work.further[table.key] = table
            skip |= {one.row for one in lines[number : number + table.rows + 1]}
            for one in lines[number : number + table.rows + 1]:
                for cell in one.cells:
                    if key := places.get(cell.block.range):
                        work.fields.pop(key, None)
            before = (_side_cell(work, table),) if table.side is not None else ()
            yield DraftLine(before, sheet.height(line.row), table.key)
            continue
        cells = tuple(_cells(sheet, work, line, places, kept))
        if cells:
            yield DraftLine(cells, min(max(sheet.height(line.row), 5.0), 409.0))


def _side_cell(work: _Work, table: FurtherTable) -> DraftCell:
    assert table.side is not None  # as the caller saw
    return DraftCell("heading", work.printed(table.side.text), table.side.span)


def _cells(
    sheet: BlockSheet, work: _Work, line: RoledLine, places: Mapping[CellRange, str], kept: Sequence[int]
) -> Iterator[DraftCell]:
    """Yields the cells of a line.

    An empty block without a field widens its neighbour.
    """
    found: list[DraftCell] = []
    waiting = 0
    for cell in line.cells:
        drawn = _cell(work, cell, places, kept)
        if drawn is None:
            if cell.block.text:
                work.unread.append(Unread(str(cell.block.range.first), cell.block.text[:40], _NO_LABEL))
            before = found[-1] if found else None
            if before is not None and before.rows == 1:
                found[-1] = _wider(before, cell.block.span)
            else:
                waiting += cell.block.span
            continue
        found.append(_wider(drawn, waiting))
        waiting = 0
    if waiting and found:
        found[-1] = _wider(found[-1], waiting)
    yield from found


def _without_repetitions(
    layout: tuple[DraftLine, ...], footer: tuple[DraftLine, ...]
) -> tuple[tuple[DraftLine, ...], tuple[DraftLine, ...]]:
    """Returns the lines with repeated labels that name no field as headings."""
    both = (*layout, *footer)
    naming = {plain(label) for lines in (layout, footer) for _, label in labels(lines)}
    times = Counter(plain(cell.text) for line in both for cell in line.cells if cell.kind == "label")
    first: set[str] = set()

    def noted(cell: DraftCell) -> DraftCell:
        words = plain(cell.text)
        if cell.kind != "label" or times[words] < 2 or (words in naming and words not in first):
            first.add(words)
            return cell
        return replace(cell, kind="heading")

    return tuple(_changed(layout, noted)), tuple(_changed(footer, noted))


def _changed(lines: Sequence[DraftLine], change: Callable[[DraftCell], DraftCell]) -> Iterator[DraftLine]:
    for line in lines:
        yield replace(line, cells=tuple(map(change, line.cells)))


def _wider(cell: DraftCell, more: int) -> DraftCell:
    return DraftCell(cell.kind, cell.text, cell.span + more, cell.rows, cell.optional)


def _cell(work: _Work, cell: RoledBlock, places: Mapping[CellRange, str], kept: Sequence[int]) -> DraftCell | None:
    block = cell.block
    rows = sum(block.row <= row <= block.bottom for row in kept)
    key = places.get(block.range)
    if key is not None and not _holds_both(cell):
        return DraftCell("field", key, block.span, rows)
    if not block.text or cell.role is CellRole.ANSWER:
        return None
    text = work.printed(block.text)
    kind: Literal["mark", "title", "label", "note", "heading"] = "label"
    if cell.role in (CellRole.MARK, CellRole.NOTE):
        kind = "heading" if block.look.align == "center" else "mark" if cell.role is CellRole.MARK else "note"
    elif cell.role is CellRole.TITLE:
        kind = "title"
    optional = kind == "label" and work.record == "department" and is_repeated(block.text)
    return DraftCell(kind, text if kind == "label" else unwrap(text), block.span, rows, optional)
