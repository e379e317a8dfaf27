"""The parts of a project's money on a roster: 财政拨款, 财政专户拨款, 其他资金."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from toolkit.forms.kinds import Amount, kinds
from toolkit.issuing.roster_file import RosterLine
from toolkit.issuing.roster_table import PARTS, Columns
from toolkit.model.finding import Bilingual
from toolkit.model.money_units import FACTORS
from toolkit.model.schema import MONEY, MoneyKey
from toolkit.model.text import is_blank

_NAMES = {one.key: one for one in MONEY}
MERGED_AMOUNT = Bilingual(
    "金额与其他行合并成一格，分不清各是多少，请取消合并，每行填自己的金额",
    "the amount is merged with another row's; unmerge the cells and give each row its own amount",
)


def parts_of(row: RosterLine, columns: Columns, unit: str, faults: list[Bilingual]) -> dict[str, Amount]:
    """Returns the parts that a row names, in 元; its faults are collected.

    Args:
        row: the row.
        columns: of the roster.
        unit: of amounts whose column names none.
        faults: to which faults are added.
    """
    found: dict[str, Amount] = {}
    for key in PARTS:
        place = columns.places.get(key)
        text = "" if place is None else row.text(place)
        if place is None or is_blank(text):
            continue
        own = columns.units.get(key, unit)
        read = kinds()["amount"].parse(text, own)
        fault = _fault(text, read, own, merged=place in row.merged)
        if fault is None and isinstance(read, Amount):
            found[key] = read
        elif fault is not None:
            where, name = row.cell(place), _NAMES[key]
            faults.append(Bilingual(f"{where.zh}：{name.zh}{fault.zh}", f"{where.en}: {name.en} {fault.en}"))
    return found


def unknown_unit(unit: str) -> Bilingual:
    """Returns the fault of an amount whose column names no unit that is known."""
    return Bilingual(
        f"金额的单位“{unit}”无法识别，请在表头写明一种：{'、'.join(FACTORS)}",
        f"the unit “{unit}” of the amount is unknown; name one in the heading: {', '.join(FACTORS)}",
    )


def _fault(text: str, read: object, unit: str, *, merged: bool) -> Bilingual | None:
    if merged:
        return MERGED_AMOUNT
    if unit not in FACTORS:
        return unknown_unit(unit)
    if not isinstance(read, Amount):
        return Bilingual(f"“{text}”不是数字", f"“{text}” is not a number")
    if read.yuan < 0:
        return Bilingual(f"“{text}”不能小于0", f"“{text}” must not be below zero")
    return None


def funds_of(
    parts: Mapping[str, Amount], total: Amount | None, funding: MoneyKey | None
) -> tuple[Mapping[str, Amount], tuple[Bilingual, ...]]:
    """Returns the parts of an amount, and a fault in their sum.

    Args:
        parts: as the row names them.
        total: the amount of the project.
        funding: the part that is the whole amount where the row names none.
    """
    if not parts:
        return ({funding: total} if funding and total else {}), ()
    return parts, tuple(_unbalanced(parts, total))


def _unbalanced(parts: Mapping[str, Amount], total: Amount | None) -> Iterator[Bilingual]:
    sum_of_parts = sum((part.yuan for part in parts.values()), Decimal(0))
    if total is not None and sum_of_parts != total.yuan:
        named = "、".join(_NAMES[key].zh for key in parts)
        yield Bilingual(
            f"{named}合计 {sum_of_parts:,} 元，与金额 {total.yuan:,} 元不等，请补填其他各项资金或改正金额",
            f"the parts of the money add up to {sum_of_parts:,} 元, but the amount is {total.yuan:,} 元",
        )
