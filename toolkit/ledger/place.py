"""The place of a round's ledger: a file or a noted database."""

from __future__ import annotations

import json
import os
import re
import secrets
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from toolkit.errors import FileError, InputError, system_reason
from toolkit.files import write_atomically

#: The ledger of a round without another database.
FILE = "台账.sqlite"
#: Names the database of a round that has one. It holds no password.
POINTER = "台账位置.json"
_SCHEMA = re.compile(r"round_[0-9a-f]{12}")
_MOST = 1 << 16


@dataclass(frozen=True, slots=True)
class LedgerPlace:
    """The database of a round.

    Attributes:
        folder: the round's folder.
        url: the database.
        schema: the part of a shared database that belongs to this round; None for a file of its own.
    """

    folder: Path
    url: URL
    schema: str | None = None

    @property
    def file(self) -> Path | None:
        """The ledger's file; None where a server keeps it."""
        return None if self.schema else Path(str(self.url.database))

    @property
    def exists(self) -> bool:
        """Whether the folder has a ledger; no server is asked."""
        return self.file is None or self.file.exists()


def find_place(folder: Path, url: str | None = None) -> LedgerPlace:
    """Returns the place of a folder's ledger.

    Args:
        folder: the round's folder.
        url: the database where the folder's own note is not enough, such as one with a password.

    Raises:
        InputError: the URL cannot be used, or names another kind of database.
        FileError: the folder's note cannot be read.
    """
    noted = _noted(folder)
    if noted is None and url is None:
        return LedgerPlace(folder, URL.create("sqlite", database=str(folder / FILE)))
    parsed = _parsed(url if url is not None else str(noted and noted["ledger"]))
    if noted is None:
        return LedgerPlace(folder, parsed, f"round_{secrets.token_hex(6)}")
    return LedgerPlace(folder, parsed, noted["schema"])


def note_place(place: LedgerPlace) -> None:
    """Writes into the folder which database its round has, without the password."""
    if place.schema is None or (place.folder / POINTER).exists():
        return
    shown = place.url._replace(password=None).render_as_string(hide_password=False)
    text = json.dumps({"ledger": shown, "schema": place.schema}, ensure_ascii=False, indent=1)
    write_atomically(place.folder / POINTER, text.encode() + b"\n")


def _noted(folder: Path) -> dict[str, str] | None:
    path = folder / POINTER
    if not path.exists():
        return None
    try:
        noted = json.loads(path.read_bytes()[:_MOST])
        schema, ledger = noted["schema"], noted["ledger"]
        if isinstance(schema, str) and isinstance(ledger, str) and _SCHEMA.fullmatch(schema):
            return {"ledger": ledger, "schema": schema}
    except OSError as error:
        why = system_reason(error)
        raise FileError(f"读不出 {path}：{why.zh}", f"{path} cannot be read: {why.en}") from error
    except (ValueError, KeyError, TypeError):
        pass
    raise FileError(
        f"{path} 内容不对：应写明台账所在的数据库。请从备份中恢复这个文件",
        f"{path} is damaged: it must name the database of the ledger. Restore this file from a backup",
    )


def _parsed(url: str) -> URL:
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise InputError(
            "--ledger 的写法不对，应如 postgresql+psycopg://用户@主机/数据库",
            "--ledger cannot be read; write it like postgresql+psycopg://user@host/database",
        ) from error
    if parsed.get_backend_name() != "postgresql":
        raise InputError(
            f"--ledger 只支持 PostgreSQL（postgresql+psycopg://…），不支持 {parsed.drivername}；不写则用 {FILE}",
            f"--ledger takes PostgreSQL (postgresql+psycopg://…), not {parsed.drivername}; "
            f"without it the ledger is {FILE} in the folder",
        )
    return parsed.set(drivername="postgresql+psycopg")


def absent(folder: Path) -> InputError:
    """Returns the error of a folder that holds no round."""
    shown = os.fspath(folder)
    return InputError(
        f"{shown} 里没有台账，不是一轮填报的文件夹；先用 jixiao round start 开始一轮",
        f"{shown} holds no ledger, so it is no round; begin one with jixiao round start",
    )
