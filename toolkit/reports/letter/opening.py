"""The letter's first page: what was received, how it stands, what is to be done; the overview; the bars."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from toolkit.model.finding import Finding, Severity
from toolkit.model.project import Project
from toolkit.reports.letter.markup import esc, number, verdict
from toolkit.reports.report import Report
from toolkit.reports.sections import Section, Unit
from toolkit.reports.words import title

HEADLINE = "退回修改意见"
HEADLINE_CLEAN = "审核意见"
UNKNOWN_UNIT = "未能识别用款单位的文件"
WHOLE_FILE = "文件整体"

_STEPS = (
    "请在原表（即报来的那份文件）上按意见修改，不要另做新表，也不要改动锁定的栏目。",
    "“错误”必须改正；“警告”请核对，确实无误的说明理由，由审核人放行；“提示”仅供参考。",
    "改好后保存，用原来的文件名重新报送。",
)


def heading(report: Report) -> str:
    """The letter's head."""
    name = HEADLINE if report.count(Severity.ERROR) else HEADLINE_CLEAN
    day = report.day
    meta = f'<p class="meta">{day.year}年{day.month}月{day.day}日</p>' if day else ""
    return f"<header><p>项目绩效目标表</p><h1>{name}</h1>{meta}</header>"


def letter(report: Report, units: Sequence[Unit]) -> str:
    """What the department has to say."""
    forms = [section for unit in units for section in unit.sections if section.record is not None]
    received = f"本次收到 {report.file_counts.read} 个文件，共 {len(forms)} {_noun(forms)}，已逐项审核。"
    standing = "；".join(_standing(units, forms))
    if standing:
        steps = "".join(f"<li>{step}</li>" for step in _STEPS)
        told = f'<p class="body">{received}其中{standing}。请按下面的意见办理：</p><ol>{steps}</ol>'
    else:
        told = f'<p class="body">{received}未发现需要修改的问题。</p>'
    return f'<section class="letter"><p>各填报单位：</p>{told}</section>'


def _standing(units: Sequence[Unit], forms: Sequence[Section]) -> Iterator[str]:
    """How many forms go back, how many are to be looked at; nothing where all is well."""
    bad = sum(section.counts[0] > 0 for section in forms)
    doubtful = sum(section.counts[0] == 0 and section.counts[1] > 0 for section in forms)
    noun = _noun(forms)
    unread = len({s.file for unit in units for s in unit.sections if s.record is None and s.counts[0] > 0})
    if bad:
        yield f"<b>{bad} {noun}</b>有必须改正的错误，改好之前不能汇总，现予退回"
    if unread:
        yield f"<b>{unread} 个文件</b>整体有问题，请先处理"
    if doubtful:
        yield f"{doubtful} {noun}可以汇总，但有需要核对之处"
    rest = len(forms) - bad - doubtful
    if rest and bad + doubtful + unread:
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
        ("error", report.count(Severity.ERROR), "错误"),
        ("warning", report.count(Severity.WARNING), "警告"),
        ("info", report.count(Severity.INFO), "提示"),
        ("", len(report.waived), "已放行"),
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
    linked = f'<a href="#u{at}">{name}</a>' if any(unit.counts) else name
    yield f'<tr class="unit"><th>{linked}</th>{numbers}<th></th></tr>'
    for place, section in enumerate(unit.sections, 1):
        said = esc(section.title) or f"{WHOLE_FILE}：{esc(section.file)}"
        linked = f'<a href="#u{at}-{place}">{said}</a>' if section.groups else said
        numbers = "".join(map(number, section.counts))
        yield f'<tr><td>{linked}</td>{numbers}<td class="verdict">{verdict(section)}</td></tr>'


def bars(findings: Iterable[Finding]) -> str:
    """How often each rule found something, as horizontal bars; empty where nothing was found."""
    counts: Counter[str] = Counter()
    worst: dict[str, Severity] = {}
    for finding in findings:
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
