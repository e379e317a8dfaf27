"""Reports fold advice, so that a clerk sees first the findings to act on."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from lxml import html
from openpyxl import load_workbook

from tests.reports.marked_copies import BLUE, loaded, marked, note
from tests.reports.marked_copies import at as on_form
from tests.support.batches import JUNDA, SECURITY, at, finding, read_file
from tests.support.locked_workbook import SHEET
from tests.support.records import sample
from toolkit.api import check, generate, read
from toolkit.api import report as make_report
from toolkit.engine import Outcome
from toolkit.excel import open_file
from toolkit.forms import shipped
from toolkit.issuing import type_in
from toolkit.model import Severity
from toolkit.reports import REVIEW_SHEET, Report, mark
from toolkit.reports.formats.html import render as letter
from toolkit.reports.formats.text import render
from toolkit.reports.marking.review import GO_ON, ONLY_HINTS
from toolkit.reports.quiet import Folded, advice_line, fold, is_advice

#: Lines apart from errors and warnings that a clerk reads.
_MOST = 25
_NAMES = {Severity.ERROR: "错误", Severity.WARNING: "警告", Severity.INFO: "提示"}
#: One piece of advice more than is listed.
ADVICE = ("V22", "C02", "V18", "V15")


@pytest.fixture(scope="module")
def returned(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    """The samples' three units as they return, checked."""
    folder = tmp_path_factory.mktemp("三个单位")
    forms = generate("form13", output=folder / "下发", roster=shipped("samples") / "roster.xlsx", per="unit").paths
    for path, seed in zip(sorted(forms), ("001-dangjian", "004-zongzhi", "000-junda"), strict=True):
        records = {one.project_name: one for one in sample(seed)}
        (read_back,) = (read(path).projects,)
        chosen = {one.source.sheet: records[one.project_name] for one in read_back if one.source is not None}
        sent = folder / "报回" / path.name
        sent.parent.mkdir(exist_ok=True)
        sent.write_bytes(type_in(path.read_bytes(), chosen))
    outcome = check(folder / "报回")
    assert len(outcome.projects) == 44
    assert sum(is_advice(one) for one in outcome.findings) > 2 * _MOST
    return outcome


def test_the_text_stays_short(returned: Outcome) -> None:
    """At most 25 lines apart from errors and warnings."""
    heavy = re.compile(r"  (错误|警告) ")
    rest, skipping = [], False
    for line in render(make_report(returned, lang="zh")).splitlines():
        skipping = bool(heavy.match(line)) or (skipping and line.startswith(" " * 12))
        if not skipping and line:
            rest.append(line)
    assert len(rest) <= _MOST, "\n".join(rest)


def _texts(page: html.HtmlElement, path: str) -> list[str]:
    return [" ".join(str(node.text_content()).split()) for node in page.xpath(path)]


def test_the_letter_lists_errors_and_warnings_and_has_one_line_a_unit_for_the_rest(returned: Outcome) -> None:
    page = html.fromstring(letter(make_report(returned, lang="zh")))
    assert not _texts(page, "//div[@class='reference']"), "advice is listed between errors and warnings"
    lines = _texts(page, "//details[not(@open)]/summary")
    assert len(lines) == 3
    assert all(line.startswith("提示 ") and "C03 预算执行率不宜作为唯一成本指标 " in line for line in lines)
    shown = Counter(str(kind) for kind in page.xpath("//ol[@class='findings']/li/@class"))  # type: ignore[union-attr]
    assert set(shown) == {"error", "warning"}
    asking = {(one.where.file, one.where.sheet) for one in returned.findings if one.severity is not Severity.INFO}
    assert len(_texts(page, "//article")) == len(asking), "a project is shown only where something is asked"
    assert not _texts(page, "//ul[@class='bars']/li[@class='info']")


def test_what_the_letter_folds_is_all_there_when_it_is_opened(returned: Outcome) -> None:
    page = html.fromstring(letter(make_report(returned, lang="zh")))
    advice = [one for one in returned.findings if is_advice(one)]
    counted = sum(int(line.split()[1]) for line in _texts(page, "//details/summary"))
    codes = Counter(_texts(page, "//details//span[@class='code']"))
    assert counted == len(advice)
    assert set(codes) == {one.code for one in advice}


def _copies(outcome: Outcome) -> Iterator[tuple[list[tuple[str, str]], str, int]]:
    """Yields each marked copy: what it lists, the lines above, how many comments."""
    for file in outcome.files:
        data = Path(file.path).read_bytes()
        copy = mark(data, file, outcome.findings, open_file(file.path, data).book)
        assert copy is not None
        book = load_workbook(BytesIO(copy))
        rows = [[str(cell.value) for cell in row] for row in book[REVIEW_SHEET].iter_rows()]
        listed = [(row[1], row[6]) for row in rows if row[1] in _NAMES.values()]
        above = "\n".join(row[0] for row in rows if row[1] == "None")
        comments = sum(cell.comment is not None for sheet in book for row in sheet.iter_rows() for cell in row)
        yield listed, above, comments


def test_a_marked_copy_lists_errors_and_warnings_and_has_one_line_for_the_rest(returned: Outcome) -> None:
    copies = list(_copies(returned))
    assert len(copies) == 3
    for (listed, above, comments), file in zip(copies, returned.files, strict=True):
        own = [one for one in returned.findings if one.where.file == file.path]
        assert not [one for one in listed if one[0] == "提示"]
        assert len(listed) <= sum(one.severity is not Severity.INFO for one in own)
        advice = sum(is_advice(one) for one in own)
        assert f"提示 {advice} 处供参考，不逐条列出，写在单元格的批注里：" in above
        assert len(above.splitlines()) <= 8
        assert comments > len(listed), "the advice is still found at its cells"


def test_advice_that_is_folded_is_written_at_its_cells() -> None:
    book = loaded(marked(*(on_form(code, "B2", name="名称", found="值") for code in ADVICE), on_form("S04", "B3")))
    assert all(code in note(book, "B2") for code in ADVICE)
    assert book[SHEET]["B2"].fill.fgColor.rgb == BLUE
    rows = [str(row[6].value) for row in book[REVIEW_SHEET].iter_rows()]
    assert [code for code in rows if code in (*ADVICE, "S04")] == ["S04"]


def test_advice_without_a_cell_stays_in_the_list() -> None:
    advice = [*(on_form(code, "B2", name="名称", found="值") for code in ADVICE), on_form("I06", None)]
    rows = [str(row[6].value) for row in loaded(marked(*advice))[REVIEW_SHEET].iter_rows()]
    assert [code for code in rows if code in (*ADVICE, "I06")] == ["I06"]


def test_who_is_only_advised_is_not_asked_to_send_the_form_back() -> None:
    only = loaded(marked(on_form("V22", "B2", name="名称", found="值")))[REVIEW_SHEET]
    assert only["A3"].value == ONLY_HINTS[0]
    asked = loaded(marked(on_form("S04", "B2")))[REVIEW_SHEET]
    assert [asked.cell(row, 1).value for row in (3, 4, 5)] == list(GO_ON)


def test_a_little_advice_is_listed_in_the_letter_much_is_folded() -> None:
    file = read_file(JUNDA, "000-junda", 1)
    few = tuple(finding(code, JUNDA, SECURITY, "E14", SECURITY, name="名称", found="值") for code in ADVICE[:3])
    page = html.fromstring(letter(Report((file,), few)))
    assert len(_texts(page, "//div[@class='reference']//li")) == 3
    assert not _texts(page, "//details")
    page = html.fromstring(letter(Report((file,), (*few, at("V15", "E15", name="名称", found="值")))))
    assert not _texts(page, "//div[@class='reference']")
    assert len(_texts(page, "//details/ul/li/ul/li")) == 4


def test_folding_is_the_same_for_every_report() -> None:
    advice = [at(code, "E14", name="名称", found="值") for code in ADVICE]
    heavy, number = at("S04", "A7"), at("S25", "C5", found="４", expected="4")
    assert [one.code for one in fold([*advice, heavy, number]).listed] == ["S04", "S25"]
    assert fold([*advice, heavy]).advice == advice
    assert [one.code for one in fold([*advice[:3], heavy]).listed] == ["S04", *ADVICE[:3]]
    assert fold([at("V07", "E14")]) == Folded((), (), [at("V07", "E14")])
    assert advice_line([*advice, advice[0]]) == "；".join(
        ("V22 未写运算符 2", "C02 成本未写运算符 1", "V18 单位与名称不一致 1", "V15 完成时间建议具体到月 1")
    )
