"""Workbooks that cannot be adopted get a sentence, in Chinese and English."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.drawing.image import Image
from PIL import Image as Picture

from tests.adopting.conftest import Adopting
from tests.support.office_forms_plain import ESTATES, SHEEPFOLD
from tests.support.other_offices import draw, workbook
from tests.support.records import sample
from toolkit import api
from toolkit.errors import FileError, InputError


def saved(book: Workbook) -> bytes:
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def png() -> bytes:
    stream = BytesIO()
    Picture.new("RGB", (40, 40), "white").save(stream, "PNG")
    return stream.getvalue()


def only_a_picture() -> bytes:
    book = Workbook()
    book.worksheets[0].add_image(Image(BytesIO(png())), "A1")
    return saved(book)


def only_text() -> bytes:
    book = Workbook()
    for row, text in enumerate(("关于报送材料的通知", "各单位：", "请按时报送。", "办公室", "二〇二四年"), 1):
        book.worksheets[0].cell(row, 1, text)
    return saved(book)


def two_different_forms() -> bytes:
    book = Workbook()
    draw(book.worksheets[0], ESTATES, filled=False)
    sheet = book.worksheets[0]
    sheet.cell(40, 1, "设备采购申请表")
    for row, text in enumerate(("项目名称", "采购品目", "数量", "单价", "供应商", "验收人"), 41):
        sheet.cell(row, 1, text)
    return saved(book)


@pytest.mark.parametrize(
    ("data", "zh", "en"),
    [
        pytest.param(b"", "空文件", "empty", id="empty-file"),
        pytest.param(saved(Workbook()), "空白的", "is empty", id="empty-workbook"),
        pytest.param(only_a_picture(), "只有图片", "only pictures", id="picture-on-a-sheet"),
        pytest.param(png(), "图片或扫描件", "a picture or a scan", id="scan"),
        pytest.param(b"%PDF-1.7\n" + b"x" * 600, "图片或扫描件", "a picture or a scan", id="pdf"),
        pytest.param(only_text(), "没有填报表", "no form", id="no-table"),
        pytest.param(two_different_forms(), "几张不同的表", "several different forms", id="two-forms"),
        pytest.param(b"\xd0\xcf\x11\xe0" + bytes(600), "", "", id="damaged"),
    ],
)
def test_a_bad_workbook_gets_a_sentence(data: bytes, zh: str, en: str, adopted: Adopting) -> None:
    with pytest.raises(InputError) as error:
        adopted(data)
    assert zh in error.value.message("zh")
    assert en in error.value.message("en")
    assert "原表 own.xlsx" in error.value.message("zh")


def test_a_workbook_with_a_password_gets_a_sentence(adopted: Adopting) -> None:
    msoffcrypto = pytest.importorskip("msoffcrypto.format.ooxml")
    stream = BytesIO()
    msoffcrypto.OOXMLFile(BytesIO(workbook(ESTATES))).encrypt("secret", stream)
    with pytest.raises(InputError, match="密码"):
        adopted(stream.getvalue())


def test_a_summary_gets_a_sentence(adopted: Adopting, tmp_path: Path) -> None:
    forms = api.generate(
        "form13", output=tmp_path / "forms", records=sample("000-junda"), per="unit", password="x"
    ).paths
    merged = api.merge(*forms, output=tmp_path / "汇总.xlsx")
    with pytest.raises(InputError, match="汇总表"):
        adopted(merged.path)


def test_a_sheet_that_is_not_there_is_named_with_those_that_are(adopted: Adopting) -> None:
    with pytest.raises(InputError, match="现有：绩效目标申报表"):
        adopted(workbook(SHEEPFOLD), sheet="表二")


def test_nothing_is_overwritten_unasked_and_the_workbook_never(adopted: Adopting, tmp_path: Path) -> None:
    data = workbook(ESTATES)
    done = adopted(data)
    before = done.path.read_bytes()
    with pytest.raises(FileError, match="--force"):
        adopted(data)
    assert done.path.read_bytes() == before
    adopted(data, force=True)
    assert (tmp_path / "原表 own.xlsx").read_bytes() == data
