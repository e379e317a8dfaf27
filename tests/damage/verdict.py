"""The verdict on a damaged form: differences from the truth against findings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from tests.damage.kinds.kind import Kind
from tests.support.records import without_source
from tests.support.returned_forms import read
from toolkit.checks import cells_named, run
from toolkit.forms import PAYMENT_PLAN, VALUE_OF, Definition, FormDefinition
from toolkit.forms.headings import called
from toolkit.model import MONEY_KEYS as MONEY
from toolkit.model import CellRange, CellRef, Finding, Indicator, Project, ReadFile, ReadRecord, Severity, fold

FAMILIES = ("file", "structure")
HEADER = (
    "project_name", "project_code", "project_type", "project_level", "supervising_department", "spending_unit",
    "start_year", "end_year", "budget_year", *MONEY, "funds_text", "period_goal", "annual_goal",
)  # fmt: skip
PARTS = ("level2", "name", "description", "period_value", "annual_value", "basis", "weight")
#: Codes that say that something is empty: a value that is left out is told by them too.
EMPTY = frozenset({"H01", "H02", "H12", "G01", "V01", "V02"})
#: Errors that say nothing of where content stands.
ELSEWHERE = frozenset({"S04", "S05", "S28", "S29", "S30"})


@dataclass(frozen=True)
class Difference:
    """One part of a record that does not say what it should.

    Attributes:
        part: header field, part of an indicator, or `indicators` for one that is missing or made up.
        cells: where it was read; empty for what is missing.
        found: what was read, None for nothing.
        wanted: what should have been read.
        findings: those that tell of it.
    """

    part: str
    cells: tuple[CellRef, ...]
    found: object
    wanted: object
    findings: tuple[Finding, ...] = ()

    @property
    def silent(self) -> bool:
        """Whether no finding tells of it."""
        return not self.findings


@dataclass(frozen=True)
class Verdict:
    """The result of reading a damaged form.

    Attributes:
        kind: what was done to it.
        file: what was read.
        findings: of its file and structure.
        differences: between its records and the truth.
    """

    kind: Kind
    file: ReadFile
    findings: tuple[Finding, ...]
    differences: tuple[Difference, ...]

    @property
    def codes(self) -> frozenset[str]:
        """The codes of all findings."""
        return frozenset(finding.code for finding in self.findings)

    @property
    def detected(self) -> bool:
        """Whether everything that must be reported is reported."""
        return self.kind.must <= self.codes

    @property
    def silent(self) -> tuple[Difference, ...]:
        """The differences that no finding tells of."""
        return tuple(one for one in self.differences if one.silent)

    @property
    def same(self) -> bool:
        """Whether everything reads right all the same."""
        return not self.differences and len(self.file.records) == self.kind.records > 0

    def problems(self) -> list[str]:
        """Everything that is not as the kind of damage says."""
        kind = self.kind
        loud = {finding.code for finding in self.findings if finding.severity is not Severity.INFO}
        found = []
        if len(self.file.records) != kind.records:
            found.append(f"{len(self.file.records)} records instead of {kind.records}")
        if kind.must - self.codes:
            found.append(f"not said: {sorted(kind.must - self.codes)}")
        if loud - kind.must - kind.may:
            found.append(f"said too much: {sorted(loud - kind.must - kind.may)}")
        for one in self.differences:
            if one.silent:
                found.append(f"IN SILENCE: {_named(one)}")
            elif one.part.split(".")[0] not in kind.differs:
                found.append(f"differs: {_named(one)}")
        return found


def judge(kind: Kind) -> Verdict:
    """Do the damage, read the form, compare."""
    data, truth = kind.done()
    return verdict(kind, read(data), truth)


def verdict(kind: Kind, file: ReadFile, truth: tuple[Project, ...]) -> Verdict:
    """Returns the verdict on a file, given the records that it should hold."""
    findings = run([file], families=FAMILIES)
    empty = tuple(one for one in run([file]) if one.code in EMPTY)
    differences = tuple(
        replace(one, findings=tuple(finding for finding in (*findings, *empty) if tells(finding, one, record)))
        for record, project in zip(file.records, truth, strict=False)
        for one in compare(record, project)
    )
    return Verdict(kind, file, findings, differences)


def untold(file: ReadFile, truth: Project) -> list[str]:
    """Returns wrong or missing values without a finding, after damage of unknown effect.

    A value, a name or a field that is read must be the right one, or be told of. What is not read at all, and a
    category that changed with the rows around it, must be told of by some finding that is more than an info.
    """
    findings = tuple(one for one in run([file]) if one.code[0] in "FS" or one.code in EMPTY)
    loud = [one for one in findings if one.severity is not Severity.INFO and one.code != "S19"]
    if not file.records:
        return [] if loud else ["no record and no finding"]
    wrong = []
    for one in compare(file.records[0], truth):
        if one.part == "order":
            continue  # rows of a category may stand in any order
        made_up = one.found is not None and one.part != "level2"
        if (made_up and not any(tells(finding, one, file.records[0]) for finding in findings)) or not loud:
            wrong.append(_named(one))
    return wrong


def compare(record: ReadRecord, truth: Project) -> Iterator[Difference]:
    """Every part of a record that differs from the truth."""
    assert isinstance(record.record, Project)
    project = without_source(record.record)
    for name in HEADER:
        found, wanted = (getattr(one.funding if name in MONEY else one, name) for one in (project, truth))
        if found != wanted:
            yield Difference(name, _at(record, name), found, wanted)
    for number, (step, due) in enumerate(zip(project.payment_plan, truth.payment_plan, strict=True)):
        if step != due:
            cells = _at(record, f"{PAYMENT_PLAN}{number}.percent")
            yield Difference(f"{PAYMENT_PLAN}{due.by}", cells, step.percent, due.percent)
    yield from _indicators(record, project.indicators, truth.indicators)


def _indicators(record: ReadRecord, found: tuple[Indicator, ...], truth: tuple[Indicator, ...]) -> Iterator[Difference]:
    left = list(truth)
    pairs: list[tuple[int, Indicator | None]] = []
    for number, one in enumerate(found):
        same = [other for other in left if fold(other.name or "") == fold(one.name or "") and one.name]
        other = next((other for other in same if other.level2 == one.level2), same[0] if same else None)
        if other is not None:
            left.remove(other)
        pairs.append((number, other))
    for number, other in pairs:
        one = found[number]
        for part in PARTS:
            read, wanted = getattr(one, part), getattr(other, part) if other else None
            if read != wanted and (other or (read and part != "level2")):
                yield Difference("indicators" if other is None else part, _cells(record, number, part), read, wanted)
    for missing in left:
        yield Difference("indicators", (), None, missing.name)
    order = [other for _, other in pairs if other is not None]
    if order != [one for one in truth if one in order]:
        yield Difference("order", (), [one.name for one in order], [one.name for one in truth])


def _cells(record: ReadRecord, number: int, part: str) -> tuple[CellRef, ...]:
    return _at(record, f"indicators.{number}.{'name' if part == 'level2' else part}")


def _at(record: ReadRecord, key: str) -> tuple[CellRef, ...]:
    placed = record.placed.get(key)
    return tuple(cells_named(placed.cell)) if placed else ()


def tells(finding: Finding, one: Difference, record: ReadRecord) -> bool:
    """Whether an error is about a difference, or a warning names its cell."""
    if finding.severity is Severity.INFO or finding.where.sheet not in (None, record.source.sheet):
        return False
    named = cells_named(finding.where.cell)
    if finding.severity is Severity.WARNING:
        return bool(one.cells) and not named.isdisjoint(one.cells)
    if finding.code in ("S03", "S04"):
        return one.part in _introduced(str(finding.facts.get("expected", "")), record.definition)
    if finding.facts.get("about") == one.part:
        return True
    if not one.cells or (one.found is None and finding.where.cell == record.source.range):
        return finding.code not in ELSEWHERE
    if finding.where.cell == record.source.range:
        return False
    row = {cell.row for cell in one.cells} if one.part in (*PARTS, "indicators") else set()
    ranges = [CellRange.parse(part) for part in (finding.where.cell or "").split(",") if ":" in part]
    inside = any(place.holds(*cell) for place in ranges for cell in one.cells)
    rows = {cell.row for cell in named} | {r for p in ranges for r in range(p.first.row, p.last.row + 1)}
    return inside or not named.isdisjoint(one.cells) or not rows.isdisjoint(row)


def _introduced(label: str, form: Definition) -> set[str]:
    """Returns the parts of a record that belong to a label."""
    assert isinstance(form, FormDefinition)
    if re.match(r"\d{4}年", label):
        return {"budget_year"}
    if any(fold(category.level2) == fold(label) for category in form.indicators.categories):
        return {"level2", "indicators"}
    columns = {
        VALUE_OF.get(column.part, column.part)
        for column in form.indicators.columns
        if fold(label) in (fold(called(column)), fold(column.label), fold(column.group or ""))
    }
    if columns:
        return {*columns, "indicators"} if "name" in columns else set(columns)
    bare_label = re.sub(r"[（(].*", "", label)
    fields = {name for name, field in form.fields.items() if field.name in bare_label or bare_label in field.name}
    return fields | set(MONEY) if "funds_text" in fields else fields


def _named(one: Difference) -> str:
    return f"{one.part} {','.join(map(str, one.cells))}: {str(one.found)[:40]!r} instead of {str(one.wanted)[:40]!r}"
