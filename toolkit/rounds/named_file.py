"""The file that an officer names in a decision."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath
from typing import Protocol, TypeVar

from toolkit.errors import InputError
from toolkit.ledger.derive import ProjectStatus
from toolkit.ledger.ledger_rows import ReturnRow


class _Named(Protocol):
    @property
    def name(self) -> str: ...
    @property
    def stored(self) -> str: ...


_File = TypeVar("_File", bound=_Named)


def return_named(one: ProjectStatus, every: Sequence[ProjectStatus], wanted: str) -> ReturnRow:
    """Returns the return of a project that lies in the file named.

    Raises InputError where it has none, where several fit, or where the file holds another project that counts from a
    different file.
    """
    found = _only(one.returns, wanted, f"“{one.unit}”“{one.project}”的报送", f"the returns of “{one.project}”")
    for other in every:
        inside = any(back.file == found.file for back in other.returns)
        if other is one or not inside or other.undecided is not None or other.counting is None:
            continue
        if other.counting.file != found.file:
            raise InputError(
                f"“{found.name}”里还有项目“{other.project}”，它以“{other.counting.name}”为准，不能整份改用这个文件；"
                "请退回，让单位重报一份",
                f"“{found.name}” also holds “{other.project}”, which counts from “{other.counting.name}”; "
                "return it and ask for one more",
            )
    return found


def _only(files: Sequence[_File], wanted: str, zh: str, en: str) -> _File:
    exact = [one for one in files if one.stored == wanted] or [one for one in files if one.name == wanted]
    found = exact or [one for one in files if _own_name(one.name) == _own_name(wanted)]
    if len(found) == 1:
        return found[0]
    names = list(dict.fromkeys(one.name for one in files))
    listed = "、".join(names[:8]) or "（没有）"
    if found:
        raise InputError(
            f"{zh}中有 {len(found)} 个文件叫“{wanted}”，请写全名：{'、'.join(one.name for one in found)}",
            f"Several of {en} are called “{wanted}”; write the full name: {', '.join(one.name for one in found)}",
        )
    raise InputError(f"{zh}中没有“{wanted}”，有：{listed}", f"“{wanted}” is none of {en}: {', '.join(names[:8])}")


def _own_name(name: str) -> str:
    return PurePath(name.replace("\\", "/").rpartition("!")[2]).name
