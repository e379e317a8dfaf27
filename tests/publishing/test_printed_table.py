"""The printed table cuts no text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.support.ooxml import unzipped, zipped
from tests.support.records import SEEDS, sample
from tests.support.summaries import placed, plain_indicator, unit_project, written
from toolkit.excel.write.text_height import least_height, line_lengths, points, text_height


def heights(data: bytes) -> list[float]:
    """The heights of the rows of the first sheet, from its heading on."""
    sheet = load_workbook(BytesIO(data)).worksheets[0]
    return [sheet.row_dimensions[row].height or 15.0 for row in range(3, sheet.max_row + 1)]


def without_heights(ods: bytes) -> bytes:
    """An OpenDocument workbook whose rows are as tall as their texts need."""
    found = unzipped(ods)
    content = re.sub(rb'style:row-height="[^"]*"', b"", found["content.xml"])
    content = content.replace(b'optimal-row-height="false"', b'optimal-row-height="true"')
    return zipped({**found, "content.xml": content})


@pytest.mark.libreoffice
def test_every_row_is_as_tall_as_libreoffice_would_make_it(tmp_path: Path, office: Callable[..., list[Path]]) -> None:
    records = [record for name in (*SEEDS, "003-yuangang") for record in placed(sample(name), name)]
    many = unit_project(
        "多", indicators=tuple(plain_indicator(f"考核事项第{n}项", "按季度检查并公布≥4次") for n in range(25))
    )
    data = written([*records, many], "某某街道办事处")
    path = tmp_path / "汇总.xlsx"
    path.write_bytes(data)
    (ods,) = office([path], "ods")
    ods.write_bytes(without_heights(ods.read_bytes()))
    (saved,) = office([ods], "xlsx")
    needed = heights(saved.read_bytes())
    given = heights(data)
    assert max(needed) > 100, "LibreOffice did not work the heights out"
    short = [
        (row, ours, theirs) for row, (ours, theirs) in enumerate(zip(given, needed, strict=True), 3) if ours < theirs
    ]
    assert not short


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", 1),
        ("一" * 10, 1),
        ("一" * 11, 2),
        ("一" * 10 + "。", 2),
        ("一\n二\n三", 3),
        ("a" * 100, 6),
        ("一二三四五六七八abcdefgh", 2),
    ],
)
def test_a_text_is_as_tall_as_its_lines(text: str, lines: int) -> None:
    one = text_height("一", 96.0, 9.0)
    assert text_height(text, 96.0, 9.0) == pytest.approx(one + (lines - 1) * 9 * 1.45)


def test_a_mark_that_may_not_begin_a_line_takes_a_character_down_with_it() -> None:
    assert text_height("一" * 10 + "。" + "二" * 8, 96.0, 9.0) == text_height("一" * 20, 96.0, 9.0)
    assert text_height("一" * 10 + "。" + "二" * 9, 96.0, 9.0) > text_height("一" * 20, 96.0, 9.0)


def test_a_column_of_ten_characters_is_85_pixels_wide() -> None:
    assert points(10) == 85 * 0.75


@pytest.mark.parametrize("size", [9.0, 11.0])
def test_no_text_is_lower_than_the_least_height_by_which_widths_are_chosen(size: float) -> None:
    records = [record for name in (*SEEDS, "003-yuangang") for record in sample(name)]
    texts = {value for record in records for value in vars_of(record) if isinstance(value, str)}
    texts |= {"", "\n", "（）" * 30, "abc-12345 " * 9, "共12个。，、；" * 8, "每年\n\n≥95%以上、达标"}
    for text in texts:
        lengths = line_lengths(text)
        for width in range(1, 400, 7):
            assert least_height(lengths, width, size) <= text_height(text, width, size)
    assert least_height(line_lengths("一" * 25), points(20), size) == text_height("一" * 25, points(20), size)


def vars_of(record: object) -> Iterator[object]:
    """The values of a record and its indicators."""
    assert is_dataclass(record)
    for field in fields(record):
        value = getattr(record, field.name)
        yield value
        for one in value if isinstance(value, tuple) else ():
            yield from vars_of(one) if is_dataclass(one) else ()
