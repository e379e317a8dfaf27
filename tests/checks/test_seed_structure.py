"""The rules of structure and header find exactly the expected findings in the seeds."""

from __future__ import annotations

import pytest

from tests.support.read_records import findings, seed

#: Codes that are held here; the rules of content have their own expected sets.
HELD = ("F", "S", "H", "A", "G01", "I01", "I02", "I03", "I12", "V01", "V02")

#: By seed and code, the numbers of the projects.
EXPECTED: dict[str, dict[str, list[int]]] = {
    "000": {},
    "001": {"H08": [6]},
    "002": {"H03": [2, 3], "H04": [2, 3], "H13": [1, 2, 3]},
    "003": {
        "I02": [2, 7, 10, 11, 14, 15, 19, 20, 28, 36],
        "I03": [7, 12, 13, 17, 19, 23, 24, 28, 35],
        "V01": [36, 37, 38],
        "V02": [38],
    },
    "004": {"I03": [11, 12], "V01": [8, 10]},
}


@pytest.mark.parametrize("number", EXPECTED)
def test_a_seed_has_these_findings_and_no_others(number: str) -> None:
    file = seed(number)
    places = {
        (read.source.sheet, getattr(read.record, "project_name", None)): place
        for place, read in enumerate(file.records, 1)
    }
    found: dict[str, list[int]] = {}
    for one in findings(file):
        if one.code.startswith(HELD):
            found.setdefault(one.code, []).append(places[one.where.sheet or "", one.where.project])
    assert found == EXPECTED[number]


def test_the_seeds_together_share_a_name_and_mix_years() -> None:
    together = findings(*map(seed, ("000", "001", "004")))
    assert [(one.code, one.where.project) for one in together if one.code[0] == "A"] == [("A05", "综合经费")]
    mixed = findings(*map(seed, ("000", "003")), code="A07")
    assert {one.where.file for one in mixed} == {"returned/000-junda.xlsx"}
