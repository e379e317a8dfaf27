"""The proof of a definition: every fault with its line, and a trial round."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

from toolkit.api.batch_setup import BatchSetup
from toolkit.api.issuing import generate, split
from toolkit.api.made_rows import made_rows
from toolkit.api.merging import merge
from toolkit.checks.registry import FAMILIES, rules
from toolkit.checks.sentence import sentence
from toolkit.checks.settings import definition_faults
from toolkit.engine.engine import Running
from toolkit.engine.outcome import Outcome
from toolkit.engine.run_batch import READING
from toolkit.errors import TemplateError, ToolkitError
from toolkit.forms.definition import Field, FormDefinition
from toolkit.forms.fault import Fault, short
from toolkit.forms.field_names import PAYMENT_PLAN, PERIOD, RECORD_KINDS, is_own
from toolkit.forms.kinds import Funds, PeriodText, kinds
from toolkit.forms.loader import (
    find_definitions,
    folders,
    framework_files,
    load_framework,
    read_definition,
    read_framework,
    yaml_files,
)
from toolkit.indicators.framework import Framework
from toolkit.model.finding import Severity
from toolkit.model.frozen import Answers, FrozenMap
from toolkit.model.records import DepartmentTarget, Funding, PaymentStep, Project, Record, SubGoal
from toolkit.model.schema import INDICATOR_CELLS, MONEY_KEYS, keys

_YEAR = 2025
_PASSWORD = "proof"
_HERE = Running(1, None, False)
_OF_RECORD = RECORD_KINDS.keys() - {*MONEY_KEYS, PERIOD}
_APART = ("form", "form_version", "source", "funding", "payment_plan", "indicators", "extra")
_ROWS = keys(INDICATOR_CELLS)


def prove(form: str, templates: Path | None = None) -> TemplateError | None:
    """Returns every fault of a definition, None where it is sound.

    Args:
        form: its id, or the path of its file; of a framework of levels too.
        templates: the user's own folder of definitions.
    """
    try:
        path = _file(form, templates)
    except TemplateError as error:
        return error
    return prove_file(path)


def prove_file(path: Path) -> TemplateError | None:
    """Returns the faults of a definition's or framework's file; None without any."""
    from toolkit.forms.yaml_file import read_yaml, refusal

    try:
        if path.parent.name == "frameworks":
            read_framework(path)
            return None
        definition = read_definition(path, definition_faults)
    except TemplateError as error:
        return error
    if not isinstance(definition, FormDefinition):
        return None
    faults = list(_round(path, definition))
    return refusal(path, read_yaml(path), faults) if faults else None


def definition_files(templates: Path | None = None) -> tuple[Path, ...]:
    """Returns the files of a user's own folder: definitions, then frameworks of levels.

    Without such a folder, those that ship. Raises TemplateError where the folder is missing.
    """
    folder = folders(templates)[0]
    return *yaml_files(folder), *framework_files((folder,)).values()


def _file(form: str, templates: Path | None) -> Path:
    """Returns the file of a definition or framework. Raises TemplateError where there is none."""
    if form.lower().endswith((".yaml", ".yml")):
        return Path(form)
    shelved = find_definitions(templates, definition_faults)
    if form in shelved.paths:
        return shelved.paths[form]
    for broken in shelved.broken:
        if form in (*broken.ids, broken.path.stem):
            return broken.path
    frameworks = framework_files(folders(templates))
    if form in frameworks:
        return frameworks[form]
    raise shelved.missing(form)


@dataclass(frozen=True, slots=True)
class _Trial:
    """A trial round of a form in a temporary folder.

    Attributes:
        form: the form.
        project_type: one of its types; None where it has none.
        folder: where the round writes.
        templates: the folder of definitions that the round uses.
        key: the key file of the round.
        settings: the settings of the round: rules about content are off.
    """

    form: FormDefinition
    project_type: str | None
    folder: Path
    templates: Path
    key: Path
    settings: Path

    @property
    def setup(self) -> BatchSetup:
        """Returns how the round reads: in this process, without cache."""
        return BatchSetup(self.templates, self.key, self.settings, running=_HERE)

    def issue(self, step: str, records: Sequence[Record] | None = None) -> tuple[Path, ...]:
        """Issues the form into a folder of its own, and returns the workbooks."""
        return generate(
            self.form.id,
            out=self.folder / step,
            project_type=self.project_type,
            records=records,
            year=_YEAR,
            password=_PASSWORD,
            key=self.key,
            templates=self.templates,
        ).paths

    def merge_and_split(self, returned: Path) -> tuple[Path, ...]:
        """Merges what was returned, splits the summary, and returns the workbooks."""
        summary = self.folder / "summary.xlsx"
        merge(
            returned,
            output=summary,
            summary=self.form.summary,
            department="测试部门",
            templates=self.templates,
            key=self.key,
            settings=self.settings,
            running=_HERE,
        )
        return split(
            summary,
            out=self.folder / "split",
            form=self.form.id,
            password=_PASSWORD,
            key=self.key,
            templates=self.templates,
            settings=self.settings,
            running=_HERE,
        ).paths


def _round(path: Path, form: FormDefinition) -> Iterator[Fault]:
    """Yields the faults of a whole round, made once for each project type."""
    with TemporaryDirectory(prefix="jixiao-") as name:
        folder = Path(name)
        own, key, settings = _copied(path, folder / "templates"), folder / "key", folder / "settings.yaml"
        key.write_text("proof", "utf-8")
        off = [code for code, rule in rules().items() if rule.family not in READING and rule.family in FAMILIES]
        settings.write_text("checks:\n" + "".join(f"  {code}: {{severity: 'off'}}\n" for code in off), "utf-8")
        for number, kind in enumerate(form.types or (None,)):
            trial = _Trial(form, kind, folder / str(number), own.parent, key, settings)
            try:
                yield from _trial_faults(trial)
            except ToolkitError as error:
                zh, en = f"试走一遍时：{error.message('zh')}", f"in the trial round: {error.message('en')}"
                yield Fault(("types", kind) if kind else ("layout",), zh, en)


def _copied(path: Path, folder: Path) -> Path:
    """Returns the definition's copy in a folder with its frameworks and summaries.

    No other definition is there, so that none disturbs the round.
    """
    folder.mkdir()
    shutil.copy(path, folder / path.name)
    if (path.parent / "frameworks").is_dir():
        shutil.copytree(path.parent / "frameworks", folder / "frameworks")
    for other in yaml_files(path.parent):
        if other.name != path.name and b"kind: summary" in other.read_bytes():
            shutil.copy(other, folder / other.name)
    return folder / path.name


def _trial_faults(trial: _Trial) -> Iterator[Fault]:
    """Yields the differences after each step: blank, filled, merged and split."""
    yield from _remarks(trial.setup.read(trial.issue("blank")), "空表", "blank form")
    record = made_record(trial.form, load_framework(trial.form.framework, trial.templates), trial.project_type)
    outcome = trial.setup.read(trial.issue("filled", [record]))
    yield from _remarks(outcome, "填好的表", "filled form")
    yield from differences(trial.form, record, outcome, "填好的表", "filled form")
    if isinstance(record, Project):
        back = trial.setup.read(trial.merge_and_split(trial.folder / "filled"))
        yield from differences(trial.form, record, back, "汇总再拆分的表", "form split from the summary")


def _remarks(outcome: Outcome, zh: str, en: str) -> Iterator[Fault]:
    """Yields warnings and errors that reading finds on an untouched form."""
    for finding in outcome.findings:
        if finding.severity is not Severity.INFO:
            yield Fault(
                ("layout",),
                f"{zh}读回时：{finding.code} {sentence(finding, 'zh')}",
                f"reading the {en}: {finding.code} {sentence(finding, 'en')}",
            )


def differences(form: FormDefinition, filled_in: Record, outcome: Outcome, zh: str, en: str) -> Iterator[Fault]:
    """Yields the values that were filled in and are not read back."""
    found: tuple[Record, ...] = outcome.departments if isinstance(filled_in, DepartmentTarget) else outcome.projects
    if len(found) != 1:
        yield Fault(
            ("layout",), f"{zh}读回 {len(found)} 个，应为 1 个", f"reading the {en} gives {len(found)} records, not 1"
        )
        return
    wanted, got = dict(_values(filled_in)), dict(_values(found[0]))
    for key in sorted({*wanted, *got}):
        before, after = wanted.get(key), got.get(key)
        if before != after and (before is not None or key.startswith("row") or key.split(".")[0] in form.fields):
            place = ("fields", key) if key in form.fields else ("indicators",) if key.startswith("row") else ("layout",)
            yield Fault(
                place,
                f"{zh}：{key} 填“{short(before)}”，读回“{short(after)}”",
                f"{en}: {key} was “{short(before)}” and is read as “{short(after)}”",
            )


def _values(record: Record) -> Iterator[tuple[str, object]]:
    """Yields every value of a record with a name for it."""
    if isinstance(record, DepartmentTarget):
        yield from (("department", record.department), ("overall_goal", record.overall_goal))
        for number, sub in enumerate(record.sub_goals, 1):
            yield from ((f"sub_goals.{number}.{field.name}", getattr(sub, field.name)) for field in fields(sub))
        yield from ((f"measures.{number}", text) for number, text in enumerate(record.measures, 1))
        yield from ((part, getattr(record.funding, part, None)) for part in MONEY_KEYS)
        yield from record.extra.items()
        yield from _row_values(record)
        return
    for field in fields(record):
        if field.name not in _APART:
            yield field.name, getattr(record, field.name)
    yield from record.extra.items()
    yield from ((part, getattr(record.funding, part)) for part in MONEY_KEYS)
    yield from ((f"{PAYMENT_PLAN}{step.by}", step.percent) for step in record.payment_plan)
    yield from _row_values(record)


def _row_values(record: Record) -> Iterator[tuple[str, object]]:
    for number, row in enumerate(record.indicators, 1):
        yield from ((f"row{number}.{part}", getattr(row, part)) for part in (*_ROWS, "scope"))
        yield from ((f"row{number}.{part}", answer) for part, answer in row.extra.items())


def made_record(form: FormDefinition, framework: Framework, kind: str | None) -> Record:
    """Returns a record with a value for every cell of a form."""
    texts = {name: _made_text(name, field, number, kind) for number, (name, field) in enumerate(form.fields.items(), 1)}
    if form.record == "department":
        return replace(_made_target(form, texts), indicators=tuple(made_rows(form, framework, kind)))
    given: dict[str, str | int] = {name: text for name, text in texts.items() if name in _OF_RECORD}
    given |= _made_period(texts.get(PERIOD))
    given |= {name: year for name, year in (("start_year", _YEAR), ("end_year", _YEAR + 1)) if name in form.fields}
    amounts: dict[str, Decimal] = {
        part: Decimal(number * 10_000) for number, part in enumerate(MONEY_KEYS[1:], 1) if part in form.fields
    }
    if "total" in form.fields:
        amounts["total"] = sum(amounts.values()) or Decimal(120_000)
    if "funds_text" in form.fields:
        parsed = kinds()["funds"].parse(texts["funds_text"], form.unit)
        if isinstance(parsed, Funds):
            amounts = {part: amount.yuan for part, amount in parsed.amounts.items()} | amounts
    plan = [name.removeprefix(PAYMENT_PLAN) for name in form.fields if name.startswith(PAYMENT_PLAN)]
    build: Callable[..., Project] = Project
    return build(
        form.id,
        form.version,
        **given,
        budget_year=_YEAR,
        funding=Funding(**amounts, unit_as_written=form.unit),
        extra=_made_answers(form, texts),
        payment_plan=tuple(PaymentStep(by, str(10 * number)) for number, by in enumerate(plan, 1)),
        indicators=tuple(made_rows(form, framework, kind)),
    )


_SAMPLES = {"date": "2025-07-{:02d}", "phone": "0769-220000{:02d}", "percent": "{}%", "amount": "{}0000.00"}


def _made_text(name: str, field: Field, number: int, kind: str | None) -> str:
    if sample := _SAMPLES.get(field.kind):
        return sample.format(number % 28 + 1)
    if field.kind == "year":
        return str(_YEAR)
    if field.kind == "period":
        return f"{_YEAR}年1月-{_YEAR + 1}年6月"[: field.most or None]
    if field.choices == "types":
        return kind or ""
    if field.choices:
        return field.choices[-1]
    if field.kind == "funds":
        return "预算数 12 万元。其中：财政资金 12 万元。主要用于试填。"
    if field.kind == "code":
        return f"2025{number:04d}"[: field.most or 30]
    return f"{field.name}试填{number}"[-(field.most or 60) :]


def _made_answers(form: FormDefinition, texts: dict[str, str]) -> Answers:
    return FrozenMap((name, text) for name, text in texts.items() if is_own(name, form.record))


def _made_period(text: str | None) -> dict[str, str | int]:
    """Returns what a period in one cell says, by field of the record."""
    parsed = kinds()["period"].parse(text, "") if text else None
    fields_of = parsed._asdict() if isinstance(parsed, PeriodText) else {}
    return {"period_text" if key == "text" else key: value for key, value in fields_of.items() if value is not None}


def _made_target(form: FormDefinition, texts: dict[str, str]) -> DepartmentTarget:
    count = 1 + sum(name.endswith(".title") for name in texts)
    subs = [
        SubGoal(*(texts.get(f"sub_goals.{number}.{part}") for part in ("title", "goal", "indicators_text")))  # type: ignore[arg-type]
        for number in range(1, count)
    ]
    measures = tuple(text for name, text in texts.items() if name.startswith("measures."))
    amounts = {key: Decimal(texts[key]) for key in MONEY_KEYS if key in texts}
    return DepartmentTarget(
        form.id,
        form.version,
        texts.get("department"),
        _YEAR,
        texts.get("overall_goal"),
        tuple(subs),
        measures,
        Funding(**amounts, unit_as_written=form.unit) if amounts else None,
        extra=_made_answers(form, texts),
    )
