"""The part of XlsxWriter that forms need, typed, with the protection that it lacks."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from io import BytesIO
from typing import Any, Literal

from xlsxwriter.utility import quote_sheetname
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from toolkit.excel.write.form_styles import CellStyle
from toolkit.excel.write.markup import as_typed
from toolkit.forms.kinds import CellValue
from toolkit.model.cell import CellRange, CellRef
from toolkit.model.text import strip_invisible

SPIN_COUNT = 100_000


@dataclass(frozen=True, slots=True)
class Lock:
    """What a protected sheet or workbook keeps of its password.

    Attributes:
        salt: base64 of 16 bytes.
        hash: base64 of the SHA-512 of the password.
    """

    salt: str
    hash: str


@cache
def lock(password: str, seed: str) -> Lock:
    """Hash a password.

    Args:
        password: as the user gave it.
        seed: what the salt is made of, so that the same input gives the same bytes. It must tell nothing about
            the password, for the salt can be read by everybody.
    """
    salt = hashlib.sha256(b"jixiao salt " + seed.encode()).digest()[:16]
    digest = hashlib.sha512(salt + password.encode("utf-16-le")).digest()
    for spin in range(SPIN_COUNT):
        digest = hashlib.sha512(digest + spin.to_bytes(4, "little")).digest()
    return Lock(base64.b64encode(salt).decode(), base64.b64encode(digest).decode())


#: Every file carries this date, so that the same input gives the same bytes.
CREATED = datetime(2024, 1, 1)
A4 = 9


class _LockedSheet(Worksheet):  # type: ignore[misc]
    lock: Lock
    default_row_height: int
    original_row_height: int

    def _write_sheet_protection(self) -> None:
        attributes = [
            ("algorithmName", "SHA-512"),
            ("hashValue", self.lock.hash),
            ("saltValue", self.lock.salt),
            ("spinCount", SPIN_COUNT),
            ("sheet", 1),
            ("objects", 1),
            ("scenarios", 1),
            ("formatRows", 0),  # rows may be made taller: 0 means not protected
        ]
        self._xml_empty_tag("sheetProtection", attributes)

    def _write_row(self, row: int, spans: Any, row_info: Any = None, empty_row: bool = False) -> None:
        """Leave the height of a usual row unsaid: a row with a height of its own does not grow while one types."""
        usual = self.default_row_height
        if row_info is None:
            self.default_row_height = self.original_row_height
        super()._write_row(row, spans, row_info, empty_row)
        self.default_row_height = usual

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        """Leave a formula as it is: looking through long ones for new functions takes longer than all the rest."""
        return formula.removeprefix("=")

    def _xml_formula_element(self, formula: str, result: str, attributes: Sequence[tuple[str, Any]] = ()) -> None:
        """Say that an empty result is a text: left unsaid, it looks like a formula that was never calculated."""
        attributes_of_text = attributes if result else [*attributes, ("t", "str")]
        super()._xml_formula_element(formula, result, attributes_of_text)


class _LockedWorkbook(Workbook):  # type: ignore[misc]
    lock: Lock

    def _write_book_views(self) -> None:
        attributes = [
            ("workbookAlgorithmName", "SHA-512"),
            ("workbookHashValue", self.lock.hash),
            ("workbookSaltValue", self.lock.salt),
            ("workbookSpinCount", SPIN_COUNT),
            ("lockStructure", 1),
        ]
        self._xml_empty_tag("workbookProtection", attributes)  # its place is before the views
        super()._write_book_views()


class FormSheet:
    """One sheet that is being drawn."""

    def __init__(self, sheet: Any, book: FormBook) -> None:
        self._sheet = sheet
        self._book = book

    def put(self, place: CellRange, value: CellValue | None, look: CellStyle) -> None:
        """Write a value over a range, merged where it has several cells. Text stays text, whatever it begins with."""
        (row, col), last = place
        cell_format = self._book.format(look)
        if place.first != last:
            self._sheet.merge_range(row, col, last.row, last.col, "", cell_format)
        if value is None or value == "":
            self._sheet.write_blank(row, col, None, cell_format)
        elif isinstance(value, str):
            self._sheet.write_string(row, col, as_typed(clean(value)), cell_format)
        else:
            self._sheet.write_number(row, col, float(value), cell_format)

    def text(self, cell: CellRef, text: str, look: CellStyle) -> None:
        """Write a text into one cell."""
        self.put(CellRange(cell, cell), text, look)

    def formula(self, cell: CellRef, formula: str, value: str, look: CellStyle) -> None:
        """Write a formula of the form's own, with the value that it has now."""
        self._sheet.write_formula(cell.row, cell.col, f"={formula}", self._book.format(look), value)

    def columns(self, widths: Iterable[float]) -> None:
        """Set the widths of the columns, in characters."""
        for col, width in enumerate(widths):
            self._sheet.set_column(col, col, width)

    def rows(self, heights: Iterable[float], usual: float) -> None:
        """Set the heights of the rows, in points. Rows of the usual height grow by themselves with what is typed."""
        self._sheet.set_default_row(usual)
        for row, height in enumerate(heights):
            if height != usual:
                self._sheet.set_row(row, height)

    def validate(self, places: Sequence[CellRange], options: Mapping[str, object]) -> None:
        """Attach a data validation to the given cells and no others."""
        (row, col), last = places[0]
        several = {"multi_range": " ".join(map(str, places))} if len(places) > 1 else {}
        self._sheet.data_validation(row, col, last.row, last.col, {"ignore_blank": True, **options, **several})

    def tint(self, place: CellRange, condition: str, look: CellStyle) -> None:
        """Give cells another look where a condition holds; it is written for the first of them."""
        (row, col), last = place
        options = {"type": "formula", "criteria": f"={condition}", "format": self._book.format(look)}
        self._sheet.conditional_format(row, col, last.row, last.col, options)

    def page(self, area: CellRange, orientation: Literal["portrait", "landscape"], *, one: bool = True) -> None:
        """Print on A4 centred from left to right, on one page, or as wide as one and numbered."""
        sheet = self._sheet
        sheet.set_paper(A4)
        sheet.set_portrait() if orientation == "portrait" else sheet.set_landscape()
        sheet.print_area(area.first.row, area.first.col, area.last.row, area.last.col)
        sheet.fit_to_pages(1, 1 if one else 0)
        if not one:
            sheet.set_footer("&C&9第 &P 页，共 &N 页", {"margin": 0.2})
        sheet.center_horizontally()
        sheet.set_margins(left=0.5, right=0.5, top=0.5, bottom=0.4)

    def screen(self, keep: int) -> None:
        """Show the sheet without grid lines, its first rows always in sight."""
        self._sheet.hide_gridlines(2)
        self._sheet.freeze_panes(keep, 0)


class FormBook:
    """One workbook that is being drawn: every sheet and its structure protected with the same password."""

    def __init__(self, lock: Lock) -> None:
        self._buffer = BytesIO()
        self._book = _LockedWorkbook(self._buffer, {"in_memory": True})
        self._book.lock = lock
        self._looks: dict[CellStyle, Any] = {}

    def sheet(self, name: str, *, hidden: bool = False) -> FormSheet:
        """Add a sheet; a hidden one can only be shown by a program."""
        sheet = self._book.add_worksheet(name, _LockedSheet)
        sheet.lock = self._book.lock
        if hidden:
            sheet.very_hidden()
        return FormSheet(sheet, self)

    def format(self, look: CellStyle) -> Any:
        """The library's object for a look, made once."""
        if look not in self._looks:
            self._looks[look] = self._book.add_format(_properties(look))
        return self._looks[look]

    def properties(self, title: str, keywords: str, custom: Mapping[str, str]) -> None:
        """Set the document's properties."""
        self._book.set_properties({"title": title, "keywords": keywords, "created": CREATED})
        for name, text in custom.items():
            self._book.set_custom_property(name, text, "text")

    def constant(self, name: str, text: str) -> None:
        """Define a name that stands for a text."""
        quoted = text.replace('"', '""')
        self._book.define_name(name, f'="{quoted}"')

    def close(self) -> bytes:
        """The finished file."""
        self._book.close()
        return self._buffer.getvalue()


def quoted(sheet: str) -> str:
    """The name of a sheet as it stands in references to it."""
    name: str = quote_sheetname(sheet)
    return name


def clean(text: str) -> str:
    """A text as it is written into a cell: one kind of line break, no control characters."""
    return strip_invisible(text.replace("\r\n", "\n").replace("\r", "\n"))


def _properties(look: CellStyle) -> dict[str, object]:
    properties = {
        "font_name": look.font,
        "font_size": look.size,
        "bold": look.bold or None,
        "font_color": look.color,
        "bg_color": look.fill,
        "align": look.align,
        "text_wrap": look.wrap or None,
        "indent": look.indent,
        "border": 1 if look.border else None,
        "num_format": look.number_format,
        "valign": "vcenter" if look.font else None,
        "locked": None if look.locked else False,
    }
    return {name: value for name, value in properties.items() if value is not None}
