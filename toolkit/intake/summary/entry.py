"""One row of a summary as a record, with the changes of a person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from toolkit.excel.limits import FEWER_INDICATORS, MOST_INDICATORS
from toolkit.forms.definition import PROJECT_TEXTS, SummaryDefinition, SummaryKey
from toolkit.indicators.framework import Framework
from toolkit.indicators.packed import DEVIATIONS, Unpacked, unpack
from toolkit.indicators.packed_grammar import stretches
from toolkit.intake.sheet_context import SheetContext
from toolkit.intake.summary.edits import as_shown
from toolkit.intake.summary.rows import BRIEF, SheetRow
from toolkit.model.evidence import Observation, Observed, Placed, ReadRecord
from toolkit.model.finding import Bilingual, Fact
from toolkit.model.records import Funding, Indicator, Project
from toolkit.model.schema import MONEY_KEYS
from toolkit.model.text import clean_name, is_blank, strip_invisible

#: Deviations of a text that names one value only and does not say which: it is taken as the annual one.
_WITHOUT_LABELS = frozenset({"D3"})
#: Of a text with more indicators than any project has, so many are read to show what it is: thousands of rows may
#: share such a text in a few kilobytes.
_ENOUGH = 50


@dataclass(frozen=True, slots=True)
class PackedCell:
    """The content of a packed text.

    Attributes:
        indicators: in its order, each with the address of the text's cell.
        observations: what was tolerated or could not be read.
    """

    indicators: tuple[Indicator, ...]
    observations: tuple[Observation, ...] = ()


def read_packed(text: str, address: str, framework: Framework) -> PackedCell:
    """Returns the content of a packed text.

    Every piece of the text is an indicator or an observation; of a text too long to read, the rest is one observation.
    """
    many = sum(1 for _ in stretches(text)) > MOST_INDICATORS
    unpacked = unpack(text, framework, _ENOUGH if many else MOST_INDICATORS)
    indicators = tuple(replace(item.indicator, cell=address) for item in unpacked.items)
    observations = _observations(unpacked, address)
    if unpacked.unread is None:
        return PackedCell(indicators, tuple(observations))
    left, begin = len(text) - unpacked.unread, text[unpacked.unread :][:BRIEF]
    limit = Bilingual(
        f"一格中的绩效指标超过 {MOST_INDICATORS} 项，从“{begin}”起有 {left:,} 个字没有读",
        f"more than {MOST_INDICATORS} indicators in one cell; {left:,} characters from “{begin}” on were not read",
    )
    seen = Observation(Observed.REFUSED, address, {"limit": limit, "advice": FEWER_INDICATORS})
    return PackedCell(indicators, (seen, *observations))


def placed(indicators: tuple[Indicator, ...], address: str) -> Iterator[tuple[str, Placed]]:
    """Yields the place of each part of each indicator: the one cell."""
    for number, indicator in enumerate(indicators):
        parts: Mapping[str, str | None] = {
            "name": indicator.name,
            "period_value": indicator.period_value,
            "annual_value": indicator.annual_value,
        }
        for part, value in parts.items():
            yield f"indicators.{number}.{part}", Placed(address, value or "")


def _observations(unpacked: Unpacked, address: str) -> Iterator[Observation]:
    tolerated: dict[str, str] = {}
    for item in unpacked.items:
        for deviation in item.deviations:
            tolerated.setdefault(deviation, item.raw)
    for deviation in sorted(tolerated, key=lambda name: (len(name), name)):
        found = tolerated[deviation][:BRIEF]
        facts: dict[str, Fact] = {"id": deviation, "deviation": DEVIATIONS[deviation], "found": found}
        yield Observation(Observed.PACKED_TOLERATED, address, facts)
    if unpacked.numbering_gaps:
        yield Observation(
            Observed.PACKED_NUMBERING, address, {"found": "、".join(map(str, unpacked.numbering_gaps[:BRIEF]))}
        )
    for rest in unpacked.rest:
        yield Observation(Observed.PACKED_UNREADABLE, address, {"found": rest.text[:BRIEF]})
    for item in unpacked.items:
        if len(item.indicator.values) == 1 and not item.deviations & _WITHOUT_LABELS:
            lost = "annual_value" if item.indicator.annual_value is None else "period_value"
            details: dict[str, Fact] = {"which": lost, "name": item.indicator.name or "", "found": item.raw[:BRIEF]}
            yield Observation(Observed.VALUE_LOST, address, details)


_FIELDS: Mapping[SummaryKey, str] = {"name": "project_name", "goal": "annual_goal"}


@dataclass(frozen=True, slots=True)
class SummaryTable:
    """A table of a summary, and everything that its rows are read with.

    Attributes:
        context: the sheet.
        definition: the summary's definition.
        framework: its framework of levels.
        year: the budget year, where a title or the sheet's name gives it.
        own: whether `merge` wrote the table and its records are at hand.
    """

    context: SheetContext
    definition: SummaryDefinition
    framework: Framework
    year: int | None
    own: bool


def read_entry(
    sheet: SummaryTable, row: SheetRow, groups: Sequence[str | None], kept: Project | None, *, doubtful: bool
) -> ReadRecord:
    """Returns the record of one row.

    Args:
        sheet: what it is read with.
        row: the row.
        groups: the department and the units that it stands under, the outermost first.
        kept: the record that `merge` kept for it, None for none.
        doubtful: whether it may be something else than a project.
    """
    address = row.address("indicators")
    if row.listed is not None:
        packed = PackedCell(tuple(row.listed.indicators), tuple(row.listed.observations))
    else:
        packed = read_packed(row.text("indicators"), address, sheet.framework)
    observations = [*row.observations()]
    if doubtful:
        observations.append(Observation(Observed.AMBIGUOUS, row.address("name"), {"found": row.name}))
    if kept is None:
        project = _plain(sheet, row, groups, packed)
        observations += [*packed.observations, *_added(sheet, row)]
    else:
        project, edits = as_shown(row, kept, packed.indicators, sheet.framework)
        observations += edits
        if any(edit.facts["field"] == "indicators" for edit in edits):
            observations += packed.observations
    indicators = tuple(_at_cells(project.indicators, row, address))
    source = sheet.context.source(row.range)
    where = {**dict(_placed(row)), **(row.listed.placed if row.listed else dict(placed(indicators, address)))}
    project = replace(project, indicators=indicators, source=source)
    return ReadRecord(sheet.definition, project, source, where, tuple(observations))


def _at_cells(indicators: Sequence[Indicator], row: SheetRow, address: str) -> Iterator[Indicator]:
    """Yields the indicators with their cells: the packed text's, or each its own."""
    cells = [one.cell for one in row.listed.indicators] if row.listed else []
    own = len(cells) == len(indicators)
    for number, indicator in enumerate(indicators):
        yield replace(indicator, cell=cells[number] if own else address)


def _plain(sheet: SummaryTable, row: SheetRow, groups: Sequence[str | None], packed: PackedCell) -> Project:
    """Returns the record of a row that has no kept record.

    The unit is that of the row above its group, else the department.
    """
    goal = row.text("goal")
    texts = {key: strip_invisible(row.text(key)).strip() or None for key in PROJECT_TEXTS}
    above = groups[-2] if len(groups) > 1 else groups[0]
    amounts = {key: money.yuan for key, money in row.amounts.items()}
    return Project(
        form=sheet.definition.id,
        form_version=sheet.definition.version,
        project_name=strip_invisible(row.name) or None,
        project_code=texts["project_code"],
        project_type=texts["project_type"],
        project_level=texts["project_level"],
        supervising_department=texts["supervising_department"] or above,
        spending_unit=clean_name(row.text("spending_unit")) or groups[-1],
        budget_year=sheet.year,
        funding=Funding(
            **{key: amounts.get(key) for key in MONEY_KEYS},
            unit_as_written=next((money.unit for money in row.amounts.values()), None),
        ),
        annual_goal=None if is_blank(goal) else strip_invisible(goal),
        period_goal=texts["period_goal"],
        indicators=packed.indicators,
    )


def _added(sheet: SummaryTable, row: SheetRow) -> Iterator[Observation]:
    """Yields the observation of a row that a person added."""
    if sheet.own:
        facts = {"field": "project_name", "found": row.name, "expected": ""}
        yield Observation(Observed.SUMMARY_EDITED, row.address("name"), facts)


def _placed(row: SheetRow) -> Iterator[tuple[str, Placed]]:
    """Yields the place of each field of the row, of blank ones too."""
    keys: tuple[SummaryKey, ...] = ("name", *MONEY_KEYS, "goal", "indicators", *PROJECT_TEXTS)
    for key in keys:
        if key in row.table.columns:
            yield _FIELDS.get(key, key), Placed(row.address(key), row.text(key))
