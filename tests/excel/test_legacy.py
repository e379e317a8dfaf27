"""Old and foreign formats, read in a process that may die."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, time
from pathlib import Path

import openpyxl
import pytest

from tests.support.ooxml import corner_to_corner, form, unzipped, zipped
from tests.support.programs import convert
from tests.support.workbooks import saved
from toolkit.excel import Book, CellKind, Damaged, FileKind, Limits, Opened, Refused, open_file
from toolkit.excel.open.legacy import LegacyWorker, worker_for
from toolkit.model import CellRange, Observed

_ODS = "application/vnd.oasis.opendocument.spreadsheet"
_SPACES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
)


def ods(rows: str) -> bytes:
    """An OpenDocument spreadsheet of one sheet, written by hand."""
    table = f'<table:table table:name="表">{rows}</table:table>'
    body = f"<office:body><office:spreadsheet>{table}</office:spreadsheet></office:body>"
    content = f'<?xml version="1.0"?><office:document-content {_SPACES}>{body}</office:document-content>'
    manifest = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    return zipped({"mimetype": _ODS, "content.xml": content, "META-INF/manifest.xml": manifest})


def ods_cell(text: str, more: str = "") -> str:
    return f'<table:table-cell office:value-type="string" {more}><text:p>{text}</text:p></table:table-cell>'


def ods_row(text: str, more: str = "") -> str:
    return f"<table:table-row>{ods_cell(text, more)}</table:table-row>"


@pytest.fixture
def worker() -> Iterator[LegacyWorker]:
    with LegacyWorker(Limits()) as started:
        yield started


@pytest.fixture(scope="module", autouse=True)
def _no_worker_is_left_running() -> Iterator[None]:
    yield
    worker_for(Limits()).close()


def source() -> bytes:
    """A workbook with every kind of value."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "表一"
    for address, value in {
        "B3": "两行\n第二行",
        "C3": 0.9,
        "D3": 36300,
        "E3": True,
        "B4": datetime(2024, 1, 2),
        "C4": time(8, 30),
        "D4": 170001001,
        "E4": "=1/0",
        "F4": "=SUM(1,2)",
        "B6": "合并",
    }.items():
        sheet[address].value = value
    sheet["C3"].number_format = "0%"
    sheet.merge_cells("B6:D7")
    hidden = book.create_sheet("隐藏")
    hidden.sheet_state = "hidden"
    hidden["A1"] = "x"
    book.create_sheet("空")
    return saved(book)


@pytest.fixture(scope="module")
def office_files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The workbook of `source` and a form, saved as .xls and .ods by LibreOffice."""
    work = tmp_path_factory.mktemp("office")
    paths = [work / "values.xlsx", work / "form.xlsx"]
    paths[0].write_bytes(source())
    paths[1].write_bytes(form())
    files = [path for kind in ("xls", "ods") for path in convert(paths, kind, work)]
    return {path.name: path.read_bytes() for path in files}


def book_of(opened: Opened) -> Book:
    assert opened.book is not None
    return opened.book


@pytest.mark.libreoffice
@pytest.mark.parametrize(("name", "kind"), [("values.xls", FileKind.XLS), ("values.ods", FileKind.ODS)])
def test_the_values_of_old_formats_are_read_where_they_stand(
    name: str, kind: FileKind, office_files: dict[str, bytes]
) -> None:
    opened = open_file("returned.xlsx", office_files[name])
    book = book_of(opened)
    assert (opened.kind, book.format, book.structure_readable) == (kind, str(kind), False)
    assert [(seen.seen, seen.facts["kind"]) for seen in opened.observations] == [(Observed.FOREIGN_FORMAT, kind.words)]
    assert [(grid.name, grid.visible) for grid in book.sheets] == [("表一", True), ("隐藏", False), ("空", True)]
    shown = {place: cell.text for place, cell in book.sheets[0].cells.items()}
    truth = "TRUE" if kind is FileKind.XLS else "1"  # calamine loses the kind in .ods
    assert shown == {
        (2, 1): "两行\n第二行",
        (2, 2): "0.9",
        (2, 3): "36300",
        (2, 4): truth,
        (3, 1): "2024-01-02",
        (3, 2): "08:30:00",
        (3, 3): "170001001",
        (3, 5): "3",
        (5, 1): "合并",
    }
    assert book.sheets[0].cells[3, 1].kind is CellKind.DATE
    assert book.sheets[0].merges == ((CellRange.parse("B6:D7"),) if kind is FileKind.XLS else ())
    assert book.sheets[2].cells == {}


@pytest.mark.libreoffice
def test_a_form_reads_the_same_from_every_format(office_files: dict[str, bytes]) -> None:
    issued = book_of(open_file("a.xlsx", form())).sheets[0]
    changed = {"TRUE": "1", "95.5%": "0.955", "#DIV/0!": ""}  # what these formats or calamine do not keep
    expected = {place: changed.get(cell.text, cell.text) for place, cell in issued.cells.items()}
    del expected[12, 3]  # LibreOffice writes 0 into .xls for a text that a formula gives and it did not calculate
    for name in ("form.xls", "form.ods"):
        found = book_of(open_file(name, office_files[name])).sheets[0]
        for place, text in expected.items():
            assert found.text(*place) in (text, issued.text(*place)), f"{name} {place}"


@pytest.mark.libreoffice
def test_a_truncated_old_file_is_damage_or_no_spreadsheet(office_files: dict[str, bytes]) -> None:
    for name in ("values.xls", "values.ods"):
        for kept in (0.3, 0.6, 0.95):
            data = office_files[name]
            opened = open_file(name, data[: int(len(data) * kept)])
            seen = opened.observations[0].seen
            assert seen in (Observed.DAMAGED, Observed.REFUSED) or (opened.book is not None and name.endswith("xls"))


def test_a_sheet_written_by_hand_is_read(worker: LegacyWorker) -> None:
    grid = worker.read(ods(ods_row("甲") + ods_row("乙")), "ods").sheets[0]
    assert (grid.name, grid.text(0, 0), grid.text(1, 0)) == ("表", "甲", "乙")


def test_one_process_reads_file_after_file(worker: LegacyWorker) -> None:
    worker.read(ods(ods_row("甲")), "ods")
    first = worker._process().pid
    worker.read(ods(ods_row("乙")), "ods")
    assert worker._process().pid == first


@pytest.mark.parametrize("data", [b"", b"junk" * 100, zipped({"mimetype": _ODS, "content.xml": "<a"})])
def test_what_calamine_cannot_read_is_damage_and_the_process_lives(data: bytes, worker: LegacyWorker) -> None:
    first = worker._process().pid
    with pytest.raises(Damaged):
        worker.read(data, "ods")
    assert worker._process().pid == first


def test_a_file_that_kills_the_process_is_refused_and_the_next_one_is_read(worker: LegacyWorker) -> None:
    with pytest.raises(Refused, match="memory or crashes"):
        worker.read(corner_to_corner(), "xlsx")  # asked for hundreds of gigabytes, calamine aborts
    assert worker.read(ods(ods_row("甲")), "ods").sheets[0].text(0, 0) == "甲"


def test_a_sheet_from_corner_to_corner_is_no_exception() -> None:
    far = '<table:table-row><table:table-cell table:number-columns-repeated="16383"/>' + ods_cell("尾")
    gap = '<table:table-row table:number-rows-repeated="1048574"><table:table-cell/></table:table-row>'
    opened = open_file("a.ods", ods(ods_row("头") + gap + far + "</table:table-row>"))
    assert opened.observations[0].seen in (Observed.REFUSED, Observed.DAMAGED)


def test_a_file_that_takes_too_long_is_refused_and_the_next_one_is_read() -> None:
    with LegacyWorker(replace(Limits(), worker_seconds=0.0)) as hurried, pytest.raises(Refused, match="seconds"):
        hurried.read(ods(ods_row("甲")), "ods")


def test_a_process_that_was_killed_is_replaced_and_no_file_is_blamed(worker: LegacyWorker) -> None:
    worker.read(ods(ods_row("甲")), "ods")
    worker._process().kill()
    assert worker.read(ods(ods_row("乙")), "ods").sheets[0].text(0, 0) == "乙"
    helper = worker._process()
    helper.kill()
    helper.wait()
    assert worker.read(ods(ods_row("丙")), "ods").sheets[0].text(0, 0) == "丙"


def test_too_many_cells_and_too_wide_a_sheet_are_refused_by_name() -> None:
    rows = "".join(ods_row(str(number)) for number in range(50))
    for limits, limit in ((replace(Limits(), cells=20), "cells of a sheet"), (replace(Limits(), extent=20), "extent")):
        with LegacyWorker(limits) as small, pytest.raises(Refused, match=limit):
            small.read(ods(rows), "ods")


def test_declarations_and_bombs_are_stopped_before_calamine_sees_them() -> None:
    content = f'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "y">]><office:document-content {_SPACES}/>'
    data = zipped({"mimetype": _ODS, "content.xml": content})
    assert [seen.seen for seen in open_file("a.ods", data).observations] == [Observed.REFUSED]
    bomb = zipped({"mimetype": _ODS, "content.xml": "<a>" + " " * 5 * 1024 * 1024})
    assert [seen.seen for seen in open_file("a.ods", bomb).observations] == [Observed.REFUSED]


def test_an_old_manifest_with_a_document_type_is_let_pass() -> None:
    manifest = '<!DOCTYPE manifest:manifest PUBLIC "-//OpenOffice.org//DTD Manifest 1.0//EN" "Manifest.dtd"><m/>'
    pieces: dict[str, bytes | str] = dict(unzipped(ods(ods_row("甲"))))
    pieces["META-INF/manifest.xml"] = manifest
    assert open_file("a.ods", zipped(pieces)).book is not None


def test_macros_of_foreign_formats_are_seen_by_the_names_of_their_parts() -> None:
    pieces: dict[str, bytes | str] = dict(unzipped(ods(ods_row("甲"))))
    pieces["Basic/Standard/Module1.xml"] = "<a/>"
    seen = open_file("a.ods", zipped(pieces)).observations
    assert [one.seen for one in seen] == [Observed.FOREIGN_FORMAT, Observed.MACROS]


def test_threads_take_turns(worker: LegacyWorker) -> None:
    found: list[str] = []

    def work(number: int) -> None:
        found.append(worker.read(ods(ods_row(str(number))), "ods").sheets[0].text(0, 0))

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == [str(number) for number in range(8)]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the system does not fork")
def test_a_fork_starts_a_process_of_its_own(worker: LegacyWorker, monkeypatch: pytest.MonkeyPatch) -> None:
    worker.read(ods(ods_row("甲")), "ods")
    first = worker._process()
    monkeypatch.setattr(os, "getpid", lambda: -1)  # as it is after a fork, without the fork
    second = worker._process()
    assert second.pid != first.pid
    assert worker.read(ods(ods_row("乙")), "ods").sheets[0].text(0, 0) == "乙"
    worker.close()
    monkeypatch.undo()
    first.communicate()


def test_the_limits_of_a_process_are_its_own() -> None:
    assert worker_for(Limits()) is worker_for(Limits())
    assert worker_for(Limits()) is not worker_for(replace(Limits(), cells=5))


def test_a_missing_interpreter_is_no_exception(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "nowhere"))
    with LegacyWorker(Limits()) as lost, pytest.raises(Damaged):
        lost.read(ods(ods_row("甲")), "ods")
