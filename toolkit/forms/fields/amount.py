"""An amount of money in the sheet's unit, read into 元."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from math import prod

from toolkit.forms.definition import Field
from toolkit.forms.kinds import Amount, CellValue, FieldKind, Limit, Parsed, plain
from toolkit.model.money import YUAN, parse_amount
from toolkit.model.money_units import BEHIND_NUMBER, without_unit
from toolkit.model.text import fold

_MOST = 100_000_000_000
_WITH_EXPONENT = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,15})?[eE]\+?[0-9]{1,2}")
_LONGEST = 40  # longer texts are no such number


def _limit(field: Field) -> Limit | None:
    return Limit(
        "decimal",
        f"请填写{field.name}，只填数字，不写单位，注意金额单位。",
        f"{field.name}应为大于0的数字，不要带单位、空格或文字。",
        low=0,
        high=_MOST,
    )


def without_exponent(text: str) -> str | None:
    """Returns a number with an exponent in full: 100000 for 1E5; else None."""
    match = _WITH_EXPONENT.fullmatch(unicodedata.normalize("NFKC", text[:_LONGEST]).strip())
    return f"{Decimal(match[0]):f}" if match else None


_NUMBER = rf"(?:人民币|[¥￥])?\s*-?\d[\d,]*(?:\.\d+)?\s*(?:{BEHIND_NUMBER})?整?"
_FIRST = re.compile(rf"(?P<amount>{_NUMBER})\s*(?P<words>[(,;:。、|\n其含由].*)", re.DOTALL)
_LAST = re.compile(rf"(?P<words>[^\d]{{1,80}}(?:资金|补助|拨款|经费|收入|债券|款|[):]))\s*(?P<amount>{_NUMBER})")
#: Words behind which amounts are parts of the first, however they are set off …
_OF_WHICH = re.compile(r"其中|含(?!税)|包括|包含|由")
#: … and sources of money, which begin parts in brackets. 市场价 and 区别 begin with no source.
_SOURCE = re.compile(
    r"(?:中央|省|市|县|区|镇|乡|村|街道|上级|本级|地方|财政|单位)?(?:级|本级|财政|配套|补助|资金|拨款|专项|预算|自筹|自有|结转|投入|一般公共预算)"
    r"|(?:中央|上级|本级|地方|[省市县区镇乡村])\s*\d"
)
#: Numbers that are no money: 2023年, 〔2023〕15号, 30人, 60%. 3年 is a length: the amount may be one year's or all.
_NO_MONEY = re.compile(
    r"(?:19|20)\d\d年度?|\d{1,2}月份?(?:\d{1,2}日)?|[\[(〔【](?:19|20)\d\d[\])〕】]\s*\d+\s*号"
    r"|\d+(?:\.\d+)?\s*(?:%|[个项次人名户家条亩米座处台套辆期批号所村栋间场]|公里|平方|公斤|吨)"
)
#: What an amount is compared with says nothing about the amount.
_COMPARED = re.compile(r"(?:比|较|同比)[^,;。]{0,20}(?:增加|增长|减少|下降|提高|降低|持平)[^,;。]{0,20}")
#: Words that leave an amount open; of parts, the second kind leaves the sum as it is.
_CHANGED = re.compile(
    r"[~～]|调[整增减为至到]|变更|改[为成至]|追加|核[减增]|压减|削减|扣[除减]|取消|收回|增加|减少|缩减|实际|原[为来预列]|应为|更正|作废"
    r"|另[有加外]|[不未](?:含(?!税)|包[括含])|除外|待定|大约|不超|\d\s*[至到]|年[至到-]|每|/|或[者为]|\d\s*或"
)
_ABOUT = re.compile(
    r"^约|约(?=[\d为计占合数])|[余多几][万亿元]|左右|上下|以[上下内]|不[低少]于|至少|最多|暂[定估列按时行计]|预[计估]|估算"
)
_ADDED = re.compile(r"含[^,;。]{0,10}(?:追加|增加|调增)")
_MONEY = re.compile(rf"(?P<number>\d[\d,]*(?:\.\d+)?)\s*(?P<unit>{BEHIND_NUMBER})?")
_TIMES = re.compile(r"\d[^+=]{0,12}[×*xX]\s*\d")
_MOST_WORDS = 500


def _parse(text: str, unit: str) -> Amount | None:
    read = parse_amount(without_exponent(text) or text, unit)
    return Amount(*read) if read else _among_words(text, unit)


def _among_words(text: str, unit: str) -> Amount | None:
    """Returns an amount with words behind it or before it, None for two readings.

    854万（其中财政400万） and 中央补助资金50 have one reading; 50-60万, 约50万 and 100万（调整为80万） do not.
    """
    written = text[:_MOST_WORDS].strip()
    normal = unicodedata.normalize("NFKC", written)
    shown = written if len(written) == len(normal) else normal
    if match := _FIRST.fullmatch(normal):
        words = normal[match.start("words") :]
        more, named = without_unit(fold(words))
        if named and not more:  # 36300（单位：百元）; one in 万美元 is none
            return _amount(match["amount"] + named, unit)
        start, end = _inside(words)
        amount = _amount(match["amount"], unit)
        if amount is None or not _leaves(amount, words[start:end], bracketed=words[:1] == "(" and start > 0):
            return None
        begin = match.start("words")
        return amount._replace(words=shown[begin + start : begin + end].strip())
    if match := _LAST.fullmatch(normal):
        words = shown[: match.end("words")].strip(" :：\n")
        unsure = _OF_WHICH.match(words) or "约" in words or _CHANGED.search(words) or _ABOUT.search(words)
        return None if unsure else _amount(match["amount"], unit, words)
    return None


def _leaves(amount: Amount, words: str, *, bracketed: bool) -> bool:
    """Whether words behind an amount leave it as it is.

    Further amounts must be parts of it: behind 其中, in brackets behind a source, or such that they add up to it.
    """
    if _calculates(amount, words):
        return True
    words = _COMPARED.sub("", words)
    parts = _OF_WHICH.match(words) is not None
    if _CHANGED.search(_ADDED.sub("", words)) or (not parts and _ABOUT.search(words)):
        return False
    found = list(_MONEY.finditer(_NO_MONEY.sub("", words)))
    if not found:
        return True
    amounts = [read[0] if (read := parse_amount(match[0], amount.unit)) else None for match in found]
    added = sum((one for one in amounts if one is not None), Decimal(0))
    if any(one is not None and one > amount.yuan for one in amounts):
        return False
    return parts or (_SOURCE.match(words) is not None and (bracketed or added == amount.yuan))


def _calculates(amount: Amount, words: str) -> bool:
    """Whether words calculate the amount: 3800元/月×12个月."""
    if not _TIMES.search(words):
        return False
    for side in words.split("="):
        terms = [[_value(match) for match in _MONEY.finditer(term)] for term in side.split("+")]
        if all(terms) and sum((prod(term) for term in terms), Decimal(0)) == amount.yuan:
            return True
    return False


def _value(match: re.Match[str]) -> Decimal:
    read = parse_amount(match[0], YUAN)
    return read[0] if read else Decimal(0)


def _inside(words: str) -> tuple[int, int]:
    """Returns where words begin and end without brackets around them."""
    if words.startswith("(") and words.endswith(")"):
        depth = 0
        for place, char in enumerate(words):
            depth += (char == "(") - (char == ")")
            if depth == 0:
                return (1, len(words) - 1) if place == len(words) - 1 else (0, len(words))
    return len(words) - len(words.lstrip(",;:。、|\n ")), len(words)


def _amount(text: str, unit: str, words: str = "") -> Amount | None:
    read = parse_amount(text, unit)
    return Amount(*read, words) if read else None


def _show(value: Parsed, unit: str) -> CellValue:
    if not isinstance(value, Amount):
        return plain(value, unit)
    one = parse_amount(f"1{unit}", unit)
    amount = value.yuan / one[0] if one else value.yuan
    if value.words:
        return f"{amount.normalize():f}（{value.words}）"
    return int(amount) if amount == amount.to_integral_value() else amount


#: What always leaves an amount open, wherever it stands; `|` is the beginning.
_OPEN = ("~", "～", "|约", "大约", "不超", "待定")

KIND = FieldKind("amount", "General", True, _parse, _show, _limit, leave_open=_OPEN)
