"""A document of Word in the style of official papers (公文).

The title is set in 宋体, the text in 仿宋, on A4. The faces are those of every Windows; programs without them
find substitutes in the document's table of fonts.
"""

from __future__ import annotations

import gc
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Literal
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from toolkit.model.text import strip_invisible
from toolkit.papers.round_facts import day_text

if TYPE_CHECKING:
    from docx.document import Document as DocumentType
    from docx.table import _Cell
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run

Align = Literal["left", "center", "right"]
SONG, FANG, HEI = "宋体", "仿宋", "黑体"
#: Faces that take the place of a missing one, as Word and LibreOffice look for them.
_SUBSTITUTES = {
    SONG: "SimSun,Songti SC,Noto Serif CJK SC",
    FANG: "FangSong,仿宋_GB2312,STFangsong,Noto Serif CJK SC",
    HEI: "SimHei,Heiti SC,Noto Sans CJK SC",
}
_FONTS = "/word/fontTable.xml"
_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
#: Every document carries this date, so that the same contents give the same bytes.
_CREATED = datetime(2024, 1, 1)
_ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
}
#: Width of the text in centimetres: A4 without its margins.
TEXT_WIDTH = 15.6
_BORDER = "808080"


@dataclass(frozen=True, slots=True)
class TextStyle:
    """The style of a run of text: face, size in points, weight, colour #RRGGBB."""

    face: str = FANG
    size: float = 14
    bold: bool = False
    color: str | None = None


@dataclass(frozen=True, slots=True)
class PaperColumn:
    """A column of a table.

    Attributes:
        heading: what stands above it.
        width: in centimetres; the columns share the page in proportion.
        align: of its cells; headings are centred.
    """

    heading: str
    width: float
    align: Align = "left"


BODY = TextStyle()
TITLE = TextStyle(SONG, 20, bold=True)
#: Signs of a title that fit on a line; a longer one is set smaller.
_TITLE_LINE, _SMALLEST_TITLE = 21, 16
SUBTITLE = TextStyle(FANG, 14)
HEADING = TextStyle(HEI, 14)
SMALL = TextStyle(FANG, 12)
CELL = TextStyle(FANG, 10.5)
CELL_HEADING = TextStyle(HEI, 10.5)


class OfficialDocument:
    """A document that grows from top to bottom.

    Args:
        title: its title as a document; nobody is named as its author.
    """

    def __init__(self, title: str) -> None:
        self._document = Document()
        core = self._document.core_properties
        core.title, core.author, core.last_modified_by, core.comments, core.keywords = title, "", "", "", ""
        core.created = core.modified = _CREATED
        section = self._document.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.top_margin, section.bottom_margin = Cm(2.4), Cm(2.2)
        section.left_margin, section.right_margin = Cm(2.7), Cm(2.7)
        normal = self._document.styles["Normal"]
        _set_face(normal.element.get_or_add_rPr(), FANG)
        self._page_number()

    def title(self, text: str, below: str = "") -> None:
        """Adds the centred title, and a smaller line below it."""
        fitting = max(TITLE.size * _TITLE_LINE // len(text), _SMALLEST_TITLE)
        size = TITLE.size if len(text) <= _TITLE_LINE else fitting
        self._paragraph([(text, replace(TITLE, size=size))], align="center", after=2 if below else 14, line=30)
        if below:
            self._paragraph([(below, SUBTITLE)], align="center", after=10)

    def addressee(self, text: str) -> None:
        """Adds the line that names whom the paper is for."""
        self._paragraph([(f"{text}：", BODY)])

    def body(self, *runs: str | tuple[str, TextStyle]) -> None:
        """Adds a paragraph of text, its first line indented."""
        self._paragraph([one if isinstance(one, tuple) else (one, BODY) for one in runs], indent=2)

    def heading(self, text: str) -> None:
        """Adds a heading: 一、填报内容."""
        self._paragraph([(text, HEADING)], indent=2, before=3, keep=True)

    def block(
        self, *runs: tuple[str, TextStyle], left: float = 0, hanging: float = 0, before: float = 0, keep: bool = False
    ) -> None:
        """Adds a paragraph without an indented first line.

        Args:
            runs: its texts.
            left: indent in centimetres.
            hanging: by how much less the first line is indented.
            before: room above it in points.
            keep: whether it stays on the page of the next paragraph.
        """
        paragraph = self._paragraph(runs, before=before, keep=keep, line=None)
        paragraph.paragraph_format.left_indent = Cm(left)
        paragraph.paragraph_format.first_line_indent = Cm(-hanging) if hanging else None

    def table(self, columns: Sequence[PaperColumn], rows: Sequence[Sequence[str]], total: Sequence[str] = ()) -> None:
        """Adds a ruled table whose headings are repeated on every page.

        Args:
            columns: its columns.
            rows: texts by row.
            total: the last row, in bold; none without texts.
        """
        self._document.paragraphs[-1].paragraph_format.space_after = Pt(4)
        lines = [[one.heading for one in columns], *rows, *([total] if total else [])]
        table = self._document.add_table(rows=len(lines), cols=len(columns))
        table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
        _rule(table._tbl.tblPr)
        scale = TEXT_WIDTH / sum(one.width for one in columns)
        for shown, column in zip(table.columns, columns, strict=True):
            shown.width = Cm(column.width * scale)
        for number, (line, row) in enumerate(zip(lines, table.rows, strict=True)):
            _no_break(row._tr, repeated=number == 0)
            for text, column, cell in zip(line, columns, row.cells, strict=True):
                cell.width = Cm(column.width * scale)
                look = CELL_HEADING if number == 0 or (total and number == len(lines) - 1) else CELL
                self._cell(cell, text, look, "center" if number == 0 else column.align)
        self._paragraph([], line=5)

    def sign(self, department: str | None, day: date) -> None:
        """Adds sender and date at the right, never alone on a page."""
        for last in self._document.paragraphs[-2:]:
            last.paragraph_format.keep_with_next = True
        self._paragraph([(department or "（单位名称）　　　　　　", BODY)], align="right", before=14, keep=True)
        self._paragraph([(f"{day_text(day)}　　", BODY)], align="right")

    def close(self) -> bytes:
        """Returns the document as the bytes of a .docx; nothing can be added afterwards."""
        content = _saved(self._document)
        del self._document
        gc.collect(0)  # its parts point to one another; notices would stay in memory, five megabytes each
        return content

    def _paragraph(
        self,
        runs: Sequence[tuple[str, TextStyle]],
        *,
        align: Align = "left",
        indent: float = 0,
        before: float = 0,
        after: float = 0,
        line: float | None = 23,
        keep: bool = False,
    ) -> Paragraph:
        paragraph = self._document.add_paragraph()
        how = paragraph.paragraph_format
        how.alignment, how.space_before, how.space_after = _ALIGN[align], Pt(before), Pt(after)
        how.line_spacing = Pt(line) if line else 1.25
        how.keep_with_next, how.widow_control = keep, True
        if indent and runs:
            how.first_line_indent = Pt(indent * runs[0][1].size)
        for text, style in runs:
            _dress(paragraph.add_run(strip_invisible(text)), style)
        return paragraph

    def _cell(self, cell: _Cell, text: str, style: TextStyle, align: Align) -> None:
        [paragraph] = cell.paragraphs
        how = paragraph.paragraph_format
        how.alignment, how.space_before, how.space_after, how.line_spacing = _ALIGN[align], Pt(2), Pt(2), 1.1
        _dress(paragraph.add_run(strip_invisible(text)), style)
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER

    def _page_number(self) -> None:
        paragraph = self._document.sections[0].footer.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        for kind, text in (("", "— "), ("begin", ""), ("code", "PAGE"), ("end", ""), ("", " —")):
            run = paragraph.add_run(text if not kind else "")
            _dress(run, TextStyle(SONG, 10.5))
            if kind == "code":
                code = OxmlElement("w:instrText")
                code.set(qn("xml:space"), "preserve")
                code.text = text
                run._r.append(code)
            elif kind:
                mark = OxmlElement("w:fldChar")
                mark.set(qn("w:fldCharType"), kind)
                run._r.append(mark)


def _dress(run: Run, style: TextStyle) -> None:
    run.font.size, run.bold = Pt(style.size), style.bold or None
    if style.color:
        run.font.color.rgb = RGBColor.from_string(style.color.lstrip("#"))
    _set_face(run._r.get_or_add_rPr(), style.face)


def _set_face(properties: object, face: str) -> None:
    """Sets the typeface of Chinese and of all other signs."""
    fonts = properties.get_or_add_rFonts()  # type: ignore[attr-defined]
    for which in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{which}"), face)
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)


def _rule(properties: object) -> None:
    """Rules a table with thin lines, whatever styles the program knows."""
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", _BORDER)):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    look = properties.find(qn("w:tblLayout"))  # type: ignore[attr-defined]  # the format's order of elements
    look.addprevious(borders)


def _no_break(row: object, *, repeated: bool) -> None:
    """Keeps a row on one page; a repeated one begins every page."""
    properties = row.get_or_add_trPr()  # type: ignore[attr-defined]
    properties.append(OxmlElement("w:cantSplit"))
    if repeated:
        properties.append(OxmlElement("w:tblHeader"))


def _font_table() -> bytes:
    fonts = "".join(
        f'<w:font w:name="{face}"><w:altName w:val="{others}"/><w:charset w:val="86"/></w:font>'
        for face, others in _SUBSTITUTES.items()
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:fonts xmlns:w="{_MAIN}">{fonts}</w:fonts>'.encode()
    )


#: Every member carries this date, so that the same files give the same bytes.
_DATE = (2024, 1, 1, 0, 0, 0)
#: Rights of a file that its owner may write and all may read, as the format keeps them.
_RIGHTS = 0o644 << 16


def _saved(document: DocumentType) -> bytes:
    package = document.part.package
    for number in [number for number, one in package.rels.items() if one.reltype.endswith("/thumbnail")]:
        del package.rels[number]  # a picture of the library's own template
    for part in package.iter_parts():
        if part.partname == _FONTS:
            part._blob = _font_table()
    buffer = BytesIO()
    document.save(buffer)
    with ZipFile(buffer) as saved:
        return zip_bytes({name: saved.read(name) for name in saved.namelist()})


def zip_bytes(files: Mapping[str, bytes]) -> bytes:
    """Returns a .zip of files by name, in the order given.

    Chinese names are marked as UTF-8, which Windows, WPS and macOS read. The same files give the same bytes.

    Args:
        files: contents by name; a folder is written with forward slashes.
    """
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for name, data in files.items():
            member = ZipInfo(name, _DATE)
            member.compress_type, member.external_attr = ZIP_DEFLATED, _RIGHTS
            archive.writestr(member, data)
    return buffer.getvalue()
