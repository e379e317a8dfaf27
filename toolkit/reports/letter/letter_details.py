"""The findings of the letter: unit by unit, project by project."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from toolkit.model.finding import Bilingual, Fact, Severity
from toolkit.reports.grouping import FindingGroup
from toolkit.reports.letter.letter_pages import has_row, section_name, unit_title
from toolkit.reports.letter.style import chip, esc, verdict
from toolkit.reports.quiet import advice_line, quiet_line
from toolkit.reports.sections import Section, UnitSection


def details(units: Sequence[UnitSection]) -> str:
    """Returns the details of all units that have findings."""
    return "".join(_unit(at, unit) for at, unit in enumerate(units, 1) if unit.has_findings)


def _unit(at: int, unit: UnitSection) -> str:
    sections = "".join(
        _section(f"u{at}-{number}", section) for number, section in enumerate(unit.sections, 1) if section.listed
    )
    of_file: dict[str, list[Section]] = {}
    for section in unit.sections:
        of_file.setdefault(section.file, []).append(section)
    folded = "".join(_folded(path if len(of_file) > 1 else "", found) for path, found in of_file.items())
    back = '<p class="top"><a href="#overview">回到总览</a></p>' if any(map(has_row, unit.sections)) else ""
    return f'<section><h2 id="u{at}">{unit_title(unit)}</h2>{sections}{folded}{back}</section>'


def _folded(path: str, sections: Sequence[Section]) -> str:
    """Returns a line for a file's advice, which opens, and one for quiet findings."""
    lead = f"{path}　" if path else ""
    advice = [finding for section in sections for one in section.advice for finding in one.findings]
    line = f"{lead}提示 {len(advice)} 处，供参考，可不修改：{advice_line(advice)}"
    quiet = quiet_line(finding for section in sections for finding in section.quiet)
    listed = "".join(
        f"<li><b>{esc(section_name(section))}</b><ul>{_asides(section.advice)}</ul></li>"
        for section in sections
        if section.advice
    )
    return (f'<details class="advice"><summary>{esc(line)}</summary><ul>{listed}</ul></details>' if advice else "") + (
        f'<p class="quiet">{esc(lead + quiet)}</p>' if quiet else ""
    )


def _section(anchor: str, section: Section) -> str:
    errors = [one for one in section.listed if one.severity is not Severity.INFO]
    noted = [one for one in section.listed if one.severity is Severity.INFO]
    name = esc(section_name(section))
    source = esc(section.file) + (f"　工作表：{esc(section.sheet)}" if section.sheet else "")
    listed = f'<ol class="findings">{"".join(map(_finding, errors))}</ol>' if errors else ""
    return (
        f'<article class="project" id="{anchor}"><header><h3>{name}</h3>{verdict(section)}<p>{source}</p>'
        f"</header>{listed}{_reference(noted)}</article>"
    )


def _finding(entry: FindingGroup) -> str:
    fixes = "".join(f'<p class="fix"><b>怎么改</b>{esc(fix)}</p>' for fix in entry.fixes if fix)
    facts = "".join(f'<p class="where">{line}</p>' for line in _facts(entry))
    what = f'<p class="what">{chip(entry.severity)}{esc(entry.message)}</p>'
    return (
        f'<li class="{entry.severity}"><div>{what}{fixes}{facts}'
        f'<p class="where">{_labelled(_spot(entry))}<span class="code">{esc(entry.code)}</span></p></div></li>'
    )


def _reference(groups: Sequence[FindingGroup]) -> str:
    """Returns infos in small print."""
    if not groups:
        return ""
    return f'<div class="reference"><p>提示（供参考，可不修改）</p><ul>{_asides(groups)}</ul></div>'


def _asides(groups: Iterable[FindingGroup]) -> str:
    return "".join(f'<li>{_aside(one)} <span class="code">{esc(one.code)}</span></li>' for one in groups)


def _aside(entry: FindingGroup) -> str:
    spot = _spot(entry)
    return esc(entry.message if spot in entry.message else f"{entry.message}（{spot}）")


def _labelled(spot: str) -> str:
    return f"位置：{esc(spot)}　" if spot else ""


def _spot(entry: FindingGroup) -> str:
    """Returns the cells of a group; the heading names the sheet already."""
    return entry.cells or entry.place()


def _facts(entry: FindingGroup) -> Iterator[str]:
    """Yields found and expected values that the sentences do not quote."""
    text = entry.message + "".join(entry.fixes)
    for finding in entry.findings:
        found, expected = _zh(finding.facts.get("found")), _zh(finding.facts.get("expected"))
        if found and expected and not (found in text and expected in text):
            yield f"{esc(finding.where.cell)} 现为“{esc(found)}”，应为“{esc(expected)}”"


def _zh(fact: Fact | None) -> str:
    return fact.zh if isinstance(fact, Bilingual) else fact or ""
