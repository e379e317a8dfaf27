"""Facts of a sheet as a whole: record, year, unit, page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Literal

from toolkit.adopting.cell_roles import in_one_cell
from toolkit.adopting.field_words import RecordOf, field_of, is_known_label
from toolkit.adopting.indicator_tables import DraftTable
from toolkit.adopting.sheet_blocks import BlockSheet, texts
from toolkit.excel.write.cell_style import SONG
from toolkit.model.money_units import FACTORS, UNITS, unit_in

_YEAR = re.compile(r"(?<!\d)(20\d\d)(?=年|\)|）)")
_DEPARTMENT = re.compile(r"部门整体|整体(?:支出)?(?:预算)?绩效|单位整体")
#: Widths of columns by what stands under them.
_SUGGESTED: Mapping[str, float] = {"name": 26.0, "annual_value": 18.0, "period_value": 18.0, "description": 22.0}
_WIDEST = {"portrait": 200.0, "landscape": 290.0}


def record_of(sheet: BlockSheet, first: int) -> RecordOf:
    """Returns the record of the form whose indicators begin in a row."""
    above = [block for block in texts(sheet) if block.row < first]
    words = [field_of(block.text, "project") for block in above]
    if any(word is not None and word.key == "project_name" for word in words):
        return "project"
    return "department" if any(_DEPARTMENT.search(block.folded) for block in above[:3]) else "project"


def is_named(sheet: BlockSheet, first: int, record: RecordOf) -> bool:
    """Whether the name of project or department is filled in."""
    needed = "department" if record == "department" else "project_name"
    for row in sheet.rows.values():
        for block in row:
            both = in_one_cell(block) if block.row < first else None
            word = field_of(both[0], record) if both else None
            if word is not None and word.key == needed:
                return True
        for block, following in pairwise(row):
            word = field_of(block.text, record) if block.row < first else None
            if word is not None and word.key == needed and following.text:
                guidance = re.fullmatch(r"\(.*\)", following.folded) is not None  # （与预算一致）
                other = is_known_label(following.text, record) or following.text.endswith((":", "："))
                return not guidance and not other
    return False


def is_filled(sheet: BlockSheet) -> bool:
    """Whether a form without indicators is filled in: it has long texts or numbers."""
    found = list(texts(sheet))
    return sum(len(block.text) > 30 or block.measured for block in found) > len(found) / 8


def year_of(sheet: BlockSheet, first: int) -> int | None:
    """Returns the year of the title, or of most labels."""
    found = [block for block in texts(sheet) if block.row < first and len(block.text) < 40]
    for block in found[:3]:
        if match := _YEAR.search(block.text):
            return int(match[1])
    years = Counter(match[1] for block in found if (match := _YEAR.match(block.text)))
    return int(years.most_common(1)[0][0]) if years else None


def unit_of(sheet: BlockSheet, first: int) -> str:
    """Returns the unit of amounts that most texts name."""
    found = Counter[str]()
    for block in texts(sheet):
        if block.row < first and (len(block.text) < 40 or "单位" in block.text[-12:]):
            unit = unit_in(block.text)
            if unit is None:
                match = re.search(rf"\(({UNITS})\)", block.folded)
                unit = match[1] if match else None
            if unit is not None and unit in FACTORS:
                found[unit] += 5 if "单位" in block.folded else 1
    return found.most_common(1)[0][0] if found else "万元"


def page_of(
    sheet: BlockSheet, found: Sequence[DraftTable]
) -> tuple[Literal["portrait", "landscape"], tuple[float, ...]]:
    """Returns orientation and column widths, narrowed to what a page shows."""
    widths = [sheet.width(col) for col in range(sheet.area.first.col, sheet.area.last.col + 1)]
    if not sheet.look.seen:
        widths = _fitted(sheet, found)
    total = sum(widths)
    orientation = sheet.look.orientation or ("landscape" if total > 110 else "portrait")
    room = _WIDEST[orientation]
    if total > room:
        widths = [width * room / total for width in widths]
    return orientation, tuple(max(1.0, round(width, 2)) for width in widths)


def _fitted(sheet: BlockSheet, found: Sequence[DraftTable]) -> list[float]:
    """Returns widths that texts and headings suggest, where the file's format says none."""
    headed = {column.col: column.part for table in found for column in table.columns if column.span == 1}
    widths = []
    for col in range(sheet.area.first.col, sheet.area.last.col + 1):
        lengths = [len(block.text) * 2.0 + 2 for block in texts(sheet) if block.col == col and block.span == 1]
        least = _SUGGESTED.get(headed.get(col, ""), 10.0)
        widths.append(min(max([least, *lengths]), 30.0))
    return widths


def typefaces(sheet: BlockSheet) -> Mapping[str, str | float]:
    """Returns typefaces and sizes by their key in a definition's page."""
    found = [block for block in texts(sheet) if block.look.font]
    if not sheet.look.seen or not found:
        return {}
    heading = max(found[:4], key=lambda block: block.look.size)
    others = Counter((block.look.font, block.look.size) for block in found if block is not heading)
    named: dict[str, str | float] = {}
    for prefix, look, usual in (
        ("", others.most_common(1)[0][0] if others else ("", 0.0), (SONG, 11.0)),
        ("title_", (heading.look.font, heading.look.size), ("黑体", 18.0)),
    ):
        if look[0] and look[0] != usual[0]:
            named[f"{prefix}font"] = look[0]
        if 6 <= look[1] <= 30 and look[1] != usual[1]:
            named[f"{prefix}size"] = int(look[1]) if look[1] == int(look[1]) else look[1]
    return named
