"""Marked copies of a batch, in this process and in others."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from tests.support.records import sample
from toolkit import api
from toolkit.engine import Outcome, Running
from toolkit.engine.annotate import mark_item
from toolkit.engine.mark_task import MarkItem, MarkResult, MarkTask, marked_copies
from toolkit.errors import ToolkitError
from toolkit.excel import Limits

_ALONE, _TWO = Running(1, cache=False), Running(2, cache=False)


@pytest.fixture
def returned(tmp_path: Path) -> Path:
    """A folder of four forms, and of a file that is no workbook."""
    folder = tmp_path / "报回"
    api.generate("form13", output=folder, records=sample("000-junda")[:4], password="x")
    (folder / "坏.xlsx").write_bytes(b"PK\x03\x04 no workbook")
    return folder


def _contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*.xlsx"))}


def test_copies_are_the_same_bytes_from_one_process_and_from_two(returned: Path, tmp_path: Path) -> None:
    outcome = api.check(returned, running=_ALONE)
    seen: list[tuple[int, int]] = []
    alone = api.annotate(
        outcome, [returned], tmp_path / "一", running=_ALONE, progress=lambda done, of: seen.append((done, of))
    )
    together = api.annotate(outcome, [returned], tmp_path / "二", jobs=2)
    assert len(alone) == len(together) == 4
    assert [path.name for path in alone] == [path.name for path in together]
    assert _contents(tmp_path / "一") == _contents(tmp_path / "二")
    assert [done for done, _ in seen] == [*range(1, len(seen) + 1)]
    assert {of for _, of in seen} == {5}


def test_a_workbook_over_which_the_program_fails_is_named_and_the_others_are_marked(
    returned: Path, tmp_path: Path
) -> None:
    outcome = api.check(returned, running=_ALONE)
    (first, *_) = [one for one in outcome.heads if one.records]
    broken = replace(outcome, store=_NothingReadOf(outcome, first.path))  # type: ignore[arg-type]
    with pytest.raises(ToolkitError, match="没有批注副本") as error:
        api.annotate(broken, [returned], tmp_path / "批注", running=_ALONE)
    assert Path(first.path).name in str(error.value)
    assert len(_contents(tmp_path / "批注")) == 3


class _NothingReadOf:
    """A store in which the head of one workbook is damaged."""

    def __init__(self, outcome: Outcome, path: str) -> None:
        self._store, self._path = outcome.store, path

    def packed_head(self, number: int) -> bytes:
        """Returns what was read, but for one workbook."""
        head = self._store.packed_head(number)
        return b"damaged" if self._store.head(number).path == self._path else head

    def __getattr__(self, name: str) -> object:
        return getattr(self._store, name)


class EndingTask(MarkTask):
    """A task that ends its process over one workbook."""

    def run(self, item: MarkItem, *, fresh: bool) -> MarkResult:
        if item.data == b"end":
            os._exit(3)
        return super().run(item, fresh=fresh)


def test_a_process_that_ends_costs_its_workbook_only(returned: Path) -> None:
    outcome = api.check(returned, running=_ALONE)
    numbers = [number for number, one in enumerate(outcome.heads) if one.records]
    items = [mark_item(outcome, number, Path(outcome.heads[number].on_disk).read_bytes()) for number in numbers]
    task = EndingTask(outcome.store.definitions, Limits())
    done = list(marked_copies(task, [items[0], items[0]._replace(data=b"end"), *items[1:]], _TWO))
    assert [one.copy is not None for one in done] == [True, False, True, True, True]
    assert done[1].fault
