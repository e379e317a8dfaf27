"""The definitions that this office adopted: their guesses and their originals."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from toolkit.errors import InputError

#: The folder of the originals, beside the definitions.
ORIGINALS = "原表"
_GUESS = re.compile(r"#\s*猜测：(?P<words>.*)$")
_NAMED = re.compile(r"\b(?:label|name|text):\s*[\"'“*]*(?P<name>[^\"'”,}#]+)")
#: Kinds of cells, which a definition names in English, as a clerk says them.
_KINDS = {
    "amount": "金额",
    "text": "文字",
    "long_text": "较长的文字",
    "mark": "打勾",
    "date": "日期",
    "year": "年度",
    "percent": "百分比",
    "choice": "选项",
    "phone": "电话",
    "code": "编码",
}


@dataclass(frozen=True, slots=True)
class Guess:
    """A guess of the program that a person is to confirm.

    Attributes:
        line: of the definition, from 1.
        about: the cell or column that it concerns, as the form calls it.
        words: what was guessed.
    """

    line: int
    about: str
    words: str


def guesses_in(text: str) -> Iterator[Guess]:
    """Yields the guesses that nobody has confirmed yet."""
    for number, line in enumerate(text.splitlines(), 1):
        found = _GUESS.search(line)
        if found:
            before = line[: found.start()].strip()
            named = _NAMED.search(before)
            about = named["name"].strip() if named else before.strip("-{} ").rstrip(":")
            yield Guess(number, about or f"{number}", _in_words(found["words"].strip()))


def _in_words(words: str) -> str:
    """Returns a guess with its kind of cell in Chinese."""
    before, mark, kind = words.partition("推测填法为 ")
    return f"{before}{mark}{_KINDS.get(kind.strip(), kind)}" if mark else words


def confirmed(text: str, wanted: Collection[int], by: str, day: date) -> str:
    """Returns a definition in which the guesses of some lines are confirmed.

    Raises InputError where there is no such guess, or no name.
    """
    if not by.strip():
        raise InputError("请写明由谁核对", "Say who confirms it")
    if not wanted:
        raise InputError("这一处已经核对过了，或文件改过", "It is confirmed already, or the file was changed")
    signed = f"# 已核对（{_plain(by)}，{day.isoformat()}）："
    lines = text.splitlines(keepends=True)
    for number in wanted:
        lines[number - 1] = re.sub(r"#\s*猜测：", lambda _: signed, lines[number - 1])
    return "".join(lines)


def _plain(name: str) -> str:
    """Returns a name on one line, for a comment."""
    return " ".join(name.split())


def original_of(folder: Path, form: str) -> Path | None:
    """Returns the workbook that a definition was drafted from; None without one."""
    room = folder / ORIGINALS
    found = [path for path in room.iterdir() if path.stem == form] if room.is_dir() else []
    return next((path for path in found if path.is_file() and not path.is_symlink()), None)
