"""What people write around a form that is no part of it: signatures, dates, remarks, the unit of money."""

from __future__ import annotations

import re

from toolkit.intake.aligning.vocabulary import unit_in
from toolkit.model.text import fold

_FOOTER = re.compile(
    r"(附?注|备注|(填表|填报|编制)?说明)\d*:.*"
    r"|(填表|填报|制表|审核|审批|经办|复核|联系|分管|主管|单位|部门|项目)*(负责|领导|电话|日期|时间|意见|盖章|签字|签章|人|单位)"
    r"+(\((盖章|签字|签章|公章)\))?:.*"
    r"|\((盖章|签字|签章|公章)\)|20\d\d年\d{1,2}月\d{1,2}日"
)


def is_footer(text: str) -> bool:
    """Whether a text is a signature line, a date or a remark below a form."""
    return len(text) < 200 and _FOOTER.fullmatch(fold(text)) is not None


def is_remark(text: str) -> bool:
    """Whether a text around a home-made form is its own business: a footer, or the unit of money (单位：元)."""
    return is_footer(text) or ("单位" in text and len(text) < 20 and unit_in(text) is not None)
