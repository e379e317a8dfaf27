"""Scans next to a form are noted; scans in its place are reported."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import pytest

from tests.support.records import sample
from toolkit import api
from toolkit.engine import Running
from toolkit.model import Project

PDF = b"%PDF-1.4\n%%EOF"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40
ALONE = Running(jobs=1, cache=False)


def form(project: Project, folder: Path, name: str) -> Path:
    """A filled form without an error."""
    [path] = api.generate("form13", output=folder / "制作", records=[project], password="x").paths
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    shutil.move(path, folder / name)
    shutil.rmtree(folder / "制作")
    return folder / name


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Forms of two units, each in a folder of its own."""
    form(sample("000-junda")[1], tmp_path, "报回/甲/表.xlsx")
    form(sample("001-dangjian")[1], tmp_path, "报回/乙/表.xlsx")
    return tmp_path / "报回"


def reported(*paths: Path) -> dict[str, tuple[str, str]]:
    """Returns code and severity of the findings on files that are no form."""
    found = [one for one in api.check(*paths, running=ALONE).findings if one.code in ("F01", "F10", "F11")]
    return {Path(one.where.file.replace("!", "/")).name: (one.code, one.severity.value) for one in found}


def test_a_scan_next_to_the_forms_of_one_unit_is_noted(folder: Path) -> None:
    (folder / "甲" / "盖章.pdf").write_bytes(PDF)
    (folder / "乙" / "照片").mkdir()
    (folder / "乙" / "照片" / "IMG_1.PNG").write_bytes(PNG)
    assert reported(folder) == {"盖章.pdf": ("F11", "info"), "IMG_1.PNG": ("F11", "info")}
    outcome = api.check(folder, running=ALONE)
    assert [file.skipped for file in outcome.heads].count(True) == 2
    merged = api.merge(folder, output=folder.parent / "汇总.xlsx", running=ALONE)
    assert (merged.summary.top.count(), merged.left_out) == (2, ())


def test_a_scan_in_place_of_a_form_is_reported(folder: Path) -> None:
    (folder / "丙").mkdir()
    (folder / "丙" / "表.pdf").write_bytes(PDF)
    assert reported(folder) == {"表.pdf": ("F01", "error")}
    assert reported(folder / "丙" / "表.pdf") == {"表.pdf": ("F01", "error")}
    merged = api.merge(folder, output=folder.parent / "汇总.xlsx", running=ALONE)
    assert [Path(one.where.file).name for one in merged.left_out] == ["表.pdf"]


def test_in_a_folder_of_several_units_the_name_decides(folder: Path) -> None:
    first, second = folder / "甲" / "表.xlsx", folder / "乙" / "表.xlsx"
    first.rename(folder / "甲社区报送.xlsx")
    second.rename(folder / "乙办公室.xlsx")
    name = sample("000-junda")[1].project_name
    for scan in ("甲社区报送（盖章）.pdf", "乙办.pdf", f"{name}扫描.jpg", "丙.pdf"):
        (folder / scan).write_bytes(PDF)
    assert {scan: code for scan, (code, _) in reported(folder).items()} == {
        "甲社区报送（盖章）.pdf": "F11",
        "乙办.pdf": "F11",
        f"{name}扫描.jpg": "F11",
        "丙.pdf": "F01",
    }


@pytest.mark.parametrize("name", ["骏达.zip", "骏达.ZIP", "急!骏达"])
def test_an_archive_is_a_folder(folder: Path, name: str) -> None:
    with zipfile.ZipFile(folder.parent / name, "w") as archive:
        archive.write(folder / "甲" / "表.xlsx", "表/表.xlsx")
        archive.writestr("扫描/盖章.pdf", PDF)
    assert reported(folder.parent / name) == {"盖章.pdf": ("F11", "info")}
    with zipfile.ZipFile(folder.parent / name, "w") as archive:
        archive.writestr("扫描/盖章.pdf", PDF)
    assert reported(folder.parent / name) == {"盖章.pdf": ("F10", "error")}


def test_a_scan_that_is_called_a_workbook_is_reported_everywhere(folder: Path) -> None:
    (folder / "甲" / "另一表.xlsx").write_bytes(PDF)
    assert reported(folder) == {"另一表.xlsx": ("F01", "error")}


def test_many_files_give_the_same(folder: Path) -> None:
    (folder / "甲" / "盖章.pdf").write_bytes(PDF)
    few = [(one.code, one.where) for one in api.check(folder, running=ALONE).findings]
    two = Running(jobs=2, cache=False)
    assert [(one.code, one.where) for one in api.check(folder, running=two).findings] == few


def test_an_attachment_stays_with_a_return_of_which_a_later_one_counts(folder: Path) -> None:
    (folder / "甲" / "盖章.pdf").write_bytes(PDF)
    with zipfile.ZipFile(folder / "第一次.zip", "w") as archive:
        archive.write(folder / "甲" / "表.xlsx", "甲/表.xlsx")
        archive.writestr("甲/盖章扫描件.pdf", PDF)
    outcome = api.check(folder, running=ALONE)
    assert "A18" in {one.code for one in outcome.findings}
    assert reported(folder) == {"盖章.pdf": ("F11", "info"), "盖章扫描件.pdf": ("F11", "info")}
    merged = api.merge(folder, output=folder.parent / "汇总.xlsx", running=ALONE)
    assert merged.left_out == ()
