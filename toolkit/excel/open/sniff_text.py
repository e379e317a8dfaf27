"""The kind of a file without a binary signature.

It is HTML, XML of some kind, a table as text, or plain text.
"""

from __future__ import annotations

import codecs
import re

_HEAD = 8192
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body|table|meta|style|div|script)\b", re.IGNORECASE)
_MHTML = re.compile(r"^mime-version:|^content-type:\s*multipart/related", re.IGNORECASE | re.MULTILINE)
#: The first element behind declarations, remarks and blanks.
_ROOT = re.compile(r"(?:\s++|<\?[^>]*+>|<!--(?:(?!-->).)*+-->|<![A-Za-z][^>]*+>)*+<([A-Za-z_][\w.:-]{0,60})", re.DOTALL)
_DELIMITERS = ",\t;|"


def text_of(data: bytes) -> str | None:
    """Returns the beginning of a text file; None for bytes that are no text."""
    head = data[:_HEAD]
    for mark, encoding in _BOMS:
        if head.startswith(mark):
            return head[len(mark) :].decode(encoding, "ignore")
    if b"\0" in head:
        return None
    for encoding in ("utf-8", "gb18030"):
        try:
            # The head may end inside a character: an incremental decoder waits for the rest of it.
            text = codecs.getincrementaldecoder(encoding)().decode(head, final=len(data) <= _HEAD)
        except UnicodeDecodeError:
            continue
        return text if text.isprintable() or _mostly_printable(text) else None
    return None


def looks_like_html(text: str) -> bool:
    """Whether a text is a web page, saved whole or in parts (MHTML)."""
    start = text.lstrip()
    return bool(_MHTML.search(start[:400]) or (start.startswith("<") and _HTML.search(start[:2000])))


def root_of(text: str) -> str:
    """Returns the first element's name in lower case; empty without one."""
    match = _ROOT.match(text)
    return match[1].rpartition(":")[2].lower() if match else ""


def looks_like_table(text: str) -> bool:
    """Whether the first lines have equally many of one delimiter."""
    lines = [line for line in text.splitlines()[:10] if line.strip()]
    if len(text) >= _HEAD and len(lines) > 1:
        lines.pop()  # cut off
    return bool(lines) and any(
        lines[0].count(mark) and all(line.count(mark) == lines[0].count(mark) for line in lines) for mark in _DELIMITERS
    )


def _mostly_printable(text: str) -> bool:
    odd = sum(not (char.isprintable() or char in "\t\r\n\f") for char in text)
    return odd * 50 <= len(text)
