"""Exclusions are put aside and come back as they were."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from tests.support.records import sample
from toolkit import api
from toolkit.engine import Running
from toolkit.merging import Exclusion
from toolkit.merging.exclusions import Exclusions, left_out_key
from toolkit.model import Where

THEM = tuple(
    Exclusion(
        Where(f"报回/{number:03}.xlsx", "Sheet1", None if number % 3 == 0 else "A1:F31", f"项目{number}"),
        f"H02 金额 {number} 读不出",
        None if number % 4 == 0 else Decimal(number) / 8,
        2024 if number % 2 else None,
        number % 5 == 0,
        "骏达" if number % 7 else None,
        "" if number % 2 else "44190024",
        "H02 an amount cannot be read",
    )
    for number in range(100)
)


def test_they_come_back_as_they_were() -> None:
    put_aside = Exclusions(THEM)
    assert tuple(put_aside) == THEM
    assert put_aside == THEM
    assert (len(put_aside), put_aside[0], put_aside[-1], put_aside[3:5]) == (100, THEM[0], THEM[-1], THEM[3:5])
    put_aside.add(THEM[:1])
    assert put_aside != THEM
    assert not Exclusions()


def test_a_summary_lists_them_by_file_and_project(tmp_path: Path) -> None:
    records = [replace(project, annual_goal=None) for name in ("000-junda", "001-dangjian") for project in sample(name)]
    key = tmp_path / "key"
    key.write_text("the department's key")
    api.generate("form13", output=tmp_path / "报回", records=records, password="x", key=key, per="unit")
    for path in (tmp_path / "报回").rglob("*.xlsx"):
        (tmp_path / f"坏-{path.stem}.xlsx").write_bytes(path.read_bytes()[:500])
    merged = api.merge(
        tmp_path / "报回",
        *tmp_path.glob("坏*.xlsx"),
        output=tmp_path / f"{date.today()}.xlsx",
        running=Running(jobs=1, cache=False),
        roster=None,
    )
    left = tuple(merged.left_out)
    assert len(left) > len(records)
    assert left == tuple(sorted(left, key=left_out_key))
