"""Words that all reports share, and lines of a given width."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Mapping
from functools import lru_cache
from itertools import accumulate

from toolkit.checks.finding_text import Lang
from toolkit.checks.registry import rules
from toolkit.model.finding import Bilingual, Severity
from toolkit.model.remember import Remember

SEVERITIES: Mapping[Severity, Bilingual] = {
    Severity.ERROR: Bilingual("错误", "error"),
    Severity.WARNING: Bilingual("警告", "warning"),
    Severity.INFO: Bilingual("提示", "info"),
}
_ASIDE = re.compile(r"\s?[（(][^（）()]*\{\w+\}[^（）()]*[）)]")
_CLAUSE = re.compile(r"[，,；;：]|: ")
_SHORTEST = 3
_END = re.compile(r"(?<![\s：:…])[\s：:…]+$")
#: What a rule's page begins with in Chinese, and where its first sentence ends.
_FINDS, _SENTENCE = "查什么：", re.compile(r"[。；：]")


def say(words: Bilingual, lang: Lang) -> str:
    """Returns one of the two languages."""
    return words.zh if lang == "zh" else words.en


def severity_name(severity: Severity, lang: Lang) -> str:
    """Returns 错误, 警告 or 提示, or the English name."""
    return say(SEVERITIES[severity], lang)


def title(code: str, lang: Lang) -> str:
    """Returns a rule's title: the first clause of its message.

    `缺少栏目` is the title of `缺少栏目：{label}`. Where facts are part of the clause, the first sentence of the rule's
    page is the title. A code that no rule has, from a report of another version, is its own title.
    """
    rule = rules().get(code)
    if rule is None:
        return code
    clause = _CLAUSE.split(_ASIDE.sub("", say(rule.message, lang)))[0]
    if "{" not in clause and len(clause) >= _SHORTEST:
        return _END.sub("", clause)
    if lang == "en":
        return rule.page.partition("\n")[0].rstrip(".")
    return _SENTENCE.split(rule.page.partition(_FINDS)[2].partition("\n\n")[0].replace("\n", ""))[0]


def printable(text: str) -> str:
    """Returns a text with what UTF-8 cannot hold replaced.

    File names may hold such bytes.
    """
    return text.encode("utf-8", "replace").decode("utf-8")


#: Marks that cannot begin a line, and marks that cannot end one.
_NOT_FIRST = "，。、；：？！”’）》】〉」』…～%‰·,.;:?!)]}"
_NOT_LAST = "“‘（《【〈「『([{"

#: Columns that a line has at least: two Chinese characters.
_NARROWEST = 4

#: Blanks, a run of other letters, or a single Chinese character.
_PIECE = r"(?:\s+|[\u0021-\u2e7f]+|.)"
#: A piece that no line break may divide: a word, or a character with its marks.
_TOGETHER = re.compile(
    rf"{_PIECE}(?:(?:(?=[{re.escape(_NOT_FIRST)}])|(?<=[{re.escape(_NOT_LAST)}])){_PIECE})*", re.DOTALL
)


@Remember(100_000)  # labels, most of all
def width(text: str) -> int:
    """Returns the columns that a text takes on a terminal."""
    return len(text) if text.isascii() and text.isprintable() else sum(map(_width, text))


@lru_cache(maxsize=8192)  # few signs make up all texts
def _width(sign: str) -> int:
    if unicodedata.combining(sign) or unicodedata.category(sign) in ("Cf", "Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(sign) in "WF" else 1


def wrap(text: str, columns: int) -> list[str]:
    """Returns a text in lines of a width; only longer words are broken."""
    text = text.strip()
    if 2 * len(text) <= columns or width(text) <= columns:
        return [text]
    ends = range(len(text) + 1) if text.isascii() and text.isprintable() else [0, *accumulate(map(_width, text))]
    lines: list[str] = []
    start = cut = 0
    for piece in _TOGETHER.finditer(text):
        end = last = piece.end()
        if text[end - 1].isspace():  # blanks at the end of a line take no room
            last = piece.start() + len(piece[0].rstrip())
        if ends[last] - ends[start] <= columns and not text[start].isspace():  # as nearly all: it fits
            cut = end
            continue
        if cut > start and ends[last] - ends[start] > columns:
            lines += filter(None, [text[start:cut].rstrip()])
            start = cut
        start += _blanks(text, start, last)
        while ends[last] - ends[start] > columns:  # the piece alone is longer than a line
            broken = max(bisect_right(ends, ends[start] + max(columns, _NARROWEST)) - 1, start + 1)
            if broken >= last:
                break
            lines.append(text[start:broken].rstrip())
            start = broken + _blanks(text, broken, last)
        cut = end
    return [*lines, text[start:]] if start < len(text) else lines


def _blanks(text: str, start: int, end: int) -> int:
    """Returns the number of blanks at the beginning of a stretch."""
    return end - start - len(text[start:end].lstrip()) if start < end and text[start].isspace() else 0
