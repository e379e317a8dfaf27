"""Parts as common programs write them, read without a tree.

Excel, WPS, LibreOffice, openpyxl and XlsxWriter spell cells and shared texts in one way; one expression that must
cover the part to the last character splits it several times faster than a parser makes a node of each. What is
spelled in any other way is none of this module's business: it answers None, and the parser reads it.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from typing import NamedTuple

from toolkit.excel.open.attributes import row_height, row_hidden, whole_number
from toolkit.model.remember import Remember

_MARKUP = re.compile(rb"<[!?]")
_DECLARATION = re.compile(
    rb"(?:\xef\xbb\xbf)?<\?xml version=[\"']1\.0[\"'](?: encoding=[\"']UTF-8[\"'])?"
    rb"(?: standalone=[\"'](?:yes|no)[\"'])?\s?\?>",
    re.I,
)
# What XML does not allow, and the carriage return, which a parser turns into something else.
_ILLEGAL = bytes(code for code in range(0x20) if code not in b"\t\n")
_OPENING, _CLOSING, _EMPTY = "<sheetData>", "</sheetData>", "<sheetData/>"
_CELL = re.compile(
    r'<c r="([A-Z]{1,3}[0-9]{1,7})"(?: s="([0-9]{1,5})")?(?: t="([A-Za-z]{1,9})")?'
    r'(?:/>|>(?:<f(?: aca="false")?>([^<]*)</f>)?'
    r'(?:<v>([^<]*)</v>|<is><t(?: xml:space="preserve")?>([^<]*)</t></is>|<v ?/>)?</c>)'
)
#: A formula so long that it is taken out before the part is looked at: a form's self-check is most of its bytes, and
#: the same from form to form. A mark that no part may hold stands for it.
_LONG_FORMULA = re.compile(rb'<f(?: aca="false")?>([^<]{200,})</f>')
_MARK = "\x01"
_MARKED = b"<f>\x01</f>"
# A result that is an empty text: the pieces do not tell it from no result.
_EMPTY_RESULT = re.compile(r't="str">(?:<f[^<]*</f>)?<v ?/>')
_ROW_AFTER = '<row r="0">'  # closes the last gap; never read
_FIELDS = 7  # what is between two cells, and six groups
# No attribute may be a namespace: under another one, a row is not the sheet's.
_ATTRIBUTES = r'(?: (?!xmlns)[A-Za-z0-9:]{1,20}="[^"<>&]*")*'
_ROW = re.compile(f"<row({_ATTRIBUTES})/?>")
#: What stands between two cells of different rows: one row ends, some may be empty, one begins.
_GAP = re.compile(f"</row>(?:<row{_ATTRIBUTES}(?:/>|></row>))*<row{_ATTRIBUTES}>")
_ATTRIBUTE = re.compile(r' ([A-Za-z0-9:]+)="([^"]*)"')
_ITEM = re.compile(r'<si><t(?: xml:space="preserve")?(?:/>|>([^<]*)</t>)</si>')
_TABLE = re.compile(
    r'\s*<sst xmlns="http://(?:schemas\.openxmlformats\.org/spreadsheetml/2006/main|purl\.oclc\.org/ooxml/'
    r'spreadsheetml/main)"(?: (?:count|uniqueCount)="[0-9]*"){0,2}>'
)
_ENTITY = re.compile("&([^;&]{0,8});?")
_ENTITIES = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}

#: Zero-based number of a row, whether it is hidden, and its height in points where it says one.
Row = tuple[int, bool, float | None]
#: The rows that begin before a cell (nearly always none), its reference, style, kind, formula, value and inline text.
Spelled = tuple[tuple[Row, ...], str, str | None, str | None, str | None, str | None, str | None]


class NotPlain(Exception):  # noqa: N818 - reads as what the part is
    """The part has another spelling; the parser must read it."""


class PlainSheet(NamedTuple):
    """A worksheet part in pieces.

    Attributes:
        skeleton: the part without its rows.
        cells: the cells as they are spelled; to be gone through once.
        number: how many they are.
        after: the rows behind the last cell.
    """

    skeleton: bytes
    cells: Iterator[Spelled]
    number: int
    after: tuple[Row, ...]


def split_sheet(data: bytes) -> PlainSheet | None:
    """Returns the pieces of a worksheet part; None for another spelling."""
    around = _LONG_FORMULA.split(data)
    long_formulas = around[1::2]
    text = _text(_MARKED.join(around[::2]), len(long_formulas))
    if text is None or text.count("<sheetData") != 1:
        return None
    head, _, rest = text.partition(_OPENING)
    rows, _, tail = rest.partition(_CLOSING)
    if not tail or _CLOSING in tail:
        return None
    pieces = _CELL.split(
        f"</row>{rows}{_ROW_AFTER}"
    )  # what stands before the first and behind the last is a gap like others
    refs, styles, kinds, formulas, values, inline = (pieces[group::_FIELDS] for group in range(1, _FIELDS))
    try:
        gaps = [_rows(gap) if gap else () for gap in pieces[::_FIELDS]]
        if ("<v/>" in rows or "<v />" in rows) and _EMPTY_RESULT.search(rows):
            return None
        if "&" in rows:
            formulas, values, inline = map(_all_unquoted, (formulas, values, inline))
        if long_formulas:
            formulas = _with_long(formulas, long_formulas)
    except NotPlain:
        return None
    cells = zip(gaps, refs, styles, kinds, formulas, values, inline, strict=False)  # the last gap is `after`
    return PlainSheet(f"{head}{_EMPTY}{tail}".encode(), cells, len(refs), gaps[-1][:-1])


def _with_long(formulas: list[str | None], long_formulas: list[bytes]) -> list[str | None]:
    """Returns the formulas with the long ones in the places of their marks.

    Raises NotPlain where a mark stands in no cell, or a formula is not plain.
    """
    marked = [place for place, formula in enumerate(formulas) if formula == _MARK]
    if len(marked) != len(long_formulas):
        raise NotPlain
    for place, formula in zip(marked, long_formulas, strict=True):
        formulas[place] = _long_formula(formula)
    return formulas


@Remember(2_000_000)  # as many as some dozen forms have
def _long_formula(data: bytes) -> str:
    """Returns a formula as text. Raises NotPlain for what only the parser can read."""
    text = _text(data)
    if text is None:
        raise NotPlain
    # one object for equal formulas: a form's are compared with the issued ones without looking at their letters
    return sys.intern(_unquoted(text) if "&" in text else text)


def split_texts(data: bytes) -> list[str] | None:
    """Returns the items of the shared texts; None if one is not plain."""
    text = _text(data)
    if text is None:
        return None
    pieces = _ITEM.split(text)
    if not _TABLE.fullmatch(pieces[0]) or pieces[-1].rstrip() != "</sst>" or any(pieces[2:-1:2]):
        return None
    items = [item or "" for item in pieces[1::2]]
    if "&" not in text:
        return items
    try:
        return [_unquoted(item) if "&" in item else item for item in items]
    except NotPlain:
        return None


def _all_unquoted(texts: list[str | None]) -> list[str | None]:
    return [_unquoted(text) if text and "&" in text else text for text in texts]


@Remember(1_000_000)  # formulas repeat from form to form
def _unquoted(text: str) -> str:
    """Returns a text without XML's escapes. Raises NotPlain for unknown ones.

    Known are the five entities and numbered characters.
    """
    return _ENTITY.sub(_character, text)


def _character(match: re.Match[str]) -> str:
    found = _ENTITIES.get(match[1]) or _numbered(match[1])
    if found is None or not match[0].endswith(";"):
        raise NotPlain(match[0])
    return found


def _numbered(text: str) -> str | None:
    """Returns the character of #21487; None for unsafe ones.

    XML does not allow these, or a parser may change them.
    """
    digits = text[1:]
    if not text.startswith("#") or not digits.isascii() or not digits.isdecimal():
        return None
    code = int(digits)
    return chr(code) if 0x20 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or 0x10000 <= code < 0x110000 else None


def _text(data: bytes, marks: int = 0) -> str | None:
    """Returns a part as text without its declaration.

    None if it has more than elements and text, besides so many marks.
    """
    declared = _DECLARATION.match(data)
    start = declared.end() if declared else 0
    if _MARKUP.search(data, start) or len(data.translate(None, _ILLEGAL)) != len(data) - marks:
        return None
    try:
        return data[start:].decode()
    except UnicodeDecodeError:
        return None


@Remember(200_000)  # what is kept of a gap takes many times the memory of its text
def _rows(gap: str) -> tuple[Row, ...]:
    """Returns the rows that begin between two cells. Raises NotPlain or Damaged.

    NotPlain: anything else is between them.
    """
    rows = [dict(_ATTRIBUTE.findall(attributes)) for attributes in _ROW.findall(gap)]
    if not _GAP.fullmatch(gap) or not all(row.get("r", "").isdecimal() for row in rows):
        raise NotPlain(gap)  # the parser knows what becomes of a row without a number
    return tuple((whole_number(row["r"]) - 1, row_hidden(row), row_height(row)) for row in rows)
