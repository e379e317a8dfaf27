"""Checks of the lines above the table: size, overlaps, ambiguous labels."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from toolkit.forms.definition import FormCell, FormDefinition, LayoutLine, lines_of
from toolkit.forms.fault import Fault, Key, short, unknown
from toolkit.forms.proof import between, text
from toolkit.forms.repeat import N
from toolkit.indicators.framework import Framework
from toolkit.model.money_units import without_unit
from toolkit.model.text import fold

_A_YEAR = re.compile(r"\{year(?:[+-]\d)?\}|(?<!\d)20\d\d(?!\d)")
#: Characters across an A4 sheet that can still be read when the page is made to fit.
_WIDEST = {"portrait": 200, "landscape": 290}
_MOST_COLUMNS = 60
#: Sizes of a typeface that can be read and fit into a cell, in points.
_SMALLEST, _LARGEST = 6, 30
_MOST_LINES = 300
#: Excel's own limits: a row's height in points, a column's width in characters.
HIGHEST, LOWEST = 409, 5


def faults(form: FormDefinition, framework: Framework) -> Iterator[Fault]:
    """Yields every fault of the page and its lines."""
    yield from _page(form)
    yield from _lines(form)
    yield from _geometry(form)
    yield from _placed(form)
    yield from _distinguishable(form)
    yield from _other_words(form, framework)


def _page(form: FormDefinition) -> Iterator[Fault]:
    columns = form.page.columns
    if not 1 <= len(columns) <= _MOST_COLUMNS:
        yield Fault(("page", "columns"), f"应有 1 到 {_MOST_COLUMNS} 列", f"1 to {_MOST_COLUMNS} columns are expected")
    for number, width in enumerate(columns):
        yield from between(("page", "columns", number), width, 1, 255)
    for key, high in (("size", _LARGEST), ("title_size", 2 * _LARGEST)):
        if (size := getattr(form.page, key)) is not None:
            yield from between(("page", key), size, _SMALLEST, high)
    for key in ("font", "title_font"):
        if (font := getattr(form.page, key)) is not None:
            yield from text(("page", key), font, ())
    widest, total = _WIDEST[form.page.orientation], sum(columns)
    if total > widest and all(1 <= width <= 255 for width in columns):
        yield Fault(
            ("page", "columns"),
            f"各列共 {total:g} 字宽，A4 纸上看不清，最多 {widest}；请减小列宽，或写 orientation: landscape",
            f"{total:g} characters are too wide for A4, at most {widest}; narrow them or write orientation: landscape",
        )


def _lines(form: FormDefinition) -> Iterator[Fault]:
    if not 1 <= len(form.layout) <= _MOST_LINES:
        yield Fault(("layout",), f"应有 1 到 {_MOST_LINES} 行", f"1 to {_MOST_LINES} lines are expected")
    if form.layout and any(piece.field for piece in form.layout[0].cells):
        yield Fault(("layout", 0), "第一行应为标题，如 cells: [{title: …, span: …}]", "the first line must be a title")
    if not any(piece.title for line in form.layout for piece in line.cells):
        yield Fault(("layout",), "缺少标题：写一格 {title: …, span: …}", "a title is missing; add {title: …, span: …}")
    labels = [piece for line in lines_of(form) for piece in line.cells if piece.label is not None]
    if labels and all(piece.optional for piece in labels):
        yield Fault(
            ("layout",), "不能每个 label 都是 optional，否则认不出这张表", "at least one label must not be optional"
        )
    for keys, line in _placed_lines(form):
        yield from between((*keys, "height"), line.height, LOWEST, HIGHEST)
        for place, piece in enumerate(line.cells):
            yield from _piece((*keys, "cells", place), line, piece)


def _placed_lines(form: FormDefinition) -> Iterator[tuple[tuple[Key, ...], LayoutLine]]:
    """Yields the lines above and below the table, with their keys."""
    yield from ((("layout", number), line) for number, line in enumerate(form.layout))
    yield from ((("footer", number), line) for number, line in enumerate(form.footer))


def _piece(keys: tuple[Key, ...], line: LayoutLine, piece: FormCell) -> Iterator[Fault]:
    filled = [key for key in ("mark", "title", "label", "note", "heading", "field") if getattr(piece, key) is not None]
    if len(filled) != 1:
        given = f"现有 {'、'.join(filled)}" if filled else "现在一个也没有"
        yield Fault(
            keys,
            f"一格里 mark、title、label、note、heading、field 只能写一个，{given}",
            "a cell must have exactly one of mark, title, label, note, heading and field",
        )
        return
    for key in ("span", "rows"):
        yield from between((*keys, key), getattr(piece, key), 1, _MOST_LINES)
    if piece.field is not None:
        if piece.also or piece.optional or piece.repeated:
            key = "also" if piece.also else "optional" if piece.optional else "repeated"
            yield Fault((*keys, key), f"{key} 要写在文字（label）那一格", f"{key} belongs to the cell with the label")
        return
    numbered = any(other.field and N in other.field for other in line.cells)
    placeholders = ("year", "n") if numbered else ("year",)
    if filled[0] not in ("note", "heading") or getattr(piece, filled[0]):  # an empty one is a cell without words
        yield from text((*keys, filled[0]), str(getattr(piece, filled[0])), placeholders)
    for number, other in enumerate(piece.also):
        yield from text((*keys, "also", number), other, (*placeholders, "years"))


def _geometry(form: FormDefinition) -> Iterator[Fault]:
    """Yields the faults of cells that overlap or leave the page.

    Cells flow from left to right around those that reach down from above, as they are drawn.
    """
    yield from _geometry_of(form, "layout", form.layout)
    yield from _geometry_of(form, "footer", form.footer)


def _geometry_of(form: FormDefinition, part: str, lines: tuple[LayoutLine, ...]) -> Iterator[Fault]:
    width, height = len(form.page.columns), len(lines)
    taken: set[tuple[int, int]] = set()
    for row, line in enumerate(lines):
        col = 0
        for number, piece in enumerate(line.cells):
            keys: tuple[Key, ...] = (part, row, "cells", number)
            span, rows = min(max(piece.span, 1), _MOST_LINES), min(max(piece.rows, 1), _MOST_LINES)
            while (row, col) in taken:
                col += 1
            if col + span > width:
                yield Fault(
                    (*keys, "span"),
                    f"这一格占第 {col + 1} 到 {col + span} 列，纸上只有 {width} 列（page.columns），请改 span",
                    f"this cell covers columns {col + 1} to {col + span}, the page has {width}; change span",
                )
            elif any((row, other) in taken for other in range(col, col + span)):
                yield Fault(
                    (*keys, "span"),
                    "与上方伸下来的格子（rows）重叠，请改 span",
                    "overlaps a cell from above; change span",
                )
            if row + rows > height:
                end = "指标表" if form.indicators.columns and part == "layout" else "表的末尾"
                yield Fault(
                    (*keys, "rows"),
                    f"向下占 {rows} 行，伸到了{end}里，最多写 rows: {height - row}",
                    f"extends beyond the last line; write rows: {height - row} at most",
                )
            taken.update((r, c) for r in range(row, row + rows) for c in range(col, col + span))
            col += span
        if line.table is not None:
            yield from _further(form, (part, row, "table"), line, width - col)
        elif not line.cells and not all((row, other) in taken for other in range(width)):
            yield Fault((part, row, "cells"), "这一行没有格子", "this line has no cells")


def _further(form: FormDefinition, keys: tuple[Key, ...], line: LayoutLine, room: int) -> Iterator[Fault]:
    """Yields the faults of the place of a further table."""
    table = form.tables.get(line.table or "")
    if table is None:
        yield unknown(keys, line.table, form.tables, "附表（tables 中）", "further table")
    elif (wide := sum(column.span for column in table.columns)) > room:
        yield Fault(
            keys,
            f"附表占 {wide} 列，这里只有 {room} 列（page.columns），请改 span",
            f"the table covers {wide} columns, there are {room}; change span",
        )


def _placed(form: FormDefinition) -> Iterator[Fault]:
    """Yields a fault for each field without exactly one cell."""
    first: dict[str, int] = {}
    for row, (where, line) in enumerate(_placed_lines(form)):
        for number, piece in enumerate(line.cells):
            if piece.field is None:
                continue
            keys = (*where, "cells", number, "field")
            if piece.field not in form.fields:
                yield unknown(keys, piece.field, form.fields, "栏目（fields 中）", "field")
            elif piece.field in first:
                yield Fault(
                    keys,
                    f"{piece.field} 已经在第 {first[piece.field] + 1} 行有一格",
                    f"{piece.field} already has a cell in line {first[piece.field] + 1}",
                )
            first.setdefault(piece.field, row)
    further = {name for table in form.tables.values() for name in table.cells}
    for name in form.fields:
        if name not in first and name not in further:
            yield Fault(
                ("fields", name),
                f"layout 里没有填 {name} 的格子，请加上 {{field: {name}}}",
                f"layout has no cell for this field; add {{field: {name}}}",
            )


def _introduced(form: FormDefinition) -> Iterator[tuple[tuple[Key, ...], FormCell | None, str | None, FormCell]]:
    """Yields each cell to fill: its keys, its label, the heading above it, itself."""
    taken: set[tuple[int, int]] = set()
    above: dict[int, FormCell] = {}
    headings: dict[int, str] = {}
    for row, (where, line) in enumerate(_placed_lines(form)):
        if where == ("footer", 0):
            above, headings = {}, {}
        col, before = 0, None
        for number, piece in enumerate(line.cells):
            while (row, col) in taken:
                col += 1
            columns = range(col, col + min(max(piece.span, 1), _MOST_LINES))
            taken.update((r, c) for r in range(row, row + min(max(piece.rows, 1), _MOST_LINES)) for c in columns)
            if piece.field is not None:
                yield (*where, "cells", number), before or above.get(col), headings.get(col), piece
            elif piece.label is not None:
                before = piece
                above.update(dict.fromkeys(columns, piece))
            elif text := piece.heading or piece.note:
                headings[col] = text
            col = columns.stop


def _distinguishable(form: FormDefinition) -> Iterator[Fault]:
    """Yields a fault for each cell to fill without a label of its own.

    A form that nobody issued can be read by its labels only. Cells of one line may share a label where each has a
    heading above it.
    """
    introduced = list(_introduced(form))
    first: dict[int, tuple[str, str | None]] = {}
    headings: dict[int, set[str]] = {}
    for keys, label, heading, piece in introduced:
        if label is None:
            yield Fault(
                keys,
                f"{piece.field} 的左边和上方都没有文字（label），读表时认不出",
                f"{piece.field} has no label to its left or above it",
            )
            continue
        other, above = first.setdefault(id(label), (str(piece.field), heading))
        taken = headings.setdefault(id(label), set())
        if other != piece.field and not (above and heading and fold(heading) not in taken):
            yield Fault(
                keys,
                f"{piece.field} 与 {other} 共用文字“{short(label.label)}”，读表时分不清，请各写一个 label，"
                "或在每格上方写列名（heading）",
                f"{piece.field} and {other} share the label “{short(label.label)}”; give each its own, or a heading"
                " above each cell",
            )
        taken.add(fold(heading or ""))
    owner: dict[str, tuple[int, int]] = {}
    for row, (where, line) in enumerate(_placed_lines(form)):
        for number, piece in enumerate(line.cells):
            if piece.label is None:
                continue
            for key, word in chain(
                [(("label",), piece.label)], ((("also", n), one) for n, one in enumerate(piece.also))
            ):
                place = owner.setdefault(compared_label(word), (row, number))
                if piece.repeated and key == ("label",) and place == (row, number):
                    yield Fault(
                        (*where, "cells", number, "repeated"),
                        f"前面没有“{short(word)}”，请删去 repeated",
                        f"no earlier label says “{short(word)}”; delete repeated",
                    )
                if place != (row, number) and not piece.repeated:
                    yield Fault(
                        (*where, "cells", number, *key),
                        f"“{short(word)}”在第 {place[0] + 1} 行已经用过，读表时分不清；请换一个叫法，"
                        "表上确是同名的写 repeated: true（按先后分清）",
                        f"“{short(word)}” is already used in line {place[0] + 1}; use another label, "
                        "or write repeated: true to tell them apart by their order",
                    )


def _other_words(form: FormDefinition, framework: Framework) -> Iterator[Fault]:
    """Yields a fault for each label that is a word of table or title.

    A home-made form could not be read.
    """
    words = {fold(piece.title): "标题" for line in form.layout for piece in line.cells if piece.title}
    if form.indicators.columns:
        columns = [one for table in form.indicators.tables for one in table.columns]
        words |= {fold(name): "指标表的列名" for one in columns for name in (one.label, *one.also)}
        words |= {fold(name): "指标类别" for first, second in framework.pairs() for name in (first.name, second.name)}
    english = {
        "标题": "the title",
        "指标表的列名": "a heading of the indicator table",
        "指标类别": "a level of the framework",
    }
    for where, line in _placed_lines(form):
        for number, piece in enumerate(line.cells):
            for word in (piece.label or "", *piece.also):
                if zh := words.get(fold(word)):
                    yield Fault(
                        (*where, "cells", number, "label" if word == piece.label else "also"),
                        f"“{short(word)}”也是{zh}，读表时分不清，请换一个叫法",
                        f"“{short(word)}” is also {english[zh]}; use another label",
                    )


def compared_label(word: str) -> str:
    """Returns a label as reading compares it, without unit and colon."""
    plain = fold(word).replace("({years})", "").replace("{years}", "").rstrip(":")
    return without_unit(_A_YEAR.sub("", plain).lstrip("年") or plain)[0]
