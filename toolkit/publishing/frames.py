"""Projects, indicators and findings as CSV and Parquet for statistics programs.

Amounts are exact decimals in 元. In CSV a text that a spreadsheet program would take for a formula gets an
apostrophe before it; Parquet keeps it as it was written.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO, StringIO

from toolkit.extras import has_libraries
from toolkit.merging.exclusions import Remark
from toolkit.merging.summary import Summary
from toolkit.model.finding import Finding, Severity, Where
from toolkit.model.records import Indicator, Project
from toolkit.model.same import unit_of
from toolkit.summary_book.record_sheets import indicator_cells, project_cells, project_numbers, value_cells

_FORMULA = ("=", "+", "-", "@", "\t", "\r")

Line = Mapping[str, object]


def has_parquet() -> bool:
    """Whether the libraries that write Parquet are there."""
    return has_libraries("pandas", "pyarrow")


def frame_files(summary: Summary) -> Iterator[tuple[str, bytes]]:
    """Yields the files by name, as Parquet too where that can be written."""
    parquet = has_parquet()
    for name, columns, listed in (
        ("projects", _project_line(0, Project("", "")), _projects(summary)),
        ("indicators", _indicator_line(_SHARED, Indicator("", "", None, None, None)), _indicators(summary)),
        ("findings", _finding_line(_NO_REMARK), _findings(summary)),
    ):
        lines = list(listed)
        every = list(dict.fromkeys(key for line in (columns, *lines) for key in line))
        yield f"{name}.csv", _csv(lines, every)
        if parquet:
            yield f"{name}.parquet", _parquet(lines, every)


def _parquet(lines: Sequence[Line], columns: Sequence[str]) -> bytes:
    import pandas

    out = BytesIO()
    pandas.DataFrame(lines, columns=list(columns), dtype=object).convert_dtypes().to_parquet(
        out, engine="pyarrow", index=False
    )
    return out.getvalue()


def _csv(lines: Sequence[Line], columns: Sequence[str]) -> bytes:
    """Returns CSV in UTF-8 with a byte order mark, without which Excel garbles Chinese."""
    out = StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([_safe(line.get(key)) for key in columns] for line in lines)
    return out.getvalue().encode("utf-8-sig", "replace")


def _safe(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def _projects(summary: Summary) -> Iterator[Line]:
    for number, project in enumerate(summary.top.projects(), 1):
        yield _project_line(number, project)


def _project_line(number: int, project: Project) -> Line:
    return {"project": number, **project_cells(project), **project_numbers(project)}


def _indicators(summary: Summary) -> Iterator[Line]:
    for number, project in enumerate(summary.top.projects(), 1):
        names = (number, project.project_name or "", unit_of(project) or "")
        shared = dict(zip(_SHARED, names, strict=True))
        for indicator in project.indicators:
            yield _indicator_line(shared, indicator)


#: What the lines of one project's indicators share.
_SHARED: Mapping[str, object] = {"project": 0, "project_name": "", "unit": ""}


def _indicator_line(shared: Line, indicator: Indicator) -> Line:
    return {**shared, **indicator_cells(indicator), **value_cells(indicator)}


def _findings(summary: Summary) -> Iterator[Line]:
    yield from map(_finding_line, summary.remarks)


_NO_REMARK = Remark(Finding("", Severity.INFO, Where("")), "", "")


def _finding_line(remark: Remark) -> Line:
    finding = remark.finding
    where = finding.where
    return {
        "code": finding.code,
        "severity": str(finding.severity),
        "waived": remark.waived,
        "file": where.file,
        "sheet": where.sheet or "",
        "cell": where.cell or "",
        "project_name": where.project or "",
        "message": remark.message,
        "fix": remark.fix,
    }
