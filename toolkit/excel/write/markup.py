"""The markup of cells, rows and texts as XlsxWriter writes it.

A form that was drawn once is cut into parts that stay and parts that differ from one recipient to the next.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from itertools import groupby
from typing import NamedTuple

from toolkit.model.cell import CellRef, CellValue

_PIECE = re.compile(
    r'<row r="(?P<row>\d+)"(?P<spans> spans="[\d:]+")?(?: ht="[^"]*" customHeight="1")?>'
    r'|<c r="(?P<cell>[A-Z]+\d+)" s="(?P<style>\d+)"(?P<type> t="\w+")?(?:/>|>(?P<inside>.*?)</c>)'
)
_FORMULA = re.compile(r"<f>.*</f>")
_STRING = re.compile(r"<v>(\d+)</v>")
_SHARED = re.compile(r"<si><t(?: xml:space=\"preserve\")?>(.*?)</t></si>", re.DOTALL)
_ESCAPED = re.compile(r"(_x[0-9a-fA-F]{4}_)")
_OUTER_BLANK = re.compile(r"^\s|\s$")


def row_start(row: int, spans: str, height: float | None) -> str:
    """Returns the start tag of a row (from 0), in full pixels.

    Without a height it is as tall as the program makes it.
    """
    height_text = "" if height is None else f' ht="{int(height * 4 / 3 + 0.5) * 0.75:.16g}" customHeight="1"'
    return f'<row r="{row + 1}"{spans}{height_text}>'


class RowTag(NamedTuple):
    """The start of a row, whose height may differ."""

    row: int
    spans: str

    def write(self, height: float | None) -> str:
        """Returns the tag; without a height the row is usual and grows."""
        return row_start(self.row, self.spans, height)


class CellTag(NamedTuple):
    """A cell whose content may differ."""

    cell: CellRef
    start: str

    def write(self, value: CellValue | None, strings: Strings) -> str:
        """Returns the cell with a value."""
        if value is None or value == "":
            return f"{self.start}/>"
        if isinstance(value, str):
            return f'{self.start} t="s"><v>{strings.number(value)}</v></c>'
        return f"{self.start}><v>{float(value):.16G}</v></c>"


class ResultTag(NamedTuple):
    """The result of a formula, which stays itself."""

    cell: CellRef

    def write(self, value: CellValue | None) -> str:
        """Returns the result as it stands in the cell."""
        return escape(str(value))


#: What stays is encoded once: nearly all of a sheet are formulas.
Part = bytes | RowTag | CellTag | ResultTag


@dataclass
class Strings:
    """A workbook's table of texts: fixed ones, then a recipient's own."""

    fixed: Mapping[str, int]
    more: dict[str, int] = field(default_factory=dict)
    uses: int = 0

    def number(self, text: str) -> int:
        """Returns the number of a text in the table."""
        self.uses += 1
        place = self.fixed.get(text)
        return self.more.setdefault(text, len(self.fixed) + len(self.more)) if place is None else place


def cut(sheet: str, open_cells: frozenset[CellRef], texts: tuple[str, ...], fixed: Strings) -> tuple[Part, ...]:
    """Returns a sheet's XML cut into fixed and differing parts.

    Its fixed texts get their numbers in the new table.

    Args:
        sheet: the part as XlsxWriter wrote it.
        open_cells: cells whose content differs, besides those with formulas.
        texts: the workbook's table of texts, to which the sheet's numbers refer.
        fixed: the new table.
    """
    parts: list[str | RowTag | CellTag | ResultTag] = []
    at = 0
    for match in _PIECE.finditer(sheet):
        parts.append(sheet[at : match.start()])
        parts += _parts(match, open_cells, texts, fixed)
        at = match.end()
    parts.append(sheet[at:])
    return tuple(_joined(parts))


def _parts(
    match: re.Match[str], open_cells: frozenset[CellRef], texts: tuple[str, ...], fixed: Strings
) -> tuple[str | RowTag | CellTag | ResultTag, ...]:
    if match["row"]:
        return (RowTag(int(match["row"]) - 1, match["spans"] or ""),)
    cell, inside = CellRef.parse(match["cell"]), match["inside"] or ""
    start = f'<c r="{match["cell"]}" s="{match["style"]}"'
    if formula := _FORMULA.match(inside):
        return f'{start} t="str">{formula[0]}<v>', ResultTag(cell), "</v></c>"
    if cell in open_cells:
        return (CellTag(cell, start),)
    string = _STRING.fullmatch(inside) if match["type"] == ' t="s"' else None
    return (match[0] if string is None else CellTag(cell, start).write(texts[int(string[1])], fixed),)


def _joined(parts: Iterable[str | RowTag | CellTag | ResultTag]) -> Iterator[Part]:
    """Yields the parts with neighbouring texts put together."""
    for is_text, group in groupby(parts, key=lambda part: isinstance(part, str)):
        if is_text:
            yield "".join(part for part in group if isinstance(part, str)).encode()
        else:
            yield from (part for part in group if not isinstance(part, str))


def escape(text: str) -> str:
    """Returns a text escaped for XML."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def as_typed(text: str) -> str:
    """Returns a text as XlsxWriter must get it to write it literally.

    It takes a text in `<r>` for markup of formatted text; such a text is given as markup of itself.
    """
    if not (text.startswith("<r>") and text.endswith("</r>")):
        return text
    return f'<r><t xml:space="preserve">{escape(text)}</t></r>'


def shared(text: str) -> str:
    """Returns an entry of the table of texts."""
    return f"<si>{text_element(text)}</si>"


def text_element(text: str) -> str:
    """Returns a text as an element, `_x0041_` kept from being an escape."""
    keep = ' xml:space="preserve"' if _OUTER_BLANK.search(text) else ""
    escaped = _ESCAPED.sub(r"_x005F\1", text) if "_x" in text else text
    return f"<t{keep}>{escape(escaped)}</t>"


def shared_texts(table: str) -> tuple[str, ...]:
    """Returns the texts of a table as they were before they were written."""
    return tuple(unescape(text).replace("_x005F_x", "_x") for text in _SHARED.findall(table))
