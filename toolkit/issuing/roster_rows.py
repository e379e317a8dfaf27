"""The roster (名册): which unit gets which project, with facts filled in beforehand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from toolkit.errors import InputError, in_lines
from toolkit.forms.definition import Field, FormDefinition
from toolkit.forms.field_names import is_own
from toolkit.forms.fields import year as years
from toolkit.forms.kinds import Amount, Parsed, kind_of, kinds
from toolkit.issuing.roster_departments import departments, no_year
from toolkit.issuing.roster_file import RosterLine, read_tables
from toolkit.issuing.roster_funds import MERGED_AMOUNT, funds_of, parts_of, unknown_unit
from toolkit.issuing.roster_lines import (
    TOO_LONG,
    TOTAL,
    chosen_columns,
    counts_for_nothing,
    counts_up,
    fault_at,
    of_another_year,
)
from toolkit.issuing.roster_table import (
    HEADER_ROWS,
    IDENTITY,
    PARTS,
    Columns,
    find_columns,
    is_ditto,
)
from toolkit.model.finding import Bilingual
from toolkit.model.money_units import FACTORS
from toolkit.model.same import name_key
from toolkit.model.schema import MoneyKey
from toolkit.model.text import fold, is_blank


@dataclass(frozen=True)
class RosterRow:
    """One project of a unit.

    Attributes:
        number: its row in the roster as a person counts, from 1.
        values: what the roster says, by field; amounts in 元.
        budget_year: 预算年度, None where the roster does not say.
        unit_named: whether the roster says in which unit its amount is.
        funds: the parts of the money in 元, by field of the record (`fiscal`, `special_account`, `other`), whatever
            the form asks for; empty where the roster says nothing of them.
    """

    number: int
    values: Mapping[str, Parsed]
    budget_year: int | None = None
    unit_named: bool = True
    funds: Mapping[str, Amount] = field(default_factory=dict)

    @property
    def unit(self) -> str:
        """Returns the unit that gets the form (用款单位), or the department."""
        return str(self.values["department" if "department" in self.values else "spending_unit"])

    @property
    def project_name(self) -> str:
        """Returns the project's name, empty for a department's target."""
        return str(self.values.get("project_name", ""))

    @property
    def project_type(self) -> str | None:
        """Returns the project's type, None where the unit is to choose."""
        value = self.values.get("project_type")
        return None if value is None else str(value)

    @property
    def amount(self) -> Decimal | None:
        """Returns the amount in 元, None where the roster says none."""
        value = self.values.get("total")
        return value.yuan if isinstance(value, Amount) else None

    @property
    def identity(self) -> tuple[str, str]:
        """Returns unit and name as they are compared."""
        return name_key(self.unit), name_key(self.project_name)


@dataclass(frozen=True, slots=True)
class RosterReading:
    """A roster as it was read.

    Attributes:
        rows: its projects.
        printed_total: the amount in 元 of its line of totals; None without one, or where there are several.
    """

    rows: tuple[RosterRow, ...]
    printed_total: Decimal | None = None


def read_roster(
    path: Path,
    form: FormDefinition,
    *,
    project_type: str | None = None,
    year: int | None = None,
    funding: MoneyKey | None = None,
) -> tuple[RosterRow, ...]:
    """Returns the rows of a roster, as `roster_reading` does."""
    return roster_reading(path, form, project_type=project_type, year=year, funding=funding).rows


def roster_reading(
    path: Path,
    form: FormDefinition,
    *,
    project_type: str | None = None,
    year: int | None = None,
    funding: MoneyKey | None = None,
) -> RosterReading:
    """Returns a roster (.xlsx or .csv).

    Lines of totals and the example of a roster to fill in are passed over.

    Args:
        path: the file; its first ten rows hold the names of the columns.
        form: the form that is to be issued; the columns are named after its fields.
        project_type: the type of every project whose row does not say one; empty leaves it open.
        year: the budget year of all projects, whatever the roster says.
        funding: the part of the money (`fiscal`, `special_account`, `other`) that is the whole amount of every project
            whose row says nothing of the parts.

    Raises:
        FileError: the file cannot be opened.
        InputError: the roster has faults; one line a fault.
    """
    if form.record == "department":
        named = departments(path, read_tables(path), form)
        return RosterReading(tuple(RosterRow(number, values, year or own) for number, values, own in named))
    given = {} if project_type is None else {"project_type": project_type}
    columns, rows = _table(path, form, set(given))
    faults: list[Bilingual] = []
    asked = _Asked(form, given, year, funding)
    found = [row for line in rows if (row := _row(line, columns, asked, faults)) is not None]
    faults[:0] = of_another_year(columns, {row.budget_year for row in found}, form)
    faults.extend(_repeated(found))
    if not found and not faults:
        faults.append(Bilingual(f"{path.name}：名册中没有项目", f"{path.name}: the roster has no projects"))
    _refuse(path, faults)
    return RosterReading(tuple(found), _printed_total(rows, columns, form))


@dataclass(frozen=True, slots=True)
class _Asked:
    """The form, and what the command says instead of the roster."""

    form: FormDefinition
    given: Mapping[str, str]
    year: int | None
    funding: MoneyKey | None


def _printed_total(rows: Iterable[RosterLine], columns: Columns, form: FormDefinition) -> Decimal | None:
    """Returns the amount of the only line of totals."""
    place = columns.places.get("total")
    texts = [row.text(place) for row in rows if place is not None and counts_up(row, columns)]
    read = [kinds()["amount"].parse(text, columns.units.get("total", form.unit)) for text in texts if text]
    return read[0].yuan if len(read) == 1 and isinstance(read[0], Amount) else None


def _table(path: Path, form: FormDefinition, given: set[str]) -> tuple[Columns, tuple[RosterLine, ...]]:
    """Returns the columns of the first sheet that is a roster, and its rows."""
    tables = read_tables(path)
    found = [(find_columns(table, form), table) for table in tables]
    usable = [(columns, table) for columns, table in found if columns is not None]
    if not usable:
        wanted = [f"“{form.fields[key].name}”" for key in IDENTITY if key in form.fields]
        raise InputError(
            f"{path.name}：前{HEADER_ROWS}行中没有找到表头，至少要有{''.join(wanted)}两列",
            f"{path.name}: no header in the first {HEADER_ROWS} rows; add the columns {' and '.join(wanted)}",
        )
    if len(usable) > 1:
        names = "、".join(f"“{table[0].sheet}”" for _, table in usable)
        raise InputError(
            f"{path.name} 中有 {len(usable)} 张表都是名册：{names}，请把各行放到同一张表，其余的删去或隐藏",
            f"{path.name} has {len(usable)} sheets that are rosters: {names}; put all rows on one, hide the others",
        )
    columns, table = usable[0]
    missing = [name for key, name in needed_columns(form) if key not in columns.places and key not in given]
    _refuse(path, [Bilingual(f"缺少“{name}”一列", f"the column “{name}” is missing") for name in missing])
    return columns, tuple(row for row in table if row.number > columns.header)


def _refuse(path: Path, faults: list[Bilingual]) -> None:
    if faults:
        heading = Bilingual(
            f"名册 {path.name} 有 {len(faults)} 处问题，请改好后重试，没有写出任何文件：",
            f"The roster {path.name} has {len(faults)} faults; correct them and try again. Nothing was written:",
        )
        raise InputError(*in_lines([heading, *(Bilingual(f"  {one.zh}", f"  {one.en}") for one in faults)]))


def needed_columns(form: FormDefinition) -> Iterator[tuple[str, str]]:
    """Returns the columns that a roster must have: prefilled, with no other source."""
    for key, asked in form.fields.items():
        named = key in IDENTITY
        elsewhere = asked.default is not None or key == "supervising_department"
        if named or (asked.required and key in form.prefilled and not elsewhere):
            yield key, asked.name


def _row(row: RosterLine, columns: Columns, asked: _Asked, faults: list[Bilingual]) -> RosterRow | None:
    """Returns one row, None where it does not count or is faulty.

    Its faults are collected.
    """
    form, before = asked.form, len(faults)
    if counts_for_nothing(row, columns, faults):
        return None
    if columns.width and any(not is_blank(text) for text in row.texts[columns.width :]):
        faults.append(fault_at(row.place, TOO_LONG))
        return None
    own = _year(row, columns, faults)
    columns = chosen_columns(row, columns, form, asked.year or own, faults)
    values: dict[str, Parsed] = dict(asked.given)
    for key in columns.places:
        if (key in form.fields or key == "total") and key not in PARTS:
            value = _value(row, columns, key, form, faults, optional=key in asked.given)
            if value is not None:
                values[key] = value
    if "supervising_department" in form.fields and "spending_unit" in values:
        values.setdefault("supervising_department", values["spending_unit"])
    amount = values.get("total")
    named = "total" in columns.units or not isinstance(amount, Amount) or amount.unit != form.unit
    parts = parts_of(row, columns, form.unit, faults)
    total = amount if isinstance(amount, Amount) else None
    funds, unbalanced = funds_of(parts, total, asked.funding) if len(faults) == before else ({}, ())
    faults.extend(fault_at(row.place, fault) for fault in unbalanced)
    values |= {key: part for key, part in funds.items() if key in form.fields}
    roster_row = RosterRow(row.number, values, asked.year or own, named, funds)
    faults.extend(fault_at(row.place, fault) for fault in period_faults(roster_row, roster_row.budget_year))
    return roster_row if all(key in values for key in IDENTITY) else None


def _value(
    row: RosterLine, columns: Columns, key: str, form: FormDefinition, faults: list[Bilingual], *, optional: bool
) -> Parsed | None:
    field, place = form.fields.get(key, TOTAL), columns.places[key]
    text = row.text(place)
    where = row.cell(place)
    if is_ditto(text):
        zh, en = f"{field.name}写着“{text}”，请写全", f"{field.name} says “{text}”; write it in full"
        faults.append(fault_at(where, Bilingual(zh, en)))
        return None
    if is_blank(text):
        if not optional and (key, field.name) in needed_columns(form):
            faults.append(fault_at(where, Bilingual(f"{field.name}为空", f"{field.name} is empty")))
        return None
    if field.kind == "amount" and place in row.merged:
        faults.append(fault_at(where, MERGED_AMOUNT))
        return None
    choices = tuple(form.types) if field.choices == "types" else field.choices
    if choices and field.kind == "choice":
        same = [choice for choice in choices if fold(choice) == fold(text)]
        if not same:
            zh = f"{field.name}“{text}”不在选项内，可用：{'、'.join(choices)}"
            en = f"{field.name} “{text}” is not one of the choices: {', '.join(choices)}"
            faults.append(fault_at(where, Bilingual(zh, en)))
        return same[0] if same else None
    unit = columns.units.get(key, form.unit)
    if field.kind == "amount" and unit not in FACTORS:
        faults.append(fault_at(where, unknown_unit(unit)))
        return None
    read = kind_of(field).parse(text, unit)
    fault = _fault(field, text, read, may_be_zero=is_own(key, form.record))
    if fault:
        faults.append(fault_at(where, Bilingual(f"{field.name}{fault.zh}", f"{field.name} {fault.en}")))
        return None
    return read


def _fault(field: Field, text: str, read: Parsed | None, *, may_be_zero: bool) -> Bilingual | None:
    """Returns the fault of a value, None for none."""
    match field.kind:
        case "amount" if not isinstance(read, Amount):
            return Bilingual(f"“{text}”不是数字", f"“{text}” is not a number")
        case "amount" if isinstance(read, Amount) and read.words:
            return Bilingual(f"“{text}”不是数字", f"“{text}” is not a number")
        case "amount" if isinstance(read, Amount) and (read.yuan < 0 or not (read.yuan or may_be_zero)):
            return Bilingual(f"“{text}”应大于0", f"“{text}” must be above zero")
        case "year" if read is None:
            return Bilingual(f"“{text}”不是四位数的年份", f"“{text}” is not a year of four digits")
        case _ if read is None:
            return Bilingual(f"“{text}”无法识别", f"“{text}” cannot be read")
        case _ if field.most is not None and isinstance(read, str) and len(read) > field.most:
            return Bilingual(f"超过{field.most}字", f"is longer than {field.most} characters")
    return None


def _year(row: RosterLine, columns: Columns, faults: list[Bilingual]) -> int | None:
    place = columns.places.get("budget_year")
    text = "" if place is None else row.text(place)
    if place is None or is_blank(text):
        return None
    read = years.KIND.parse(text, "")
    if not isinstance(read, int):
        faults.append(fault_at(row.cell(place), no_year(text)))
        return None
    return read


def period_faults(row: RosterRow, budget_year: int | None) -> Iterator[Bilingual]:
    """Yields contradictions between years, which locked cells would make final."""
    start, end = row.values.get("start_year"), row.values.get("end_year")
    if not isinstance(start, int) or not isinstance(end, int):
        return
    if start > end:
        yield Bilingual(f"起始年度{start}晚于到期年度{end}", f"the period ends ({end}) before it starts ({start})")
    elif budget_year is not None and not start <= budget_year <= end:
        yield Bilingual(
            f"预算年度{budget_year}不在{start}—{end}之内",
            f"the budget year {budget_year} is outside the period {start}–{end}",
        )


def _repeated(rows: list[RosterRow]) -> Iterator[Bilingual]:
    first: dict[tuple[str, str], int] = {}
    for row in rows:
        if row.identity in first:
            yield Bilingual(
                f"第{row.number}行：“{row.unit}”的项目“{row.project_name}”重复，第{first[row.identity]}行已有",
                f"row {row.number}: the project “{row.project_name}” of “{row.unit}” repeats row {first[row.identity]}",
            )
        first.setdefault(row.identity, row.number)
