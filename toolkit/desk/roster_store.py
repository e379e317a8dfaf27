"""The choices for a new round, and the rosters that wait for it."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from toolkit.desk.page_writer import query
from toolkit.errors import InputError

_KEY = re.compile(r"[0-9a-f]{32}")
_USUAL = "form13"
#: The fields of a new round that go from page to page.
ROUND_FIELDS = ("name", "form", "year", "deadline", "department", "contact", "per")


@dataclass(frozen=True, slots=True)
class AskedRound:
    """The choices for a new round, as the address of a page has them.

    Attributes:
        fields: each of ROUND_FIELDS as it was written, empty where nothing was chosen.
        roster: key of the roster that waits, as it was written.
    """

    fields: Mapping[str, str]
    roster: str = ""

    @property
    def form(self) -> str:
        """The form's id, the usual one where nothing was chosen."""
        return self.fields["form"] or _USUAL

    @property
    def year(self) -> int | None:
        """The budget year; None where the roster is to say it."""
        text = self.fields["year"]
        return int(text) if text.isascii() and text.isdigit() and len(text) == 4 else None

    def address(self, page: str, **more: str) -> str:
        """Returns the address of a page with these choices."""
        return f"{page}{query(**{**self.fields, 'roster': self.roster, **more})}"


def asked_round(fields: Mapping[str, str]) -> AskedRound:
    """Returns the choices in an address or in a form that was sent."""
    return AskedRound({name: fields.get(name, "") for name in ROUND_FIELDS}, fields.get("roster", ""))


def deadline_of(fields: Mapping[str, str]) -> date | None:
    """Returns the last day for returns; None where it is left open. Raises InputError."""
    text = fields.get("deadline", "")
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise InputError(
            f"截止日期应如 2026-11-30，不能写“{text}”", f"Write the deadline like 2026-11-30, not “{text}”"
        ) from error


class RosterStore:
    """The rosters that wait for their round, each in its own folder.

    Args:
        aside: the folder for uploads.
    """

    def __init__(self, aside: Path) -> None:
        self._aside = aside

    def keep(self, path: Path) -> str:
        """Returns the key of an upload that is kept, or raises InputError."""
        if path.suffix.lower() not in (".xlsx", ".csv"):
            raise InputError(
                f"名册应是 .xlsx 或 .csv 文件，{path.name} 不是",
                f"A roster is an .xlsx or .csv file; {path.name} is not",
            )
        folder, key = self.place()
        path.rename(folder / path.name)
        return key

    def place(self) -> tuple[Path, str]:
        """Returns a new folder for a roster, and its key in addresses."""
        key = secrets.token_hex(16)
        folder = self._aside / f"roster-{key}"
        folder.mkdir()
        return folder, key

    def kept(self, key: str) -> Path | None:
        """Returns a roster that was kept aside."""
        if not _KEY.fullmatch(key):
            return None
        folder = self._aside / f"roster-{key}"
        return next(iter(sorted(folder.iterdir())), None) if folder.is_dir() else None
