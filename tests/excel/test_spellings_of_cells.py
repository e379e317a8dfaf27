"""Cells as other programs spell them: raised figures, struck ones, references, repeated cells."""

from __future__ import annotations

import re

import pytest

from tests.support.returned_forms import OFFICE, filled, read
from tests.support.sheet_editor import Opened
from toolkit.checks import run
from toolkit.model import Project

SHEET = "xl/worksheets/sheet1.xml"
TOTAL = str(filled(OFFICE, prefilled=False).at("total"))


def changed(pattern: str, by: str, count: int = 1) -> bytes:
    """The form in 元 with its sheet's XML changed."""
    book = Opened(filled(OFFICE, prefilled=False).data)
    text, found = re.subn(pattern, by, book.parts[SHEET].decode(), count=count)
    assert found
    book.parts[SHEET] = text.encode()
    return book.saved()


def in_runs(*runs: tuple[str, str]) -> bytes:
    """The form whose amount is a text in runs: properties and text of each."""
    pieces = "".join(f"<r><rPr>{looks}</rPr><t>{text}</t></r>" for looks, text in runs)
    by = rf'<c r="{TOTAL}"\1 t="inlineStr"><is>{pieces}</is></c>'
    return changed(rf'<c r="{TOTAL}"( s="\d+")?(?: t="n")?><v>[^<]*</v></c>', by)


def total(data: bytes) -> object:
    record = read(data).records[0].record
    assert isinstance(record, Project)
    return record.funding.total


@pytest.mark.parametrize(
    "runs",
    [
        (("", "36300"), ('<vertAlign val="superscript"/>', "1")),
        (("<strike/>", "30000"), ("", "36300")),
        (("", "36300"), ('<strike val="1"/>', "00")),
        (("", "363"), ('<vertAlign val="subscript"/>', "00")),
    ],
)
def test_figures_that_look_otherwise_are_no_part_of_an_amount(runs: tuple[tuple[str, str], ...]) -> None:
    data = in_runs(*runs)
    assert total(data) is None
    assert ("H02", TOTAL) in {(one.code, one.where.cell) for one in run([read(data)])}


def test_runs_that_look_alike_are_one_amount() -> None:
    assert total(in_runs(("<b/>", "36"), ('<strike val="0"/>', "300"))) == 36300


def test_a_cell_twice_with_one_number_in_two_spellings_counts_once() -> None:
    data = changed(rf'(<c r="{TOTAL}"[^>]*>)<v>(\d+)</v></c>', r"\1<v>\2</v></c>\1<v>\2.0</v></c>")
    assert total(data) == filled(OFFICE, prefilled=False).truth[0].funding.total


def test_a_cell_twice_with_two_numbers_is_refused_by_its_name() -> None:
    file = read(changed(rf'(<c r="{TOTAL}"[^>]*>)<v>(\d+)</v></c>', r"\1<v>\2</v></c>\1<v>\g<2>1</v></c>"))
    assert not file.records
    assert TOTAL in {one.where.cell for one in run([file])}


def test_references_in_small_letters_are_the_same_cells() -> None:
    book = Opened(filled(OFFICE, prefilled=False).data)
    text = re.sub(r'<c r="[A-Z]+', lambda match: match[0].lower(), book.parts[SHEET].decode())
    book.parts[SHEET] = text.encode()
    assert total(book.saved()) == filled(OFFICE, prefilled=False).truth[0].funding.total
