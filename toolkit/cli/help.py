"""The help of a command in the reader's language: plain lines, no boxes.

A Chinese character takes two columns.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Iterator

import click

from toolkit.cli.options import Lang
from toolkit.reports.wording import width, wrap

_HEADINGS = {
    "zh": {"usage": "用法", "options": "选项", "commands": "命令", "example": "例"},
    "en": {"usage": "Usage", "options": "Options", "commands": "Commands", "example": "Example"},
}
#: Placeholders as click spells them, in Chinese.
_PLACES = {
    "OPTIONS": "选项",
    "COMMAND": "命令",
    "ARGS": "参数",
    "PATH": "文件或文件夹",
    "FILE": "文件",
    "DIRECTORY": "文件夹",
    "TEXT": "文字",
    "NAME=VALUE": "名称=数值",
    "NUMBER": "个数",
    "YEAR": "年度",
    "ID": "编号",
    "CODE": "规则编号",
    "FORM": "模板编号",
    "SUMMARY.xlsx": "汇总表.xlsx",
    "DIR": "轮次文件夹",
    "DATE": "日期",
    "URL": "地址",
    "VERDICT": "决定",
    "NAME": "姓名",
    "SHELL": "终端类型",
}
_WIDEST = 100
_GAP = 2


def half(text: str, lang: Lang) -> str:
    """Returns one language of a text written as `中文。 English.`."""
    zh, _, en = text.replace("\n\n", " ").partition("。 ")
    return f"{zh}。" if lang == "zh" else " ".join(en.split())


def page(command: click.Command, ctx: click.Context, lang: Lang) -> str:
    """Returns the help: usage, purpose, options or commands, an example."""
    words, columns = _HEADINGS[lang], min(shutil.get_terminal_size((_WIDEST, 40)).columns, _WIDEST)
    usage = f"{words['usage']}  {ctx.command_path} {in_words(' '.join(command.collect_usage_pieces(ctx)), lang)}"
    lines = [usage, "", *wrap(half(command.help or "", lang), columns)]
    if isinstance(command, click.Group):
        lines += ["", words["commands"], *_table(commands(command, ctx, lang), columns)]
    lines += ["", words["options"], *_table(options(command, ctx, lang), columns)]
    if command.epilog:
        lines += ["", f"{words['example']}  {command.epilog}"]
    return "\n".join(lines)


def commands(group: click.Group, ctx: click.Context, lang: Lang) -> Iterator[tuple[str, str]]:
    """Yields the name of each command of a group, and its purpose."""
    for name in group.list_commands(ctx):
        command = group.get_command(ctx, name)
        if command is not None:
            yield name, half(command.short_help or "", lang)


def options(command: click.Command, ctx: click.Context, lang: Lang) -> Iterator[tuple[str, str]]:
    """Yields the spelling of each option, and its meaning."""
    for param in command.get_params(ctx):
        record = param.get_help_record(ctx)
        if isinstance(param, click.Option) and record is not None:
            yield in_words(record[0], lang), _remarks_on(half(param.help or "", lang), param, ctx, lang)


def in_words(spelling: str, lang: Lang) -> str:
    """Returns a usage line with its placeholders in the reader's language."""
    for english, chinese in _PLACES.items() if lang == "zh" else ():
        spelling = re.sub(rf"\b{english}\b", chinese, spelling)
    return spelling


def _remarks_on(help_text: str, param: click.Option, ctx: click.Context, lang: Lang) -> str:
    """Returns the meaning of an option with its default and variable."""
    remarks = []
    if param.required:
        remarks.append("必填" if lang == "zh" else "required")
    default = param.get_default(ctx)
    if param.show_default and default is not None:
        remarks.append(f"默认 {default}" if lang == "zh" else f"default {default}")
    if param.envvar:
        remarks.append(f"环境变量 {param.envvar}" if lang == "zh" else f"or {param.envvar}")
    if not remarks:
        return help_text
    if lang == "zh":
        return f"{help_text.rstrip('。')}（{'；'.join(remarks)}）。"
    return f"{help_text.rstrip('.')} ({'; '.join(remarks)})."


def _table(rows: Iterable[tuple[str, str]], columns: int) -> Iterator[str]:
    """Yields lines with names on the left, meanings on the right."""
    lines = list(rows)
    left = min(max((width(name) for name, _ in lines), default=0), 30) + 2 * _GAP
    for name, text in lines:
        head = f"{' ' * _GAP}{name}"
        first, *rest = wrap(text, columns - left) or [""]
        if width(head) + _GAP > left:
            yield head
            head = ""
        yield f"{head}{' ' * (left - width(head))}{first}".rstrip()
        yield from (f"{' ' * left}{line}" for line in rest)
