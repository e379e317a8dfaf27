"""`jixiao forms FILE --check` proves a definition."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from tests.support.definitions import SOUND, changed, line_of
from tests.support.programs import Run
from toolkit import api
from toolkit.api import made_record
from toolkit.api.proving import differences
from toolkit.forms import FormDefinition, load_framework
from toolkit.model import Project


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A folder of definitions with a blank in its name."""
    folder = tmp_path / "我的 模板"
    folder.mkdir()
    return folder


def test_a_sound_definition_gets_a_friendly_word(run: Run, own: Path) -> None:
    (own / "small.yaml").write_text(SOUND, "utf-8")
    for named in (("small", "--templates", str(own)), (str(own / "small.yaml"),)):
        done = run("forms", *named, "--check", "--lang", "zh")
        assert (done.status, done.err) == (0, "")
        assert "没有发现问题" in done.out


def test_every_fault_is_a_line_with_its_place(run: Run, own: Path) -> None:
    text = changed("{field: total, span: 4}", "{field: total, span: 5}").replace("{part: name,", "{part: basis,")
    text = text.replace("  I03: {severity: warning}", "  Z99: {severity: error}\n  T01: {options: {mimimum: '80'}}")
    (own / "small.yaml").write_text(text, "utf-8")
    done = run("forms", str(own / "small.yaml"), "--check", "--lang", "zh")
    assert done.status == 1
    assert f"small.yaml:{line_of(text, 'field: total, span')}: layout.4.cells.1.span: " in done.out
    assert "缺少 part: name" in done.out
    assert "checks.Z99" in done.out


def test_rules_that_do_not_exist_are_refused(run: Run, own: Path) -> None:
    text = changed("  I03: {severity: warning}", "  Z99: {severity: error}\n  V21: {options: {mimimum: '80'}}")
    (own / "small.yaml").write_text(text, "utf-8")
    done = run("forms", str(own / "small.yaml"), "--check", "--lang", "zh")
    assert done.status == 1
    assert f"small.yaml:{line_of(text, 'Z99')}: checks.Z99: 没有名为“Z99”的规则" in done.out
    assert f"small.yaml:{line_of(text, 'V21')}: checks.V21.options.mimimum: " in done.out
    assert run("generate", "small", "--templates", str(own), "-o", str(own / "out")).status == 2
    assert "no rule" in run("generate", "small", "--templates", str(own), "-o", str(own / "out"), "--lang", "en").err


def test_a_broken_definition_is_named_and_the_others_work(run: Run, own: Path, tmp_path: Path) -> None:
    (own / "small.yaml").write_text(SOUND, "utf-8")
    (own / "坏.yaml").write_text("kind: form\nid：bad\n", "utf-8")
    done = run("generate", "small", "--templates", str(own), "-o", str(tmp_path / "out"), "--lang", "zh")
    assert done.status == 0
    assert done.err.count("坏.yaml 写得不对") == 1
    assert (
        run("check", str(tmp_path / "out"), "--templates", str(own), "--lang", "zh").err.count("坏.yaml 写得不对") == 1
    )
    assert run("read", str(tmp_path / "out"), "--templates", str(own)).status == 0


def test_what_reads_back_otherwise_is_a_fault(own: Path, tmp_path: Path) -> None:
    (own / "small.yaml").write_text(SOUND, "utf-8")
    form = api.load_form("small", templates=own)
    assert isinstance(form, FormDefinition)
    record = made_record(form, load_framework(form.framework, own), "维护类")
    assert isinstance(record, Project)
    issued = api.generate("small", output=tmp_path / "out", records=[record], templates=own, year=2025)
    outcome = api.read(*issued.paths, templates=own)
    assert list(differences(form, record, outcome, "填好的表", "filled form")) == []
    other = replace(record, funding=replace(record.funding, total=Decimal(7)), indicators=record.indicators[:-1])
    keys = [fault.keys for fault in differences(form, other, outcome, "填好的表", "filled form")]
    assert ("fields", "total") in keys


@pytest.mark.parametrize("command", [("forms",), ("forms", "--check"), ("forms", "mine"), ("forms", "mine", "--check")])
def test_a_typing_error_in_a_framework_is_named_with_its_place(run: Run, own: Path, command: tuple[str, ...]) -> None:
    (own / "frameworks").mkdir()
    text = 'id: mine\ntitle: x\nlevels:\n - {name: 产出, code: "", levels: [{name: 数量, code: "1", packd: 数量}]}\n'
    (own / "frameworks" / "mine.yaml").write_text(text, "utf-8")
    done = run(*command, "--templates", str(own), "--lang", "zh")
    assert "指标体系 mine.yaml 写得不对，现在没有表用它" in done.err
    assert "mine.yaml:4: levels.0.levels.0.packd: 不认识的项，是不是“packed”？" in done.out + done.err
    assert done.status == {("forms",): 0, ("forms", "mine"): 2}.get(command, 1)


def test_every_definition_of_a_folder_is_proved_where_none_is_named(run: Run, own: Path) -> None:
    (own / "small.yaml").write_text(SOUND, "utf-8")
    (own / "bad.yaml").write_text(changed("\ntitle: 绩效目标表\n", "\ntitel: 绩效目标表\n"), "utf-8")
    done = run("forms", "--check", "--templates", str(own), "--lang", "zh")
    assert done.status == 1
    assert "small.yaml：没有发现问题" in done.out
    assert "bad.yaml:6: titel: " in done.out
    (own / "bad.yaml").unlink()
    assert run("forms", "--check", "--templates", str(own), "--lang", "zh").status == 0


@pytest.mark.parametrize("form", ["form13", "plan", "department", "costfirst", "combined"])
def test_what_ships_is_sound(run: Run, form: str) -> None:
    done = run("forms", form, "--check")
    assert (done.status, done.err) == (0, ""), done.out
