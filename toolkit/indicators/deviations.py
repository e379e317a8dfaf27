"""How packed texts deviate from their grammar, as seen in published tables; each has a number and a phrase.

Numbers D1 to D16 are the project's own list. D13, D15 and D16 (blanks, separators and full stops inside names
and values) need care but break no rule, so no text is ever said to deviate by them. D17 was added for levels and
separators that are spelled in some other way.
"""

from __future__ import annotations

from collections.abc import Mapping

from toolkit.model.finding import Bilingual

DEVIATIONS: Mapping[str, Bilingual] = {
    "D1": Bilingual("级别与名称之间用了全角逗号", "full-width comma between levels and name"),
    "D2": Bilingual("同一条内混用全角和半角逗号", "both kinds of comma in one item"),
    "D3": Bilingual("缺少“实施周期指标值”“年度指标值”字样", "labels of the two values missing"),
    "D4": Bilingual("缺少序号", "item number missing"),
    "D5": Bilingual("各条之间用了全角分号", "items separated by a full-width semicolon"),
    "D6": Bilingual("各条之间用了逗号", "items separated by a comma only"),
    "D7": Bilingual("级别与名称之间用了冒号", "colon between level and name"),
    "D8": Bilingual("末尾缺少分号", "closing semicolon missing"),
    "D9": Bilingual("缺少一级指标", "first level missing"),
    "D10": Bilingual("缺少指标编码", "level codes missing"),
    "D11": Bilingual("缺少指标值", "value missing"),
    "D12": Bilingual("缺少三级指标名称", "name missing"),
    "D13": Bilingual("名称中有空格", "blanks inside a name"),
    "D14": Bilingual("序号与顿号断开", "item number torn from its mark"),
    "D15": Bilingual("指标值中有分隔符", "separators inside a value"),
    "D16": Bilingual("名称以句号结尾", "name ends with a full stop"),
    "D17": Bilingual("级别名称或分隔符写法不同", "levels or separators spelled otherwise"),
}
