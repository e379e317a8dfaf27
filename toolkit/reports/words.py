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
_FACTS = re.compile(r"[“\"]?\{\w+\}[”\"]?(?:[^\w“”]*[“\"]?\{\w+\}[”\"]?)*")
_CLAUSE = re.compile(r"[，,；;]")
_END = re.compile(r"[\s：:…]+$")


def say(words: Bilingual, lang: Lang) -> str:
    """One of the two languages."""
    return words.zh if lang == "zh" else words.en


def severity_name(severity: Severity, lang: Lang) -> str:
    """错误, 警告 or 提示."""
    return say(SEVERITIES[severity], lang)


def title(code: str, lang: Lang) -> str:
    """What a rule is about: the first clause of its message without any facts, `缺少栏目` of `缺少栏目：{label}`.

    A code that no rule bears, from a report of another version, is its own title.
    """
    rule = rules().get(code)
    if rule is None:
        return code
    clause = _CLAUSE.split(_FACTS.sub("…", _ASIDE.sub("", say(rule.message, lang))))[0]
    return _END.sub("", clause) or code


def printable(text: str) -> str:
    """A text that can be written as UTF-8: a file name may hold bytes that are none."""
    return text.encode("utf-8", "replace").decode("utf-8")
