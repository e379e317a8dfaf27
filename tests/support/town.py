"""A town's round: its roster, its forms as units fill them in."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import openpyxl

from tests.support.ooxml import saved_at
from tests.support.unit_returns import good
from toolkit.issuing import type_in
from toolkit.model import Project
from toolkit.rounds import Started, start

DEADLINE = date(2023, 11, 30)
HEADINGS = ("用款单位", "项目名称", "项目类型", "项目等级", "起始年度", "到期年度", "预算年度", "总计（元）")
TYPE, LEVEL = "其他特定目标类（部门职能类）", "二级项目"


def write_roster(path: Path, rows: Iterable[tuple[str, str, int]], year: int = 2024) -> Path:
    """A roster with unit, project and amount in 元 of each row."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(HEADINGS)
    for unit, project, amount in rows:
        sheet.append((unit, project, TYPE, LEVEL, year, year, year, amount))
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)
    return path


def answered(unit: str, project: str, amount: int | str = 200_000, year: int = 2024, **changes: object) -> Project:
    """A project filled in without a finding, or with changes."""
    plain = good(project, str(amount), year, unit)
    indicators = tuple(
        replace(one, period_value=f"≤{amount}元", annual_value=f"≤{amount}元") if one.level2 == "成本指标" else one
        for one in plain.indicators
    )
    goals = {
        "period_goal": f"全年围绕{project}组织活动4次，合格率达到95%以上，群众参与率达到90%以上，让居民满意。",
        "annual_goal": f"{year}年围绕{project}组织活动4次，合格率达到95%以上，按月检查进度并及时公开结果。",
    }
    return replace(plain, **{"indicators": indicators, **goals, **changes})  # type: ignore[arg-type]


def fill(form: Path, projects: Iterable[Project], saved: str = "2023-11-10T01:00:00Z") -> bytes:
    """An issued workbook with projects typed in, saved at a time."""
    by_sheet = {str(one.project_name): one for one in projects}
    return saved_at(type_in(form.read_bytes(), by_sheet), saved)


def send(folder: Path, name: str, data: bytes) -> Path:
    """A file as it comes, somewhere on the clerk's disk."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def archive(files: Mapping[str, bytes]) -> bytes:
    """A .zip with files."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name, data in files.items():
            packed.writestr(name, data)
    return out.getvalue()


def small_round(folder: Path, **more: object) -> Started:
    """A round of two units with three projects, without errors when `answered`."""
    rows = [
        ("东坑镇骏达社区", "治安经费", 200_000),
        ("东坑镇骏达社区", "文体经费", 150_000),
        ("东坑镇党建办", "党建经费", 100_000),
    ]
    roster = write_roster(folder.parent / "名册原件.xlsx", rows)
    given: dict[str, object] = {"form": "form13", "roster": roster, "deadline": DEADLINE, "department": "东坑镇"}
    return start(folder, **{**given, **more})  # type: ignore[arg-type]


def form_of(started: Started, project: str) -> Path:
    """The issued workbook of a project."""
    return next(path for path in started.forms if path.stem == project)


def amount(text: str) -> Decimal:
    """An amount in 元."""
    return Decimal(text)
