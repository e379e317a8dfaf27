"""The self-check of a form never misses an error that `check` finds.

Calculated by LibreOffice, on the samples, on every example of a rule that fits on a form, and on further ones.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import openpyxl
import pytest

from tests.issuing.form_examples import KEY, OnForm, examples, hard, samples
from tests.support.programs import convert
from toolkit.checks import run
from toolkit.excel import Limits
from toolkit.forms import READY, Layout, panel_results, self_check
from toolkit.intake import ReadOptions, load_library, read_bytes
from toolkit.issuing import draw
from toolkit.issuing.drawing import contents
from toolkit.model import Severity

#: Errors that no plain formula can know of a form by itself, by code with the reason.
UNKNOWABLE: dict[str, str] = {}
#: Sheets of one workbook that are drawn and calculated together.
TOGETHER = 40


class Judged(NamedTuple):
    """A form, what check finds on it by itself, and what its self-check says.

    Attributes:
        form: the filled form.
        errors: the codes of the errors.
        computed: the self-check as it was written into the form, the status first.
    """

    form: OnForm
    errors: frozenset[str]
    computed: tuple[str, ...]


def workbooks(given: Iterable[OnForm]) -> Iterator[tuple[tuple[OnForm, ...], bytes]]:
    """Returns forms, some on each workbook; two with the same content are one."""
    kinds: dict[str, dict[object, OnForm]] = {}
    for form in given:
        layout = form.layout
        key = (
            layout.year,
            layout.project_type,
            layout.rows,
            tuple(sorted((k, str(v)) for k, v in form.values.items())),
        )
        kinds.setdefault(layout.form.id, {}).setdefault(key, form)
    for forms in kinds.values():
        several = tuple(forms.values())
        for start in range(0, len(several), TOGETHER):
            together = several[start : start + TOGETHER]
            yield together, draw([form.issue(number) for number, form in enumerate(together)], "x")


def judged(together: Sequence[OnForm], workbook: bytes) -> Iterator[Judged]:
    """Returns the findings of `check` on each form by itself."""
    file = read_bytes("表.xlsx", workbook, load_library(), ReadOptions(Limits(), KEY))
    records = {read.source.sheet: read for read in file.records}
    for number, form in enumerate(together):
        alone = replace(file, records=(records[f"表{number}"],), observations=())
        errors = {one.code for one in run((alone,)) if one.severity is Severity.ERROR}
        computed = panel_results(self_check(form.layout), contents(form.layout, form.values))
        yield Judged(form, frozenset(errors), computed)


@pytest.fixture(scope="module")
def everything() -> list[Judged]:
    """Every form, judged."""
    return [one for together, workbook in workbooks(chain(examples(), samples())) for one in judged(together, workbook)]


def calculated(path: Path, layouts: Sequence[Layout]) -> Iterator[tuple[str, ...]]:
    """Returns each self-check as another program calculates it, the status first."""
    book = openpyxl.load_workbook(path, data_only=True)
    for sheet, layout in zip(book.worksheets, layouts, strict=False):
        cells = [check.cell for check in self_check(layout)]
        yield tuple(str(sheet.cell(cell.row + 1, cell.col + 1).value or "") for cell in cells)


@pytest.mark.libreoffice
def test_libreoffice_calculates_what_was_written(tmp_path: Path) -> None:
    layouts: dict[Path, list[OnForm]] = {}
    for number, (together, workbook) in enumerate(workbooks(hard())):
        path = tmp_path / f"{number}.xlsx"
        path.write_bytes(workbook)
        layouts[path] = list(together)
    for path, forms in zip(convert(list(layouts), "xlsx", tmp_path), layouts.values(), strict=True):
        for form, shown in zip(forms, calculated(path, [form.layout for form in forms]), strict=True):
            assert shown == panel_results(self_check(form.layout), contents(form.layout, form.values)), form.name


def test_it_never_says_that_nothing_is_wrong_where_check_finds_an_error(
    everything: list[Judged],
) -> None:
    assert len(everything) > 500
    missed = {
        one.form.name: set(one.errors)
        for one in everything
        if one.errors - set(UNKNOWABLE) and one.computed[0] == READY
    }
    assert missed == {}


def test_it_complains_of_nothing_on_a_form_that_check_finds_right(
    everything: list[Judged],
) -> None:
    alarms = {
        one.form.name: lines
        for one in everything
        if not one.errors and (lines := [line for line in one.computed[1:] if line and "至少填写一项" not in line])
    }
    assert alarms == {}  # which categories must be filled is for the definition to say, and no error of a rule's
