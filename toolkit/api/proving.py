"""The proof of a definition: every fault with its line, and a trial round."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from toolkit.api.batch_setup import BatchSetup
from toolkit.api.issuing import generate, split
from toolkit.api.made_records import YEAR, made_record
from toolkit.api.merging import merge
from toolkit.api.proving_lists import ListTrial, trial_faults
from toolkit.checks.finding_text import sentence
from toolkit.checks.registry import FAMILIES, rules
from toolkit.checks.settings import definition_faults
from toolkit.engine.engine import Running
from toolkit.engine.outcome import Outcome
from toolkit.engine.run_batch import READING
from toolkit.errors import TemplateError, ToolkitError
from toolkit.files import apart
from toolkit.forms.definition import FormDefinition, SummaryDefinition
from toolkit.forms.definition_files import folders, framework_files, yaml_files
from toolkit.forms.fault import Fault, short
from toolkit.forms.field_names import PAYMENT_PLAN
from toolkit.forms.loader import find_definitions, load_framework, read_definition, read_framework
from toolkit.model.finding import Severity
from toolkit.model.records import DepartmentTarget, Record
from toolkit.model.schema import INDICATOR_CELLS, MONEY_KEYS, keys
from toolkit.office import OfficeStep

_PASSWORD = "proof"
_HERE = Running(1, None, False)
_APART = ("form", "form_version", "source", "funding", "payment_plan", "indicators", "extra", "tables")
#: Faults of one step that are listed.
_SHOWN = 5
_ROWS = keys(INDICATOR_CELLS)


def prove(form: str, templates: Path | None = None, office: OfficeStep | None = None) -> TemplateError | None:
    """Returns every fault of a definition, None where it is sound.

    Args:
        form: its id, or the path of its file; of a framework of levels too.
        templates: the user's own folder of definitions.
        office: saves what was filled in as a person would, before it is read once more; None for no such step.
    """
    try:
        path = _file(form, templates)
    except TemplateError as error:
        return error
    return prove_file(path, office)


def prove_file(path: Path, office: OfficeStep | None = None) -> TemplateError | None:
    """Returns the faults of a definition's or framework's file; None without any."""
    from toolkit.forms.yaml_file import read_yaml, refusal

    try:
        if path.parent.name == "frameworks":
            read_framework(path)
            return None
        definition = read_definition(path, definition_faults)
    except TemplateError as error:
        return error
    with apart():
        if isinstance(definition, FormDefinition):
            faults = list(_round(path, definition, office))
        else:
            faults = list(_list_round(path, definition, office))
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

    @property
    def record(self) -> Record:
        """Returns what is filled in."""
        return made_record(self.form, load_framework(self.form.framework, self.templates), self.project_type)

    def issue(self, step: str, records: Sequence[Record] | None = None) -> tuple[Path, ...]:
        """Issues the form into a folder of its own, and returns the workbooks."""
        return generate(
            self.form.id,
            output=self.folder / step,
            project_type=self.project_type,
            records=records,
            year=YEAR,
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
            output=self.folder / "split",
            form=self.form.id,
            password=_PASSWORD,
            key=self.key,
            templates=self.templates,
            settings=self.settings,
            running=_HERE,
        ).paths


def _round(path: Path, form: FormDefinition, office: OfficeStep | None) -> Iterator[Fault]:
    """Yields the faults of a whole round, made once for each project type."""
    with TemporaryDirectory(prefix="jixiao-") as name:
        folder = Path(name)
        own, key, settings = _copied(path, folder / "templates"), folder / "key", _without_contents(folder)
        key.write_text("proof", "utf-8")
        trials = [
            _Trial(form, kind, folder / str(number), own.parent, key, settings)
            for number, kind in enumerate(form.types or (None,))
        ]
        sound = True
        for trial in trials:
            for fault in guarded(
                _trial_faults(trial), ("types", trial.project_type or "") if form.types else ("layout",)
            ):
                sound = False
                yield fault
        if sound and office is not None:
            yield from guarded(_saved_faults(trials, office, folder / "saved"), ("layout",))


def guarded(faults: Iterator[Fault], place: tuple[str, ...]) -> Iterator[Fault]:
    """Yields faults, and one more where the round could not go on."""
    try:
        yield from faults
    except ToolkitError as error:
        zh, en = f"试走一遍时：{error.message('zh')}", f"in the trial round: {error.message('en')}"
        yield Fault(place, zh, en)


def _list_round(path: Path, definition: SummaryDefinition, office: OfficeStep | None) -> Iterator[Fault]:
    """Yields the faults of the round of a list, or of a summary's layout."""
    with TemporaryDirectory(prefix="jixiao-") as name:
        folder = Path(name)
        own, key, settings = _copied(path, folder / "templates"), folder / "key", _without_contents(folder)
        key.write_text("proof", "utf-8")
        trial = ListTrial(definition, folder, own.parent, key, settings, office)
        yield from guarded(trial_faults(trial), ("columns",))


def _without_contents(folder: Path) -> Path:
    """Returns a settings file in which the rules about content are off."""
    settings = folder / "settings.yaml"
    off = [code for code, rule in rules().items() if rule.family not in READING and rule.family in FAMILIES]
    settings.write_text("checks:\n" + "".join(f"  {code}: {{severity: 'off'}}\n" for code in off), "utf-8")
    return settings


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
    remarked = list(few(_remarks(trial.setup.read(trial.issue("blank")), "空表", "blank form")))
    yield from remarked
    record = trial.record
    outcome = trial.setup.read(trial.issue("filled", [record]))
    yield from few(_remarks(outcome, "填好的表", "filled form"))
    different = list(few(differences(trial.form, record, outcome, "填好的表", "filled form")))
    yield from different
    if remarked or different:
        return  # what follows would say the same once more
    back = trial.setup.read(trial.merge_and_split(trial.folder / "filled"))
    yield from few(differences(trial.form, record, back, "汇总再拆分的表", "form split from the summary"))


def _saved_faults(trials: Sequence[_Trial], office: OfficeStep, folder: Path) -> Iterator[Fault]:
    """Yields what is read otherwise after LibreOffice saved the filled forms."""
    filled = [next((trial.folder / "filled").rglob("*.xlsx")) for trial in trials]
    for trial, saved in zip(trials, office.save(filled, folder), strict=False):
        outcome = trial.setup.read([saved])
        zh, en = "LibreOffice 保存过的表", "form saved by LibreOffice"
        yield from few(_remarks(outcome, zh, en))
        yield from few(differences(trial.form, trial.record, outcome, zh, en))


def few(faults: Iterator[Fault]) -> Iterator[Fault]:
    """Yields the first faults of a step, and how many more there are."""
    yield from islice(faults, _SHOWN)
    rest = list(faults)
    if rest:
        yield Fault(rest[0].keys, f"……这一步另有 {len(rest)} 处", f"… and {len(rest)} more at this step")


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
        yield from record.tables.items()
        return
    for field in fields(record):
        if field.name not in _APART:
            yield field.name, getattr(record, field.name)
    yield from record.extra.items()
    yield from record.tables.items()
    yield from ((part, getattr(record.funding, part)) for part in MONEY_KEYS)
    yield from ((f"{PAYMENT_PLAN}{step.by}", step.percent) for step in record.payment_plan)
    yield from _row_values(record)


def _row_values(record: Record) -> Iterator[tuple[str, object]]:
    for number, row in enumerate(record.indicators, 1):
        yield from ((f"row{number}.{part}", getattr(row, part)) for part in (*_ROWS, "scope"))
        yield from ((f"row{number}.{part}", answer) for part, answer in row.extra.items())
