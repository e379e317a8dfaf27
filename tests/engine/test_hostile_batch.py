"""Hostile files in a batch: every file gets its result."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from openpyxl import Workbook

from tests.support.ooxml import by_hand, zipped
from tests.support.records import as_found
from tests.support.workbooks import lay, saved
from toolkit import check

MB = 1024 * 1024
CORNERS = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
ENTITIES = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><x>&b;</x>'


def _bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (300 * MB))
    return out.getvalue()


def _hostile() -> dict[str, tuple[bytes, set[str]]]:
    """By name, the bytes and the codes of which one must be found."""
    good = saved(Workbook())
    return {
        "01-html.xlsx": (b"<html><table><tr><td>1</td></tr></table></html>", {"F01"}),
        "02-empty.xlsx": (b"", {"F03"}),
        "03-truncated.xlsx": (good[: len(good) // 2], {"F03"}),
        "04-corners.xlsx": (by_hand(CORNERS), {"F04"}),
        "05-merged.xlsx": (by_hand(after='<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'), {"F04"}),
        "06-bomb.xlsx": (_bomb(), {"F03", "F04"}),
        "07-entities.xlsx": (zipped({"[Content_Types].xml": ENTITIES, "xl/workbook.xml": ENTITIES}), {"F03", "F04"}),
        "08-tricks.zip": (zipped({"../../evil.xlsx": good}), {"F04", "F09", "F10"}),
        "09-noise.xls": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 4000, {"F01", "F03"}),
        "10-nothing.xlsx": (good, {"F09"}),
    }


def test_a_batch_always_finishes_with_a_result_for_every_file(tmp_path: Path) -> None:
    hostile = _hostile()
    for name, (data, _) in hostile.items():
        (tmp_path / name).write_bytes(data)
    rows = as_found("001-dangjian")
    good = [lay(rows, tmp_path / f"{number:02}-good.xlsx") for number in (0, 5, 99)]

    outcome = check(tmp_path)

    found: dict[str, set[str]] = {}
    for finding in outcome.findings:
        found.setdefault(Path(finding.where.file.partition("!")[0]).name, set()).add(finding.code)
    assert {
        name: found.get(name, set()) & codes
        for name, (_, codes) in hostile.items()
        if not found.get(name, set()) & codes
    } == {}
    read = {Path(file.path.partition("!")[0]).name: len(file.records) for file in outcome.files}
    assert set(hostile) | {path.name for path in good} == set(read)
    assert [read[path.name] for path in good] == [22, 22, 22]
