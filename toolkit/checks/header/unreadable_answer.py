"""An answer that is not what its cell asks for.

查什么：表上自设的栏目，以及总额以外的各项资金，填的内容与要求的不符：日期认不出、电话不像电话、选项打了两个√、金额不是数字。

为什么：认不出的内容不进汇总，也不会猜；空着好过猜错。

例子：开工日期写“下半年”；项目属性写“新增项目√ 延续项目√”；上级资金写“50-60万”。

怎么改：按该栏的要求填写，只写一个日期、一个选项、一个数字。

What it finds: a field of the form's own, or a part of the money beside the total, that says something else than it asks
for: no date, no telephone number, two ticks, no number.

Why it matters: what cannot be read is not guessed and does not reach the summary.

Example: a date that says 下半年; boxes with two ticks; 50-60万 as the money from above.

How to fix it: write one date, one choice, one number, as the field asks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from toolkit.checks.context import RecordContext
from toolkit.checks.registry import Scope, rule
from toolkit.forms.definition import FormDefinition
from toolkit.forms.field_names import is_own
from toolkit.forms.further_tables import FURTHER
from toolkit.forms.kinds import Amount, kind_of
from toolkit.model.finding import Bilingual, Finding, Severity
from toolkit.model.schema import MONEY_KEYS


@rule(
    "H14",
    Severity.ERROR,
    Scope.RECORD,
    message=("{name}无法识别：{found}", "{name} cannot be read: {found}"),
    fix=("请在 {cell} 改正{name}{example}。", "Correct {name} in {cell}{example}."),
    since="0.2",
    kind="form",
)
def check(context: RecordContext) -> Iterator[Finding]:
    """Yields each answer that says something and cannot be read."""
    form = context.definition
    if not isinstance(form, FormDefinition):
        return
    for key, field in form.fields.items():
        if key.startswith(FURTHER):
            value = kind_of(field).parse(context.raw(key), form.unit)
            unread = context.says(key) and (value is None or (isinstance(value, Amount) and bool(value.words)))
        elif is_own(key, form.record) or (key in MONEY_KEYS and key != "total"):
            unread = context.says(key) and context.value(key) is None
        else:
            continue
        if unread:
            found, example = context.raw(key).strip(), _EXAMPLES.get(field.kind, Bilingual("", ""))
            yield context.finding(context.where(key), about=key, name=field.name, found=found, example=example)


#: What the sentence adds for a kind.
_EXAMPLES: Mapping[str, Bilingual] = {
    "date": Bilingual("，如 2024-07-01", ", such as 2024-07-01"),
    "year": Bilingual("，如 2024", ", such as 2024"),
    "percent": Bilingual("，如 30%", ", such as 30%"),
    "phone": Bilingual("，如 0769-12345678", ", such as 0769-12345678"),
    "amount": Bilingual("，只填一个数字", "; write one number"),
    "mark": Bilingual("，只在一项后打√", "; tick one choice"),
}
