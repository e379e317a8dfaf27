"""The parts of the letter around the findings: opening, overview, lists."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from toolkit.checks.finding_text import sentence
from toolkit.model.finding import Bilingual, Finding, Severity
from toolkit.model.records import Project
from toolkit.reports.grouping import join, parts, place
from toolkit.reports.letter.style import esc, number, verdict
from toolkit.reports.quiet import is_advice, is_quiet
from toolkit.reports.report import Report
from toolkit.reports.sections import Section, UnitSection, is_missing, is_superseded, missing
from toolkit.reports.waivers import WaivedFinding
from toolkit.reports.wording import SEVERITIES, title

HEADLINE = "退回修改意见"
HEADLINE_CLEAN = "审核意见"
UNKNOWN_UNIT = "未能识别用款单位的文件"
WHOLE_FILE = "文件整体"
WHOLE_BATCH = "各文件之间"

_STEPS = (
    "请在原表（即报来的那份文件）上按意见修改，不要另做新表，也不要改动锁定的栏目。",
    "“错误”必须改正；“警告”请核对，确实无误的说明理由，由审核人放行；“提示”仅供参考。",
    "改好后保存，用原来的文件名重新报送。",
)


def headline(report: Report) -> str:
    """Returns the letter's name, which says whether anything goes back."""
    errors = report.count(Severity.ERROR)
    goes_back = errors > 0 and any(one.severity is Severity.ERROR and not is_missing(one) for one in report.findings)
    return HEADLINE if goes_back else HEADLINE_CLEAN


def section_name(section: Section) -> str:
    """Returns a section's name: its project, its file, or “between files”."""
    return section.title or (WHOLE_FILE if section.file else WHOLE_BATCH)


def unit_title(unit: UnitSection) -> str:
    """Returns a unit's name, or words for files without one."""
    return esc(unit.name) or (UNKNOWN_UNIT if any(section.file for section in unit.sections) else WHOLE_BATCH)


def heading(report: Report) -> str:
    """Returns the head of the letter."""
    name = headline(report)
    day = report.day
    meta = f'<p class="meta">{day.year}年{day.month}月{day.day}日</p>' if day else ""
    return f"<header><p>项目绩效目标表</p><h1>{name}</h1>{meta}</header>"


def letter(report: Report, units: Sequence[UnitSection]) -> str:
    """Returns the opening: what was received and what to do."""
    forms = [section for unit in units for section in unit.sections if section.record is not None]
    received = f"本次收到 {report.file_counts.read} 个文件，共 {len(forms)} {_noun(forms)}，已逐项审核。"
    standing, more = "；".join(_standing(units, forms)), "".join(_listed_below(report.findings))
    if standing:
        steps = "".join(f"<li>{step}</li>" for step in _STEPS)
        opening = f'<p class="body">{received}其中：{standing}。{more}请按下面的意见办理：</p><ol>{steps}</ol>'
    else:
        opening = f'<p class="body">{received}未发现需要修改的问题。{more}</p>'
    return f'<section class="letter"><p>各填报单位：</p>{opening}</section>'


def _listed_below(findings: Sequence[Finding]) -> Iterator[str]:
    """Yields a sentence for each list behind the findings."""
    units, projects = map(len, missing(findings))
    counts = [f"{units} 个单位未报送"] if units else []
    counts += [f"{projects} 个项目尚未收到"] if projects else []
    if counts:
        yield f"名册中另有 {'、'.join(counts)}，列在文后。"
    superseded_returns = sum(map(is_superseded, findings))
    if superseded_returns:
        yield f"另有 {superseded_returns} 份已由其他报送取代，不再计入，也列在文后。"


def _standing(units: Sequence[UnitSection], forms: Sequence[Section]) -> Iterator[str]:
    """Yields how many forms go back, how many need a look.

    Nothing is yielded where all is well.
    """
    bad = sum(section.counts[0] > 0 for section in forms)
    doubtful = sum(section.counts[0] == 0 and section.counts[1] > 0 for section in forms)
    noun = _noun(forms)
    wholes = [section for unit in units for section in unit.sections if section.record is None and section.counts[0]]
    unread = len({section.file for section in wholes if section.file})
    if bad:
        yield f"<b>{bad} {noun}</b>有必须改正的错误，改好之前不能汇总，现予退回"
    if unread:
        yield f"<b>{unread} 个文件</b>整体有问题，请先处理"
    if not all(section.file for section in wholes):
        yield "各文件之间有需要处理的问题"
    if doubtful:
        yield f"{doubtful} {noun}可以汇总，但有需要核对之处"
    rest = len(forms) - bad - doubtful
    if rest and bad + doubtful + len(wholes):
        yield f"其余 {rest} {noun}未发现需要修改的问题"


def _noun(forms: Sequence[Section]) -> str:
    """Returns the noun to count by: projects, or forms with department targets among them."""
    projects = (isinstance(section.record.record, Project) for section in forms if section.record is not None)
    return "个项目" if all(projects) else "份目标表"


def tiles(report: Report, units: Sequence[UnitSection]) -> str:
    """Returns the counts at the top."""
    forms = [section for unit in units for section in unit.sections if section.record is not None]
    shown = (
        ("", report.file_counts.read, "文件"),
        ("", len(forms), _noun(forms).lstrip("个份")),
        *((kind, sum(unit.counts[kind.rank] for unit in units), SEVERITIES[kind].zh) for kind in Severity),
        ("", len(report.waived), "已放行"),
        *((("", absent, "未收到"),) if (absent := sum(map(len, missing(report.findings)))) else ()),
    )
    return f'<ul class="tiles">{"".join(_tile(*one) for one in shown)}</ul>'


def _tile(kind: str, count: int, name: str) -> str:
    marked = f' class="{kind}"' if kind and count else ""
    return f"<li{marked}><b>{count}</b><span>{name}</span></li>"


def overview(units: Sequence[UnitSection]) -> str:
    """Returns the table of units and projects with their counts.

    Each links to its details; the text is empty where there is no row.
    """
    rows = "".join(
        row for at, unit in enumerate(units, 1) if any(map(has_row, unit.sections)) for row in _unit_rows(at, unit)
    )
    if not rows:
        return ""
    return (
        '<h2 id="overview">总览</h2><table class="overview"><thead><tr><th>用款单位、项目</th>'
        '<th class="n">错误</th><th class="n">警告</th><th class="n">提示</th><th class="verdict">结论</th>'
        f"</tr></thead><tbody>{rows}</tbody></table>"
    )


def _unit_rows(at: int, unit: UnitSection) -> Iterator[str]:
    numbers = "".join(number(count).replace("<td", "<th").replace("</td", "</th") for count in unit.counts)
    name = unit_title(unit)
    linked = f'<a href="#u{at}">{name}</a>' if unit.has_findings else name
    yield f'<tr class="unit"><th>{linked}</th>{numbers}<th></th></tr>'
    for index, section in enumerate(unit.sections, 1):
        if not has_row(section):
            continue
        where = f"：{section.file}" if section.record is None and section.file else ""
        name_text = esc(f"{section_name(section)}{where}")
        linked = f'<a href="#u{at}-{index}">{name_text}</a>' if section.listed else name_text
        numbers = "".join(map(number, section.counts))
        yield f'<tr><td>{linked}</td>{numbers}<td class="verdict">{verdict(section)}</td></tr>'


def has_row(section: Section) -> bool:
    """Whether a section has a row in the overview."""
    return section.record is not None or bool(section.listed)


def absent(report: Report) -> str:
    """Returns the lists of units and projects that were not received."""
    silent, missing_projects = missing(report.findings)
    lists = _absent("名册中下列单位没有报送：", silent) + _absent(
        "下列项目尚未收到，所在单位已报送其他项目：", missing_projects
    )
    lead = "<p>请尽快报送；项目已取消的，由名册的管理人员删去。</p>"
    return f'<h2 id="missing">尚未收到</h2>{lists}{lead}' if lists else ""


def _absent(lead: str, names: Sequence[str]) -> str:
    rows = "".join(f"<li>{esc(name)}</li>" for name in names)
    return f'<p>{lead}</p><ul class="missing">{rows}</ul>' if rows else ""


def superseded(findings: Iterable[Finding]) -> str:
    """Returns the table of returns of which another one counts."""
    together: dict[tuple[str, str], list[str]] = {}
    for finding in filter(is_superseded, findings):
        reason = finding.facts.get("reason", "")
        key = finding.where.file, reason.zh if isinstance(reason, Bilingual) else reason
        together.setdefault(key, []).append(finding.where.project or finding.where.sheet or "")
    rows = "".join(
        f'<tr><td>{esc(file)}</td><td data-label="项目">{esc("、".join(names))}</td>'
        f'<td data-label="说明">{esc(reason)}</td></tr>'
        for (file, reason), names in together.items()
    )
    head = "<thead><tr><th>文件</th><th>项目</th><th>说明</th></tr></thead>"
    lead = "<p>同一项目报送了几次的，以一份为准；下列各份不再检查，也不计入汇总，无需处理。</p>"
    return (
        f'<h2>已被取代的报送</h2>{lead}<table class="stack replaced">{head}<tbody>{rows}</tbody></table>'
        if rows
        else ""
    )


def bars(findings: Iterable[Finding]) -> str:
    """Returns horizontal bars: how often each rule found something, advice aside.

    The text is empty where nothing was found.
    """
    counts: Counter[str] = Counter()
    worst: dict[str, Severity] = {}
    for finding in findings:
        if is_quiet(finding) or is_advice(finding) or is_missing(finding) or is_superseded(finding):
            continue
        counts[finding.code] += 1
        worst[finding.code] = min(worst.get(finding.code, finding.severity), finding.severity, key=lambda s: s.rank)
    if not counts:
        return ""
    most = max(counts.values())
    order = sorted(counts, key=lambda code: (worst[code].rank, -counts[code], code))
    rows = "".join(_bar(code, counts[code], most, worst[code]) for code in order)
    return f'<h2>问题分布</h2><ul class="bars">{rows}</ul>'


def _bar(code: str, count: int, most: int, severity: Severity) -> str:
    share = round(100 * count / most, 1)
    return (
        f'<li class="{severity}"><span class="name"><code>{esc(code)}</code>{esc(title(code, "zh"))}</span>'
        f'<i style="width:{share}%"></i><span class="n">{count}</span></li>'
    )


def asides(report: Report) -> str:
    """Returns waived findings, notes, and changed rules."""
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


def _waived(waived: WaivedFinding) -> str:
    waiver, finding = waived.waiver, waived.finding
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
