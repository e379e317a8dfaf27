"""Reads old and foreign formats in a process of its own.

A crash, a hang or a memory bomb harms nobody there.

`toolkit.excel.open.legacy` starts it. It needs only the standard library and python-calamine (msoffcrypto-tool once a
password is given) and imports nothing else of the toolkit, so that it starts quickly.

Both ways a message is one line of JSON with the size of the bytes that follow it. What the libraries raise by
themselves is answered; anything else ends the process, and whoever asked sees that.
"""

from __future__ import annotations

import io
import json
import math
import sys
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TypedDict

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError
from python_calamine import SheetTypeEnum as SheetType
from python_calamine import SheetVisibleEnum as Visible

Scalar = int | float | str | bool | time | date | datetime | timedelta
Cell = tuple[int, int, str, str, str]


class Request(TypedDict):
    """A request: to decrypt, or to read without a password.

    `size` bytes follow.
    """

    size: int
    password: str | None
    cells: int
    extent: int


class Head(TypedDict):
    """The first line of an answer.

    `fault` says why there is no content; `size` bytes follow.
    """

    size: int
    fault: str | None
    detail: str


class ForeignSheet(TypedDict):
    """One sheet of an answer.

    Cells are (row, col, kind, text, raw), merges are corners.
    """

    name: str
    visible: bool
    cells: list[Cell]
    merges: list[tuple[tuple[int, int], tuple[int, int]]]


class ReaderFault(Exception):  # noqa: N818 - what is answered in place of a result
    """The file cannot be read.

    The fault is `damaged`, `password`, `missing` (a library) or the limit `cells` or `extent`.
    """


def main(memory: str) -> None:
    """Answers requests until the input ends, within so many bytes of memory."""
    _limit_memory(int(memory))
    source, sink = sys.stdin.buffer, sys.stdout.buffer
    while line := source.readline():
        request: Request = json.loads(line)
        data = source.read(request["size"])
        fault, detail, answer = None, "", b""
        try:
            answer = _answer(request, data)
        except ReaderFault as found:
            fault, detail = found.args
        head = Head(size=len(answer), fault=fault, detail=detail)
        sink.write(json.dumps(head).encode() + b"\n" + answer)
        sink.flush()


def _answer(request: Request, data: bytes) -> bytes:
    if request["password"] is not None:
        return _decrypted(data, request["password"])
    try:
        return json.dumps(list(_sheets(data, request))).encode()
    except PasswordError as fault:
        raise ReaderFault("password", str(fault)) from fault
    except CalamineError as fault:
        raise ReaderFault("damaged", str(fault)) from fault


def _sheets(data: bytes, request: Request) -> Iterator[ForeignSheet]:
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
    for index, about in enumerate(workbook.sheets_metadata):
        cells: list[Cell] = []
        merges = None
        if about.typ == SheetType.WorkSheet:
            sheet = workbook.get_sheet_by_index(index)
            if sheet.height * sheet.width > request["extent"]:
                raise ReaderFault("extent", about.name)
            for cell in _cells(sheet):
                cells.append(cell)
                if len(cells) > request["cells"]:
                    raise ReaderFault("cells", about.name)
            merges = sheet.merged_cell_ranges
        yield ForeignSheet(name=about.name, visible=about.visible == Visible.Visible, cells=cells, merges=merges or [])


def _cells(sheet: CalamineSheet) -> Iterator[Cell]:
    """Yields the cells with content.

    Calamine gives errors and formulas without a result as empty.
    """
    if sheet.start is None:
        return
    top, left = sheet.start
    for row, values in enumerate(sheet.to_python(skip_empty_area=True), top):
        for col, value in enumerate(values, left):
            if value != "":
                yield (row, col, *_shown(value))


def _shown(value: Scalar) -> tuple[str, str, str]:
    """Returns kind, text and stored value, in the terms of `toolkit.excel.grid`."""
    match value:
        case bool():
            text = str(value).upper()
            return "boolean", text, text
        case int() | float():
            text = _number(value)
            return "number", text, text
        case datetime():
            text = value.isoformat(" ", "seconds").removesuffix(" 00:00:00")
        case date():
            text = value.isoformat()
        case time():
            text = value.isoformat("seconds")
        case timedelta():
            minutes, seconds = divmod(round(value.total_seconds()), 60)
            text = f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
        case _:
            return "text", value.replace("\r\n", "\n").replace("\r", "\n"), value
    return "date", text, text


def _number(value: float) -> str:
    if not math.isfinite(value):
        return str(value)
    text = f"{Decimal(f'{value:.15g}'):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _decrypted(data: bytes, password: str) -> bytes:
    try:
        import msoffcrypto
        from msoffcrypto.exceptions import (
            DecryptionError,
            FileFormatError,
            InvalidKeyError,
            ParseError,
        )
        from msoffcrypto.format.ooxml import OOXMLFile
    except ModuleNotFoundError as fault:
        raise ReaderFault("missing", str(fault)) from fault
    plain = io.BytesIO()
    try:
        file = msoffcrypto.OfficeFile(io.BytesIO(data))
        if isinstance(file, OOXMLFile):
            file.load_key(password=password, verify_password=True)
        else:
            file.load_key(password=password)  # tries it by itself
        file.decrypt(plain)
    except (InvalidKeyError, DecryptionError) as fault:
        raise ReaderFault("password", str(fault)) from fault
    except (FileFormatError, ParseError) as fault:
        raise ReaderFault("damaged", str(fault)) from fault
    return plain.getvalue()


def _limit_memory(size: int) -> None:
    try:
        import resource
    except ImportError:  # Windows: only the time is limited
        return
    try:
        resource.setrlimit(resource.RLIMIT_AS, (size, size))
    except (ValueError, OSError):  # the system does not let it be set
        return
