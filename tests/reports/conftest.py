"""A batch as it may come back: three units, five forms, a damaged file; findings of real rules, made by hand."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from toolkit.checks.registry import rules
from toolkit.checks.settings import Change
from toolkit.forms.loader import load_form, shipped
from toolkit.intake.result import ReadFile, ReadRecord
from toolkit.model.finding import Bilingual, Fact, Finding, Where
from toolkit.model.project import Project, Source
from toolkit.model.serial import projects_from
from toolkit.reports.report import Report
from toolkit.reports.waivers import WaivedFinding, Waiver

JUNDA, SECOND, DAMAGED, CLEAN = "returned/骏达.xlsx", "returned/党建.xlsx", "returned/坏.xlsx", "returned/社区.xlsx"
SHA = "0" * 64

MakeFinding = Callable[..., Finding]


def make(code: str, file: str, sheet: str | None, cell: str | None, project: str | None, **facts: Fact) -> Finding:
    """A finding of a real rule with its own severity."""
    return Finding(code, rules()[code].severity, Where(file, sheet, cell, project), facts)


def read_record(project: Project, file: str, sheet: str, cells: str = "A1:F40") -> ReadRecord:
    """A project as if it had been read from a sheet."""
    source = Source(file, sheet, cells, SHA)
    return ReadRecord(load_form("form13"), replace(project, source=source), source)


def projects(stem: str) -> tuple[Project, ...]:
    """The sample projects of one seed."""
    path = next(Path(shipped("samples") / "records").glob(f"*{stem}*.json"))
    return projects_from(json.loads(path.read_text("utf-8")))


@pytest.fixture
def finding() -> MakeFinding:
    """Makes findings of real rules."""
    return make


@pytest.fixture
def files() -> tuple[ReadFile, ...]:
    """What was read."""
    junda, party, community = projects("junda"), projects("dangjian"), projects("zongzhi")
    return (
        ReadFile(JUNDA, SHA, tuple(read_record(p, JUNDA, p.project_name or "") for p in junda[:2])),
        ReadFile(SECOND, SHA, tuple(read_record(p, SECOND, p.project_name or "") for p in party[:2])),
        ReadFile(CLEAN, SHA, (read_record(community[0], CLEAN, community[0].project_name or ""),)),
        ReadFile(DAMAGED, ""),
    )


@pytest.fixture
def findings(files: tuple[ReadFile, ...]) -> tuple[Finding, ...]:
    """What was found: every severity, one finding over many cells, one with hostile text, one of a whole file."""
    first, second = (read.source.sheet for read in files[0].records)
    third = files[1].records[0].source.sheet
    return (
        make("S01", JUNDA, first, None, first),
        make("S04", JUNDA, first, "A7", first, found="2023年度目标", expected="2024年度目标"),
        *(make("S25", JUNDA, first, f"E{row}", first, found="１２", expected="12") for row in (14, 15, 16, 17)),
        *(make("S04", JUNDA, first, cell, first, found="数量", expected="数量指标") for cell in ("B9", "B10", "B11")),
        make("S09", JUNDA, second, "H3", second, found="<script>alert('&')</script>", expected="D14"),
        make("H02", JUNDA, second, "C9", second, value="三万六千", found="三万六千"),
        make("S07", SECOND, third, "D22", third, which="年度指标值", name="社区居民满意度"),
        make("S22", SECOND, third, "C4", third, ref="C4"),
        make("F03", DAMAGED, None, None, None, reason=Bilingual("压缩包不完整", "the archive is truncated")),
    )


@pytest.fixture
def waiver(files: tuple[ReadFile, ...]) -> Waiver:
    """A waiver for the second project of the first file."""
    name = files[0].records[1].source.sheet
    return Waiver("H05", name, "金额经镇财政分局核实", "张三", date(2024, 3, 1), expires=date(2024, 12, 31))


@pytest.fixture
def report(files: tuple[ReadFile, ...], findings: tuple[Finding, ...], waiver: Waiver) -> Report:
    """All of it, with a waived finding, a note and a changed rule."""
    waived = make("H05", JUNDA, waiver.project, "C9", waiver.project, value="50元")
    return Report(
        files,
        findings,
        waived=(WaivedFinding(waived, waiver),),
        notes=(Bilingual("放行 G02“某项目”没有用上", "The waiver of G02 was not used"),),
        changes=(Change("H05", Bilingual("警告→提示", "warning → info"), "office.yaml"),),
        version="0.1.0",
        day=date(2024, 3, 8),
    )


@pytest.fixture
def clean(files: tuple[ReadFile, ...]) -> Report:
    """A batch without a finding."""
    return Report(files[2:3])
