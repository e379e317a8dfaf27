"""The colours of bad cells, over the colours of the form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lxml import etree

from toolkit.excel.edit.package_edit import MAIN
from toolkit.excel.edit.sheet_edit import SheetEdit
from toolkit.excel.edit.style_edit import StyleEdit
from toolkit.model.cell import CellRef
from toolkit.model.finding import Severity
from toolkit.reports.marking.targets import OUR_CONDITION

COLOURS: Mapping[Severity, str] = {
    Severity.ERROR: "#F8C6C1",
    Severity.WARNING: "#FCE3AC",
    Severity.INFO: "#CDE2F6",
}
#: A sheet with more conditional formats is no form; searching all of them for each cell takes long.
_FORMATS = 500
#: Cells that one condition names; a formula can have 8,192 characters.
_AT_ONCE = 200


def colour(sheet: SheetEdit, styles: StyleEdit, worst: Mapping[CellRef, Severity]) -> None:
    """Colours cells by their worst finding.

    Where a conditional format of the form would cover the colour, a rule of ours goes before it.
    """

    def rules(cells: Sequence[CellRef]) -> list[etree._Element]:
        found: list[etree._Element] = []
        for severity in Severity:
            like = [ref for ref in cells if worst[ref] is severity]
            found += [_rule(like[at : at + _AT_ONCE], severity, styles) for at in range(0, len(like), _AT_ONCE)]
        return found

    for severity in Severity:
        color = COLOURS[severity]
        for ref in (ref for ref, found in worst.items() if found is severity):
            sheet.set_style(ref, lambda style, color=color: styles.filled(style, color))  # type: ignore[misc]
    if worst and sheet.formats() <= _FORMATS:
        sheet.put_rules_before(list(worst), rules)


def take_off(sheet: SheetEdit, styles: StyleEdit) -> None:
    """Removes the colours of an earlier round."""
    sheet.drop_rules(OUR_CONDITION)
    ours = frozenset(COLOURS.values())
    sheet.restyle(lambda style: styles.without_fill(style, ours))


def _rule(cells: Sequence[CellRef], severity: Severity, styles: StyleEdit) -> etree._Element:
    """Returns a conditional format that colours some cells and ends the evaluation of others."""
    rule = etree.Element(f"{MAIN}cfRule", type="expression", dxfId=styles.tint(COLOURS[severity]), stopIfTrue="1")
    named = ",".join(f"AND(ROW()={ref.row + 1},COLUMN()={ref.col + 1})" for ref in cells)
    etree.SubElement(rule, f"{MAIN}formula").text = f"{OUR_CONDITION}OR({named}))"
    return rule
