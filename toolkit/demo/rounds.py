"""The rounds of four departments: issue, fill, return, check, merge, split."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import zip_longest
from pathlib import Path

from toolkit import api
from toolkit.demo import town_round
from toolkit.demo.folder import STEPS, Desk, Lang, prepare
from toolkit.demo.samples import DEPARTMENT, pasted, projects, target, typed, unwritten, write_last_year
from toolkit.demo.steps import PASSWORD, fill, issue, merge, part, review
from toolkit.errors import FileError
from toolkit.files import write_atomically
from toolkit.forms.definition_files import shipped
from toolkit.forms.repeat import chinese
from toolkit.model.finding import Severity
from toolkit.model.records import DepartmentTarget, Funding
from toolkit.model.text import counted

#: The records of the three units of 东坑镇.
DONGKENG_UNITS = ("000-junda", "001-dangjian", "004-zongzhi")
SHEQU_RECORDS = "002-shequ"
NAMELESS = "（原件未写部门名称）"
#: The name of file and sheet of 元岗街道, which has the only year.
YUANGANG_NAME = "2023年项目支出绩效目标表"
#: The column of the goal in the table of 元岗街道, from 0.
GOAL = 5


def dongkeng(desk: Desk) -> Iterator[str]:
    """Yields the steps of 东坑镇: three units, 表13 from the roster.

    The summary is compared with last year's.
    """
    roster = shipped("samples") / "roster.xlsx"
    forms = issue(desk, "form13", roster=roster, per="unit")
    yield desk.sentence(
        f"1 按名册下发 {len(forms)} 个单位的填报表：{desk.issued}",
        f"1 issued {counted(len(forms), 'workbook')} from the roster: {desk.issued}",
    )
    records = [project for unit in DONGKENG_UNITS for project in projects(unit)]
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


def shequ(desk: Desk) -> Iterator[str]:
    """Yields the steps of a department that its document does not name.

    It uses the plan form; its overall target comes back as pasted text.
    """
    records, goal = projects(SHEQU_RECORDS), target(SHEQU_RECORDS)
    forms = issue(desk, "plan", records=[replace(unwritten(project), funding=Funding()) for project in records])
    issue(desk, "department", year=goal.budget_year)
    yield desk.sentence(
        f"1 下发 {len(forms)} 张项目表、1 张部门整体目标表：{desk.issued}",
        f"1 issued {counted(len(forms), 'project form')} and the department's: {desk.issued}",
    )
    fill(desk, forms, records)
    write_atomically(desk.returned / "部门整体绩效目标（粘贴的文字）.xlsx", pasted(list(paragraphs(goal))))
    yield desk.sentence(
        f"2 报回 {len(forms)} 个项目；部门整体目标没有用表，是粘贴的文字：{desk.returned}",
        f"2 returned {counted(len(forms), 'project')}; the department's target as pasted text: {desk.returned}",
    )
    yield review(desk)
    yield from merge(desk, department=NAMELESS)
    yield part(desk)


def paragraphs(goal: DepartmentTarget) -> Iterator[str]:
    """Yields a department's target as its document prints it, paragraph by paragraph."""
    yield f"{goal.budget_year}年部门整体绩效目标"
    yield "一、总体绩效目标"
    yield goal.overall_goal or ""
    yield "二、分项绩效目标"
    for number, sub in enumerate(goal.sub_goals, 1):
        yield f"（{chinese(number)}）{sub.title}"
        yield f"绩效目标：{sub.goal}"
        yield f"绩效指标：{sub.indicators_text}"
    yield "三、目标规划及保障措施"
    for number, measure in enumerate(goal.measures, 1):
        yield f"（{chinese(number)}）{measure}"


def yuangang(desk: Desk) -> Iterator[str]:
    """Yields the steps of 元岗街道, which typed its own table.

    The errors of the published table are waived, and the summary is split into forms.
    """
    path = desk.returned / f"{YUANGANG_NAME}.xlsx"
    write_atomically(path, as_typed())
    yield desk.sentence(f"2 报回街道自己打的表，没有用表样：{path}", f"2 returned a table typed without a form: {path}")
    yield review(desk)
    waivers = desk.reviewed / "放行.yaml"
    write_atomically(waivers, _waived(desk).encode("utf-8"))
    yield from merge(desk, waivers=waivers)
    yield desk.sentence(f"  放行清单：{waivers}", f"  waivers: {waivers}")
    yield part(desk)


def as_typed() -> bytes:
    """Returns the table as a person types it.

    A goal keeps its lines; the other texts are joined where print broke them.
    """
    text = (shipped("samples") / "as_found" / "003-yuangang.tsv").read_text("utf-8")
    title, line, heading, more, *rows = (row.split("\t") for row in text.splitlines())
    headings = ["".join(parts) for parts in zip_longest(heading, more, fillvalue="")]
    cells = [[cell.replace("⏎", "\n" if col == GOAL else "") for col, cell in enumerate(row)] for row in rows]
    return typed(YUANGANG_NAME, title[0], line[0], headings, cells)


def _waived(desk: Desk) -> str:
    """Returns a waiver for every error: the table is published already."""
    found = api.check(desk.returned, templates=desk.templates).findings
    named = dict.fromkeys((one.code, one.where.project) for one in found if one.severity is Severity.ERROR)
    return "waivers:\n" + "".join(
        f"  - {{code: {code}, project: {project}, reason: 已按此公开，下次改正, name: 演示, date: 2023-01-31}}\n"
        for code, project in named
    )


def costfirst(desk: Desk) -> Iterator[str]:
    """Yields the steps of the form that puts costs first.

    Two projects of 东坑镇 are written on it.
    """
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


def with_ledger(desk: Desk) -> Iterator[str]:
    """Yields the steps of 东坑镇's round once more, as a ledger keeps it."""
    return town_round.play(desk, [project for unit in DONGKENG_UNITS for project in projects(unit)])


#: Each department's round, by the name of its folder.
ROUNDS: Mapping[str, Callable[[Desk], Iterator[str]]] = {
    "东坑镇": dongkeng,
    "社区（资金支出计划表）": shequ,
    "元岗街道": yuangang,
    "成本优先（示例）": costfirst,
    town_round.NAME: with_ledger,
}


def run(out: Path, *, lang: Lang, force: bool, templates: Path | None = None) -> Iterator[str]:
    """Yields the steps of every department's round.

    Raises FileError where the folder is not empty (without `force`) or cannot be written.
    """
    if out.exists() and not force and any(out.iterdir()):
        raise FileError(f"文件夹不是空的，加 --force 可覆盖：{out}", f"{out} is not empty; give --force to overwrite")
    for name in ROUNDS:
        prepare(out / name, town_round.PARTS if name == town_round.NAME else STEPS)
    for name, go_round in ROUNDS.items():
        yield name
        yield from (f"  {line}" for line in go_round(Desk(out / name, lang, templates)))
    yield f"工作表保护密码：{PASSWORD}" if lang == "zh" else f"Password of the sheets: {PASSWORD}"
