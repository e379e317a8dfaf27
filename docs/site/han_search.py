"""Search by pairs of Chinese characters, beside English words.

A query for 满意度指标 is cut into the same pairs as the pages, so it finds every page that has the words, without a
dictionary. Sphinx by itself cuts only the pages and never the query.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx.search.en import SearchEnglish

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_HAN = "\\u3400-\\u4dbf\\u4e00-\\u9fff"
_RUN = re.compile(rf"[{_HAN}]+|[A-Za-z0-9_]+")


def pairs(text: str) -> list[str]:
    """Returns the words of a text, Chinese ones as overlapping pairs of characters."""
    words = []
    for run in _RUN.findall(text):
        is_word = run[0].isascii() or len(run) == 1
        words += [run] if is_word else [run[at : at + 2] for at in range(len(run) - 1)]
    return words


class HanSearch(SearchEnglish):
    """English search that also cuts Chinese, on the page and in the query."""

    js_splitter_code = """
var splitQuery = (query) => (query.match(/[HAN]+|[A-Za-z0-9_]+/g) || []).flatMap((run) =>
  /^[A-Za-z0-9_]/.test(run) || run.length === 1
    ? [run]
    : Array.from({length: run.length - 1}, (_, at) => run.slice(at, at + 2)));
""".replace("HAN", _HAN)

    def split(self, input: str) -> list[str]:
        """Returns the words of a text as they are indexed."""
        return pairs(input)


class _Chinese(HanSearch):
    lang = "zh"  # its name stays English: the page calls the stemmer by it


def register(app: Sphinx) -> None:
    """Takes the place of Sphinx's own search in both languages."""
    app.add_search_language(HanSearch)
    app.add_search_language(_Chinese)
