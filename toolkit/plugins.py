"""Rules, kinds of fields and report formats that other packages add."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar, get_args

from toolkit.errors import ToolkitError

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

Group = Literal["jixiao.rules", "jixiao.field_kinds", "jixiao.report_formats"]
Wanted = TypeVar("Wanted")
#: Endings of the folders in which packages say what they add.
_ABOUT = (".dist-info", ".egg-info", ".egg")


class PluginError(ToolkitError):
    """An addition of another package that cannot be used."""


def plugins(group: Group, wanted: type[Wanted]) -> Iterator[tuple[str, Wanted]]:
    """Yields the additions of other packages with the place of each.

    They are in the order of their names.

    An entry point names one object of the wanted type, or a module or class whose attributes are such objects.

    Raises:
        PluginError: an entry point cannot be loaded, or holds nothing of the type.
    """
    for point in _points(group):
        found = list(_objects(_loaded(point, group), wanted))
        if not found:
            raise _fault(point, group, f"里面没有 {wanted.__name__}", f"it holds no {wanted.__name__}")
        yield from ((_place(point), one) for one in found)


def added_sources() -> Iterator[Path]:
    """Yields the source file of every addition of another package."""
    from importlib.util import find_spec

    for group in get_args(Group):
        for point in _points(group):
            with suppress(ImportError, ValueError):
                found = find_spec(point.module)
                if found is not None and found.origin is not None and Path(found.origin).is_file():
                    yield Path(found.origin)


def _points(group: Group) -> list[EntryPoint]:
    """Returns the entry points of a group, in the order of their names."""
    return sorted((one for one in _all_points() if one.group == group), key=lambda one: (one.name, one.value))


@cache
def _all_points() -> tuple[EntryPoint, ...]:
    """Returns the entry points of all groups.

    Finding them imports much and parses a file of every installed package, so the files are looked through first.
    """
    if not any(map(_may_add, sys.path)):
        return ()
    from importlib.metadata import entry_points

    found = entry_points()
    return tuple(one for group in get_args(Group) for one in found.select(group=group))


def _may_add(place: str) -> bool:
    """Whether a place of packages has one that adds something.

    True where that cannot be seen, as in an archive.
    """
    folder = Path(place)
    if not folder.is_dir():
        return folder.exists()
    try:
        lists = [Path(one.path, "entry_points.txt") for one in os.scandir(folder) if one.name.endswith(_ABOUT)]
        return any(b"jixiao." in one.read_bytes() for one in lists if one.is_file())
    except OSError:
        return True


def refuse_second(place: str, name: str, group: Group) -> PluginError:
    """Returns the error of an addition whose name is taken."""
    return PluginError(
        f"扩展 {place}（{group}）：“{name}”已经有了，请它的作者改名，或先卸载这个包",
        f"Plug-in {place} ({group}): “{name}” exists already; ask its author to rename it, or uninstall it",
    )


def _objects(loaded: object, wanted: type[Wanted]) -> Iterator[Wanted]:
    if isinstance(loaded, wanted):
        yield loaded
        return
    yield from (value for value in vars(loaded).values() if isinstance(value, wanted))


def _loaded(point: EntryPoint, group: Group) -> Any:
    try:
        return point.load()
    except (ImportError, AttributeError) as error:
        raise _fault(point, group, f"装不上（{error}）", f"it cannot be loaded ({error})") from error


def _fault(point: EntryPoint, group: Group, zh: str, en: str) -> PluginError:
    place = _place(point)
    return PluginError(
        f"扩展 {place}（{group}）：{zh}；请更新或卸载这个包",
        f"Plug-in {place} ({group}): {en}; update this package or uninstall it",
    )


def _place(point: EntryPoint) -> str:
    package = point.dist.name if point.dist is not None else ""
    return f"{package}:{point.name}" if package else point.name
