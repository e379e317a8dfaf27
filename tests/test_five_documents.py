"""The whole round of the five documents and the cost-first form, as files."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.checks.expected_seed_findings import EXPECTED as CONTENT
from tests.checks.test_seed_structure import EXPECTED as STRUCTURE
from tests.support.records import sample, without_source
from toolkit import api
from toolkit.demo.folder import Desk
from toolkit.demo.rounds import as_typed, paragraphs
from toolkit.demo.samples import pasted, target, unwritten
from toolkit.demo.steps import fill, issue
from toolkit.engine import Outcome
from toolkit.files import write_atomically
from toolkit.model import DepartmentTarget, Finding, Funding, Project, Severity
from toolkit.publishing.paper import sheet_name


@dataclass(frozen=True)
class Document:
    """A document, and what its round must show.

    Attributes:
        number: of the seed.
        records: the name of its sample.
        yuan: what its projects come to in the summary, as samples/README.md says: a repeated one counts once.
        kept_out: the projects that an error stands against, by their number.
        found: what is found in its files and not in its records alone, by code the projects' numbers, 0 for none.
        told_as: codes that its files have in place of others: what a form lacks is a matter of its structure.
        superseded: projects that came in another file too and are not looked at, by their number.
    """

    number: str
    records: str
    yuan: int
    kept_out: tuple[int, ...] = ()
    found: Mapping[str, Sequence[int]] = field(default_factory=dict)
    told_as: Mapping[str, str] = field(default_factory=dict)
    superseded: tuple[int, ...] = ()

    @property
    def projects(self) -> tuple[Project, ...]:
        return sample(self.records)

    @property
    def target(self) -> DepartmentTarget | None:
        return replace(target(self.records), form_version="2022.1") if self.number == "002" else None


DOCUMENTS = (
    Document("000", "000-junda", 874_700),
    Document("001", "001-dangjian", 6_321_100, kept_out=(9,), superseded=(6,)),
    Document("002", "002-shequ", 3_150_000, (2, 3), {"G10": [0, 0, 0, 0], "S01": [0], "T05": [1, 2, 3]}),
    Document("003", "003-yuangang", 24_503_900, (36, 37, 38), {"S13": [2, 19, 36, 37, 38]}),
    Document("004", "004-zongzhi", 2_786_800, (8, 10, 11, 12), told_as={"V01": "S07"}),
    Document("costfirst", "costfirst-re-expressed", 96_300, (), {"C07": [2], "G05": [1, 2], "V20": [1]}),
)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.number)
def test_a_document_goes_the_whole_round(document: Document, tmp_path: Path, office: Callable[..., list[Path]]) -> None:
    files = returned(document, Desk(tmp_path, "zh", None))
    if shutil.which("soffice"):
        files = office(files, "xlsx")
    outcome = api.check(*files)
    assert_read(document, outcome, document.projects)
    assert Counter((one.code, one.where.project) for one in outcome.findings) == expected(document)

    left = api.merge(*files, output=tmp_path / "无错误的.xlsx").left_out
    assert sorted(one.where.project or "" for one in left) == sorted(names(document, document.kept_out))

    merged = merge(files, tmp_path / "汇总.xlsx", outcome.findings)
    assert merged.summary.top.funding.total == document.yuan
    assert_read(document, api.read(merged.path), dict.fromkeys(document.projects))

    second = split_and_merged(merged, tmp_path / "再")
    if document.number == "003":  # its items stand in any order, a form's in the order of its rows
        assert Counter(map(items, second.summary.top.projects())) == Counter(map(items, merged.summary.top.projects()))
        merged, second = second, split_and_merged(second, tmp_path / "三")
    assert packed(second) == packed(merged)
    assert len(packed(second)) == len(dict.fromkeys(document.projects))


def returned(document: Document, desk: Desk) -> list[Path]:
    """Returns a document's forms, or the table or text that a person typed."""
    if document.number == "003":
        write_atomically(desk.returned / "元岗街道.xlsx", as_typed())
    else:
        facts = [unwritten(project) for project in dict.fromkeys(document.projects)]
        if document.number == "002":  # the plan form says its money in a sentence, which is the unit's to write
            facts = [replace(project, funding=Funding()) for project in facts]
        form = document.projects[0].form
        repeated = fill(desk, issue(desk, form, records=facts, per="unit"), document.projects)
        if repeated:
            issue(desk, form, desk.returned / "补报", records=repeated)
    if document.target is not None:
        write_atomically(desk.returned / "部门.xlsx", pasted(list(paragraphs(document.target))))
    return sorted(desk.returned.rglob("*.xlsx"))


def assert_read(document: Document, outcome: Outcome, projects: Iterable[Project]) -> None:
    """The records are these, and the department's target is the document's."""
    assert sorted(map(without_source, outcome.projects), key=called) == sorted(projects, key=called)
    wanted = [] if document.target is None else [document.target]
    assert [replace(one, source=None) for one in outcome.departments] == wanted


def called(project: Project) -> str:
    return project.project_name or ""


def expected(document: Document) -> Counter[tuple[str, str | None]]:
    """Returns the expected findings by code and project."""
    places = [
        *((code, place) for code, places in STRUCTURE.get(document.number, {}).items() for place in places),
        *(
            (code, place)
            for code, by_place in CONTENT.get(document.number, {}).items()
            for place in by_place
            for _ in by_place[place]
        ),
    ]
    if document.told_as:
        places = [(document.told_as.get(code, code), place) for code, place in places]
    places += [(code, place) for code, by_place in document.found.items() for place in by_place]
    places = [(code, place) for code, place in places if place not in document.superseded]
    places += [("A18", place) for place in document.superseded]
    return Counter((code.split()[0], names(document, [place])[0] if place else None) for code, place in places)


def names(document: Document, places: Iterable[int]) -> list[str]:
    return [called(document.projects[place - 1]) for place in places]


def merge(files: Iterable[Path], output: Path, findings: Iterable[Finding]) -> api.Merged:
    """Returns the summary of everything, with every error waived."""
    errors = dict.fromkeys((one.code, one.where.project) for one in findings if one.severity is Severity.ERROR)
    waivers = output.with_suffix(".yaml")
    lines = [
        f"  - {{code: {code}, project: {name}, reason: 已公开, name: 甲, date: 2024-01-01}}" for code, name in errors
    ]
    waivers.write_text("\n".join(["waivers:", *lines] if lines else ["waivers: []"]), "utf-8")
    merged = api.merge(*files, output=output, waivers=waivers)
    assert all(left.target for left in merged.left_out)  # the form of 002 wants a name that its document lacks
    return merged


def split_and_merged(merged: api.Merged, folder: Path) -> api.Merged:
    """The summary as forms again, and those merged anew."""
    parts = api.split(merged.path, output=folder, per="unit", password="x").paths
    return merge(parts, folder / "汇总.xlsx", api.check(*parts).findings)


def packed(merged: api.Merged) -> list[str]:
    """The packed texts of the table, from the workbook, from top to bottom."""
    sheet = load_workbook(merged.path)[sheet_name(merged.summary)]
    texts = [str(text) for (text,) in sheet.iter_rows(min_col=7, max_col=7, values_only=True)]
    return [text for text in texts if text.startswith("1、")]


def items(project: Project) -> tuple[str, tuple[str, ...]]:
    """A project's name and its indicators in no order."""
    return called(project), tuple(sorted(map(repr, without_source(project).indicators)))
