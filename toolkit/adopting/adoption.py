"""`adopt`: an office's own workbook in, a proven draft of a definition out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from toolkit.adopting.column_words import level_of
from toolkit.adopting.draft import Draft, Unread
from toolkit.adopting.draft_yaml import definition_yaml
from toolkit.adopting.list_draft import list_columns, list_yaml
from toolkit.adopting.own_levels import framework_yaml
from toolkit.adopting.sheet_blocks import texts
from toolkit.adopting.sheet_choice import ChosenSheet, choose
from toolkit.adopting.spellings import with_spellings
from toolkit.adopting.understand import understood
from toolkit.api.given_files import Input, Output, as_path, files_at_hand, is_path, output_path
from toolkit.api.proving import prove_file
from toolkit.api.reading import read
from toolkit.engine.engine import Running
from toolkit.engine.outcome import Outcome
from toolkit.errors import InputError, TemplateError
from toolkit.files import refuse_existing, refuse_inputs, write_atomically
from toolkit.forms.definition_files import folders, framework_files
from toolkit.forms.loader import load_framework
from toolkit.indicators.framework import Framework
from toolkit.intake.library import load_library
from toolkit.model.finding import Bilingual
from toolkit.model.text import counted

_USUAL = "classic"
_HERE = Running(1, None, False)
#: A form with fewer fields is none.
_FEWEST = 2
_OWN_COLUMN = Bilingual("自设的列", "a column of its own")


@dataclass(frozen=True)
class Adopted:
    """The result of adopting a workbook.

    Attributes:
        path: the definition that was written; `-` where it was written to an open file.
        form: its id.
        text: the definition as YAML; each guess has a comment that begins with 猜测：.
        guesses: the guesses, by the key or heading that they concern.
        unread: the cells that were not understood.
        notes: what a person should know besides.
        faults: what the proof found; None where the definition is sound.
        filled: whether the workbook was filled in.
        outcome: the records that the draft reads from a filled workbook, with the findings on its structure; None
            for a blank one, or where the draft cannot be used yet.
        levels: the framework of the form's own levels as YAML, which stands beside the definition in `frameworks/`;
            None where a framework at hand knows all its levels.
    """

    path: Path
    form: str
    text: str
    guesses: tuple[tuple[str, Bilingual], ...]
    unread: tuple[Unread, ...]
    notes: tuple[Bilingual, ...]
    faults: TemplateError | None
    filled: bool
    outcome: Outcome | None
    levels: str | None = None

    def __repr__(self) -> str:
        """Returns which form was drafted, and how much a person has to look at."""
        doubts = f"{len(self.guesses)} guessed, {counted(len(self.unread), 'cell')} not understood"
        return f"<Adopted: {self.form} in {self.path}; {doubts}; {'sound' if self.faults is None else 'with faults'}>"


def adopt(
    workbook: Input,
    *,
    output: Output,
    sheet: str | None = None,
    into: Path | str | None = None,
    templates: Path | str | None = None,
    force: bool = False,
) -> Adopted:
    """Drafts a definition from a blank or filled workbook, proves it and writes it.

    Args:
        workbook: the office's own form, .xlsx, .xls or .ods, as a path, `(name, bytes)` or a binary file; it is not
            changed.
        output: the definition to write; the name before .yaml becomes its id. In a binary file it is `adopted`.
        sheet: name of the sheet; None for the one that looks most like a form.
        into: a definition of the same office; it gets the workbook's spellings, and no second one is drafted.
        templates: the user's own folder of definitions, whose frameworks of levels may be used.
        force: overwrite a definition that exists.

    Raises:
        FileError: a file cannot be opened, or the output exists.
        InputError: the workbook holds no form that can be adopted; the sentence says what it holds.
        TemplateError: `into` is no sound definition.
    """
    with files_at_hand([workbook]) as given, output_path(output, ".yaml", "adopted") as target:
        path = given.paths[0]
        source = _Workbook(path, Path(given.shown.get(str(path), path)).name)
        done = _adopt(source, target, sheet, as_path(into), as_path(templates), force, lasting=is_path(output))
    return done if is_path(output) else replace(done, path=Path("-"))


@dataclass(frozen=True, slots=True)
class _Workbook:
    """The workbook on disk, and the name that it is called by."""

    path: Path
    name: str


def _adopt(
    source: _Workbook,
    target: Path,
    sheet: str | None,
    into: Path | None,
    templates: Path | None,
    force: bool,
    *,
    lasting: bool,
) -> Adopted:
    if target.suffix.lower() not in (".yaml", ".yml"):
        raise InputError(f"{target.name}：输出文件应以 .yaml 结尾", f"{target.name}: the output must end in .yaml")
    refuse_inputs([target], [source.path])
    if not force and (into is None or into.resolve() != target.resolve()):
        refuse_existing([target])
    chosen = choose(source.path, sheet, load_library(templates))
    names = framework_files(folders(templates))
    order = [_USUAL, *(name for name in names if name != _USUAL)]
    frameworks = [load_framework(name, templates) for name in order]
    if chosen.list_row is not None:
        return _adopted_list(source, target, chosen, frameworks, templates, into, force)
    draft = understood(chosen.sheet, _id(target), frameworks, own_levels=lasting and into is None)
    _refuse_no_form(source, draft)
    notes = list(chosen.notes)
    if into is None:
        text = definition_yaml(draft, source.name)
    else:
        text, added = with_spellings(into, draft)
        notes.extend(added)
    levels = framework_yaml(draft.levels, source.name) if draft.levels is not None else None
    faults, outcome = _proven(source.path, target.name, text, templates, filled=draft.filled, levels=levels)
    if levels is not None:
        notes.append(_write_levels(target, levels, force))
    write_atomically(target, text.encode("utf-8"), force or into is not None)
    guesses = tuple((one.name, one.guess) for one in draft.fields.values() if one.guess)
    guesses += tuple((c.label, _OWN_COLUMN) for table in draft.tables for c in table.columns if c.guessed)
    return Adopted(target, draft.id, text, guesses, draft.unread, tuple(notes), faults, draft.filled, outcome, levels)


def _adopted_list(
    source: _Workbook,
    target: Path,
    chosen: ChosenSheet,
    frameworks: Sequence[Framework],
    templates: Path | None,
    into: Path | None,
    force: bool,
) -> Adopted:
    """Returns the result of adopting a list of many projects."""
    sheet, row = chosen.sheet, chosen.list_row
    assert row is not None  # as the caller saw
    if into is not None:
        raise InputError(
            f"{source.name} 是一行一个指标的清单，不能加进填报表的模板；请去掉 --into",
            f"{source.name} is a list with a row an indicator; leave out --into",
        )
    below = [block.text for block in texts(sheet) if block.row > row]
    framework = max(frameworks, key=lambda one: sum(level_of(text, one, first=False) is not None for text in below))
    text = list_yaml(sheet, row, _id(target), framework.id, source.name)
    filled = any(level_of(cell, framework, first=False) is not None for cell in below)
    faults, outcome = _proven(source.path, target.name, text, templates, filled=filled)
    write_atomically(target, text.encode("utf-8"), force)
    guesses = tuple((column.label, _OWN_COLUMN) for column in list_columns(sheet, row) if column.own)
    return Adopted(target, _id(target), text, guesses, (), chosen.notes, faults, filled, outcome)


def _write_levels(target: Path, levels: str, force: bool) -> Bilingual:
    """Writes the framework of a form's own levels beside its definition."""
    path = target.parent / "frameworks" / f"{_id(target)}.yaml"
    if not force:
        refuse_existing([path])
    path.parent.mkdir(exist_ok=True)
    write_atomically(path, levels.encode("utf-8"), force)
    return Bilingual(
        f"指标表里有通用体系没有的级别，另写了 frameworks/{path.name}，请和模板放在一起",
        f"the table has levels that no framework knows; frameworks/{path.name} has them: keep it beside the definition",
    )


def _id(target: Path) -> str:
    """Returns an id made of a file's name: Latin letters, digits, - and _."""
    return re.sub(r"[^A-Za-z0-9_-]+", "", target.stem)[:40] or "adopted"


def _refuse_no_form(source: _Workbook, draft: Draft) -> None:
    if len(draft.fields) + sum(len(table.body) for table in draft.tables) < _FEWEST:
        raise InputError(
            f"{source.name} 里没有填报表：找不到可填的栏目", f"{source.name} has no form to fill: no field was found"
        )
    needed = "department" if draft.record == "department" else "project_name"
    if needed not in draft.fields:
        zh, en = ("部门名称", "the department's name") if needed == "department" else ("项目名称", "the project's name")
        raise InputError(
            f"{source.name} 上找不到“{zh}”一栏，认不出是谁的表；请在表上加上这一栏再试",
            f"{source.name} has no cell for {en}, so nobody can tell whose form it is; add one and try again",
        )


def _proven(
    source: Path, name: str, text: str, templates: Path | None, *, filled: bool, levels: str | None = None
) -> tuple[TemplateError | None, Outcome | None]:
    """Returns the faults of a draft, and the records that it reads."""
    with TemporaryDirectory(prefix="jixiao-") as folder:
        path = Path(folder) / name
        path.write_text(text, "utf-8")
        _copy_frameworks(templates, path.parent)
        if levels is not None:
            (path.parent / "frameworks").mkdir(exist_ok=True)
            (path.parent / "frameworks" / name).write_text(levels, "utf-8")
        faults = prove_file(path)
        if not filled or (faults is not None and not _loads(path)):
            return faults, None
        return faults, read(source, templates=path.parent, running=_HERE)


def _copy_frameworks(templates: Path | None, folder: Path) -> None:
    import shutil

    if templates is not None and (templates / "frameworks").is_dir():
        shutil.copytree(templates / "frameworks", folder / "frameworks")


def _loads(path: Path) -> bool:
    from toolkit.forms.loader import read_definition

    try:
        read_definition(path)
    except TemplateError:
        return False
    return True
