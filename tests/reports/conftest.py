"""The batch of `builders` as reports."""

from __future__ import annotations

from datetime import date

import pytest

from tests.support.batches import CLEAN, FAMILY, JUNDA, batch, batch_findings, finding, read_file
from toolkit.checks import SettingChange
from toolkit.model import Bilingual
from toolkit.reports import Report, WaivedFinding, Waiver


@pytest.fixture
def waiver() -> Waiver:
    """A waiver for the second form of the first file."""
    return Waiver("H05", FAMILY, "金额经镇财政分局核实", "张三", date(2024, 3, 1), expires=date(2024, 12, 31))


@pytest.fixture
def report(waiver: Waiver) -> Report:
    """The batch with a waived finding, a note and a changed rule."""
    waived = finding("H05", JUNDA, FAMILY, "C9", FAMILY, value="50元", unit="元", found="50")
    return Report(
        batch(),
        batch_findings(),
        waived=(WaivedFinding(waived, waiver),),
        notes=(Bilingual("放行 G02“某项目”没有用上", "The waiver of G02 was not used"),),
        changes=(SettingChange("H05", Bilingual("警告→提示", "warning → info"), "office.yaml"),),
        version="0.1.0",
        day=date(2024, 3, 8),
    )


@pytest.fixture
def clean() -> Report:
    """A file without a finding."""
    return Report((read_file(CLEAN, "004-zongzhi", 1),))
