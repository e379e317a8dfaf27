"""The end of an indicator table, and the texts around a form."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet

from toolkit.excel.grid import Grid
from toolkit.forms.layout import Layout
from toolkit.forms.selfcheck import CODE_LABEL
from toolkit.indicators.framework import Framework, plain_level
from toolkit.indicators.value import looks_like_value
from toolkit.intake.form.table import VALUES, RowReading
from toolkit.intake.form.vocabulary import Vocabulary
from toolkit.intake.tokens import Lines, Token
from toolkit.model.money_units import unit_in, units_stated
from toolkit.model.text import fold

_FOOTER = re.compile(
    r"(附?注|备注|(填表|填报|编制)?说明)\d*:.*"
    r"|(?:填表|填报|制表|审核|审批|经办|复核|联系|分管|主管|部门|项目|单位|负责|领导|电话|日期|时间|意见|盖章|签字|签章|人|方式"
    r"|[及和与、/])+(?<=[责导话期间见章字人位式])(?:\((?:盖章|签字|签章|公章)\))?:.*"
    r"|\((盖章|签字|签章|公章)\)|20\d\d年\d{1,2}月\d{1,2}日"
)


def is_footer(text: str) -> bool:
    """Whether a text is a signature line, a date or a remark."""
    return len(text) < 200 and _FOOTER.fullmatch(fold(text)) is not None


def is_remark(text: str) -> bool:
    """Whether a text around a home-made form is harmless.

    It is a footer, or the unit of money (单位：元).
    """
    return is_footer(text) or (bool(units_stated(text)) and unit_in(text) is not None)


_LONGEST = 30
#: A cell that can only be the label of a signature, an opinion or a telephone number.
_SIGNATURE = re.compile(
    r"(?:填表|填报|制表|编制|填写|审核|审批|审查|复核|复审|经办|联系|报送|上报|签发|批准|承办)(?:人员?|单位|部门|科室|领导)"
    r"(?:姓名|签字|签名|签章|盖章|电话|\(.{2,6}\))*:?"
    r"|.{0,14}负责人(?:姓名|签字|签名|签章|盖章|电话|意见|\(.{2,6}\))*:?"
    r"|(?:联系|办公|固定|移动)?(?:电话|手机号?码?|传真|邮箱|邮编)(?:号码)?:?"
    r"|(?:分管|主管|主要|单位|部门|镇|街道|区|县|市)+(?:领导|镇长|局长|主任|书记)"
    r"(?:签字|签名|签批|批示|审批|意见|\(.{2,6}\))*:?"
    r"|.{0,14}(?:审核|审批|审查|初审|复核|批复)意见:?"
    r"|.{0,14}\((?:盖章|公章|签章|签字|签名)(?:处|栏)?\):?"
    r"|(?:盖章|公章|签章|签字|签名)(?:处|栏)?:?"
    r"|(?:\d{4}|)年(?:\d{1,2}|)月(?:\d{1,2}|)日"
    r"|(?:填表|填报|填写|制表|编制|上报|报送)(?:日期|时间):?"
)
#: How words end that may label a signature, or be an indicator's name where a value stands beside them.
_PERHAPS = re.compile(
    r".{0,12}(?:意见|批示|签字|签名|签章|盖章|人|领导|主任|局长|镇长|书记|会计|出纳|日期|时间|电话):?"
)
_NOTE = re.compile(r"(?:附?注|备注|(?:填表|填报|编制|其他)?说明)(?:\d{0,2}[:.、]|$).*", re.DOTALL)
#: A sum under a table, or the number of a page: values beside it are nobody's.
_SUM = re.compile(
    r"(?:本页|本表|指标|权重|分值)?(?:合计|总计|小计|共计|累计|总和)(?:数|权重|分值|得分)?(?:\(.{1,10}\))?:?"
    r"|总分值?:?|总得分:?|第\d+页.{0,10}|共\d+页"
)
#: Telephone numbers, postal codes and dates look like values and are none.
_NO_VALUE = re.compile(r"[\d-]{6,}|(?:\d{4}|)[-年./]\d{1,2}[-月./](?:\d{1,2}日?)?")


def signs(tokens: Sequence[Token]) -> bool:
    """Whether a row is a signature, opinion, date, note or sum."""
    folded = [fold(token.text) if len(token.text) < 4 * _LONGEST else "" for token in tokens]
    if is_footer(tokens[0].text) or _NOTE.match(folded[0]) or _SUM.fullmatch(folded[0]):
        return True
    if any(len(text) <= _LONGEST and _SIGNATURE.fullmatch(text) for text in folded):
        return True
    worth = any(is_value(token.text) for token in tokens[1:])
    return not worth and len(folded[0]) <= _LONGEST and _PERHAPS.fullmatch(folded[0]) is not None


def is_value(text: str) -> bool:
    """Whether a text is clearly an indicator's value, no telephone number or date."""
    return looks_like_value(text) and _NO_VALUE.fullmatch(fold(text)) is None


def valued(reading: RowReading) -> bool:
    """Whether a row that was read has a clear value."""
    return any(is_value(token.text) for part, token in reading.parts.items() if part in VALUES)


def is_mark(tokens: Iterable[Token]) -> bool:
    """Whether a row has neither letters nor digits."""
    return not any(char.isalnum() for token in tokens for char in token.text)


def last_labelled(lines: Lines, framework: Framework, covered: AbstractSet[int]) -> int:
    """Returns the last row with a level's label, or under one; -1 for none."""
    rows = (row for row, tokens in lines.items() if row in covered or any(is_level(t, framework) for t in tokens))
    return max(rows, default=-1)


def is_level(token: Token, framework: Framework) -> bool:
    """Whether a cell is the label of a level.

    Without 指标 the same word may be a name.
    """
    if len(token.text) > _LONGEST or not plain_level(fold(token.text)).endswith(("指标", "满意度")):
        return False
    return framework.first(token.text) is not None or framework.second(token.text) is not None


def covered_rows(grid: Grid, rows: Lines, words: Vocabulary, layout: Layout | None) -> frozenset[int]:
    """Returns the rows that belong to the table whatever they contain.

    They are under a merged label, or above the printed code.
    """
    covered: set[int] = set()
    for merge in grid.merges:
        text = grid.text(*merge.first) if merge.first.row in rows or merge.last.row in rows else ""
        if text and (fold(text) in words.sides or words.framework.first(text) or words.framework.second(text)):
            covered.update(range(merge.first.row, merge.last.row + 1))
    if layout is not None:
        code = next((row for row, ts in rows.items() if any(t.text.startswith(CODE_LABEL) for t in ts)), None)
        covered.update(row for row in rows if code is not None and row < code)
    return frozenset(covered)
