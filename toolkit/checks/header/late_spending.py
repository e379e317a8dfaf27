"""A spending plan that is back-loaded.

查什么：资金支出计划最后一期占 40 个百分点以上，或第一期为 0；界限可在设置里改（last）。

为什么：年底突击花钱是审计常点的问题；计划应与工作进度相配。

例子：社区工作经费 5/30/50/100，一半的钱在 10 月以后花；综合服务中心建设第一期为 0。

怎么改：按工作进度安排支出；确因工期如此的请说明。

What it finds: a plan that leaves 40 points or more to the last period, or has 0 at the first; the bound is a
setting (last).

Why it matters: money spent in a hurry at the year's end is what auditors ask about; the plan should follow
the work.

Example: 社区工作经费 has 5/30/50/100, half of it after October; another plan starts with 0.

How to fix it: plan the spending with the progress of the work; if it must be so, give the reason.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import ProjectContext
from toolkit.checks.header.broken_spending_plan import percentages
from toolkit.checks.registry import Scope, rule
from toolkit.model.finding import Finding, Severity


@rule(
    "H13",
    Severity.WARNING,
    Scope.PROJECT,
    message=("支出计划偏后：{found}", "The spending plan is back-loaded: {found}"),
    fix=(
        "请按工作进度调整 {cell} 起的各期比例；确需如此的请说明。",
        "From {cell} on, adjust the shares to the progress of the work; if they must stay, give the reason.",
    ),
    since="0.1",
    options={"last": "40"},
)
def check(context: ProjectContext) -> Iterator[Finding]:
    """Yields a plan that begins late or leaves too much for the end."""
    shares = percentages(context.project.payment_plan)
    if len(shares) < 2 or len(shares) < len(context.project.payment_plan):
        return
    if shares[0] == 0 or shares[-1] - shares[-2] >= context.number("last"):
        found = "/".join(f"{share:f}" for share in shares)
        yield context.finding(context.where("payment_plan.0.percent"), found=found)
