"""A stamp that does not verify.

查什么：下发标识用密钥核验不通过，或文档属性、关键词、定义的名称、隐藏工作表里的一份与其余不同，说明被人改过，
为错误；表内的标识核验通过、只是其余某一份被改的，为警告，照常汇总。本机没有下发时用的密钥、无法核验的，只作提示。

为什么：标识决定这张表发给谁、预填了什么；改过的标识不能作准。

例子：把别的社区的表拿来，改了标识里的单位名称。

怎么改：用发给本单位的原表重填；无法核验时用 --key 指定下发时的密钥。

What it finds: the stamp does not verify with the key, or its copy in the document property, the keywords, the
defined name or on the hidden sheet differs from the others: it was edited, an error. Where the stamps on the forms
themselves verify and only such a copy was edited, it is a warning and the forms are merged. Where the key is missing
or another one it cannot be verified, an info.

Why it matters: the stamp says for whom the form was issued and what was filled in; an edited stamp proves
nothing.

Example: another community's form with the unit in its stamp changed.

How to fix it: fill in the form that was issued to you; if the key is missing, name it with --key.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import SeenContext
from toolkit.checks.registry import Scope, rule
from toolkit.model.evidence import Observed
from toolkit.model.finding import Bilingual, Finding, Severity

_EDITED = Bilingual("被篡改", "was edited")
_UNKNOWN = Bilingual(
    "无法核验（本机没有下发时的密钥）", "cannot be verified (the key that issued it is not on this computer)"
)
_REFILL = Bilingual("用发给本单位的原表重填", "Fill in the form that was issued to you")
_COMPARE = Bilingual(
    "核对单位和项目名称是否属于本表；表内的标识核验无误，不用重填",
    "Check that unit and project belong to this form; its own stamp is right, do not fill it in again",
)
_NAME_THE_KEY = Bilingual(
    "在汇总的电脑上用 --key 指定下发时的密钥再核验；填报单位不用改",
    "Verify it with the key of the issue (--key) where the forms are merged; the unit has nothing to change",
)


@rule(
    "S28",
    Severity.ERROR,
    Scope.SEEN,
    message=("下发标识{verdict}", "The stamp {verdict}"),
    fix=(
        "请{advice}。",
        "{advice}.",
    ),
    since="0.1",
)
def check(context: SeenContext) -> Iterator[Finding]:
    """Yields stamps that were edited or cannot be verified."""
    for seen, where in context.seen(Observed.STAMP_FORGED):
        place = seen.facts.get("place")
        verdict = (
            Bilingual(f"{_EDITED.zh}（{place.zh}）", f"{_EDITED.en} ({place.en})")
            if isinstance(place, Bilingual)
            else _EDITED
        )
        slight = seen.facts.get("slight") == "yes"
        severity, advice = (Severity.WARNING, _COMPARE) if slight else (None, _REFILL)
        yield context.finding(where, severity, verdict=verdict, advice=advice, **seen.facts)
    for seen, where in context.seen(Observed.STAMP_UNVERIFIED):
        yield context.finding(where, Severity.INFO, verdict=_UNKNOWN, advice=_NAME_THE_KEY, **seen.facts)
