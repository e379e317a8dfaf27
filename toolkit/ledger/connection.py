"""Connections to a ledger: one writer at a time, sentences instead of database errors."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError, NoSuchModuleError
from sqlalchemy.pool import NullPool

from toolkit.errors import FileError, ToolkitError
from toolkit.extras import advice
from toolkit.ledger.place import LedgerPlace

if TYPE_CHECKING:
    from sqlalchemy.engine.interfaces import DBAPIConnection
    from sqlalchemy.pool import ConnectionPoolEntry

#: Seconds that a second officer waits for the first.
WAIT = 20.0
#: The advisory lock of the rounds in a shared database; a round adds its schema's hash.
_LOCK = 0x6A78
_BUSY = "55P03"
_FULL = "53100"


class LedgerBusy(ToolkitError):  # noqa: N818 - says what the ledger is
    """An error: another officer is writing into the same ledger."""


class LedgerFault(FileError):  # noqa: N818 - says what happened to it
    """An error: the database of a ledger cannot be reached or is damaged."""


def engine_of(place: LedgerPlace, wait: float = WAIT) -> Engine:
    """Returns the database of a ledger; nothing is opened yet.

    Args:
        place: where the ledger lies.
        wait: seconds to wait while another officer writes.

    Raises:
        LedgerFault: the driver of the database is not installed.
    """
    try:
        if place.schema is None:
            engine = create_engine(place.url, poolclass=NullPool, connect_args={"timeout": wait})
            _prepare_sqlite(engine)
            return engine
        options = {"options": f"-csearch_path={place.schema} -clock_timeout={int(wait * 1000)}"}
        return create_engine(place.url, poolclass=NullPool, connect_args=options)
    except (NoSuchModuleError, ImportError) as error:
        raise LedgerFault(*advice("psycopg")) from error


def _prepare_sqlite(engine: Engine) -> None:
    """Makes transactions whole, changes of tables too, and readers wait for nobody."""

    @event.listens_for(engine, "connect")
    def connect(connection: DBAPIConnection, record: ConnectionPoolEntry) -> None:
        assert isinstance(connection, sqlite3.Connection)
        connection.isolation_level = None
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute("PRAGMA synchronous=FULL")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writing = connection.get_execution_options().get("writing", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


@contextmanager
def reading(engine: Engine, place: LedgerPlace) -> Iterator[Connection]:
    """Yields a connection that sees the ledger as it was at one moment."""
    with sentences(place), engine.connect() as connection:
        if place.schema is not None:
            connection = connection.execution_options(isolation_level="REPEATABLE READ")
        with connection.begin():
            yield connection


@contextmanager
def writing(engine: Engine, place: LedgerPlace) -> Iterator[Connection]:
    """Yields a connection whose writes are there together or not at all.

    A second officer waits. Raises LedgerBusy where that takes too long.
    """
    with sentences(place), engine.connect() as connection:
        connection = connection.execution_options(writing=True)
        with connection.begin():
            if place.schema is not None:
                number = int(place.schema.removeprefix("round_"), 16)
                connection.exec_driver_sql("SELECT pg_advisory_xact_lock(%s, %s)", (_LOCK, number % (1 << 31)))
            yield connection


@contextmanager
def sentences(place: LedgerPlace) -> Iterator[None]:
    """Turns the errors of a database into sentences."""
    try:
        yield
    except DBAPIError as error:
        raise _sentence(error, place) from error


def _sentence(error: DBAPIError, place: LedgerPlace) -> ToolkitError:
    origin = error.orig
    where = place.file or place.url._replace(password=None).render_as_string()
    state, text = getattr(origin, "sqlstate", None), str(origin).lower()
    if state == _BUSY or (isinstance(origin, sqlite3.OperationalError) and ("locked" in text or "busy" in text)):
        return LedgerBusy(
            "台账正由另一个人或另一个窗口写入，等了一会儿还没有写完。没有写入任何内容，请稍后再试一次",
            "Somebody else, or another window, is writing into the ledger and has not finished. "
            "Nothing was written; try again in a moment",
        )
    if state == _FULL or "disk is full" in text:
        return LedgerFault(
            f"磁盘空间不足，台账没有写入：{where}", f"No space left on the disk; the ledger was not written: {where}"
        )
    if "readonly" in text or "unable to open" in text:
        return LedgerFault(
            f"台账打不开或不能写入：{where}。请检查这个文件夹的权限，或是否为只读",
            f"The ledger cannot be opened or written: {where}. Check the permissions of the folder",
        )
    if "not a database" in text or "malformed" in text:
        return LedgerFault(
            f"台账已损坏：{where}。请用备份替换它，报回的文件都在“报回”文件夹中",
            f"The ledger is damaged: {where}. Put a backup in its place; the returned files are in 报回",
        )
    if place.schema is not None and (state is None or str(state)[:2] in ("08", "28", "3D", "57")):
        return LedgerFault(
            f"连接不上台账的数据库：{where}。请检查地址、密码（环境变量 PGPASSWORD）和网络",
            f"The database of the ledger cannot be reached: {where}. "
            "Check the address, the password (PGPASSWORD) and the network",
        )
    first = (str(origin).splitlines() or [""])[0]
    return LedgerFault(f"台账的数据库报错：{first}", f"The database of the ledger reports: {first}")
