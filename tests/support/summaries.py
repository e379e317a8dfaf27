"""Projects, summaries and workbooks for the tests of merging and of reading summaries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from tests.support.definitions import combined
from tests.support.records import without_source
from toolkit.excel import Book, Limits, read_book
from toolkit.forms import load_framework
from toolkit.intake import load_library, read_summary
from toolkit.intake.form.stamps import book_marks
from toolkit.intake.sheet_context import SheetContext
from toolkit.merging import Summary, SummaryOptions, Tally, summarise
from toolkit.model import Funding, Indicator, Observation, Project, ReadRecord, ReadTotal, Source
from toolkit.publishing import summary_bytes

FRAMEWORK = load_framework("classic")


def plain_indicator(name: str = "活动次数", value: str = "≥4次", level2: str = "数量指标") -> Indicator:
    """An indicator of a level."""
    found = FRAMEWORK.second(level2)
    assert found is not None
    return Indicator(found[0].name, found[1].name, name, value, value)


def unit_project(name: str = "文化业务经费", yuan: str = "200000", unit: str = "某某社区", **fields: object) -> Project:
    """A project of a unit that is its own department, with one indicator."""
    plain = Project(
        form="form13",
        form_version="2024.1",
        project_name=name,
        supervising_department=unit,
        spending_unit=unit,
        budget_year=2024,
        funding=Funding(total=Decimal(yuan), unit_as_written="元"),
        annual_goal=f"全年做好{name}的安排，按月检查。",
        indicators=(plain_indicator(),),
    )
    return replace(plain, **fields)  # type: ignore[arg-type]


def placed(projects: Iterable[Project], file: str = "returned/报送.xlsx") -> list[Project]:
    """Returns the projects as if read from one file, from top to bottom."""
    return [
        replace(one, source=Source(file, "项目绩效目标表", f"A{row}:G{row}", "0" * 64))
        for row, one in enumerate(projects, 5)
    ]


def summary(projects: Iterable[Project], department: str | None = None) -> Summary:
    """The summary of some projects."""
    return summarise(projects, SummaryOptions(combined(), FRAMEWORK, department))


def written(projects: Iterable[Project], department: str | None = None) -> bytes:
    """The workbook of some projects."""
    return summary_bytes(summary(projects, department))


class ReadBack:
    """The result of reading a summary."""

    def __init__(
        self, records: tuple[ReadRecord, ...], totals: tuple[ReadTotal, ...], observations: tuple[Observation, ...]
    ) -> None:
        self.records = records
        self.totals = totals
        self.observations = observations

    @property
    def projects(self) -> list[Project]:
        """The records, without the places where they stood."""
        return [without_source(read.record) for read in self.records if isinstance(read.record, Project)]

    @property
    def seen(self) -> list[str]:
        """The kinds of all observations, of records and of sheets."""
        every = [*self.observations, *(one for read in self.records for one in read.observations)]
        return [str(one.seen) for one in every]


def read_back(data: bytes, sheet: int = 0) -> ReadBack:
    """Read one sheet of a workbook as a summary; fails where it is none."""
    book = read_book(data, Limits())
    read = read_summary(sheet_of(book, sheet), combined())
    assert read is not None, "not read as a summary"
    return ReadBack(read.records, read.totals, read.observations)


def sheet_of(book: Book, number: int = 0) -> SheetContext:
    """A sheet of a workbook and what it is read with."""
    return SheetContext(book.sheets[number], book, book_marks(book), load_library(), "汇总.xlsx", "1" * 64)


def three() -> bytes:
    """A summary of three projects of one unit."""
    described = plain_indicator()
    described = replace(described, description="说明", basis="依据", weight="10")
    return written(
        placed([unit_project("甲", indicators=(described,)), unit_project("乙", "50000"), unit_project("丙", "100")])
    )


def tally(written: Summary) -> Tally:
    """Returns the tally of a summary's projects."""
    return Tally(written.top.projects())
