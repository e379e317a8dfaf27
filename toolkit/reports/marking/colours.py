"""The colours of bad cells, over the colours of the form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import copy
from itertools import count
from typing import Any

from openpyxl.formatting.formatting import ConditionalFormatting, ConditionalFormattingList
from openpyxl.formatting.rule import Rule
from openpyxl.styles import PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.worksheet.worksheet import Worksheet

from toolkit.model.cell import CellRef
from toolkit.model.finding import Severity
from toolkit.reports.marking.targets import OUR_CONDITION, cells_of

COLOURS: Mapping[Severity, str] = {
    Severity.ERROR: "FFF8C6C1",
    Severity.WARNING: "FFFCE3AC",
    Severity.INFO: "FFCDE2F6",
}
#: A sheet with more conditional formats is no form; searching all of them for each cell takes long.
_FORMATS = 500
#: Cells that one condition names; a formula can have 8,192 characters.
_AT_ONCE = 200

#: A range with our rules and the others.
_Format = tuple[str, Sequence[Rule], Sequence[Rule]]


def fill(severity: Severity) -> PatternFill:
    """Returns the colour of a severity."""
    return PatternFill("solid", fgColor=COLOURS[severity], bgColor=COLOURS[severity])


def colour(sheet: Worksheet, worst: Mapping[CellRef, Severity]) -> None:
    """Colours cells by their worst finding.

    Where a conditional format of the form would cover the colour, a rule of ours goes before it.
    """
    filled: dict[tuple[Any, Severity], Any] = {}  # openpyxl is slow to make a style, and quick to copy one
    for ref, severity in worst.items():
        cell: Any = sheet.cell(ref.row + 1, ref.col + 1)
        key = (tuple(cell._style or ()), severity)
        if key not in filled:
            cell.fill = fill(severity)
            filled[key] = copy(cell._style)
        else:
            cell._style = copy(filled[key])
    if worst and len(sheet.conditional_formatting) <= _FORMATS:
        formats = [(str(tinted.sqref), _over(tinted, worst), tinted.rules) for tinted in sheet.conditional_formatting]
        _write(sheet, formats)


def take_off(sheet: Worksheet) -> None:
    """Removes the colours of an earlier round."""
    formats: list[_Format] = [
        (str(tinted.sqref), [], [rule for rule in tinted.rules if not _ours(rule)])
        for tinted in sheet.conditional_formatting
    ]
    _write(sheet, formats)
    ours = set(COLOURS.values())
    for cell in cells_of(sheet):
        if cell.has_style and cell.fill.fgColor.rgb in ours:
            cell.fill = PatternFill()


def _over(tinted: ConditionalFormatting, worst: Mapping[CellRef, Severity]) -> list[Rule]:
    """Returns conditional formats that colour the marked cells of a range.

    They share the range of the format that they precede: LibreOffice ranks rules within a range only.
    """
    rules: list[Rule] = []
    for severity in Severity:
        cells = [ref for ref, worst_severity in worst.items() if worst_severity is severity and str(ref) in tinted]
        for batch in (cells[start : start + _AT_ONCE] for start in range(0, len(cells), _AT_ONCE)):
            named = ",".join(f"AND(ROW()={ref.row + 1},COLUMN()={ref.col + 1})" for ref in batch)
            look = DifferentialStyle(fill=fill(severity))
            formula = f"{OUR_CONDITION}OR({named}))"
            rules.append(Rule("expression", formula=[formula], dxf=look, stopIfTrue=True))
    return rules


def _ours(rule: Rule) -> bool:
    return any(str(formula).startswith(OUR_CONDITION) for formula in rule.formula)


def _write(sheet: Worksheet, formats: Sequence[_Format]) -> None:
    """Writes the conditional formats of a sheet, ours before the others."""
    priorities = count(1)
    theirs = sorted((rule for _, _, rules in formats for rule in rules), key=lambda rule: rule.priority)
    for rule in (*(rule for _, ours, _ in formats for rule in ours), *theirs):
        rule.priority = next(priorities)
    sheet.conditional_formatting = ConditionalFormattingList()
    for cells, ours, rules in formats:
        for rule in (*ours, *rules):
            sheet.conditional_formatting.add(cells, rule)
