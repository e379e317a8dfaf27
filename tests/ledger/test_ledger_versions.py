"""Newer ledgers are refused, older ones copied and brought up to date."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from tests.support.town import small_round
from toolkit.errors import InputError
from toolkit.ledger import EventKind, RoundRow, add_event, find_place, upgrade
from toolkit.ledger.connection import engine_of, reading, writing
from toolkit.ledger.ledger_tables import METADATA
from toolkit.ledger.place import POINTER, note_place
from toolkit.ledger.round_rows import add_round
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


def test_an_older_ledger_is_copied_and_brought_up_to_date(tmp_path: Path, ledger_url: str | None) -> None:
    folder = tmp_path / "轮次"
    folder.mkdir()
    place = find_place(folder, ledger_url)
    engine = engine_of(place)
    with writing(engine, place) as connection:
        if place.schema is not None:
            connection.execute(text(f'CREATE SCHEMA "{place.schema}"'))
        config = Config(attributes={"connection": connection})
        config.set_main_option("script_location", str(Path(upgrade.__file__).parent / "migrations"))
        command.upgrade(config, "0001")
        event = add_event(connection, EventKind.START, {"rows": 0})
        add_round(connection, event, _FACTS)
    note_place(place)
    assert log(folder)[0].kind is EventKind.START
    assert status(folder).round == _FACTS
    with reading(engine, place) as connection:
        assert upgrade.version_of(connection) == upgrade.HEAD
        if place.schema is not None:
            copied = connection.execute(text(f'SELECT version_num FROM "{place.schema}_v0001".alembic_version'))
            assert copied.scalar() == "0001"
    if ledger_url is None:
        with closing(sqlite3.connect(folder / "台账-版本0001.sqlite")) as copy:
            assert copy.execute("SELECT version_num FROM alembic_version").fetchone() == ("0001",)
            assert copy.execute("SELECT count(*) FROM event").fetchone() == (1,)


_FACTS = RoundRow("轮次", "form13", "2024.1", "项目绩效目标表", 2024, None, None, None, None, "abcdef", "project", "x")
