"""The fields of a record as texts with their cells, for comparing two returns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from toolkit.ledger.return_rows import RecordContent
from toolkit.model.same import name_key
from toolkit.model.schema import DEPARTMENT, INDICATOR, PROJECT, RecordField, leaves
from toolkit.rounds.form_words import FormWords

#: Fields that say how a record was read.
_PASSED_OVER = frozenset({"form", "form_version", "unit_as_written", "cell", "level1"})
#: Parts of an indicator that are its place, or a folder of further ones.
_NOT_COMPARED = _PASSED_OVER | {"level2", "extra"}


@dataclass(frozen=True, slots=True)
class FieldPart:
    """A field of a record as text, with its cell and words.

    `is_answer` says that it is what the unit promises: a goal, an indicator, a text; not money, not a fact of the
    project.
    """

    label: str
    text: str
    cell: str
    row: str
    key: str
    is_answer: bool = True


def plain_parts(content: RecordContent, words: FormWords) -> Iterator[tuple[str, FieldPart]]:
    """Yields every field of a record but its indicators."""
    record, cells = content.record, content.cells
    schema = DEPARTMENT if "department" in record and "project_name" not in record else PROJECT
    for path, field in leaves(schema):
        key = path.rpartition(".")[2]
        if key not in _PASSED_OVER and not path.startswith("source"):
            cell = cells.get(path, cells.get(key, ""))
            yield (
                path,
                FieldPart(
                    field.zh, _valued(field, _at(record, path)), cell, "", key, field.kind in ("long_text", "funds")
                ),
            )
    for field in schema:
        if field.kind in ("rows", "texts") and field.key != "indicators":
            for number, row in enumerate(_listed(record, field.key)):
                yield from _row(field, number, row, cells)
    for key, value in _mapped(record.get("extra")).items():
        yield f"extra.{key}", _further(words.field(key), value, cells.get(key, ""), words.is_amount(key))
    for table, rows in _mapped(record.get("tables")).items():
        for number, row in enumerate(rows, 1):
            for column, value in row.items():
                name, key = words.cell_of_table(table, number, row, column)
                yield key, _further(name, value, cells.get(key, ""), words.is_amount(column))


def _further(name: str, value: Any, cell: str, is_amount: bool) -> FieldPart:
    """Returns a field that the definition adds."""
    text = _text(value)
    return FieldPart(name, f"{text} 元" if is_amount and text else text, cell, "", name, not is_amount)


def _mapped(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _valued(field: RecordField, value: Any) -> str:
    """Returns a value as text, an amount with its unit."""
    text = _text(value)
    return f"{text} {field.unit}" if text and field.kind == "amount" else text


def _row(field: RecordField, number: int, row: Any, cells: Mapping[str, str]) -> Iterator[tuple[str, FieldPart]]:
    if not isinstance(row, dict):
        key = f"{field.key}.{number}"
        yield key, FieldPart(f"{field.zh}（{number + 1}）", _text(row), cells.get(key, ""), "", field.key)
        return
    for inner in field.fields:
        key = f"{field.key}.{number}.{inner.key}"
        name = row.get("by") or row.get("title") or number + 1
        label = f"{field.zh}“{name}”{inner.zh}"
        is_answer = field.key != "payment_plan"
        yield key, FieldPart(label, _text(row.get(inner.key)), cells.get(key, ""), "", inner.key, is_answer)


_Row = Mapping[str, FieldPart]


def paired_indicators(before: RecordContent, after: RecordContent, words: FormWords) -> Iterator[tuple[_Row, _Row]]:
    """Yields the indicators of two returns in pairs, by category and name."""
    left = [*_indicators(before, words)]
    rest: list[tuple[str, _Row]] = []
    for level, name, row in _indicators(after, words):
        same = next((one for one in left if one[:2] == (level, name)), None)
        if same is None:
            rest.append((level, row))
        else:
            left.remove(same)
            yield same[2], row
    for level, row in rest:
        same = next((one for one in left if one[0] == level), None)
        if same is not None:
            left.remove(same)
        yield same[2] if same else {}, row
    for _, _, row in left:
        yield row, {}


def _indicators(content: RecordContent, words: FormWords) -> Iterator[tuple[str, str, _Row]]:
    for number, row in enumerate(_listed(content.record, "indicators")):
        own = {key: (words.column(key), value) for key, value in _mapped(row.get("extra")).items()}
        values = {field.key: (field.zh, row.get(field.key)) for field in INDICATOR if field.key not in _NOT_COMPARED}
        values |= own
        places = {key: content.cells.get(f"indicators.{number}.{key}", "") for key in values}
        whole_row = ",".join(cell for cell in places.values() if cell)
        level, name = str(row.get("level2") or ""), str(row.get("name") or "")
        parts = {
            key: FieldPart(f"{level}“{name}”{label}", _text(value), places[key], whole_row, key)
            for key, (label, value) in values.items()
        }
        yield level, name_key(name), parts


def _listed(record: Mapping[str, Any], key: str) -> Sequence[Any]:
    found = record.get(key)
    return found if isinstance(found, list) else []


def _at(record: Mapping[str, Any], path: str) -> Any:
    found: Any = record
    for key in path.split("."):
        found = found.get(key) if isinstance(found, dict) else None
    return found


def _text(value: Any) -> str:
    return "" if value is None else str(value)
