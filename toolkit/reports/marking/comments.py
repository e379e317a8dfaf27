"""The comments on bad cells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from toolkit.excel.edit.comment_edit import Box, CommentEdit
from toolkit.model.cell import CellRange, CellRef
from toolkit.model.finding import Finding
from toolkit.model.text import strip_invisible
from toolkit.reports.grouping import group
from toolkit.reports.marking.targets import NOTE_HEAD, REVIEW_SHEET
from toolkit.reports.wording import printable, severity_name, wrap

#: Size of a comment: pixels across, columns of text that fit, pixels a line, the tallest.
_ACROSS, _COLUMNS, _LINE, _TALLEST = 330, 44, 18, 420
#: A comment with more findings than this is cut short; the first sheet lists them all.
_MOST = 20


def note(
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


def take_off(comments: CommentEdit) -> None:
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
