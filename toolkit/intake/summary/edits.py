"""The changes that a person made in the table of a summary.

`merge` wrote the summary and keeps its records on other sheets. The table is what people see, so it counts.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Context, Decimal
from typing import Any, NamedTuple

from toolkit.forms.definition import SummaryKey
from toolkit.indicators.framework import Framework
from toolkit.indicators.packed import pack
from toolkit.intake.summary.own import KeptRecord
from toolkit.intake.summary.rows import SheetRow
from toolkit.model.evidence import Observation, Observed
from toolkit.model.money import decimal_text
from toolkit.model.records import Indicator, Project
from toolkit.model.schema import INDICATOR, MONEY_KEYS, keys
from toolkit.model.signs import unified
from toolkit.model.text import cell_text, clean_name

#: A cell keeps 15 digits of a number, the sheets of records all of them.
_SHOWN = Context(prec=15)
_SAME = Decimal("1e-14")
_BRIEF = 60
#: What only the records keep of an indicator.
_CARRIED = keys(INDICATOR, carried=True)


class Face(NamedTuple):
    """The cells by which a project of the table is recognised."""

    number: int
    name: str
    total: Decimal | None
    goal: str
    packed: str


Key = Callable[[Face], object]

#: How a row is known again, the surest way first. Rows may have been sorted, moved or renamed since.
_ALIKE: tuple[Key, ...] = (
    lambda face: (face.number, face.name),
    lambda face: (face.name, face.total),
    lambda face: face.name or object(),
    lambda face: (face.number, face.packed or object()),  # nothing is like nothing
    lambda face: (face.number, face.goal or object()),
    lambda face: (face.number, face.total or object()),
)


def pair(rows: Sequence[SheetRow], kept: Iterable[KeptRecord], framework: Framework) -> Mapping[int, KeptRecord]:
    """Returns the kept record of each row, by the row's number.

    Rows and records without the other are missing.
    """
    found: dict[int, KeptRecord] = {}
    faces = {_of_row(row): row.number for row in rows}
    left = [(_of_kept(one, framework), one) for one in kept]
    for key in _ALIKE:
        waiting: dict[object, deque[Face]] = {}
        for face in faces:
            waiting.setdefault(key(face), deque()).append(face)
        still = []
        for face, one in left:
            same = waiting.get(key(face))
            if same:
                found[faces.pop(same.popleft())] = one
            else:
                still.append((face, one))
        left = still
    return found


def shown_goal(project: Project) -> tuple[str, str]:
    """Returns the field of the goal that the table shows, and its text."""
    field = "annual_goal" if project.annual_goal is not None or project.period_goal is None else "period_goal"
    return field, cell_text(getattr(project, field) or "")


def as_shown(
    row: SheetRow, project: Project, indicators: Sequence[Indicator], framework: Framework
) -> tuple[Project, tuple[Observation, ...]]:
    """Returns a kept record with the changes of the table, and these as observations.

    Args:
        row: its row of the table.
        project: the kept record.
        indicators: what the row's packed text says.
        framework: the framework by which it is packed.
    """
    changes: dict[str, Any] = {}
    edits: list[Observation] = []

    def edited(field: str, key: SummaryKey, found: str, expected: str) -> bool:
        if found.strip() == expected.strip() or (key == "indicators" and _same_shown(found, expected)):
            return False
        facts = {"field": field, "found": _brief(found, expected), "expected": _brief(expected, found)}
        edits.append(Observation(Observed.SUMMARY_EDITED, row.address(key), facts))
        return True

    columns = row.table.columns
    if edited("project_name", "name", row.name, clean_name(cell_text(project.project_name or ""))):
        changes["project_name"] = row.name or None
    field, goal = shown_goal(project)
    if "goal" in columns and edited(field, "goal", row.text("goal"), goal):
        changes[field] = row.text("goal") or None
    amounts: dict[str, Any] = {}
    for key in MONEY_KEYS:
        if key in columns and not _same(_amount(row, key), getattr(project.funding, key)):
            edited(key, key, row.text(key) or "—", _amount_text(getattr(project.funding, key)))
            amounts[key] = _amount(row, key)
    if amounts:
        changes["funding"] = replace(project.funding, **amounts)
    packed = cell_text(pack(project.indicators, framework))
    if ("indicators" in columns or row.listed) and edited("indicators", "indicators", row.text("indicators"), packed):
        changes["indicators"] = tuple(_enriched(indicators, project.indicators))
    elif row.listed and (found := _weights(row, indicators)) != (kept_weights := _weights(row, project.indicators)):
        edited("indicators", "indicators", found, kept_weights)
        pairs = zip(project.indicators, indicators, strict=True)
        changes["indicators"] = tuple(replace(old, weight=new.weight) for old, new in pairs)
    return replace(project, **changes), tuple(edits)


def _enriched(found: Iterable[Indicator], kept: Iterable[Indicator]) -> Iterator[Indicator]:
    """Yields indicators of an edited text, completed from the kept ones.

    Only these have descriptions, bases, weights and the sign of an operator.
    """
    by_name = {(one.level2, one.name): one for one in kept}
    for indicator in found:
        old = by_name.get((indicator.level2, indicator.name), indicator)
        yield replace(
            indicator,
            period_value=_as_written(indicator.period_value, old.period_value),
            annual_value=_as_written(indicator.annual_value, old.annual_value),
            **{key: getattr(old, key) for key in _CARRIED},
        )


def _weights(row: SheetRow, indicators: Sequence[Indicator]) -> str:
    """Returns the weights that a table with a row an indicator shows."""
    return "、".join(one.weight or "—" for one in indicators) if "weight" in row.table.columns else ""


def _as_written(found: str | None, kept: str | None) -> str | None:
    return kept if found and kept and _same_shown(found, kept) else found


def _same_shown(found: str, expected: str) -> bool:
    """Whether two texts differ only in signs of one meaning.

    A summary may show ≥ for ≧.
    """
    return unified(found).strip() == unified(expected).strip()


def _of_row(row: SheetRow) -> Face:
    return Face(
        row.number, row.name, _amount(row, "total"), row.text("goal").strip(), unified(row.text("indicators")).strip()
    )


def _of_kept(kept: KeptRecord, framework: Framework) -> Face:
    project = kept.project
    total = project.funding.total
    return Face(
        kept.row,
        clean_name(cell_text(project.project_name or "")),
        None if total is None else _SHOWN.create_decimal(total),
        shown_goal(project)[1].strip(),
        unified(cell_text(pack(project.indicators, framework))).strip(),
    )


def _amount(row: SheetRow, key: SummaryKey) -> Decimal | None:
    money = row.amounts.get(key)
    return None if money is None else money.yuan


def _same(found: Decimal | None, kept: Decimal | None) -> bool:
    if found is None or kept is None:
        return found is kept
    return abs(found - kept) <= abs(kept) * _SAME


def _amount_text(amount: Decimal | None) -> str:
    return "—" if amount is None else f"{decimal_text(amount)}元"


def _brief(text: str, other: str) -> str:
    """Returns the part of a text around its first difference from another."""
    start = next((at for at, (one, two) in enumerate(zip(text, other, strict=False)) if one != two), 0)
    start = max(0, start - _BRIEF // 4)
    cut = text[start : start + _BRIEF]
    return ("…" if start else "") + cut + ("…" if len(text) > start + _BRIEF else "") or "（空）"
