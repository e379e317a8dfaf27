"""`--dry-run`: the whole work, and nothing written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

import click

from toolkit.cli.console import one_of, say
from toolkit.cli.options import language
from toolkit.cli.standard_streams import is_stream, stream_name
from toolkit.files import Rehearsal, current_rehearsal, rehearsing
from toolkit.model.text import counted

Command = TypeVar("Command", bound=Callable[..., Any])
#: Keys of the context: whether the run is dry, and whether its paths were printed.
_DRY, _PRINTED = "toolkit.dry", "toolkit.printed"
#: Paths that are named one by one.
_NAMED = 200


def dry_run(command: Command) -> Command:
    """Adds `--dry-run`."""
    return click.option(
        "--dry-run",
        is_flag=True,
        expose_value=False,
        callback=_begin,
        help="试运行：全部做一遍，只说会写出什么，什么都不写。 "
        "Do all the work, say what would be written, write nothing.",
    )(command)


def _begin(ctx: click.Context, param: click.Parameter, asked: bool) -> None:
    ctx.meta[_DRY] = asked and not ctx.resilient_parsing


def is_dry() -> bool:
    """Whether nothing is to be written."""
    return current_rehearsal() is not None


def paths_printed() -> None:
    """Notes that a command prints the paths that it would write by itself."""
    click.get_current_context().meta[_PRINTED] = True


@contextmanager
def dry_where_asked(ctx: click.Context) -> Iterator[None]:
    """Runs a command; with `--dry-run` nothing is written.

    The plan is shown at the end.
    """
    if not ctx.meta.pop(_DRY, False):
        yield
        return
    with rehearsing() as rehearsal:
        try:
            yield
        except click.exceptions.Exit:  # the work was done, with errors in the files
            _show_plan(ctx, rehearsal)
            raise
    _show_plan(ctx, rehearsal)


def _show_plan(ctx: click.Context, rehearsal: Rehearsal) -> None:
    """Writes what would have been written, to standard error."""
    lang, planned = language(ctx), rehearsal.planned
    if not planned:
        say(one_of(lang, "试运行：没有要写的文件。", "Dry run: there is no file to write."))
        return
    count = len(planned)
    zh = f"试运行，什么都没有写。会写出 {count} 个文件"
    en = f"Dry run, nothing was written. It would write {counted(count, 'file')}"
    if ctx.meta.get(_PRINTED) and not any(planned.values()):
        say(one_of(lang, f"{zh}。", f"{en}."))
        return
    say(one_of(lang, f"{zh}：", f"{en}:"))
    for path, exists in [*planned.items()][:_NAMED]:
        name = stream_name(lang, output=True) if is_stream(path) else str(path)
        say(f"  {name}{one_of(lang, '（覆盖）', ' (replaces a file)') if exists else ''}")
    if count > _NAMED:
        say(one_of(lang, f"  ……另有 {count - _NAMED} 个", f"  … and {count - _NAMED} more"))
