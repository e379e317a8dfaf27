"""Output: results to standard output, everything else to standard error."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from typing import TYPE_CHECKING, TextIO

import click

from toolkit.cli.options import Lang
from toolkit.cli.standard_streams import STREAM
from toolkit.errors import FileError, system_reason
from toolkit.files import current_rehearsal

if TYPE_CHECKING:
    from toolkit.engine.run_batch import Progress

#: Key of the context under which `--quiet` is noted.
QUIET = "toolkit.quiet"
#: Pieces of a long result that are written at a time.
_TOGETHER = 200
#: What a name in a file could do to a terminal.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
#: The same without colours: a report removes them from all texts that it quotes.
_BESIDE_COLOURS = re.compile(r"\x1b(?!\[[\d;]*m)|[\x00-\x08\x0b-\x1a\x1c-\x1f\x7f-\x9f]")


def is_quiet() -> bool:
    """Whether the person asked for results and errors only."""
    ctx = click.get_current_context(silent=True)
    return ctx is not None and bool(ctx.meta.get(QUIET))


def remark(text: str) -> None:
    """Writes to standard error what a person can do without, unless `--quiet`."""
    if not is_quiet():
        say(text)


def say(text: str) -> None:
    """Writes a sentence for the person to standard error.

    Where it cannot be written, the work goes on without it.
    """
    try:
        click.echo(_CONTROL.sub("", text), err=True)
    except OSError:
        _silence(sys.stderr)


def write_out(text: str, *, coloured: bool = False) -> None:
    """Writes a result for a person, in the console's own encoding."""
    clean = (_BESIDE_COLOURS if coloured else _CONTROL).sub("", text)
    _emit(lambda: click.echo(clean, nl=not text.endswith("\n")))


def write_pieces(pieces: Iterable[str], *, coloured: bool = False) -> None:
    """Writes a result in pieces, where it is too long for memory."""
    waiting: list[str] = []
    for piece in pieces:
        waiting.append(piece)
        if len(waiting) == _TOGETHER:
            write_out("".join(waiting), coloured=coloured)
            waiting = []
    if waiting:
        write_out("".join(waiting), coloured=coloured)


def write_document(text: str) -> None:
    """Writes a result for a program: UTF-8 wherever it is redirected."""
    if sys.stdout.isatty():
        write_out(text)
    else:
        _emit(lambda: click.echo(text.encode("utf-8", "replace"), nl=not text.endswith("\n")))


def write_bytes_out(data: bytes) -> None:
    """Writes a workbook to standard output, byte by byte as it is."""
    rehearsal = current_rehearsal()
    if rehearsal is not None and rehearsal.covers(STREAM):
        return
    _emit(lambda: click.echo(data, nl=False))


def write_document_pieces(pieces: Iterable[str]) -> None:
    """Writes a result for a program in pieces; the last one ends its line."""
    plain = sys.stdout.isatty()
    for piece in pieces:
        text = _CONTROL.sub("", piece) if plain else piece.encode("utf-8", "replace")
        _emit(partial(click.echo, text, nl=False))


def _emit(write: Callable[[], None]) -> None:
    """Writes; raises FileError on a full disk, ends quietly on a closed pipe."""
    try:
        write()
    except OSError as error:
        _silence(sys.stdout)
        if isinstance(error, BrokenPipeError):
            raise click.exceptions.Exit(2) from error
        why = system_reason(error)
        raise FileError(f"结果写不出去：{why.zh}", f"The result cannot be written: {why.en}") from error


def _silence(stream: TextIO) -> None:
    """Redirects a stream to nowhere, so that closing it succeeds."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def one_of(lang: Lang, zh: str, en: str) -> str:
    """Returns a sentence in the terminal's language."""
    return zh if lang == "zh" else en


@contextmanager
def progress_bar(label: str) -> Iterator[Progress | None]:
    """Yields a progress bar on a terminal, None in a pipe."""
    if not sys.stderr.isatty() or is_quiet():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress as Bar

    # what is written meanwhile keeps its own stream
    with Bar(console=Console(stderr=True), transient=True, redirect_stdout=False, redirect_stderr=False) as bar:
        task = bar.add_task(label, total=None)
        yield lambda done, of: bar.update(task, completed=done, total=of)
