"""The content of a file's records as the ledger keeps it.

It is made in the process that reads the file.
"""

from __future__ import annotations

import hashlib
import json
import marshal
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from toolkit.model.evidence import ReadFile, ReadRecord
from toolkit.model.finding import Finding
from toolkit.model.records import Project, Record
from toolkit.model.same import unit_of
from toolkit.model.serial import department_json, project_json

#: Parts of a record's JSON that say where it was read and not what it says.
_PLACE = ("source", "form_version")


class ContentText(NamedTuple):
    """The content of a record as text.

    Attributes:
        digest: a hash of what it says, wherever it stands on its sheet.
        record: its JSON without where it was read.
        cells: the cell of each field, as JSON.
        unit: 用款单位, or the department of its target; None where it names none.
        stamp: the identifier of its stamp; None for a form of one's own.
    """

    digest: str
    record: str
    cells: str
    unit: str | None
    stamp: str | None


def contents_in(file: ReadFile, _: Sequence[Finding]) -> bytes:
    """Returns the content of every record of a file as bytes for `contents_from`."""
    return marshal.dumps([tuple(_content(read)) for read in file.records])


def contents_from(kept: bytes) -> Sequence[ContentText]:
    """Returns what `contents_in` made of a file."""
    return [ContentText(*one) for one in marshal.loads(kept)]


def _record_json(record: Record) -> dict[str, object]:
    content = project_json(record) if isinstance(record, Project) else department_json(record)
    return {key: value for key, value in content.items() if key != "source"}


def _content(read: ReadRecord) -> ContentText:
    content = _record_json(read.record)
    cells = {key: placed.cell for key, placed in read.placed.items()}
    unit = unit_of(read.record) if isinstance(read.record, Project) else read.record.department
    return ContentText(_digest(content), _text(content), _text(cells), unit, read.stamp.id if read.stamp else None)


def _text(value: Mapping[str, object]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _digest(content: Mapping[str, object]) -> str:
    plain = {key: _without_cells(value) for key, value in content.items() if key not in _PLACE}
    return hashlib.sha256(json.dumps(plain, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _without_cells(value: object) -> object:
    if isinstance(value, list):
        return [_without_cells(one) for one in value]
    if isinstance(value, dict):
        return {key: _without_cells(one) for key, one in value.items() if key != "cell"}
    return value
