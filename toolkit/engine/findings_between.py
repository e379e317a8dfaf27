"""The findings that need several files, packed: a large batch has very many."""

from __future__ import annotations

import logging
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence

from toolkit.checks.runner import arrange
from toolkit.engine.batch_store import BatchStore
from toolkit.engine.codec import Definitions, pack, unpack
from toolkit.files import Spill
from toolkit.model.finding import Finding

_LOG = logging.getLogger(__name__)


class FindingsBetween:
    """Findings by the number of the file that they are about.

    Args:
        store: the files.
        findings: in any order.

    Attributes:
        of_no_file: those that concern none of the files, arranged.
    """

    def __init__(self, store: BatchStore, findings: Iterable[Finding]) -> None:
        self._definitions: Definitions = store.definitions
        self._spill = Spill()
        by_path: dict[str, array[int]] = {}
        for finding in findings:
            data = pack(finding)
            by_path.setdefault(finding.where.file, array("Q")).extend((self._spill.add(data), len(data)))
        _LOG.info("findings between files about %d files", len(by_path))
        self._numbers, self._ends, self._spans = array("L"), array("L", [0]), array("Q")
        for number, path in sorted((number, path) for path, number in store.named(frozenset(by_path)).items()):
            self._numbers.append(number)
            self._spans.extend(by_path.pop(path))
            self._ends.append(len(self._spans))
        self.of_no_file = arrange((one for spans in by_path.values() for one in self._unpacked(spans)), ())

    @property
    def numbers(self) -> Sequence[int]:
        """The files that have such findings, in order."""
        return self._numbers

    def of(self, number: int) -> tuple[Finding, ...]:
        """Returns the findings about a file, as they came."""
        at = bisect_left(self._numbers, number)
        if at == len(self._numbers) or self._numbers[at] != number:
            return ()
        return self._unpacked(self._spans[self._ends[at] : self._ends[at + 1]])

    def _unpacked(self, spans: array[int]) -> tuple[Finding, ...]:
        pieces = (self._spill.read(*span) for span in zip(spans[::2], spans[1::2], strict=True))
        return tuple(unpack(piece, self._definitions) for piece in pieces)
