"""A department's folder in the demo: a subfolder for each step."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from toolkit.errors import FileError
from toolkit.files import write_atomically

Lang = Literal["zh", "en"]
STEPS = ("1-下发", "2-报回", "3-审核", "4-汇总", "5-拆分")
#: A file in every folder that the demo made: only such a folder is emptied.
NOTE = "演示说明.txt"
NOTED = "本文件夹由 jixiao demo 生成，再次运行会重做其中各步骤的文件夹；请不要把自己的文件放在里面。\r\n"


@dataclass(frozen=True, slots=True)
class Desk:
    """The folder of one department's round, and the language of its sentences.

    Attributes:
        folder: its folder.
        lang: of the sentences about the steps.
        templates: the user's own definitions.
    """

    folder: Path
    lang: Lang
    templates: Path | None

    @property
    def issued(self) -> Path:
        """Returns the folder of the forms that were sent out."""
        return self.folder / STEPS[0]

    @property
    def returned(self) -> Path:
        """Returns the folder of the workbooks that came back."""
        return self.folder / STEPS[1]

    @property
    def reviewed(self) -> Path:
        """Returns the folder of the letter and the marked copies."""
        return self.folder / STEPS[2]

    @property
    def merged(self) -> Path:
        """Returns the folder of the summary."""
        return self.folder / STEPS[3]

    @property
    def parted(self) -> Path:
        """Returns the folder of the forms made from the summary."""
        return self.folder / STEPS[4]

    def sentence(self, zh: str, en: str) -> str:
        """Returns a sentence in the reader's language."""
        return zh if self.lang == "zh" else en


def prepare(folder: Path, parts: Sequence[str] = STEPS) -> None:
    """Empties the steps of a department's folder, and writes a note there.

    Args:
        folder: of the department.
        parts: the files and folders of the steps.

    Raises FileError where the steps' folders are somebody's own, or a file in them cannot be removed.
    """
    mine = (folder / NOTE).exists()
    for step in parts:
        if (folder / step).exists() and not mine:
            zh, en = "不是演示生成的，不能覆盖，请换一个文件夹", "was not made by the demo; choose another folder"
            raise FileError(f"{folder / step} {zh}", f"{folder / step} {en}")
        _remove(folder / step)
    write_atomically(folder / NOTE, NOTED.encode("utf-8-sig"), force=True)


def _remove(folder: Path) -> None:
    try:
        for path in sorted(folder.rglob("*"), reverse=True):  # the content of a folder before the folder
            with suppress(FileNotFoundError):  # a lock file that its program took away meanwhile
                path.rmdir() if path.is_dir() and not path.is_symlink() else path.unlink()
        with suppress(FileNotFoundError):
            folder.unlink() if folder.is_file() else folder.rmdir()
    except OSError as error:
        raise FileError(
            f"无法删除上次的演示结果 {error.filename or folder}：可能正在 Excel 或 WPS 中打开，请关闭后再试",
            f"{error.filename or folder} cannot be removed; is it open in Excel or WPS? Close it and try again",
        ) from error
