"""One cell that was filled in: what a person or a program did to it that is not what was meant."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from toolkit.excel.grid import CellKind, GridCell
from toolkit.excel.open.number_formats import GENERAL, changes_numbers, hides, shows_words
from toolkit.excel.open.stored_values import plain
from toolkit.forms.fields.amount import without_exponent
from toolkit.model.evidence import Observation, Observed
from toolkit.model.money import YUAN, in_unit_of, parse_amount
from toolkit.model.text import has_invisible

_NUMBERS = (CellKind.NUMBER, CellKind.DATE)
#: A number below is seen as 0.00.
_SEEN_AS_NOTHING = Decimal("0.01")
_ALL_DIGITS = re.compile(r"[0-9]{1,15}")


def look_at(
    cell: GridCell, address: str, *, numeric: bool = False, structure_readable: bool = True
) -> Iterator[Observation]:
    """What is to be said of a filled cell.

    Args:
        cell: as it came back.
        address: its address.
        numeric: whether a number is meant there.
        structure_readable: whether the file's format tells number formats; else 0.9 may have been 90%.
    """
    if cell.formula is not None:
        if not cell.computed:
            yield Observation(
                Observed.UNCOMPUTED, address, {"formula": f"={cell.formula}", "found": f"={cell.formula}"}
            )
        else:
            facts = {"formula": f"={cell.formula}", "value": cell.text, "found": f"={cell.formula} → {cell.text}"}
            yield Observation(Observed.FORMULA, address, facts)
    if cell.kind is CellKind.ERROR:
        yield Observation(Observed.ERROR_VALUE, address, {"found": cell.text})
    elif _converted(cell, numeric):
        facts = {"found": cell.raw, "shown": cell.text, "expected": "" if numeric else _meant(cell)}
        if numeric:
            facts["numeric"] = "yes"
        yield Observation(Observed.CONVERTED, address, facts)
    elif numeric and cell.kind is CellKind.TEXT and (full := without_exponent(cell.text)):
        facts = {"found": cell.text.strip(), "shown": full, "expected": "", "numeric": "yes"}
        yield Observation(Observed.CONVERTED, address, facts)
    elif not structure_readable and not numeric and _share(cell):
        yield Observation(Observed.CONVERTED, address, {"found": cell.raw, "expected": f"{float(cell.raw) * 100:g}%"})
    if cell.format != GENERAL and hides(cell.format, cell.raw or cell.text, text=cell.kind not in _NUMBERS):
        facts = {"ref": address, "found": cell.text, "by": "format", "numeric": "yes" if numeric else ""}
        yield Observation(Observed.HIDDEN_CONTENT, address, facts)
    if has_invisible(cell.text):
        yield Observation(Observed.CONTROL_CHARACTERS, address)


def disputed(cell: GridCell, unit: str, address: str = "") -> Observation | None:
    """What is said of an amount that is seen as another than is stored; None where it is certain.

    Certain is what is seen where it is the stored number in the unit of the sheet (36300 as 3.63万元), or in 元, shown
    in the unit that is seen (36300 as 3.63 below 万元).
    """
    if cell.kind is not CellKind.NUMBER or cell.raw in ("", cell.text) or not shows_words(cell.format):
        return None
    number = plain(cell.raw)
    seen, stored, in_yuan = parse_amount(cell.text, unit), parse_amount(number, unit), parse_amount(number, YUAN)
    if seen is None or stored is None or in_yuan is None or seen[0] == stored[0]:
        return None
    shown = in_unit_of(seen[0], seen[1], YUAN)
    if seen[0] == in_yuan[0] and abs(shown) >= _SEEN_AS_NOTHING:
        return None
    facts = {"found": f"{cell.text}；{number}", "expected": address, "by": "format"}
    return Observation(Observed.AMBIGUOUS, address, facts)


def _meant(cell: GridCell) -> str:
    """What was probably typed into a cell for text; empty where nobody can say."""
    if cell.kind is CellKind.BOOLEAN:
        return ""
    if cell.kind is CellKind.DATE:
        return cell.text.removesuffix(" 00:00:00")
    if "E+" in cell.format:  # a program keeps fifteen digits of a long number
        return cell.raw if _ALL_DIGITS.fullmatch(cell.raw) else ""
    return cell.text


def _share(cell: GridCell) -> bool:
    """Whether a number may be a percentage that lost its format, or a formula whose text was lost (0)."""
    return cell.kind is CellKind.NUMBER and 0 <= float(cell.raw or 0) <= 1


def _converted(cell: GridCell, numeric: bool) -> bool:
    """Whether a program made something else of what was typed: a date, a percentage, a number with exponent."""
    if cell.kind is CellKind.DATE or cell.kind is CellKind.BOOLEAN:
        return True
    if cell.kind is not CellKind.NUMBER:
        return False
    return (
        "%" in cell.format
        or changes_numbers(cell.format)
        or (not numeric and ("E+" in cell.format or cell.raw != cell.text))
    )
