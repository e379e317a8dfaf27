"""Boxes in one cell, one of them ticked: 新增项目□ 延续项目√.

The boxes stand in front of their words or behind them. Two ticks, or a word that is no choice, are no answer.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from toolkit.forms.definition import Field
from toolkit.forms.kinds import FieldKind, Limit, Parsed
from toolkit.model.text import fold, strip_invisible

_TICKS, _BOXES = "√✓✔☑☒■▣●⊙", "□☐○◯〇▢"
_SIGN = re.compile(f"[{_TICKS}{_BOXES}]|[(（][{_TICKS}{_BOXES} \u3000]*[)）]")
_BETWEEN = re.compile(r"[\s、，,；;/]+")
_LONGEST = 500


def _limit(field: Field) -> Limit | None:
    return Limit("list", f"请选择{field.name}，在选中的一项后打√。", f"{field.name}只能选一项。", strict=False)


def _sign(text: str) -> str:
    """Returns ` ` for an empty box or brackets, a tick for a ticked one."""
    return "√" if any(char in _TICKS for char in text) else " "


def _pieces(text: str) -> Iterator[tuple[bool, str]]:
    """Yields words and signs in order, each with whether it is a sign."""
    end = 0
    for match in _SIGN.finditer(text):
        if word := _BETWEEN.sub("", text[end : match.start()]):
            yield False, word
        yield True, _sign(match[0])
        end = match.end()
    if word := _BETWEEN.sub("", text[end:]):
        yield False, word


def _ticked(text: str) -> tuple[str, ...] | None:
    """Returns the words that are ticked, None where nobody can say which are.

    Every box must stand on the same side of its word; □√ and √□ together are one ticked box.
    """
    pieces: list[tuple[bool, str]] = []
    for is_sign, piece in _pieces(text):
        if is_sign and pieces and pieces[-1][0]:
            pieces[-1] = (True, "√" if "√" in (piece, pieces[-1][1]) else " ")
        else:
            pieces.append((is_sign, piece))
    words = [piece for is_sign, piece in pieces if not is_sign]
    signs = [piece for is_sign, piece in pieces if is_sign]
    if not signs or len(words) < len(signs):
        return None
    if len(words) > len(signs):  # only what is chosen has a sign
        return None
    return tuple(word for word, sign in zip(words, signs, strict=True) if sign == "√")


def _key(word: str) -> str:
    return fold(_BETWEEN.sub("", word))


def _parse(text: str, unit: str, choices: tuple[str, ...] = ()) -> str | None:
    text = unicodedata.normalize("NFC", strip_invisible(text))[:_LONGEST]
    offered = {_key(choice): choice for choice in choices}
    if _key(text) in offered:
        return offered[_key(text)]
    if len(choices) == 1 and _SIGN.fullmatch(text.strip()):
        return choices[0] if _sign(text) == "√" else ""
    ticked = _ticked(text)
    if ticked is None or len(ticked) > 1:
        return None
    return offered.get(_key(ticked[0])) if ticked else ""


def _show(value: Parsed, unit: str, choices: tuple[str, ...] = ()) -> str:
    if len(choices) == 1 and _SIGN.fullmatch(choices[0]):  # a tick alone
        return "√" if value in choices else "□"
    return " ".join(f"{choice}{'√' if choice == value else '□'}" for choice in choices) or str(value)


def _offered(field: Field) -> tuple[str, ...]:
    choices = tuple(field.choices)
    return tuple(_show(choice, "", choices) for choice in choices)


def _blank(field: Field) -> str:
    return _show("", "", tuple(field.choices))


def _fitted(field: Field) -> FieldKind:
    choices = tuple(field.choices)
    return replace(KIND, parse=partial(_parse, choices=choices), show=partial(_show, choices=choices))


KIND = FieldKind("mark", "@", False, _parse, _show, _limit, _fitted, _blank, _offered)
