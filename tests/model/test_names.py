"""Names that are one; brackets, blanks, widths and invisible characters do not count."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.support.records import sample
from toolkit.model import same_record
from toolkit.model.same import name_key, record_key

NAME = "治安经费（常）A1"
SAME = [
    "治安经费(常)A1", "治安经费【常】A1", "治安经费[常]A1", "治安经费〔常〕A1", "治安经费「常」A1",
    "治安经费﹙常﹚Ａ１",
    "治安经费（常）\u3000A1", "治安经费（常）A1\ufffc", "\ufeff治安经费（常）A1", "治安\u200d经费（常）A1\U000e0100",
]  # fmt: skip


@pytest.mark.parametrize("written", SAME)
def test_a_name_in_another_spelling_is_the_same(written: str) -> None:
    assert name_key(written) == name_key(NAME)
    project = sample("000-junda")[0]
    one, other = replace(project, project_name=NAME), replace(project, project_name=written)
    assert record_key(one) == record_key(other)
    assert same_record(one, other)


@pytest.mark.parametrize("written", ["治安经费（常）A2", "治安经费（长）A1", "“治安经费（常）A1”", "治安经费（常）Λ1"])
def test_a_name_that_looks_alike_is_another(written: str) -> None:
    assert name_key(written) != name_key(NAME)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("“十个有”经费", '"十个有"经费'),
        ("“十个有”经费", "„十个有‟经费"),
        ("2024-2025学年", "2024—2025学年"),
        ("2024-2025学年", "2024–2025学年"),
        ("党建·文体", "党建•文体"),
        ("党建·文体", "党建・文体"),
    ],
)
def test_signs_of_one_kind_are_one_in_names(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)
