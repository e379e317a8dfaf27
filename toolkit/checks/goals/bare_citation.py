"""A goal that only cites a document.

查什么：目标引用了文件，除此之外没有说要做什么、达到什么效果。

为什么：文件是依据，不是目标；审核的人要看到钱花下去有什么产出。

例子：“法院、检察院定额经费镇街承担部分”的目标只说东府办复【2020】6号规定各镇街如何分担。

怎么改：引用文件之后，写明本年做什么、做多少、达到什么效果。

What it finds: a goal that cites a document and says nothing of what is done, and to what effect.

Why it matters: a document is the basis of a goal, not the goal; reviewers want to see what the money achieves.

Example: the goal of 法院、检察院定额经费镇街承担部分 only explains how 东府办复【2020】6号 splits the cost.

How to fix it: after the citation, say what is done this year, how much of it, and to what effect.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.checks.context import ProjectContext
from toolkit.checks.readings import goals
from toolkit.checks.registry import Scope, rule
from toolkit.model.finding import Finding, Severity

_CITED = re.compile(r"《[^《》]+》|[〔【\[（(]\d{4}[〕】\]）)]\s*(?:第\s*)?\d+\s*号")
#: Words for what is done or brought about; 落实 and 执行 of a document are none.
_DONE = re.compile(
    "开展|举办|组织|建设|建成|建立|设立|创建|打造|完成|购置|购买|采购|租用|发放|聘请|招聘|培训|宣传|慰问|走访|巡查|"
    "维护|维修|修缮|装修|提供|服务|提升|提高|改善|促进|推动|推进|保障|确保|增强|加强|丰富|满足|营造|引入|支持|帮助|"
    "解决|减轻|降低|防范|化解|扩大|优化|完善|健全|规范|照料|救助|补足|配备"
)


@rule(
    "G09",
    Severity.WARNING,
    Scope.PROJECT,
    message=("目标仅引用文件，未说明产出（{cited}）", "Goal only cites a document ({cited})"),
    fix=(
        "请在 {cell} 写明本年做什么、做多少、达到什么效果，文件只作依据。",
        "State in {cell} what is done this year, how much and to what effect; the document is only the basis.",
    ),
    since="0.1",
)
def check(context: ProjectContext) -> Iterator[Finding]:
    """Yields each goal that cites a document and says nothing else."""
    for goal in goals(context):
        cited = _CITED.search(goal.text)
        if cited and not _DONE.search(_CITED.sub("", goal.text)):
            yield context.finding(goal.where, about=goal.key, cited=cited[0], found=goal.text)
