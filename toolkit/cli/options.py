"""The options that commands share."""

from __future__ import annotations

import locale
import os
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields, replace
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypedDict, TypeVar

import click
from click.core import ParameterSource

from toolkit.cli.standard_streams import StreamPath
from toolkit.errors import InputError
from toolkit.excel.limits import DEFAULT, Limits

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from toolkit.engine.engine import Running
    from toolkit.excel.limits import Limits
    from toolkit.forms.loader import Broken

#: The meaning of every limit in Chinese; the docstring of `Limits` has the English.
CHINESE: Mapping[str, str] = {
    "file_size": "一个文件的大小（字节），压缩包内的文件也算",
    "unzipped": "一个工作簿解压后的总大小（字节）",
    "part_size": "工作簿中一个部件的大小（字节）",
    "ratio": "压缩比",
    "ratio_from": "小于此大小（字节）的部件不看压缩比",
    "members": "工作簿中部件的个数",
    "nodes": "一个部件中元素和属性的个数",
    "sheets": "工作表的张数",
    "formulas": "一次写给许多单元格的公式展开后的字数",
    "cells": "一张工作表的单元格数，只有格式的空格也算",
    "extent": "一张工作表有内容的区域的面积（格）",
    "merged_area": "一张工作表合并区域的总面积（格）",
    "ranges": "一张工作表的合并区域、数据验证区域的个数",
    "text": "一张工作表的文字总数",
    "format_words": "数字格式在数字前后加的字的总数",
    "archive_members": "压缩包中文件的个数",
    "archive_unzipped": "压缩包解压后的总大小（字节），其中的压缩包也算",
    "process_memory": "读取文件的一个进程可用的内存（字节）",
    "worker_memory": "读旧格式文件的进程可用的内存（字节）",
    "worker_seconds": "读一个旧格式文件最多用的秒数",
}
NAMES = tuple(field.name for field in fields(Limits))
_VALUE = re.compile(r"(\d+(?:\.\d+)?)\s*([KMG]?)B?", re.IGNORECASE)
_UNITS = {"": 1, "K": 1024, "M": 1024**2, "G": 1024**3}


def parse_limits(written: Iterable[str]) -> Limits:
    """Returns the limits in force: the defaults, changed by NAME=VALUE.

    Raises InputError.
    """
    changed: dict[str, Any] = {}
    for text in written:
        name, _, value = (part.strip() for part in text.partition("="))
        found = _VALUE.fullmatch(value)
        if name not in NAMES:
            raise InputError(
                f"--limit {text}：没有这项限制，可用：{'、'.join(NAMES)}",
                f"--limit {text}: no such limit; use one of: {', '.join(NAMES)}",
            )
        if found is None or float(found[1]) == 0:
            raise InputError(
                f"--limit {text}：应写作 {name}=数值，如 {name}={shown(name)}",
                f"--limit {text}: write {name}=VALUE above zero, such as {name}={shown(name)}",
            )
        changed[name] = type(getattr(DEFAULT, name))(float(found[1]) * _UNITS[found[2].upper()])
    return replace(DEFAULT, **changed)


def shown(name: str) -> str:
    """Returns a limit's default as a person writes it: 50MB."""
    value = getattr(DEFAULT, name)
    return f"{value // _UNITS['M']}MB" if value >= _UNITS["M"] and value % _UNITS["M"] == 0 else f"{value:.12g}"


def completed_by(name: str) -> Callable[[click.Context, click.Parameter, str], list[CompletionItem]]:
    """Returns a function of `completion` that is imported when a shell asks."""

    def complete(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        from toolkit.cli import completion

        found: list[CompletionItem] = getattr(completion, name)(ctx, param, incomplete)
        return found

    return complete


Command = TypeVar("Command", bound=Callable[..., Any])
Lang = Literal["zh", "en"]

FILE = click.Path(path_type=Path, dir_okay=False)
FOLDER = click.Path(path_type=Path, file_okay=False)
#: A file, or `-` for standard input or output.
FILE_OR_STREAM = StreamPath(path_type=Path, dir_okay=False)

PATHS = click.argument("paths", nargs=-1, required=True, metavar="PATH…", type=StreamPath(path_type=Path))
FILED_PATHS = click.argument("paths", nargs=-1, required=True, metavar="PATH…", type=click.Path(path_type=Path))


class ReadingOptions(TypedDict):
    """The keywords that `reading` collects and `toolkit.api` takes."""

    templates: Path | None
    key: Path | None
    settings: Path | None
    open_password: str | None
    limits: Limits
    running: Running


def terminal_language() -> Lang:
    """Returns the language of the user's locale: Chinese or English."""
    named = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), None)
    name = named or locale.getlocale()[0] or ""
    return "zh" if name.lower().startswith(("zh", "chinese")) else "en"


def asked_language(arguments: Sequence[str]) -> Lang | None:
    """Returns the language of `--lang`, else of JIXIAO_LANG; None for neither.

    It is known before anything is parsed, wherever the option stands.
    """
    asked = os.environ.get("JIXIAO_LANG", "")
    for number, argument in enumerate(arguments):
        name, _, value = argument.partition("=")
        if name == "--lang":
            asked = value or "".join(arguments[number + 1 : number + 2])
    return "zh" if asked == "zh" else "en" if asked == "en" else None


def language(ctx: click.Context) -> Lang:
    """Returns the language of a run."""
    return ctx.obj if ctx.obj in ("zh", "en") else terminal_language()


def _lang(ctx: click.Context, param: click.Parameter, value: str | None) -> Lang:
    """Returns the language; settings may have another one for a single command."""
    if value in ("zh", "en") and ctx.get_parameter_source("lang") is ParameterSource.DEFAULT_MAP:
        ctx.obj = value
    return language(ctx)


LANG = click.option(
    "--lang",
    type=click.Choice(["zh", "en"]),
    envvar="JIXIAO_LANG",
    callback=_lang,
    help="终端语言，默认随系统；写在命令前后都可以。 Language of the terminal; write it before or after the command.",
)


def _templates(ctx: click.Context, param: click.Parameter, value: Path | None) -> Path | None:
    """Reports each broken file of the user's own folder, and returns the folder.

    The form of a broken file cannot be used; the others can.
    """
    if value is not None and value.is_dir():
        from toolkit.checks.settings import definition_faults
        from toolkit.cli.console import say
        from toolkit.forms.loader import find_definitions

        for broken in find_definitions(value, definition_faults).broken:
            say(_broken(broken, language(ctx)))
    return value


def _broken(broken: Broken, lang: Lang) -> str:
    """Returns the sentence on a broken file and the forms that it costs."""
    name, see = broken.path.name, f'jixiao forms "{broken.path}" --check'
    if not broken.is_framework:
        if lang == "zh":
            return f"{name} 写得不对，这张表不能用，其他表照常。看错在哪里：{see}"
        return f"{name} has faults and cannot be used; the other forms can. See why: {see}"
    if lang == "zh":
        cost = f"用它的表（{'、'.join(broken.ids)}）不能用，其他表照常" if broken.ids else "现在没有表用它"
        return f"指标体系 {name} 写得不对，{cost}。看错在哪里：{see}"
    cost = f"forms that use it cannot be used: {', '.join(broken.ids)}" if broken.ids else "no form uses it now"
    return f"The framework of levels {name} has faults; {cost}. See why: {see}"


def common(command: Command) -> Command:
    """Adds `--lang`, `--templates` and the log's options, which every command has."""
    from toolkit.cli.logs import logging_options

    return click.option(
        "--templates",
        type=FOLDER,
        envvar="JIXIAO_TEMPLATES",
        callback=_templates,
        help="自己的模板文件夹，优先于自带模板。 Your own definitions, searched first.",
    )(LANG(logging_options(command)))


def asked_password(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """Returns a password; `-` asks for it, out of sight and of the history."""
    if value != "-" or ctx.resilient_parsing:
        return value
    asked: str = click.prompt(
        "密码" if language(ctx) == "zh" else "Password", hide_input=True, err=True, show_default=False
    )
    return asked


def keyed(command: Command) -> Command:
    """Adds `--key`, for commands that write or verify stamps."""
    return click.option(
        "--key",
        type=FILE,
        envvar="JIXIAO_KEY",
        help="本部门密钥文件，默认用户配置文件夹中的 key。 The department's key file.",
    )(command)


def reading(command: Callable[..., Any], *, new: bool = False) -> Callable[..., Any]:
    """Adds the options of commands that read workbooks, as one argument `reading`.

    Args:
        command: that reads them.
        new: whether it sees most files for the first time.
    """

    @wraps(command)
    def gathered(**given: Any) -> Any:
        from toolkit.engine.engine import Running
        from toolkit.engine.worker_supply import prepared

        running = Running(given.pop("jobs"), given.pop("scheduler"), given.pop("cache"))
        given["running"] = running
        how = {name: given.pop(name) for name in ReadingOptions.__annotations__}
        with prepared(given.get("paths", ()), running, how["templates"], new=new):
            return command(**given, reading=how)

    decorate = click.option(
        "--limit",
        "limits",
        multiple=True,
        metavar="NAME=VALUE",
        callback=lambda ctx, param, values: parse_limits(values),
        help=f"放宽一项安全限制，可写多次，如 file_size=200MB；名称有 {'、'.join(NAMES)}。 "
        f"Raise a safety limit, for example file_size=200MB; the names are {', '.join(NAMES)}.",
    )(_running(gathered))
    decorate = click.option(
        "--open-password",
        metavar="TEXT",
        envvar="JIXIAO_OPEN_PASSWORD",
        callback=asked_password,
        help="打开加密文件的密码；写 - 则另行输入，不留在命令历史中。 "
        "Password that opens encrypted workbooks; - asks for it.",
    )(decorate)
    decorate = click.option(
        "--settings", type=FILE, help="规则设置文件（级别、阈值）。 Your own severities and thresholds."
    )(decorate)
    return keyed(common(decorate))


def _running(command: Command) -> Command:
    """Adds `--jobs`, `--scheduler` and `--no-cache`."""
    command = click.option(
        "--no-cache",
        "cache",
        flag_value=False,
        default=True,
        help="不用上次的结果，全部重新读取。 Read everything again, without cached results.",
    )(command)
    command = click.option(
        "--scheduler",
        metavar="TEXT",
        help="Dask 集群的地址 tcp://…，文件须各机可见。 A Dask cluster's address; all machines must see the files.",
    )(command)
    return click.option(
        "--jobs",
        type=click.IntRange(1),
        metavar="NUMBER",
        help="并行进程数，默认视文件多少而定。 Number of processes; the default depends on the number of files.",
    )(command)


def funded(command: Command) -> Command:
    """Adds `--funding`, for commands that take a roster."""
    return click.option(
        "--funding",
        type=click.Choice(["fiscal", "special_account", "other"]),
        help="名册没有写资金来源的项目，全部算哪一种：fiscal 财政拨款、special_account 财政专户、other 其他资金。 "
        "The source of the whole amount of every project whose row on the roster names none.",
    )(command)


def waiving(command: Command) -> Command:
    """Adds `--waivers` and `--roster`."""
    command = click.option(
        "--roster",
        type=FILE,
        help="名册；没有收到的单位和项目会指出来。 The roster; missing units and projects are reported.",
    )(command)
    return click.option(
        "--waivers",
        type=FILE,
        help="放行清单：放行.yaml，或 check -o 写出的意见.xlsx。 Findings that a person waived, .yaml or .xlsx.",
    )(command)


def overwriting(command: Command) -> Command:
    """Adds `--force`, and `--dry-run`."""
    from toolkit.cli.dry_run import dry_run

    return forcing(dry_run(command))


def forcing(command: Command) -> Command:
    """Adds `--force`."""
    return click.option("--force", is_flag=True, help="允许覆盖已有文件。 Overwrite files that exist.")(command)


def protecting(command: Command) -> Command:
    """Adds `--per` and `--password`, for commands that write locked forms."""
    command = click.option(
        "--password",
        metavar="TEXT",
        envvar="JIXIAO_PASSWORD",
        callback=asked_password,
        help="保护密码，默认随机生成并告知；写 - 则另行输入。 "
        "Password that protects the sheets, random by default; - asks for it.",
    )(command)
    return click.option(
        "--per",
        type=click.Choice(["project", "unit"]),
        default="project",
        show_default=True,
        help="一个项目一个文件，或一个单位一个文件。 One workbook per project or per unit.",
    )(command)
