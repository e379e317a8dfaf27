"""The letter's first page: what was received, how it stands, what is to be done; the overview; the bars."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from toolkit.model.finding import Finding, Severity
from toolkit.model.project import Project
from toolkit.reports.letter.markup import esc, number, verdict
from toolkit.reports.quiet import is_quiet
from toolkit.reports.report import Report
from toolkit.reports.sections import Section, Unit, is_missing, missing
from toolkit.reports.words import SEVERITIES, title

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
    """The letter's name: whether anything that was sent goes back."""
    errors = report.count(Severity.ERROR)
    goes_back = errors > 0 and any(one.severity is Severity.ERROR and not is_missing(one) for one in report.findings)
    return HEADLINE if goes_back else HEADLINE_CLEAN


def section_name(section: Section) -> str:
    """What a section is called: its project, its file as a whole, or what lies between files."""
    return section.title or (WHOLE_FILE if section.file else WHOLE_BATCH)


def heading(report: Report) -> str:
    """The letter's head."""
    name = headline(report)
    day = report.day
    meta = f'<p class="meta">{day.year}年{day.month}月{day.day}日</p>' if day else ""
    return f"<header><p>项目绩效目标表</p><h1>{name}</h1>{meta}</header>"


def letter(report: Report, units: Sequence[Unit]) -> str:
    """What the department has to say."""
    forms = [section for unit in units for section in unit.sections if section.record is not None]
    received = f"本次收到 {report.file_counts.read} 个文件，共 {len(forms)} {_noun(forms)}，已逐项审核。"
    standing, absent = "；".join(_standing(units, forms)), len(missing(report.findings))
    more = f"名册中另有 {absent} 项尚未收到，列在文后。" if absent else ""
    if standing:
        steps = "".join(f"<li>{step}</li>" for step in _STEPS)
        told = f'<p class="body">{received}其中：{standing}。{more}请按下面的意见办理：</p><ol>{steps}</ol>'
    else:
        told = f'<p class="body">{received}未发现需要修改的问题。{more}</p>'
    return f'<section class="letter"><p>各填报单位：</p>{told}</section>'


def _standing(units: Sequence[Unit], forms: Sequence[Section]) -> Iterator[str]:
    """How many forms go back, how many are to be looked at; nothing where all is well."""
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
    """What is counted: projects, or forms where a department's overall target is among them."""
    projects = (isinstance(section.record.record, Project) for section in forms if section.record is not None)
    return "个项目" if all(projects) else "份目标表"


def tiles(report: Report, units: Sequence[Unit]) -> str:
    """The counts on top."""
    forms = [section for unit in units for section in unit.sections if section.record is not None]
    shown = (
        ("", report.file_counts.read, "文件"),
        ("", len(forms), _noun(forms).lstrip("个份")),
        *((kind, sum(unit.counts[kind.rank] for unit in units), SEVERITIES[kind].zh) for kind in Severity),
        ("", len(report.waived), "已放行"),
        *([("", absent, "未收到")] if (absent := len(missing(report.findings))) else ()),
    )
    return f'<ul class="tiles">{"".join(_tile(*one) for one in shown)}</ul>'


def _tile(kind: str, count: int, name: str) -> str:
    marked = f' class="{kind}"' if kind and count else ""
    return f"<li{marked}><b>{count}</b><span>{name}</span></li>"


def overview(units: Sequence[Unit]) -> str:
    """Every unit and project with its counts, linked to its details."""
    rows = "".join(row for at, unit in enumerate(units, 1) for row in _unit_rows(at, unit))
    return (
        '<h2 id="overview">总览</h2><table class="overview"><thead><tr><th>用款单位、项目</th>'
        '<th class="n">错误</th><th class="n">警告</th><th class="n">提示</th><th class="verdict">结论</th>'
        f"</tr></thead><tbody>{rows}</tbody></table>"
    )


def _unit_rows(at: int, unit: Unit) -> Iterator[str]:
    numbers = "".join(number(count).replace("<td", "<th").replace("</td", "</th") for count in unit.counts)
    name = esc(unit.name) or UNKNOWN_UNIT
    linked = f'<a href="#u{at}">{name}</a>' if unit.has_findings else name
    yield f'<tr class="unit"><th>{linked}</th>{numbers}<th></th></tr>'
    for place, section in enumerate(unit.sections, 1):
        where = f"：{section.file}" if section.record is None and section.file else ""
        said = esc(f"{section_name(section)}{where}")
        linked = f'<a href="#u{at}-{place}">{said}</a>' if section.listed else said
        numbers = "".join(map(number, section.counts))
        yield f'<tr><td>{linked}</td>{numbers}<td class="verdict">{verdict(section)}</td></tr>'


def absent(report: Report) -> str:
    """What has not come back, in a list of its own."""
    rows = "".join(f"<li>{esc(name)}</li>" for name in missing(report.findings))
    said = "名册中下列单位或项目尚未收到，请尽快报送；项目已取消的，由名册的管理人员删去。"
    return f'<h2 id="missing">尚未收到</h2><p>{said}</p><ul class="missing">{rows}</ul>' if rows else ""


def bars(findings: Iterable[Finding]) -> str:
    """How often each rule found something, as horizontal bars; empty where nothing was found."""
    counts: Counter[str] = Counter()
    worst: dict[str, Severity] = {}
    for finding in findings:
        if is_quiet(finding) or is_missing(finding):
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
