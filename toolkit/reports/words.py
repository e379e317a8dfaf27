"""The words that all reports share: names of severities, short titles of rules."""

from __future__ import annotations

import re
from collections.abc import Mapping

from toolkit.checks.registry import rules
from toolkit.checks.sentence import Lang
from toolkit.model.finding import Bilingual, Severity

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
_FINDS, _SENTENCE = "查什么：", re.compile(r"[。；]")


def say(words: Bilingual, lang: Lang) -> str:
    """One of the two languages."""
    return words.zh if lang == "zh" else words.en


def severity_name(severity: Severity, lang: Lang) -> str:
    """错误, 警告 or 提示."""
    return say(SEVERITIES[severity], lang)


def title(code: str, lang: Lang) -> str:
    """What a rule is about: the first clause of its message, `缺少栏目` of `缺少栏目：{label}`; where facts stand in
    the middle of that, the first sentence of its page, as the rest would have holes.

    A code that no rule bears, from a report of another version, is its own title.
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
    """A text that can be written as UTF-8: a file name may hold bytes that are none."""
    return text.encode("utf-8", "replace").decode("utf-8")
