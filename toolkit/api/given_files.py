"""Inputs and outputs that are no paths: bytes with a name, and binary files."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory
from typing import BinaryIO, cast, overload

from toolkit.errors import InputError
from toolkit.files import current_rehearsal, rehearsing

#: A file, folder or archive; bytes with the name of their file; a binary file that is open for reading.
Input = Path | str | os.PathLike[str] | tuple[str, bytes] | BinaryIO
#: One or several of them.
Inputs = Input | Iterable[Input]
#: Where a workbook is written: a path, or a binary file that is open for writing.
Output = Path | str | BinaryIO


@dataclass(frozen=True, slots=True)
class FilesAtHand:
    """The inputs as files on disk.

    Attributes:
        paths: as given; of bytes the temporary file that holds them.
        shown: by temporary file, the name that findings and records say.
    """

    paths: tuple[Path, ...] = ()
    shown: Mapping[str, str] = field(default_factory=dict)


@overload
def as_path(path: Path | str) -> Path: ...
@overload
def as_path(path: Path | str | None) -> Path | None: ...
def as_path(path: Path | str | None) -> Path | None:
    """Returns a path that may be given as a text; None for none."""
    return None if path is None else Path(path)


@contextmanager
def files_at_hand(given: Iterable[Inputs]) -> Iterator[FilesAtHand]:
    """Yields the inputs as files; those of bytes exist until the block ends.

    Raises:
        InputError: something is neither a path, nor bytes with a name, nor a binary file.
    """
    inputs = [*_flat(given)]
    if all(isinstance(one, str | os.PathLike) for one in inputs):
        yield FilesAtHand(tuple(Path(one) for one in inputs if isinstance(one, str | os.PathLike)))
        return
    with TemporaryDirectory(prefix="jixiao-") as folder:
        paths: list[Path] = []
        shown: dict[str, str] = {}
        for number, one in enumerate(inputs):
            if isinstance(one, str | os.PathLike):
                paths.append(Path(one))
                continue
            name, data = one if isinstance(one, tuple) else _content(one, number)
            place = Path(folder, str(number))
            place.mkdir()
            path = place / f"0{_ending(name)}"  # its own name may be one that no file can have here
            path.write_bytes(data)
            paths.append(path)
            shown[str(path)] = name
        yield FilesAtHand(tuple(paths), shown)


def _flat(given: Iterable[Inputs]) -> Iterator[Input]:
    for one in given:
        if isinstance(one, str | os.PathLike):
            yield one
        elif hasattr(one, "read"):
            yield cast("BinaryIO", one)
        elif isinstance(one, tuple) and len(one) == 2 and isinstance(one[1], bytes | bytearray | memoryview):
            yield str(one[0]), bytes(one[1])
        elif isinstance(one, Iterable) and not isinstance(one, bytes | bytearray | memoryview):
            yield from _flat(one)
        else:
            kind = type(one).__name__
            raise InputError(
                f"不能读取 {kind}：请给文件路径、(文件名, 字节) 或以二进制方式打开的文件",
                f"{kind} cannot be read; give a path, (name, bytes) or a file that is open in binary mode",
            )


def _content(file: BinaryIO, number: int) -> tuple[str, bytes]:
    """Returns name and bytes of an open file.

    Raises InputError for a text file.
    """
    data = file.read()
    if not isinstance(data, bytes):
        raise InputError("请以二进制方式打开文件：open(path, 'rb')", "Open the file in binary mode: open(path, 'rb')")
    name = getattr(file, "name", None)
    return (PurePath(name).name if isinstance(name, str) else f"输入{number + 1}.xlsx"), data


def _ending(name: str) -> str:
    """Returns the ending of a file name; empty for an unusual one."""
    ending = PurePath(name).suffix
    return ending if ending.isascii() and ending[1:].isalnum() else ""


def is_path(output: Output) -> bool:
    """Whether an output is a path, not an open file."""
    return isinstance(output, str | os.PathLike)


@contextmanager
def output_path(output: Output, ending: str, name: str = "out") -> Iterator[Path]:
    """Yields the path to write to, which is then copied into an open file.

    Args:
        output: a path, or a binary file.
        ending: of the temporary file.
        name: of the temporary file, where something is named after it.
    """
    if isinstance(output, str | os.PathLike):
        yield Path(output)
        return
    with TemporaryDirectory(prefix="jixiao-") as folder:
        path = Path(folder, f"{name}{ending}")
        with rehearsing(path.parent) if current_rehearsal() else nullcontext():
            yield path
        output.write(path.read_bytes())
