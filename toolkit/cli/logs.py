"""The log of a run: `--quiet`, `--verbose` and `--log-file`, by the standard library's logging."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from toolkit.cli.console import QUIET
from toolkit.errors import FileError, system_reason

#: All of the program's loggers are below it.
ROOT = "toolkit"
#: Keys of the context: whether the log is on the screen, and into which files it is written.
_SHOWN, _FILES = "toolkit.log.shown", "toolkit.log.files"
_LINE = "%(asctime)s %(levelname)s %(name)s: %(message)s"
Command = TypeVar("Command", bound=Callable[..., Any])


def logging_options(command: Command) -> Command:
    """Adds `--quiet`, `--verbose` and `--log-file`, which act before the command runs."""
    command = click.option(
        "--log-file",
        type=click.Path(path_type=Path, dir_okay=False),
        expose_value=False,
        callback=_log_to_file,
        help="把运行记录写到这个文件（追加）。 Append a log of the run to this file.",
    )(command)
    command = click.option(
        "-v",
        "--verbose",
        is_flag=True,
        expose_value=False,
        callback=_log_to_screen,
        help="显示正在做什么。 Show what is being done.",
    )(command)
    return click.option(
        "-q",
        "--quiet",
        is_flag=True,
        expose_value=False,
        callback=_be_quiet,
        help="只显示结果和错误。 Show results and errors only.",
    )(command)


def _be_quiet(ctx: click.Context, param: click.Parameter, asked: bool) -> None:
    if asked:
        ctx.meta[QUIET] = True


def _log_to_screen(ctx: click.Context, param: click.Parameter, asked: bool) -> None:
    if asked and not ctx.meta.get(_SHOWN):  # before the command and behind it is once
        ctx.meta[_SHOWN] = True
        _handle(ctx, logging.StreamHandler(), logging.INFO)


def _log_to_file(ctx: click.Context, param: click.Parameter, path: Path | None) -> None:
    """Opens the log. Raises FileError where it cannot be written."""
    if path is None or path in ctx.meta.setdefault(_FILES, set()):
        return
    ctx.meta[_FILES].add(path)
    try:
        handler = logging.FileHandler(path, encoding="utf-8", errors="replace")
    except OSError as error:
        why = system_reason(error)
        raise FileError(f"运行记录写不进去：{path}。{why.zh}", f"The log {path} cannot be written: {why.en}") from error
    _handle(ctx, handler, logging.DEBUG)


def _handle(ctx: click.Context, handler: logging.Handler, level: int) -> None:
    """Adds a handler for the time of the command."""
    logger = logging.getLogger(ROOT)
    handler.setFormatter(logging.Formatter(_LINE))
    handler.setLevel(level)
    logger.addHandler(handler)
    before = logger.level
    logger.setLevel(min(level, before or logging.CRITICAL))

    def close() -> None:
        logger.removeHandler(handler)
        logger.setLevel(before)
        handler.close()

    ctx.call_on_close(close)
