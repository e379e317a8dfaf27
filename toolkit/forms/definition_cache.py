"""A cache of checked definitions in the user's folder.

Reading and checking YAML takes longer than reading a form.

An entry counts while the YAML files and the program that checked them are the same. It can hold definitions and
nothing else: other classes and functions are refused when it is read.
"""

from __future__ import annotations

import hashlib
import os
import pickle
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, TypeVar

from toolkit.errors import FileError
from toolkit.files import cache_folder, make_private, write_atomically
from toolkit.forms import definition, table_definition
from toolkit.indicators import framework
from toolkit.model import schema

Result = TypeVar("Result")

_HOMES = {module.__name__: module for module in (definition, table_definition, framework)}
_SEAL = 32
_FAULTS = (pickle.UnpicklingError, EOFError, AttributeError, ValueError, TypeError, IndexError, KeyError)


def compiled(path: Path, make: Callable[[Path], Result]) -> Result:
    """Returns the content of a YAML file, from the cache where it is there.

    Args:
        path: the file.
        make: reads and checks it; what it raises is raised here.
    """
    cache = cache_folder()
    if cache is None:
        return make(path)
    name = hashlib.sha256(os.fsencode(path.absolute())).hexdigest()[:24]
    kept = cache / "definitions" / f"{name}.bin"
    seal = _seal(path)
    with suppress(OSError):
        data = kept.read_bytes()
        if data[:_SEAL] == seal and data[_SEAL : 2 * _SEAL] == hashlib.sha256(data[2 * _SEAL :]).digest():
            with suppress(*_FAULTS):
                found: Result = _Reader(BytesIO(data[2 * _SEAL :])).load()
                return found
    definition = make(path)
    written = pickle.dumps(definition, protocol=5)
    with suppress(FileError):
        make_private(cache)
        write_atomically(kept, seal + hashlib.sha256(written).digest() + written, force=True, private=True)
    return definition


def _seal(path: Path) -> bytes:
    """Returns a hash of everything that the result depends on.

    That is the file, the files it may name in its folder, and the program.
    """
    near = (*sorted(path.parent.glob("frameworks/*.y*ml")), *sorted(path.parent.glob("*.y*ml")))
    return hashlib.sha256(_of_files((path, *near)) + _of_program()).digest()


@cache
def _of_program() -> bytes:
    program = Path(__file__).parent
    return _of_files((*sorted(program.glob("**/*.py")), *map(Path, (framework.__file__, schema.__file__))))


def _of_files(paths: Iterable[Path]) -> bytes:
    """Returns a hash of the content of files."""
    digest = hashlib.sha256()
    for path in paths:
        with suppress(OSError):
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.digest()


class _Reader(pickle.Unpickler):
    """An unpickler that knows the classes of definitions and frameworks only."""

    def find_class(self, module: str, name: str) -> Any:
        found = getattr(_HOMES.get(module), name, None)
        if not isinstance(found, type):
            raise pickle.UnpicklingError(f"{module}.{name} is no part of a definition")
        return found
