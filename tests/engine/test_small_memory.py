"""A batch of very many files keeps little of each in memory."""

from __future__ import annotations

import pickle
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from toolkit.engine.batch_store import BatchStore
from toolkit.engine.findings_between import FindingsBetween
from toolkit.engine.input_paths import names
from toolkit.engine.job import FileResult
from toolkit.engine.path_list import PathList
from toolkit.files import Spill
from toolkit.model import Finding, Severity, Where

ODD = ["报回/骏达 社区/治安.xlsx", "", "报回/\udcff.xlsx", "a.zip!内/表.xlsx"]
COUNT = 5_000


def kept(make: Callable[[], object]) -> float:
    """Bytes that stay of something, for each of very many."""
    tracemalloc.start()
    result = make()
    size = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    del result
    return size / COUNT


def findings() -> list[Finding]:
    goal = "改善社区治安环境，保障居民安全。" * 60
    return [
        Finding("G06", Severity.WARNING, Where(f"{number}.xlsx", "表", "B5", "项目"), {"found": f"{number}{goal}"})
        for number in range(COUNT)
    ]


def test_paths_are_those_that_were_given() -> None:
    paths = PathList(ODD)
    assert [*paths] == ODD
    assert paths[1:3] == tuple(ODD[1:3])
    assert paths[-1] == ODD[-1]
    with pytest.raises(IndexError):
        paths[len(ODD)]


def test_paths_of_very_many_files_take_little() -> None:
    assert (
        kept(lambda: PathList(f"报回/骏达社区居民委员会/第{number}份 项目绩效目标表.xlsx" for number in range(COUNT)))
        < 100
    )


def test_a_search_for_very_many_files_holds_no_text_of_each(tmp_path: Path) -> None:
    for number in range(COUNT // 20):
        (unit := tmp_path / f"骏达社区居民委员会第{number}组").mkdir()
        for name in range(20):
            (unit / f"{name} 项目绩效目标表.xlsx").touch()
    names([tmp_path])  # imports what it needs
    tracemalloc.start()
    found = names([tmp_path])
    peak = tracemalloc.get_traced_memory()[1] / COUNT
    tracemalloc.stop()
    longest = max(len(name.encode()) for name in found)
    assert peak < longest + 60, "as texts they take four times as much"


def test_a_file_that_is_named_twice_is_searched_once(tmp_path: Path) -> None:
    for name in ("甲.xlsx", "乙.xlsx", "丙.xlsx"):
        (tmp_path / name).touch()
    named = [tmp_path / "乙.xlsx", tmp_path, tmp_path / "甲.xlsx", tmp_path]
    assert [Path(name).name for name in names(named)] == ["乙.xlsx", "丙.xlsx", "甲.xlsx"]


def test_findings_between_files_take_little_and_stay_what_they_are() -> None:
    store = BatchStore({})
    for number in range(COUNT):
        store.add(FileResult(f"{number}.xlsx", b"", False, (0, 0, 0), b"", b"", b""))
    FindingsBetween(store, ())  # imports the rules
    found = [*findings(), Finding("A03", Severity.ERROR, Where(""), {"name": "没有交回"})]
    assert kept(lambda: FindingsBetween(store, findings())) < 500, "as objects they take three times as much"
    between = FindingsBetween(store, found)
    assert [between.of(number) for number in range(COUNT)] == [(one,) for one in found[:-1]]
    assert between.of_no_file == (found[-1],)


def test_what_was_put_aside_travels_with_it() -> None:
    spill = Spill()
    assert (spill.add(b"one"), spill.add(b"three")) == (0, 3)
    copied: Spill = pickle.loads(pickle.dumps(spill))
    assert copied.read(3, 5) == spill.read(3, 5) == b"three"
    assert copied.add(b"x") == spill.size == 8
