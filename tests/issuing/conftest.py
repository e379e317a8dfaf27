"""One issued form, blank or filled, for the tests of this folder."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from tests.support.issued_forms import PASSWORD, TYPE, Drawn, issue
from toolkit.forms import CellValue, FormDefinition, Layout, compile_layout, load_form, load_framework
from toolkit.indicators import Framework
from toolkit.issuing import draw


@pytest.fixture(scope="session")
def form() -> FormDefinition:
    found = load_form("form13")
    assert isinstance(found, FormDefinition)
    return found


@pytest.fixture(scope="session")
def framework(form: FormDefinition) -> Framework:
    return load_framework(form.framework)


@pytest.fixture(scope="session")
def layout(form: FormDefinition, framework: Framework) -> Layout:
    return compile_layout(form, framework, 2024, TYPE)


@pytest.fixture(scope="session")
def drawn(layout: Layout) -> Drawn:
    """Draw one form and open it with openpyxl: `drawn({"total": 5}, frozenset({"total"}))`."""

    def make(values: Mapping[str, CellValue] | None = None, prefilled: frozenset[str] = frozenset()) -> Workbook:
        return openpyxl.load_workbook(BytesIO(draw([issue(layout, values or {}, prefilled)], PASSWORD)))

    return make
