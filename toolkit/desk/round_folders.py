"""The folder of rounds: which there are, and the folder of a name.

A name comes from an address that anybody may write. It is compared with the names that are there and never becomes a
path.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from toolkit.errors import InputError
from toolkit.ledger.place import FILE, POINTER
from toolkit.model.paths import is_device

#: Signs that Windows allows in no name.
_UNFIT = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
_LONGEST = 80
#: The definitions that this office adopted, beside its rounds.
OWN_FORMS = "表样"


@dataclass(frozen=True, slots=True)
class RoundFolders:
    """The rounds below one folder, or the one round that the folder itself is."""

    root: Path

    def __iter__(self) -> Iterator[Path]:
        """Yields the folder of every round, by name."""
        if _is_round(self.root):
            yield self.root
            return
        if self.root.is_dir():
            for folder in sorted(self.root.iterdir(), key=lambda path: path.name):
                if not folder.name.startswith(".") and not folder.is_symlink() and _is_round(folder):
                    yield folder

    @property
    def takes_new(self) -> bool:
        """Whether a new round can be started here."""
        return not _is_round(self.root)

    def find(self, name: str) -> Path | None:
        """Returns the folder of a round; None where there is no such round."""
        return next((folder for folder in self if name_of(folder) == name), None)

    def new(self, name: str) -> Path:
        """Returns the folder for a new round. Raises InputError where it cannot be one."""
        plain = unicodedata.normalize("NFC", name).strip(" .\t")
        if not plain or _is_unfit(plain) or len(plain) > _LONGEST:
            raise InputError(
                f'这一轮的名称不能用：“{name}”。名称会成为文件夹名，不能为空，不能有 \\ / : * ? " < > |',
                f"“{name}” cannot name a round: it becomes a folder, so it may not be empty or have "
                '\\ / : * ? " < > | in it',
            )
        return self.root / plain


def _is_unfit(name: str) -> bool:
    """Whether Windows or a reader would see another name, or the page reserves it."""
    hidden = any(unicodedata.category(sign) in ("Cf", "Cs", "Zl", "Zp") for sign in name)
    return hidden or bool(_UNFIT.search(name)) or is_device(name) or name == OWN_FORMS


def taken_name(name: str) -> InputError:
    """Returns the error about a name that another folder has."""
    return InputError(f"已经有“{name}”，请换一个名称", f"“{name}” exists already; choose another name")


def name_of(folder: Path) -> str:
    """Returns the name of a round in addresses."""
    return folder.resolve().name


def _is_round(folder: Path) -> bool:
    try:
        return (folder / FILE).is_file() or (folder / POINTER).is_file()
    except OSError:
        return False
