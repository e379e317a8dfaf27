"""The letter to a unit (退回修改意见) as a document of Word.

`toolkit.reports.letter.unit_letters` makes these letters from a report; its HTML is the twin of the document.
"""

from __future__ import annotations

from dataclasses import dataclass

from toolkit.model.finding import Severity
from toolkit.papers.round_facts import RoundFacts


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
class UnaskedChange:
    """A field that differs from the return before though no finding had asked for it.

    Attributes:
        field: what it is, such as 年度指标值（D14）.
        before: as it was; empty for nothing.
        after: as it is now; empty for nothing.
    """

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class LetterProject:
    """A project, or a file as a whole, with its findings.

    Attributes:
        name: 项目名称, or words for the file as a whole.
        file: name of the file that came.
        sheet: its sheet; None for the file as a whole.
        findings: the worst first.
        unasked: what changed though nobody had asked.
    """

    name: str
    file: str
    sheet: str | None = None
    findings: tuple[LetterFinding, ...] = ()
    unasked: tuple[UnaskedChange, ...] = ()

    @property
    def goes_back(self) -> bool:
        """Whether the project has an error."""
        return any(one.severity is Severity.ERROR for one in self.findings)


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


def letter_docx(letter: UnitLetter) -> bytes:
    """Returns the letter as .docx: by project, errors first, what to do.

    The same letter gives the same bytes.
    """
    raise NotImplementedError
