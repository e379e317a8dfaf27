"""The table of damage in the READMEs, counted from the kinds of damage."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from tests.damage.kinds import kinds
from tests.damage.verdict import Verdict, judge

ROOT = Path(__file__).resolve().parents[2]
MARKERS = ("<!-- damage: make docs -->", "<!-- /damage -->")
#: The rows of the table, in Chinese and in English.
ROWS = {
    "tried": ("试过的损坏", "kinds of damage tried"),
    "detected": ("发现的", "detected"),
    "same": ("照样读对的", "read right all the same"),
    "refused": ("说明原因、不予读取的", "refused by name"),
    "silent": ("读错、读漏而没有提示的值", "wrong or lost values in silence"),
    "alarms": (
        "没改过、如实另存过的文件（LibreOffice 的 .xlsx、.xls、.ods，openpyxl）上的误报",
        "false alarms on untouched or honestly re-saved files (LibreOffice .xlsx, .xls, .ods; openpyxl)",
    ),
}
#: The READMEs, and which of the two languages each is in.
READMES = {ROOT / "README.zh-CN.md": 0, ROOT / "README.md": 1}


def numbers(verdicts: Iterable[Verdict]) -> dict[str, int]:
    """Counts the verdicts on the kinds of damage by row of the table."""
    judged = tuple(verdicts)
    return {
        "tried": len(judged),
        "detected": sum(one.detected for one in judged),
        "same": sum(one.same for one in judged),
        "refused": sum(not one.file.records for one in judged),
        "silent": sum(len(one.silent) for one in judged),
        "alarms": 0,
    }


def table(counts: Mapping[str, int], language: int) -> str:
    """The table, in Chinese (0) or in English (1)."""
    lines = ["| | |", "| --- | ---: |", *(f"| {ROWS[row][language]} | {count} |" for row, count in counts.items())]
    return "\n".join(lines)


def renewed(counts: Mapping[str, int]) -> dict[Path, str]:
    """The READMEs with the table between its markers written anew."""
    pages = {}
    for path, language in READMES.items():
        head, first, rest = path.read_text("utf-8").partition(MARKERS[0])
        _, last, tail = rest.partition(MARKERS[1])
        if not (first and last):
            raise ValueError(f"{path.name} has lost the markers of its table of damage")
        pages[path] = f"{head}{first}\n\n{table(counts, language)}\n\n{last}{tail}"
    return pages


def pages() -> dict[Path, str]:
    """The READMEs as they should be, after every kind of damage was tried."""
    return renewed(numbers(map(judge, kinds())))
