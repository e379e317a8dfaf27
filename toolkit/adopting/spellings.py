"""Spellings of a second form, added to the definition of the same office."""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedSeq

from toolkit.adopting.draft import Draft, labels
from toolkit.adopting.draft_yaml import dumped, own_part
from toolkit.errors import TemplateError
from toolkit.forms.definition import FormDefinition
from toolkit.forms.loader import read_definition
from toolkit.forms.yaml_file import text_of
from toolkit.model.finding import Bilingual
from toolkit.model.text import fold


def with_spellings(path: Path, draft: Draft) -> tuple[str, tuple[Bilingual, ...]]:
    """Returns a definition's text with further spellings, and notes of them.

    Raises TemplateError where the file is no sound definition of a form.
    """
    definition = read_definition(path)
    if not isinstance(definition, FormDefinition):
        raise TemplateError(f"{path.name} 是汇总表的模板，不能加入表样", f"{path.name} is a summary's definition")
    yaml = YAML()
    yaml.preserve_quotes = True
    document = yaml.load(text_of(path))
    notes: list[Bilingual] = []
    theirs = dict(labels(draft.layout))
    for field, cell in _labelled(document.get("layout") or ()):
        written = theirs.pop(field, None)
        if written is not None and _add(cell, written):
            notes.append(Bilingual(f"{field}：加了叫法“{written}”", f"{field}: the spelling “{written}” was added"))
    for field, written in theirs.items():
        if field in draft.fields:
            notes.append(
                Bilingual(
                    f"“{written}”（{draft.fields[field].place}）在 {path.name} 里没有对应的栏目，没有加",
                    f"“{written}” ({draft.fields[field].place}) has no field in {path.name}; it was left out",
                )
            )
    notes.extend(_columns(document, draft))
    notes.extend(_levels(document, draft))
    return dumped(document), tuple(notes)


def _labelled(layout: Any) -> Iterator[tuple[str, MutableMapping[str, Any]]]:
    """Yields each field of a definition with the cell of its label."""
    above: dict[int, MutableMapping[str, Any]] = {}
    for line in layout:
        label: MutableMapping[str, Any] | None = None
        col = 0
        for cell in line.get("cells") or ():
            span = int(cell.get("span", 1))
            if "label" in cell:
                label = cell
                above.update(dict.fromkeys(range(col, col + span), cell))
            elif "field" in cell:
                found = label if label is not None else above.get(col)
                if found is not None:
                    yield str(cell["field"]), found
                label = None
            col += span


def _add(cell: MutableMapping[str, Any], written: str, key: str = "label") -> bool:
    """Adds a spelling to a cell; False where it has it."""
    present = [str(cell[key]), *map(str, cell.get("also") or ())]
    if fold(written) in map(fold, present):
        return False
    also = CommentedSeq([*(cell.get("also") or ()), written])
    also.fa.set_flow_style()
    cell["also"] = also
    return True


def _columns(document: Any, draft: Draft) -> Iterator[Bilingual]:
    found = document.get("indicators") or {}
    tables = found if isinstance(found, list) else [found]
    for ours, theirs in zip(tables, draft.tables, strict=False):
        by_part = {str(one.get("part")): one for one in ours.get("columns") or ()}
        for number, column in enumerate(theirs.columns):
            part = own_part(column.label, number, theirs) if column.guessed else column.part
            cell = by_part.get(part)
            if cell is not None and _add(cell, column.label):
                yield Bilingual(
                    f"列 {part}：加了叫法“{column.label}”", f"column {part}: the spelling “{column.label}” was added"
                )


def _levels(document: Any, draft: Draft) -> Iterator[Bilingual]:
    """Yields the levels that only the second form offers; they are not added."""
    found = document.get("indicators") or {}
    for ours, theirs in zip(found if isinstance(found, list) else [found], draft.tables, strict=False):
        present = {str(one.get("level2")) for one in ours.get("categories") or ()}
        for level in theirs.levels:
            if present and level not in present:
                yield Bilingual(
                    f"“{level}”不在原来的指标类别里，没有加", f"“{level}” is no category of the definition; left out"
                )
