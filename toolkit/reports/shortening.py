"""Paths as a letter names them: from the folder in which all files lie; the folders of our own disk concern nobody."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from toolkit.model.evidence import ReadFile
from toolkit.model.finding import Bilingual, Fact, Finding
from toolkit.publishing.paths_shown import Folder, common_folder
from toolkit.reports.report import Report


def shortened(report: Report) -> Report:
    """Returns the report with every path as seen from the folder that all its files share."""
    folder = common_folder(file.path for file in report.files)
    if not folder.path:
        return report
    return replace(
        report,
        files=tuple(replace(file, path=folder.file(file.path)) for file in report.files),
        findings=tuple(_finding(finding, folder) for finding in report.findings),
        waived=tuple(replace(one, finding=_finding(one.finding, folder)) for one in report.waived),
    )


def parent_folder(files: Iterable[ReadFile]) -> Folder:
    """The folder above that in which all files lie: a name from there on ends no other file's path."""
    path = common_folder(file.path for file in files).path.rstrip("/\\")
    return Folder(path[: max(map(path.rfind, "/\\")) + 1])


def _finding(finding: Finding, folder: Folder) -> Finding:
    where = replace(finding.where, file=folder.file(finding.where.file))
    return replace(finding, where=where, facts=_facts(finding.facts, folder))


def _facts(facts: Mapping[str, Fact], folder: Folder) -> Mapping[str, Fact]:
    return {name: _fact(fact, folder) for name, fact in facts.items()}


def _fact(fact: Fact, folder: Folder) -> Fact:
    if isinstance(fact, Bilingual):
        return Bilingual(folder.sentence(fact.zh), folder.sentence(fact.en))
    return folder.sentence(fact)
