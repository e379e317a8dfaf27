"""Every value of the seeds has its shape, and no name is a value."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.indicators.seed_values import LONG_LIST, NAMES, RESPELLED, STANDARD
from toolkit.indicators import (
    Compared,
    Composite,
    Qualitative,
    ShapeKind,
    Unparsed,
    canonical,
    looks_like_value,
    parse_value,
    same_meaning,
)


def cases() -> Iterator[tuple[str, object, str]]:
    """Every value with its shape or kind and its standard spelling."""
    for shape, texts in STANDARD.items():
        for text in texts.split():
            yield text, shape, text
    for shape, pairs in RESPELLED.items():
        for text, standard in pairs.items():
            yield text, shape, standard


VALUES = [text for text, _, _ in cases()] + [LONG_LIST]
#: An aim in words may be a name as well, and so may a verb with a count behind it.
UNCLEAR = {"促进长效建设", "构建和谐社区", "培训2次"}


def test_the_inventory_is_complete() -> None:
    assert len(set(VALUES)) == len(VALUES) == 188 + 1  # and 全年, which stands for the whole period


@pytest.mark.parametrize(("text", "shape", "standard"), [*cases()])
def test_a_seed_value_has_its_shape_and_its_standard_spelling(
    text: str, shape: type | ShapeKind, standard: str
) -> None:
    value = parse_value(text)
    found = value.kind if isinstance(value, Qualitative) else type(value)
    assert (found, canonical(value), value.raw) == (shape, standard, text)
    assert same_meaning(parse_value(standard), value)


def test_a_list_of_a_whole_year_of_work_is_read_part_by_part() -> None:
    value = parse_value(LONG_LIST)
    assert isinstance(value, Composite)
    assert len(value.parts) == 24
    assert all(isinstance(part, Compared) for part in value.parts)
    assert canonical(value.parts[8]) == "服务人次达：≥3300人次"
    assert canonical(value.parts[15]) == "开展：24次/年"
    assert same_meaning(parse_value(canonical(value)), value)


@pytest.mark.parametrize("text", VALUES)
def test_a_seed_value_looks_like_one_unless_it_could_be_a_name(text: str) -> None:
    assert looks_like_value(text) is (text not in UNCLEAR)


@pytest.mark.parametrize("name", NAMES.replace("\n", "").split("|"))
def test_no_name_of_the_seeds_looks_like_a_value(name: str) -> None:
    assert not looks_like_value(name)


@pytest.mark.parametrize(
    "name",
    [
        "2024年春节慰问人数",
        "60岁以上老人补贴人数",
        "12345热线办结率",
        "110联动率",
        "4次活动参与率",
        "一户一档",
        "两新组织数量",
        "零星修缮工程",
        "约定履行情况",
        "实施周期指标值",
        "数量指标",
    ],
)
def test_a_name_with_a_number_in_it_does_not_look_like_a_value(name: str) -> None:
    assert not looks_like_value(name)


def test_no_seed_value_is_left_without_a_shape() -> None:
    assert not [text for text in VALUES if isinstance(parse_value(text), Unparsed)]
