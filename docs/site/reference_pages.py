"""The reference that the program writes about itself, in one language: rules, commands, JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Literal

import click
import generate

from toolkit.checks.registry import FAMILIES, Rule, rules
from toolkit.cli.app import cli
from toolkit.cli.explain_pages import heading, paragraphs, settings
from toolkit.cli.help import half, in_words, options
from toolkit.cli.options import CHINESE as LIMITS
from toolkit.cli.options import shown
from toolkit.excel.limits import Limits
from toolkit.model.schema import DEPARTMENT, PROJECT, RecordField
from toolkit.reports.wording import severity_name

Lang = Literal["zh", "en"]
LANGUAGES: tuple[Lang, ...] = ("zh", "en")
SAMPLE = generate.DOCS.parent / "samples" / "records" / "000-junda.json"


def reference(lang: Lang) -> dict[str, str]:
    """Returns the generated pages by their path below `reference`."""
    catalogue = list(rules().values())
    return {
        "rules/index.md": _rules(catalogue, lang),
        **{f"rules/{rule.code}.md": _rule(rule, lang) for rule in catalogue},
        "commands.md": _commands(lang),
        "json.md": _json(lang),
    }


def _say(lang: Lang, zh: str, en: str) -> str:
    return zh if lang == "zh" else en


def _page(parts: Iterable[str]) -> str:
    return "\n\n".join(part for part in parts if part) + "\n"


def _text(text: str) -> str:
    """Returns a text in which Markdown finds no tags, emphasis or links."""
    for sign in ("\\", "<", "*", "[", "]", "$"):
        text = text.replace(sign, "&lt;" if sign == "<" else f"\\{sign}")
    return text


def _table(headings: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    names = list(headings)
    lines = [names, ["---"] * len(names), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |" for line in lines)


def _rules(catalogue: Iterable[Rule], lang: Lang) -> str:
    listed = list(catalogue)
    parts = [
        _say(lang, "# 规则", "# Rules"),
        _say(
            lang,
            "每条规则一页：查什么、为什么、例子、怎么改。在命令行看同样的内容：`jixiao explain V01`。"
            "级别和阈值可在设置文件中调整，用 `--settings 设置.yaml` 给出：",
            "A page for each rule: what it finds, why it matters, an example, how to fix it. The terminal shows the "
            "same: `jixiao explain V01`. Change severities and thresholds in a settings file, given with `--settings`:",
        ),
        '```yaml\nchecks:\n  I03: {severity: warning}\n  S01: {severity: "off"}\n```',
    ]
    for family in FAMILIES:
        members = [rule for rule in listed if rule.family == family]
        rows = ((f"[{r.code}]({r.code}.md)", severity_name(r.severity, lang), _text(heading(r, lang))) for r in members)
        zh, _, en = generate.FAMILY_NAMES[family].partition(" ")
        headings = _say(lang, "编号 级别 查什么", "code severity finds").split()
        parts += [f"## {_say(lang, zh, en)}", f":::{{table}}\n:class: rules\n\n{_table(headings, rows)}\n:::"]
    return _page([*parts, "```{toctree}\n:hidden:\n\n" + "\n".join(rule.code for rule in listed) + "\n```"])


def _rule(rule: Rule, lang: Lang) -> str:
    about = [f"**{severity_name(rule.severity, lang)}** · `{rule.name}`", *map(_text, settings(rule, lang))]
    mark = _say(lang, "：", ":")
    parts = [f"# {rule.code} {_text(heading(rule, lang))}", " · ".join(about)]
    for part in paragraphs(rule, lang):
        label, _, text = part.partition(mark)
        parts.append(f"**{label}**\n\n{_text(text.strip())}")
    return _page([*parts, _say(lang, "[全部规则](index.md)", "[All rules](index.md)")])


def _commands(lang: Lang) -> str:
    zh, en = (generate.EVERY_COMMAND.split("\n\n")[at] for at in (0, 1))
    written = _say(
        lang,
        "结果写到标准输出，其余（进度、密码、出错说明）写到标准错误；JSON、HTML、SARIF 一律 UTF-8。",
        "Results go to standard output, everything else to standard error; JSON, HTML and SARIF are UTF-8.",
    )
    status = [
        ("0", "没有错误，或工作已完成", "no error was found, or the work was done"),
        ("1", "有错误（`merge` 仍写出其余项目的汇总表）", "there are errors; `merge` still writes the rest"),
        ("2", "命令没能完成", "the command could not do its work"),
    ]
    parts = [
        _say(lang, "# 命令", "# Commands"),
        _say(lang, zh.replace("\n", ""), en),
        _table(
            _say(lang, "返回值 含义", "status meaning").split(), ((code, _say(lang, z, e)) for code, z, e in status)
        ),
        written,
    ]
    group = cli.make_context("jixiao", [], resilient_parsing=True)
    for name in cli.list_commands(group):
        command = cli.get_command(group, name)
        if command is not None:
            parts += _command(command, group, name, lang, 2)
    return _page([*parts, *_further(lang)])


def _command(command: click.Command, parent: click.Context, name: str, lang: Lang, level: int) -> Iterator[str]:
    context = command.make_context(name, [], parent=parent, resilient_parsing=True)
    usage = f"{context.command_path} {in_words(' '.join(command.collect_usage_pieces(context)), lang)}"
    yield f"{'#' * level} {context.command_path}"
    yield _text(half(command.help or "", lang))
    yield f"```text\n{usage}\n```"
    yield f"```sh\n{command.epilog}\n```" if command.epilog else ""
    if isinstance(command, click.Group):
        for below in command.list_commands(context):
            found = command.get_command(context, below)
            if found is not None:
                yield from _command(found, context, below, lang, level + 1)
        return
    rows = ((f"`{spelling}`", _text(meaning)) for spelling, meaning in options(command, context, lang))
    yield _table(_say(lang, "选项 含义", "option meaning").split(), rows)


def _further(lang: Lang) -> Iterator[str]:
    yield _say(lang, "## 放行清单", "## Waivers")
    yield _say(
        lang,
        "`--waivers 放行.yaml`：经办人认可的问题不再算数，但在报告和汇总表里照样列出；没用上的、过期的会说明。",
        "With `--waivers`, findings that a person accepts do not count and are still listed. Waivers that are expired "
        "or unused are reported.",
    )
    yield f"```yaml\n{generate.waivers_example()}\n```"
    yield _say(lang, "## 安全限制", "## Limits")
    yield _say(lang, "`--limit` 的名称和默认值：", "The names that `--limit` takes, with their defaults:")
    english = generate.attributes(Limits)
    rows = ((f"`{name}`", shown(name), _text(_say(lang, LIMITS[name], english[name]))) for name in LIMITS)
    yield _table(_say(lang, "名称 默认 含义", "name default meaning").split(), rows)


def _json(lang: Lang) -> str:
    record = json.loads(SAMPLE.read_text("utf-8"))["projects"][0]
    example = {"schema_version": 1, "projects": [{**record, "indicators": record["indicators"][:2]}]}
    return _page(
        [
            "# JSON",
            _say(
                lang,
                "`jixiao read --json` 和 `jixiao check --format json` 输出同一种文档（UTF-8，`schema_version` 为 1）；"
                "`check` 的没有 `projects`。金额一律为以元计的十进制字符串；表上没有的栏目为 `null`，不会写成 0。",
                "`jixiao read --json` and `jixiao check --format json` print the same document (UTF-8, "
                "`schema_version` 1); that of `check` has no `projects`. Amounts are decimal strings in 元; what a "
                "form does not ask for is `null`, never 0.",
            ),
            _say(
                lang,
                "机器可读的约定是 JSON Schema：{download}`schema.json`，每个版本都拿它检验。",
                "Programs validate it with the JSON Schema, which is tested with every release: "
                "{download}`schema.json`.",
            ),
            f"```json\n{json.dumps(example, ensure_ascii=False, indent=1)}\n```",
            _say(lang, "## `projects` 的一项", "## An item of `projects`"),
            _fields(PROJECT, lang),
            _say(lang, "## `departments` 的一项", "## An item of `departments`"),
            _fields(DEPARTMENT, lang),
            _say(lang, "## `findings` 的一项", "## An item of `findings`"),
            _table(_say(lang, "键 含义", "key meaning").split(), ((f"`{k}`", _say(lang, z, e)) for k, z, e in FINDING)),
        ]
    )


FINDING = (
    ("code", "规则编号", "the rule's code"),
    ("severity", "级别：`error`、`warning`、`info`", "`error`, `warning` or `info`"),
    ("file", "文件；压缩包内写作 `包.zip!里面的文件`", "the file; inside an archive `archive.zip!inner/name.xlsx`"),
    ("sheet", "工作表", "the sheet"),
    ("cell", "单元格", "the cell"),
    ("project_name", "项目名称", "the project"),
    ("found", "表上写的", "what the sheet says"),
    ("expected", "应当是", "what it should say"),
    ("message", "意见（中文）", "the finding in Chinese"),
    ("fix", "改法（中文）", "how to fix it, in Chinese"),
    ("message_en", "意见（英文）", "the finding in English"),
    ("fix_en", "改法（英文）", "how to fix it, in English"),
)


def _fields(fields: Iterable[RecordField], lang: Lang) -> str:
    rows = list(_rows(fields, "", lang))
    return _table(_say(lang, "键 含义 内容 出现", "key meaning holds present").split(), rows)


def _rows(fields: Iterable[RecordField], above: str, lang: Lang) -> Iterator[tuple[str, str, str, str]]:
    for field in fields:
        if field.json == "never":
            continue
        present = _say(lang, "总有", "always") if field.json == "always" else _say(lang, "有内容时", "where filled")
        yield f"`{above}{field.key}`", _say(lang, field.zh, field.en), f"`{field.kind}`", present
        yield from _rows(field.fields, f"{above}{field.key}.", lang)
