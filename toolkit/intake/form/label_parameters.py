"""The parameters of a label: years, and the unit of money."""

from __future__ import annotations

import re

from toolkit.model.money_units import without_unit
from toolkit.model.remember import Remember

YEAR = re.compile(r"\{year(?:[+-]\d)?\}|(?<!\d)(20\d\d)(?!\d)")
#: The years of a period in a label: 实施周期总目标（2021-2023年）.
_ONE = r"(?:\{year(?:[+-]\d)?\}|(?<!\d)20\d\d)"
_YEARS = re.compile(rf"\(?(?:\{{years\}}|{_ONE}年?(?:-|—|~|至|到)(?:{_ONE}|20\d\d|\d\d)年?(?!\d))度?\)?")


@Remember(300_000)
def parameters(folded: str) -> tuple[str, int | None, str | None]:
    """Returns a folded label without its parameters, its year and its unit."""
    folded = folded.rstrip(":").lstrip("*")  # a star marks what must be filled in
    folded = _YEARS.sub("", folded) or folded
    year = YEAR.search(folded)
    folded, unit = without_unit(folded)
    key = YEAR.sub("", folded).lstrip("年")  # 2025年年度目标 is 年度目标
    if not key:  # a label that is nothing but a year; the year that somebody fills in is none
        key = "年" if folded.endswith("年") else folded
    return key, int(year[1]) if year and year[1] else None, unit
