"""A workbook that is drawn once and stamped for many recipients.

Only the parts that differ are written again.

What comes out holds the same as drawing afresh (`toolkit.issuing.drawing`, the reference); only the order of the
table of texts and of the defined names may be another.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from toolkit.excel.write.book_writer import quoted
from toolkit.excel.write.markup import Part, ResultTag, RowTag, Strings, cut, escape, shared, shared_texts
from toolkit.excel.write.zip_parts import join, pack, unpack
from toolkit.forms.heights import row_heights
from toolkit.forms.layout import Layout
from toolkit.forms.selfcheck import Check, panel_results, self_check, stamp_cell
from toolkit.forms.stamp import keywords, short_code
from toolkit.issuing.drawing import Issue, code_text, contents, draw, stamp_rows, written
from toolkit.model.cell import CellRef, CellValue

_STRINGS = "xl/sharedStrings.xml"
#: Parts that name the sheets or carry the printed codes.
_NAMING = ("xl/workbook.xml", "docProps/app.xml", "docProps/core.xml", "docProps/custom.xml")

Shape = tuple[tuple[object, ...], ...]
Cells = Mapping[CellRef, CellValue]


def shape(issues: Iterable[Issue]) -> Shape:
    """Returns the properties that workbooks share to be stamped with one stencil."""
    layouts = ((issue.layout, issue.prefilled) for issue in issues)
    return tuple((layout.year, layout.project_type, layout.rows, locked) for layout, locked in layouts)


class Stencil:
    """A workbook that was drawn empty, cut into what stays and what differs."""

    def __init__(self, issues: Sequence[Issue], password: str) -> None:
        self._names = tuple(f"Stencil_{number}_" for number in range(len(issues)))
        self._codes = tuple(short_code(issue.stamp) for issue in issues)
        empty = [replace(issue, values={}, sheet=name) for issue, name in zip(issues, self._names, strict=True)]
        members = unpack(draw(empty, password))
        texts, table = shared_texts(members[_STRINGS].decode()), Strings({})
        sheets = [f"xl/worksheets/sheet{number}.xml" for number in range(1, len(issues) + 3)]
        *forms, lists, self._identity = sheets
        opened = [*map(_open, (issue.layout for issue in issues)), frozenset[CellRef](), _stamped(len(issues))]
        self._cut = {
            name: cut(members[name].decode(), cells, texts, table) for name, cells in zip(sheets, opened, strict=True)
        }
        self._forms = tuple(_Form(name, issue.layout) for name, issue in zip(forms, issues, strict=True))
        members[lists] = _filled(self._cut.pop(lists), {}, None, table)
        self._fixed, self._uses = table.more, table.uses
        head, _, _ = members[_STRINGS].decode().partition(" count=")
        self._head, self._texts = head, "".join(map(shared, self._fixed)).encode()
        self._naming = {name: members[name].decode() for name in _NAMING}
        self._members = {name: pack(part) for name, part in members.items()}

    def stamp(self, issues: Sequence[Issue]) -> bytes:
        """Returns the workbook of issues that have the stencil's shape.

        The same issues give the same bytes.
        """
        strings = Strings(self._fixed, uses=self._uses)
        parts = {name: text.encode() for name, text in self._named(issues)}
        for form, issue in zip(self._forms, issues, strict=True):
            parts[form.part] = _filled(self._cut[form.part], *form.contents(issue), strings)
        rows = enumerate(stamp_rows([(issue.sheet, issue.stamp) for issue in issues]))
        stamps: Cells = {CellRef(row, col): text for row, texts in rows for col, text in enumerate(texts)}
        parts[self._identity] = _filled(self._cut[self._identity], stamps, None, strings)
        count = f' count="{strings.uses}" uniqueCount="{len(strings.fixed) + len(strings.more)}"'
        start, own = f"{self._head}{count}>", "".join(map(shared, strings.more))
        parts[_STRINGS] = b"".join((start.encode(), self._texts, own.encode(), b"</sst>"))
        return join({**self._members, **{name: pack(part) for name, part in parts.items()}})

    def _named(self, issues: Sequence[Issue]) -> Iterator[tuple[str, str]]:
        """Yields the parts that name the sheets or carry the codes."""
        codes = [short_code(issue.stamp) for issue in issues]
        changes = [(keywords(self._codes), keywords(codes)), (self._codes[0], codes[0])]
        for name, issue in zip(self._names, issues, strict=True):
            name_xml = escape(issue.sheet)
            attribute = name_xml.replace('"', "&quot;")
            changes += [
                (f'"{name}"', f'"{attribute}"'),
                (f"{name}!", f"{escape(quoted(issue.sheet))}!"),
                (name, name_xml),
            ]
        for part, text in self._naming.items():
            for old, new in changes:
                text = text.replace(old, new)
            yield part, text


class _Form:
    """One sheet of a stencil, with what is worked out once for its layout."""

    def __init__(self, part: str, layout: Layout) -> None:
        self.part = part
        self._layout = layout
        self._checks: tuple[Check, ...] = self_check(layout)

    def contents(self, issue: Issue) -> tuple[Cells, tuple[float | None, ...]]:
        """Returns the differing cells, and the heights of rows; None for a usual one."""
        layout = self._layout
        values = written(issue)
        filled = contents(layout, values)
        checked = zip((check.cell for check in self._checks), panel_results(self._checks, filled), strict=True)
        marks = {layout.code_cell: code_text(issue), stamp_cell(layout): issue.stamp}
        usual = layout.form.indicators.height
        heights = (None if height == usual else height for height in row_heights(layout, values))
        return {**filled, **dict(checked), **marks}, tuple(heights)


def _open(layout: Layout) -> frozenset[CellRef]:
    """Returns the cells of a form whose content differs, formulas aside."""
    return frozenset({layout.code_cell, stamp_cell(layout), *(cell.range.first for cell in layout.inputs.values())})


def _stamped(sheets: int) -> frozenset[CellRef]:
    """Returns the cells of the hidden sheet with names and stamps."""
    return frozenset(CellRef(row, col) for row in range(1, sheets + 1) for col in range(3))


def _filled(parts: Iterable[Part], cells: Cells, heights: Sequence[float | None] | None, strings: Strings) -> bytes:
    """Returns a sheet with its cells filled in; without heights, rows are default."""
    out: list[bytes] = []
    for part in parts:
        if isinstance(part, bytes):
            out.append(part)
        elif isinstance(part, RowTag):
            out.append(part.write(heights[part.row] if heights and part.row < len(heights) else None).encode())
        elif isinstance(part, ResultTag):
            out.append(part.write(cells.get(part.cell)).encode())
        else:
            out.append(part.write(cells.get(part.cell), strings).encode())
    return b"".join(out)
