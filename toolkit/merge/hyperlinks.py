"""Where cells of a long sheet lead, in the sheet's own markup and in that of the part beside it; never held."""

from __future__ import annotations

from html import escape

from xlsxwriter.url import Url  # type: ignore[import-untyped]

from toolkit.generate.pieces import Piece

_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
_HEAD = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
)


class Hyperlinks:
    """Links of one sheet.

    Attributes:
        cells: what stands in the sheet.
        targets: what stands beside it: the files that are led to.
        count: how many there are.
        files: how many of them lead to files.
    """

    def __init__(self) -> None:
        self.cells, self.targets = Piece(), Piece()
        self.count = self.files = 0

    def add(self, place: str, target: str) -> None:
        """Make a cell lead somewhere: `internal:'sheet'!A1` or `external:path`."""
        self.count += 1
        if target.startswith("internal:"):
            self.cells.write(f'<hyperlink ref="{place}" location="{escape(target.removeprefix("internal:"))}"/>')
            return
        self.files += 1
        self.cells.write(f'<hyperlink ref="{place}" r:id="rId{self.files}"/>')
        path = escape(Url(target)._target())  # as spreadsheet programs write paths, which no standard says
        self.targets.write(f'<Relationship Id="rId{self.files}" Type="{_KIND}" Target="{path}" TargetMode="External"/>')

    def in_sheet(self) -> tuple[bytes | Piece, ...]:
        """What stands in the sheet."""
        return (b"<hyperlinks>", self.cells, b"</hyperlinks>") if self.count else ()

    def beside(self) -> tuple[bytes | Piece, ...]:
        """What stands beside it."""
        return (_HEAD, self.targets, b"</Relationships>") if self.files else ()
