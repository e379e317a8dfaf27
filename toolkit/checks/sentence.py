"""A finding's sentences, built last: from its rule's templates and its facts, in the reader's language."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Literal

from toolkit.checks.registry import rules
from toolkit.model.finding import Bilingual, Fact, Finding

Lang = Literal["zh", "en"]

#: Longest fact that a sentence quotes; the whole of it stays in the facts.
LONGEST = 100
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
    where = finding.where
    ref = where.cell or where.sheet or ""
    facts: dict[str, Fact] = {"cell": where.cell or "", "sheet": where.sheet or "", "file": where.file, "ref": ref}
    facts.update(finding.facts)
    told = defaultdict(str, {name: _quoted(fact, lang) for name, fact in facts.items()})
    return _EMPTY.sub("", template.format_map(told))


def _in(fact: Fact, lang: Lang) -> str:
    return (fact.zh if lang == "zh" else fact.en) if isinstance(fact, Bilingual) else fact


def _quoted(fact: Fact, lang: Lang) -> str:
    """A fact on one line; what a person wrote is cut where it is long."""
    if isinstance(fact, Bilingual):
        return _in(fact, lang)
    text = " ".join(fact.split())
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
