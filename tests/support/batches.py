"""A returned batch: units, forms, a damaged file, findings of real rules."""

from __future__ import annotations

from dataclasses import replace

from tests.support.records import sample
from toolkit.checks import rules
from toolkit.forms import load_form
from toolkit.model import Bilingual, DepartmentTarget, Fact, Finding, Project, ReadFile, ReadRecord, Source, Where

JUNDA, PARTY, CLEAN, DAMAGED = "returned/骏达.xlsx", "returned/党建.xlsx", "returned/综治.xlsx", "returned/坏.xlsx"
UNIT = "东莞市东坑镇骏达社区居民委员会"
SECURITY, FAMILY = "治安经费（常）", "计生经费（常）"
SHA = "ab" * 32


def finding(
    code: str, file: str, sheet: str | None = None, cell: str | None = None, project: str | None = None, **facts: Fact
) -> Finding:
    """A finding of a real rule with its own severity."""
    return Finding(code, rules()[code].severity, Where(file, sheet, cell, project), facts)


def at(code: str, cell: str | None, **facts: Fact) -> Finding:
    """A finding on the first form of the first file."""
    return finding(code, JUNDA, SECURITY, cell, SECURITY, **facts)


def read_record(project: Project | DepartmentTarget, file: str, sheet: str, cells: str = "A1:F40") -> ReadRecord:
    """A record as if it had been read from a sheet."""
    source = Source(file, sheet, cells, SHA)
    return ReadRecord(load_form("form13"), replace(project, source=source), source)


def read_file(path: str, seed: str, count: int) -> ReadFile:
    """A file with the first projects of a seed, one a sheet."""
    projects = sample(seed)[:count]
    return ReadFile(path, SHA, tuple(read_record(project, path, project.project_name or "") for project in projects))


def batch() -> tuple[ReadFile, ...]:
    """Two files with two forms each, one with one, and a damaged one."""
    return (
        read_file(JUNDA, "000-junda", 2),
        read_file(PARTY, "001-dangjian", 2),
        read_file(CLEAN, "004-zongzhi", 1),
        ReadFile(DAMAGED, ""),
    )


def batch_findings() -> tuple[Finding, ...]:
    """Findings of every severity, over many cells, with hostile text, of a whole file."""
    party = sample("001-dangjian")[0].project_name
    return (
        at("S01", None),
        at("S04", "A7", found="2023年度目标", expected="2024年度目标"),
        *(at("S25", f"E{row}", found="１２", expected="12") for row in (14, 15, 16, 17)),
        *(at("S04", cell, found="数量", expected="数量指标") for cell in ("B9", "B10", "B11")),
        finding("S09", JUNDA, FAMILY, "H3", FAMILY, found="<script>alert('&')</script>", expected="D14"),
        finding("H02", JUNDA, FAMILY, "C9", FAMILY, value="三万六千", found="三万六千"),
        finding("S07", PARTY, party, "D22", party, which="年度指标值", name="社区居民满意度"),
        finding("S22", PARTY, party, "C4", party, ref="C4"),
        finding("F03", DAMAGED, reason=Bilingual("压缩包不完整", "the archive is truncated")),
    )
