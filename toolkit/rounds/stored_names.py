"""Results that name files as they came, not as the round stores them."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from toolkit.ledger.ledger_rows import FileRow
from toolkit.ledger.originals import RETURNED
from toolkit.model.evidence import ReadFile, ReadRecord
from toolkit.model.finding import Bilingual, Fact, Finding, Where

_CONTENT = re.compile(r"[0-9a-f]{16}[/\\]")


class StoredNames:
    """The files of a round by the paths from which they are read.

    Args:
        folder: the round's folder.
        files: everything that came.
    """

    def __init__(self, folder: Path, files: Iterable[FileRow]) -> None:
        self.rows: Mapping[str, FileRow] = {str(folder / file.stored): file for file in files}
        self._prefix = f"{folder / RETURNED}{os.sep}"

    @property
    def paths(self) -> list[Path]:
        """The paths to read."""
        return [*map(Path, self.rows)]

    def row(self, file: ReadFile) -> FileRow:
        """Returns the row of a file that was read."""
        return self.rows[file.on_disk]

    def file(self, file: ReadFile) -> ReadFile:
        """Returns a file that was read under the name by which it came."""
        name = self.row(file).name
        records = tuple(self._record(read, name) for read in file.records)
        return replace(file, path=name, records=records, outer=file.on_disk)

    def _record(self, read: ReadRecord, name: str) -> ReadRecord:
        source = replace(read.source, file=name, outer=read.source.on_disk)
        return replace(read, source=source, record=replace(read.record, source=source))

    def finding(self, finding: Finding, name: str) -> Finding:
        """Returns a finding of a file under the name by which the file came."""
        facts = {key: self._fact(fact) for key, fact in finding.facts.items()}
        where = finding.where
        return Finding(finding.code, finding.severity, Where(name, where.sheet, where.cell, where.project), facts)

    def _fact(self, fact: Fact) -> Fact:
        return Bilingual(*map(self.text, fact)) if isinstance(fact, Bilingual) else self.text(fact)

    def text(self, text: str) -> str:
        """Returns a sentence in which stored files have the names by which they came."""
        return _CONTENT.sub("", text.replace(self._prefix, "")) if self._prefix in text else text
