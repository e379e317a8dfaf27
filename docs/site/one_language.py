"""A page of `docs/` in both languages, as a site of one language shows it.

The pages write `中文。 English.` in one paragraph, or an English paragraph behind the Chinese one that says the same.
"""

from __future__ import annotations

import re
from itertools import pairwise

#: Blocks that are no prose: code, tables, lists, comments, pictures.
_NO_PROSE = re.compile(r"(```|~~~|\||[-*] |\d+\. |<|!|    )")
#: `## 中文 English`, or the other way round.
_HEADING = re.compile(
    r"^(?P<marks>#+) (?:(?P<zh>.*[\u4e00-\u9fff）]) (?P<en>[A-Z][^\u4e00-\u9fff]*)"
    r"|(?P<en2>[A-Z][\w ]*) (?P<zh2>[\u4e00-\u9fff]+))$"
)
_BOTH = re.compile(r"^(?P<zh>.*?[。：；:])[ \n](?P<en>[A-Z“`].*)$", re.DOTALL)
_FENCE = re.compile(r"^(```|~~~)", re.MULTILINE)


def in_one_language(text: str, lang: str) -> str:
    """Returns the page without what is only for readers of the other language."""
    blocks = _blocks(text)
    kinds = [_language(block) for block in blocks]
    dropped = {
        number + (lang == "zh")
        for number, pair in enumerate(pairwise(kinds))
        if pair == ("zh", "en")  # neighbours that say the same
    }
    kept = [block for number, block in enumerate(blocks) if number not in dropped]
    return "\n\n".join(_halved(block.strip("\n"), lang) for block in kept) + "\n"


def _blocks(text: str) -> list[str]:
    """Returns the parts between empty lines; a block of code is one, however many lines of it are empty."""
    blocks: list[str] = []
    for block in text.split("\n\n"):
        if blocks and len(_FENCE.findall(blocks[-1])) % 2:
            blocks[-1] += f"\n\n{block}"
        else:
            blocks.append(block)
    return blocks


def _language(block: str) -> str | None:
    """Returns the language of a paragraph; None for what is no prose, and for a paragraph in both."""
    if _NO_PROSE.match(block) or block.startswith("#") or _both(block):
        return None
    return "zh" if _is_chinese(block) else "en"


def _is_chinese(text: str) -> bool:
    """Whether a reader of English can do without it; names in Chinese do not count much."""
    return 3 * len(re.findall(r"[\u4e00-\u9fff]", text)) > len(re.findall(r"[A-Za-z]", re.sub(r"`[^`]*`", "", text)))


def _both(block: str) -> re.Match[str] | None:
    found = None if _NO_PROSE.match(block) else _BOTH.match(block)
    return found if found and _is_chinese(found["zh"]) and not _is_chinese(found["en"]) else None


def _halved(block: str, lang: str) -> str:
    if heading := _HEADING.match(block):
        return f"{heading['marks']} {heading[lang] or heading[f'{lang}2']}"
    both = _both(block)
    return both[lang] if both else block
