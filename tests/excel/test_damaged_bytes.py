"""Opening damaged bytes gives a workbook or an observation, never an exception."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

import pytest

from tests.support.ooxml import form, unzipped, zipped
from toolkit.excel import Limits, members, open_file
from toolkit.model import Observed

_CASES = 30
_LIMITS = Limits(worker_seconds=5)
_ENDS = {Observed.NOT_A_SPREADSHEET, Observed.ENCRYPTED, Observed.DAMAGED, Observed.REFUSED}
_ODD = (
    "",
    "0",
    "-1",
    "99999999999",
    "A0",
    "XFD1048577",
    "_x0000_",
    "&#0;",
    "&#xD;",
    "true",
    "1e999",
    "'",
    "汉" * 99,
    "/",
)

Mutation = Callable[[random.Random, bytes], bytes]


def flipped(chance: random.Random, data: bytes) -> bytes:
    """Some bytes are others."""
    out = bytearray(data)
    for _ in range(chance.randint(1, 20)):
        out[chance.randrange(len(out))] = chance.randrange(256)
    return bytes(out)


def cut(chance: random.Random, data: bytes) -> bytes:
    """A stretch is missing."""
    start = chance.randrange(len(data))
    return data[:start] + data[start + chance.randint(1, 500) :]


def repeated(chance: random.Random, data: bytes) -> bytes:
    """A stretch comes twice."""
    start = chance.randrange(len(data))
    return data[:start] + data[start : start + 300] + data[start:]


def directory(chance: random.Random, data: bytes) -> bytes:
    """The zip's directory of sizes and places is garbled."""
    out = bytearray(data)
    start = data.index(b"PK\x01\x02")
    for _ in range(chance.randint(1, 8)):
        out[chance.randrange(start, len(out))] = chance.choice((0, 1, 0x7F, 0x80, 0xFF))
    return bytes(out)


def part(change: Callable[[random.Random, str], str]) -> Mutation:
    """One XML part is changed, and the zip is whole."""

    def mutate(chance: random.Random, data: bytes) -> bytes:
        pieces: dict[str, bytes | str] = dict(unzipped(data))
        name = chance.choice(sorted(pieces))
        pieces[name] = change(chance, bytes(unzipped(data)[name]).decode())
        return zipped(pieces)

    return mutate


def attribute(chance: random.Random, text: str) -> str:
    """An attribute has an odd value."""
    found = list(re.finditer(r'="[^"]*"', text))
    if not found:
        return text
    one = chance.choice(found)
    return f'{text[: one.start()]}="{chance.choice(_ODD)}"{text[one.end() :]}'


def content(chance: random.Random, text: str) -> str:
    """An element has an odd text."""
    found = list(re.finditer(r">[^<]*<", text))
    one = chance.choice(found)
    return f"{text[: one.start()]}>{chance.choice(_ODD)}<{text[one.end() :]}"


def element(chance: random.Random, text: str) -> str:
    """A tag is missing, doubled or another."""
    found = list(re.finditer(r"<[^>]*>", text))
    one, other = chance.choice(found), chance.choice(found)
    return text[: one.start()] + chance.choice(("", one[0] * 2, other[0])) + text[one.end() :]


def leaf(chance: random.Random, text: str) -> str:
    """An element without children is missing or replaced: the part stays well-formed."""
    found = list(re.finditer(r"<(\w+)[^>]*/>|<(\w+)[^>/]*>[^<]*</\2>", text))
    if not found:
        return text
    one, other = chance.choice(found), chance.choice(found)
    return text[: one.start()] + chance.choice(("", one[0] * 2, other[0])) + text[one.end() :]


def missing(chance: random.Random, data: bytes) -> bytes:
    """Parts are missing or exchanged."""
    pieces = unzipped(data)
    one, other = chance.sample(sorted(pieces), 2)
    if chance.random() < 0.5:
        del pieces[one]
    else:
        pieces[one], pieces[other] = pieces[other], pieces[one]
    return zipped(pieces)


def leaf_and_attribute(chance: random.Random, data: bytes) -> bytes:
    return part(attribute)(chance, part(leaf)(chance, data))


_MUTATIONS: dict[str, Mutation] = {
    "flipped": flipped,
    "cut": cut,
    "repeated": repeated,
    "directory": directory,
    "attribute": part(attribute),
    "content": part(content),
    "element": part(element),
    "leaf": part(leaf),
    "missing": missing,
    "leaf and attribute": leaf_and_attribute,
}


@pytest.mark.parametrize("name", _MUTATIONS)
def test_a_mutated_workbook_opens_or_says_why_not(name: str) -> None:
    chance = random.Random(name)
    for _ in range(_CASES):
        data = _MUTATIONS[name](chance, form_bytes())
        opened = open_file("a.xlsx", data, _LIMITS)
        if opened.book is None:
            assert {seen.seen for seen in opened.observations} <= _ENDS
            assert opened.observations
        for member in members("a.zip", data, _LIMITS) or ():
            assert member.data is not None or member.observations


_FORM: list[bytes] = []


def form_bytes() -> bytes:
    """The form, made once."""
    if not _FORM:
        _FORM.append(form())
    return _FORM[0]
