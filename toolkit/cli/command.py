"""How every command of `jixiao` behaves: its help in one language, a word too many named, one exit status.

Exit status: 0 the work was done, 1 there are errors in what was read (a command says so itself), 2 the command
could not do its work.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import Any

import click

from toolkit.cli.console import one_of, say
from toolkit.cli.help import page
from toolkit.cli.options import Lang, asked_language, language
from toolkit.cli.usage import told
from toolkit.errors import ToolkitError

FAILED = 2


class Command(click.Command):
    """A command whose help is one page in the reader's language."""

    def get_help(self, ctx: click.Context) -> str:
        """The page."""
        return page(self, ctx, language(ctx))

    def get_help_option_names(self, ctx: click.Context) -> list[str]:
        """`-h` too, everywhere."""
        return ["-h", "--help"]

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """`--help` with a text in both languages."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "显示这些说明。 Show this."
        return option

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Refuse a word too many by saying what mostly is behind it."""
        ctx.allow_extra_args = True
        rest = super().parse_args(ctx, args)
        if rest and not ctx.resilient_parsing and not isinstance(self, click.Group):
            words = " ".join(rest)
            raise click.UsageError(
                one_of(
                    language(ctx),
                    f"多了参数：{words}。名称中有空格的文件要加双引号",
                    f"Unexpected argument: {words}. A file name with blanks needs double quotes",
                ),
                ctx,
            )
        return rest


def status(work: Callable[[], object], lang: Lang) -> int:
    """Do a command's work and give its exit status; what it cannot do is told in a sentence."""
    try:
        done = work()
    except click.ClickException as error:
        say(told(error, lang))
    except click.Abort:
        say(one_of(lang, "已中断，没有做完。", "Interrupted before the end."))
    except ToolkitError as error:
        say(error.message(lang))
    else:
        return done if isinstance(done, int) else 0
    return FAILED


class Group(Command, click.Group):
    """`jixiao` itself: knows the language before anything is parsed, and ends with one of the three statuses."""

    def main(  # type: ignore[override]  # click declares it twice over
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        *,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> Any:
        """Run a command line and leave with its status, or return it where `standalone_mode` is off."""
        lang = asked_language(sys.argv[1:] if args is None else args)
        run: Callable[..., object] = super().main
        ended = status(lambda: run(args, prog_name, standalone_mode=False, obj=lang, **extra), lang)
        if standalone_mode:
            sys.exit(ended)
        return ended
