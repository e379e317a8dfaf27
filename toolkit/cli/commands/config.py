"""`jixiao config`: the settings in force and where each comes from."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import click

from toolkit.cli.command import Command
from toolkit.cli.options import LANG, Lang


@click.command(
    "config",
    cls=Command,
    short_help="列出生效的设置及其来源。 List the settings in force and their sources.",
    epilog="jixiao config check",
)
@click.argument("name", required=False, metavar="COMMAND")
@LANG
@click.pass_context
def command(ctx: click.Context, name: str | None, lang: Lang) -> None:
    """列出各命令的选项现在是什么、从哪里来：环境变量、当前文件夹的 jixiao.toml，或用户自己的 jixiao.toml。

    List the options that are set, and where each value comes from: an environment variable, jixiao.toml in this
    folder or above it, or the user's own. An option on the command line beats them all.
    """
    from toolkit.cli.configuration import NAME, defaults, settings_files
    from toolkit.cli.console import one_of, write_out
    from toolkit.files import config_folder

    group = ctx.find_root().command
    assert isinstance(group, click.Group)
    if name is not None and group.get_command(ctx, name) is None:
        raise click.UsageError(one_of(lang, f"没有命令“{name}”", f"No such command “{name}”"), ctx)
    files = [*settings_files(Path.cwd())]
    defaults(group, iter(files))  # names every mistake first
    lines = [*_lines(ctx, group, name)]
    own = config_folder()
    here = one_of(lang, "本文件夹", "this folder")
    places = f"{here} {NAME}" + (f", {own / NAME}" if own else "")
    none = one_of(lang, f"没有另外的设置。可以写在：{places}", f"Nothing is set. Files that count: {places}")
    write_out("\n".join(lines) or none)


def _lines(ctx: click.Context, group: click.Group, name: str | None) -> Iterator[str]:
    """Yields `check --fail-on = warning    /path/jixiao.toml`."""
    from toolkit.cli.configuration import parameters, settings_files

    files = [*settings_files(Path.cwd())]
    for each in group.list_commands(ctx):
        one = group.get_command(ctx, each)
        if one is None or name not in (None, each):
            continue
        for key, option in parameters(one).items():
            variable = option.envvar if isinstance(option.envvar, str) else None
            if variable and os.environ.get(variable):
                yield f"{each} --{key} = {_shown(key, os.environ[variable])}    ${variable}"
                continue
            places = ((file, at) for file in files for at in (each, "") if key in file.values.get(at, {}))
            found = next(places, None)
            if found is not None:
                yield f"{each} --{key} = {_shown(key, found[0].values[found[1]][key])}    {found[0].path}"


def _shown(key: str, value: object) -> str:
    return "******" if "password" in key else str(value)
