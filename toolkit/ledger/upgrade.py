"""The version of a ledger's tables: newer refused, older brought up to date."""

from __future__ import annotations

import logging
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect

from toolkit.errors import InputError
from toolkit.ledger.connection import writing
from toolkit.ledger.place import LedgerPlace, absent, note_place

#: The newest version of the tables; a test holds it to the files of the migrations.
HEAD = "0003"
_MIGRATIONS = Path(__file__).parent / "migrations"
_VERSION = "alembic_version"


def version_of(connection: Connection) -> str | None:
    """Returns the version of a ledger's tables; None where there are none."""
    if not inspect(connection).has_table(_VERSION):
        return None
    found = connection.exec_driver_sql(f"SELECT version_num FROM {_VERSION}").scalar()
    return None if found is None else str(found)


def bring_up_to_date(engine: Engine, place: LedgerPlace, *, new: bool = False) -> None:
    """Makes sure that a ledger has the newest tables.

    An older ledger is copied first, beside its file or into a schema of its own.

    Args:
        engine: its database.
        place: where it lies.
        new: whether to make a ledger where there is none.

    Raises:
        InputError: there is no ledger, or a newer program wrote it.
        LedgerBusy, LedgerFault: it cannot be written.
    """
    if not place.exists and not new:
        raise absent(place.folder)
    with writing(engine, place) as connection:
        found = version_of(connection)
        if found == HEAD:
            return
        if found is None and not new:
            raise absent(place.folder)
        if found is not None:
            refuse_newer(found)
            _copy(connection, place, found)
        if found is None and place.schema is not None:
            connection.exec_driver_sql(f'CREATE SCHEMA IF NOT EXISTS "{place.schema}"')
        _migrate(connection)
        note_place(place)  # within the transaction: where the note cannot be written, no schema stays behind


def refuse_newer(found: str) -> None:
    """Raises InputError where a version is none of this program's."""
    if found not in _revisions():
        raise InputError(
            f"这份台账由更新版本的 jixiao 写成（台账版本 {found}，本程序到 {HEAD}），请先升级 jixiao；没有改动任何内容",
            f"A newer jixiao wrote this ledger (its version is {found}, this program knows up to {HEAD}); "
            "upgrade jixiao first. Nothing was changed",
        )


def _revisions() -> set[str]:
    from alembic.script import ScriptDirectory

    return {script.revision for script in ScriptDirectory(str(_MIGRATIONS)).walk_revisions()}


def _migrate(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    logging.getLogger("alembic").setLevel(logging.WARNING)
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    command.upgrade(config, "head")


def _copy(connection: Connection, place: LedgerPlace, version: str) -> None:
    """Copies a ledger before its tables change; an earlier copy stays."""
    if place.file is not None:
        copy = place.file.with_name(f"{place.file.stem}-版本{version}.sqlite")
        if not copy.exists():
            aside = copy.with_suffix(".tmp")
            with suppress(FileNotFoundError):
                aside.unlink()
            with closing(sqlite3.connect(place.file)) as source, closing(sqlite3.connect(aside)) as target:
                source.backup(target)
            aside.replace(copy)
        return
    copy_schema = f"{place.schema}_v{version}"
    connection.exec_driver_sql(f'CREATE SCHEMA IF NOT EXISTS "{copy_schema}"')
    for table in inspect(connection).get_table_names(schema=place.schema):
        connection.exec_driver_sql(
            f'CREATE TABLE IF NOT EXISTS "{copy_schema}"."{table}" AS TABLE "{place.schema}"."{table}"'
        )
