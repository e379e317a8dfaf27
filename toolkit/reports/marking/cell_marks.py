"""The colours of bad cells, over the form's own, and the comments on them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from lxml import etree

from toolkit.excel.edit.comment_edit import Box, CommentEdit
from toolkit.excel.edit.package_edit import MAIN
from toolkit.excel.edit.sheet_edit import SheetEdit
from toolkit.excel.edit.style_edit import StyleEdit
from toolkit.model.cell import CellRange, CellRef
from toolkit.model.finding import Finding, Severity
from toolkit.model.text import strip_invisible
from toolkit.reports.grouping import group
from toolkit.reports.marking.targets import NOTE_HEAD, OUR_CONDITION, REVIEW_SHEET
from toolkit.reports.wording import printable, severity_name, wrap

COLOURS: Mapping[Severity, str] = {
    Severity.ERROR: "#F8C6C1",
    Severity.WARNING: "#FCE3AC",
    Severity.INFO: "#CDE2F6",
}
#: A sheet with more conditional formats is no form; searching all of them for each cell takes long.
_FORMATS = 500
#: Cells that one condition names; a formula can have 8,192 characters.
_AT_ONCE = 200


def colour_cells(sheet: SheetEdit, styles: StyleEdit, worst: Mapping[CellRef, Severity]) -> None:
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


def remove_colours(sheet: SheetEdit, styles: StyleEdit) -> None:
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


#: Size of a comment: pixels across, columns of text that fit, pixels a line, the tallest.
_ACROSS, _COLUMNS, _LINE, _TALLEST = 330, 44, 18, 420
#: A comment with more findings than this is cut short; the first sheet lists them all.
_MOST = 20


def write_comments(
    comments: CommentEdit,
    findings: Mapping[CellRef, Sequence[Finding]],
    merges: Iterable[CellRange],
    review: str,
) -> None:
    """Writes one comment with all findings on each cell; `review` lists the rest."""
    lasts = {merged.first: merged.last for merged in merges}
    for ref, found in findings.items():
        right_of = lasts.get(ref, ref)
        text = printable(strip_invisible(_note_text(found, review)))
        comments.append(ref, text, REVIEW_SHEET, lambda text, right_of=right_of: _box(text, right_of))  # type: ignore[misc]


def remove_comments(comments: CommentEdit) -> None:
    """Removes our part of the comments of an earlier round."""
    comments.cut(NOTE_HEAD)


def _box(text: str, right_of: CellRef) -> Box:
    """Returns a size that fits a text."""
    lines = sum(len(wrap(line, _COLUMNS)) for line in text.split("\n"))
    return Box(_ACROSS, min(lines * _LINE + _LINE, _TALLEST), right_of)


def _note_text(found: Sequence[Finding], review: str) -> str:
    texts = list(dict.fromkeys(map(_finding_text, found)))
    more = [f"其余 {len(texts) - _MOST} 条见“{review}”。"] if len(texts) > _MOST else []
    return "\n".join([NOTE_HEAD, *texts[:_MOST], *more])


def _finding_text(finding: Finding) -> str:
    (entry,) = group((finding,))
    text = f"{severity_name(entry.severity, 'zh')} {entry.code}：{entry.message}"
    return "\n".join([text, *(f"改法：{fix}" for fix in entry.fixes if fix)])
