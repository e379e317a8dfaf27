"""A client of the page that a test serves."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from tests.desk.served import ServedDesk


@pytest.fixture
def client(desk: ServedDesk) -> Iterator[httpx.Client]:
    """A client that is let in; the module says which desk."""
    with desk.client() as client:
        yield client
