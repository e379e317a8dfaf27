"""A finding's sentences in the reader's language, and its place for sorting."""

from __future__ import annotations

import re
from functools import lru_cache
from string import Formatter
from typing import Literal

from toolkit.checks.registry import rules
from toolkit.model.cell import CellRange, CellRef
from toolkit.model.finding import Bilingual, Fact, Finding
from toolkit.model.remember import Remember

_ROW = re.compile(r"\d+")
_NOWHERE = CellRef(-1, -1)


@Remember(100_000)  # forms have the same cells throughout
def top_left(cell: str | None) -> CellRef:
    """Returns the first corner of the first named cell.

    For `D14`, `A1:F31` or `D14,D15`. Rows (`12:14`) begin in column A; a whole sheet comes before all its cells.
    """
    if not cell:
        return _NOWHERE
    first = cell.split(",")[0].strip()
    try:
        return CellRange.parse(first).first
    except ValueError:
        row = _ROW.search(first)
        return CellRef(int(row[0]) - 1, 0) if row else _NOWHERE


@Remember(100_000)
def cells_named(cell: str | None) -> frozenset[CellRef]:
    """Returns the single cells that a finding names.

    A range names none: a finding about a form or a row is not about the cell at its corner. A finding about a whole
    sheet or file names one place that is no cell.
    """
    if not cell:
        return frozenset({_NOWHERE})
    return frozenset(top_left(part) for part in cell.split(",") if ":" not in part) - {_NOWHERE}


Lang = Literal["zh", "en"]

#: Longest fact that a sentence quotes; the whole of it stays in the facts.
LONGEST = 100
#: Cells as findings name several: `D14,D15`.
_CELLS = re.compile(r"[A-Z]{1,3}\d+(?::[A-Z]{1,3}\d+)?(?:,[A-Z]{1,3}\d+(?::[A-Z]{1,3}\d+)?)+")
_EMPTY = re.compile(r"\s?(?:“”|（）|\(\))|(?<!\s)\s+(?=[，。；,;])")


def sentence(finding: Finding, lang: Lang = "zh") -> str:
    """Returns the message of a finding, in one sentence."""
    rule = rules().get(finding.code)
    return finding.code if rule is None else _fill(_in(rule.message, lang), finding, lang)


def fix(finding: Finding, lang: Lang = "zh") -> str:
    """Returns the advice of a finding."""
    rule = rules().get(finding.code)
    return "" if rule is None else _fill(_in(rule.fix, lang), finding, lang)


def _fill(template: str, finding: Finding, lang: Lang) -> str:
    """Returns the template with its facts; missing facts are empty.

    The place counts as facts too.
    """
    filled = [text + quoted(_fact(finding, name), lang) if name else text for text, name in _parts(template)]
    return _EMPTY.sub("", "".join(filled))


@lru_cache(maxsize=1024)
def _parts(template: str) -> tuple[tuple[str, str | None], ...]:
    """Returns the texts of a template, each with the fact behind it."""
    return tuple((text, name) for text, name, _, _ in Formatter().parse(template))


def _fact(finding: Finding, name: str) -> Fact:
    where = finding.where
    if name in finding.facts:
        return finding.facts[name]
    match name:
        case "cell":
            return where.cell or ""
        case "sheet":
            return where.sheet or ""
        case "file":
            return where.file
        case "ref":
            return where.cell or where.sheet or ""
    return ""


def _in(fact: Fact, lang: Lang) -> str:
    return (fact.zh if lang == "zh" else fact.en) if isinstance(fact, Bilingual) else fact


def quoted(fact: Fact, lang: Lang) -> str:
    """Returns a fact on one line, shortened if it is long."""
    if isinstance(fact, Bilingual):
        return _in(fact, lang)
    text = " ".join(fact.split())
    if "," in text and _CELLS.fullmatch(text):
        text = text.replace(",", "、" if lang == "zh" else ", ")
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
