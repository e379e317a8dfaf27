"""Findings that differ in their cells only, grouped in one line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from toolkit.checks.finding_text import Lang, fix, quoted, sentence
from toolkit.model.cell import CellRange, CellRef
from toolkit.model.finding import Finding, Severity, Where
from toolkit.model.remember import Remember

#: Runs shorter than this are written one by one.
_RUN = 3


def parts(cell: str | None) -> list[str]:
    """Returns the addresses that a finding names: `D14,D15` names two."""
    if cell is None:
        return []
    if "," not in cell:  # as nearly all
        return [cell.strip()] if cell.strip() else []
    return [part for part in map(str.strip, cell.split(",")) if part]


def join(cells: Iterable[str], lang: Lang = "zh") -> str:
    """Returns addresses in one line: `A7、B9–B12`, each once, in order.

    A dash joins single cells below one another; `B9:B12` is one range and stays as it is.
    """
    return _joined(tuple(dict.fromkeys(cells)), lang)


@Remember(100_000).together  # forms have the same cells throughout
def _joined(cells: tuple[str, ...], lang: Lang) -> str:
    runs: list[str] = []
    run: list[CellRef] = []
    for address in cells:
        ref = _single(address)
        if run and ref == (run[-1].row + 1, run[-1].col):
            run.append(CellRef(*ref))
            continue
        runs += _run_text(run)
        run = [] if ref is None else [ref]
        runs += [address] if ref is None else []
    runs += _run_text(run)
    return ("、" if lang == "zh" else ", ").join(runs)


def _single(address: str) -> CellRef | None:
    try:
        return CellRef.parse(address)
    except ValueError:
        return None


def _run_text(run: list[CellRef]) -> list[str]:
    return [f"{run[0]}–{run[-1]}"] if len(run) >= _RUN else [str(ref) for ref in run]


def place(sheet: str | None, cells: str, lang: Lang = "zh") -> str:
    """Returns a sheet with its cells: `治安经费!A7、B9`.

    A whole sheet or file is named in words.
    """
    if sheet is None:
        return cells or ("整个文件" if lang == "zh" else "the whole file")
    if not cells:
        return f"工作表“{sheet}”" if lang == "zh" else f"sheet “{sheet}”"
    return f"{sheet}!{cells}"


def as_range(address: str) -> CellRange | None:
    """Returns the cells of an address (`D14`, `A1:F31`); None for anything else."""
    try:
        return CellRange.parse(address)
    except ValueError:
        return None


#: Replaces the cell while sentences are compared; no text of a file holds it.
_ANY_CELL = "\ufffe"


@dataclass(frozen=True, slots=True)
class FindingGroup:
    """Findings of one rule on one sheet with the same sentence.

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
        """Returns sheet and cells in words; empty where no file is meant."""
        return "" if not self.file and self.sheet is None else place(self.sheet, self.cells, lang)


def group(findings: Iterable[Finding], lang: Lang = "zh", *, by_project: bool = False) -> tuple[FindingGroup, ...]:
    """Groups findings with the same sentence on the same sheet.

    The groups are in the order of their first findings.

    Args:
        findings: of one run.
        lang: of the sentences.
        by_project: keep projects apart that stand on one sheet.
    """
    together: dict[tuple[object, ...], list[Finding]] = {}
    for finding in findings:
        where = finding.where
        project = where.project if by_project else None
        text = sentence(_anywhere(finding), lang)
        key = (where.file, where.sheet, project, finding.code, finding.severity, where.cell is None, text)
        together.setdefault(key, []).append(finding)
    return tuple(_group(findings_of, str(text), lang) for (*_, text), findings_of in together.items())


def worst_first(groups: Iterable[FindingGroup]) -> tuple[FindingGroup, ...]:
    """Returns errors before warnings before infos, otherwise in their order."""
    return tuple(sorted(groups, key=lambda one: one.severity.rank))


def _group(findings: Sequence[Finding], text: str, lang: Lang) -> FindingGroup:
    """Returns the group of findings that have the same sentence."""
    first = findings[0]
    cells = _cells(findings, lang)
    fixes: dict[str, list[Finding]] = {}
    for finding in findings:
        fixes.setdefault(fix(_anywhere(finding), lang), []).append(finding)
    return FindingGroup(
        first.code,
        first.severity,
        first.where.file,
        first.where.sheet,
        first.where.project if len({finding.where.project for finding in findings}) == 1 else None,
        cells,
        _with_cells(text, cells, lang),
        tuple(_with_cells(what, _cells(findings_of, lang), lang) for what, findings_of in fixes.items()),
        tuple(findings),
    )


def _with_cells(text: str, cells: str, lang: Lang) -> str:
    """Returns a sentence with its cells."""
    return text.replace(_ANY_CELL, quoted(cells, lang))


def _cells(findings: Iterable[Finding], lang: Lang) -> str:
    return join((part for finding in findings for part in parts(finding.where.cell)), lang)


def _anywhere(finding: Finding) -> Finding:
    """Returns the finding as if it were in any cell.

    One of a whole sheet or file stays as it is.
    """
    where = finding.where
    if where.cell is None:
        return finding
    return Finding(finding.code, finding.severity, Where(where.file, where.sheet, _ANY_CELL), finding.facts)
