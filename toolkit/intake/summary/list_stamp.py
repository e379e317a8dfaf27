"""The stamp of a list of many projects, compared with what the list says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from toolkit.forms.definition import SummaryDefinition
from toolkit.forms.stamp import Stamp, list_fingerprint
from toolkit.intake.form.stamps import identify
from toolkit.intake.sheet_context import SheetContext
from toolkit.model.evidence import Flag, Observation, Observed, ReadRecord
from toolkit.model.records import Project
from toolkit.model.text import fold


class ListIdentity(NamedTuple):
    """The stamp of a list, None without one, and faults of its marks."""

    stamp: Stamp | None
    observations: tuple[Observation, ...] = ()


def list_identity(sheet: SheetContext, definition: SummaryDefinition) -> ListIdentity:
    """Returns the identity of a list; a home-made one has none."""
    if definition.kind != "list":
        return ListIdentity(None)
    found = identify(sheet.grid, None, sheet.marks, sheet.key, alone=True)
    seen = [one for one in found.observations if one.seen is not Observed.NO_STAMP]
    if found.stamp is not None:
        seen += _version(found.stamp, definition)
        if not sheet.grid.protected and sheet.structure_readable:
            seen.append(Observation(Observed.PROTECTION_OFF, facts={"by": "person"}))
    return ListIdentity(found.stamp, tuple(seen))


def _version(stamp: Stamp, definition: SummaryDefinition) -> Iterator[Observation]:
    facts = {"version": stamp.version, "expected": definition.version, "found": stamp.version}
    if stamp.form != definition.id or stamp.version not in (*definition.older, definition.version):
        facts["version"] = facts["found"] = f"{stamp.form} {stamp.version}"
        yield Observation(Observed.OTHER_VERSION, facts=facts)
    elif stamp.version != definition.version or stamp.fingerprint != list_fingerprint(definition):
        yield Observation(Observed.OTHER_VERSION, facts=facts, flags=frozenset({Flag.OLDER}))


def year_of(stamp: Stamp | None, printed: int | None) -> tuple[int | None, tuple[Observation, ...]]:
    """Returns the year by title and stamp, None where these contradict each other."""
    if stamp is None or printed in (None, stamp.year):
        return printed if stamp is None else stamp.year, ()
    return None, (Observation(Observed.AMBIGUOUS, "A1", {"found": f"{printed}年、{stamp.year}年"}),)


def other_recipients(stamp: Stamp | None, records: Sequence[ReadRecord]) -> Iterator[Observation]:
    """Yields each other unit than the one that the list was issued to."""
    issued = stamp.prefilled.get("spending_unit") if stamp else None
    units = {one.record.spending_unit: one for one in records if isinstance(one.record, Project)}
    for unit, read in units.items():
        if issued and unit and fold(unit) != fold(issued):
            facts = {"field": "单位名称", "stamp": issued, "found": unit, "expected": issued}
            yield Observation(Observed.OTHER_RECIPIENT, read.source.range, facts)


def blank_list(
    definition: SummaryDefinition, stamp: Stamp | None, records: Sequence[ReadRecord]
) -> Iterator[Observation]:
    """Yields an observation where a list holds no project."""
    if definition.kind == "list" and not records:
        unit = stamp.prefilled.get("spending_unit", "") if stamp else ""
        title = f"{definition.title}（{unit}）" if unit else definition.title
        yield Observation(Observed.BLANK_LIST, None, {"found": title})
