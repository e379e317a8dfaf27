"""Writes the reference pages from the program itself: `make docs`. tests/test_docs.py holds them current.

rules.md from the rules' docstrings, commands.md from the commands' options, and in definitions.md the table of
keys from the docstrings of `toolkit.forms.definition`; in the READMEs the table of damage from tests/damage, which
tests/damage/test_damage.py holds current. What stands outside the markers is written by hand.
"""

from __future__ import annotations

import dataclasses
import json
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

import click

from toolkit.checks.registry import FAMILIES, Rule, rules
from toolkit.cli.app import cli
from toolkit.cli.explain_pages import KINDS, heading, paragraphs, settings
from toolkit.cli.help import half, options
from toolkit.cli.options import CHINESE as LIMITS
from toolkit.cli.options import shown
from toolkit.excel.limits import Limits
from toolkit.forms import definition, further_definition, table_definition
from toolkit.forms.kinds import kinds
from toolkit.indicators.framework import Framework, Level1, Level2
from toolkit.model.json_schema import json_schema
from toolkit.reports import waivers
from toolkit.reports.wording import severity_name

DOCS = Path(__file__).resolve().parent
NOTE = "<!-- 由 docs/generate.py 生成，请勿手改：make docs。 Generated, do not edit: make docs. -->"
KEYS = ("<!-- keys -->", "<!-- /keys -->")
FAMILY_NAMES = {
    "file": "文件 Files",
    "structure": "结构 Structure",
    "header": "表头 Header",
    "goals": "目标 Goals",
    "indicators": "指标 Indicators",
    "values": "指标值 Values",
    "cost": "成本 Cost",
    "satisfaction": "满意度 Satisfaction",
    "across": "跨项目、汇总 Across projects",
}
#: What each class of a definition file is to its author, in the order of the page.
CLASSES: dict[type, str] = {
    definition.FormDefinition: "填报表（文件最外层） A form, the top of the file",
    definition.Field: "`fields` 的一项：要填的格子 A cell to fill",
    definition.Page: "`page`：打印设置 Print set-up",
    definition.LayoutLine: "`layout` 的一项：指标表上方的一行 A line above the indicators",
    definition.FormCell: "`layout` 中 `cells` 的一项：一个格子 A cell of a line",
    table_definition.IndicatorTable: "`indicators`：指标表 The table of indicators",
    table_definition.TableColumn: "`indicators` 中 `columns` 的一项：指标表的一列 A column of it",
    table_definition.Category: "`indicators` 中 `categories` 的一项：一个二级指标 A second level",
    further_definition.FurtherTable: "`tables` 的一项：附表 A further table",
    further_definition.FurtherCell: "附表 `cells` 的一项：放栏目的格子 A cell that holds a field",
    further_definition.FurtherColumn: "附表 `columns` 的一项：附表的一列 A column of it",
    definition.ProjectType: "`types` 的一项：项目类型 A project type",
    definition.CheckSettings: "`checks` 的一项：调整一条规则 A rule that is changed",
    definition.SummaryDefinition: "汇总表（文件最外层） A summary, the top of the file",
    definition.SummaryColumn: "汇总表 `columns` 的一项 A column of a summary",
    Framework: "`frameworks/*.yaml`：指标体系 A framework of levels",
    Level1: "指标体系 `levels` 的一项：一级指标 A first level",
    Level2: "一级指标 `levels` 的一项：二级指标 A second level",
}
#: The keys in Chinese; English stands in the docstrings. One class may say it differently: `Class.key`.
CHINESE = {
    "aliases": "同义的其他叫法",
    "also": "自制表上可能出现的其他写法",
    "annual_goal": "年度目标",
    "categories": "二级指标，从上到下",
    "cells": "一行里的格子，从左到右",
    "checks": "对本表调整的规则，按规则编号",
    "choices": "下拉选项；写 `types` 即为本模板的项目类型",
    "code": "汇总文本里的编码，如 `11`；没有就留空",
    "columns": "各列，从左到右",
    "default": "没有另外给出时填的内容",
    "department_label": "部门名称前的文字",
    "field": "要填的格子，写 `fields` 中的名字",
    "fields": "要填的格子，按名字",
    "framework": "指标体系的编号",
    "may_be_empty": "true 表示这一列的指标值可以空着，空着不提示",
    "group": "上一行的分组标题，如 年度指标值；相邻同组的列合用一个，组内的列名可与别组相同",
    "groups": "分组标题在自制表上的其他写法，按分组",
    "height": "行高（磅）",
    "id": "编号，命令中用它",
    "indicators": "指标表",
    "key": "这一列放什么",
    "kind": "填法，见下表",
    "label": "锁定的文字；`{year}` 处换成预算年度",
    "layout": "指标表上方的各行，从上到下",
    "level2": "二级指标名称，与指标体系一致",
    "levels": "下一级指标，从上到下",
    "mark": "标题上方的表号，如 表13",
    "most": "最多字数",
    "name": "名称",
    "name_en": "英文名称",
    "older": "仍可读取的旧版本号",
    "optional": "同类的表没有这一栏也认",
    "scope": "属于实施周期（`period`）还是年度（`annual`）：左右两半或上下两张表各有名称的，分别写明",
    "skip": "true 表示只印出来，从不读取，如 序号",
    "following": "列表中后面的各张表",
    "tables": "附表，按键；`layout` 或 `footer` 里用一行 `- table: 键` 定位置",
    "table": "此处是哪一张附表，写 `tables` 中的键；同一行的 `cells` 印在它左侧",
    "heading": "居中的小标题，不引出栏目",
    "FurtherColumn.key": "这一列在记录里的键",
    "FurtherColumn.kind": "填法，同栏目的 `kind`，默认 `text`",
    "FurtherColumn.label": "列名",
    "FurtherTable.rows": "空行数",
    "FurtherTable.lines": '印好的第一列，一行一项，代替 `rows`；空的一项（""）由单位填，如合计行上面的各行',
    "FurtherTable.cells": "哪些格子就是本表的栏目，如 `total: {row: 3, column: amount}`，合计从这里读出",
    "FurtherTable.height": "各行的行高（磅）；不写时同所在的那一行",
    "FurtherCell.row": "第几行，从 1 数起",
    "FurtherCell.column": "哪一列，写列的 `key`",
    "FurtherColumn.group": "列名上方的一层列名；相邻同名的合并",
    "repeated": "前面已有同样文字的 `label`；读表时按先后次序分清",
    "framed": "这一行有没有边框，默认有",
    "font": "标题以外的字体，默认宋体",
    "size": "字号（磅），默认 11",
    "title_font": "标题的字体，默认黑体",
    "title_size": "标题的字号（磅），默认 18",
    "footer": "指标表下方的各行，写法同 `layout`",
    "note": "锁定的说明文字，不引出栏目，如 注：…、单位：万元",
    "sums": "各项相加应等于哪一项，如 `sums: {total: [fiscal, superior]}`；填报自查和 H03 照此核对",
    "options": "改后的阈值，按名称",
    "operators": "汇总表上的运算符：`unified` 同义的写成一种（≧、>= 写成 ≥），`as_written` 照各单位原样",
    "orientation": "A4 纸方向：`portrait` 纵向，`landscape` 横向",
    "packed": "汇总文本里的写法",
    "page": "打印设置",
    "part": "这一列放指标的哪一项",
    "prefilled": "按名册预填并锁定的格子",
    "record": "填好的表是什么的记录：一个项目，或部门整体",
    "repeats": "带 `{n}` 的格子和行重复几次",
    "required": "必须填写",
    "rows": "行数",
    "severity": "改后的级别：`error`、`warning`、`info`，`off` 为不查",
    "side": "左侧竖排的文字，如 绩效指标",
    "span": "占几列",
    "spelling": "表上印的叫法，如 效益指标印成效果指标",
    "suggestions": "各类别下拉备选的三级指标名称，也可自行填写",
    "summary": "汇总到哪张汇总表",
    "title": "表的标题",
    "types": "项目类型，按名称",
    "unit": "金额单位：`元`、`万元`、`千元`……",
    "unit_label": "金额单位前的文字",
    "version": "版本号，印在表上",
    "weights": "各项权重相加应为多少，如 100；填表时自查区随填随核，不写则不核",
    "width": "列宽（字符）",
    "FormDefinition.kind": "固定写 `form`",
    "SummaryDefinition.kind": "固定写 `summary`",
    "Page.columns": "各列的列宽（字符）",
    "Piece.rows": "占几行",
    "Piece.title": "本格放表的标题",
    "ProjectType.rows": "行数与类别不同的，按类别写",
    "Category.rows": "本类留几行",
    "Category.required": "至少要填一项指标",
    "Column.label": "列名",
    "Column.part": "这一列放指标的哪一项；指标值可整格填写（`period_value`、`annual_value`），"
    "也可分符号、数值、单位三格：`period_operator` 等三项为实施周期，`operator` 等三项为年度",
    "SummaryColumn.label": "列名",
    "Framework.title": "名称",
}


#: What a form can ask for: the names that `fields` takes, the record's own.
FIELDS = {
    "project_name": "项目名称",
    "project_code": "项目编码",
    "project_type": "项目类型",
    "project_level": "项目等级",
    "supervising_department": "主管部门",
    "spending_unit": "用款单位",
    "start_year": "起始年度",
    "end_year": "到期年度",
    "period": "实施期，起止写在一格（`kind: period`）：2024年1月至2025年12月、2024年度、长期",
    "total": "总额",
    "fiscal": "财政拨款",
    "special_account": "财政专户拨款",
    "other": "其他资金",
    "funds_text": "写成一句话的资金构成",
    "period_goal": "实施周期总目标",
    "annual_goal": "年度目标",
    "payment_plan.3月底": "到某时点的累计支出比例，时点可改",
    "department": "部门名称（部门整体目标表，`record: department`）",
    "overall_goal": "整体目标（同上）",
    "sub_goals.1.title": "分目标的名称，还有 `.goal` 内容、`.indicators_text` 指标（同上）",
    "measures.1": "保障措施（同上）",
}


def rules_page() -> str:
    """Every rule in both languages, by family."""
    parts = [
        NOTE,
        "# 规则 Rules",
        "在命令行查看一条规则：`jixiao explain V01`。级别和阈值可在设置文件中调整：`--settings 设置.yaml`。",
        "One rule on the terminal: `jixiao explain V01 --lang en`. Severities and thresholds can be set: `--settings`.",
        _settings_example(),
        _table(("编号", "级别", "查什么", "What it finds"), map(_row, rules().values())),
    ]
    for family in FAMILIES:
        its = [rule for rule in rules().values() if rule.family == family]
        parts += [f"## {FAMILY_NAMES[family]}"] if its else []
        for rule in its:
            parts += _rule(rule)
    return "\n\n".join(parts) + "\n"


def _settings_example() -> str:
    return '```yaml\n# 设置.yaml\nchecks:\n  I03: {severity: warning}\n  S01: {severity: "off"}\n```'


def _row(rule: Rule) -> tuple[str, ...]:
    return (
        f"[{rule.code}](#{rule.code.lower()})",
        severity_name(rule.severity, "zh"),
        heading(rule, "zh"),
        heading(rule, "en"),
    )


def _rule(rule: Rule) -> Iterator[str]:
    yield f'### <a id="{rule.code.lower()}"></a>{rule.code} {heading(rule, "zh")} · {heading(rule, "en")}'
    yield f"`{rule.name}` · {severity_name(rule.severity, 'zh')} {rule.severity.value}"
    for lang in ("zh", "en"):
        yield from (_text(part) for part in paragraphs(rule, lang))
        yield " ".join(_text(part) for part in settings(rule, lang))


def commands_page() -> str:
    """Every command with its options."""
    group = cli.make_context("jixiao", [], resilient_parsing=True)
    parts = [NOTE, "# 命令 Commands", EVERY_COMMAND]
    for name in cli.list_commands(group):
        command = cli.get_command(group, name)
        assert command is not None
        parts += _command(command, command.make_context(name, [], parent=group, resilient_parsing=True))
    parts += [
        "## 放行清单 Waivers",
        "`--waivers 放行.yaml`：经办人认可的问题不再算数，但在报告和汇总表里照样列出；没用上的、过期的会说明。",
        "Findings that a person waived do not count and are still listed; a waiver that is expired or unused is told.",
        f"```yaml\n{waivers_example()}\n```",
        "## 安全限制 Limits",
        "`--limit` 的名称和默认值。 The names that `--limit` takes, with their defaults.",
        _limits(),
    ]
    return "\n\n".join(parts) + "\n"


EVERY_COMMAND = """\
每个命令都接受文件、文件夹（连同下级文件夹）和 .zip 压缩包；不改动给它的文件；
不覆盖已有文件，除非加 `--force`；`--help` 有例子。

Every command takes files, folders (searched recursively) and .zip archives, never changes what it was given,
overwrites nothing without `--force`, and has `--help` with an example.

| 返回值 status | 含义 | meaning |
| --- | --- | --- |
| 0 | 没有错误，或工作已完成 | nothing of severity error was found, or the work was done |
| 1 | 有错误（`merge` 仍写出其余项目的汇总表） | there are errors; `merge` still writes the summary of the rest |
| 2 | 命令没能完成 | the command could not do its work |

结果写到标准输出，其余（进度、密码、出错说明）写到标准错误；JSON、HTML、SARIF 一律 UTF-8。

Results go to standard output, everything else to standard error; JSON, HTML and SARIF are UTF-8."""


def waivers_example() -> str:
    """The example that the module of waivers gives."""
    return (waivers.__doc__ or "").partition("\n\n")[2].strip()


def _command(command: click.Command, ctx: click.Context) -> Iterator[str]:
    pieces = " ".join(command.collect_usage_pieces(ctx))
    yield f"## {command.name}"
    yield f"```sh\n{ctx.command_path} {pieces}\n{command.epilog}\n```"
    yield half(command.help or "", "zh")
    yield half(command.help or "", "en")
    rows = zip(options(command, ctx, "zh"), options(command, ctx, "en"), strict=True)
    yield _table(("选项 option", "含义", "meaning"), ((f"`{en[0]}`", zh[1], en[1]) for zh, en in rows))


def _limits() -> str:
    english = attributes(Limits)
    rows = ((f"`{name}`", shown(name), LIMITS[name], english[name]) for name in LIMITS)
    return _table(("名称 name", "默认 default", "含义", "meaning"), rows)


def definitions_page(written: str) -> str:
    """The page as a person wrote it, its table of keys renewed."""
    head, _, rest = written.partition(KEYS[0])
    _, _, tail = rest.partition(KEYS[1])
    return f"{head}{KEYS[0]}\n{keys()}\n{KEYS[1]}{tail}"


def keys() -> str:
    """Every key of a definition: what it means in both languages, and what holds without it."""
    parts = [NOTE]
    for cls, what in CLASSES.items():
        english, values = attributes(cls), words(cls)
        rows = (
            (f"`{one.name}`", values[one.name], _default(one), chinese(cls, one.name), english.get(one.name, ""))
            for one in dataclasses.fields(cls)
        )
        parts += [f"### {what}", _table(("键 key", "可写 values", "不写时 otherwise", "含义", "meaning"), rows)]
    parts += [
        "### `fields` 可用的名字 Names of fields",
        _table(("name", "内容"), ((f"`{k}`", v) for k, v in FIELDS.items())),
    ]
    rows = ((f"`{kind}`", KINDS.get(kind, "")) for kind in kinds())
    parts += ["### `kind`：填法 Kinds of cells", _table(("kind", "填法"), rows)]
    return "\n\n".join(parts)


def chinese(cls: type, key: str) -> str:
    """A key in Chinese, empty where nobody has written it yet."""
    return CHINESE.get(f"{cls.__name__}.{key}") or CHINESE.get(key, "")


def words(cls: type) -> dict[str, str]:
    """By key, the words that it takes where there are only some."""
    hints = get_type_hints(cls)
    return {one.name: "、".join(f"`{word}`" for word in _literals(hints[one.name])) for one in dataclasses.fields(cls)}


def _literals(hint: Any) -> Iterator[str]:
    for part in get_args(hint):
        if isinstance(part, str):
            yield part
        elif get_origin(hint) is not tuple:
            yield from _literals(part)


def attributes(cls: type) -> dict[str, str]:
    """What the Attributes block of a class says, by name."""
    block = re.split(r"\n\s*Attributes:\n", cls.__doc__ or "")[-1]
    entries = re.findall(r"^ {8}(\w+): (.*(?:\n {12}.*)*)", block, re.MULTILINE)
    return {name: " ".join(text.split()) for name, text in entries}


def _default(one: dataclasses.Field[Any]) -> str:
    if one.default is dataclasses.MISSING:
        return "**必填 required**" if one.default_factory is dataclasses.MISSING else ""
    return "" if one.default in (None, (), "") else f"`{str(one.default).lower()}`"


def _table(headings: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    names = list(headings)
    lines = [names, ["---"] * len(names), *rows]
    return "\n".join(f"| {' | '.join(_cell(text) for text in line)} |" for line in lines)


def _cell(text: str) -> str:
    return _text(text).replace("|", r"\|")


def _text(text: str) -> str:
    """A text in which Markdown finds no tags."""
    return text.replace("<", "&lt;")


def pages() -> dict[Path, str]:
    """All generated pages by their place."""
    by_hand = DOCS / "definitions.md"
    return {
        DOCS / "rules.md": rules_page(),
        DOCS / "commands.md": commands_page(),
        by_hand: definitions_page(by_hand.read_text("utf-8")),
        DOCS / "schema.json": json.dumps(json_schema(), ensure_ascii=False, indent=1) + "\n",
    }


def damage_pages() -> dict[Path, str]:
    """The READMEs with their table of damage, counted by the tests' own kinds of damage; takes half a minute."""
    sys.path.insert(0, str(DOCS.parent))
    from tests.damage.table import pages as readmes

    return readmes()


if __name__ == "__main__":
    for path, text in {**pages(), **damage_pages()}.items():
        path.write_text(text, "utf-8", newline="\n")
        print(path.relative_to(DOCS.parent))
