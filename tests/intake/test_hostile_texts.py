"""Every regular expression takes time in proportion to its text."""

from __future__ import annotations

import subprocess
import sys

import pytest

#: What an expression may backtrack over: one character many times, and an end that spoils it.
TEXTS = """
units = ["1", " ", "一", "a", "，", "（", '"', "'", "[", "-", "元", "1,", "1.", "（一）", "A1+", "。 ", "年", "\\u3000"]
texts = [unit * (SIZE // len(unit)) + end for unit in units for end in ("", "x", "）!")]
texts += [word + " " * SIZE + "x" for word in ("预算", "财政", "自筹", "拨款", "绩效目标：", "2024年", "目标")]
"""
#: How each is asked, just as the program asks it.
ASKED = {
    "a number": "from toolkit.excel.open.stored_values import shown\n"
    "from toolkit.excel.open.number_formats import PLAIN, Show\n"
    "ask = lambda text: (shown(text, PLAIN, since_1904=False), shown(text, Show(percent=True), since_1904=False))",
    "a formula": "from toolkit.excel.open import formulas\nformulas._LONGEST_FORMULA = 10**9\n"
    "ask = formulas.normal_formula",
    "a shared formula": "from toolkit.excel.open.formulas import moved\nask = lambda text: moved(text, 1, 1)",
    "a number format": "from toolkit.excel.open.number_formats import show\nask = lambda text: show(text[:255])",
    "a department's title": "from toolkit.intake.department.narrative import TITLE\nask = TITLE.fullmatch",
    "a line of a target": "from toolkit.intake.department import narrative as lines\n"
    "ask = lambda text: [lines.section_of(text), lines.is_foreign(text), lines.item_of(text), *lines.pieces(text)]",
    "funds": "from toolkit.forms.fields.funds import _PARTS\n"
    "ask = lambda text: [pattern.search(text) for pattern in _PARTS.values()]",
    "a stamp": "from toolkit.forms.stamp import _CODE\nask = _CODE.search",
    "money in a goal": "from toolkit.checks.header.mixed_money_units import _STATED\nask = _STATED.findall",
    "a sentence": "from toolkit.checks.finding_text import _EMPTY\nask = lambda text: _EMPTY.sub('', text)",
    "a footer": "from toolkit.intake.form.table_end import is_footer\nask = is_footer",
    "a total": "from toolkit.intake.summary.rows import _TOTAL, _LIKE_A_UNIT\n"
    "ask = lambda text: (_TOTAL.fullmatch(text), _LIKE_A_UNIT.fullmatch(text))",
    "an escape": "from toolkit.excel.open.stored_values import unescape\nask = unescape",
    "a range": "from toolkit.excel.open.attributes import odd_range\nask = odd_range",
    "the beginning of a text file": "from toolkit.excel.open import sniff\n"
    "ask = lambda text: (sniff.root_of(text), sniff.looks_like_html('<' + text))",
    "an amount": "from toolkit.model.money import parse_amount\nask = lambda text: parse_amount(text, '元')",
}


@pytest.mark.parametrize("what", ASKED)
def test_a_long_hard_text_is_no_work(what: str) -> None:
    # A text of this size takes milliseconds where the work grows with it, and minutes where it grows with its square.
    code = f"SIZE = 120_000\n{TEXTS}\n{ASKED[what]}\nfor text in texts:\n    ask(text)\n"
    done = subprocess.run([sys.executable, "-c", code], timeout=90, capture_output=True, check=False)
    assert not done.returncode, done.stderr.decode()
