"""What goes where: results to standard output, everything else to standard error, a bar only on a terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import rich_click as click

from toolkit.cli.options import Lang
from toolkit.engine.batch import Progress


def say(text: str) -> None:
    """A remark for the person, not a result."""
    click.echo(text, err=True)


def write_out(text: str) -> None:
    """A result in UTF-8 where it is redirected, in the console's own encoding on a terminal."""
    if sys.stdout.isatty():
        click.echo(text)
        return
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode("utf-8"))
    sys.stdout.buffer.write(b"" if text.endswith("\n") else b"\n")
    sys.stdout.buffer.flush()


def one_of(lang: Lang, zh: str, en: str) -> str:
    """A sentence in the terminal's language."""
    return zh if lang == "zh" else en


@contextmanager
def progress_bar(label: str) -> Iterator[Progress | None]:
    """A progress bar on a terminal, None in a pipe."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress as Bar

    with Bar(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(label, total=None)
        yield lambda done, of: bar.update(task, completed=done, total=of)
