"""The same finding over many cells is one line. Pure: findings in, groups out, in their order or worst first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from toolkit.checks.sentence import Lang, fix, quoted, sentence
from toolkit.model.finding import Finding, Severity, Where
from toolkit.reports.places import join, parts, place

#: Stands for the cell while sentences are compared; no text of a file holds it.
_ANY_CELL = "\ufffe"


@dataclass(frozen=True, slots=True)
class Group:
    """Findings of one rule on one sheet that say the same.

    Attributes:
        code: the rule's code.
        severity: of all of them.
        file: path as given.
        sheet: None where the whole file is meant.
        project: 项目名称 where all of them name the same one.
        cells: their cells, joined; empty where the whole sheet or file is meant.
        message: the sentence, naming all the cells.
        fixes: what to do: one sentence for all, or several where the cells need different things.
        findings: what was grouped, in order.
    """

    code: str
    severity: Severity
    file: str
    sheet: str | None
    project: str | None
    cells: str
    message: str
    fixes: tuple[str, ...]
    findings: tuple[Finding, ...]

    def place(self, lang: Lang = "zh") -> str:
        """Sheet and cells in words; empty where no file is meant."""
        return "" if not self.file and self.sheet is None else place(self.sheet, self.cells, lang)


def group(findings: Iterable[Finding], lang: Lang = "zh", *, by_project: bool = False) -> tuple[Group, ...]:
    """Put together what says the same of the same sheet, in the order of each group's first finding.

    Args:
        findings: of one run.
        lang: of the sentences.
        by_project: keep projects apart that stand on one sheet.
    """
    together: dict[tuple[object, ...], list[Finding]] = {}
    for finding in findings:
        where = finding.where
        project = where.project if by_project else None
        said = sentence(_anywhere(finding), lang)
        key = (where.file, where.sheet, project, finding.code, finding.severity, where.cell is None, said)
        together.setdefault(key, []).append(finding)
    return tuple(_group(its, str(said), lang) for (*_, said), its in together.items())


def worst_first(groups: Iterable[Group]) -> tuple[Group, ...]:
    """Errors before warnings before infos, else as they were."""
    return tuple(sorted(groups, key=lambda one: one.severity.rank))


def _group(findings: Sequence[Finding], said: str, lang: Lang) -> Group:
    """A group of findings that say the same, wherever they stand."""
    first = findings[0]
    cells = _cells(findings, lang)
    fixes: dict[str, list[Finding]] = {}
    for finding in findings:
        fixes.setdefault(fix(_anywhere(finding), lang), []).append(finding)
    return Group(
        first.code,
        first.severity,
        first.where.file,
        first.where.sheet,
        first.where.project if len({finding.where.project for finding in findings}) == 1 else None,
        cells,
        _there(said, cells, lang),
        tuple(_there(what, _cells(its, lang), lang) for what, its in fixes.items()),
        tuple(findings),
    )


def _there(said: str, cells: str, lang: Lang) -> str:
    """A sentence that names its cells."""
    return said.replace(_ANY_CELL, quoted(cells, lang))


def _cells(findings: Iterable[Finding], lang: Lang) -> str:
    return join((part for finding in findings for part in parts(finding.where.cell)), lang)


def _anywhere(finding: Finding) -> Finding:
    """The finding as if it stood in any cell; one of a whole sheet or file stays as it is."""
    where = finding.where
    if where.cell is None:
        return finding
    return Finding(finding.code, finding.severity, Where(where.file, where.sheet, _ANY_CELL), finding.facts)
