"""Family F."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from tests.checks.cases import must_flag, must_not_flag
from tests.support.read_records import file, read, seen
from tests.support.records import CLEAN
from toolkit.model import Bilingual, Flag, Observed, ReadFile, Severity

E, W, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO
NO_RIGHT = Bilingual("没有权限", "no right")
HTML = Bilingual("网页", "HTML")

SEEN = (
    ("F01", "a web page with the extension of a workbook", E, seen(Observed.NOT_A_SPREADSHEET, kind=HTML)),
    ("F02", "a file with a password to open", E, seen(Observed.ENCRYPTED)),
    ("F03", "a file that ends in the middle", E, seen(Observed.DAMAGED, reason="压缩包不完整")),
    ("F04", "a file with cells a million rows apart", E, seen(Observed.REFUSED, limit="单元格范围")),
    ("F05", "a workbook with macros", W, seen(Observed.MACROS)),
    ("F06", "a workbook that links to another", W, seen(Observed.EXTERNAL_LINK, target="2023年预算.xlsx")),
    ("F07", "a lock file", INFO, seen(Observed.LOCK_FILE)),
    ("F08", "a file of WPS", INFO, seen(Observed.FOREIGN_FORMAT, kind=".et")),
    ("F12", "a folder that may not be opened", E, seen(Observed.UNREADABLE, reason=NO_RIGHT, advice=NO_RIGHT)),
    ("F12", "a link back", INFO, seen(Observed.UNREADABLE, None, Flag.LINKED, reason=NO_RIGHT, advice=NO_RIGHT)),
    ("F13", "a fault of the program", E, seen(Observed.FAULT, part=NO_RIGHT, reason="ZeroDivisionError: x", trace="x")),
    ("F14", "a blank list", E, seen(Observed.BLANK_LIST, found="部门预算项目绩效目标申报表")),
    ("F09", "a self-evaluation form", E, seen(Observed.UNRECOGNISED, kind=Bilingual("自评表", "self-evaluation"))),
)


def clean_form() -> ReadFile:
    return file(read(CLEAN))


for code, sentence, severity, observation in SEEN:
    must_flag(code, sentence, severity)(partial(file, observations=(observation,)))
    must_not_flag(code, "an honest file")(clean_form)


def _member(path: str, outer: str | None = None) -> ReadFile:
    return replace(file(path=path, observations=(seen(Observed.NOT_A_SPREADSHEET, kind=HTML),)), outer=outer)


@must_flag("F10", "a web page inside an archive", E)
def f10_a_web_page_inside_an_archive() -> ReadFile:
    return _member("骏达社区.zip!表/治安经费.xlsx", "骏达社区.zip")


@must_flag("F10", "a workbook in an archive inside an archive", E)
def f10_a_workbook_in_an_archive_inside_an_archive() -> ReadFile:
    return _member("东坑!交表!骏达.zip!治安经费.xlsx", "东坑!交表")


@must_not_flag("F10", "a bad file by itself, whose name holds an exclamation mark")
def f10_a_bad_file_by_itself_whose_name_holds_an_exclamation_mark() -> ReadFile:
    return _member("returned/急.zip!治安经费.xlsx")


@must_not_flag("F01", "a web page inside an archive, which is one finding and not two")
def f01_a_web_page_inside_an_archive_which_is_one_finding_and_not_two() -> ReadFile:
    return _member("骏达社区.zip!治安经费.xlsx", "骏达社区.zip")


def _scan(path: str) -> ReadFile:
    return file(path=path, observations=(seen(Observed.ATTACHMENT, kind=Bilingual("PDF 文档", "PDF document")),))


@must_flag("F11", "a scan beside the form of a unit", INFO)
def f11_a_scan_beside_the_form_of_a_unit() -> tuple[ReadFile, ...]:
    return file(read(CLEAN, path="报回/甲.xlsx"), path="报回/甲.xlsx"), _scan("报回/扫描.pdf")


@must_not_flag("F11", "a scan without a form")
def f11_a_scan_without_a_form() -> tuple[ReadFile, ...]:
    return file(read(CLEAN, path="报回/甲/甲.xlsx"), path="报回/甲/甲.xlsx"), _scan("报回/乙/扫描.pdf")


@must_flag("F01", "a scan in place of a form", E)
def f01_a_scan_in_place_of_a_form() -> ReadFile:
    return _scan("报回/扫描.pdf")


@must_flag("F10", "a scan in place of a form, in an archive", E)
def f10_a_scan_in_place_of_a_form_in_an_archive() -> ReadFile:
    return replace(_scan("交.zip!扫描.pdf"), outer="交.zip")
