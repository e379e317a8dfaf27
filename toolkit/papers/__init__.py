"""Papers that leave the office, as functions from frozen data to bytes.

    board = Board(facts, units)              # from the ledger
    board_xlsx(board); board_text(board, "zh", width=100, colour=True)
    [(one.unit, reminder_docx(one), reminder_text(one)) for one in reminders_of(board)]
    notice_docx(Notice(facts, unit, projects)); issue_list_xlsx(facts, forms)
    zip_bytes({"下发通知.docx": …, "治安经费.xlsx": …})

Letters are made from a report: `toolkit.reports.letter.unit_letters`. No function here reads or writes a file, asks
the clock or knows a ledger.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.fronts import lazy_front

__all__ = [
    "Board",
    "BoardProject",
    "BoardTotals",
    "BoardUnit",
    "IssuedForm",
    "LetterFinding",
    "LetterProject",
    "Notice",
    "NoticeProject",
    "OwedProject",
    "Reminder",
    "RoundFacts",
    "UnitLetter",
    "board_text",
    "board_xlsx",
    "issue_list_xlsx",
    "letter_docx",
    "notice_docx",
    "reminder_docx",
    "reminder_text",
    "reminders_of",
    "totals_of",
    "zip_bytes",
]

if TYPE_CHECKING:
    from toolkit.papers.board import Board, BoardProject, BoardTotals, BoardUnit, totals_of
    from toolkit.papers.board_book import board_xlsx
    from toolkit.papers.board_lines import board_text
    from toolkit.papers.document import zip_bytes
    from toolkit.papers.issue_list import IssuedForm, issue_list_xlsx
    from toolkit.papers.notice import Notice, NoticeProject, notice_docx
    from toolkit.papers.reminder import OwedProject, Reminder, reminder_docx, reminder_text, reminders_of
    from toolkit.papers.round_facts import RoundFacts
    from toolkit.papers.unit_letter import LetterFinding, LetterProject, UnitLetter, letter_docx
else:
    __getattr__ = lazy_front(
        __name__,
        {
            "board": "Board BoardProject BoardTotals BoardUnit totals_of",
            "board_book": "board_xlsx",
            "board_lines": "board_text",
            "document": "zip_bytes",
            "issue_list": "IssuedForm issue_list_xlsx",
            "notice": "Notice NoticeProject notice_docx",
            "reminder": "OwedProject Reminder reminder_docx reminder_text reminders_of",
            "round_facts": "RoundFacts",
            "unit_letter": "LetterFinding LetterProject UnitLetter letter_docx",
        },
    )
