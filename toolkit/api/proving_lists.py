"""The trial round of a list (`kind: list`) and of a summary's layout.

A list is issued, filled in every cell, read, merged, split and read; a summary is written over made projects, read and
split.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from toolkit.api.batch_setup import BatchSetup
from toolkit.api.issuing import generate, split
from toolkit.api.made_records import YEAR, made_answer, made_record
from toolkit.api.merging import merge
from toolkit.engine.engine import Running
from toolkit.forms.definition import PROJECT_TEXTS, Field, FormDefinition, SummaryDefinition
from toolkit.forms.fault import Fault, short
from toolkit.forms.loader import load_definitions, load_framework
from toolkit.forms.table_definition import PARTS, VALUE_OF, indicator_text
from toolkit.indicators.framework import Framework
from toolkit.model.frozen import FrozenMap
from toolkit.model.records import Funding, Indicator, Project
from toolkit.model.schema import INDICATOR_CELLS, MONEY_KEYS, keys
from toolkit.office import OfficeStep

_TEXTS = {"name": "project_name", "spending_unit": "spending_unit", "goal": "annual_goal"}
_CARRIED = keys(INDICATOR_CELLS, carried=True)
#: The summary over which a list is split again; it has a row for each indicator as the list has.
_SUMMARY = "flat"


@dataclass(frozen=True, slots=True)
class ListTrial:
    """A trial round in a temporary folder.

    Attributes:
        definition: the list, or the summary.
        folder: where the round writes.
        templates: the folder of definitions that the round uses.
        key: the key file of the round.
        settings: the settings of the round: rules about content are off.
        office: saves workbooks before they are read once more; None for no such step.
    """

    definition: SummaryDefinition
    folder: Path
    templates: Path
    key: Path
    settings: Path
    office: OfficeStep | None = None

    @property
    def setup(self) -> BatchSetup:
        """Returns how the round reads: in this process, without cache."""
        return BatchSetup(self.templates, self.key, self.settings, running=Running(1, None, False))

    def issued(self, form: str, records: Sequence[Project]) -> Path:
        """Returns the folder of a form or list with these records."""
        out = self.folder / "filled"
        generate(form, output=out, records=records, year=YEAR, password="proof", key=self.key, templates=self.templates)
        return out

    def merged(self, returned: Path, summary: str) -> Path:
        """Returns the summary of what was returned."""
        path = self.folder / "summary.xlsx"
        merge(
            returned, output=path, summary=summary, department="测试部门", templates=self.templates, key=self.key,
            settings=self.settings, running=Running(1, None, False),
        )  # fmt: skip
        return path

    def saved(self, workbooks: Sequence[Path]) -> tuple[Path, ...]:
        """Returns workbooks as LibreOffice saves them; none without it."""
        return self.office.save(workbooks, self.folder / "saved") if self.office is not None else ()

    def split_again(self, summary: Path, form: str) -> tuple[Path, ...]:
        """Returns the forms or lists of a summary."""
        return split(
            summary, output=self.folder / "split", form=form, password="proof", key=self.key, templates=self.templates,
            settings=self.settings, running=Running(1, None, False),
        ).paths  # fmt: skip


def trial_faults(trial: ListTrial) -> Iterator[Fault]:
    """Yields the differences after each step of a round."""
    definition = trial.definition
    framework = load_framework(definition.framework, trial.templates)
    if definition.kind == "list":
        records = list(_made_projects(definition, framework))
        filled = trial.issued(definition.id, records)
        yield from _differences(trial, [filled], records, "填好的清单", "filled list")
        if saved := trial.saved(sorted(filled.rglob("*.xlsx"))):
            yield from _differences(trial, saved, records, "LibreOffice 保存过的清单", "list saved by LibreOffice")
        parts = trial.split_again(trial.merged(filled, _SUMMARY), definition.id)
        yield from _differences(trial, parts, records, "汇总再拆分的清单", "list split from the summary")
        return
    form = _form_for(trial)
    if form is None:
        return
    record = made_record(form, framework, next(iter(form.types), None))
    assert isinstance(record, Project)
    summary = trial.merged(trial.issued(form.id, [record]), definition.id)
    yield from _differences(trial, [summary], [record], "写出的汇总表", "written summary")
    if saved := trial.saved([summary]):
        yield from _differences(trial, saved, [record], "LibreOffice 保存过的汇总表", "summary saved by LibreOffice")
    parts = trial.split_again(summary, form.id)
    yield from _differences(trial, parts, [record], "由汇总表拆分的表", "form split from the summary")


def _form_for(trial: ListTrial) -> FormDefinition | None:
    """Returns a form whose projects the summary is for, or one of its levels."""
    forms = [
        one
        for one in load_definitions(trial.templates).values()
        if isinstance(one, FormDefinition) and one.record == "project" and one.framework == trial.definition.framework
    ]
    return max(forms, key=lambda one: one.summary == trial.definition.id, default=None)


def _made_projects(definition: SummaryDefinition, framework: Framework) -> Iterator[Project]:
    """Yields projects of two units, with a value for every column."""
    columns = {column.key for column in definition.columns}
    for number, unit in enumerate(("试填单位甲", "试填单位甲", "试填单位乙"), 1):
        money: dict[str, Any] = {key: Decimal(number * 10_000) for key in MONEY_KEYS if key in columns}
        texts: dict[str, Any] = {
            key: f"2025000{number}" if key == "project_code" else f"试填{number}"
            for key in PROJECT_TEXTS
            if key in columns
        }
        yield Project(
            definition.id,
            definition.version,
            project_name=f"试填项目{number}",
            spending_unit=unit,
            budget_year=YEAR,
            funding=Funding(**money, unit_as_written=definition.unit),
            annual_goal=f"试填目标{number}" if "goal" in columns else None,
            **texts,
            indicators=tuple(_made_indicators(definition, framework)),
        )


def _made_indicators(definition: SummaryDefinition, framework: Framework) -> Iterator[Indicator]:
    parts = {column.part for column in definition.columns if column.part}
    values = {VALUE_OF[part] for part in parts if part in VALUE_OF}
    own = [one for one in definition.columns if one.part and one.part not in PARTS]
    for number, (first, second) in enumerate(framework.pairs(), 1):
        extra = (
            (one.key, made_answer(Field(one.kind or "text", one.label, choices=one.choices), number)) for one in own
        )
        carried: dict[str, Any] = {
            part: "5" if part == "weight" else f"试填{part}{number}" for part in _CARRIED if part in parts
        }
        yield Indicator(
            first.name,
            second.name,
            f"试填指标{number}",
            f"≥{number + 10}个" if "period_value" in values else None,
            f"≥{number}个" if "annual_value" in values else None,
            extra=FrozenMap(extra),
            **carried,
        )


def _differences(
    trial: ListTrial, paths: Sequence[Path], wanted: Sequence[Project], zh: str, en: str
) -> Iterator[Fault]:
    """Yields the cells that were filled in and are not read back."""
    found = {one.project_name: one for one in trial.setup.read(list(paths)).projects}
    for record in wanted:
        back = found.get(record.project_name)
        if back is None:
            yield Fault(
                ("columns",), f"{zh}：没有读到“{record.project_name}”", f"{en}: “{record.project_name}” is missing"
            )
            continue
        for number, column in enumerate(trial.definition.columns):
            before, after = (_shown(one, column.key, column.part) for one in (record, back))
            if before != after:
                yield Fault(
                    ("columns", number),
                    f"{zh}：{column.label} 填“{short(before)}”，读回“{short(after)}”",
                    f"{en}: {column.label} was “{short(before)}” and is read as “{short(after)}”",
                )


def _shown(project: Project, key: str, part: str | None) -> str:
    """Returns what a column holds of a project."""
    if part is not None:
        return "；".join(indicator_text(one, part) for one in project.indicators)
    if key == "indicators":
        shown: Callable[[Indicator], str] = lambda one: f"{one.level2} {one.name} {one.period_value} {one.annual_value}"  # noqa: E731
        return "；".join(map(shown, project.indicators))
    return str(getattr(project.funding, key) if key in MONEY_KEYS else getattr(project, _TEXTS.get(key, key), "") or "")
