"""`jixiao`: a thin command line over the library. Commands are found by walking `toolkit/cli/commands/`."""

from __future__ import annotations

import importlib
import pkgutil

import rich_click as click

from toolkit import __version__
from toolkit.errors import ToolkitError

PACKAGE = "toolkit.cli.commands"
#: The order in which a person needs them.
ORDER = ("demo", "forms", "generate", "read", "check", "merge", "split", "explain")


class Commands(click.RichGroup):
    """Loads a command when it is asked for, and ends with status 2 where a command cannot do its work."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands, known ones in the order of work, others behind them."""
        package = importlib.import_module(PACKAGE)
        found = {info.name for info in pkgutil.iter_modules(package.__path__)}
        return [*(name for name in ORDER if name in found), *sorted(found - set(ORDER))]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """One command, imported now."""
        if cmd_name not in self.list_commands(ctx):
            return None
        command: click.Command = importlib.import_module(f"{PACKAGE}.{cmd_name}").command
        return command

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; what it cannot do is told in a sentence."""
        try:
            return super().invoke(ctx)
        except ToolkitError as error:
            click.echo(str(error), err=True)
            ctx.exit(2)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="jixiao")
def cli() -> None:
    """项目绩效目标表：下发、回收、检查、汇总。 Locked forms out, filled workbooks back, one summary."""
