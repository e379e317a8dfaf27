"""`jixiao read`: records as a table for a person and as JSON."""

from __future__ import annotations

import hashlib
import json
import shutil
from decimal import Decimal
from pathlib import Path

import jsonschema
import msoffcrypto
import pytest

from tests.support.programs import NAMES, UNIT, Desk, Run, zipped
from tests.support.records import as_found, sample
from tests.support.workbooks import lay

TEXT, MAYBE = {"type": "string"}, {"type": ["string", "null"]}
YEAR, AMOUNT = {"type": ["integer", "null"]}, {"type": ["string", "null"], "pattern": r"^\d+\.\d{2}$"}


def _object(**properties: object) -> dict[str, object]:
    """A JSON object with at least these keys."""
    return {"type": "object", "properties": properties, "required": list(properties)}


def _list(items: object) -> dict[str, object]:
    return {"type": "array", "items": items}


SOURCE = _object(file=TEXT, sheet=TEXT, range=TEXT, sha256={"type": "string", "pattern": "^[0-9a-f]{64}$"})
INDICATOR = _object(
    level1=MAYBE,
    level2=MAYBE,
    name=MAYBE,
    period_value=MAYBE,
    annual_value=MAYBE,
    description=MAYBE,
    basis=MAYBE,
    cell=MAYBE,
)
PROJECT = _object(
    form=TEXT,
    form_version=TEXT,
    project_name=MAYBE,
    project_code=MAYBE,
    project_type=MAYBE,
    project_level=MAYBE,
    supervising_department=MAYBE,
    spending_unit=MAYBE,
    start_year=YEAR,
    end_year=YEAR,
    budget_year=YEAR,
    funding=_object(total=AMOUNT, fiscal=AMOUNT, special_account=AMOUNT, other=AMOUNT, unit_as_written=MAYBE),
    period_goal=MAYBE,
    annual_goal=MAYBE,
    payment_plan=_list(_object(by=TEXT, percent=TEXT)),
    indicators=_list(INDICATOR),
    source=SOURCE,
)
FINDING = _object(
    code={"type": "string", "pattern": r"^[A-Z]\d\d$"},
    severity={"enum": ["error", "warning", "info"]},
    file=TEXT,
    sheet=MAYBE,
    cell=MAYBE,
    project_name=MAYBE,
    found=MAYBE,
    expected=MAYBE,
    message=TEXT,
    fix=TEXT,
    message_en=TEXT,
    fix_en=TEXT,
)
COUNT = {"type": "integer", "minimum": 0}
REST = {
    "schema_version": {"const": 1},
    "departments": _list({"type": "object"}),
    "findings": _list(FINDING),
    "files": _object(read=COUNT, with_errors=COUNT, skipped=COUNT),
}
READ, CHECK = _object(projects=_list(PROJECT), **REST), _object(**REST)


def test_the_document_has_the_shape_of_the_contract(run: Run, desk: Desk, untouched: None) -> None:
    document = json.loads(run("read", desk.returned, "--json").out)
    jsonschema.validate(document, READ)
    assert [project["project_name"] for project in document["projects"]] == list(NAMES)
    first = document["projects"][0]
    source = first["source"]
    assert source["file"] == str(desk.workbook)
    assert source["sha256"] == hashlib.sha256(desk.workbook.read_bytes()).hexdigest()
    assert first["funding"] == {
        "total": "36300.00",
        "fiscal": None,
        "special_account": None,
        "other": None,
        "unit_as_written": "元",
    }
    assert document["files"] == {"read": 1, "with_errors": 0, "skipped": 0}


def test_check_prints_the_same_document_without_the_projects(run: Run, desk: Desk) -> None:
    done = run("check", desk.wrong, "--format", "json")
    document = json.loads(done.out)
    jsonschema.validate(document, CHECK)
    assert "projects" not in document
    assert document["files"] == {"read": 1, "with_errors": 1, "skipped": 0}
    assert done.status == 1


def test_the_table_names_each_project_with_its_unit_amount_and_place(run: Run, desk: Desk) -> None:
    done = run("read", desk.returned, "--lang", "zh")
    assert done.status == 0
    [line] = [line for line in done.out.splitlines() if f" {NAMES[0]} " in line]
    assert UNIT in line
    assert "36300.00" in line
    assert "读取 1 个文件，3 份记录" in done.out
    assert "1 file read, 3 records" in run("read", desk.returned).out


def test_files_folders_and_archives_may_be_given_together(run: Run, desk: Desk, tmp_path: Path) -> None:
    archive = zipped([desk.workbook], tmp_path / "邮 件.zip")
    document = json.loads(run("read", desk.workbook, archive, desk.returned, "--json").out)
    files = [project["source"]["file"] for project in document["projects"]]
    assert files == [str(desk.workbook)] * 3 + [f"{archive}!内 层/{desk.workbook.name}"] * 3


def test_home_made_forms_are_read_by_their_labels(run: Run, tmp_path: Path) -> None:
    path = lay(as_found("000-junda"), tmp_path / "自 制.xlsx", top=3, left=1)
    document = json.loads(run("read", path, "--json").out)
    total = sum(Decimal(project["funding"]["total"]) for project in document["projects"])
    assert (len(document["projects"]), total) == (11, Decimal("874700"))


def test_a_summary_is_read_too(run: Run, desk: Desk, tmp_path: Path) -> None:
    summary = tmp_path / "汇 总.xlsx"
    assert run("merge", desk.returned, "-o", summary).status == 0
    document = json.loads(run("read", summary, "--json").out)
    assert {project["project_name"] for project in document["projects"]} == set(NAMES)


def test_what_could_not_be_read_is_named_and_the_rest_is_read(run: Run, desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "混 合"
    shutil.copytree(desk.returned, folder)
    (folder / "空.xlsx").touch()
    (folder / "文字.xlsx").write_text("你好")
    (folder / "~$锁.xlsx").touch()
    (folder / "Thumbs.db").touch()
    done = run("read", folder, "--lang", "zh")
    assert done.status == 1
    assert NAMES[0] in done.out
    assert f"没有读出  {folder / '空.xlsx'}  F03" in done.out
    assert f"没有读出  {folder / '文字.xlsx'}  F01" in done.out
    assert "读取 3 个文件" in done.out


def test_an_empty_folder_is_mostly_the_wrong_one(run: Run, tmp_path: Path) -> None:
    done = run("read", tmp_path, "--lang", "zh")
    assert done.status == 0
    assert "没有找到任何文件" in done.err


def test_names_that_look_like_markup_stay_as_they_are(run: Run, desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "[bold]旧[ ] [/] :smile:.xlsx"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(desk.workbook.read_bytes())
    done = run("read", tmp_path)
    assert done.status == 0
    assert "[bold]旧" in done.out
    assert ":smile:" in done.out


def test_the_records_can_go_to_a_file_and_into_new_forms(run: Run, desk: Desk, tmp_path: Path) -> None:
    records, issued = tmp_path / "新 建" / "记录.json", tmp_path / "下 发"
    done = run("read", desk.returned, "--json", "-o", records, "--lang", "zh")
    assert (done.status, done.out) == (0, "")
    assert run("read", desk.returned, "--json", "-o", records).status == 2
    assert run("generate", "form13", "--records", records, "--per", "unit", "-o", issued).status == 0
    before, after = (json.loads(run("read", path, "--json").out)["projects"] for path in (desk.returned, issued))
    assert [_content(project) for project in after] == [_content(project) for project in before]


def _content(project: dict[str, object]) -> dict[str, object]:
    return {key: value for key, value in project.items() if key != "source"}


def test_a_workbook_with_a_password_is_opened_with_it(run: Run, desk: Desk, tmp_path: Path) -> None:
    locked = tmp_path / "加 密.xlsx"
    with desk.workbook.open("rb") as plain, locked.open("wb") as target:
        msoffcrypto.OfficeFile(plain).encrypt("口令 1", target)
    assert "F02" in run("check", locked).out
    assert run("read", locked).status == 1
    assert run("read", locked, "--open-password", "错").status == 1
    assert "提供的密码不正确" in run("check", locked, "--open-password", "错", "--lang", "zh").out
    assert "请取消后重报," in run("check", locked, "--lang", "zh", "--format", "csv").out, "nothing in brackets"
    done = run("read", locked, "--open-password", "口令 1")
    assert done.status == 0
    assert NAMES[0] in done.out


def test_a_limit_can_be_raised_and_lowered(run: Run, desk: Desk) -> None:
    done = run("check", desk.workbook, "--limit", "file_size=1K", "--limit", "sheets=99", "--lang", "zh")
    assert done.status == 1
    assert "F04" in done.out
    assert "1,024" in done.out
    assert run("check", desk.workbook, "--limit", "file_size=1MB").status == 0


def test_every_sample_keeps_its_amount(run: Run, desk: Desk) -> None:
    """The figures of the desk are those of the seed."""
    wanted = {project.project_name: project.funding.total for project in sample("000-junda")}
    document = json.loads(run("read", desk.returned, "--json").out)
    assert {p["project_name"]: Decimal(p["funding"]["total"]) for p in document["projects"]}.items() <= wanted.items()


@pytest.mark.parametrize("command", ["read", "check"])
def test_the_order_is_that_of_the_arguments(run: Run, desk: Desk, command: str) -> None:
    arguments = ["--json"] if command == "read" else ["--format", "json"]
    document = json.loads(run(command, desk.wrong, desk.returned, *arguments).out)
    files = [finding["file"] for finding in document["findings"] if finding["file"]]
    assert files == sorted(files, key=lambda file: not file.startswith(str(desk.wrong)))
