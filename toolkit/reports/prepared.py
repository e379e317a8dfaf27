"""Pages and counts of a report that were made before it.

In a large batch every file is read by one of several processes. It can make the file's page as well, and count; the
process that writes the report then looks at few findings.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from toolkit.model.evidence import ReadFile
from toolkit.model.finding import Finding, Severity


class FindingCounts(NamedTuple):
    """Numbers of findings.

    Attributes:
        by_severity: the worst first.
        with_errors: how many of the files have an error.
        skipped: how many of them hold nothing to read.
    """

    by_severity: tuple[int, ...] = (0,) * len(Severity)
    with_errors: int = 0
    skipped: int = 0

    def plus(self, other: FindingCounts, times: int = 1) -> FindingCounts:
        """Returns both together; for times = -1 what is left without the other."""
        return FindingCounts(
            tuple(a + times * b for a, b in zip(self.by_severity, other.by_severity, strict=True)),
            self.with_errors + times * other.with_errors,
            self.skipped + times * other.skipped,
        )


def counts_of(findings: Sequence[Finding]) -> FindingCounts:
    """Returns the counts of one file, or of no file."""
    by_severity = tuple(sum(finding.severity is severity for finding in findings) for severity in Severity)
    return FindingCounts(by_severity, bool(by_severity[0]))


class PageMaker(Protocol):
    """Makes the page of a file as bytes.

    Two that are equal make the same.
    """

    def __call__(self, file: ReadFile, findings: Sequence[Finding], /) -> bytes:
        """Returns the page, which is never empty."""
        ...


class PreparedFindings(Protocol):
    """The findings of a batch by the numbers of its files."""

    @property
    def page_maker(self) -> object:
        """The maker of the pages; None where there are none."""
        ...

    def page(self, number: int) -> bytes:
        """Returns the page of a file; empty where it must be made now."""
        ...

    def of(self, number: int) -> Sequence[Finding]:
        """Returns the findings of a file; of no file for -1."""
        ...

    def counts(self) -> FindingCounts | None:
        """Returns the counts of the batch; None where all findings must be looked at."""
        ...
