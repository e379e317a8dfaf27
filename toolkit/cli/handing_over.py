"""Handing a result over: into its file, or to the screen."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import IO

from toolkit.cli.console import one_of, remark, write_bytes_out, write_document, write_out
from toolkit.cli.dry_run import is_dry
from toolkit.cli.options import Lang
from toolkit.cli.standard_streams import is_stream
from toolkit.files import replacing, write_atomically


def hand_over(text: str, output: Path | None, force: bool, *, document: bool, lang: Lang) -> None:
    """Writes a result to its file, else to the screen.

    A document is meant for programs: it is UTF-8 wherever it is redirected.
    """
    if output is not None and not is_stream(output):
        write_atomically(output, text.encode("utf-8", "replace"), force)
        _show_path(output, lang)
    elif document:
        write_document(text)
    else:
        write_out(text)


def hand_over_bytes(content: bytes, output: Path, force: bool, *, lang: Lang) -> None:
    """Writes a workbook to its file, or to standard output."""
    if is_stream(output):
        write_bytes_out(content)
        return
    write_atomically(output, content, force)
    _show_path(output, lang)


def hand_over_written(write: Callable[[IO[bytes]], object], output: Path, force: bool, *, lang: Lang) -> None:
    """Writes a result piece by piece, to its file or to standard output."""
    if is_stream(output):
        content = BytesIO()
        write(content)
        write_bytes_out(content.getvalue())
        return
    with replacing(output, force) as out:
        write(out)
    _show_path(output, lang)


def _show_path(output: Path, lang: Lang) -> None:
    if not is_dry():
        remark(one_of(lang, f"已写到 {output}", f"Written to {output}"))
