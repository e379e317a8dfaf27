"""Makes the README's pictures from what `jixiao demo` writes: `make pictures`.

Needs LibreOffice (soffice), pdftoppm and pdftotext (poppler-utils) and the Noto CJK fonts, which stand in for 宋体
and 黑体 here.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path

DOCS = Path(__file__).resolve().parent
WIDTH, MARGIN, WHITE, FOOTER = 900, 12, 250, 0.02
#: The picture's name; where its workbook lies in the demo's folder; what stands on the page that is wanted.
PICTURES = {
    "form13.png": ("东坑镇/2-报回/东莞市东坑镇骏达社区居民委员会.xlsx", "社区办公经费"),
    "combined.png": ("东坑镇/4-汇总/汇总表.xlsx", "项目支出绩效目标表"),
    "statistics.png": ("东坑镇/4-汇总/汇总表.xlsx", "各单位金额"),
}
FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><include ignore_missing="yes">/etc/fonts/fonts.conf</include>{}</fontconfig>"""
ALIAS = '<alias binding="same"><family>{}</family><prefer><family>{}</family></prefer></alias>'
STANDING_IN = {
    "宋体": "Noto Serif CJK SC",
    "SimSun": "Noto Serif CJK SC",
    "仿宋": "Noto Serif CJK SC",
    "黑体": "Noto Sans CJK SC",
}


def main() -> None:
    """Run the demo, print its workbooks, take the pages."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        subprocess.run([sys.executable, "-m", "toolkit", "demo", "-o", str(work / "demo")], check=True)
        environment = _fonts(work)
        workbooks = {workbook for workbook, _ in PICTURES.values()}
        printed = {workbook: _printed(work / "demo" / workbook, work, environment) for workbook in workbooks}
        for name, (workbook, wanted) in PICTURES.items():
            picture = _taken(printed[workbook], _page(printed[workbook], wanted))
            (DOCS / name).write_bytes(picture)
            print(f"docs/{name}  {len(picture) // 1024} KB")


def _fonts(work: Path) -> Mapping[str, str]:
    """An environment in which the forms' fonts are those at hand."""
    config = work / "fonts.conf"
    config.write_text(FONTS.format("".join(ALIAS.format(*pair) for pair in STANDING_IN.items())), "utf-8")
    return {**os.environ, "FONTCONFIG_FILE": str(config)}


def _printed(workbook: Path, work: Path, environment: Mapping[str, str]) -> Path:
    profile = f"-env:UserInstallation={(work / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(work), str(workbook)]
    subprocess.run(command, check=True, capture_output=True, env=environment)
    return work / f"{workbook.stem}.pdf"


def _page(pdf: Path, wanted: str) -> int:
    """The first page that begins with what is wanted, in its first six lines."""
    text = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True).stdout.decode()
    for number, page in enumerate(text.split("\f"), 1):
        head = "".join(page.split("\n")[:6])
        if wanted in "".join(head.split()):
            return number
    raise SystemExit(f"{pdf.name}: no page with {wanted}")


def _taken(pdf: Path, page: int) -> bytes:
    """A page's content as a picture, a little white around it."""
    resolution = 100
    left, top, right, bottom = _content(_drawn(pdf, page, resolution, "-gray"))
    finer = round(resolution * (WIDTH - 2 * MARGIN) / (right - left))
    left, top, right, bottom = _content(_drawn(pdf, page, finer, "-gray"))
    box = {"-x": left - MARGIN, "-y": top - MARGIN, "-W": right - left + 2 * MARGIN, "-H": bottom - top + 2 * MARGIN}
    return _drawn(pdf, page, finer, "-png", *(str(part) for pair in box.items() for part in pair))


def _drawn(pdf: Path, page: int, resolution: int, *options: str) -> bytes:
    command = ["pdftoppm", "-f", str(page), "-l", str(page), "-r", str(resolution), *options, str(pdf)]
    return subprocess.run(command, check=True, capture_output=True).stdout


def _content(grey: bytes) -> tuple[int, int, int, int]:
    """Where a page (PGM) is not white: left, top, right, bottom. What stands below the last gap is its footer."""
    _, size, _, pixels = grey.split(b"\n", 3)
    width, height = map(int, size.split())
    lines = [pixels[start : start + width] for start in range(0, width * height, width)]
    inked = [number for number, line in enumerate(lines) if min(line) < WHITE]
    gaps = [above for above, below in pairwise(inked) if below - above > height * FOOTER]
    inked = [number for number in inked if number <= (gaps[-1] if gaps else height)]
    columns = [number for number in range(width) if min(pixels[number::width]) < WHITE]
    return columns[0], inked[0], columns[-1] + 1, inked[-1] + 1


if __name__ == "__main__":
    main()
