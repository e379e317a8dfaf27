"""The sheet 报送情况: units that returned, did not, or must correct."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain

from toolkit.excel.write.book_writer import BookWriter
from toolkit.merging.returns import LISTED, State, UnitReturns, units, without_project
from toolkit.merging.submissions import Status
from toolkit.merging.summary import Summary
from toolkit.model.cell import SHEET_ROWS
from toolkit.publishing import summary_styles as styles
from toolkit.publishing.grid_sheet import Cells, GridSheet, Text, draw_grid
from toolkit.publishing.paths_shown import Folder
from toolkit.summary_book import sheets
from toolkit.summary_book.sheets import TARGET, UNKNOWN

_MARK = styles.DATA_NUMBER


def draw_returns(book: BookWriter, summary: Summary, files: Folder, *, most: int = SHEET_ROWS) -> None:
    """Draws one line a unit, then departments' targets and files without a record."""
    asked = summary.expected is not None
    lines = units(summary)
    grid = GridSheet(book, sheets.RETURNS, title=_counted(lines, asked=asked), roster=asked, most=most)
    draw_grid(grid, chain((_row(unit, files) for unit in lines), _unread(summary, files)))


def _counted(lines: Sequence[UnitReturns], *, asked: bool) -> str:
    states = Counter(unit.state for unit in lines)
    states_text = "、".join(f"{state} {states[state]}" for state in State if states[state])
    text = f"共 {len(lines)} 个单位：{states_text}。" if lines else "没有收到项目。"
    return text if asked else f"{text}（没有给出名册，未报送的单位无从列出）"


def _row(unit: UnitReturns, files: Folder) -> Cells:
    returned = unit.received.get(Status.RETURNED, 0)
    return {
        "unit": unit.name,
        "state": _state(str(unit.state), fine=unit.state in (State.DONE, State.ARRIVED)),
        "expected": unit.expected,
        "came": sum(unit.received.values()),
        **{str(fate): unit.received.get(fate) or None for fate in Status},
        "missing": "、".join(unit.missing[:LISTED]) + _more(len(unit.missing)),
        "to_correct": "、".join(unit.returned) + _more(returned),
        "files": "\n".join(map(files.file, unit.files)) + _more(unit.file_count),
    }


def _unread(summary: Summary, files: Folder) -> Iterator[Cells]:
    for one, fate in without_project(summary):
        wrong = fate is Status.RETURNED
        state = _state(str(State.RETURNED if wrong else State.ARRIVED), fine=not wrong)
        if one.target:
            named = f"{one.unit}（{TARGET}）" if one.unit else TARGET
            yield {"unit": named, "state": state, "came": 1, str(fate): 1, "files": files.file(one.where.file)}
        else:
            yield {"unit": UNKNOWN, "state": state, "files": files.file(one.where.file)}


def _state(state: str, *, fine: bool) -> Text:
    return Text(state, styles.fine(_MARK) if fine else styles.wanting(_MARK))


def _more(count: int) -> str:
    """Returns the count behind the first of very many names."""
    return f"……等 {count} 个" if count > LISTED else ""
