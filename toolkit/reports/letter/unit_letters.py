"""The letter to each unit with its own findings, as HTML and for Word.

    letter = unit_letter(own, facts, unit, LetterExtras(marked_copies=("治安经费（审核意见）.xlsx",)))
    html, docx = letter_html(own, letter), letter_docx(letter)

`own` is the report on the unit's own files.
"""

from __future__ import annotations

from dataclasses import dataclass

from toolkit.papers.paper_words import contact_text, day_text
from toolkit.papers.round_facts import RoundFacts
from toolkit.papers.unit_letter import (
    LetterFinding,
    LetterProject,
    UnitLetter,
    opening_runs,
    steps,
)
from toolkit.reports.grouping import FindingGroup
from toolkit.reports.letter.letter_details import details
from toolkit.reports.letter.letter_pages import asides, overview, section_name, superseded
from toolkit.reports.letter.style import CSS, esc
from toolkit.reports.report import Report, shortened
from toolkit.reports.sections import Section, units


@dataclass(frozen=True, slots=True)
class LetterExtras:
    """The parts of a unit's letter that no report has.

    Attributes:
        marked_copies: names of the marked copies that go with the letter.
        not_returned: names of its projects that have not come yet.
    """

    marked_copies: tuple[str, ...] = ()
    not_returned: tuple[str, ...] = ()


def unit_letter(report: Report, facts: RoundFacts, unit: str, extras: LetterExtras | None = None) -> UnitLetter:
    """Returns the letter to a unit.

    Args:
        report: of the unit's own files.
        facts: of the round.
        unit: the addressee.
        extras: what else the letter has.
    """
    more = extras or LetterExtras()
    report = shortened(report)
    sections = [one for unit in units(report.files, report.findings, roster=report.roster) for one in unit.sections]
    projects = tuple(_project(one) for one in sections if one.record is not None or any(one.counts))
    return UnitLetter(facts, unit, projects, more.marked_copies, more.not_returned)


def _project(section: Section) -> LetterProject:
    return LetterProject(section_name(section), section.file, section.sheet, tuple(map(_finding, section.listed)))


def _finding(group: FindingGroup) -> LetterFinding:
    fixes = tuple(fix for fix in group.fixes if fix)
    return LetterFinding(group.severity, group.message, fixes, group.cells, group.code)


def letter_html(report: Report, letter: UnitLetter) -> str:
    """Returns a unit's letter as one HTML page, the twin of `letter_docx`.

    Args:
        report: of the unit's own files, of which the letter was made.
        letter: what `unit_letter` gave.
    """
    report = shortened(report)
    whose = units(report.files, report.findings, roster=report.roster)
    title = f"{esc(letter.facts.name)}{letter.title}"
    parts = (
        f"<header><p>{esc(letter.facts.name)}</p><h1>{letter.title}</h1></header>",
        _opening(letter),
        overview(whose),
        details(whose),
        _not_returned(letter),
        superseded(report.findings),
        asides(report),
        _closing(letter),
    )
    body = "\n".join(part for part in parts if part)
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>{CSS}</style>\n</head>\n<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    )


def _opening(letter: UnitLetter) -> str:
    runs = "".join(esc(one) if isinstance(one, str) else f"<b>{esc(one[0])}</b>" for one in opening_runs(letter))
    listed = "".join(f"<li>{esc(step)}</li>" for step in steps(letter)) if letter.goes_back else ""
    ordered = f"<ol>{listed}</ol>" if listed else ""
    return f'<section class="letter"><p>{esc(letter.unit)}：</p><p class="body">{runs}</p>{ordered}</section>'


def _not_returned(letter: UnitLetter) -> str:
    rows = "".join(f"<li>{esc(name)}</li>" for name in letter.not_returned)
    return f'<h2>尚未报送的项目</h2><p>请一并报送：</p><ul class="missing">{rows}</ul>' if rows else ""


def _closing(letter: UnitLetter) -> str:
    """Returns the marked copies, the contact, sender and day."""
    facts, copies = letter.facts, "；".join(map(esc, letter.marked_copies))
    attached = f"<p>附件：批注副本 {len(letter.marked_copies)} 份（{copies}）</p>" if copies else ""
    signed = f"<p>{esc(facts.department)}</p><p>{day_text(facts.day)}</p>"
    return (
        f'<section class="letter">{attached}<p>联系人：{esc(contact_text(facts))}</p></section>'
        f'<section class="letter" style="text-align:right">{signed}</section>'
    )
