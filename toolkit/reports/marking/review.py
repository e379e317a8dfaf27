"""The first sheet of a marked copy (审核意见): all findings, with links."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import NamedTuple

from toolkit.checks.finding_text import top_left
from toolkit.excel.edit.package_edit import MAIN, OFFICE
from toolkit.excel.edit.style_edit import StyleEdit
from toolkit.excel.write.cell_style import SONG, CellStyle
from toolkit.excel.write.markup import escape, text_element
from toolkit.model.cell import CELL_TEXT, CellRef, column_letters
from toolkit.model.finding import Finding, Severity
from toolkit.model.text import strip_invisible
from toolkit.reports.grouping import FindingGroup, parts, place
from toolkit.reports.marking.cell_marks import COLOURS
from toolkit.reports.marking.marks import BookMarks
from toolkit.reports.marking.targets import REVIEW_SHEET
from toolkit.reports.quiet import advice_line
from toolkit.reports.wording import printable, severity_name, width, wrap

#: The columns, and their widths in characters.
_COLUMNS = {"序号": 6, "级别": 7, "位置": 24, "项目": 22, "问题": 38, "怎么改": 48, "编号": 7}
_CENTRED = frozenset({"序号", "级别", "编号"})
#: Points of a line of text, the room around it, the tallest row that a spreadsheet can have.
_LINE, _ROOM, _TALLEST = 14.5, 8.0, 409.0
_HEI = "黑体"
_TITLE = CellStyle(_HEI, 18, bold=True, align="center", wrap=True)
_COUNTS = CellStyle(SONG, 11, bold=True, align="left", wrap=True)
_PLAIN = CellStyle(SONG, 11, align="left", wrap=True)
_RULE = "#BDBDBD"
_HEADER = CellStyle(_HEI, 11, align="center", fill="#E9ECEF", border=True, border_color=_RULE)
_LINK = "#1F5FA8"

GO_ON = (
    "怎么办：本表内容请直接在原表上修改，点“位置”可跳到要改的单元格，批注里写有原因和改法。",
    "红色“错误”必须改正，改好之前不能汇总；黄色“警告”请核对；蓝色“提示”仅供参考，可不修改。",
    "改好后保存，重新报送。本页不用填写，报送时可以保留。",
)
ALL_RIGHT = ("未发现需要修改的问题，不用重新报送。",)
ONLY_HINTS = ("没有必须改正或需要核对的问题，不用重新报送；蓝色“提示”仅供参考。",)


@dataclass(frozen=True, slots=True)
class Review:
    """The content of the first sheet.

    Attributes:
        file: the name of the file.
        marks: what was found.
        remarks: what the copy lacks.
        links: the names that sheets have in the copy, by the name that findings use; hidden sheets are missing.
    """

    file: str
    marks: BookMarks
    remarks: Sequence[str]
    links: Mapping[str, str]


def review_part(review: Review, styles: StyleEdit) -> tuple[bytes, int]:
    """Returns the part of the sheet, and the row of its headings, from 1."""
    part = ReviewPart(tuple(_COLUMNS.values()), styles)
    for line in _top(review):
        part.across(line)
    header = part.skip()
    if review.marks.groups:
        part.row([Line(name, _HEADER, 22.0) for name in _COLUMNS])
        for number, entry in zip(count(1), review.marks.groups, strict=False):
            _finding(part, number, entry, review.links)
    return part.data(header), header


def _top(review: Review) -> Iterator[Line]:
    """Yields the lines above the table."""
    marks = review.marks
    counts = [sum(len(one.findings) for one in marks.groups if one.severity is severity) for severity in Severity]
    counts[Severity.INFO.rank] += len(marks.advice)
    counted = "，".join(f"{severity_name(severity, 'zh')} {n} 处" for severity, n in zip(Severity, counts, strict=True))
    yield _across(REVIEW_SHEET, _TITLE, 32.0)
    yield _across(f"文件：{review.file}　　{counted}", _COUNTS, 21.0)
    go_on = GO_ON if any(counts[: Severity.INFO.rank]) else ONLY_HINTS if any(counts) else ALL_RIGHT
    for text in (*go_on, *filter(None, [_advice(marks.advice), marks.quiet]), *review.remarks):
        yield _across(text, _PLAIN, 18.0)


def _across(text: str, style: CellStyle, height: float) -> Line:
    lines = len(wrap(text, sum(_COLUMNS.values()) - 4))
    return Line(text, style, height + (lines - 1) * _LINE)


def _advice(findings: Sequence[Finding]) -> str:
    if not findings:
        return ""
    return f"提示 {len(findings)} 处供参考，不逐条列出，写在单元格的批注里：{advice_line(findings)}"


def _finding(part: ReviewPart, number: int, entry: FindingGroup, links: Mapping[str, str]) -> None:
    spot, more = _spot(entry)
    texts: tuple[str | int, ...] = (
        number, severity_name(entry.severity, "zh"), spot, entry.project or "",
        f"{entry.message}{more}", "\n".join(fix for fix in entry.fixes if fix), entry.code,
    )  # fmt: skip
    link = _link(entry, links)
    lines = max(
        sum(len(wrap(line, _COLUMNS[name] - 2)) for line in str(text).split("\n"))
        for name, text in zip(_COLUMNS, texts, strict=True)
    )
    height = min(lines * _LINE + _ROOM, _TALLEST)
    cells = []
    for name, text in zip(_COLUMNS, texts, strict=True):
        target = link if name == "位置" else None
        cells.append(Line(text, _style(name, entry.severity, linked=target is not None), height, target))
    part.row(cells)


def _style(column: str, severity: Severity, *, linked: bool) -> CellStyle:
    centred = column in _CENTRED
    return CellStyle(
        SONG,
        10.5,
        underline=linked,
        color=_LINK if linked else None,
        fill=COLOURS[severity] if column == "级别" else None,
        align="center" if centred else "left",
        wrap=True,
        indent=0 if centred else 1,
        border=True,
        border_color=_RULE,
    )


def _spot(entry: FindingGroup) -> tuple[str, str]:
    """Returns the place, and cells that go into the next column.

    LibreOffice does not wrap a link.
    """
    room = _COLUMNS["位置"] - 2
    if width(entry.place()) <= room:
        return entry.place(), ""
    cells = [part for finding in entry.findings for part in parts(finding.where.cell)]
    many = len(cells) > 1
    short = f"{cells[0]} 等 {len(cells)} 处" if many else entry.cells
    more = f"\n（{entry.cells}）" if many and entry.cells not in entry.message else ""
    taken = width(place("", short))
    return place(entry.sheet and _shortened(entry.sheet, room - taken), short), more


def _shortened(name: str, room: int) -> str:
    """Returns the beginning of a sheet's name."""
    if width(name) <= room:
        return name
    return f"{wrap(name, max(room - 2, 6))[0]}…"


def _link(entry: FindingGroup, links: Mapping[str, str]) -> str | None:
    """Returns a link to the first cell; None for a hidden sheet."""
    title = links.get(entry.sheet or "")
    if title is None:
        return None
    first = top_left(entry.findings[0].where.cell)
    name = title.replace("'", "''")
    return f"'{name}'!{first if first.row >= 0 else 'A1'}"


_HINT = "跳到该单元格"
#: A tab of the sheet, and a page: landscape A4, one page wide, numbered.
_TAB = '<sheetPr><tabColor rgb="FFC0392B"/><pageSetUpPr fitToPage="1"/></sheetPr>'
_PAGE = (
    '<printOptions horizontalCentered="1"/>'
    '<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.75" header="0.5" footer="0.35"/>'
    '<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>'
    "<headerFooter><oddFooter>&amp;C第 &amp;P 页，共 &amp;N 页</oddFooter></headerFooter>"
)


class Line(NamedTuple):
    """A text with its style, its height in points, and a link.

    Numbers stay numbers.
    """

    text: str | int
    style: CellStyle
    height: float
    link: str | None = None


class ReviewPart:
    """A worksheet part that is written row by row.

    Args:
        widths: of its columns, in characters.
        styles: the workbook's styles, to which those of the sheet are added.
    """

    def __init__(self, widths: Sequence[float], styles: StyleEdit) -> None:
        self._widths = widths
        self._styles = styles
        self._rows: list[str] = []
        self._merges: list[str] = []
        self._links: list[str] = []
        self._at = 0

    def across(self, line: Line) -> None:
        """Writes a line over all columns."""
        last = column_letters(len(self._widths) - 1)
        self._merges.append(f'<mergeCell ref="A{self._at + 1}:{last}{self._at + 1}"/>')
        self.row([line])

    def skip(self) -> int:
        """Leaves a row empty, and returns the number of the next one, from 1."""
        self._at += 1
        return self._at + 1

    def row(self, lines: Sequence[Line]) -> None:
        """Writes a row of the table."""
        cells = "".join(self._cell(CellRef(self._at, col), line) for col, line in enumerate(lines))
        height = max(line.height for line in lines)
        self._rows.append(f'<row r="{self._at + 1}" ht="{height:g}" customHeight="1">{cells}</row>')
        self._at += 1

    def _cell(self, ref: CellRef, line: Line) -> str:
        start = f'<c r="{ref}" s="{self._styles.look(line.style)}"'
        if line.link is not None:
            location = escape(printable(line.link)).replace('"', "&quot;")
            self._links.append(f'<hyperlink ref="{ref}" location="{location}" tooltip="{_HINT}"/>')
        if isinstance(line.text, int):
            return f"{start}><v>{line.text}</v></c>"
        text = strip_invisible(printable(line.text))[:CELL_TEXT]
        return f'{start} t="inlineStr"><is>{text_element(text)}</is></c>' if text else f"{start}/>"

    def data(self, header: int) -> bytes:
        """Returns the part; the rows up to `header` stay in view."""
        columns = "".join(
            f'<col min="{number}" max="{number}" width="{wide:g}" customWidth="1"/>'
            for number, wide in enumerate(self._widths, 1)
        )
        links = f"<hyperlinks>{''.join(self._links)}</hyperlinks>" if self._links else ""
        text = (
            f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{MAIN[1:-1]}" '
            f'xmlns:r="{OFFICE}">{_TAB}<sheetViews><sheetView showGridLines="0" tabSelected="1" workbookViewId="0">'
            f'<pane ySplit="{header}" topLeftCell="A{header + 1}" activePane="bottomLeft" state="frozen"/>'
            f'<selection pane="bottomLeft" activeCell="A1" sqref="A1"/></sheetView></sheetViews>'
            f'<sheetFormatPr defaultRowHeight="15"/><cols>{columns}</cols><sheetData>{"".join(self._rows)}</sheetData>'
            f'<mergeCells count="{len(self._merges)}">{"".join(self._merges)}</mergeCells>{links}{_PAGE}</worksheet>'
        )
        return text.encode()
