"""`jixiao adopt` and `jixiao forms ID --picture`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.support.office_forms_plain import ESTATES
from tests.support.other_offices import workbook
from tests.support.programs import Run


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    path = tmp_path / "本 单位.xlsx"
    path.write_bytes(workbook(ESTATES))
    return path


def test_a_filled_form_is_adopted_proven_and_read_at_once(run: Run, filled: Path, tmp_path: Path) -> None:
    target = tmp_path / "own.yaml"
    done = run("adopt", filled, "-o", target, "--lang", "zh")
    assert (done.status, done.err) == (0, "")
    assert "没有发现问题" in done.out
    assert "物业管理" in done.out
    assert run("forms", target, "--check").status == 0


def test_its_records_come_as_json(run: Run, filled: Path, tmp_path: Path) -> None:
    done = run("adopt", filled, "-o", tmp_path / "own.yaml", "--json")
    [project] = json.loads(done.out)["projects"]
    assert (project["form"], project["funding"]["total"]) == ("own", "11250000.00")
    assert "proven" in done.err


def test_a_definition_is_not_overwritten_unasked(run: Run, filled: Path, tmp_path: Path) -> None:
    target = tmp_path / "own.yaml"
    target.write_text("# mine\n", "utf-8")
    done = run("adopt", filled, "-o", target)
    assert done.status == 2
    assert "--force" in done.err
    assert target.read_text("utf-8") == "# mine\n"


def test_what_is_no_form_gets_one_sentence(run: Run, tmp_path: Path) -> None:
    (tmp_path / "扫描.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(50))
    done = run("adopt", tmp_path / "扫描.png", "-o", tmp_path / "own.yaml", "--lang", "zh")
    assert done.status == 2
    assert done.err.count("\n") == 1
    assert "图片或扫描件" in done.err
    assert not (tmp_path / "own.yaml").exists()


@pytest.mark.libreoffice
@pytest.mark.parametrize(("ending", "begins"), [("png", b"\x89PNG"), ("pdf", b"%PDF")])
def test_a_form_is_drawn(ending: str, begins: bytes, run: Run, tmp_path: Path) -> None:
    target = tmp_path / f"表 13.{ending}"
    done = run("forms", "form13", "--picture", target)
    assert (done.status, done.out) == (0, "")
    assert target.read_bytes().startswith(begins)
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith("表")] == [target.name]
    assert run("forms", "form13", "--picture", target).status == 2


def test_a_picture_without_libreoffice_gets_a_sentence(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    done = run("forms", "form13", "--picture", tmp_path / "a.png", "--lang", "zh")
    assert done.status == 2
    assert "LibreOffice" in done.err
    assert run("forms", "form13", "--picture", tmp_path / "a.gif").status == 2
