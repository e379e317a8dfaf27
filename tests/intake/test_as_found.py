"""The forms of the seeds, laid out as printed, read to their records."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.records import as_found, without_source
from tests.support.workbooks import lay
from toolkit.excel import Limits
from toolkit.intake import Library, ReadOptions, read_bytes
from toolkit.model import Observed, Project, ReadFile

SEEDS = ("000-junda", "001-dangjian", "004-zongzhi")


def read(path: Path, library: Library) -> ReadFile:
    return read_bytes(path.name, path.read_bytes(), library, ReadOptions(Limits()))


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(("top", "left"), [(0, 0), (7, 3)])
def test_every_form_of_a_seed_reads_to_its_record_wherever_it_is(
    seed: str,
    top: int,
    left: int,
    tmp_path: Path,
    library: Library,
    records: Callable[[str], tuple[Project, ...]],
) -> None:
    found = read(lay(as_found(seed), tmp_path / "form.xlsx", top=top, left=left), library)
    assert [without_source(read.record) for read in found.records] == list(records(seed))


def test_the_two_values_that_fell_off_the_sheet_are_named_and_not_made_up(tmp_path: Path, library: Library) -> None:
    found = read(lay(as_found("004-zongzhi"), tmp_path / "form.xlsx"), library)
    lost = [seen for read in found.records for seen in read.observations if seen.seen is Observed.VALUE_LOST]
    assert [(seen.cell, seen.facts["name"]) for seen in lost] == [
        ("F206", "绩效奖励发放合规率"),
        ("F269", "扫黑宣传制品质量达标率"),
    ]


@pytest.mark.parametrize("seed", ["000-junda", "001-dangjian"])
def test_forms_whose_columns_were_kept_show_nothing_moved(seed: str, tmp_path: Path, library: Library) -> None:
    found = read(lay(as_found(seed), tmp_path / "form.xlsx"), library)
    seen = {seen.seen for read in found.records for seen in read.observations}
    assert seen == {Observed.NO_STAMP, Observed.NORMALISED} or seen == {Observed.NO_STAMP}


def test_what_was_recovered_from_shifted_rows_is_reported(tmp_path: Path, library: Library) -> None:
    found = read(lay(as_found("004-zongzhi"), tmp_path / "form.xlsx"), library)
    moved = [seen.cell for read in found.records for seen in read.observations if seen.seen is Observed.MOVED]
    assert len(moved) == 31
