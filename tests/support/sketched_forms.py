"""Forms of other offices sketched as text: a line a row, cells between bars.

`>` continues the cell at its left, `^` the one above, `-` is an empty cell. `{key=answer}` is a cell to fill,
`{key#12.5}` one with a number; what stands before it shares its cell, and `{key=answer;room}` prints `room` in the
blank. `n`, `v`, `p` and the like are the parts of an indicator, `i.备注` a column of its own. `~` begins a line without
frames.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from tests.support.other_offices import Box, Line, OfficeForm

_PARTS = {
    "n": "name",
    "v": "annual_value",
    "p": "period_value",
    "o": "operator",
    "num": "number",
    "u": "unit",
    "w": "weight",
    "b": "basis",
}
_FACT = re.compile(r"(.*?)\{([^=#}]+)([=#])([^;}]*)(?:;([^}]*))?\}(.*)", re.DOTALL)


def sketched(name: str, widths: Sequence[float], text: str, *, unit: str = "万元") -> OfficeForm:
    """Returns the form of a sketch."""
    written = [line.strip() for line in text.strip().split("\n")]
    rows = [[cell.strip().replace("\\n", "\n") for cell in line.lstrip("~").split("|")] for line in written]
    rows = [row + ["-"] * (len(widths) - len(row)) for row in rows]
    number = -1
    lines = []
    for at, row in enumerate(rows):
        boxes = []
        for col, cell in enumerate(row):
            if cell in (">", "^"):
                continue
            span = next((wide for wide in range(1, len(row) - col) if row[col + wide] != ">"), len(row) - col)
            below = (down for down in range(1, len(rows) - at) if rows[at + down][col] != "^")
            high = next(below, len(rows) - at)
            number += cell.startswith("{n=") and not cell.startswith("{n=}")
            boxes.append(_box(cell, span, high, number))
        longest = max((len(box.text) / sum(widths[: box.span]) for box in boxes), default=0)
        lines.append(Line(tuple(boxes), max(24, 30 * longest * 2), framed=not written[at].startswith("~")))
    return OfficeForm(name, "Sheet1", tuple(widths), tuple(lines), unit=unit)


def _box(cell: str, span: int, rows: int, number: int) -> Box:
    found = _FACT.fullmatch(cell)
    if found is None:
        return Box("" if cell == "-" else cell, None, span, rows)
    before, key, kind, answer, room, behind = found.groups()
    part = _PARTS.get(key) or (key.removeprefix("i.") if key.startswith("i.") else None)
    key = f"indicators.{number}.{part}" if part else key
    return Box(answer, key, span, rows, kind == "#", f"{before}{room or ''}{behind}", before)


def levels(text: str) -> list[tuple[str, str]]:
    """Returns the first and second level that a sketch prints beside each indicator."""
    rows = [[cell.strip() for cell in line.strip().lstrip("~").split("|")] for line in text.strip().split("\n")]

    def printed(row: int, col: int) -> str:
        while rows[row][col] in (">", "^"):
            row, col = (row, col - 1) if rows[row][col] == ">" else (row - 1, col)
        return rows[row][col]

    found: list[tuple[str, str]] = []
    columns = 0, 0
    for at, row in enumerate(rows):
        plain = [cell.replace("\\n", "") for cell in row]
        if "一级指标" in plain:
            columns = plain.index("一级指标"), plain.index("二级指标")
        named = [cell for cell in row if cell.startswith("{n=") and not cell.startswith("{n=}")]
        found += [(printed(at, columns[0]), printed(at, columns[1]))] * len(named)
    return found
