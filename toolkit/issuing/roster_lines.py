"""The rows of a roster that count, and its columns alike."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.forms.definition import Field, FormDefinition
from toolkit.forms.kinds import Amount, kind_of
from toolkit.issuing.roster_file import RosterLine
from toolkit.issuing.roster_table import (
    EXAMPLE,
    IDENTITY,
    Columns,
    is_example,
    is_note,
    is_total,
    is_total_of,
    is_total_word,
)
from toolkit.model.finding import Bilingual
from toolkit.model.text import fold, is_blank

#: The amount, for a form that has no cell of its own for it.
TOTAL = Field("amount", "预算金额")
TOO_LONG = Bilingual(
    "单元格比表头多，金额中有逗号的请去掉逗号，或给金额加双引号",
    "has more cells than the header; take the comma out of the amount, or put the amount into quotation marks",
)


def fault_at(place: Bilingual, fault: Bilingual) -> Bilingual:
    """Returns a fault with its place before it."""
    return Bilingual(f"{place.zh}：{fault.zh}", f"{place.en}: {fault.en}")


def counts_up(row: RosterLine, columns: Columns) -> bool:
    """Whether a row is a line of totals."""
    return is_total(row) or any(is_total_word(row.text(columns.places[key])) for key in IDENTITY)


def counts_for_nothing(row: RosterLine, columns: Columns, faults: list[Bilingual]) -> bool:
    """Whether a row is a total, a note, a repeated heading or the example."""
    if all(map(is_blank, row.texts)) or counts_up(row, columns) or _is_example(row, columns, faults):
        return True
    name, unit = (row.text(columns.places[key]) for key in IDENTITY)
    first = next((text for text in row.texts if not is_blank(text)), "")
    if not name and (is_total_of(first) or is_total_of(unit)):
        return True
    total = columns.places.get("total")
    if is_note(row) and (total is None or is_blank(row.text(total)) or row.text(total) == first):
        return True
    return name == columns.headings[0] and unit == columns.headings[1]


def _is_example(row: RosterLine, columns: Columns, faults: list[Bilingual]) -> bool:
    """Whether a row is the example; one that was half overwritten is a fault."""
    marked = [is_example(row.text(columns.places[key])) for key in IDENTITY]
    if any(marked) and not all(marked):
        zh = f"单位和项目只有一个写着“{EXAMPLE}”：是真项目的请删去这几个字，不是的请删去整行"
        en = f"only one of unit and project has “{EXAMPLE}”: delete these words from a real project, else the row"
        faults.append(fault_at(row.place, Bilingual(zh, en)))
    return any(marked)


def chosen_columns(
    row: RosterLine, columns: Columns, form: FormDefinition, year: int | None, faults: list[Bilingual]
) -> Columns:
    """Returns the columns, of several alike the one of the year.

    Where they say different things, that is a fault.
    """
    for key, alike in columns.alike.items():
        asked_field = form.fields.get(key, TOTAL)
        dated = [one for one in alike if one.year is not None and one.year == year]
        if len(dated) == 1:
            columns = columns.with_column(key, dated[0])
            continue
        read = [
            kind_of(asked_field).parse(text, one.unit or columns.units.get(key, form.unit)) or text
            for one in alike
            if not is_blank(text := row.text(one.place))
        ]
        amounts = {value.yuan if isinstance(value, Amount) else fold(str(value)) for value in read}
        filled = next((one for one in alike if not is_blank(row.text(one.place))), alike[0])
        columns = columns.with_column(key, filled)
        if len(amounts) > 1:
            cells = "、".join(row.cell(one.place).zh.partition("（")[2].rstrip("）") for one in alike)
            zh = f"{asked_field.name}有几列（{cells}），内容不同，请只留一列"
            en = f"{asked_field.name} has several columns ({cells}) that differ; keep one"
            faults.append(fault_at(row.place, Bilingual(zh, en)))
    return columns


def of_another_year(columns: Columns, years: set[int | None], form: FormDefinition) -> Iterator[Bilingual]:
    """Yields a fault for each amount that is headed with another year."""
    for key, year in columns.years.items():
        if key not in columns.alike and years and None not in years and year not in years:
            name, of = form.fields.get(key, TOTAL).name, "、".join(str(one) for one in sorted(filter(None, years)))
            yield Bilingual(
                f"“{name}”一列写的是{year}年，预算年度却是{of}年，请改正表头或年度",
                f"the column “{name}” is headed {year}, but the budget year is {of}; correct the heading or the year",
            )
