"""Unchanged files are read once; whatever affects a result counts as change."""

from __future__ import annotations

import hashlib
import io
import shutil
import sqlite3
from collections.abc import Generator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from msoffcrypto.format.ooxml import OOXMLFile

from toolkit import api
from toolkit.checks import Settings
from toolkit.engine import InProcess, Job, JobResult, Running
from toolkit.engine.batch_store import BatchStore
from toolkit.engine.cache import CacheFile, CachingEngine
from toolkit.engine.job import library
from toolkit.forms import CheckSettings
from toolkit.model import Finding, ReadFile
from toolkit.reports.formats.text import TextPages


class Watched(InProcess):
    """Remembers what it was asked to do."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    def run(self, work: Job, paths: Sequence[str]) -> Generator[JobResult, None, None]:
        self.asked.extend(Path(path).name for path in paths)
        return super().run(work, paths)


@pytest.fixture
def folder(returned: Path, tmp_path: Path) -> Path:
    """Six forms."""
    (tmp_path / "returned").mkdir()
    for number, path in enumerate(sorted(returned.rglob("*.xlsx"))[:6]):
        shutil.copy(path, tmp_path / "returned" / f"{number}.xlsx")
    return tmp_path / "returned"


def run(folder: Path, work: Job, most: int = 10**9) -> tuple[list[JobResult], list[str]]:
    """Returns the results of the folder's files, and the files that were read."""
    engine = Watched()
    paths = [str(path) for path in sorted(folder.glob("*.xlsx"))]
    done = list(CachingEngine(lambda _: engine, CacheFile(folder.parent / "cache" / "results", most)).run(work, paths))
    assert done == list(InProcess().run(work, paths))
    return done, engine.asked


def test_only_what_changed_is_read_again(folder: Path, work: Job) -> None:
    first, asked = run(folder, work)
    assert len(asked) == 6
    assert run(folder, work) == (first, [])
    shutil.copy(folder / "1.xlsx", folder / "4.xlsx")
    shutil.copy(folder / "1.xlsx", folder / "7.xlsx")
    assert run(folder, work)[1] == ["4.xlsx", "7.xlsx"]


def test_other_settings_another_key_and_other_limits_are_another_result(folder: Path, work: Job) -> None:
    run(folder, work)
    other = replace(work, settings=Settings({"G01": CheckSettings("warning")}))
    assert len(run(folder, other)[1]) == 6
    assert len(run(folder, replace(work, options=replace(work.options, key=b"other")))[1]) == 6
    assert len(run(folder, replace(work, families=("file",)))[1]) == 6
    limits = replace(work.options.limits, file_size=100)
    assert len(run(folder, replace(work, options=replace(work.options, limits=limits)))[1]) == 6
    assert run(folder, work)[1] == []


def everything(file: ReadFile, findings: Sequence[Finding]) -> bytes:
    """Keeps all that a function may see."""
    return repr((file, tuple(findings))).encode()


def test_what_is_kept_for_one_report_is_not_given_to_another(folder: Path, work: Job) -> None:
    for pages in (TextPages("zh"), TextPages("en"), TextPages("zh", every=True)):
        done, _ = run(folder, replace(work, keep=pages))
        assert run(folder, replace(work, keep=pages)) == (done, [])


def test_what_a_caller_keeps_of_each_file_is_kept_too(folder: Path, work: Job) -> None:
    keeping = replace(work, keep=everything)
    run(folder, work)
    assert run(folder, keeping)[1] == []  # made of what was read before, and kept now
    done, asked = run(folder, keeping)
    kept = [part.kept for one in done for part in one.parts]
    assert (len(kept), asked) == (6, [])
    store = BatchStore(library(None).definitions)
    for one in done:
        for part in one.parts:
            store.add(part)
    assert [store.kept(number) for number in range(6)] == kept
    assert kept == [everything(store.full(number), store.found(number)) for number in range(6)]
    assert {part.kept for one in run(folder, work)[0] for part in one.parts} == {b""}


def test_a_hash_that_the_caller_gives_spares_a_look_and_a_wrong_one_keeps_nothing(folder: Path, work: Job) -> None:
    paths = [str(path) for path in sorted(folder.glob("*.xlsx"))]
    hashes = {path: hashlib.sha256(Path(path).read_bytes()).hexdigest() for path in paths}
    for given, asked_later in ((dict.fromkeys(paths, "0" * 64), 6), (hashes, 0)):
        store = CacheFile(folder.parent / "cache" / "results")
        done = list(CachingEngine(lambda _: InProcess(), store, given).run(work, paths))
        assert done == list(InProcess().run(work, paths))
        later = Watched()
        store = CacheFile(folder.parent / "cache" / "results")
        list(CachingEngine(lambda _, later=later: later, store).run(work, paths))  # type: ignore[misc]
        assert len(later.asked) == asked_later
        shutil.rmtree(folder.parent / "cache")


def test_a_damaged_entry_is_read_again_and_written_anew(folder: Path, work: Job) -> None:
    run(folder, work)
    base = sqlite3.connect(folder.parent / "cache" / "results")
    base.execute("UPDATE entries SET parts = x'00' WHERE rowid = 2")
    base.execute("UPDATE entries SET parts = NULL WHERE rowid = 3")
    base.commit()
    base.close()
    run(folder, work)
    base = sqlite3.connect(folder.parent / "cache" / "results")
    assert base.execute("SELECT count(*) FROM entries WHERE length(parts) > 100").fetchone() == (6,)
    base.close()


def test_a_file_that_is_no_cache_is_made_anew(folder: Path, work: Job) -> None:
    (folder.parent / "cache").mkdir()
    (folder.parent / "cache" / "results").write_bytes(b"something else entirely" * 100)
    assert len(run(folder, work)[1]) == 6
    assert run(folder, work)[1] == []


def test_a_cache_that_cannot_be_written_is_done_without(folder: Path, work: Job) -> None:
    (folder.parent / "cache").write_bytes(b"a file where the folder should be")
    assert len(run(folder, work)[1]) == 6
    assert len(run(folder, work)[1]) == 6


def test_it_does_not_grow_without_end(folder: Path, work: Job) -> None:
    run(folder, work, most=25_000)
    assert 0 < len(run(folder, work, most=25_000)[1]) <= 6


def test_the_second_check_says_the_same(returned: Path) -> None:
    later = Running(jobs=1)
    first, second = api.check(returned, running=later), api.check(returned, running=later)
    assert first.findings == second.findings
    assert tuple(first.files) == tuple(second.files)


def test_what_a_password_opened_is_not_kept_and_the_other_files_are(folder: Path, work: Job) -> None:
    locked = io.BytesIO()
    with (folder / "1.xlsx").open("rb") as plain:
        OOXMLFile(plain).encrypt("secret", locked)
    (folder / "1.xlsx").write_bytes(locked.getvalue())
    with_password = replace(work, options=replace(work.options, passwords=("secret",)))
    assert len(run(folder, with_password)[1]) == 6
    assert run(folder, with_password)[1] == ["1.xlsx"]
    hashes = {str(folder / "1.xlsx"): hashlib.sha256(locked.getvalue()).hexdigest()}
    store = CacheFile(folder.parent / "cache" / "results", 10**9)
    list(CachingEngine(lambda _: InProcess(), store, hashes).run(with_password, [*hashes]))
    base = sqlite3.connect(folder.parent / "cache" / "results")
    assert base.execute("SELECT count(*) FROM entries").fetchone() == (5,)
    base.close()
