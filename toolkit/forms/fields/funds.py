"""A sentence with the budget and its parts: 预算数 30 万元。其中：…."""

from __future__ import annotations

import re
from collections.abc import Mapping

from toolkit.forms.definition import Field
from toolkit.forms.kinds import Amount, CellValue, FieldKind, Funds, Limit, Parsed
from toolkit.model.money import parse_amount
from toolkit.model.money_units import BEHIND_NUMBER

_AMOUNT = (
    r"(?:资金|拨款|数|收入)?\s{0,9}(?:为|共|共计|合计)?[：:]?\s{0,9}"
    rf"(?P<amount>[\d０-９,，.．]++\s{{0,9}}(?:{BEHIND_NUMBER})?)"
)
#: By field of the record, the words before its amount; the first that fits counts.
_PARTS: Mapping[str, re.Pattern[str]] = {
    "total": re.compile(rf"(?:预算|总投资|资金总额|总额){_AMOUNT}"),
    "special_account": re.compile(rf"财政专户(?:管理)?{_AMOUNT}"),
    "fiscal": re.compile(rf"财政(?!专户){_AMOUNT}"),
    "other": re.compile(rf"(?:其他|自筹|单位自有){_AMOUNT}"),
}
#: Words right before an amount that make it another year's, or a change.
_OF_ANOTHER = re.compile(
    r"(?:上年|去年|往年|历年|上一年度?|前期|原|原来|原定|调整前|追加|调增|调减|核减|压减|增加|减少)的?(?:项目|总)?$"
)
#: What makes an amount uncertain: 12-15万元, 1O 万元, 12 万美元, 12万元/年, 12万元（原15万元）.
_CONTINUED = re.compile(
    r"\s{0,9}(?:[\d０-９A-Za-z/／\-－~～—–−百千十亿多]|[至到]\s{0,9}[\d０-９]|左右|上下|以[内上下]|余[元万]|[美港欧日]元|港币|英镑"
    r"|[(（][^)）]{0,20}?(?:原|调整|上年))"
)
_PERCENTAGE = re.compile(r"\s{0,9}[%％‰]")
#: What may follow an amount without a unit; before other words (其他3项) a number is none.
_BOUNDARY = re.compile(r"\s{0,9}(?:$|[。；;，,、（(：:\n]|其中|主要|用于|由|含)")


def _limit(field: Field) -> Limit | None:
    most = field.most or 500
    return Limit(
        "textLength",
        "写明预算数、其中财政资金各多少万元，主要用于什么，如：预算数 30 万元。其中：财政资金 30 万元。主要用于……",
        f"{field.name}不能超过{most}字。",
        low=1,
        high=most,
    )


def _parse(text: str, unit: str) -> Funds | None:
    found = {}
    for part, pattern in _PARTS.items():
        match = next((one for one in pattern.finditer(text) if _is_amount(text, one)), None)
        if match is None:
            continue
        certain = not _CONTINUED.match(text, match.end())
        read = parse_amount(match["amount"].replace("，", ",").rstrip(",.．"), unit) if certain else None
        if read is None:  # one amount that nobody can read makes all of them doubtful
            return Funds(text, {})
        found[part] = Amount(*read)
    return Funds(text, found) if text.strip() else None


def _is_amount(text: str, match: re.Match[str]) -> bool:
    """Whether a number behind its words is an amount of this year."""
    if _PERCENTAGE.match(text, match.end()) or _OF_ANOTHER.search(text, 0, match.start()):
        return False
    named = match["amount"].rstrip().endswith(("元", "万", "亿"))
    return named or bool(_BOUNDARY.match(text, match.end()) or _CONTINUED.match(text, match.end()))


def _show(value: Parsed, unit: str) -> CellValue:
    return value.text if isinstance(value, Funds) else str(value)


KIND = FieldKind("funds", "@", False, _parse, _show, _limit)
