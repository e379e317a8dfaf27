"""The part of a draft that a definition can say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from typing import Literal

from toolkit.adopting.draft import Draft, DraftLine, Unread
from toolkit.forms.definition import FormCell, FormDefinition
from toolkit.model.finding import Bilingual

_CELLS = {field.name for field in fields(FormCell)}
_FORM = {field.name for field in fields(FormDefinition)}
_BELOW = Bilingual(
    "指标表下面的内容，模板里还不能写", "it stands below the indicators, where a definition has no place"
)
_TABLE = Bilingual("另一张表，模板里还不能写", "it belongs to a further table, for which a definition has no place")


def sayable(draft: Draft) -> Draft:
    """Returns a draft without what no definition can say.

    Its cells are then among those not understood.
    """
    layout, footer, unread = draft.layout, draft.footer, list(draft.unread)
    kept, further = dict(draft.fields), dict(draft.further)
    if not {"note", "heading"} <= _CELLS:
        layout, footer = tuple(_as_other(layout, "mark")), tuple(_as_other(footer, "note"))
    if "tables" not in _FORM and further:
        unread += [Unread("", table.name, _TABLE) for table in further.values()]
        layout, footer = (tuple(line for line in lines if not line.table) for lines in (layout, footer))
        further = {}
    if "footer" not in _FORM and footer:
        lost = {cell.text for line in footer for cell in line.cells if cell.kind == "field"}
        unread += [Unread(str(kept[key].place), kept[key].name, _BELOW) for key in kept if key in lost]
        kept = {key: one for key, one in kept.items() if key not in lost}
        footer = ()
    return replace(draft, layout=layout, footer=footer, fields=kept, further=further, unread=tuple(unread))


def _as_other(lines: Sequence[DraftLine], kind: Literal["mark", "note"]) -> Iterator[DraftLine]:
    for line in lines:
        cells = tuple(replace(cell, kind=kind) if cell.kind in ("note", "heading") else cell for cell in line.cells)
        yield replace(line, cells=cells)
