"""The stamp: which form was issued to whom, keyed.

An edited stamp shows; a stamp hides nothing.

The full text (`JX1.<payload>.<mac>`) is next to the form and on the hidden sheet; the short code is printed
inside the print area and kept as a document property, a keyword and a defined name. They fail independently.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from toolkit.model.remember import Remember

if TYPE_CHECKING:
    from toolkit.forms.definition import SummaryDefinition

PREFIX = "JX1"
#: The longest text that a document property may hold.
PROPERTY_TEXT = 255
#: What a full text begins with.
FULL = f"{PREFIX}."
PROPERTY = "jixiao"
DEFINED_NAME = "_jixiao"
SHEET = "_jixiao"
LISTS = "_lists"
#: The first sheet of a marked copy; it lists the findings and holds no record.
REVIEW = "审核意见"
_REVIEW_NAME = re.compile(rf"{REVIEW}\d*")
_REVIEW_COUNTS = re.compile(r"文件：.*\s错误 \d+ 处，警告 \d+ 处，提示 \d+ 处", re.DOTALL)
#: First line of our part of a comment in a marked copy; the text above it is a person's.
REVIEW_NOTE = f"【{REVIEW}】"
#: Property of a marked copy that was rebuilt from values alone: the format of its original.
REBUILT = "jixiao-rebuilt"
#: Identifiers that a second has room for; more run on into the next.
TICKS = 1 << 16
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_CODE = re.compile(
    r"(?P<form>[^\s·:：\"=]{1,64})·(?P<version>[^\s·]{1,64})·(?P<year>\d{4})·(?P<id>[0-9A-Z]{10})·(?P<mac>[0-9a-f]{6})"
)


def is_review(name: str, first: str, second: str) -> bool:
    """Whether a sheet is the list of findings of a marked copy.

    A person's own sheet may have the same name.

    Args:
        name: of the sheet; where a person has one of that name ours has a number behind it.
        first: text of its first cell, the headline.
        second: text of the cell below, the file and the counts.
    """
    return bool(_REVIEW_NAME.fullmatch(name) and first == REVIEW and _REVIEW_COUNTS.fullmatch(second))


@dataclass(frozen=True, slots=True)
class Stamp:
    """The identity of an issued sheet.

    Attributes:
        id: identifier of this issued sheet; later ones sort behind earlier ones.
        form: id of the definition.
        version: its version.
        year: the budget year.
        project_type: the type it was made for, None for none.
        rows: rows a category.
        fingerprint: of the Layout it was drawn from.
        prefilled: the values that were filled in and locked, by field.
        sheet: name of the sheet when it was issued.
    """

    id: str
    form: str
    version: str
    year: int
    project_type: str | None
    rows: tuple[int, ...]
    fingerprint: str
    prefilled: Mapping[str, str] = field(default_factory=dict)
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class ShortCode:
    """The part of a stamp that is printed."""

    form: str
    version: str
    year: int
    id: str
    mac: str


def key_id(key: bytes) -> str:
    """Returns a key's public name: 6 hexadecimal digits that reveal nothing."""
    return hashlib.sha256(b"jixiao key " + key).hexdigest()[:6]


def identifier(seconds: float, number: int) -> str:
    """Returns the identifier of the number-th sheet from a moment on.

    Identifiers sort by time.
    """
    value = int(seconds * TICKS) + number
    digits = ""
    for _ in range(10):
        value, rest = divmod(value, 32)
        digits = _ALPHABET[rest] + digits
    return digits


def encode_stamp(stamp: Stamp, key: bytes) -> str:
    """Returns the full text of a stamp."""
    data = {
        "i": stamp.id,
        "f": stamp.form,
        "v": stamp.version,
        "y": stamp.year,
        "t": stamp.project_type,
        "r": stamp.rows,
        "p": stamp.fingerprint,
        "n": dict(stamp.prefilled),
        "s": stamp.sheet,
        "k": key_id(key),
    }
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    payload = base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")
    return f"{PREFIX}.{payload}.{_mac(payload, key)}"


def short_code(text: str) -> str:
    """Returns the code to print, made from a full text."""
    stamp = decode_stamp(text)
    assert stamp is not None
    return f"{stamp.form}·{stamp.version}·{stamp.year}·{stamp.id}·{text.rsplit('.', 1)[1][:6]}"


def keywords(codes: Sequence[str]) -> str:
    """Returns the printed codes of a workbook, cut to fit a document property."""
    joined = " ".join(codes)
    return joined if len(joined) <= PROPERTY_TEXT else f"{codes[0]} +{len(codes) - 1}"


@Remember(500_000)  # every copy of a stamp in a workbook is looked at
def decode_stamp(text: str) -> Stamp | None:
    """Returns the stamp in a full text, unverified; None where it is unreadable."""
    parts = text.strip().split(".")
    if len(parts) != 3 or parts[0] != PREFIX:
        return None
    try:
        data = json.loads(base64.urlsafe_b64decode(parts[1] + "=" * (-len(parts[1]) % 4)))
        return Stamp(
            str(data["i"]),
            str(data["f"]),
            str(data["v"]),
            int(data["y"]),
            None if data["t"] is None else str(data["t"]),
            tuple(int(rows) for rows in data["r"]),
            str(data["p"]),
            {str(name): str(value) for name, value in data["n"].items()},
            str(data["s"]),
        )
    except (binascii.Error, ValueError, KeyError, TypeError, AttributeError):
        return None


def decode_short(text: str) -> ShortCode | None:
    """Returns the content of a printed code; other words may surround it."""
    match = _CODE.search(text)
    if not match:
        return None
    return ShortCode(match["form"], match["version"], int(match["year"]), match["id"], match["mac"])


@Remember(500_000).together  # the form's own and the copy on the hidden sheet
def verify_stamp(text: str, key: bytes) -> bool | None:
    """Whether a full text was made with this key; None for another key."""
    parts = text.strip().split(".")
    try:
        data = json.loads(base64.urlsafe_b64decode(parts[1] + "=" * (-len(parts[1]) % 4)))
        made_with = data["k"]
    except (binascii.Error, ValueError, KeyError, IndexError, TypeError):
        return False
    if made_with != key_id(key):
        return None
    return hmac.compare_digest(_mac(parts[1], key), parts[2])


def list_fingerprint(definition: SummaryDefinition) -> str:
    """Returns the fingerprint of a list: a hash of its title and headings."""
    columns = (f"{column.key} {column.label}" for column in definition.columns)
    text = "\n".join((definition.id, definition.version, definition.title, *columns))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _mac(payload: str, key: bytes) -> str:
    return hmac.new(key, payload.encode(), hashlib.sha256).hexdigest()[:20]
