"""A department's overall target without a form: a table, or paragraphs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from toolkit.excel.grid import Book, CellKind
from toolkit.forms.definition import Definition, SummaryDefinition
from toolkit.intake.cells import look_at
from toolkit.intake.department.further_sections import parts_of_sheet, read_sections
from toolkit.intake.department.narrative import (
    DEPARTMENT,
    TITLE,
    NarrativeSection,
    TargetRead,
    is_narrative,
    item_of,
    read_narrative,
    section_of,
)
from toolkit.intake.form.department_record import FormVersion, gathered
from toolkit.intake.form.locate import Region
from toolkit.intake.form.notices import unseen
from toolkit.intake.form.table_end import is_remark
from toolkit.intake.library import Library
from toolkit.intake.sheet_context import SheetContext
from toolkit.intake.summary.own import is_marked
from toolkit.intake.tokens import Lines, Token, extent
from toolkit.model.cell import CellRef
from toolkit.model.evidence import Observation, Observed, Placed, ReadRecord
from toolkit.model.records import DepartmentTarget, Source
from toolkit.model.text import fold, strip_invisible
from toolkit.summary_book.department_sheet import DEPARTMENT_LABEL, HEADINGS, ORDINAL, ORIGIN_LINE, OVERALL

_BRIEF = 60


class SubGoalTable(NamedTuple):
    """The heading of the table of sub-goals: its row and its columns.

    Attributes:
        row: of the sheet.
        columns: by part.
    """

    row: int
    columns: Mapping[str, int]


@dataclass
class _Reading:
    """The table as far as it was read, by field of the record."""

    texts: dict[str, str] = field(default_factory=dict)
    placed: dict[str, Placed] = field(default_factory=dict)
    observations: list[Observation] = field(default_factory=list)
    version: FormVersion | None = None
    year: int | None = None
    measures: bool = False
    count: int = 0

    def put(self, key: str, text: str, token: Token) -> None:
        """Stores the text of a field; a second text for it is an observation."""
        if key in self.texts:
            self.stray(token)
        elif token.cell.kind is not CellKind.ERROR and text.strip():
            self.texts[key] = strip_invisible(text)
            self.placed[key] = Placed(token.address, text)

    def stray(self, token: Token) -> None:
        """Notes a cell that is no part of the record."""
        self.observations.append(Observation(Observed.STRAY_CONTENT, token.address, {"found": token.text[:_BRIEF]}))


def _find_table(lines: Lines) -> SubGoalTable | None:
    """Returns the heading of the sub-goals, None where there is none."""
    parts = {fold(name): part for part, names in HEADINGS.items() for name in names}
    for row, tokens in lines.items():
        columns = {part: token.col for token in tokens if (part := parts.get(fold(token.text)))}
        if len(columns) == len(HEADINGS):
            return SubGoalTable(row, columns)
    return None


def _read_table(lines: Lines, table: SubGoalTable, version: FormVersion, source: Source) -> TargetRead:
    reading = _Reading()
    for row, tokens in lines.items():
        reading.observations += (seen for token in tokens for seen in look_at(token.cell, token.address))
        if row == table.row:
            reading.observations += _odd_cells(tokens, table)
        elif row > table.row and not _opens_measures(reading, tokens):
            _below(reading, tokens, table)
        elif row < table.row:
            _above(reading, tokens)
    if "overall_goal" not in reading.placed:
        reading.observations.append(Observation(Observed.LABEL_MISSING, facts={"label": OVERALL, "expected": OVERALL}))
    target, placed = gathered(reading.version or version, reading.texts, reading.placed, reading.year, source)
    return TargetRead(target, placed, tuple(reading.observations))


def _odd_cells(tokens: tuple[Token, ...], table: SubGoalTable) -> Iterator[Observation]:
    """Yields further headings, whose columns nobody reads."""
    for token in tokens:
        if token.col not in table.columns.values() and fold(token.text) != ORDINAL:
            yield Observation(Observed.STRAY_CONTENT, token.address, {"found": token.text[:_BRIEF]})


def _above(reading: _Reading, tokens: tuple[Token, ...]) -> None:
    """Reads a line above the table: the title, the department's name, the overall goal."""
    label, *rest = tokens
    opened, named = section_of(label.text.strip()), DEPARTMENT.fullmatch(label.text.strip())
    if opened is not None and opened.section is NarrativeSection.OVERALL:
        key, inside = "overall_goal", opened.rest
    elif named is not None:
        key, inside = "department", named["department"]
    elif fold(label.text).rstrip(":") == fold(DEPARTMENT_LABEL).rstrip(":"):
        key, inside = "department", ""
    else:
        title = TITLE.fullmatch(label.text.strip())
        if title is not None and (year := title["year"] or title["before"]):
            reading.year = int(year)
        if title is not None and title["department"]:
            reading.put("department", title["department"], label)
        for token in rest if title is not None else tokens:
            if not is_remark(token.text) and section_of(token.text.strip()) is None:
                reading.stray(token)
        return
    reading.placed.setdefault(key, Placed((rest[0] if rest else label).address, ""))
    if inside:
        reading.put(key, inside, label)
    for token in rest:
        reading.put(key, token.text, token)


def _opens_measures(reading: _Reading, tokens: tuple[Token, ...]) -> bool:
    """Whether a line is the heading of the measures."""
    opened = section_of(tokens[0].text.strip())
    if opened is None or opened.section is not NarrativeSection.MEASURES or opened.rest:
        return False
    reading.measures, reading.count = True, 0
    for token in tokens[1:]:
        reading.stray(token)
    return True


def _below(reading: _Reading, tokens: tuple[Token, ...], table: SubGoalTable) -> None:
    """Reads a sub-goal, a measure or the origin, below the heading."""
    origin = ORIGIN_LINE.fullmatch(tokens[0].text.strip())
    if origin is not None:
        reading.version = FormVersion(origin["form"], origin["version"])
        return
    rest = tokens[1:] if _is_ordinal(tokens[0].text) else tokens
    if not rest or all(is_remark(token.text) for token in rest):
        return
    if reading.measures:
        reading.count += 1
        for token in rest:
            item = item_of(token.text) if rest is tokens else None
            reading.put(f"measures.{reading.count}", item.text if item else token.text, token)
        return
    parts = {col: part for part, col in table.columns.items()}
    if rest is tokens and parts.get(tokens[0].col) != "title":
        for token in tokens:  # a sub-goal broken over two rows, or none at all
            reading.stray(token)
        return
    reading.count += 1
    for col, part in parts.items():  # where it would stand
        reading.placed[f"sub_goals.{reading.count}.{part}"] = Placed(str(CellRef(tokens[0].row, col)), "")
    for token in rest:
        if token.col in parts:
            reading.put(f"sub_goals.{reading.count}.{parts[token.col]}", token.text, token)
        else:
            reading.stray(token)


def _is_ordinal(text: str) -> bool:
    """Whether a cell is nothing but a number: （一）, 1, 2."""
    item = item_of(f"{text.strip()}、")
    return item is not None and not item.text.strip("、 ")


def read_target(sheet: SheetContext, lines: Lines) -> ReadRecord | None:
    """Returns the department's target on a sheet, None where there is none.

    None too where no definition describes such records.
    """
    library = sheet.library
    if not library.targets or not lines:
        return None
    form = library.targets[0].form
    version = FormVersion(form.id, form.version)
    source = sheet.source(extent(lines))
    texts, sections = parts_of_sheet(lines)
    table = _find_table(texts)
    if table is None and sections:  # the target has no texts but its goal: the sections stand below it
        above = (row for row, tokens in texts.items() if not ORIGIN_LINE.fullmatch(tokens[0].text.strip()))
        table = SubGoalTable(max(above, default=0) + 1, {})
    if table is not None:
        found = _with_sections(_read_table(texts, table, version, source), sections)
    elif is_narrative(lines):
        found = read_narrative(lines, version, source)
    else:
        return None
    observations = (
        Observation(Observed.NO_STAMP),
        *found.observations,
        *unseen(sheet.grid, Region(library.targets[0], lines)),
    )
    located = tuple(one if one.cell else replace(one, cell=source.range) for one in observations)
    return ReadRecord(form, found.target, source, found.placed, located)


def _with_sections(read: TargetRead, sections: Mapping[str, Lines]) -> TargetRead:
    """Returns a target with the money, own fields, tables and indicators below its texts."""
    if not sections:
        return read
    found = read_sections(sections)
    target = replace(read.target, **found.fields())
    return TargetRead(target, read.placed | found.placed, (*read.observations, *found.observations))


def is_own_target(on_sheet: Lines) -> bool:
    """Whether `merge` drew a department's target with more than texts on a sheet."""
    return bool(parts_of_sheet(on_sheet).sections) and any(
        ORIGIN_LINE.fullmatch(tokens[0].text.strip()) for tokens in on_sheet.values()
    )


def of_summary(records: list[ReadRecord], book: Book, library: Library) -> list[ReadRecord]:
    """Returns the records, with targets beside a summary's table as parts of the summary.

    `merge` wrote these targets: they need no stamp.
    """
    definitions = [read.definition for read in records if isinstance(read.definition, SummaryDefinition)]
    if not definitions and is_marked(book):
        definitions = [one for one in library.summaries if one.kind == "summary"]
    return [_of_summary(read, definitions[0]) for read in records] if definitions else records


def _of_summary(read: ReadRecord, definition: Definition) -> ReadRecord:
    if not isinstance(read.record, DepartmentTarget) or read.stamp is not None:
        return read
    seen = tuple(one for one in read.observations if one.seen is not Observed.NO_STAMP)
    return replace(read, definition=definition, observations=seen)
