"""`jixiao config`: the settings in force and where each comes from."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from toolkit.cli.command import Command
from toolkit.cli.options import LANG, Lang

if TYPE_CHECKING:
    from toolkit.cli.configuration import CommandPath, Setting


@click.command(
    "config",
    cls=Command,
    short_help="列出生效的设置及其来源。 List the settings in force and their sources.",
    epilog="jixiao config check",
)
@click.argument("names", nargs=-1, metavar="COMMAND")
@LANG
@click.pass_context
def command(ctx: click.Context, names: tuple[str, ...], lang: Lang) -> None:
    """列出各命令的选项现在是什么、从哪里来：环境变量、当前文件夹的 jixiao.toml，或用户自己的 jixiao.toml。

    List the options that are set, and where each value comes from: an environment variable, jixiao.toml in this
    folder or above it, or the user's own. An option on the command line beats them all.
    """
    from toolkit.cli.configuration import NAME, commands_below, settings_files, settings_in_force
    from toolkit.cli.console import one_of, write_out
    from toolkit.files import config_folder

    group = ctx.find_root().command
    assert isinstance(group, click.Group)
    by_path = dict(commands_below(group))
    if names not in by_path:
        wrong = " ".join(names)
        raise click.UsageError(one_of(lang, f"没有命令“{wrong}”", f"No such command “{wrong}”"), ctx)
    settings = settings_in_force(group, settings_files(Path.cwd()))
    if rows := [*_rows(by_path, settings, names, one_of(lang, "所有命令", "all commands"))]:
        headings = one_of(lang, "命令 选项 值 来源", "command option value from").split()
        write_out("\n".join(_aligned([headings, *rows])))
        return
    own = config_folder()
    here = one_of(lang, "本文件夹", "this folder")
    places = f"{here} {NAME}" + (f", {own / NAME}" if own else "")
    write_out(one_of(lang, f"没有另外的设置。可以写在：{places}", f"Nothing is set. Files that count: {places}"))


def _rows(
    by_path: Mapping[CommandPath, click.Command], settings: list[Setting], names: CommandPath, every: str
) -> Iterator[tuple[str, str, str, str]]:
    """Yields command, option, value and source; what all commands share is one row."""
    from toolkit.cli.configuration import parameters

    found: dict[str, dict[CommandPath, tuple[str, str]]] = {}
    for one in settings:
        found.setdefault(one.key, {})[one.command] = (_shown(one.key, one.value), one.source)
    for path, command in by_path.items():
        for key, option in parameters(command).items():
            variable = option.envvar if isinstance(option.envvar, str) else None
            if variable and os.environ.get(variable):
                found.setdefault(key, {})[path] = (_shown(key, os.environ[variable]), f"${variable}")
    for key, places in found.items():
        having = {path for path, command in by_path.items() if key in parameters(command)}
        shared = None
        if not names and places.keys() == having and len(having) > 1:
            [(shared, _)] = Counter(places.values()).most_common(1)
            yield (every, f"--{key}", *shared)
        for path in by_path:
            if path in places and places[path] != shared and path[: len(names)] == names:
                yield (" ".join(path) or "jixiao", f"--{key}", *places[path])


def _aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yields rows with aligned columns; a long path is never broken."""
    from toolkit.reports.wording import width

    widest = [max(map(width, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  ".join(text + " " * (most - width(text)) for text, most in zip(row, widest, strict=True)).rstrip()


def _shown(key: str, value: object) -> str:
    if "password" in key:
        return "******"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
