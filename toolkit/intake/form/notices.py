"""The observations that a form gives without the issued one.

Missing labels, odd cells, long texts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from toolkit.excel.grid import Grid
from toolkit.forms.definition import column_field
from toolkit.forms.further_tables import field_of
from toolkit.forms.headings import called
from toolkit.forms.heights import LINE, ROOM, SHORT, cell_width, count_lines
from toolkit.forms.kinds import kind_of
from toolkit.forms.layout import Layout
from toolkit.forms.selfcheck import ARROW
from toolkit.forms.table_definition import LEVELS, IndicatorTable, TableColumn
from toolkit.forms.table_layout import scoped
from toolkit.intake.cells import look_at
from toolkit.intake.form.body import Body
from toolkit.intake.form.header import Header
from toolkit.intake.form.locate import Region
from toolkit.intake.form.stamps import Identity
from toolkit.intake.form.table_end import is_footer, is_remark
from toolkit.intake.form.table_sections import TableSection
from toolkit.intake.form.vocabulary import Vocabulary, is_year_line
from toolkit.intake.library import Library
from toolkit.model.cell import TALLEST_ROW, CellRange, CellRef
from toolkit.model.evidence import Flag, Observation, Observed, ReadRecord
from toolkit.model.finding import Bilingual, Fact
from toolkit.model.text import fold

#: Points that a line takes at least, and lines by which a text must be too long: fonts differ.
_LEAST, _OVER = 13.5, 1


def with_cut_texts(grid: Grid, record: ReadRecord, library: Library) -> ReadRecord:
    """Returns the record with its long texts that low rows cut off."""
    if record.stamp is None or not grid.row_heights:
        return record
    long = {name: placed for name, placed in record.placed.items() if len(placed.raw) >= SHORT}
    layout = library.layout(record.stamp) if long else None
    if layout is None:
        return record
    cut = tuple(seen for name, placed in long.items() for seen in _cut(grid, layout, name, placed.cell, placed.raw))
    return replace(record, observations=(*record.observations, *cut)) if cut else record


def _cut(grid: Grid, layout: Layout, name: str, address: str, text: str) -> Iterator[Observation]:
    cell = layout.inputs.get(name)
    if cell is None or cell.range.area == 1 or "," in address:  # a text in several cells has a row of its own each
        return
    first = CellRef.parse(address)
    area = next((merged for merged in grid.merges if merged.first == first), CellRange(first, first))
    heights = [grid.row_heights.get(row) for row in range(first.row, area.last.row + 1)]
    room = sum(height for height in heights if height is not None)
    if None in heights or room >= TALLEST_ROW - 1:  # what cannot grow has a smaller font
        return
    width = cell_width(layout, cell.range)
    lines = count_lines(text, width)
    if (lines - _OVER) * _LEAST > room:
        points = str(round(min(lines * LINE + ROOM, TALLEST_ROW)))
        facts = {"field": layout.field(name).name, "characters": str(len(text)), "points": points}
        yield Observation(Observed.CUT_ON_PAPER, address, facts)


#: Forms of one name in a workbook are numbered: 综合经费（2）.
_NUMBERED = re.compile(r"\(\d+\)$")
#: What the names of different projects have in common.
_COMMON = re.compile(r"\([^()]*\)|经费|项目|专项|资金|费用?|工作")


def labels(
    words: Vocabulary, header: Header, body: Body, sections: Sequence[TableSection], identity: Identity
) -> Iterator[Observation]:
    """Yields missing labels, and years that contradict each other or the stamp."""
    for key, printed in words.printed.items():
        if key not in header.labels and (identity.stamp or key not in words.optional):
            yield _missing(re.sub(r"\{year(?:[+-]\d)?\}(?=年度)|\{year(?:[+-]\d)?\}年?", "", printed))
    for number, one in enumerate(words.tables):
        yield from _table_labels(one.table, body, [part for part in sections if part.heading.table == number], identity)
    stated = [(token, hit.year) for token, hit in header.labels.values() if hit.year is not None]
    years = {year for _, year in stated} | ({identity.stamp.year} if identity.stamp and stated else set())
    if len(years) > 1:
        places = ",".join(token.address for token, _ in stated)
        yield Observation(Observed.AMBIGUOUS, places, {"found": "、".join(f"{year}年" for year in sorted(years))})


def _table_labels(
    table: IndicatorTable, body: Body, found: Sequence[TableSection], identity: Identity
) -> Iterator[Observation]:
    """Yields the missing labels of one table: its headings and categories.

    A table that is missing as a whole is named by its side."""
    if not found and table.side:
        yield _missing(table.side)
        return
    named = {key for section in found for key in section.named}
    repeats = any(not section.heading.rows for section in found) and table.scope  # under another table's heading
    for column in table.columns if not repeats else ():
        if table.key(column) not in named and (identity.stamp or not column.skip):
            yield _missing(called(column))
    for scope in table.scopes:
        for category in table.categories if "level2" in table.side_columns(scope) else ():
            required = category.required and not table.may_be_empty(scope)
            if scoped(scope, category.level2) not in body.levels and (identity.stamp or required):
                yield _missing(category.level2)


def missing_labels(names: Iterable[str]) -> Iterator[Observation]:
    """Yields an observation for each label that is missing."""
    return map(_missing, names)


def added_since(missing: Sequence[Observation], words: Vocabulary, identity: Identity) -> tuple[Observation, ...]:
    """Returns missing labels, those that an older version lacks as one observation.

    Only of a form that nobody could change. One without its name or its money stays incomplete.
    """
    form, stamp = words.form, identity.stamp
    if stamp is None or stamp.form != form.id or stamp.version not in (*form.older, form.version):
        return tuple(missing)
    kept = {printed for key, printed in words.printed.items() if _introduced(words, key) in _NEVER_ADDED}
    added = [one for one in missing if one.seen is Observed.LABEL_MISSING and one.facts["label"] not in kept]
    if not added:
        return tuple(missing)
    names = [str(one.facts["label"]) for one in added]
    version = Bilingual(
        f"{stamp.version}，表上没有“{'”“'.join(names)}”", f"{stamp.version}, which does not have {', '.join(names)}"
    )
    facts: dict[str, Fact] = {"version": version, "expected": form.version, "found": stamp.version}
    seen = Observation(Observed.OTHER_VERSION, facts=facts, flags=frozenset({Flag.OLDER}))
    return (seen, *(one for one in missing if one not in added))


#: Fields without which a form of any version says nothing.
_NEVER_ADDED = ("project_name", "total", "department")


def _introduced(words: Vocabulary, key: str) -> str:
    return words.introduces[key].field if key in words.introduces else ""


def _missing(label: str) -> Observation:
    return Observation(Observed.LABEL_MISSING, facts={"label": label, "expected": label})


def filled(header: Header, body: Body, words: Vocabulary, *, structure_readable: bool) -> Iterator[Observation]:
    """Yields the observations that each filled cell gives by itself."""
    for name, found in header.fields.items():
        numeric = kind_of(field_of(words.form, name)).numeric
        for token in found.tokens:
            yield from look_at(token.cell, token.address, numeric=numeric, structure_readable=structure_readable)
    parts = {one.part for table in words.tables for one in table.table.columns if _is_numeric(one)}
    numbers = {token for row in body.rows.values() for part, token in row.parts.items() if part in parts}
    for token in body.used:
        yield from look_at(token.cell, token.address, numeric=token in numbers, structure_readable=structure_readable)


def _is_numeric(column: TableColumn) -> bool:
    return not column.skip and column.part not in LEVELS and kind_of(column_field(column)).numeric


def unseen(grid: Grid, region: Region) -> Iterator[Observation]:
    """Yields cells that look empty and are not.

    They hold blanks, or a formula that was never calculated.
    """
    last = max(region.lines)
    for (row, col), cell in grid.cells.items():
        empty = not cell.text and cell.formula is None
        if empty or not cell.blank or row > last or not region.holds(row, col):
            continue
        if cell.formula is not None and not cell.computed and ARROW not in cell.formula:
            yield from look_at(cell, str(CellRef(row, col)))
        elif cell.text and cell.formula is None:
            yield Observation(Observed.LOOKS_EMPTY, str(CellRef(row, col)))


def version(words: Vocabulary, identity: Identity, *, as_issued: bool) -> Iterator[Observation]:
    """Yields an observation where the stamp is of another version of the form.

    Args:
        words: the form's vocabulary.
        identity: what its marks say.
        as_issued: whether the definition still gives the layout with which it was issued.
    """
    stamp = identity.stamp
    if stamp is None:
        return
    form = words.form
    if stamp.form != form.id or (stamp.version != form.version and stamp.version not in form.older):
        found, expected = f"{stamp.form} {stamp.version}", f"{form.id} {form.version}"
        yield Observation(Observed.OTHER_VERSION, facts={"version": found, "expected": expected, "found": found})
    elif stamp.version != form.version or not as_issued:
        facts = {"version": stamp.version, "expected": form.version, "found": stamp.version}
        yield Observation(Observed.OTHER_VERSION, facts=facts, flags=frozenset({Flag.OLDER}))


def recipient(words: Vocabulary, identity: Identity, header: Header) -> Iterator[Observation]:
    """Yields an observation where the project seems another than the sheet is named after.

    Only where no project name was filled in beforehand.
    """
    stamp, found = identity.stamp, header.fields.get("project_name")
    if stamp is None or found is None or not found.text or "project_name" in stamp.prefilled:
        return
    form = words.form
    sheet = _NUMBERED.sub("", fold(stamp.sheet))
    if sheet in (fold(form.title), fold(form.name)):
        return
    names = (_COMMON.sub("", sheet), _COMMON.sub("", fold(found.text)))
    pairs, others = ({name[at : at + 2] for at in range(len(name) - 1)} for name in names)
    if pairs and others and not pairs & others:  # a name that was corrected has something of the old one
        facts = {"field": form.fields["project_name"].name, "stamp": stamp.sheet, "found": found.text}
        facts["expected"] = stamp.sheet
        yield Observation(Observed.OTHER_RECIPIENT, str(found.cell), facts, flags=frozenset({Flag.UNSURE}))


def stray(
    header: Header,
    body: Body,
    words: Vocabulary,
    named: frozenset[CellRef],
    unlabelled: Mapping[CellRef, str],
    sheet: str,
    *,
    issued: bool,
) -> Iterator[Observation]:
    """Yields the cells that nobody claimed.

    Signatures and remarks around a home-made form have little weight.

    Args:
        header: what was found above the table.
        body: what was found in the table.
        words: the form's vocabulary.
        named: cells of which another finding tells.
        unlabelled: cells to fill whose label is gone, and the names of their fields.
        sheet: the sheet's name; Numbers prints the name of its table, which ends it, above the table.
        issued: whether the form carries a stamp.
    """
    for token in (*header.left, *body.left):
        if is_year_line(token.text) and token in header.left:
            continue
        if words.is_title(token.text) or words.is_mark(token.text) or words.heads(token.text):
            continue
        if any(fold(token.text) == fold(table.name) for table in words.form.tables.values()):
            continue  # printed beside a further table
        if token.place in unlabelled:
            facts = {"found": token.text[:60], "by": "unlabelled", "field": unlabelled[token.place]}
            yield Observation(Observed.STRAY_CONTENT, token.address, facts)
            continue
        footer = is_footer(token.text)
        remark = not issued and not footer and is_remark(token.text)
        if token.place in named or remark or sheet.endswith(f" - {token.text}"):
            continue
        by = ("signature" if issued else "footer") if footer else ""
        yield Observation(Observed.STRAY_CONTENT, token.address, {"found": token.text[:60], "by": by})
