"""The letter to the units (退回修改意见) as one HTML page.

It needs no other file, fits screen, phone and paper, and is Chinese in any case: it leaves the department.
"""

from __future__ import annotations

from toolkit.reports.letter.letter_details import details
from toolkit.reports.letter.letter_pages import (
    absent,
    asides,
    bars,
    heading,
    headline,
    letter,
    overview,
    superseded,
    tiles,
)
from toolkit.reports.letter.style import CSS, esc
from toolkit.reports.report import Format, Report, shortened
from toolkit.reports.sections import units


def render(report: Report) -> str:
    """Returns the page."""
    report = shortened(report)
    whose = units(report.files, report.findings, roster=report.roster)
    name = headline(report)
    body = "\n".join(
        part
        for part in (
            heading(report),
            letter(report, whose),
            tiles(report, whose),
            overview(whose),
            absent(report),
            bars(report.findings),
            details(whose),
            superseded(report.findings),
            asides(report),
            f"<footer>由 jixiao {esc(report.version)} 审核</footer>",
        )
        if part
    )
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>项目绩效目标表{name}</title>\n<style>{CSS}</style>\n</head>\n"
        f"<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    )


FORMAT = Format(id="html", suffix=".html", render=render)
