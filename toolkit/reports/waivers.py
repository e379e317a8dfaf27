"""Findings that a person has waived (放行), with a reason and a name.

waivers:
  - code: H05
    project: 治安经费（常）
    unit: 骏达社区居民委员会    # only where two units have a project of this name
    reason: 金额经镇财政分局核实
    name: 张三
    date: 2024-03-01
    expires: 2024-12-31        # the last day on which it is valid
  - code: F03
    file: 骏达.xlsx             # a finding of a whole file
    reason: 另有纸质材料
    name: 张三
    date: 2024年3月1日
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import overload
from unicodedata import normalize

from toolkit.checks.finding_text import Lang, sentence
from toolkit.model.evidence import ReadFile
from toolkit.model.finding import Bilingual, Finding
from toolkit.model.same import name_key
from toolkit.model.text import fold
from toolkit.reports.sections import Owners, project_name


@dataclass(frozen=True, slots=True)
class Waiver:
    """A person's decision that a finding does not count.

    At least one of project, unit and file is given.

    Attributes:
        code: of the rule.
        project: 项目名称, compared without blanks and brackets' widths; None where a file or unit is meant.
        reason: why.
        name: who decided so.
        date: when it was decided.
        unit: the project's unit, where the name alone is not enough.
        expires: the last day on which it is valid; None for no end.
        file: the file, by its name or the end of its path.
        sheet: its sheet, where only that is meant.
        cell: the cell, where only that is meant.
        message: the finding's sentence in Chinese, where only that finding is meant.
    """

    code: str
    project: str | None = None
    reason: str = ""
    name: str = ""
    date: datetime.date = datetime.date.min
    unit: str | None = None
    expires: datetime.date | None = None
    file: str | None = None
    sheet: str | None = None
    cell: str | None = None
    message: str | None = None

    def about(self, lang: Lang) -> str:
        """Returns the finding that is waived: `S18“维稳经费”`."""
        what = " ".join(part for part in (self.project or self.unit or self.file, self.sheet, self.cell) if part)
        return f"{self.code}“{what}”" if lang == "zh" else f"{self.code} for “{what}”"


@dataclass(frozen=True, slots=True)
class WaivedFinding:
    """A finding, and the waiver by which it does not count."""

    finding: Finding
    waiver: Waiver


__all__ = ["KeptFindings", "Waived", "WaivedFinding", "Waiver", "apply_waivers", "load_waivers"]

#: Endings of files whose sheet 放行 is read.
WORKBOOKS = frozenset({".xlsx", ".xlsm"})
#: Facts by which a finding names the project it is about.
_NAMING = ("project", "expected", "sheet")


class KeptFindings(Sequence[Finding]):
    """The findings that count, in their order; none is kept in memory.

    Args:
        findings: all of them.
        waived: what a person waived.
    """

    def __init__(self, findings: Sequence[Finding], waived: Iterable[WaivedFinding]) -> None:
        self._findings = findings
        self._waived = [one.finding for one in waived]
        self._codes = {finding.code for finding in self._waived}

    def counts(self, finding: Finding) -> bool:
        """Whether a finding was not waived."""
        return finding.code not in self._codes or finding not in self._waived

    def __iter__(self) -> Iterator[Finding]:
        return filter(self.counts, self._findings) if self._waived else iter(self._findings)

    def __len__(self) -> int:
        return len(self._findings) - len(self._waived)

    @overload
    def __getitem__(self, index: int) -> Finding: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Finding]: ...
    def __getitem__(self, index: int | slice) -> Finding | Sequence[Finding]:
        return tuple(self)[index]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(len(self._waived))


@dataclass(frozen=True, slots=True)
class Waived:
    """The findings after the waivers.

    Attributes:
        kept: the findings that count, in their order.
        waived: those that do not.
        notes: waivers that are expired or did nothing.
    """

    kept: KeptFindings
    waived: tuple[WaivedFinding, ...]
    notes: tuple[Bilingual, ...]


def load_waivers(path: Path) -> tuple[Waiver, ...]:
    """Returns the waivers of a YAML file or of the sheet 放行.

    Raises:
        TemplateError: with every fault, by file and line or cell.
    """
    if path.suffix.lower() in WORKBOOKS:
        from toolkit.reports.waiver_sheet import read_waiver_sheet

        return read_waiver_sheet(path)
    from toolkit.reports.waiver_file import read_waiver_file

    return read_waiver_file(path)


def apply_waivers(
    findings: Sequence[Finding], waivers: Sequence[Waiver], files: Iterable[ReadFile], today: datetime.date
) -> Waived:
    """Takes the waived findings out.

    Args:
        findings: of one run.
        waivers: in the order of their file; the first that fits is the one that counts.
        files: what was read, with the unit of each project.
        today: the day on which waivers must not be expired.
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
    return Waived(KeptFindings(findings, waived), tuple(waived), tuple(_notes(waivers, used, today)))


def _fits(waiver: Waiver, finding: Finding, owners: Owners) -> bool:
    """Whether a waiver is about a finding: every given field agrees."""
    where = finding.where
    if waiver.project is not None and name_key(waiver.project) not in _projects(finding, owners):
        return False
    if waiver.unit is not None and name_key(waiver.unit) not in _units(finding, owners):
        return False
    if waiver.file is not None and not _ends_with(where.file, waiver.file):
        return False
    if waiver.sheet is not None and name_key(waiver.sheet) != name_key(where.sheet):
        return False
    if waiver.cell is not None and _cell_key(waiver.cell) != _cell_key(where.cell or ""):
        return False
    return waiver.message is None or fold(waiver.message) == fold(sentence(finding))


def _cell_key(address: str) -> str:
    """Returns a cell's address as compared: D14 for ｄ14 and $D$14."""
    return fold(address).replace("$", "").upper()


def _projects(finding: Finding, owners: Owners) -> set[str]:
    """Returns the projects that a finding is about, folded.

    They are the project of its place and those in its facts, such as a missing sheet.
    """
    record = owners.record(finding)
    names = [finding.where.project, project_name(record) if record else None]
    named = [finding.facts.get(fact) for fact in _NAMING]
    return {name_key(name) for name in (*names, *named) if isinstance(name, str) and name}


def _units(finding: Finding, owners: Owners) -> set[str]:
    named = finding.facts.get("unit")
    return {name_key(unit) for unit in (owners.unit(finding), named) if isinstance(unit, str) and unit}


def _ends_with(path: str, given: str) -> bool:
    """Whether two paths name one file: equal, or one ends in the other."""
    path, given = (normalize("NFC", one).replace("\\", "/").replace("!", "/").strip() for one in (path, given))
    if not path:
        return False
    return path == given or path.endswith("/" + given.lstrip("./")) or given.endswith("/" + path.lstrip("./"))


def _notes(waivers: Iterable[Waiver], used: set[Waiver], today: datetime.date) -> Iterator[Bilingual]:
    for waiver in dict.fromkeys(waivers):
        zh = f"放行 {waiver.about('zh')}（{waiver.name}，{waiver.date}）"
        en = f"The waiver of {waiver.about('en')} ({waiver.name}, {waiver.date})"
        if waiver.expires is not None and waiver.expires < today:
            yield Bilingual(f"{zh}已于 {waiver.expires} 到期，不再生效", f"{en} expired on {waiver.expires}")
        elif waiver not in used:
            yield Bilingual(f"{zh}没有用上，请核对或删去", f"{en} was not used; check or remove it")
