"""Lazy fronts of packages: a public name is imported when it is first used."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module


def lazy_front(package: str, homes: Mapping[str, str]) -> Callable[[str], object]:
    """Returns the `__getattr__` of a package.

    Args:
        package: its name.
        homes: by module of the package, the names that it defines for the front, with blanks between them. No name
            may be that of a module of the package, which would hide it once it is imported.

    Raises:
        AttributeError: when it is called with a name that the front lacks.
    """
    home = {name: f"{package}.{module}" for module, names in homes.items() for name in names.split()}

    def imported(name: str) -> object:
        if name in home:
            return getattr(import_module(home[name]), name)
        raise AttributeError(f"module {package!r} has no attribute {name!r}")

    return imported
