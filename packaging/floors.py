"""The lowest versions that setup.cfg promises, as constraints for pip: `python packaging/floors.py > floors.txt`."""

from __future__ import annotations

import configparser
import re
import sys
from collections.abc import Iterator
from pathlib import Path

_SETUP = Path(__file__).resolve().parents[1] / "setup.cfg"
#: A requirement with a floor: name, extras, version.
_FLOOR = re.compile(r"([\w.-]+)(?:\[[\w,\s]+\])?\s*>=\s*([\w.]+)")
#: What the program itself needs; of the tools of development any version does.
_EXTRAS = ("cluster", "encrypted", "frames", "pictures", "postgres")


def floors() -> Iterator[str]:
    """Yields `name==version` for every requirement of the program and its extras."""
    config = configparser.ConfigParser()
    config.read(_SETUP, "utf-8")
    lists = [config["options"]["install_requires"], *(config["options.extras_require"][one] for one in _EXTRAS)]
    for line in "\n".join(lists).splitlines():
        if line.strip():
            found = _FLOOR.match(line.strip())
            if found is None:
                raise SystemExit(f"setup.cfg: a requirement without a floor: {line}")
            yield f"{found[1]}=={found[2]}"


if __name__ == "__main__":
    sys.stdout.write("\n".join(floors()) + "\n")
