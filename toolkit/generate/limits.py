"""What a cell accepts while it is filled in: drop-downs, numbers, lengths, each with its words in Chinese."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.forms.kinds import Limit, kinds
from toolkit.forms.layout import Layout
from toolkit.generate.lists import Choices, Sources
from toolkit.generate.xlsx import Sheet
from toolkit.model.cell import CellRange

#: The longest title and the longest text that a spreadsheet shows.
TITLE, MESSAGE = 32, 255
_SUGGESTED = "可从下拉列表中选常用的，也可自行填写。"


def draw_limits(sheet: Sheet, layout: Layout, lists: Sources) -> None:
    """Attach the validations of a form, one for each group of cells that share it."""
    groups: dict[tuple[str, Limit, Choices], list[CellRange]] = {}
    for name, limit, choices, place in _limits(layout):
        groups.setdefault((name, limit, choices), []).append(place)
    for (name, limit, choices), places in groups.items():
        sheet.validate(_joined(places), _options(name, limit, lists.get(choices)))


def _limits(layout: Layout) -> Iterator[tuple[str, Limit, Choices, CellRange]]:
    for key, cell in layout.inputs.items():
        field = layout.field(key)
        limit = kinds()[field.kind].limit(field)
        choices = layout.choices(key)
        if choices and (limit is None or limit.type != "list"):
            limit = Limit("list", f"请填写{field.name}。{_SUGGESTED}", "", strict=False)
        if limit is not None and (choices or limit.type != "list"):
            yield field.name, limit, choices if limit.type == "list" else (), cell.range


def _options(name: str, limit: Limit, source: str | None) -> dict[str, object]:
    options: dict[str, object] = {
        "input_title": name[:TITLE],
        "input_message": limit.prompt[:MESSAGE],
        "show_error": limit.strict,
    }
    if limit.strict:
        options |= {"error_title": "填写有误", "error_message": limit.error[:MESSAGE]}
    if limit.type == "list":
        return {"validate": "list", "source": source, **options}
    kind = {"whole": "integer", "decimal": "decimal", "textLength": "length"}[limit.type]
    return {"validate": kind, "criteria": "between", "minimum": limit.low, "maximum": limit.high, **options}


def _joined(places: list[CellRange]) -> list[CellRange]:
    """Ranges that stand right below each other, as one."""
    joined: list[CellRange] = []
    for place in sorted(places, key=lambda place: (place.first.col, place.first.row)):
        above = joined[-1] if joined else None
        if above and _columns(above) == _columns(place) and above.last.row + 1 == place.first.row:
            joined[-1] = CellRange(above.first, place.last)
        else:
            joined.append(place)
    return joined


def _columns(place: CellRange) -> tuple[int, int]:
    return place.first.col, place.last.col
