"""Pages for the terminal: a rule explained, a definition in detail."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path

from toolkit.checks.registry import Rule, rules
from toolkit.cli.options import Lang
from toolkit.cli.tables import make, render
from toolkit.errors import InputError
from toolkit.forms.definition import Definition, FormDefinition
from toolkit.forms.loader import read_definition
from toolkit.indicators.framework import Framework
from toolkit.reports.wording import severity_name, title

_CHINESE = ("查什么：", "为什么：", "例子：", "怎么改：")
_ENGLISH = ("What it finds:", "Why it matters:", "Example:", "How to fix it:")
#: Kinds of cells to fill, as a person calls them.
KINDS: Mapping[str, str] = {
    "amount": "金额",
    "choice": "下拉选择",
    "code": "编码",
    "funds": "资金构成",
    "long_text": "长文字",
    "percent": "百分比",
    "date": "日期",
    "mark": "打勾",
    "period": "起止时间",
    "phone": "电话",
    "text": "文字",
    "number": "数字",
    "weight": "权重、分值",
    "year": "年份",
}


def find_rule(asked: str) -> Rule:
    """Returns a rule by its code (V01, v1) or name.

    Raises InputError with similar codes or names.
    """
    code = asked.strip().upper()
    if code[1:].isdigit():
        code = f"{code[0]}{int(code[1:]):02d}"
    names = {rule.name: rule for rule in rules().values()}
    found = rules().get(code) or names.get(asked.strip().lower().replace("-", "_"))
    if found is not None:
        return found
    near = get_close_matches(code, rules(), n=6) or get_close_matches(asked.lower(), names, n=3)
    zh = f"，相近的有：{'、'.join(near)}" if near else ""
    en = f"; similar: {', '.join(near)}" if near else ""
    raise InputError(
        f"没有规则“{asked}”{zh}；全部规则见 jixiao explain",
        f"No such rule “{asked}”{en}; list all: jixiao explain",
    )


def rules_list(lang: Lang) -> str:
    """Returns all rules, one line each."""
    headings = ("编号", "级别", "查什么") if lang == "zh" else ("code", "severity", "what it finds")
    return render(
        make(
            headings,
            [(code, severity_name(rule.severity, lang), heading(rule, lang)) for code, rule in rules().items()],
        )
    )


def heading(rule: Rule, lang: Lang) -> str:
    """Returns the title of a rule."""
    return title(rule.code, "zh") if lang == "zh" else rule.page.partition("\n")[0].rstrip(".")


def page(rule: Rule, lang: Lang) -> str:
    """Returns the page of a rule in the reader's language."""
    top = f"{rule.code}  {severity_name(rule.severity, lang)}  {heading(rule, lang)}"
    return "\n\n".join([top, *paragraphs(rule, lang), *settings(rule, lang)])


def paragraphs(rule: Rule, lang: Lang) -> Iterator[str]:
    """Yields the paragraphs of a rule's docstring that are in one language."""
    wanted, between = (_CHINESE, "") if lang == "zh" else (_ENGLISH, " ")
    for part in rule.page.split("\n\n"):
        if part.startswith(wanted):
            yield between.join(line.strip() for line in part.splitlines())


def settings(rule: Rule, lang: Lang) -> Iterator[str]:
    """Yields the options of a rule, and the version in which it appeared."""
    zh = lang == "zh"
    if not rule.enabled:
        yield "默认不查，可在设置文件中启用。" if zh else "Off unless the settings switch it on."
    if rule.options:
        options = [f"{name}={value}" for name, value in rule.options.items()]
        yield ("可在设置文件中调整：" if zh else "Set these thresholds in a settings file: ") + (
            "、" if zh else ", "
        ).join(options)
    yield f"自 {rule.since} 版起" if zh else f"since {rule.since}"


def definitions_list(definitions: Mapping[str, Definition], lang: Lang) -> str:
    """Returns all definitions, one line each."""
    zh = lang == "zh"
    rows = [
        (id_, d.version, ("填报表" if d.kind == "form" else "汇总表") if zh else d.kind, d.name if zh else d.name_en)
        for id_, d in definitions.items()
    ]
    return render(make(("编号", "版本", "种类", "名称") if zh else ("id", "version", "kind", "what it is"), rows))


def examples_list(files: Mapping[str, Path], lang: Lang) -> str:
    """Returns the example definitions, one line each, and how to use them."""
    examples = {name: read_definition(path) for name, path in files.items()}
    zh = lang == "zh"
    heading = (
        "示例（别处的表样，复制到自己的模板文件夹再用）：" if zh else "Examples, to copy into a folder of your own:"
    )
    return f"\n{heading}\n{definitions_list(examples, lang)}"


def definition_page(definition: Definition, framework: Framework, lang: Lang) -> str:
    """Returns one definition in detail: cells, categories, project types, checks."""
    zh = lang == "zh"
    lines = [f"{definition.id} {definition.version}  {definition.name if zh else definition.name_en}"]
    lines.append(
        f"金额单位 {definition.unit}；指标体系 {framework.title}"
        if zh
        else f"amounts in {definition.unit}; levels: {definition.framework}"
    )
    if isinstance(definition, FormDefinition):
        lines += [_fields(definition, zh), _categories(definition, framework, zh)]
        lines += [_types(definition, zh)] if definition.types else []
    else:
        headings = ("栏目", "内容", "列宽") if zh else ("column", "holds", "width")
        lines.append(render(make(headings, [(c.label, c.key, f"{c.width:g}") for c in definition.columns])))
    lines += [_checks(definition, zh)] if definition.checks else []
    return "\n\n".join(lines)


def _fields(form: FormDefinition, zh: bool) -> str:
    yes = "是" if zh else "yes"
    rows = [
        (
            key,
            field.name,
            KINDS.get(field.kind, field.kind) if zh else field.kind,
            yes if field.required else "",
            yes if key in form.prefilled else "",
        )
        for key, field in form.fields.items()
    ]
    headings = (
        ("字段", "栏目", "填法", "必填", "名册预填") if zh else ("field", "label", "kind", "required", "from roster")
    )
    return render(make(headings, rows))


def _categories(form: FormDefinition, framework: Framework, zh: bool) -> str:
    rows = []
    for category in (one for table in form.indicators.tables for one in table.categories):
        found = framework.second(category.level2)
        first = found[0].name if found else ""
        required = ("是" if zh else "yes") if category.required else ""
        rows.append((first, category.level2, found[1].code if found else "", str(category.rows), required))
    headings = (
        ("一级指标", "二级指标", "编码", "行数", "必填") if zh else ("level 1", "level 2", "code", "rows", "required")
    )
    return render(make(headings, rows, (3,)))


def _types(form: FormDefinition, zh: bool) -> str:
    rows = []
    for name, kind in form.types.items():
        changed = "、".join(f"{level}{count}行" for level, count in kind.rows.items())
        offered = sum(len(names) for names in kind.suggestions.values())
        rows.append((name, changed or "—", str(offered)))
    headings = ("项目类型", "行数调整", "建议的三级指标") if zh else ("project type", "changed rows", "suggested names")
    return render(make(headings, rows, (2,)))


def _checks(definition: Definition, zh: bool) -> str:
    """Returns a table of the rules that a definition changes."""
    rows = [
        (code, check.severity or "—", "、".join(f"{name}={value}" for name, value in check.options.items()) or "—")
        for code, check in definition.checks.items()
    ]
    return render(make(("规则", "级别改为", "阈值改为") if zh else ("rule", "severity", "thresholds"), rows))
