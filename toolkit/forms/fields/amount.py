"""An amount of money in the sheet's unit, read into 元."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from toolkit.forms.definition import Field
from toolkit.forms.kinds import Amount, CellValue, FieldKind, Limit, Parsed, plain
from toolkit.model.money import parse_amount

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


_NUMBER = r"(?:人民币|[¥￥])?\s*-?\d[\d,]*(?:\.\d+)?\s*(?:亿元|千元|万元|元|万|亿)?整?"
_FIRST = re.compile(rf"(?P<amount>{_NUMBER})\s*(?P<words>[(,;:。、|\n其含由].*)", re.DOTALL)
_LAST = re.compile(rf"(?P<words>[^\d]{{1,80}}(?:资金|补助|拨款|经费|收入|债券|款|[):]))\s*(?P<amount>{_NUMBER})")
_BARE_UNIT = re.compile(r"\((?:单位:?)?(亿元|千元|万元|元)\)")
#: Words that may name further amounts, because these are parts of the first …
_PARTS = re.compile(r"其中|含|包括|由|中央|省|市|县|区|镇|乡|上级|本级|财政|自筹|自有|单位自有|结转|专项|一般公共预算")
#: … and words that make an amount uncertain.
_UNSURE = re.compile(
    r"[约每/~～]|[余多][万元]|左右|以上|以下|以内|不超|至|到|或|调整|变更|改[为成]|追加|核减|调减|增加|实际|原[为来预]|应为|更正|暂|预计"
)
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
    if match := _FIRST.fullmatch(normal):
        words = normal[match.start("words") :]
        if bare := _BARE_UNIT.fullmatch(words):
            return _amount(match["amount"] + bare[1], unit)
        start, end = _inside(words)
        parts = _PARTS.match(words[start:end]) is not None
        if _UNSURE.search(words) or (any(map(str.isdigit, words)) and not parts):
            return None
        begin = match.start("words")
        shown = written if len(written) == len(normal) else normal
        return _amount(match["amount"], unit, shown[begin + start : begin + end].strip())
    if match := _LAST.fullmatch(normal):
        shown = written if len(written) == len(normal) else normal
        words = shown[: match.end("words")].strip(" :：\n")
        return None if _UNSURE.search(words) else _amount(match["amount"], unit, words)
    return None


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


KIND = FieldKind("amount", "General", True, _parse, _show, _limit)
