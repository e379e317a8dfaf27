"""One form on a sheet: recognised, aligned with its words, extracted into a record, compared with what was issued."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from toolkit.forms.kinds import kinds
from toolkit.forms.layout import Layout
from toolkit.intake.body import Body, heading, read_body
from toolkit.intake.cells import look_at
from toolkit.intake.compare import Aligned, compare
from toolkit.intake.grid import Grid
from toolkit.intake.header import Header, read_header
from toolkit.intake.library import Library
from toolkit.intake.observation import Observation, Seen
from toolkit.intake.recognise import Segment
from toolkit.intake.record import field_values, make_project, unit_of
from toolkit.intake.remarks import is_remark
from toolkit.intake.result import ReadRecord
from toolkit.intake.stamps import Identity, Marks, identify
from toolkit.intake.tokens import Lines, Token
from toolkit.intake.vocabulary import Vocabulary
from toolkit.model.cell import CellRange, CellRef
from toolkit.model.project import Source
from toolkit.model.text import fold


def read_form(
    grid: Grid,
    segment: Segment,
    library: Library,
    marks: Marks,
    key: bytes | None,
    file: str,
    sha256: str,
    *,
    alone: bool,
) -> ReadRecord:
    """Read one form. Nothing that stands in it is dropped without an observation."""
    words = segment.words
    identity = identify(grid, segment, marks, key, alone=alone)
    layout = library.layout(identity.stamp) if identity.stamp else None
    top, columns, rows = _parts(segment, words)
    header = read_header(top, words)
    body = read_body(rows, words, columns)
    source = Source(file, grid.name, _extent(segment), sha256)
    values, notes = field_values(header, words, unit_of(header, segment, words))
    project, placed = make_project(words, header, body, values, identity, source)
    observations = (
        *identity.observations,
        *_labels(words, header, body, columns, issued=layout is not None),
        *header.observations,
        *notes,
        *body.observations,
        *_filled(header, body, words),
        *_version(words, identity, layout),
        *_stray(header, body, words, issued=layout is not None),
    )
    if layout is not None and identity.stamp is not None:
        aligned = Aligned(grid, segment.lines, words, header, body, columns, layout, identity.stamp, marks.known)
        observations = (*observations, *compare(aligned))
    located = tuple(seen if seen.cell else replace(seen, cell=source.range) for seen in observations)
    return ReadRecord(words.form, project, source, placed, _once(located), identity.stamp)


def _parts(segment: Segment, words: Vocabulary) -> tuple[Lines, Mapping[str, int], Lines]:
    """The lines above the table's heading, its columns, the lines below."""
    for row, tokens in segment.lines.items():
        columns = heading(tokens, words)
        if columns is not None:
            top = {r: t for r, t in segment.lines.items() if r < row}
            return top, columns, {r: t for r, t in segment.lines.items() if r > row}
    return _without_heading(segment, words)


def _without_heading(segment: Segment, words: Vocabulary) -> tuple[Lines, Mapping[str, int], Lines]:
    """A table whose heading is gone begins with the first line that names a level; its columns stand as designed."""
    start = max(segment.lines) + 1
    for row, tokens in segment.lines.items():
        if any(words.framework.first(t.text) and words.label(t.text) is None for t in tokens if len(t.text) < 30):
            start = row
            break
    left = min((t.col for tokens in segment.lines.values() for t in tokens), default=0)
    columns: dict[str, int] = {}
    col = left + (1 if words.side else 0)
    for column in words.form.indicators.columns:
        columns[column.part] = col
        col += column.span
    top = {r: t for r, t in segment.lines.items() if r < start}
    return top, columns, {r: t for r, t in segment.lines.items() if r >= start}


def _labels(
    words: Vocabulary, header: Header, body: Body, columns: Mapping[str, int], *, issued: bool
) -> Iterator[Observation]:
    """Labels that are gone, and years in labels that contradict each other."""
    for key, printed in words.printed.items():
        if key not in header.labels and key not in words.optional:
            shown = re.sub(r"\{year\}(?=年度)|\{year\}年?", "", printed)
            yield Observation(Seen.LABEL_MISSING, facts={"label": shown, "expected": shown})
    for column in words.form.indicators.columns:
        if column.part not in columns:
            yield Observation(Seen.LABEL_MISSING, facts={"label": column.label, "expected": column.label})
    for category in words.form.indicators.categories:
        if category.level2 not in body.levels and (issued or category.required):
            yield Observation(Seen.LABEL_MISSING, facts={"label": category.level2, "expected": category.level2})
    years = sorted({hit.year for _, hit in header.labels.values() if hit.year is not None})
    if len(years) > 1:
        places = ",".join(token.address for token, hit in header.labels.values() if hit.year is not None)
        yield Observation(Seen.AMBIGUOUS, places, {"found": "、".join(f"{year}年" for year in years)})


def _filled(header: Header, body: Body, words: Vocabulary) -> Iterator[Observation]:
    """What is to be said of each filled cell by itself."""
    for name, found in header.fields.items():
        numeric = kinds()[words.form.fields[name].kind].numeric
        for token in found.tokens:
            yield from look_at(token.cell, token.address, numeric=numeric)
    for token in body.used:
        yield from look_at(token.cell, token.address)


def _version(words: Vocabulary, identity: Identity, layout: Layout | None) -> Iterator[Observation]:
    stamp = identity.stamp
    if stamp is None:
        return
    form = words.form
    if stamp.form != form.id or (stamp.version != form.version and stamp.version not in form.older):
        facts = {"version": f"{stamp.form} {stamp.version}", "known": "", "expected": f"{form.id} {form.version}"}
        yield Observation(Seen.OTHER_VERSION, facts={**facts, "found": facts["version"]})
    elif stamp.version != form.version or (layout is not None and layout.fingerprint != stamp.fingerprint):
        facts = {"version": stamp.version, "known": "yes", "expected": form.version, "found": stamp.version}
        yield Observation(Seen.OTHER_VERSION, facts=facts)


def _stray(header: Header, body: Body, words: Vocabulary, *, issued: bool) -> Iterator[Observation]:
    """Cells that nobody claimed. Signatures and remarks below a home-made form are its own business."""
    for token in (*header.left, *body.left):
        if words.is_title(token.text) or fold(token.text) in words.marks or words.column(token.text):
            continue
        if not issued and is_remark(token.text):
            continue
        yield Observation(Seen.STRAY_CONTENT, token.address, {"found": token.text[:60]})


def _extent(segment: Segment) -> str:
    tokens: list[Token] = [token for line in segment.lines.values() for token in line]
    rows, cols = [t.row for t in tokens], [t.col for t in tokens]
    return str(CellRange(CellRef(min(rows), min(cols)), CellRef(max(rows), max(cols))))


def _once(observations: tuple[Observation, ...]) -> tuple[Observation, ...]:
    """Each thing said once, in the order in which it was seen."""
    told: dict[tuple[Seen, str | None, tuple[tuple[str, object], ...]], Observation] = {}
    for observation in observations:
        told.setdefault((observation.seen, observation.cell, tuple(sorted(observation.facts.items()))), observation)
    return tuple(told.values())
