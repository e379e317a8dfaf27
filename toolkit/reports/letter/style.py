"""The style of the letter, and its small elements of HTML."""

from __future__ import annotations

from html import escape

from toolkit.model.finding import Severity
from toolkit.reports.sections import Section
from toolkit.reports.wording import printable, severity_name


def esc(text: str | None) -> str:
    """Returns a text escaped for HTML."""
    return escape(printable(text or ""), quote=True)


def chip(severity: Severity) -> str:
    """Returns the name of a severity on its colour."""
    return f'<span class="chip">{severity_name(severity, "zh")}</span>'


def verdict(section: Section) -> str:
    """Returns the verdict on a section: 退回修改, 请核对 or 通过.

    A file as a whole has a verdict only where something is wrong. What concerns several files has none: no one file
    goes back.
    """
    errors, warnings, _ = section.counts
    if not section.file or (section.record is None and not errors + warnings):
        return ""
    kind, word = ("error", "退回修改") if errors else ("warning", "请核对") if warnings else ("ok", "通过")
    return f'<span class="chip {kind}">{word}</span>'


def number(count: int) -> str:
    """Returns a table cell with a count; a zero is pale."""
    return f'<td class="n{"" if count else " zero"}">{count}</td>'


CSS = """
:root { --ink: #23272e; --soft: #5c6470; --line: #dcdfe4; --paper: #fff; --seal: #b3261e;
  --error: #b3261e; --error-bg: #fcebe9; --warning: #9a5b00; --warning-bg: #fdf2de;
  --info: #2b5f93; --info-bg: #e9f1f9; --ok: #2c6e3f; --ok-bg: #e7f3ea; color-scheme: light; }
* { box-sizing: border-box; }
html { scroll-behavior: smooth; -webkit-text-size-adjust: 100%; }
body { margin: 0; background: #eef0f2; color: var(--ink); line-height: 1.65; font-size: 16px;
  font-family: "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", sans-serif;
  overflow-wrap: anywhere; -webkit-print-color-adjust: exact; print-color-adjust: exact; }
main { max-width: 940px; margin: 32px auto; padding: 48px 64px 40px; background: var(--paper);
  box-shadow: 0 1px 3px #0002, 0 8px 24px #0001; border-radius: 4px; }
a { color: inherit; text-decoration: underline; text-decoration-color: #9aa3ad; text-underline-offset: 3px; }
a:hover { text-decoration-color: currentColor; }
header { text-align: center; border-bottom: 3px double var(--seal); padding-bottom: 18px; margin-bottom: 24px; }
header p { margin: 0; color: var(--soft); letter-spacing: .12em; }
h1 { margin: 4px 0 8px; color: var(--seal); font-size: 34px; letter-spacing: .18em; text-indent: .18em;
  line-height: 1.3; font-family: "Songti SC", "SimSun", "Noto Serif CJK SC", serif; font-weight: 700; }
header .meta { font-size: 14px; letter-spacing: 0; }
h2 { font-size: 21px; margin: 40px 0 12px; padding-left: 12px; border-left: 5px solid var(--seal); line-height: 1.4; }
h3 { font-size: 17px; margin: 0; line-height: 1.5; }
.letter p { margin: 0 0 8px; }
.letter .body { text-indent: 2em; }
.letter ol { margin: 8px 0 0; padding-left: 2.4em; }
.letter li { margin-bottom: 4px; }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(84px, 1fr)); gap: 10px; margin: 24px 0 0;
  padding: 0; list-style: none; }
.tiles li { border: 1px solid var(--line); border-radius: 6px; padding: 10px 4px 8px; text-align: center; }
.tiles b { display: block; font-size: 26px; line-height: 1.2; font-variant-numeric: tabular-nums; }
.tiles span { color: var(--soft); font-size: 14px; }
.tiles .error { background: var(--error-bg); border-color: #f0c7c3; } .tiles .error b { color: var(--error); }
.tiles .warning { background: var(--warning-bg); border-color: #ecd6ac; } .tiles .warning b { color: var(--warning); }
.tiles .info { background: var(--info-bg); border-color: #c4d8ec; } .tiles .info b { color: var(--info); }
table { width: 100%; border-collapse: collapse; font-size: 15px; }
th, td { padding: 7px 10px; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); }
thead th { color: var(--soft); font-size: 14px; font-weight: 500; border-bottom: 2px solid var(--line); }
.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.verdict { text-align: right; white-space: nowrap; }
.overview .unit th { background: #f5f6f8; font-weight: 600; }
.overview td:first-child { padding-left: 28px; }
.nowrap, thead th { white-space: nowrap; }
.zero { color: #b6bcc4; }
.chip { display: inline-block; padding: 0 8px; border-radius: 3px; font-size: 13px; line-height: 1.65; font-weight: 500;
  white-space: nowrap; }
.error .chip, .chip.error { color: var(--error); background: var(--error-bg); }
.warning .chip, .chip.warning { color: var(--warning); background: var(--warning-bg); }
.info .chip, .chip.info { color: var(--info); background: var(--info-bg); }
.chip.ok { color: var(--ok); background: var(--ok-bg); }
.bars { margin: 0; padding: 0; list-style: none; }
.bars li { display: grid; grid-template-columns: 16em 1fr 3em; gap: 12px; align-items: center; padding: 3px 0;
  font-size: 15px; }
.bars code, .code { color: var(--soft); font-size: 13px;
  font-family: ui-monospace, Consolas, "DejaVu Sans Mono", monospace; }
.bars code { margin-right: 8px; }
.bars i { display: block; height: 14px; border-radius: 0 3px 3px 0; min-width: 3px; }
.bars .error i { background: #cf5148; } .bars .warning i { background: #e0a63c; } .bars .info i { background: #7ba7d1; }
.project { border: 1px solid var(--line); border-radius: 6px; margin: 0 0 18px; }
.project > header { display: flex; gap: 4px 12px; align-items: baseline; flex-wrap: wrap; text-align: left; border: 0;
  margin: 0; padding: 12px 18px 10px; background: #f5f6f8; border-radius: 6px 6px 0 0; }
.project > header p { flex-basis: 100%; font-size: 13px; letter-spacing: 0; }
.findings { margin: 0; padding: 0; list-style: none; counter-reset: n; }
.findings > li { counter-increment: n; display: grid; grid-template-columns: 2.2em 1fr; padding: 12px 18px 12px 14px;
  border-top: 1px solid var(--line); border-left: 4px solid transparent; }
.findings > li::before { content: counter(n) "."; color: var(--soft); font-variant-numeric: tabular-nums; }
.findings > .error { border-left-color: #cf5148; } .findings > .warning { border-left-color: #e0a63c; }
.findings p { margin: 0; } .findings .what { font-weight: 600; }
.findings .what .chip { margin-right: 8px; }
.findings .fix { margin-top: 2px; padding-left: 4.3em; text-indent: -4.3em; }
.findings .fix b { color: var(--ok); font-weight: 600; display: inline-block; width: 4.3em; text-indent: 0; }
.findings .where { color: var(--soft); font-size: 14px; margin-top: 2px; }
.reference { border-top: 1px solid var(--line); padding: 10px 18px 12px; font-size: 14px; color: var(--soft); }
.reference p { margin: 0; } .reference ul { margin: 2px 0 0; padding-left: 1.4em; }
.reference li { margin: 0; } .reference .code { font-size: 12px; }
.replaced td:first-child { min-width: 12em; }
.advice { font-size: 14px; color: var(--soft); margin: 0 0 14px; }
.advice summary { cursor: pointer; } .advice ul { margin: 4px 0 0; padding-left: 1.6em; }
.advice b { font-weight: 600; color: var(--ink); } .advice .code { font-size: 12px; }
.quiet { font-size: 14px; color: var(--soft); margin: -8px 0 12px; }
.top { font-size: 14px; color: var(--soft); text-align: right; margin: -8px 0 0; }
footer { margin-top: 40px; padding-top: 12px; border-top: 1px solid var(--line); color: var(--soft); font-size: 13px;
  text-align: center; }
@media (max-width: 640px) {
  body { font-size: 16px; background: var(--paper); }
  main { margin: 0; padding: 24px 16px; box-shadow: none; }
  h1 { font-size: 27px; letter-spacing: .1em; text-indent: .1em; } h2 { font-size: 19px; margin-top: 32px; }
  .tiles { grid-template-columns: repeat(3, 1fr); gap: 8px; } .tiles b { font-size: 23px; }
  th, td { padding: 7px 5px; } .overview td:first-child { padding-left: 14px; }
  .bars li { grid-template-columns: 1fr 2.4em; gap: 0 8px; padding: 5px 0; }
  .bars .name { grid-column: 1 / -1; }
  .project > header, .reference { padding-left: 12px; padding-right: 12px; }
  .findings > li { grid-template-columns: 1.6em 1fr; padding: 10px 12px 10px 8px; }
  .stack thead { display: none; } .stack tr { display: block; border-bottom: 1px solid var(--line); padding: 6px 0; }
  .stack td { display: block; border: 0; padding: 1px 0; }
  .stack td[data-label]::before { content: attr(data-label) "："; color: var(--soft); }
}
@media print {
  @page { size: A4; margin: 16mm 15mm 18mm; }
  body { background: none; font-size: 10.5pt; line-height: 1.55; }
  main { max-width: none; margin: 0; padding: 0; box-shadow: none; }
  h1 { font-size: 22pt; } h2 { font-size: 13.5pt; margin-top: 18pt; } h3 { font-size: 11.5pt; }
  table, .bars li { font-size: 10pt; } .tiles b { font-size: 17pt; }
  h2, h3, .project > header { break-after: avoid; }
  .findings > li, .reference, tr, .bars li, .tiles { break-inside: avoid; }
  .top { display: none; } a { text-decoration: none; }
  .project > header, .overview .unit th { background: #f2f3f5; }
}
"""
