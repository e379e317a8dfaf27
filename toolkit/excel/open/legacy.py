"""Old, foreign and encrypted formats, read by a limited process.

These are .xls, .et, .ods and .xlsb.
"""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import threading
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, NamedTuple, Self

from toolkit.excel.grid import Book, CellKind, Grid, GridCell
from toolkit.excel.limits import Damaged, Limits, Refused
from toolkit.forms.stamp import FULL
from toolkit.model.cell import CellRange, CellRef
from toolkit.worker_process import Worker, start_worker

if TYPE_CHECKING:
    from toolkit.excel.open.limited_reader import ForeignSheet, Head, Request

#: What LibreOffice writes in .xls and .ods for a text that it did not calculate itself.
_UNCALCULATED = frozenset({"0", "-0"})


def without_stale_results(book: Book) -> Book:
    """Returns a book without the zeros of the self-check's formulas.

    Formats without formulas have zeros in place of the self-check's texts.

    They stand in the column of the stamp, where nobody has anything to fill in.
    """
    return replace(book, sheets=tuple(map(_swept, book.sheets)))


def _swept(grid: Grid) -> Grid:
    cols = {col for (_, col), cell in grid.cells.items() if cell.text.startswith(FULL)}
    if not cols:
        return grid
    kept = {place: cell for place, cell in grid.cells.items() if place[1] not in cols or not _is_stale(cell)}
    return replace(grid, cells=kept)


def _is_stale(cell: GridCell) -> bool:
    return cell.kind is CellKind.NUMBER and cell.text in _UNCALCULATED


_GOODBYE_SECONDS = 2.0
_KINDS = {str(kind): kind for kind in CellKind}


class WrongPassword(Exception):  # noqa: N818 - reads as what happened
    """The password given does not open the file."""


class NoDecryption(Exception):  # noqa: N818
    """The library that opens encrypted files (msoffcrypto-tool) is not installed."""


class _Helper(NamedTuple):
    """A running helper and the process that started it.

    A fork must not share its pipes.
    """

    process: subprocess.Popen[bytes]
    owner: int


class LegacyWorker:
    """The helper process. Safe to share between threads.

    It starts when first needed and starts again after it died.
    """

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._lock = threading.Lock()
        self._helper: _Helper | None = None
        self._inherited: list[_Helper] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def read(self, data: bytes, file_format: str) -> Book:
        """Returns the values of a workbook.

        Args:
            data: the file.
            file_format: what `Book.format` will say.

        Raises:
            Damaged: it cannot be read.
            Refused: it passes a limit, or the helper died over it.
            WrongPassword: it needs a password.
        """
        sheets: list[ForeignSheet] = json.loads(self._ask(data, None))
        grids = tuple(_grid(sheet, index) for index, sheet in enumerate(sheets))
        return Book(format=file_format, sheets=grids, structure_readable=False)

    def decrypt(self, data: bytes, password: str) -> bytes:
        """Returns the file inside an encrypted one.

        Raises WrongPassword, NoDecryption, Damaged or Refused.
        """
        return self._ask(data, password)

    def close(self) -> None:
        """Ends the helper; it starts again when needed."""
        helper, self._helper = self._helper, None
        if helper is None or helper.owner != os.getpid():
            return
        process = helper.process
        try:
            process.communicate(timeout=_GOODBYE_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()

    def _ask(self, data: bytes, password: str | None) -> bytes:
        limits = self._limits
        request: Request = {"size": len(data), "password": password, "cells": limits.cells, "extent": limits.extent}
        with self._lock:
            head, answer = self._exchange(json.dumps(request).encode() + b"\n" + data)
        match head["fault"]:
            case None:
                return answer
            case "password":
                raise WrongPassword(head["detail"])
            case "missing":
                raise NoDecryption(head["detail"])
            case "cells":
                raise Refused(f"工作表单元格数超过 {limits.cells:,}", f"cells of a sheet above {limits.cells:,}")
            case "extent":
                raise Refused(
                    f"有内容区域的跨度超过 {limits.extent:,}",
                    f"extent of cells above {limits.extent:,}",
                )
        raise Damaged("文件无法读取", f"the file cannot be read: {head['detail']}")

    def _exchange(self, message: bytes) -> tuple[Head, bytes]:
        """Returns the answer to a message. Raises Refused without an answer.

        The helper may die or take too long.

        A helper that has read other files before is not held against this one: a fresh one tries again.
        """
        used = self._helper is not None
        answer, in_time = self._try(message)
        if answer is None and used and in_time:
            answer, in_time = self._try(message)
        if answer is None:
            raise _death(in_time, self._limits)
        return answer

    def _try(self, message: bytes) -> tuple[tuple[Head, bytes] | None, bool]:
        """Returns the answer, None if the helper died, and whether it was in time."""
        process = self._process()
        assert process.stdin
        assert process.stdout
        timer = threading.Timer(self._limits.worker_seconds, process.kill)
        timer.start()
        answer = None
        try:
            process.stdin.write(message)
            process.stdin.flush()
            line = process.stdout.readline()
            if line.endswith(b"\n"):
                head: Head = json.loads(line)
                content = process.stdout.read(head["size"])
                answer = (head, content) if len(content) == head["size"] else None
        except OSError:  # the pipe broke
            answer = None
        finally:  # also where the user interrupts: an answer that nobody took must not meet the next question
            in_time = timer.is_alive()
            timer.cancel()
            if answer is None or not in_time:
                self._discard()
        return answer, in_time

    def _process(self) -> subprocess.Popen[bytes]:
        if self._helper and self._helper.owner != os.getpid():
            self._inherited.append(self._helper)  # kept, since dropping it would complain about a running process
            self._helper = None
        if self._helper and self._helper.process.poll() is not None:
            self._discard()
        if self._helper is None:
            self._helper = _Helper(_started(self._limits), os.getpid())
        return self._helper.process

    def _discard(self) -> None:
        if self._helper:
            self._helper.process.kill()
        self.close()


@cache
def worker_for(limits: Limits) -> LegacyWorker:
    """Returns this process's helper for some limits; it ends with the process."""
    worker = LegacyWorker(limits)
    atexit.register(worker.close)
    return worker


def _started(limits: Limits) -> subprocess.Popen[bytes]:
    try:
        return start_worker(Worker.LIMITED_READER, str(limits.worker_memory), silent=True)
    except OSError as fault:
        raise Damaged("无法启动读取旧格式的程序", f"the reader for old formats cannot start: {fault}") from fault


def _death(in_time: bool, limits: Limits) -> Refused:
    if in_time:
        return Refused("读取时占用内存过多或使读取程序崩溃", "reading it takes too much memory or crashes the reader")
    seconds = f"{limits.worker_seconds:g}"
    return Refused(f"读取时间超过 {seconds} 秒", f"reading takes more than {seconds} seconds")


def _grid(sheet: ForeignSheet, index: int) -> Grid:
    cells = {(row, col): GridCell(text, _KINDS[kind], raw) for row, col, kind, text, raw in sheet["cells"]}
    merges = tuple(CellRange(CellRef(*first), CellRef(*last)) for first, last in sheet["merges"])
    return Grid(name=sheet["name"], index=index, visible=sheet["visible"], cells=cells, merges=merges)
