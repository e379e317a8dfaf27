"""A finding's sentences, built last: from its rule's templates and its facts, in the reader's language."""

from __future__ import annotations

import re
from functools import lru_cache
from string import Formatter
from typing import Literal

from toolkit.checks.registry import rules
from toolkit.model.finding import Bilingual, Fact, Finding

Lang = Literal["zh", "en"]

#: Longest fact that a sentence quotes; the whole of it stays in the facts.
LONGEST = 100
#: Cells as findings name several: `D14,D15`.
_CELLS = re.compile(r"[A-Z]{1,3}\d+(?::[A-Z]{1,3}\d+)?(?:,[A-Z]{1,3}\d+(?::[A-Z]{1,3}\d+)?)+")
_EMPTY = re.compile(r"\s?(?:“”|（）|\(\))|\s+(?=[，。；,;])")


def sentence(finding: Finding, lang: Lang = "zh") -> str:
    """What is wrong, in one sentence."""
    rule = rules().get(finding.code)
    return finding.code if rule is None else _fill(_in(rule.message, lang), finding, lang)


def fix(finding: Finding, lang: Lang = "zh") -> str:
    """What to do about it."""
    rule = rules().get(finding.code)
    return "" if rule is None else _fill(_in(rule.fix, lang), finding, lang)


def _fill(template: str, finding: Finding, lang: Lang) -> str:
    """The template with its facts; the place counts as facts too, what is missing is empty."""
    said = [text + quoted(_fact(finding, name), lang) if name else text for text, name in _parts(template)]
    return _EMPTY.sub("", "".join(said))


@lru_cache(maxsize=1024)
def _parts(template: str) -> tuple[tuple[str, str | None], ...]:
    """A template taken apart: a text, and the name of the fact behind it."""
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
    """A fact on one line; what a person wrote is cut where it is long."""
    if isinstance(fact, Bilingual):
        return _in(fact, lang)
    text = " ".join(fact.split())
    if "," in text and _CELLS.fullmatch(text):
        text = text.replace(",", "、" if lang == "zh" else ", ")
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
