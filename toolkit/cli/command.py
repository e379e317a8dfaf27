"""The behaviour of every command: its help, its errors, its exit status."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

import click

from toolkit.cli.configuration import defaults, settings_files, settings_in_force
from toolkit.cli.console import one_of, say, write_out
from toolkit.cli.dry_run import dry_where_asked
from toolkit.cli.help import half, in_words, page
from toolkit.cli.options import Lang, asked_language, language, terminal_language
from toolkit.errors import ToolkitError

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


def sentence_of(error: click.ClickException, lang: Lang) -> str:
    """Returns the sentence for a person, and the command that shows the help."""
    ctx = error.ctx if isinstance(error, click.UsageError) else None
    sentence = _chinese(error) if lang == "zh" else error.format_message()
    if ctx is None:
        return sentence
    see = f"用法见：{ctx.command_path} --help" if lang == "zh" else f"See: {ctx.command_path} --help"
    return f"{sentence}\n{see}"


def _chinese(error: click.ClickException) -> str:
    """Returns click's own error in Chinese; other errors as they are."""
    match error:
        case click.NoSuchOption(option_name=name, possibilities=near):
            return f"没有选项 {name}" + (f"，是不是要用 {'、'.join(near)}？" if near else "")
        case click.BadOptionUsage(option_name=name):
            return f"选项 {name} " + ("后面要写一个值" if "requires" in error.message else "不能带值")
        case click.MissingParameter(param=param):
            return f"缺少 {_name(param)}"
        case click.BadParameter(param=param):
            return f"{_name(param)} 的值不对{_wanted(param)}"
        case _:
            return error.format_message()


def _name(param: click.Parameter | None) -> str:
    """Returns an argument or option as the help spells it."""
    if param is None:
        return "参数"
    return max(param.opts, key=len) if isinstance(param, click.Option) else in_words(param.human_readable_name, "zh")


@runtime_checkable
class NamedChoice(Protocol):
    """A type of option that takes one of some names."""

    @property
    def choices(self) -> Sequence[str]:
        """The names."""
        ...


def _wanted(param: click.Parameter | None) -> str:
    match param and param.type:
        case click.Choice() | NamedChoice() as names:
            return f"，可用：{'、'.join(map(str, names.choices))}"
        case click.IntRange(min=low, max=None):
            return f"，应为整数，至少 {low}"
        case click.IntRange(min=low, max=high):
            return f"，应为 {low} 到 {high} 之间的整数"
        case click.DateTime():
            return "，要写成 年-月-日，如 2023-11-30"
        case click.Path(file_okay=False):
            return "：应为文件夹，给的是文件"
        case click.Path(dir_okay=False):
            return "：应为文件，给的是文件夹"
        case _:
            return ""


FAILED = 2
#: The variable by which a shell asks for completions.
VARIABLE = "_JIXIAO_COMPLETE"


class Command(click.Command):
    """A command whose help is one page in the reader's language."""

    def get_help(self, ctx: click.Context) -> str:
        """Returns the page."""
        return page(self, ctx, language(ctx))

    def get_help_option_names(self, ctx: click.Context) -> list[str]:
        """Returns `-h` and `--help`."""
        return ["-h", "--help"]

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Returns `--help` with a text in both languages."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "显示这些说明。 Show this help."
            option.callback = _show_help
        return option

    def invoke(self, ctx: click.Context) -> Any:
        """Runs the command; a dry run ends with what would be written."""
        with dry_where_asked(ctx):
            return super().invoke(ctx)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Returns completions, each with its meaning in the reader's language."""
        items = super().shell_complete(ctx, incomplete)
        for item in items:
            item.help = half(item.help, language(ctx)) if item.help else item.help
        return items

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Refuses extra words, and names the usual cause: a blank in a name."""
        ctx.allow_extra_args = True
        rest = super().parse_args(ctx, args)
        if rest and not ctx.resilient_parsing and not isinstance(self, click.Group):
            words = " ".join(rest)
            raise click.UsageError(
                one_of(
                    language(ctx),
                    f"多了参数：{words}。名称中有空格的文件要加双引号",
                    f"Unexpected argument: {words}. Put file names with spaces in double quotes",
                ),
                ctx,
            )
        return rest


def _show_help(ctx: click.Context, param: click.Parameter, asked: bool) -> None:
    """Writes the page to standard output and ends the command."""
    if asked and not ctx.resilient_parsing:
        write_out(ctx.get_help())
        ctx.exit()


def status(work: Callable[[], object], lang: Lang) -> int:
    """Runs a command, reports its error in a sentence, and returns the status."""
    try:
        done = work()
    except click.ClickException as error:
        say(sentence_of(error, lang))
    except click.Abort:
        say(one_of(lang, "已中断，没有做完。", "Interrupted; the work is not complete."))
    except ToolkitError as error:
        say(error.message(lang))
    else:
        return done if isinstance(done, int) else 0
    return FAILED


class CommandGroup(Command, click.Group):
    """`jixiao` itself: knows the language before parsing, ends with a status."""

    def main(  # type: ignore[override]  # click declares it twice over
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        *,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> Any:
        """Runs a command line and exits; returns the status without `standalone_mode`."""
        asked = asked_language(sys.argv[1:] if args is None else args)
        lang = asked or terminal_language()
        run: Callable[..., object] = super().main

        completing = VARIABLE in os.environ
        if completing:
            importlib.import_module("toolkit.cli.completion")  # it adds a shell to those of click
        extra.setdefault("complete_var", VARIABLE)
        chosen: dict[str, Any] = {}

        def settle() -> None:
            if not completing:
                settings = settings_in_force(self, settings_files(Path.cwd()))
                chosen.update(defaults(settings, without=frozenset({"lang"} if asked else ())))

        ended = status(settle, lang)
        if not ended:
            lang = "zh" if chosen.get("lang") == "zh" else "en" if chosen.get("lang") == "en" else lang
            extra |= {"obj": lang, "default_map": chosen}
            ended = status(lambda: run(args, prog_name, standalone_mode=False, **extra), lang)
        if standalone_mode:
            sys.exit(ended)
        return ended
