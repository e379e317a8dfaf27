"""The letter to a unit (退回修改意见) as a document of Word.

`toolkit.reports.letter.unit_letters` makes these letters from a report; its HTML is the twin of the document.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from toolkit.forms.repeat import chinese
from toolkit.model.finding import Severity
from toolkit.papers.document import BODY, HEADING, HEI, SMALL, OfficialDocument, PaperColumn, TextStyle
from toolkit.papers.round_facts import RoundFacts, contact_text, day_text, weekday_text


@dataclass(frozen=True, slots=True)
class LetterFinding:
    """A finding in the words of the letter.

    Attributes:
        severity: errors come first.
        message: the sentence.
        fixes: what to do, one sentence each.
        place: the cells in words; empty where the sentence or the heading names them.
        code: the rule's code.
    """

    severity: Severity
    message: str
    fixes: tuple[str, ...] = ()
    place: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class LetterProject:
    """A project, or a file as a whole, with its findings.

    Attributes:
        name: 项目名称, or words for the file as a whole.
        file: name of the file that came.
        sheet: its sheet; None for the file as a whole.
        findings: the worst first.
    """

    name: str
    file: str
    sheet: str | None = None
    findings: tuple[LetterFinding, ...] = ()

    @property
    def goes_back(self) -> bool:
        """Whether the project has an error."""
        return any(one.severity is Severity.ERROR for one in self.findings)

    @property
    def is_doubtful(self) -> bool:
        """Whether the project has something to verify."""
        return any(one.severity is Severity.WARNING for one in self.findings)

    @property
    def verdict(self) -> str:
        """The verdict on the project in a word."""
        return "退回修改" if self.goes_back else "请核对" if self.is_doubtful else "通过"


@dataclass(frozen=True, slots=True)
class UnitLetter:
    """The letter to one unit.

    Attributes:
        facts: of the round.
        unit: the addressee.
        projects: every project of it that was read, with its findings; files as such come first.
        marked_copies: names of the marked copies that go with the letter.
        not_returned: names of its projects that have not come yet.
    """

    facts: RoundFacts
    unit: str
    projects: tuple[LetterProject, ...]
    marked_copies: tuple[str, ...] = ()
    not_returned: tuple[str, ...] = ()

    @property
    def goes_back(self) -> bool:
        """Whether anything has an error."""
        return any(one.goes_back for one in self.projects)

    @property
    def ordered(self) -> tuple[LetterProject, ...]:
        """The projects, those that go back first."""
        return tuple(sorted(self.projects, key=lambda one: not one.goes_back))

    @property
    def title(self) -> str:
        """The letter's name, which says whether anything goes back."""
        return "退回修改意见" if self.goes_back else "审核意见"


#: The severities with their words and colours.
_MARKS = {
    Severity.ERROR: ("错误", "#C00000"),
    Severity.WARNING: ("警告", "#9A5B00"),
    Severity.INFO: ("提示", "#44546A"),
}
_COUNTED = (Severity.ERROR, Severity.WARNING)
_COLUMNS = (
    PaperColumn("序号", 1.2, "center"),
    PaperColumn("项目", 8.4),
    PaperColumn("错误", 1.4, "center"),
    PaperColumn("警告", 1.4, "center"),
    PaperColumn("结论", 2.4, "center"),
)
_BOLD = replace(BODY, bold=True)
_GREY = TextStyle(size=10.5, color="#7F7F7F")
#: Indent in centimetres of a finding and of what belongs to it.
_LEFT, _INNER = 0.9, 1.6


def letter_docx(letter: UnitLetter) -> bytes:
    """Returns the letter as .docx: by project, errors first, what to do.

    The same letter gives the same bytes.
    """
    facts = letter.facts
    document = OfficialDocument(f"{facts.name}：{letter.title}")
    document.title(letter.title, facts.name)
    document.addressee(letter.unit)
    document.body(*opening_runs(letter))
    numbers = iter("一二三四五六")
    if len(letter.projects) > 1:
        document.heading(f"{next(numbers)}、审核结果")
        document.table(*_overview(letter.ordered))
    if letter.goes_back:
        document.heading(f"{next(numbers)}、怎样办理")
        for number, step in enumerate(steps(letter), 1):
            document.body(f"{number}. {step}")
    shown = [one for one in letter.ordered if one.findings]
    if shown:
        document.heading(f"{next(numbers)}、逐个项目的意见")
        for number, project in enumerate(shown, 1):
            _write_project(document, number, project)
    if letter.not_returned:
        document.heading(f"{next(numbers)}、尚未报送的项目")
        names = "；".join(f"{number}. {name}" for number, name in enumerate(letter.not_returned, 1))
        document.body(f"你单位还有 {len(letter.not_returned)} 个项目没有报来，请一并报送：{names}。")
    if letter.marked_copies:
        document.body(f"附件：批注副本 {len(letter.marked_copies)} 份（{'；'.join(letter.marked_copies)}）")
    document.body(f"联系人：{contact_text(facts)}")
    document.sign(facts.department, facts.day)
    return document.close()


def opening_runs(letter: UnitLetter) -> Iterator[str | tuple[str, TextStyle]]:
    """Yields what came in, what goes back, and until when."""
    forms = [one for one in letter.projects if one.sheet is not None]
    back = [one for one in forms if one.goes_back]
    files = [one for one in letter.projects if one.sheet is None and one.goes_back]
    doubtful = [one for one in forms if not one.goes_back and one.is_doubtful]
    yield f"你单位报来的《{letter.facts.form}》已逐项审核，共 {len(forms)} 份。"
    if back:
        yield f"其中 {len(back)} 份有必须改正的错误，改好之前不能汇总，"
        yield "现予退回", _BOLD
        yield "。"
    if files:
        yield f"{len(files)} 个文件整体有问题，请先处理。"
    if doubtful:
        yield f"{len(doubtful)} 份可以汇总，但有需要核对之处。"
    fine = len(forms) - len(back) - len(doubtful)
    if fine:
        yield f"{'其余 ' if back or doubtful else ''}{fine} 份未发现需要修改的问题。"
    if letter.goes_back:
        yield from _until(letter.facts)


def _until(facts: RoundFacts) -> Iterator[str | tuple[str, TextStyle]]:
    """Yields the request to correct, with its day."""
    if facts.deadline is None:
        yield "请按下面的意见修改后重新报送。"
    elif facts.deadline < facts.day:
        yield f"报送截止日（{day_text(facts.deadline)}）已过，请按下面的意见"
        yield "立即修改并重新报送", _BOLD
        yield "。"
    else:
        yield "请按下面的意见修改，于"
        yield weekday_text(facts.deadline), _BOLD
        yield "前重新报送。"


def steps(letter: UnitLetter) -> Iterator[str]:
    """Yields what the unit is to do."""
    copies = "附件中的批注副本已在出错的格上标出，供对照；" if letter.marked_copies else ""
    yield f"{copies}请在原表（即报来的那份文件）上按意见修改，不要另做新表，也不要改动锁定的栏目。"
    yield "“错误”必须改正；“警告”请核对，确实无误的说明理由，由审核人放行；“提示”仅供参考。"
    yield "没有意见的内容请不要改动；改好后保存，用原来的文件名重新报送。"


def _overview(projects: Sequence[LetterProject]) -> tuple[Sequence[PaperColumn], list[list[str]]]:
    """Returns a table of the projects with the number of findings and the verdict."""
    rows = []
    for number, project in enumerate(projects, 1):
        counts = [sum(one.severity is severity for one in project.findings) for severity in _COUNTED]
        rows.append([str(number), project.name, *(str(count or "") for count in counts), project.verdict])
    return _COLUMNS, rows


def _write_project(document: OfficialDocument, number: int, project: LetterProject) -> None:
    """Writes a project's findings, errors first, and what changed unasked."""
    document.block(
        (f"（{chinese(number) if number < 100 else number}）{project.name}", HEADING),
        (f"　{project.verdict}", SMALL),
        before=10,
        keep=True,
    )
    sheet = f"　工作表：{project.sheet}" if project.sheet else ""
    document.block((f"文件：{project.file}{sheet}", _GREY), left=_LEFT, keep=True)
    for at, finding in enumerate(sorted(project.findings, key=lambda one: one.severity.rank), 1):
        _write_finding(document, at, finding)


def _write_finding(document: OfficialDocument, number: int, finding: LetterFinding) -> None:
    word, color = _MARKS[finding.severity]
    marked = replace(SMALL, face=HEI, color=color)
    place = f"（{finding.place}）" if finding.place and finding.place not in finding.message else ""
    document.block(
        (f"{number}. ", SMALL),
        (f"【{word}】", marked),
        (f"{finding.message}{place}", SMALL),
        (f"　{finding.code}" if finding.code else "", _GREY),
        left=_INNER,
        hanging=_INNER - _LEFT,
        before=3,
        keep=bool(finding.fixes),
    )
    for fix in finding.fixes:
        document.block(("怎么改：", replace(SMALL, face=HEI)), (fix, SMALL), left=_INNER)
