"""The rules of content answer any text in time and with complete sentences."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.checks.indicator_cases import FLAGGED, SILENT
from tests.checks.seed_files import findings
from tests.support.read_records import file, read
from tests.support.records import CLEAN, indicator, row
from toolkit.checks import fix, sentence
from toolkit.model import Indicator, Project

LEVELS = sorted({case.level2 for case in (*FLAGGED, *SILENT)})
PIECES = sorted({text for case in (*FLAGGED, *SILENT) for text in (case.name, case.value)})
PIECES += ["《", "“", "，", "每", "约", "6万人", "三次", "2024年12月前", "\n", "　　", "%", "/", "(", "**", "；"]

texts = st.lists(st.sampled_from(PIECES) | st.text(max_size=4), min_size=1, max_size=5).map("".join)
indicators = st.builds(indicator, st.sampled_from(LEVELS), st.none() | texts, st.none() | texts, st.none() | texts)


@given(goal=texts, indicators=st.lists(indicators, max_size=4), summary=st.booleans())
@settings(max_examples=150)
def test_no_text_breaks_a_rule(goal: str, indicators: list[Indicator], summary: bool) -> None:
    record: Project = row() if summary else CLEAN
    found = findings(file(read(replace(record, annual_goal=goal, indicators=tuple(indicators)))))
    for one in found:
        for text in (sentence(one, "zh"), fix(one, "zh"), sentence(one, "en"), fix(one, "en")):
            assert text


@pytest.mark.parametrize(
    "text",
    [
        "1" * 30_000,
        "率和" * 15_000,
        "\n" + " " * 30_000 + "字",
        "“" * 30_000,
        "开展活动12次，" * 4_000,
        "数量" * 15_000,
    ],
)
def test_a_cell_filled_to_the_brim_takes_no_time(text: str) -> None:
    crowd = tuple(indicator("数量指标", f"活动{number}次数", "12次", "12次") for number in range(40))
    record = replace(
        CLEAN, annual_goal=text, project_name=text, indicators=(*crowd, indicator("数量指标", text, text, text))
    )
    started = time.process_time()
    findings(file(read(record)))
    assert time.process_time() - started < 5
