"""Fixtures of all tests: samples, definitions, LibreOffice."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.support import postgres
from tests.support.programs import convert
from tests.support.records import sample
from toolkit.intake import Library, load_library
from toolkit.model import Project

settings.register_profile(
    "jixiao", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
settings.load_profile("jixiao")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Without LibreOffice its tests are skipped; .ci/run installs it."""
    if shutil.which("soffice") is None:
        for item in items:
            if item.get_closest_marker("libreoffice"):
                item.add_marker(pytest.mark.skip(reason="soffice is not installed"))


@pytest.fixture(autouse=True)
def _own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody's key or templates get into a test, and no test leaves any behind."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("APPDATA", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "cache"))
    for name in ("JIXIAO_KEY", "JIXIAO_TEMPLATES"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="session")
def database() -> Iterator[str]:
    """A PostgreSQL of the tests' own; .ci/run installs one where there is none."""
    programs = postgres.programs()
    if programs is None:
        pytest.skip("PostgreSQL is not installed")
    with postgres.cluster(programs) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def ledger_url(request: pytest.FixtureRequest) -> str | None:
    """The ledger of a round: a file in its folder, then a database."""
    return None if request.param == "sqlite" else str(request.getfixturevalue("database"))


@pytest.fixture(scope="session")
def library() -> Library:
    """The definitions that ship."""
    return load_library()


@pytest.fixture(scope="session")
def records() -> Callable[[str], tuple[Project, ...]]:
    """The records of a seed by name."""
    return sample


@pytest.fixture
def office(tmp_path: Path) -> Callable[..., list[Path]]:
    """Save files again with LibreOffice: `office([paths], "ods")`."""

    def save(paths: list[Path], kind: str) -> list[Path]:
        return convert(paths, kind, tmp_path)

    return save
