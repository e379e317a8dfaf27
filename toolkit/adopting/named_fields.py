"""The fields of a form's answers: key, kind and name of each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest

from toolkit.adopting.cell_roles import CellRole, RoledBlock, RoledLine, in_one_cell
from toolkit.adopting.draft import DraftField, DraftFurtherColumn, DraftFurtherTable, Unread
from toolkit.adopting.drafted_tables import PlacedTable
from toolkit.adopting.field_words import (
    FieldWord,
    RecordOf,
    field_of,
    is_known_label,
    is_repeated,
    looks_like_label,
    own_field,
    own_key,
    plain,
)
from toolkit.adopting.sheet_blocks import FormBlock
from toolkit.forms.definition import USUAL_PARTS
from toolkit.forms.kinds import kinds
from toolkit.model.cell import CellRange
from toolkit.model.finding import Bilingual
from toolkit.model.schema import MONEY_KEYS
from toolkit.model.text import fold, unwrap

_MARKED = re.compile(r"[□■√☑☐✓✔●○]|\s+|[;；,，、]")
_OF_YEAR = re.compile(r"年度|当年|本年|\{year\}")
#: Room for the year that a blank leaves to be written: （    年度）.
_NO_YEAR = re.compile(r"^[（(]\s*年\s*度\s*[）)]$")
_IN_ALL = re.compile(r"合\s*计|总\s*额|总\s*计")
#: Who filled in a form need not be who uses the money.
_LESS_SURE = re.compile(r"填[报表]|申报|购买|制表")
_OF_PERIOD = re.compile(r"中期|长期|周期|实施期|规划期|总投资")
#: The column of a matrix of money that holds the form's own amounts.
_MAIN_COLUMN = re.compile(r"(?:小计|合计|总计|总额|金额)$")
_MOST_NAME = 60


@dataclass
class FormWork:
    """The fields and tables found so far on a sheet.

    Attributes:
        record: what the form is a record of.
        year: the budget year.
        filled: whether answers are filled in.
        fields: by key.
        names: names of fields that are taken.
        unread: the cells that were not understood.
        both: the blocks that hold a label and its answer, by their field.
    """

    record: RecordOf
    year: int | None
    filled: bool
    fields: dict[str, DraftField] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)
    unread: list[Unread] = field(default_factory=list)
    both: dict[CellRange, tuple[str, str]] = field(default_factory=dict)

    def printed(self, text: str) -> str:
        """Returns a printed text with places for the years in it."""
        text = _NO_YEAR.sub("（{year}年度）", text)
        if not self.year:
            return text
        first = self.year

        def near(match: re.Match[str]) -> str:
            apart = int(match[0]) - first
            return match[0] if abs(apart) > 9 else "{year}" if not apart else f"{{year{apart:+d}}}"

        return re.sub(r"(?<!\d)20\d\d(?!\d)", near, text)


@dataclass(frozen=True)
class _Answer:
    """An answer that wants a field."""

    cell: RoledBlock
    label: str
    context: str
    word: FieldWord | None


def name_fields(work: FormWork, lines: Sequence[RoledLine]) -> None:
    """Gives every answer its field.

    A record's field goes to the label that is most surely its own.
    """
    answers = [cell for line in lines for cell in line.cells if cell.role is CellRole.ANSWER and cell.label is not None]
    used = {id(cell.label) for cell in answers}
    both = [
        cell
        for line in lines
        for cell, following in zip_longest(line.cells, line.cells[1:])
        if id(cell.block) not in used and _both(work, cell, following)
    ]
    ordered = sorted((*answers, *both), key=lambda cell: (cell.block.row, cell.block.col))
    found = [_answer(work, cell, lines) for cell in ordered]
    chosen: dict[int, FieldWord] = {}
    taken: set[str] = set()
    for one in sorted(found, key=lambda one: _rank(one, work.year)):
        if one.word is not None and one.word.key not in taken:
            taken.add(one.word.key)
            chosen[id(one)] = one.word
    for one in found:
        _add(work, one, chosen.get(id(one)))


def _both(work: FormWork, cell: RoledBlock, following: RoledBlock | None) -> bool:
    """Whether a cell holds a label and its answer, or room for it."""
    if cell.role in (CellRole.TITLE, CellRole.MARK, CellRole.NOTE) or cell.block.look.turned:
        return False
    both = in_one_cell(cell.block)
    if both is None and cell.block.rows > 1 and following is not None and following.role is CellRole.LABEL:
        return False  # it names the labels at its right
    label = both[0] if both else cell.block.text if cell.block.text.endswith((":", "：")) else ""
    named = is_known_label(label, work.record) or looks_like_label(label)
    if cell.role is CellRole.ANSWER or not label or len(plain(label)) > 16 or not named:
        return False
    work.both[cell.block.range] = (label.rstrip(":： "), both[1] if both else "")
    return True


def _answer(work: FormWork, cell: RoledBlock, lines: Sequence[RoledLine]) -> _Answer:
    held = work.both.get(cell.block.range)
    label = held[0] if held and cell.label is None else cell.label.text if cell.label else ""
    word = field_of(label, work.record)
    if word is not None and not (_is_first_column(cell) and not boxes(cell.block.text)):
        word = None
    return _Answer(cell, label, _context(cell.label or cell.block, lines), word)


def _context(label: FormBlock, lines: Sequence[RoledLine]) -> str:
    """Returns the label above another one that names its side.

    中期资金总额 stands above 其中：财政拨款."""
    for line in reversed(lines):
        if label.row - 6 <= line.row < label.row:
            for cell in line.cells:
                words = cell.block.text
                above = cell.block.col == label.col and cell.role is CellRole.LABEL and cell.block.rows == 1
                if above and (_OF_PERIOD.search(words) or _OF_YEAR.search(words)):
                    return words
    return ""


def _is_first_column(cell: RoledBlock) -> bool:
    """Whether an answer is the first of its row, where headings name the columns."""
    return cell.head is None or field_of(cell.head.text, "project") is not None or plain(cell.head.text) in ("金额",)


def _rank(one: _Answer, budget_year: int | None) -> tuple[int, int]:
    """Returns how surely a label means its field; smaller is surer."""
    if one.word is None:
        return 99, 0
    years = {int(year) for year in re.findall(r"20\d\d", one.label)}
    if _LESS_SURE.search(one.label) or (years and budget_year not in years):
        return 3, len(plain(one.label))
    yearly = (
        bool(_OF_YEAR.search(one.label))
        or bool(_IN_ALL.search(one.label))
        or (bool(_OF_YEAR.search(one.context)) and not _OF_PERIOD.search(one.context))
    )
    periodic = _OF_PERIOD.search(one.context) is not None and one.word.key in MONEY_KEYS
    return (2 if periodic else 0 if yearly else 1), len(plain(one.label))


def _add(work: FormWork, one: _Answer, word: FieldWord | None) -> None:
    cell, label = one.cell, one.label
    head = cell.head.text if cell.head is not None else ""
    usual = word or own_field(head or label)
    key = usual.key if word is not None else _free_key(work, usual.key if not head else own_key(label + head))
    name = _free_name(work, one, key, head if word is None else "")
    block = cell.block
    held = work.both.get(block.range)
    text = held[1] if held and cell.label is None else block.text
    kind, choices = usual.kind, block.options
    if marks := boxes(text):
        kind, choices = "mark", marks
    elif choices and kind in ("text", "long_text"):
        kind = "choice"
    elif word is None and kind == "text" and block.measured:
        kind = "amount" if head or "资金" in label else "text"
    if word is None and kind not in ("mark", "choice") and work.filled and text and not _reads(kind, text):
        kind = "text"
    guess = cell.reason
    if word is None and not usual.sure:
        words = unwrap(label)[:16]
        guess = Bilingual(
            f"自设栏目，按“{words}”推测填法为 {kind}", f"a field of its own; by “{words}” its kind is {kind}"
        )
    work.fields[key] = DraftField(key, kind, name, block.range, choices if kind in ("mark", "choice") else (), guess)


def _reads(kind: str, text: str) -> bool:
    """Whether an answer can be of a kind."""
    return kinds()[kind].parse(text, "元") is not None


def _free_name(work: FormWork, one: _Answer, key: str, head: str) -> str:
    """Returns a name that no other field has."""
    label = one.label
    name = plain(label) + plain(head) if head else plain(label) or key
    if is_repeated(label) and work.record == "department":
        name = fold(label)
    if fold(name) in work.names and one.context:
        name = f"{plain(one.context)}：{name}"
    name, number, free = name[: _MOST_NAME - 4], 2, name[: _MOST_NAME - 4]
    while fold(free) in work.names:
        free, number = f"{name}（{number}）", number + 1
    work.names.add(fold(free))
    return free


def _free_key(work: FormWork, key: str) -> str:
    number, free = 2, key
    while free in work.fields:
        free, number = f"{key}{number}", number + 1
    return free


def boxes(text: str) -> tuple[str, ...]:
    """Returns the words beside boxes: 新增项目□ 延续项目√."""
    if not re.search(r"[□■√☑☐✓✔]", text):
        return ()
    words = tuple(dict.fromkeys(word for word in _MARKED.split(text) if word and not _MARKED.fullmatch(word)))
    return words if len(words) > 1 else ()


def with_cells(work: FormWork, placed: PlacedTable) -> PlacedTable:
    """Returns a table with the fields of a record that its printed lines name.

    The fields are added where no other cell is theirs.
    """
    table = placed.draft
    column = _main_column(placed)
    if not table.lines or column is None:
        return placed
    found: dict[str, tuple[int, str]] = {}
    for number, line in enumerate(table.lines):
        if work.record == "department" and "total" not in work.fields and _IN_ALL.search(line):
            found |= _sum_line(work, placed, number)
            continue
        word = field_of(line, work.record) if line else None
        if word is None or word.key not in MONEY_KEYS or word.key in work.fields:
            continue
        found[word.key] = (number + 1, table.columns[column].key)
        one = _Answer(RoledBlock(placed.texts[number][column], CellRole.ANSWER), line, "", word)
        name = _free_name(work, one, word.key, "")
        guess = _from_table(table, line, table.columns[column])
        work.fields[word.key] = DraftField(word.key, "amount", name, placed.texts[number][column].range, (), guess)
    return replace(placed, draft=replace(table, cells=found))


def _sum_line(work: FormWork, placed: PlacedTable, number: int) -> dict[str, tuple[int, str]]:
    """Returns the cells of a printed line of totals that hold a department's money."""
    table = placed.draft
    found: dict[str, tuple[int, str]] = {}
    for at, column in enumerate(table.columns):
        label = plain(column.label)
        word = field_of(label, work.record) or field_of(label, "project")
        key = "total" if _MAIN_COLUMN.search(label) else word.key if word is not None else ""
        if column.kind != "amount" or key not in MONEY_KEYS or key in found or key in work.fields:
            continue
        found[key] = (number + 1, column.key)
        name = f"{plain(table.lines[number])}：{label}"
        work.names.add(fold(name))
        guess = _from_table(table, table.lines[number], column)
        work.fields[key] = DraftField(key, "amount", name, placed.texts[number][at].range, (), guess)
    return found


def _from_table(table: DraftFurtherTable, line: str, column: DraftFurtherColumn) -> Bilingual:
    """Returns the guess that a cell of a further table holds a field."""
    return Bilingual(
        f"取自附表“{table.name}”的“{plain(line)}”行、“{column.label}”列",
        f"taken from the table “{table.name}”, row “{plain(line)}”, column “{column.label}”",
    )


def _main_column(placed: PlacedTable) -> int | None:
    """Returns the column of a matrix that holds the form's own amounts."""
    amounts = [number for number, one in enumerate(placed.draft.columns) if one.kind == "amount"]
    named = [number for number in amounts if _MAIN_COLUMN.search(plain(placed.draft.columns[number].label))]
    return next(iter([*named, *amounts]), None)


def is_unsummed(work: FormWork, placed: Sequence[PlacedTable]) -> bool:
    """Whether the form's total may have other parts than the usual ones."""
    if "total" not in work.fields or not any(part in work.fields for part in USUAL_PARTS):
        return False
    return any(_others(work)) or any(
        "total" in one.draft.cells and len(one.draft.lines) > len(one.draft.cells) for one in placed
    )


def _others(work: FormWork) -> Iterator[str]:
    """Yields the amounts of the form's own between its total and the usual parts."""
    amounts: Mapping[str, DraftField] = {key: one for key, one in work.fields.items() if one.kind == "amount"}
    rows = [one.place.first.row for key, one in amounts.items() if key in ("total", *USUAL_PARTS)]
    for key, one in amounts.items():
        same = one.place.first.col == work.fields["total"].place.first.col
        if key not in MONEY_KEYS and same and min(rows) <= one.place.first.row <= max(rows) + 1:
            yield key
