"""A small round for the tests of papers."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from io import BytesIO

from docx import Document

from toolkit.model import ProjectState
from toolkit.papers import Board, BoardProject, BoardUnit, RoundFacts

FACTS = RoundFacts(
    name="2024年项目绩效目标填报",
    form="项目绩效目标表（表13）",
    day=date(2023, 11, 20),
    budget_year=2024,
    deadline=date(2023, 11, 30),
    department="东莞市东坑镇财政分局",
    contact="李明 0769-00000000",
)
_AT = datetime(2023, 11, 18, 9, 12)
UNITS = (
    BoardUnit(
        "骏达社区",
        (
            BoardProject(
                "治安经费（常）", ProjectState.ACCEPTED, Decimal("36300.005"), 2, 0, 1, _AT, verdict="通过，张三"
            ),
            BoardProject("社区运转经费", ProjectState.RECEIVED, Decimal(1710000), 1, 0, 3, _AT),
            BoardProject("计生经费", ProjectState.TO_CORRECT, Decimal(50000), 1, 2, 0, _AT, reminders=1),
        ),
    ),
    BoardUnit(
        "党建办",
        (
            BoardProject("慰问经费", ProjectState.NOT_RETURNED, Decimal(9000), reminders=2),
            BoardProject("专项经费", ProjectState.RESUBMITTED, Decimal(120000), 2, 0, 0, _AT),
            BoardProject("人才经费", ProjectState.NIL, Decimal(1)),
        ),
    ),
    BoardUnit(
        "综治办",
        (
            BoardProject("应急经费", ProjectState.CANCELLED, Decimal(300)),
            BoardProject("临时项目", ProjectState.OFF_ROSTER, None, 1, 0, 0, _AT),
        ),
    ),
)
BOARD = Board(FACTS, UNITS)


def words(data: bytes) -> str:
    """Every text of a document: paragraphs, then tables cell by cell."""
    document = Document(BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])
