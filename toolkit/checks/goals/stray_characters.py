"""Characters that do not belong in a goal.

查什么：目标里有不成对的引号、括号、书名号，成串或末尾的空格，连用的标点，乱码，或重复的半句话。段首空两格不算。

为什么：目标随预算公开，多余字符会原样印出来。

例子：“防灾减灾救灾能力建设经费”的年度目标以“ 开头、以“ 结尾；元岗街道“文化业务经费”末尾有十一个空格。

怎么改：删去多余的字符。

What it finds: quotes, brackets or book title marks without their counterpart, runs of blanks or blanks at the end,
doubled punctuation, garbled characters, half a sentence twice. An indented first line is not a fault.

Why it matters: goals are published with the budget, stray characters and all.

Example: the annual goal of 防灾减灾救灾能力建设经费 begins with “ and ends with “; that of 文化业务经费
ends in eleven blanks.

How to fix it: delete what does not belong there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.checks.context import ProjectContext
from toolkit.checks.readings import goals
from toolkit.checks.registry import Scope, rule
from toolkit.model.finding import Bilingual, Fact, Finding, Severity

_BLANKS = re.compile(
    r"(?<![ \t\u3000\u00a0])(?:[ \t\u3000\u00a0]{2,}|\u3000)(?=\Z|\n)|(?<=\S)[ \t\u3000\u00a0]{2,}(?=\S)"
)
_BLANK = re.compile(r"[ \t\u3000\u00a0]")
_ODD = re.compile(r"[，、；：,;]{2,}|。{2}(?!。)|[，、；：][。！？]|[\ufffd\ue000-\uf8ff]")
_PAIRS = (("“", "”"), ("《", "》"), ("（", "）"), ("〔", "〕"), ("【", "】"), ("「", "」"))
_ITEM = re.compile(r"(?<!（)(?:\d{1,2}|[一二三四五六七八九十]{1,3})）")
_CLAUSES = re.compile(r"[，；。！？\n]")
#: A repetition this long is no manner of speaking.
_REPEATED = 8


@rule(
    "G07",
    Severity.INFO,
    Scope.PROJECT,
    message=("目标文本含多余字符（{what}）", "Stray characters in goal ({what})"),
    fix=("请改正 {cell} 的目标：{what}。", "Fix the goal in {cell}: {what}."),
    since="0.1",
)
def check(context: ProjectContext) -> Iterator[Finding]:
    """Yields each goal with the first stray character or text in it."""
    for goal in goals(context):
        what = next(_strays(goal.text), None)
        if what is not None:
            yield context.finding(goal.where, about=goal.key, what=what, found=goal.text)


def _strays(text: str) -> Iterator[Fact]:
    marks = _ITEM.sub("", text) if "）" in text else text
    for left, right in _PAIRS:
        if marks.count(left) != marks.count(right):
            yield Bilingual(f"不成对的 {left} 或 {right}", f"{left} or {right} without its counterpart")
    for _ in _BLANKS.finditer(text) if _BLANK.search(text) else ():
        yield Bilingual("成串或末尾的空格", "extra blanks inside or at the end")
    for odd in _ODD.finditer(text):
        yield f"“{odd[0]}”"
    ends: set[str] = set()
    for clause in _CLAUSES.split(text):
        end = clause.strip()[-_REPEATED:]
        if end in ends:
            yield Bilingual(f"重复的“{end}”", f"“{end}” twice")
        ends |= {end} if len(end) == _REPEATED else set()
