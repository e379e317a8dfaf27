"""Marked copies in several processes.

The bytes and the findings of a workbook travel there, and its copy comes back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from toolkit.engine.codec import Definitions, unpack
from toolkit.engine.engine import Running
from toolkit.engine.run_tasks import run_tasks
from toolkit.excel.limits import Limits
from toolkit.excel.open.opener import open_file
from toolkit.last_guard import guarded
from toolkit.model.evidence import ReadFile
from toolkit.model.finding import Bilingual
from toolkit.reports.marked import mark

#: Items that are in memory at once.
_TOGETHER = 1000


class MarkItem(NamedTuple):
    """A workbook to mark.

    Attributes:
        data: its bytes.
        head: what was read of it, with the heads of its records (`toolkit.engine.codec`).
        found: its findings, packed in the same way.
    """

    data: bytes
    head: bytes
    found: bytes


class MarkResult(NamedTuple):
    """A marked copy.

    Attributes:
        copy: its bytes; None where the workbook cannot be opened.
        fault: why there is none although there should be; empty where all is well.
    """

    copy: bytes | None
    fault: str = ""


@dataclass(frozen=True, slots=True)
class MarkTask:
    """The marking of workbooks, in this process or another one.

    Attributes:
        definitions: those of the records, by id.
        limits: with which the workbooks were read.
        passwords: tried on those that are encrypted.
        templates: nothing here: the definitions are at hand.
    """

    definitions: Definitions
    limits: Limits
    passwords: tuple[str, ...] = ()
    templates: Path | None = None

    def run(self, item: MarkItem, *, fresh: bool) -> MarkResult:
        """Returns the marked copy; a fault of the program becomes its reason.

        Raises MemoryError in a process that is not fresh.
        """
        copies: list[bytes | None] = []
        starved: list[MemoryError] = []

        def work() -> None:
            try:
                copies.append(self._marked(item))
            except MemoryError as error:
                starved.append(error)
                raise

        fault = guarded(work)
        if starved and not fresh:
            raise starved[0]
        return MarkResult(copies[0]) if fault is None else MarkResult(None, fault)

    def failed(self, item: MarkItem, reason: Bilingual) -> MarkResult:
        """Returns the result of a workbook over which a process ended."""
        return MarkResult(None, reason.en)

    def _marked(self, item: MarkItem) -> bytes | None:
        file: ReadFile = unpack(item.head, self.definitions)
        opened = open_file(file.path, item.data, self.limits, self.passwords)
        if opened.book is None:
            return None
        plain = item.data if opened.plain is None else opened.plain
        findings = unpack(item.found, self.definitions)
        return mark(plain, file, findings, opened.book, had_password=opened.had_password, limits=self.limits)


def marked_copies(task: MarkTask, items: Iterable[MarkItem], running: Running | None = None) -> Iterator[MarkResult]:
    """Yields the marked copy of each workbook, in order.

    Args:
        task: how they are marked.
        items: the workbooks, fetched some at a time.
        running: in how many processes; a few workbooks are marked in this one.
    """
    waiting = iter(items)
    while together := tuple(islice(waiting, _TOGETHER)):
        yield from run_tasks(task, together, (running or Running()).jobs)
