"""`jixiao`: a thin command line over the library.

Commands are found by walking `toolkit/cli/commands/`.
"""

from __future__ import annotations

import importlib
import pkgutil
from difflib import get_close_matches
from pathlib import Path

import click

from toolkit import __version__
from toolkit.cli.command import FAILED, Command, CommandGroup
from toolkit.cli.console import one_of, say, write_out
from toolkit.cli.logs import logging_options
from toolkit.cli.options import LANG, Lang, language

PACKAGE = "toolkit.cli.commands"
#: The commands in the order of work.
ORDER = (
    "demo",
    "forms",
    "roster",
    "generate",
    "read",
    "check",
    "merge",
    "split",
    "round",
    "desk",
    "adopt",
    "explain",
    "config",
    "completion",
)


class Commands(CommandGroup):
    """The group of all commands; each is imported when it is used.

    Attributes:
        package: where each command has a module.
        order: the commands in the order of work; further ones come behind them.
    """

    package: str = PACKAGE
    order: tuple[str, ...] = ORDER

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Returns the commands in the order of work, further ones behind them."""
        package = importlib.import_module(self.package)
        found = {info.name for info in pkgutil.iter_modules(package.__path__)}
        return [*(name for name in self.order if name in found), *sorted(found - set(self.order))]

    def get_command(self, ctx: click.Context, cmd_name: str) -> Command | None:
        """Returns one command, imported now."""
        if cmd_name not in self.list_commands(ctx):
            return None
        command: Command = importlib.import_module(f"{self.package}.{cmd_name}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Returns the command of a line; raises UsageError with similar names."""
        commands = self.list_commands(ctx)
        if args[0] in commands:
            return super().resolve_command(ctx, args)
        raise click.UsageError(_no_command(args[0], commands, ctx.command_path, language(ctx)), ctx)


def _no_command(word: str, commands: list[str], program: str, lang: Lang) -> str:
    """Returns the message for a word that is no command.

    It may be a slip, or a file without the command before it.
    """
    if Path(word).exists():
        zh = f"“{word}”是文件或文件夹，前面还要写做什么，如：{program} check {word}"
        return one_of(lang, zh, f"“{word}” is a file or folder; put a command before it: {program} check {word}")
    near = get_close_matches(word, commands, cutoff=0.5)
    zh = f"没有命令“{word}”，" + (f"是不是要用 {'、'.join(near)}？" if near else f"可用：{'、'.join(commands)}")
    en = f"did you mean {', '.join(near)}?" if near else f"use one of {', '.join(commands)}"
    return one_of(lang, zh, f"No such command “{word}”, {en}")


def _version(ctx: click.Context, param: click.Parameter, asked: bool) -> None:
    if asked and not ctx.resilient_parsing:
        write_out(f"jixiao {__version__}")
        ctx.exit()


@click.group(
    cls=Commands,
    invoke_without_command=True,
    epilog="jixiao check 报回/ -o 审核意见.html",
)
@LANG
@click.option(
    "-V",
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_version,
    help="显示版本。 Show the version.",
)
@logging_options
@click.pass_context
def cli(ctx: click.Context, lang: Lang) -> None:
    """项目绩效目标表：锁好的表发下去，填好的表收回来，检查后汇总成一张部门总表。

    Issue locked forms, check what comes back, merge it into one department-wide summary.
    """
    if ctx.invoked_subcommand is None:
        say(ctx.get_help())
        ctx.exit(FAILED)
