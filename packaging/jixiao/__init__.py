"""The start of jixiao: makes sure that the package `toolkit` that Python finds is its own.

`toolkit` is a common name. Another distribution's package of this name may hide ours, or lie in the same folder with
its files among ours. This package imports nothing of `toolkit` before it has looked.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

_PACKAGE = "toolkit"
_HERE = Path(__file__).resolve().parent
_FAILED = 2
#: Another `toolkit` wrote its own over these if it was installed later.
_FRONTS = (f"{_PACKAGE}/__init__.py", f"{_PACKAGE}/__main__.py")


def main() -> None:
    """Runs the command line, unless another package is in its place."""
    refuse_another_toolkit()
    from toolkit.__main__ import main as run

    run()


def refuse_another_toolkit() -> None:
    """Ends the program with a sentence where `toolkit` is not jixiao's alone."""
    trace = another_toolkit()
    if trace is not None:
        for stream in (sys.stderr, sys.stdout):
            reconfigure = getattr(stream, "reconfigure", None)
            if reconfigure is not None:
                reconfigure(errors="replace")
        with suppress(OSError, AttributeError):  # no standard error
            print(_sentence(trace), file=sys.stderr, flush=True)
        sys.exit(_FAILED)


def another_toolkit() -> Path | None:
    """Returns a file or folder of another package `toolkit`; None where all is ours."""
    spec = find_spec(_PACKAGE)
    if spec is None:
        return _HERE.parent / _PACKAGE
    found = Path(spec.origin).parent if spec.origin else Path(next(iter(spec.submodule_search_locations or [""])))
    if found.resolve() not in (_HERE.parent / _PACKAGE, _HERE.parents[1] / _PACKAGE):
        return found
    return next(_foreign(found), None)


def _foreign(package: Path) -> Iterator[Path]:
    """Yields modules in our folder that we did not install, or that were overwritten."""
    sizes: dict[str, str] = {}
    for record in package.parent.glob("jixiao-*.dist-info/RECORD"):
        sizes |= {row[0]: row[2] for row in csv.reader(record.read_text("utf-8").splitlines()) if len(row) > 2}
    if not any(name in sizes for name in _FRONTS):  # a checkout
        return
    for name in _FRONTS:
        path = package.parent / name
        if not path.is_file() or str(path.stat().st_size) != sizes.get(name):
            yield path
    ours = {name.split("/")[1] for name in sizes if name.startswith(f"{_PACKAGE}/")}
    for path in sorted(package.iterdir()):
        if path.name not in ours and (path.suffix in (".py", ".so", ".pyd") or any(path.glob("*.py"))):
            yield path


def _owners() -> list[str]:
    """Returns the other distributions that installed a package of this name."""
    from importlib.metadata import packages_distributions

    return sorted({name for name in packages_distributions().get(_PACKAGE, []) if name.lower() != "jixiao"})


def _sentence(trace: Path) -> str:
    owners = _owners()
    zh, en = ("、".join(owners), ", ".join(owners)) if owners else ("另一个软件包", "another package")
    return (
        f"这个 Python 环境里还有一个同名的 {_PACKAGE}（{zh}）：{trace}。两者不能装在一起，"
        "请新建一个虚拟环境，只安装 jixiao：python -m venv jixiao-env\n"
        f"This Python environment has another package named {_PACKAGE} ({en}): {trace}. They cannot share an "
        "environment; create a new one for jixiao alone: python -m venv jixiao-env"
    )
