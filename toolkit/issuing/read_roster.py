"""The roster (名册): which unit gets which project, with facts filled in beforehand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from toolkit.errors import InputError, in_lines
from toolkit.forms.definition import Field, FormDefinition
from toolkit.forms.field_names import is_own
from toolkit.forms.fields import year as years
from toolkit.forms.kinds import Amount, Parsed, kind_of
from toolkit.issuing.roster_table import HEADER_ROWS, IDENTITY, Columns, RosterLine, Table, find_columns, read_tables
from toolkit.model.finding import Bilingual
from toolkit.model.same import name_key
from toolkit.model.text import fold, is_blank

#: Names of the column with the departments; of several that are there the first counts.
_DEPARTMENT = ("部门名称", "主管部门", "主管单位", "部门", "用款单位", "资金使用单位", "单位名称", "单位")
_YEAR = ("预算年度", "年度", "预算年份")
_TOTAL_WORDS = ("合计", "总计", "小计")


def departments(
    path: Path, tables: tuple[Table, ...], form: FormDefinition
) -> Iterator[tuple[int, Mapping[str, Parsed], int | None]]:
    """Returns each department once: its row, its fields, its budget year.

    Raises:
        InputError: no sheet has a column of departments, or a year cannot be read.
    """
    for table in tables:
        for row in table[:HEADER_ROWS]:
            names = [fold(text).strip("*:") for text in row.texts]
            columns = [name for name in _DEPARTMENT if name in names]
            if columns:
                below = [other for other in table if other.number > row.number]
                year = next((names.index(name) for name in _YEAR if name in names), None)
                yield from _named(below, names.index(columns[0]), year)
                return
    name = form.fields["department"].name
    raise InputError(
        f"{path.name}：前{HEADER_ROWS}行中没有找到“{name}”一列",
        f"{path.name}: no column “{name}” in the first {HEADER_ROWS} rows",
    )


def no_year(text: str) -> Bilingual:
    """Returns the fault of a budget year that is none."""
    return Bilingual(f"预算年度“{text}”不是四位数的年份", f"the budget year “{text}” is not a year of four digits")


def _named(
    rows: list[RosterLine], col: int, year: int | None
) -> Iterator[tuple[int, Mapping[str, Parsed], int | None]]:
    seen: set[tuple[str, int | None]] = set()
    for row in rows:
        name, own = row.text(col), None if year is None else _year_of_department(row, year)
        if name and fold(name) not in _TOTAL_WORDS and (fold(name), own) not in seen:
            seen.add((fold(name), own))
            yield row.number, {"department": name}, own


def _year_of_department(row: RosterLine, col: int) -> int | None:
    text = row.text(col)
    read = years.KIND.parse(text, "") if text else None
    if text and not isinstance(read, int):
        where, fault = row.cell(col), no_year(text)
        raise InputError(f"{where.zh}：{fault.zh}", f"{where.en}: {fault.en}")
    return read if isinstance(read, int) else None


_TOTALS = ("合计", "总计", "小计")


@dataclass(frozen=True)
class RosterRow:
    """One project of a unit.

    Attributes:
        number: its row in the roster as a person counts, from 1.
        values: what the roster says, by field; amounts in 元.
        budget_year: 预算年度, None where the roster does not say.
        unit_named: whether the roster says in which unit its amount is.
    """

    number: int
    values: Mapping[str, Parsed]
    budget_year: int | None = None
    unit_named: bool = True

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
    def identity(self) -> tuple[str, str]:
        """Returns unit and name as they are compared."""
        return name_key(self.unit), name_key(self.project_name)


def read_roster(
    path: Path, form: FormDefinition, *, project_type: str | None = None, year: int | None = None
) -> tuple[RosterRow, ...]:
    """Returns the rows of a roster (.xlsx or .csv).

    Args:
        path: the file; its first ten rows hold the names of the columns.
        form: the form that is to be issued; the columns are named after its fields.
        project_type: the type of every project whose row does not say one; empty leaves it open.
        year: the budget year of all projects, whatever the roster says.

    Raises:
        FileError: the file cannot be opened.
        InputError: the roster has faults; one line a fault.
    """
    if form.record == "department":
        named = departments(path, read_tables(path), form)
        return tuple(RosterRow(number, values, year or own) for number, values, own in named)
    given = {} if project_type is None else {"project_type": project_type}
    columns, rows = _table(path, form, set(given))
    faults: list[Bilingual] = []
    found = [row for line in rows if (row := _row(line, columns, form, given, year, faults)) is not None]
    faults.extend(_repeated(found))
    if not found and not faults:
        faults.append(Bilingual(f"{path.name}：名册中没有项目", f"{path.name}: the roster has no projects"))
    _refuse(path, faults)
    return tuple(found)


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
    columns, table = usable[0]
    missing = [name for key, name in _needed(form) if key not in columns.places and key not in given]
    _refuse(path, [Bilingual(f"缺少“{name}”一列", f"the column “{name}” is missing") for name in missing])
    return columns, tuple(row for row in table if row.number > columns.header)


def _refuse(path: Path, faults: list[Bilingual]) -> None:
    if faults:
        heading = Bilingual(
            f"名册 {path.name} 有 {len(faults)} 处问题，请改好后重试，没有写出任何文件：",
            f"The roster {path.name} has {len(faults)} faults; correct them and try again. Nothing was written:",
        )
        raise InputError(*in_lines([heading, *(Bilingual(f"  {one.zh}", f"  {one.en}") for one in faults)]))


def _at(place: Bilingual, fault: Bilingual) -> Bilingual:
    return Bilingual(f"{place.zh}：{fault.zh}", f"{place.en}: {fault.en}")


def _needed(form: FormDefinition) -> Iterator[tuple[str, str]]:
    """Returns the columns that a roster must have: prefilled, with no other source."""
    for key, field in form.fields.items():
        named = key in IDENTITY
        elsewhere = field.default is not None or key == "supervising_department"
        if named or (field.required and key in form.prefilled and not elsewhere):
            yield key, field.name


def _row(
    row: RosterLine,
    columns: Columns,
    form: FormDefinition,
    given: Mapping[str, str],
    year: int | None,
    faults: list[Bilingual],
) -> RosterRow | None:
    """Returns one row, None where it is empty or faulty; its faults are collected."""
    texts = [text for text in row.texts if not is_blank(text)]
    if not texts or fold(texts[0]) in _TOTALS:
        return None
    values: dict[str, Parsed] = dict(given)
    for key in columns.places:
        if key in form.fields:
            value = _value(row, columns, key, form, faults, optional=key in given)
            if value is not None:
                values[key] = value
    own = _year(row, columns, faults)
    if "supervising_department" in form.fields and "spending_unit" in values:
        values.setdefault("supervising_department", values["spending_unit"])
    amount = values.get("total")
    named = "total" in columns.units or not isinstance(amount, Amount) or amount.unit != form.unit
    roster_row = RosterRow(row.number, values, year or own, named)
    faults.extend(_at(row.place, fault) for fault in period_faults(roster_row, roster_row.budget_year))
    return roster_row if all(key in values for key in IDENTITY) else None


def _value(
    row: RosterLine, columns: Columns, key: str, form: FormDefinition, faults: list[Bilingual], *, optional: bool
) -> Parsed | None:
    field, place = form.fields[key], columns.places[key]
    text = row.text(place)
    where = row.cell(place)
    if is_blank(text):
        if not optional and (key, field.name) in _needed(form):
            faults.append(_at(where, Bilingual(f"{field.name}为空", f"{field.name} is empty")))
        return None
    choices = tuple(form.types) if field.choices == "types" else field.choices
    if choices and field.kind == "choice":
        same = [choice for choice in choices if fold(choice) == fold(text)]
        if not same:
            zh = f"{field.name}“{text}”不在选项内，可用：{'、'.join(choices)}"
            en = f"{field.name} “{text}” is not one of the choices: {', '.join(choices)}"
            faults.append(_at(where, Bilingual(zh, en)))
        return same[0] if same else None
    read = kind_of(field).parse(text, columns.units.get(key, form.unit))
    fault = _fault(field, text, read, may_be_zero=is_own(key, form.record))
    if fault:
        faults.append(_at(where, Bilingual(f"{field.name}{fault.zh}", f"{field.name} {fault.en}")))
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
        faults.append(_at(row.cell(place), no_year(text)))
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
