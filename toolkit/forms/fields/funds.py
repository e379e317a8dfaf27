"""A sentence with the budget and its parts: 预算数 30 万元。其中：…."""

from __future__ import annotations

import re
from collections.abc import Mapping

from toolkit.forms.definition import Field
from toolkit.forms.kinds import Amount, CellValue, FieldKind, Funds, Limit, Parsed
from toolkit.model.money import parse_amount

_AMOUNT = (
    r"(?:资金|拨款|数|收入)?\s{0,9}(?:为|共|共计|合计)?[：:]?\s{0,9}"
    r"(?P<amount>[\d０-９,，.．]++\s{0,9}(?:亿元|万元|万|元)?)"
)
#: By field of the record, the words before its amount; the first that fits counts.
_PARTS: Mapping[str, re.Pattern[str]] = {
    "total": re.compile(rf"(?:预算|总投资|资金总额|总额){_AMOUNT}"),
    "special_account": re.compile(rf"财政专户(?:管理)?{_AMOUNT}"),
    "fiscal": re.compile(rf"财政(?!专户){_AMOUNT}"),
    "other": re.compile(rf"(?:其他|自筹|单位自有){_AMOUNT}"),
}


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
        match = pattern.search(text)
        read = parse_amount(match["amount"].replace("，", ",").rstrip(",.．"), unit) if match else None
        if read is not None:
            found[part] = Amount(*read)
    return Funds(text, found) if text.strip() else None


def _show(value: Parsed, unit: str) -> CellValue:
    return value.text if isinstance(value, Funds) else str(value)


KIND = FieldKind("funds", "@", False, _parse, _show, _limit)
