"""Standard input and output in the place of files, written `-`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from toolkit.errors import InputError, system_reason
from toolkit.excel.limits import DEFAULT, Limits

if TYPE_CHECKING:
    from toolkit.api.given_files import Input

DASH = "-"
#: What `-` becomes, recognised by identity: a file may be called `-` too, and is given as `./-`.
STREAM = Path(DASH)


class StreamPath(click.Path):
    """A path, or `-` for standard input or output."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Returns `STREAM` for `-`, else the path."""
        return STREAM if value == DASH else super().convert(value, param, ctx)


def is_stream(path: Path | None) -> bool:
    """Whether a path stands for standard input or output."""
    return path is STREAM


def stream_name(lang: str, *, output: bool = False) -> str:
    """Returns the name of standard input or output in the reader's language."""
    if lang == "zh":
        return "标准输出" if output else "标准输入"
    return "standard output" if output else "standard input"


def files_among(paths: Sequence[Path]) -> tuple[Path, ...]:
    """Returns the paths that are files, folders or archives."""
    return tuple(path for path in paths if not is_stream(path))


def given_inputs(paths: Sequence[Path], lang: str, limits: Limits = DEFAULT) -> list[Input]:
    """Returns the inputs of a command; standard input becomes its bytes with a name.

    Raises:
        InputError: standard input is given twice, is a keyboard, is empty or cannot be read.
    """
    if sum(map(is_stream, paths)) > 1:
        raise InputError("标准输入（-）只能写一次", "Give standard input (-) only once")
    return [(stream_name(lang), read_stream(limits)) if is_stream(path) else path for path in paths]


def read_stream(limits: Limits = DEFAULT) -> bytes:
    """Returns the bytes of standard input, one more than allowed at most.

    Raises InputError where nothing comes.
    """
    stream: TextIO = sys.stdin
    if stream.isatty():
        raise InputError(
            "标准输入（-）是键盘：请用管道或 < 把文件交给它，如 jixiao read - < 报回.xlsx",
            "Standard input (-) is the keyboard; redirect a file into it, such as jixiao read - < returned.xlsx",
        )
    try:
        data: bytes = stream.buffer.read(max(limits.file_size, limits.archive_unzipped) + 1)
    except OSError as error:
        why = system_reason(error)
        raise InputError(f"标准输入读不出来：{why.zh}", f"Standard input cannot be read: {why.en}") from error
    if not data:
        raise InputError(
            "标准输入（-）是空的：前面的命令没有给出内容",
            "Standard input (-) is empty: the command before it gave nothing",
        )
    return data


def refuse_screen() -> None:
    """Raises InputError where a workbook would be written to a screen."""
    if sys.stdout.isatty():
        raise InputError(
            "工作簿不是文字，不能显示在屏幕上：请用管道或 > 接走，或在 -o 后写明文件",
            "A workbook is no text and cannot be shown on a screen; redirect it, or name a file after -o",
        )
