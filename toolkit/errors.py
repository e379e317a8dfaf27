"""Errors that a person can act on, and reports of internal faults."""

from __future__ import annotations

import errno
import os
import platform
import sys
import tempfile
import time
from collections.abc import Iterable, Mapping
from pathlib import Path

from toolkit.model.finding import Bilingual


class ToolkitError(Exception):
    """An error with exit status 2 whose message says what to do.

    Args:
        zh: the message in Chinese; several faults are on a line each.
        en: the same in English; without it the first serves both.
    """

    def __init__(self, zh: str, en: str = "") -> None:
        super().__init__(zh, en)

    def __str__(self) -> str:
        return str(self.args[0])

    def message(self, lang: str = "zh") -> str:
        """Returns the message in the reader's language."""
        return str(self.args[1] if lang == "en" and self.args[1] else self.args[0])

    @property
    def sentence(self) -> Bilingual:
        """The message in both languages."""
        return Bilingual(self.message("zh"), self.message("en"))


class InputError(ToolkitError):
    """An unusable argument, roster or record file."""


class FileError(ToolkitError):
    """A file that cannot be read or written: missing, open elsewhere, no space."""


class TemplateError(ToolkitError):
    """A wrong form definition; the message names file, line and key."""


def in_lines(sentences: Iterable[Bilingual]) -> Bilingual:
    """Returns several sentences as one message, one a line."""
    listed = list(sentences)
    return Bilingual("\n".join(one.zh for one in listed), "\n".join(one.en for one in listed))


#: The reasons of the system in both languages; its own words are English only.
_SYSTEM: Mapping[int, Bilingual] = {
    errno.ENOENT: Bilingual("找不到", "there is no such file or folder"),
    errno.EACCES: Bilingual("没有权限，或正被其他程序打开", "no permission, or it is open in another program"),
    errno.EPERM: Bilingual("没有权限", "no permission"),
    errno.EEXIST: Bilingual("已存在", "it already exists"),
    errno.ENOTDIR: Bilingual("路径中有一段是文件，不是文件夹", "a part of the path is a file, not a folder"),
    errno.EISDIR: Bilingual("这是文件夹，不是文件", "it is a folder, not a file"),
    errno.ENOTEMPTY: Bilingual("文件夹不是空的", "the folder is not empty"),
    errno.ENOSPC: Bilingual("磁盘空间不足", "no space left on the disk"),
    errno.EFBIG: Bilingual("文件太大", "the file is too large"),
    errno.EROFS: Bilingual("磁盘是只读的", "the disk is read-only"),
    errno.ENAMETOOLONG: Bilingual("名称太长", "the name is too long"),
    errno.ELOOP: Bilingual("链接绕回了自己", "a link leads back to itself"),
    errno.EMFILE: Bilingual("打开的文件太多", "too many files are open"),
    errno.EBUSY: Bilingual("正被其他程序使用", "it is in use by another program"),
    errno.EIO: Bilingual("磁盘读写出错", "the disk reports an error"),
    errno.EINVAL: Bilingual("名称或路径不能用", "the name or path cannot be used"),
    errno.EBADF: Bilingual("输出已被关闭", "the output was closed"),
    errno.EPIPE: Bilingual("接收的一方已关闭", "the receiving side was closed"),
}


def system_reason(error: OSError) -> Bilingual:
    """Returns why the system refused, in both languages."""
    if error.errno is not None and error.errno in _SYSTEM:
        return _SYSTEM[error.errno]
    number = error.errno if error.errno is not None else "?"
    reason = os.strerror(error.errno) if error.errno is not None else "system error"
    return Bilingual(f"系统错误 {number}", f"{reason} (system error {number})")


DEBUG = "JIXIAO_DEBUG"


def fault_report(trace: str) -> Path | None:
    """Writes a traceback to a file and returns its path.

    None where it cannot be written, or JIXIAO_DEBUG shows it instead.
    """
    if os.environ.get(DEBUG):
        print(trace, file=sys.stderr)
        return None
    name = f"jixiao-fault-{time.strftime('%Y%m%d-%H%M%S')}-{os.getpid()}.txt"
    text = f"Python {sys.version}\n{platform.platform()}\n\n{trace}"
    try:
        report = Path(tempfile.gettempdir()) / name
        report.write_text(text, encoding="utf-8", errors="replace")
    except OSError:  # the temporary folder is full, or there is none
        return None
    return report


def send_it(report: Path | None) -> tuple[str, str]:
    """Returns what to do about an internal fault, in Chinese and English."""
    if report is not None:
        return f"请把故障报告 {report} 发给维护人员", f"Send the report {report} to the maintainers"
    return (
        f"请设置环境变量 {DEBUG}=1 再运行一次，把显示的内容发给维护人员",
        f"Run it again with {DEBUG}=1 and send what it shows to the maintainers",
    )
