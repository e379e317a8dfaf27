"""东坑镇: three units, 表13 from the roster, one department-wide table beside last year's."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.demo.folder import Desk
from toolkit.demo.samples import DEPARTMENT, projects, write_last_year
from toolkit.demo.steps import fill, issue, merge, part, review
from toolkit.forms.loader import shipped
from toolkit.model.text import counted

#: The three units, by their records.
UNITS = ("000-junda", "001-dangjian", "004-zongzhi")


def go_round(desk: Desk) -> Iterator[str]:
    """Issue from the roster, return, check, merge with roster and last year, split."""
    roster = shipped("samples") / "roster.xlsx"
    forms = issue(desk, "form13", roster=roster, per="unit")
    yield desk.sentence(
        f"1 按名册下发 {len(forms)} 个单位的填报表：{desk.issued}",
        f"1 issued {counted(len(forms), 'workbook')} from the roster: {desk.issued}",
    )
    records = [project for unit in UNITS for project in projects(unit)]
    resubmitted = fill(desk, forms, records)
    # the documents print one project twice; the roster knows it once, so its second copy comes as a file of its own
    issue(desk, "form13", desk.returned / "补报", records=resubmitted)
    yield desk.sentence(
        f"2 填好报回 {len(records)} 个项目：{desk.returned}",
        f"2 filled and returned {counted(len(records), 'project')}: {desk.returned}",
    )
    yield review(desk, roster)
    previous = write_last_year(desk.merged, records)
    yield from merge(desk, department=DEPARTMENT, roster=roster, previous=previous)
    yield desk.sentence(f"  同上年对比：{previous}", f"  compared with: {previous}")
    yield part(desk)
