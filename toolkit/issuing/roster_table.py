"""A roster's file as rows of text, and which of its columns holds what."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from io import BytesIO, StringIO
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.errors import FileError, InputError, system_reason
from toolkit.files import read_regular
from toolkit.forms.definition import FormDefinition
from toolkit.model.cell import CellRef
from toolkit.model.finding import Bilingual
from toolkit.model.money import UNITS
from toolkit.model.schema import MONEY_KEYS, PROJECT, MoneyKey, leaves
from toolkit.model.text import drop_invisible, fold, is_blank

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

#: Bytes that a roster may have; one of a hundred thousand projects has a tenth of it.
_MOST = 100 << 20


@dataclass(frozen=True, slots=True)
class RosterLine:
    """One row as a person sees it.

    Attributes:
        number: counted from 1.
        sheet: name of its sheet, empty for a text file.
        texts: its cells from the left.
        merged: the columns whose cell is merged with one in another row, from 0.
    """

    number: int
    sheet: str
    texts: tuple[str, ...]
    merged: frozenset[int] = frozenset()

    def text(self, col: int) -> str:
        """Returns the text of a column, empty beyond the last."""
        return drop_invisible(self.texts[col]).strip() if col < len(self.texts) else ""

    @property
    def place(self) -> Bilingual:
        """Returns the row as messages name it."""
        return Bilingual(f"第{self.number}行", f"row {self.number}")

    def cell(self, col: int) -> Bilingual:
        """Returns a cell as messages name it."""
        address = (f"{self.sheet}!" if self.sheet else "") + str(CellRef(self.number - 1, col))
        return Bilingual(f"{self.place.zh}（{address}）", f"{self.place.en} ({address})")


Table = tuple[RosterLine, ...]
_Cell = str | float | bool | date | datetime | time | timedelta
#: Signs between the cells of a text file; of equally many the first counts.
_SEPARATORS = (",", ";", "\t", "，", "；", "|")


def read_tables(path: Path) -> tuple[Table, ...]:
    """Returns the sheets of a file; a text file has one.

    Raises:
        FileError: it cannot be opened.
        InputError: it is neither a workbook nor a text.
    """
    try:
        data = read_regular(path, _MOST)
    except OSError as error:
        reason = system_reason(error)
        raise FileError(f"无法读取名册 {path}：{reason.zh}", f"Cannot read the roster {path}: {reason.en}") from error
    return (_text(path, data),) if path.suffix.lower() == ".csv" else _workbook(path, data)


def _text(path: Path, data: bytes) -> Table:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
            rows = list(csv.reader(StringIO(text, newline=""), delimiter=_separator(text), strict=True))
        except UnicodeDecodeError:
            continue
        except csv.Error as error:
            raise InputError(
                f"{path.name} 不是规范的 CSV 文件，请另存为 .xlsx",
                f"{path.name} is malformed CSV ({error}); save it as .xlsx",
            ) from error
        return tuple(RosterLine(number, "", tuple(texts)) for number, texts in enumerate(rows, 1))
    raise InputError(
        f"{path.name} 的文字编码无法识别，请另存为 UTF-8 的 CSV 或 .xlsx",
        f"The encoding of {path.name} is unknown; save it as CSV in UTF-8 or as .xlsx",
    )


def _separator(text: str) -> str:
    """Returns the separator that the first lines of a text have most of."""
    first = "\n".join(text.splitlines()[:10])
    return max(_SEPARATORS, key=first.count)


def _workbook(path: Path, data: bytes) -> tuple[Table, ...]:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(BytesIO(data))
        sheets = [(name, book.get_sheet_by_name(name)) for name in book.sheet_names]
        return tuple(
            tuple(
                RosterLine(number, name, tuple(map(_shown, cells)), merged)
                for number, (cells, merged) in enumerate(_filled_down(sheet), 1)
            )
            for name, sheet in sheets
        )
    except CalamineError as error:
        raise InputError(
            f"{path.name} 无法作为表格打开，请另存为 .xlsx 或 .csv（不要加打开密码）",
            f"{path.name} is not a workbook ({error}); save it as .xlsx or .csv without a password",
        ) from error


def _filled_down(sheet: CalamineSheet) -> Iterator[tuple[list[_Cell], frozenset[int]]]:
    """Yields the cells of each row, those of merged ranges filled.

    The columns that are merged with another row go with them.
    """
    rows = sheet.to_python(skip_empty_area=False)
    merged: list[set[int]] = [set() for _ in rows]
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        for number, row in enumerate(rows[top : bottom + 1], top):
            row[left : right + 1] = [rows[top][left]] * len(row[left : right + 1])
            merged[number].update(range(left, right + 1) if bottom > top else ())
    return zip(rows, map(frozenset, merged), strict=True)


def _shown(value: _Cell) -> str:
    """Returns a cell as text; a whole number without a decimal point."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)


#: Words that begin a line of totals.
_TOTAL = re.compile(r"(?:总|本页|全部)?(?:合计|总计|小计|累计)(?:\([^()]*\))?:?")
#: What begins the unit and the project of the example in a roster to fill in.
EXAMPLE = "（示例）"


def is_total_word(text: str) -> bool:
    """Whether a text is the word of a line of totals: 合计, 小计（元）."""
    return _TOTAL.fullmatch(fold(text)) is not None


def is_total(row: RosterLine) -> bool:
    """Whether a row begins as a line of totals."""
    return is_total_word(next((text for text in row.texts if not is_blank(text)), ""))


def is_example(text: str) -> bool:
    """Whether a name is that of the example, which counts for nothing."""
    return fold(text).startswith(fold(EXAMPLE))


#: Rows in which the names of the columns are looked for.
HEADER_ROWS = 10
#: The columns without which a roster is none.
IDENTITY = ("project_name", "spending_unit")
#: The parts of the money, which a roster may have whatever the form asks for.
PARTS: tuple[MoneyKey, ...] = ("fiscal", "special_account", "other")
#: What departments call the columns, beside the names in the definition.
_ALSO: Mapping[str, tuple[str, ...]] = {
    one.key: (one.zh, *one.synonyms) for _, one in leaves(PROJECT) if one.synonyms and one.compared
}
_BRACKETS = re.compile(r"\([^()]*\)")
_STATED = re.compile(rf"单位:?(?:人民币)?({UNITS})")
_YEAR = re.compile(r"^\d{4}年度?")


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a roster.

    Attributes:
        header: number of the row with their names, from 1.
        places: zero-based column by field.
        units: unit of an amount where its column names one.
    """

    header: int
    places: Mapping[str, int]
    units: Mapping[str, str]


def find_columns(table: Sequence[RosterLine], form: FormDefinition) -> Columns | None:
    """Returns the columns of a table, None where it is no roster.

    A roster's first rows name a project and its unit.
    """
    names = _names(form)
    for row in table[:HEADER_ROWS]:
        places: dict[str, int] = {}
        units: dict[str, str] = {}
        for col, text in enumerate(row.texts):
            key = names.get(_plain(text))
            if key is not None and key not in places:
                places[key] = col
                units |= _unit(key, text)
        if places.keys() >= set(IDENTITY):
            return Columns(row.number, places, _unit_above(table, row.number) | units)
    return None


def _names(form: FormDefinition) -> dict[str, str]:
    """Returns fields by every name of their column, the definition's own first."""
    own = {_plain(field.name): key for key, field in form.fields.items()}
    always = ("budget_year", *MONEY_KEYS)
    asked = {key: names for key, names in _ALSO.items() if key in form.fields or key in always}
    return {_plain(name): key for key, names in asked.items() for name in names} | own


def _plain(text: str) -> str:
    return _YEAR.sub("", _BRACKETS.sub("", fold(text)).strip("*:").removeprefix("其中:"))


def _unit_above(table: Sequence[RosterLine], header: int) -> dict[str, str]:
    """Returns the unit of amounts named above the columns: 单位：万元."""
    for row in table:
        for text in row.texts if row.number < header else ():
            match = _STATED.search(fold(text))
            if match:
                return dict.fromkeys(MONEY_KEYS, match[1])
    return {}


def _unit(key: str, text: str) -> dict[str, str]:
    found = re.search(UNITS, fold(text))
    return {key: found[0]} if found else {}
