"""The engine of small batches: everything in this process, one file after the other."""

from __future__ import annotations

from collections.abc import Generator, Sequence

from toolkit.engine.work import Done, Work, do


class Alone:
    """Does the work here and now."""

    def run(self, work: Work, paths: Sequence[str]) -> Generator[Done, None, None]:
        """What came of each file, in their order."""
        for path in paths:
            yield do(work, path)
