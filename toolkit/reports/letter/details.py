"""What is wrong, unit by unit and project by project, each with its place and what to do; and what was waived."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from toolkit.checks.sentence import sentence
from toolkit.model.finding import Bilingual, Fact, Finding, Severity
from toolkit.reports.grouping import Group
from toolkit.reports.letter.markup import chip, esc, verdict
from toolkit.reports.letter.opening import UNKNOWN_UNIT, section_name
from toolkit.reports.places import join, parts, place
from toolkit.reports.quiet import quiet_line
from toolkit.reports.report import Report
from toolkit.reports.sections import Section, Unit
from toolkit.reports.waivers import WaivedFinding


def details(units: Sequence[Unit]) -> str:
    """All units that have something to do or to know."""
    return "".join(
        _unit(at, unit) for at, unit in enumerate(units, 1) if any(section.groups for section in unit.sections)
    )


def _unit(at: int, unit: Unit) -> str:
    sections = "".join(
        _section(f"u{at}-{number}", section) for number, section in enumerate(unit.sections, 1) if section.listed
    )
    name = esc(unit.name) or UNKNOWN_UNIT
    back = '<p class="top"><a href="#overview">回到总览</a></p>'
    return f'<section><h2 id="u{at}">{name}</h2>{sections}{_quiet(unit)}{back}</section>'


def _quiet(unit: Unit) -> str:
    """One line a file for what asks nothing."""
    of_file: dict[str, list[Finding]] = {}
    for section in unit.sections:
        of_file.setdefault(section.file, []).extend(finding for one in section.groups for finding in one.findings)
    lines = {path: line for path, findings in of_file.items() if (line := quiet_line(findings))}
    return "".join(
        f'<p class="quiet">{esc(line if len(of_file) == 1 else f"{path}　{line}")}</p>' for path, line in lines.items()
    )


def _section(anchor: str, section: Section) -> str:
    told = [one for one in section.listed if one.severity is not Severity.INFO]
    noted = [one for one in section.listed if one.severity is Severity.INFO]
    name = esc(section_name(section))
    source = esc(section.file) + (f"　工作表：{esc(section.sheet)}" if section.sheet else "")
    listed = f'<ol class="findings">{"".join(map(_finding, told))}</ol>' if told else ""
    return (
        f'<article class="project" id="{anchor}"><header><h3>{name}</h3>{verdict(section)}<p>{source}</p>'
        f"</header>{listed}{_reference(noted)}</article>"
    )


def _finding(one: Group) -> str:
    fixes = "".join(f'<p class="fix"><b>怎么改</b>{esc(fix)}</p>' for fix in one.fixes if fix)
    facts = "".join(f'<p class="where">{line}</p>' for line in _facts(one))
    return (
        f'<li class="{one.severity}"><div><p class="what">{chip(one.severity)}{esc(one.message)}</p>{fixes}{facts}'
        f'<p class="where">{_labelled(_spot(one))}<span class="code">{esc(one.code)}</span></p></div></li>'
    )


def _reference(groups: Sequence[Group]) -> str:
    """Infos, in small print: nothing must be done about them."""
    if not groups:
        return ""
    rows = "".join(f'<li>{_aside(one)} <span class="code">{esc(one.code)}</span></li>' for one in groups)
    return f'<div class="reference"><p>提示（供参考，可不修改）</p><ul>{rows}</ul></div>'


def _aside(one: Group) -> str:
    spot = _spot(one)
    return esc(one.message if spot in one.message else f"{one.message}（{spot}）")


def _labelled(spot: str) -> str:
    return f"位置：{esc(spot)}　" if spot else ""


def _spot(one: Group) -> str:
    """The cells; the sheet's name stands above them already."""
    return one.cells or one.place()


def _facts(one: Group) -> Iterator[str]:
    """What stands there and what should, where the sentences do not quote it already."""
    said = one.message + "".join(one.fixes)
    for finding in one.findings:
        found, expected = _zh(finding.facts.get("found")), _zh(finding.facts.get("expected"))
        if found and expected and not (found in said and expected in said):
            yield f"{esc(finding.where.cell)} 现为“{esc(found)}”，应为“{esc(expected)}”"


def _zh(fact: Fact | None) -> str:
    return fact.zh if isinstance(fact, Bilingual) else fact or ""


def asides(report: Report) -> str:
    """Waived findings, what else is to be said, and the rules that were changed."""
    waived = "".join(map(_waived, report.waived))
    notes = "".join(f"<li>{esc(note.zh)}</li>" for note in report.notes)
    changes = "".join(
        f'<li><span class="code">{esc(one.code)}</span> {esc(one.what.zh)}（{esc(one.by)}）</li>'
        for one in report.changes
    )
    table = (
        '<h2>已放行的意见</h2><table class="stack"><thead><tr><th>项目</th><th>问题</th><th>理由</th><th>放行人</th>'
        f"<th>日期</th></tr></thead><tbody>{waived}</tbody></table>"
    )
    return (
        (table if waived else "")
        + (f"<h2>其他说明</h2><ul>{notes}</ul>" if notes else "")
        + (f"<h2>规则调整</h2><p>本次审核按设置调整了下列规则：</p><ul>{changes}</ul>" if changes else "")
    )


def _waived(one: WaivedFinding) -> str:
    waiver, finding = one.waiver, one.finding
    until = f"<br>至 {waiver.expires}" if waiver.expires else ""
    about = finding.where.project or waiver.project or waiver.unit or finding.where.file
    return (
        f'<tr><td>{esc(about)}</td><td data-label="问题">{esc(sentence(finding))}'
        f'<br><span class="code">{esc(finding.code)}　{esc(_place(finding))}</span></td>'
        f'<td data-label="理由">{esc(waiver.reason)}</td><td data-label="放行人" class="nowrap">{esc(waiver.name)}</td>'
        f'<td data-label="日期" class="nowrap">{waiver.date}{until}</td></tr>'
    )


def _place(finding: Finding) -> str:
    return place(finding.where.sheet, join(parts(finding.where.cell)))
