"""Rules between files see heads of records and load what else they need.

G06 and I11, rules of content, have their tests of this in `test_goals.py`.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.checks.cases import Case, cases
from toolkit.checks import rules
from toolkit.engine.codec import head_of
from toolkit.model import Project, ReadFile, ReadRecord, RecordHead

BETWEEN_FILES = [case for case in cases() if rules()[case.code].scope == "batch"]


def heads_of(file: ReadFile) -> ReadFile:
    """The file as a large batch keeps it, records without texts and rows."""
    bare = zip(head_of(file).records, file.records, strict=True)
    return replace(file, records=tuple(head(one, full) for one, full in bare))


def head(one: ReadRecord, full: ReadRecord) -> RecordHead:
    return RecordHead(one.definition, one.record, one.source, one.placed, (), one.stamp, load=lambda: full)


@pytest.mark.parametrize("case", BETWEEN_FILES, ids=lambda case: f"{case.code} {case.sentence}")
def test_a_rule_between_files_finds_the_same_in_heads_as_in_full_records(case: Case) -> None:
    assert case.findings(tuple(map(heads_of, case.files()))) == case.findings()


def test_heads_of_projects_have_no_indicators() -> None:
    records = [one.record for case in BETWEEN_FILES for file in case.files() for one in heads_of(file).records]
    projects = [one for one in records if isinstance(one, Project)]
    assert len(projects) > 50
    assert not any(one.indicators or one.annual_goal for one in projects)
