"""Options that commands share, and what they stand for."""

from __future__ import annotations

import locale
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal, TypeVar

import rich_click as click

Command = TypeVar("Command", bound=Callable[..., Any])
Lang = Literal["zh", "en"]

PATHS = click.argument("paths", nargs=-1, required=True, metavar="PATH…", type=click.Path(path_type=Path, exists=False))


def terminal_language() -> Lang:
    """The language of the user's locale: Chinese or English."""
    named = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), None)
    name = named or locale.getlocale()[0] or ""
    return "zh" if name.lower().startswith(("zh", "chinese")) else "en"


def _lang(ctx: click.Context, param: click.Parameter, value: str | None) -> Lang:
    return "zh" if (value or terminal_language()) == "zh" else "en"


def common(command: Command) -> Command:
    """`--lang` and `--templates`, which every command has."""
    command = click.option(
        "--lang",
        type=click.Choice(["zh", "en"]),
        callback=_lang,
        help="终端语言，默认随系统。 Language of the terminal.",
    )(command)
    return click.option(
        "--templates",
        type=click.Path(path_type=Path, file_okay=False),
        envvar="JIXIAO_TEMPLATES",
        help="自己的模板文件夹，优先于自带模板。 Your own definitions, searched first.",
    )(command)


def keyed(command: Command) -> Command:
    """`--key`, for commands that write or verify stamps."""
    return click.option(
        "--key",
        type=click.Path(path_type=Path, dir_okay=False),
        envvar="JIXIAO_KEY",
        help="本部门密钥文件，默认用户配置文件夹中的 key。 The department's key file.",
    )(command)


def reading(command: Command) -> Command:
    """Options of every command that reads returned workbooks."""
    command = click.option(
        "--open-password", help="打开加密文件的密码。 Password of encrypted workbooks.", metavar="TEXT"
    )(command)
    command = click.option(
        "--settings",
        "settings_file",
        type=click.Path(path_type=Path, dir_okay=False),
        help="规则设置文件（级别、阈值）。 Severities and thresholds of your own.",
    )(command)
    return keyed(common(command))


def overwriting(command: Command) -> Command:
    """`--force`."""
    return click.option("--force", is_flag=True, help="允许覆盖已有文件。 Overwrite files that exist.")(command)
