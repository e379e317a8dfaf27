"""What a number format makes of a number: a percentage, a date, a number with words around it, or itself.

Only what changes the meaning is read off a format. Rounding for show never is: a cell that holds 0.955 and
shows 96% is given as 95.5%, because what is stored is what the program would add up.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

GENERAL = "General"

# What Excel in Chinese shows for the numbers that stand for a format; 27 to 36 and 50 to 58 depend on the language.
_YEAR_MONTH, _MONTH_DAY, _AM_PM = 'yyyy"年"m"月"', 'm"月"d"日"', '上午/下午h"时"mm"分"'
BUILTIN = {
    0: GENERAL,
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    14: "yyyy/m/d",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "yyyy/m/d h:mm",
    27: _YEAR_MONTH,
    28: _MONTH_DAY,
    29: _MONTH_DAY,
    30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"',
    32: 'h"时"mm"分"',
    33: 'h"时"mm"分"ss"秒"',
    34: _AM_PM,
    35: _AM_PM + 'ss"秒"',
    36: _YEAR_MONTH,
    37: "#,##0 ;-#,##0 ",
    38: "#,##0 ;[Red]-#,##0 ",
    39: "#,##0.00 ;-#,##0.00 ",
    40: "#,##0.00 ;[Red]-#,##0.00 ",
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss.0",
    48: "##0.0E+0",
    49: "@",
    50: _YEAR_MONTH,
    51: _MONTH_DAY,
    52: _YEAR_MONTH,
    53: _MONTH_DAY,
    54: _MONTH_DAY,
    55: _AM_PM,
    56: _AM_PM + 'ss"秒"',
    57: _YEAR_MONTH,
    58: _MONTH_DAY,
}

_ELAPSED = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
# Words, escaped characters, padding, colours, conditions and languages: nothing of it is a placeholder.
_DECORATION = re.compile(r'"[^"]*"?|\\.|_.|\*.|!.|\[[^\[\]]*\]|General|am/pm|a/p|上午/下午', re.IGNORECASE)
_DAY = re.compile(r"[yd]|[ae]{3,4}", re.IGNORECASE)
_CLOCK = re.compile(r"[hs]", re.IGNORECASE)
_MONTH = re.compile("m", re.IGNORECASE)
_WORDS = r'((?:"[^"]*"|\\.)*)'
# One number with words before or behind it. A comma at the end would divide by a thousand: not matched.
_SIMPLE = re.compile(rf"{_WORDS}(?:General|[#,0]*[#0](?:\.[#0?]+)?)(?:%)?{_WORDS}", re.IGNORECASE)


class Show(NamedTuple):
    """How a number is shown.

    Attributes:
        percent: as a percentage.
        day: with a calendar day (or month or year).
        clock: with a time of day.
        elapsed: as a span of time that may pass a day.
        before: words before the number.
        after: words behind it.
    """

    percent: bool = False
    day: bool = False
    clock: bool = False
    elapsed: bool = False
    before: str = ""
    after: str = ""


#: A number shown as it is; `show` gives this very object.
PLAIN = Show()


@lru_cache(maxsize=1024)
def show(code: str) -> Show:
    """What a format code makes of positive numbers, by its first section."""
    section = _first_section(code)
    if _ELAPSED.search(section):
        return Show(elapsed=True)
    bare = _DECORATION.sub("", section)
    day, clock = bool(_DAY.search(bare)), bool(_CLOCK.search(bare))
    if day or clock or _MONTH.search(bare):
        return Show(day=day or not clock, clock=clock)
    words = _SIMPLE.fullmatch(section)
    before, after = (_literal(words[1]), _literal(words[2])) if words else ("", "")
    shown = Show("%" in bare, before=before, after=after)
    return PLAIN if shown == PLAIN else shown


def _first_section(code: str) -> str:
    """The part before the first semicolon that is not inside words."""
    for match in re.finditer(r'"[^"]*"?|\\.|;', code):
        if match[0] == ";":
            return code[: match.start()]
    return code


def _literal(text: str) -> str:
    return re.sub(r'"([^"]*)"|\\(.)', r"\1\2", text)
