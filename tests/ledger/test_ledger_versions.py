"""Newer ledgers are refused, older ones copied and brought up to date."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from tests.support.town import small_round
from toolkit.errors import InputError
from toolkit.ledger import upgrade
from toolkit.ledger.connection import engine_of, reading, writing
from toolkit.ledger.ledger_tables import METADATA
from toolkit.ledger.place import POINTER, find_place
from toolkit.rounds import RoundOptions, log, status


@pytest.fixture
def folder(tmp_path: Path, ledger_url: str | None) -> Path:
    return small_round(tmp_path / "轮次", options=RoundOptions(ledger=ledger_url)).folder


def test_the_newest_version_is_the_last_of_the_migrations() -> None:
    script = ScriptDirectory(str(Path(upgrade.__file__).parent / "migrations"))
    assert script.get_heads() == [upgrade.HEAD]


def test_the_migrations_make_the_tables_that_the_program_uses(folder: Path) -> None:
    place = find_place(folder)
    with reading(engine_of(place), place) as connection:
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []


def test_a_ledger_of_a_newer_program_is_refused_and_left_as_it_is(folder: Path) -> None:
    place = find_place(folder)
    with writing(engine_of(place), place) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    for step in (status, log):
        with pytest.raises(InputError, match=r"更新版本的 jixiao.*9999"):
            step(folder)
    with reading(engine_of(place), place) as connection:
        assert upgrade.version_of(connection) == "9999"


def test_a_file_that_is_no_ledger_is_named(tmp_path: Path) -> None:
    (tmp_path / "台账.sqlite").write_bytes(b"this is no database at all, only words" * 100)
    with pytest.raises(Exception, match="台账已损坏"):
        status(tmp_path)


def test_an_empty_database_is_no_round(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "台账.sqlite")) as connection:
        connection.execute("CREATE TABLE other (id INTEGER)")
        connection.commit()
    with pytest.raises(InputError, match="没有台账"):
        status(tmp_path)


def test_the_folder_names_its_database_without_the_password(tmp_path: Path, database: str) -> None:
    with_password = database.replace("postgres@", "postgres:geheim@")
    folder = small_round(tmp_path / "轮次", options=RoundOptions(ledger=with_password)).folder
    noted = (folder / POINTER).read_text("utf-8")
    assert "geheim" not in noted
    assert "127.0.0.1" in noted
    assert not (folder / "台账.sqlite").exists()
    assert len(status(folder).projects) == 3


def test_two_rounds_in_one_database_do_not_meet(tmp_path: Path, database: str) -> None:
    one = small_round(tmp_path / "甲" / "轮次", options=RoundOptions(ledger=database), name="甲")
    two = small_round(tmp_path / "乙" / "轮次", options=RoundOptions(ledger=database), name="乙")
    assert (status(one.folder).round.name, status(two.folder).round.name) == ("甲", "乙")
    assert [entry.id for entry in log(two.folder)] == [1]


@pytest.mark.parametrize("url", ["sqlite:///elsewhere.sqlite", "mysql://somebody@host/db", "no address"])
def test_other_databases_are_refused(tmp_path: Path, url: str) -> None:
    with pytest.raises(InputError, match="--ledger"):
        small_round(tmp_path / "轮次", options=RoundOptions(ledger=url))


def test_a_server_that_cannot_be_reached_is_a_sentence(tmp_path: Path) -> None:
    url = "postgresql+psycopg://somebody@127.0.0.1:1/none"
    with pytest.raises(Exception, match="连接不上台账的数据库") as error:
        small_round(tmp_path / "轮次", options=RoundOptions(ledger=url))
    assert "127.0.0.1" in str(error.value)
