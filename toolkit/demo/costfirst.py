"""The form that puts costs first, with two projects of 东坑镇 said again on it."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.demo.folder import Desk
from toolkit.demo.samples import projects, unwritten
from toolkit.demo.steps import fill, issue, merge, part, review
from toolkit.model.text import counted


def go_round(desk: Desk) -> Iterator[str]:
    """Issue with the department's facts, return, check, merge, split."""
    records = projects("costfirst-re-expressed")
    forms = issue(desk, "costfirst", records=[unwritten(project) for project in records], per="unit")
    yield desk.sentence(
        f"1 下发 {len(forms)} 个单位的填报表：{desk.issued}",
        f"1 issued {counted(len(forms), 'workbook')}: {desk.issued}",
    )
    fill(desk, forms, records)
    yield desk.sentence(
        f"2 填好报回 {len(records)} 个项目：{desk.returned}",
        f"2 filled and returned {counted(len(records), 'project')}: {desk.returned}",
    )
    yield review(desk)
    yield from merge(desk)
    yield part(desk)
