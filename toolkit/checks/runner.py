"""One pass of the rules over everything that was read: every file, every record, and the batch as a whole."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Sequence

from toolkit.checks.context import BatchContext, Context, Expected, FileContext, ProjectContext, RecordContext
from toolkit.checks.follow_on import leave_out
from toolkit.checks.keys import Keys
from toolkit.checks.position import top_left
from toolkit.checks.registry import Rule, Scope, rules
from toolkit.checks.settings import DEFAULT, Settings
from toolkit.intake.result import ReadFile
from toolkit.model.finding import Finding
from toolkit.model.project import Project


def run(
    files: Sequence[ReadFile],
    settings: Settings = DEFAULT,
    families: Container[str] | None = None,
    expected: Iterable[Expected] = (),
) -> tuple[Finding, ...]:
    """All findings of a batch, follow-ons left out.

    Args:
        files: what was read, in the order given.
        settings: the user's own.
        families: folders of rules to run (`file`, `header`, …); None for all.
        expected: what the roster says must come back.

    Returns:
        In the order of the files, then the sheets, then the cells from top to bottom, then the codes.
    """
    found = [finding for file in files for finding in check_file(file, settings, families)]
    found += check_batch(files, settings, families, expected)
    return arrange(found, files)


def check_file(file: ReadFile, settings: Settings = DEFAULT, families: Container[str] | None = None) -> list[Finding]:
    """The findings of one file by itself, as they come; files can be checked in any order and apart."""
    return [
        finding
        for rule in _chosen(families)
        for context in _contexts(file, rule, settings)
        if context.applies
        for finding in rule.check(context)
    ]


def check_batch(
    files: Sequence[ReadFile],
    settings: Settings = DEFAULT,
    families: Container[str] | None = None,
    expected: Iterable[Expected] = (),
    keys: Keys | None = None,
) -> list[Finding]:
    """The findings between files, as they come; `keys` say which projects of a large batch are alike."""
    expected = tuple(Expected(*row) for row in expected)
    found: list[Finding] = []
    for rule in _chosen(families):
        if rule.scope is Scope.BATCH:
            context = BatchContext(rule, settings, files=files, expected=expected, keys=keys)
            if settings.terms(rule).enabled or any(project.applies for project in context.projects()):
                found.extend(rule.check(context))
    return found


def arrange(findings: Iterable[Finding], files: Sequence[ReadFile]) -> tuple[Finding, ...]:
    """Findings without their follow-ons, in the order of a report."""
    kept = leave_out(findings, {rule.code: rule.silences for rule in rules().values()})
    return tuple(sorted(kept, key=_order(files)))


def _chosen(families: Container[str] | None) -> list[Rule]:
    return [rule for rule in rules().values() if families is None or rule.family in families]


def _contexts(file: ReadFile, rule: Rule, settings: Settings) -> Iterator[Context]:
    """What a rule is called with for one file."""
    if rule.scope in (Scope.SEEN, Scope.FILE):
        yield FileContext(rule, settings, file=file)
    for read in file.records:
        if rule.scope in (Scope.SEEN, Scope.RECORD):
            yield RecordContext(rule, settings, read=read)
        elif rule.scope is Scope.PROJECT and isinstance(read.record, Project):
            yield ProjectContext(rule, settings, read=read)


def _order(files: Sequence[ReadFile]) -> Callable[[Finding], tuple[int, int, int, int, str]]:
    """Sheets in the order in which their forms were read, the file as a whole before them, then other sheets."""
    file_at = {file.path: number for number, file in reversed(list(enumerate(files)))}
    sheet_at: dict[tuple[str, str | None], int] = {}
    for file in files:
        sheet_at[file.path, None] = -1
        for sheet in (*(read.source.sheet for read in file.records), *(seen.sheet for seen in file.observations)):
            sheet_at.setdefault((file.path, sheet), len(sheet_at))

    def key(finding: Finding) -> tuple[int, int, int, int, str]:
        where = finding.where
        row, col = top_left(where.cell)
        last = len(files) + len(sheet_at)
        return file_at.get(where.file, last), sheet_at.get((where.file, where.sheet), last), row, col, finding.code

    return key
