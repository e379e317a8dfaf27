"""Licences of everything that the folder of the program contains: `python packaging/licences.py FOLDER`.

Run by the interpreter of the environment that the folder was built from. What belongs to the program follows from the
metadata of the distributions: jixiao, its requirements and theirs, and the tool whose loader starts it.
"""

from __future__ import annotations

import re
import sys
import sysconfig
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

_PROGRAM = "jixiao[encrypted]"
#: The loader of the folder comes from it; its licence allows that without conditions for the program.
_LOADER = "pyinstaller"
_LICENCE = re.compile(r"licen[cs]e|copying|notice|authors|copyright", re.IGNORECASE)
_REQUIREMENT = re.compile(r"([\w.-]+)(?:\[([^\]]*)\])?[^;]*(?:;(.*))?")


def belonging(requirement: str, seen: set[str]) -> Iterator[Distribution]:
    """Yields an installed distribution and all that it requires, each once."""
    found = _REQUIREMENT.match(requirement)
    if found is None:
        raise SystemExit(f"not a requirement: {requirement}")
    name = re.sub(r"[-_.]+", "-", found[1]).lower()
    extras = {extra.strip() for extra in (found[2] or "").split(",") if extra.strip()}
    if name in seen:
        return
    try:
        installed = distribution(name)
    except PackageNotFoundError:  # for another system, or another Python
        return
    seen.add(name)
    yield installed
    for line in installed.requires or ():
        extra = re.search(r"extra\s*==\s*[\"']([^\"']+)", line)
        if extra is None or extra[1] in extras:
            yield from belonging(line, seen)


def texts(one: Distribution) -> Iterator[tuple[str, str]]:
    """Yields the licence files of a distribution: name and text."""
    for path in one.files or ():
        inside = ".dist-info" in path.parts[0] or "licenses" in path.parts
        if inside and _LICENCE.search(path.name) and not path.name.endswith((".py", ".pyc")):
            yield path.name, path.read_text("utf-8")


def licence_name(one: Distribution) -> str:
    """Returns the name of a distribution's licence as its metadata has it."""
    about = one.metadata
    classified = [line.split("::")[-1].strip() for line in about.get_all("Classifier") or () if "License ::" in line]
    text = about.get("License-Expression") or about.get("License") or ""
    return text.splitlines()[0][:80] if text.strip() else ", ".join(classified)


def python_licence() -> Path:
    """Returns the file with the licence of Python and of what it contains."""
    places = (Path(sysconfig.get_path("stdlib")), Path(sys.base_prefix), Path("/usr/share/doc/python3"))
    for place in places:
        for name in ("LICENSE.txt", "LICENSE", "copyright"):
            if (place / name).is_file():
                return place / name
    raise SystemExit("the licence of Python is not to be found")


def main(folder: Path) -> None:
    """Writes the licences into a folder, and an index of them."""
    seen: set[str] = set()
    lines = [f"Python {sys.version.split()[0]}: PSF-2.0"]
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "Python.txt").write_text(python_licence().read_text("utf-8", "replace"), "utf-8")
    for one in [*belonging(_PROGRAM, seen), distribution(_LOADER)]:
        name, licence, files = one.metadata["Name"], licence_name(one), list(texts(one))
        if not licence and not files:
            raise SystemExit(f"{name} {one.version} does not say under which licence it is")
        lines.append(f"{name} {one.version}: {licence or 'see its file'}{'' if files else ' (no text comes with it)'}")
        if files:
            text = "\n\n".join(f"===== {file} =====\n{text}" for file, text in files)
            (folder / f"{name}.txt").write_text(text, "utf-8")
    (folder / "index.txt").write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
