"""The notice (下发通知) that goes out to a unit with its forms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import compress
from pathlib import PurePosixPath

from toolkit.forms.selfcheck import READY
from toolkit.papers.document import BODY, OfficialDocument, PaperColumn, TextStyle
from toolkit.papers.paper_words import campaign, contact_text, money_text, weekday_text
from toolkit.papers.round_facts import RoundFacts


@dataclass(frozen=True, slots=True)
class NoticeProject:
    """A project that a unit is asked to fill in.

    Attributes:
        name: 项目名称; the form's name for a department's target.
        amount: in 元; None where the roster names none.
        project_type: 项目类型; None where the unit chooses.
        file: name of its workbook; several projects may share one.
    """

    name: str
    amount: Decimal | None = None
    project_type: str | None = None
    file: str | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """The notice to one unit.

    Attributes:
        facts: of the round.
        unit: the addressee.
        projects: what is due from it, in the order of the roster.
        is_addition: whether these projects were added after the first notice (补发).
    """

    facts: RoundFacts
    unit: str
    projects: tuple[NoticeProject, ...]
    is_addition: bool = False

    @property
    def of_department(self) -> bool:
        """Whether the unit's overall target is due, which is no project."""
        return not any(one.name for one in self.projects)


_COLUMNS = (
    PaperColumn("序号", 1.2, "center"),
    PaperColumn("项目名称", 6),
    PaperColumn("项目类型", 3.6),
    PaperColumn("预算金额（元）", 3.4, "right"),
    PaperColumn("填报文件", 4.6),
)
_OPEN = (
    "用 Excel 或 WPS 打开随文下发的文件，直接在表上填写。浅黄色的格必须填；已填好并锁定的栏目（{locked}）"
    "不要改动，有误的请联系我单位更正，不要自行解锁，也不要另做新表。"
)
#: The locked fields of a project's form, and of a department's.
_LOCKED = {False: "项目名称、金额等", True: "部门名称等"}
_FILL = (
    f"按表右侧的“填报自查”逐条改，改到“{READY}”。",
    "指标值写清数字和单位（如“≥8套”“100%”），不写“若干”“良好”等无法考核的话；目标写清做什么、做多少、达到什么效果。",
)
_RETURN = "填好后保存，用原来的文件名把 Excel 文件发回。不要发截图、照片、扫描件，也不要转成 PDF 或 Word。"
_NOTHING_DUE = {
    False: "项目已取消或无需填报的，请告知联系人，不要不报。",
    True: "无需填报的，请告知联系人，不要不报。",
}


def notice_docx(notice: Notice) -> bytes:
    """Returns 下发通知.docx: what is due, until when, how to fill in and return.

    The same notice gives the same bytes.
    """
    facts = notice.facts
    title = f"关于做好{campaign(facts)}的{'补充' if notice.is_addition else ''}通知"
    document = OfficialDocument(title)
    document.title(title)
    document.addressee(notice.unit)
    added = "补充" if notice.is_addition else ""
    document.body(f"现将《{facts.form}》{added}下发你单位，请按时填报。")
    document.heading("一、填报内容")
    document.body(_content(notice))
    if not notice.of_department:
        document.table(*_table(notice.projects))
    document.heading("二、填报时间")
    document.body(*_deadline(facts))
    document.heading("三、填写方法")
    for number, text in enumerate(_fill(notice), 1):
        document.body(f"{number}. {text}")
    document.heading("四、报回方式")
    for number, text in enumerate((_RETURN, _NOTHING_DUE[notice.of_department]), 1):
        document.body(f"{number}. {text}")
    document.body(f"联系人：{contact_text(facts)}")
    document.sign(facts.department, facts.day)
    return document.close()


def _fill(notice: Notice) -> tuple[str, ...]:
    """Returns how to fill the form in, a sentence each."""
    return _OPEN.format(locked=_LOCKED[notice.of_department]), *_FILL


def _content(notice: Notice) -> str:
    """Returns how much is due in one sentence."""
    if notice.of_department:
        year = f"{notice.facts.budget_year}年度" if notice.facts.budget_year else ""
        file = next((f"，文件为“{one.file}”" for one in notice.projects if one.file), "")
        return f"你单位本次需填报{year}《{notice.facts.form}》1 份{file}。"
    amounts = [one.amount for one in notice.projects if one.amount is not None]
    year = f"{notice.facts.budget_year}年度" if notice.facts.budget_year else ""
    total = f"，预算金额合计 {money_text(sum(amounts, Decimal(0)))} 元" if amounts else ""
    unnamed = len(notice.projects) - len(amounts)
    more = f"（{unnamed} 个项目未列金额）" if amounts and unnamed else ""
    return f"你单位本次需填报{year}项目 {len(notice.projects)} 个{total}{more}。{_files(notice.projects)}明细如下："


def _files(projects: Sequence[NoticeProject]) -> str:
    """Returns where the forms are, in a sentence; empty where the table says it."""
    files = {one.file for one in projects if one.file}
    if len(files) == 1 and len(projects) > 1:
        return f"各项目的表在同一个文件“{files.pop()}”中，每个项目一张工作表。"
    return "每个项目一个文件，以项目名称命名。" if files and not _names_files(projects) else ""


def _names_files(projects: Sequence[NoticeProject]) -> bool:
    """Whether the table names files: there are several, not called as the projects are."""
    files = {one.file for one in projects}
    return len(files) > 1 and any(one.file and PurePosixPath(one.file).stem != one.name for one in projects)


def _table(projects: Sequence[NoticeProject]) -> tuple[list[PaperColumn], list[list[str]], list[str]]:
    """Returns the columns in use, the rows, and the row of totals."""
    rows = [
        [str(number), one.name, one.project_type or "", money_text(one.amount), one.file or ""]
        for number, one in enumerate(projects, 1)
    ]
    amounts = [one.amount for one in projects if one.amount is not None]
    total = ["", "合计", "", money_text(sum(amounts, Decimal(0))), ""] if amounts and len(projects) > 1 else []
    used = [True, True, any(one.project_type for one in projects), bool(amounts), _names_files(projects)]
    return (
        list(compress(_COLUMNS, used)),
        [list(compress(row, used)) for row in rows],
        list(compress(total, used)),
    )


def _deadline(facts: RoundFacts) -> tuple[str | tuple[str, TextStyle], ...]:
    """Returns the sentence with the deadline in bold."""
    if facts.deadline is None:
        return ("请按我单位另行通知的时间报回。",)
    return "请于", (weekday_text(facts.deadline), replace(BODY, bold=True)), "前（含当日）报回。"
