"""Shows what pyright knows of the public names, and of a stranger's program: `make types`.

Run by the interpreter of an environment with the wheel. Pyright counts every module as public that has no underscore;
what is meant to be public is `toolkit.__all__`, and only that is listed here.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import toolkit

PYRIGHT = "pyright@1.1.414"
_CONSUMER = Path(__file__).resolve().parents[1] / "tests" / "consumer"
_SETTINGS = {"typeCheckingMode": "strict", "reportUnnecessaryTypeIgnoreComment": "error"}


def pyright(folder: Path, *arguments: str) -> Mapping[str, Any]:
    """Returns the JSON that pyright gives, which looks for Python on the search path."""
    npx = shutil.which("npx")
    if npx is None:
        raise SystemExit("node is needed: it brings npx, which fetches pyright")
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        [npx, "--yes", PYRIGHT, "--outputjson", *arguments],
        cwd=folder,
        env={**os.environ, "PATH": path},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if not done.stdout.startswith("{"):
        raise SystemExit(f"{done.stdout}{done.stderr}")
    found: Mapping[str, Any] = json.loads(done.stdout)
    return found


def public() -> frozenset[str]:
    """Returns the public names, each with the module that defines it."""
    found = (getattr(toolkit, name) for name in toolkit.__all__)
    return frozenset(f"{one.__module__}.{one.__qualname__}" for one in found)


def faults(symbols: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Yields what is not known of the public names and of their members."""
    names = public()
    for symbol in symbols:
        name = symbol["fullName"] if "fullName" in symbol else symbol["name"]
        if not any(name == one or name.startswith(f"{one}.") for one in names):
            continue
        if not symbol["isTypeKnown"] or symbol["isTypeAmbiguous"]:
            said = "; ".join(line["message"].splitlines()[0] for line in symbol.get("diagnostics", ()))
            yield f"{name}: {said}"


def main() -> int:
    """Prints every fault, and returns the exit status."""
    with TemporaryDirectory(prefix="jixiao-types-") as name:
        folder = Path(name)
        about = pyright(folder, "--verifytypes", "toolkit", "--ignoreexternal")["typeCompleteness"]
        unknown = [*faults(about["symbols"])]
        print(f"all modules: {about['completenessScore']:.1%} of {len(about['symbols'])} symbols are known")
        print("\n".join(unknown) or f"public names: all {len(public())} are known, with their members")
        for program in _CONSUMER.glob("*.py"):
            if not program.name.startswith(("test_", "__")):
                shutil.copy(program, folder)
        (folder / "pyrightconfig.json").write_text(json.dumps(_SETTINGS), "utf-8")
        found = pyright(folder)["generalDiagnostics"]
    wrong = [one for one in found if one["severity"] == "error"]
    for one in wrong:
        print(f"{Path(one['file']).name}:{one['range']['start']['line'] + 1}: {one['message']}")
    if not wrong:
        print("the consumer's program: no error, and every mistake is found")
    return int(bool(unknown or wrong))


if __name__ == "__main__":
    sys.exit(main())
