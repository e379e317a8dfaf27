"""Expands fields and lines with `{n}` as often as a definition says.

`sub_goals.{n}.goal` becomes `sub_goals.1.goal`, `sub_goals.2.goal`, …; in labels the number is Chinese: （一）.
Neighbouring lines of one repeat are a group that is repeated as a whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from toolkit.forms.definition import Field, FormCell, FormDefinition, LayoutLine
from toolkit.forms.further_tables import with_tables

N = "{n}"
_DIGITS = "零一二三四五六七八九"


def chinese(number: int) -> str:
    """Returns a number from 1 to 99 in Chinese numerals: 一, 十, 二十一."""
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return head + (_DIGITS[ones] if ones else "")


def expanded(form: FormDefinition) -> FormDefinition:
    """Returns the definition with every `{n}` and every further table written out."""
    form = with_tables(form)
    if not form.repeats:
        return form
    return replace(form, fields=dict(_fields(form)), layout=tuple(_lines(form)))


def _fields(form: FormDefinition) -> Iterator[tuple[str, Field]]:
    for key, group in groupby(form.fields, key=_stem):
        names = tuple(group)
        for number in range(1, _times(form, key) + 1):
            for name in names:
                field = form.fields[name]
                yield name.replace(N, str(number)), replace(field, name=field.name.replace(N, chinese(number)))


def _lines(form: FormDefinition) -> Iterator[LayoutLine]:
    for key, group in groupby(form.layout, key=_repeated):
        lines = tuple(group)
        for number in range(1, (_times(form, key) if key else 1) + 1):
            for line in lines:
                yield replace(line, cells=tuple(_numbered(piece, number) for piece in line.cells))


def _repeated(line: LayoutLine) -> str:
    """Returns the field by which a line is repeated; empty for none.

    Lines of one repeat give the same.
    """
    keys = [piece.field for piece in line.cells if piece.field and N in piece.field]
    return _stem(keys[0]) if keys else ""


def _stem(key: str) -> str:
    """Returns the repeated part of a key: `sub_goals.{n}` of `sub_goals.{n}.goal`.

    Empty for a field that stands once.
    """
    return key.partition(N)[0] + N if N in key else ""


def _times(form: FormDefinition, key: str) -> int:
    return form.repeats.get(key.partition(".")[0], 1) if N in key else 1


def _numbered(piece: FormCell, number: int) -> FormCell:
    field = piece.field.replace(N, str(number)) if piece.field else None
    label = piece.label.replace(N, chinese(number)) if piece.label else None
    also = tuple(text.replace(N, chinese(number)) for text in piece.also)
    return replace(piece, field=field, label=label, also=also)
