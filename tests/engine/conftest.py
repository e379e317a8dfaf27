"""A folder of returned forms, some with errors, and a job for it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.support.records import SEEDS, sample
from toolkit import api
from toolkit.checks import Settings
from toolkit.engine import Job
from toolkit.excel import Limits
from toolkit.intake import ReadOptions


@pytest.fixture(scope="session")
def returned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Some fifty forms; every tenth has lost its goal."""
    records = [
        replace(project, annual_goal=None) if number % 10 == 0 else project
        for number, project in enumerate(project for name in SEEDS for project in sample(name))
    ]
    folder = tmp_path_factory.mktemp("batch")
    key = folder / "key"
    key.write_text("the department's key")
    api.generate("form13", output=folder / "returned", records=records, password="x", key=key)
    return folder / "returned"


@pytest.fixture
def work() -> Job:
    return Job(None, ReadOptions(Limits()), Settings())
