"""The self-check beside a form: on the screen only, never printed."""

from __future__ import annotations

from toolkit.forms.complaints import Contents
from toolkit.forms.layout import Layout
from toolkit.forms.selfcheck import (
    PANEL_TEXTS,
    READY,
    panel_column,
    panel_texts,
    results,
    self_check,
    stamp_cell,
)
from toolkit.generate import styles
from toolkit.generate.xlsx import Sheet
from toolkit.model.cell import CellRange

#: Widths in characters of the blank column before the panel and of the panel itself.
GAP, WIDTH = 2.0, 42.0


def draw_panel(sheet: Sheet, layout: Layout, contents: Contents, stamp: str) -> None:
    """Write the self-check's formulas with their present values, the instructions and the full stamp."""
    checks = self_check(layout)
    for number, (check, said) in enumerate(zip(checks, results(checks, contents), strict=True)):
        sheet.formula(check.cell, check.formula, said, styles.COMPLAINT if number else styles.STATUS)
    status = checks[0].cell
    place = CellRange(status, status)
    sheet.tint(place, f'{status}="{READY}"', styles.READY)
    sheet.tint(place, f'{status}<>"{READY}"', styles.NOT_READY)
    for cell, text in panel_texts(layout):
        sheet.text(cell, text, styles.HEADING if text == PANEL_TEXTS[0] else styles.NOTE)
    sheet.text(stamp_cell(layout), stamp, styles.STAMP)


def column_widths(layout: Layout) -> tuple[float, ...]:
    """The widths of all columns, the form's and the panel's."""
    blank = panel_column(layout) - layout.width
    return (*layout.form.page.columns, *[GAP] * blank, WIDTH)
