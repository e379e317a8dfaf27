"""Links of the summary lead to the file on disk."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.support.records import CLEAN
from toolkit.model import Source
from toolkit.publishing import link_to


def link(file: str, outer: str | None = None) -> str | None:
    source = Source(file, "表", "A1:F31", "", outer)
    return link_to(replace(CLEAN, source=source), Path.cwd() / "汇总")


def test_a_link_leads_to_the_file_or_to_its_archive() -> None:
    assert link("报回/急!表 1.xlsx") == "external:../报回/急!表 1.xlsx"
    assert link("报回/交.ZIP!内/表.xlsx", "报回/交.ZIP") == "external:../报回/交.ZIP"
    assert link("报回/a.zip!b.xlsx") == "external:../报回/a.zip!b.xlsx"
    assert link_to(CLEAN, None) is None


@pytest.mark.parametrize("sign", [*'#%"<>|?*', "\n", "\r", "\t", "\x01", "\x1b", "\x7f", "\udcd6"])
def test_what_a_link_cannot_say_is_no_link(sign: str) -> None:
    assert link(f"报回/a{sign}b.xlsx") is None
    assert link("报回/交.zip!表.xlsx", f"报回/a{sign}b.zip") is None
    assert link("报回/ab.xlsx") is not None
