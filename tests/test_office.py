"""The proof's step in which LibreOffice saves the forms."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tests.support.programs import ends, invoke
from toolkit.api import prove
from toolkit.forms import shipped
from toolkit.office import OfficeStep, office_program

EXAMPLES = shipped("templates") / "examples"
EXAMPLE = str(EXAMPLES / "xiangtan-2023.yaml")
#: A program in the place of LibreOffice, which takes the last character off the longest text of the first sheet.
CARELESS = """
import sys
from pathlib import Path
from openpyxl import load_workbook
out, *files = sys.argv[sys.argv.index("--outdir") + 1:]
Path(out).mkdir(exist_ok=True)
for file in files:
    book = load_workbook(file)
    sheet = book.worksheets[0]
    texts = [cell for row in sheet for cell in row if isinstance(cell.value, str) and "试填" in cell.value]
    longest = max(texts, key=lambda cell: len(cell.value))
    longest.value = longest.value[:-1]
    book.save(Path(out) / Path(file).name)
"""
#: One that never ends, and that starts another one whose number it writes down.
HANGING = """
import subprocess, sys
from pathlib import Path
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
Path(__file__).with_name("child").write_text(str(child.pid), "utf-8")
child.wait()
"""


def in_the_place_of_libreoffice(folder: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.mkdir()
    (folder / "script.py").write_text(script, "utf-8")
    program = folder / "soffice"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{folder / "script.py"}" "$@"\n', "utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")


@pytest.mark.libreoffice
@pytest.mark.parametrize("name", ["xiangtan-2023", "jinan-2025", "jingyan-2023"])
def test_a_form_that_libreoffice_saved_is_read_as_it_was_filled(name: str) -> None:
    office = OfficeStep()
    assert prove(str(EXAMPLES / f"{name}.yaml"), office=office) is None
    assert office.skipped is None


@pytest.mark.libreoffice
def test_a_list_that_libreoffice_saved_is_read_as_it_was_filled(tmp_path: Path) -> None:
    text = Path("docs/definitions.md").read_text("utf-8")
    definition = text[text.index("kind: list\nid: mylist") :].partition("```")[0]
    (tmp_path / "mylist.yaml").write_text(definition, "utf-8")
    office = OfficeStep()
    assert prove(str(tmp_path / "mylist.yaml"), office=office) is None
    assert office.skipped is None


@pytest.mark.skipif(os.name != "posix", reason="the stand-in is a script of a shell")
def test_what_a_program_loses_on_saving_is_a_fault_with_its_cell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_the_place_of_libreoffice(tmp_path / "bin", CARELESS, monkeypatch)
    error = prove(EXAMPLE, office=OfficeStep())
    assert error is not None
    assert "LibreOffice 保存过的表" in error.message("zh")
    assert "form saved by LibreOffice" in error.message("en")


@pytest.mark.skipif(os.name != "posix", reason="the stand-in is a script of a shell")
def test_a_program_that_hangs_is_ended_with_all_that_it_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_the_place_of_libreoffice(tmp_path / "bin", HANGING, monkeypatch)
    office = OfficeStep(seconds=5)
    assert prove(EXAMPLE, office=office) is None
    assert office.skipped is not None
    assert "TimeoutExpired" in office.skipped.zh
    assert ends(int((tmp_path / "bin" / "child").read_text("utf-8")))


def test_without_libreoffice_the_step_is_left_out_with_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    if office_program() is not None:
        pytest.skip("it is installed in its usual folder")
    chinese, english = (invoke("forms", EXAMPLE, "--check", "--lang", lang) for lang in ("zh", "en"))
    assert chinese.status == english.status == 0
    assert "本机没有 LibreOffice" in chinese.err
    assert "LibreOffice is not installed" in english.err
