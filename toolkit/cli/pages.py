"""Pages for the terminal: a rule explained, a definition as a person wants to read it."""

from __future__ import annotations

from collections.abc import Mapping

from toolkit.checks.registry import Rule, rules
from toolkit.cli.options import Lang
from toolkit.cli.tables import make, render
from toolkit.forms.definition import Definition, FormDefinition
from toolkit.indicators.framework import Framework
from toolkit.model.finding import Severity

SEVERITIES: Mapping[Severity, tuple[str, str]] = {
    Severity.ERROR: ("错误", "error"),
    Severity.WARNING: ("警告", "warning"),
    Severity.INFO: ("提示", "info"),
}
_CHINESE = ("查什么：", "为什么：", "例子：", "怎么改：")
_ENGLISH = ("What it finds:", "Why it matters:", "Example:", "How to mend it:")


def rules_list(lang: Lang) -> str:
    """All rules, one line each."""
    zh = lang == "zh"
    rows = [
        (code, SEVERITIES[rule.severity][0 if zh else 1], rule.message.zh if zh else rule.message.en)
        for code, rule in rules().items()
    ]
    return render(make(("编号", "级别", "意见") if zh else ("code", "severity", "message"), rows))


def page(rule: Rule, lang: Lang) -> str:
    """One rule in the reader's language."""
    zh = lang == "zh"
    title, _, rest = rule.page.partition("\n")
    wanted = _CHINESE if zh else _ENGLISH
    paragraphs = [
        " ".join(part.split()) if not zh else "".join(map(str.strip, part.splitlines())) for part in rest.split("\n\n")
    ]
    told = [part for part in paragraphs if part.startswith(wanted)]
    heading = f"{rule.code}  {SEVERITIES[rule.severity][0 if zh else 1]}  " + (rule.message.zh if zh else title)
    since = f"自 {rule.since} 版起" if zh else f"since {rule.since}"
    return "\n\n".join([heading, *told, since])


def definitions_list(definitions: Mapping[str, Definition], lang: Lang) -> str:
    """All definitions, one line each."""
    zh = lang == "zh"
    rows = [
        (id_, d.version, ("填报表" if d.kind == "form" else "汇总表") if zh else d.kind, d.name if zh else d.name_en)
        for id_, d in definitions.items()
    ]
    return render(make(("编号", "版本", "种类", "名称") if zh else ("id", "version", "kind", "what it is"), rows))


def definition_page(definition: Definition, framework: Framework, lang: Lang) -> str:
    """One definition in detail: its cells to fill, its categories, its project types, its checks."""
    zh = lang == "zh"
    name = definition.name if zh else definition.name_en
    lines = [f"{definition.id} {definition.version}  {name}"]
    lines.append(
        f"金额单位 {definition.unit}；指标体系 {framework.title}"
        if zh
        else f"amounts in {definition.unit}; levels: {definition.framework}"
    )
    if not isinstance(definition, FormDefinition):
        headings = ("栏目", "内容", "列宽") if zh else ("column", "holds", "width")
        lines.append(render(make(headings, [(c.label, c.key, f"{c.width:g}") for c in definition.columns])))
        return "\n\n".join(lines)
    lines.append(_fields(definition, zh))
    lines.append(_categories(definition, framework, zh))
    lines.append(_types(definition, zh))
    return "\n\n".join(lines)


def _fields(form: FormDefinition, zh: bool) -> str:
    yes = "是" if zh else "yes"
    rows = [
        (key, field.name, field.kind, yes if field.required else "", yes if key in form.prefilled else "")
        for key, field in form.fields.items()
    ]
    heading = (
        ("字段", "栏目", "填法", "必填", "名册预填") if zh else ("field", "label", "kind", "required", "from roster")
    )
    return render(make(heading, rows))


def _categories(form: FormDefinition, framework: Framework, zh: bool) -> str:
    rows = []
    for category in form.indicators.categories:
        found = framework.second(category.level2)
        first = found[0].name if found else ""
        required = ("是" if zh else "yes") if category.required else ""
        rows.append((first, category.level2, found[1].code if found else "", str(category.rows), required))
    heading = (
        ("一级指标", "二级指标", "编码", "行数", "必填") if zh else ("level 1", "level 2", "code", "rows", "required")
    )
    return render(make(heading, rows, (3,)))


def _types(form: FormDefinition, zh: bool) -> str:
    rows = []
    for name, kind in form.types.items():
        changed = "、".join(f"{level}{count}行" for level, count in kind.rows.items())
        offered = sum(len(names) for names in kind.suggestions.values())
        rows.append((name, changed or "—", str(offered)))
    heading = ("项目类型", "行数调整", "建议的三级指标") if zh else ("project type", "other rows", "suggested names")
    return render(make(heading, rows, (2,)))
