"""A second department copies the definition and changes it."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.support.issued_forms import KEY, NOW, PASSWORD
from toolkit import api
from toolkit.forms import FormDefinition, load_form, load_framework, shipped
from toolkit.issuing import Destination, IssueContent, Seal, generate, read_roster, type_in
from toolkit.model import Funding, Indicator, Project

SEAL = Seal(key=KEY, password=PASSWORD, now=NOW)

CHANGES = {
    "id: form13": "id: shuiwu",
    'version: "2024.1"': 'version: "3"',
    "title: 项目绩效目标表": "title: 水务项目绩效目标申报表",
    "{mark: 表13, span: 6}": "{mark: 附件3, span: 6}",
    "framework: classic": "framework: cost_first",
    "unit: 元": "unit: 万元",
    "{year}年预算金额（元）": "{year}年资金总额（万元）",
    "name: 用款单位": "name: 承办单位",
    "{label: 用款单位": "{label: 承办单位",
}
CATEGORIES = """
    - {level2: 经济成本指标, rows: 2, required: true}
    - {level2: 数量指标, rows: 3, required: true}
    - {level2: 社会效益指标, rows: 2}
types:
  河道整治:
    suggestions: {数量指标: [清淤长度, 护岸长度]}
  管网维护:
    rows: {数量指标: 5}
"""


@pytest.fixture
def templates(tmp_path: Path) -> Path:
    """The department's own folder: a copy of form13.yaml, edited as a person would."""
    text = (shipped("templates") / "form13.yaml").read_text("utf-8")
    for old, new in CHANGES.items():
        assert old in text
        text = text.replace(old, new)
    head, _, _ = text.partition("  categories:\n")
    folder = tmp_path / "模板"
    folder.mkdir()
    (folder / "shuiwu.yaml").write_text(f"{head}  categories:{CATEGORIES}", "utf-8")
    return folder


def test_it_gets_its_own_form_without_a_line_of_code(templates: Path, tmp_path: Path) -> None:
    form = load_form("shuiwu", templates)
    assert isinstance(form, FormDefinition)
    framework = load_framework(form.framework, templates)
    rows = ["承办单位,项目名称,项目类型,起始年度,到期年度,预算金额（元）", "水务站,东河清淤,管网维护,2025,2026,1234500"]
    (tmp_path / "名册.csv").write_text("\n".join(rows), "utf-8")
    roster = read_roster(tmp_path / "名册.csv", form, year=2025)
    content = IssueContent(year=2025, roster=roster)
    [issued] = generate(form, framework, content, SEAL, Destination(out=tmp_path / "下发"))
    record = Project(
        "shuiwu", "3", period_goal="两年清淤。", annual_goal="清淤一半。",
        indicators=(Indicator("成本指标", "经济成本指标", "清淤单价", "≤30元/立方米", "≤30元/立方米"),),
    )  # fmt: skip
    path = issued.path
    book = openpyxl.load_workbook(path)
    data = type_in(path.read_bytes(), {"东河清淤": record}, templates)
    path.write_bytes(data)

    sheet = openpyxl.load_workbook(path)["东河清淤"]
    texts = [cell.value for line in sheet.iter_rows() for cell in line if cell.value is not None]
    assert {"附件3", "水务项目绩效目标申报表", "承办单位", "2025年资金总额（万元）", "经济成本指标"} <= set(texts)
    assert {"水务站", "东河清淤", "管网维护", 123.45, "清淤单价"} <= set(texts)
    assert "用款单位" not in texts
    assert texts.count("数量指标") == 1
    assert {cell.value for cell in book["_lists"]["A"] if cell.value} == {"河道整治", "管网维护"}


@pytest.mark.libreoffice
def test_its_self_check_works_too(templates: Path, tmp_path: Path, office: Callable[..., list[Path]]) -> None:
    form = load_form("shuiwu", templates)
    assert isinstance(form, FormDefinition)
    framework = load_framework(form.framework, templates)
    paths = [one.path for one in generate(form, framework, IssueContent(), SEAL, Destination(out=tmp_path / "下发"))]
    for path, saved in zip(paths, office(list(paths), "xlsx"), strict=True):
        written, calculated = (openpyxl.load_workbook(file, data_only=True).worksheets[0] for file in (path, saved))
        assert calculated["H2"].value == written["H2"].value
        assert str(written["H2"].value).startswith("还有")


@pytest.mark.parametrize("part", ["period_value", "annual_value"])
def test_a_value_that_may_stay_empty_is_not_asked_for(templates: Path, tmp_path: Path, part: str) -> None:
    text = (templates / "shuiwu.yaml").read_text("utf-8")
    lenient = tmp_path / "可空"
    lenient.mkdir()
    (lenient / "shuiwu.yaml").write_text(text.replace(f"part: {part}", f"may_be_empty: true, part: {part}"), "utf-8")
    filled: dict[str, Any] = {"name": "清淤长度", "period_value": "≥10公里", "annual_value": "≥5公里"}
    record = Project(
        "shuiwu", "3", project_name="东河清淤", project_type="管网维护", spending_unit="水务站", budget_year=2025,
        start_year=2025, end_year=2026, period_goal="两年清淤十公里。", annual_goal="清淤五公里。",
        funding=Funding(total=Decimal(1234500)),
        indicators=(Indicator("产出指标", "数量指标", **{**filled, part: None}),),
    )  # fmt: skip
    asked = api.generate("shuiwu", output=tmp_path / "问", records=[record], templates=templates).paths
    before = {one.code for one in api.check(*asked, templates=templates).findings}
    left_open = api.generate("shuiwu", output=tmp_path / "不问", records=[record], templates=lenient).paths
    outcome = api.check(*left_open, templates=lenient)
    assert "S07" in before
    assert not {"V01", "S07"} & {one.code for one in outcome.findings}
    assert outcome.projects[0].indicators[0].values == record.indicators[0].values
    panel = [cell.value for cell in openpyxl.load_workbook(left_open[0]).worksheets[0]["H"]]
    assert any("名称和指标值都要填写" in str(text) for text in panel)
