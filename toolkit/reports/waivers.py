"""Findings that a person has waived (放行), with a reason and a name; a waiver that does nothing is told too.

waivers:
  - code: H05
    project: 治安经费（常）
    unit: 骏达社区居民委员会    # only where two units have a project of this name
    reason: 金额经镇财政分局核实
    name: 张三
    date: 2024-03-01
    expires: 2024-12-31        # the last day on which it holds
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar, overload

from toolkit.checks.registry import rules
from toolkit.errors import TemplateError
from toolkit.intake.result import ReadFile
from toolkit.model.finding import Bilingual, Finding
from toolkit.model.text import fold, is_blank
from toolkit.reports.owners import Owners, project_name


@dataclass(frozen=True, slots=True)
class Waiver:
    """A person's word that a finding of a project may stand.

    Attributes:
        code: of the rule.
        project: 项目名称, compared without blanks and brackets' widths.
        reason: why.
        name: who says so.
        date: when it was said.
        unit: the project's unit, where the name alone is not enough.
        expires: the last day on which it holds; None for no end.
    """

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}
    code: str
    project: str
    reason: str
    name: str
    date: datetime.date
    unit: str | None = None
    expires: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class WaivedFinding:
    """A finding, and the waiver by which it does not count."""

    finding: Finding
    waiver: Waiver


class Kept(Sequence[Finding]):
    """The findings that count, in their order; of very many none is held.

    Args:
        findings: all of them.
        waived: what a person waived.
    """

    def __init__(self, findings: Sequence[Finding], waived: Iterable[WaivedFinding]) -> None:
        self._findings = findings
        self._gone = [one.finding for one in waived]
        self._codes = {finding.code for finding in self._gone}

    def counts(self, finding: Finding) -> bool:
        """Whether a finding is none of those that were waived."""
        return finding.code not in self._codes or finding not in self._gone

    def __iter__(self) -> Iterator[Finding]:
        return filter(self.counts, self._findings) if self._gone else iter(self._findings)

    def __len__(self) -> int:
        return len(self._findings) - len(self._gone)

    @overload
    def __getitem__(self, index: int) -> Finding: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Finding]: ...
    def __getitem__(self, index: int | slice) -> Finding | Sequence[Finding]:
        return tuple(self)[index]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(len(self._gone))


@dataclass(frozen=True, slots=True)
class Waived:
    """What waivers made of the findings.

    Attributes:
        kept: the findings that count, in their order.
        waived: those that do not.
        notes: waivers that are expired or did nothing.
    """

    kept: Kept
    waived: tuple[WaivedFinding, ...]
    notes: tuple[Bilingual, ...]


@dataclass(frozen=True, slots=True)
class _File:
    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}
    waivers: list[Waiver] = field(default_factory=list)


def load_waivers(path: Path) -> tuple[Waiver, ...]:
    """Read `waivers.yaml`. Raises TemplateError that names every fault with file, line and key."""
    from toolkit.forms.yaml_file import check, line_of, read_yaml

    waivers = check(path, read_yaml(path), _File).waivers
    wrong = [
        f"{path.name}:{line_of(path, ('waivers', number, key))}: waivers.{number}.{key}: {why}"
        for number, waiver in enumerate(waivers)
        for key, why in _faults(waiver)
    ]
    if wrong:
        raise TemplateError("\n".join(wrong))
    return tuple(waivers)


def _faults(waiver: Waiver) -> Iterator[tuple[str, str]]:
    if waiver.code not in rules():
        yield "code", f"没有这条规则 (no such rule): {waiver.code}"
    for key in ("project", "reason", "name"):
        if is_blank(getattr(waiver, key)):
            yield key, "不能为空 (must not be empty)"
    if waiver.expires is not None and waiver.expires < waiver.date:
        yield "expires", "早于 date (before date)"


def apply(
    findings: Sequence[Finding], waivers: Sequence[Waiver], files: Iterable[ReadFile], today: datetime.date
) -> Waived:
    """Take the waived findings out.

    Args:
        findings: of one run.
        waivers: in the order of their file; the first that fits is the one that counts.
        files: what was read; they tell the unit of each project.
        today: the day for which waivers must hold.
    """
    valid = [waiver for waiver in waivers if waiver.expires is None or waiver.expires >= today]
    codes = {waiver.code for waiver in valid}
    asked = [finding for finding in findings if finding.code in codes] if valid else []
    paths = {finding.where.file for finding in asked}
    owners = Owners(file for file in files if file.path in paths) if asked else Owners(())
    waived: list[WaivedFinding] = []
    for finding in asked:
        waiver = next((one for one in valid if one.code == finding.code and _fits(one, finding, owners)), None)
        if waiver is not None:
            waived.append(WaivedFinding(finding, waiver))
    used = {one.waiver for one in waived}
    return Waived(Kept(findings, waived), tuple(waived), tuple(_notes(waivers, used, today)))


def _fits(waiver: Waiver, finding: Finding, owners: Owners) -> bool:
    record = owners.record(finding)
    project = finding.where.project or (project_name(record) if record else None)
    if project is None or fold(project) != fold(waiver.project):
        return False
    return waiver.unit is None or fold(waiver.unit) == fold(owners.unit(finding) or "")


def _notes(waivers: Iterable[Waiver], used: set[Waiver], today: datetime.date) -> Iterator[Bilingual]:
    for waiver in dict.fromkeys(waivers):
        zh = f"放行 {waiver.code}“{waiver.project}”（{waiver.name}，{waiver.date}）"
        en = f"The waiver of {waiver.code} for “{waiver.project}” ({waiver.name}, {waiver.date})"
        if waiver.expires is not None and waiver.expires < today:
            yield Bilingual(f"{zh}已于 {waiver.expires} 到期，不再生效", f"{en} expired on {waiver.expires}")
        elif waiver not in used:
            yield Bilingual(f"{zh}没有用上，请核对或删去", f"{en} was not used; check or remove it")
