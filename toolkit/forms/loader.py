"""Definitions are read from `templates/*.yaml` and checked; what is wrong is said with file, line and key.

A user's own folder (`--templates`, `JIXIAO_TEMPLATES`) is searched before the definitions that ship.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from toolkit.errors import TemplateError
from toolkit.forms.compiled import compiled
from toolkit.forms.definition import Definition, FormDefinition, SummaryDefinition
from toolkit.forms.headings import faults
from toolkit.forms.repeat import written_out
from toolkit.indicators.framework import Framework

VARIABLE = "JIXIAO_TEMPLATES"


@cache
def shipped(name: str) -> Path:
    """A folder of the distribution (`templates`, `samples`), installed or in a checkout."""
    package = Path(__file__).resolve().parent.parent
    inside = package / name
    return inside if inside.is_dir() else package.parent / name


def folders(own: Path | None = None) -> tuple[Path, ...]:
    """Where definitions are looked for, first come first. Raises TemplateError where a named one is missing."""
    named = own or (Path(os.environ[VARIABLE]) if os.environ.get(VARIABLE) else None)
    if named is not None and not named.is_dir():
        raise TemplateError(f"模板文件夹不存在：{named} (no such templates folder)")
    return (*([named] if named else []), shipped("templates"))


def load_definitions(own: Path | None = None) -> Mapping[str, Definition]:
    """All definitions by id, a user's own before those that ship. Raises TemplateError."""
    found: dict[str, Definition] = {}
    for folder in folders(own):
        here = {}
        for path in sorted(folder.glob("*.yaml")):
            definition = read_definition(path)
            if definition.id in here:
                raise TemplateError(f"{path.name}: 编号 {definition.id} 重复 (id used twice in {folder})")
            here[definition.id] = definition
        found = {**here, **found}
    return dict(sorted(found.items()))


def load_form(form: str, own: Path | None = None) -> Definition:
    """One definition by id, or by the path of its file. Raises TemplateError where there is none."""
    if form.endswith((".yaml", ".yml")):
        return read_definition(Path(form))
    definitions = load_definitions(own)
    if form not in definitions:
        raise TemplateError(f"没有名为“{form}”的模板，现有：{'、'.join(definitions)} (no such form)")
    return definitions[form]


def load_framework(name: str, own: Path | None = None) -> Framework:
    """A framework of levels by id. Raises TemplateError where there is none."""
    return _framework_in(name, folders(own))


@cache
def _framework_in(name: str, places: tuple[Path, ...]) -> Framework:
    for folder in places:
        path = folder / "frameworks" / f"{name}.yaml"
        if path.is_file():
            return _framework(path)
    raise TemplateError(f"没有名为“{name}”的指标体系 (no such framework)")


@cache
def read_definition(path: Path) -> Definition:
    """One definition, read and checked. Raises TemplateError with file, line and key."""
    return compiled(path, _read_definition)


def _read_definition(path: Path) -> Definition:
    from toolkit.forms.yaml_file import check, read_yaml

    data = read_yaml(path)
    kinds: dict[str, Any] = {"form": FormDefinition, "summary": SummaryDefinition}
    kind = data.get("kind")
    if kind not in kinds:
        raise TemplateError(f"{path.name}: kind 应为 {'、'.join(kinds)} (kind must be one of these), 现为 {kind!r}")
    definition: Definition = check(path, data, kinds[kind])
    if isinstance(definition, FormDefinition):
        definition = written_out(definition)
    _consistent(path, definition)
    return definition


@cache
def _framework(path: Path) -> Framework:
    return compiled(path, _read_framework)


def _read_framework(path: Path) -> Framework:
    from toolkit.forms.yaml_file import check, read_yaml

    return check(path, read_yaml(path), Framework)


def _consistent(path: Path, definition: Definition) -> None:
    """What the schema cannot say: names that must be known elsewhere in the file or in its framework."""
    framework = load_framework(definition.framework, path.parent if (path.parent / "frameworks").is_dir() else None)
    if isinstance(definition, SummaryDefinition):
        return
    from toolkit.forms.kinds import kinds

    known = {second.name for _, second in framework.pairs()}
    used = [category.level2 for category in definition.indicators.categories]
    printed = [piece.field for line in definition.layout for piece in line.cells if piece.field]
    _refuse(path, "indicators.categories", (name for name in used if name not in known), "指标体系中没有")
    _refuse(path, "indicators.categories", {name for name in used if used.count(name) > 1}, "重复的类别")
    for what, names in faults(definition.indicators):
        _refuse(path, "indicators.columns", names, what)
    unknown = (name for name in definition.fields if not _is_record_field(name, definition.record))
    _refuse(path, "fields", unknown, "未知的栏目")
    _refuse(path, "layout", (name for name in printed if name not in definition.fields), "fields 中没有")
    _refuse(path, "layout", (name for name in definition.fields if name not in printed), "layout 中没有")
    _refuse(path, "layout", {name for name in printed if printed.count(name) > 1}, "重复的栏目")
    _refuse(
        path,
        "prefilled",
        (name for name in definition.prefilled if name not in definition.fields),
        "未知的栏目",
    )
    _refuse(path, "fields", (f.kind for f in definition.fields.values() if f.kind not in kinds()), "未知的类型")
    for name, kind in definition.types.items():
        for part in (kind.rows, kind.suggestions):
            _refuse(path, f"types.{name}", (level for level in part if level not in used), "表中没有的类别")


def _is_record_field(name: str, record: str) -> bool:
    if record == "department":
        return DEPARTMENT_FIELDS.fullmatch(name) is not None
    return name in RECORD_FIELDS or (name.startswith(PAYMENT_PLAN) and name != PAYMENT_PLAN)


#: Fields of a department's target.
DEPARTMENT_FIELDS = re.compile(r"department|overall_goal|sub_goals\.\d+\.(title|goal|indicators_text)|measures\.\d+")
#: Before the checkpoint (3月底) of a step of the spending plan.
PAYMENT_PLAN = "payment_plan."
#: Fields of a record that a definition can ask for.
RECORD_FIELDS = frozenset(
    (
        *("project_name", "project_code", "project_type", "project_level"),
        *("supervising_department", "spending_unit", "start_year", "end_year"),
        *("total", "fiscal", "special_account", "other", "funds_text", "period_goal", "annual_goal"),
    )
)


def _refuse(path: Path, key: str, names: Iterable[str], what: str) -> None:
    bad = sorted(set(names))
    if bad:
        from toolkit.forms.yaml_file import line_of

        line = line_of(path, tuple(key.split(".")))
        raise TemplateError(f"{path.name}:{line}: {key}: {what}：{'、'.join(bad)} (unknown or repeated here)")
