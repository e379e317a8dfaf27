"""Loads and checks definitions; faults name file, line and key."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from toolkit.errors import TemplateError
from toolkit.forms.definition import Definition, FormDefinition, SummaryDefinition
from toolkit.forms.definition_cache import compiled
from toolkit.forms.definition_files import (
    FRAMEWORKS,
    FileState,
    example_files,
    folders,
    framework_files,
    state_of,
    yaml_files,
)
from toolkit.forms.fault import Fault, nearest, unknown
from toolkit.forms.repeat import expanded
from toolkit.indicators.framework import Framework

_SUMMARY = re.compile(rb"kind\W{1,4}summary")


Proof = Callable[[Definition], Iterable[Fault]]


def no_more(definition: Definition) -> Iterable[Fault]:
    """Returns no further faults; rooms above this one pass other functions."""
    return ()


class Broken(NamedTuple):
    """A file that is no usable definition or framework of levels.

    Attributes:
        path: the file.
        ids: the forms that it costs: the id that a definition claims, its name where that cannot be read; of a
            framework all forms that use it.
        error: why.
    """

    path: Path
    ids: tuple[str, ...]
    error: TemplateError

    @property
    def is_framework(self) -> bool:
        """Whether the file lies where frameworks of levels lie."""
        return self.path.parent.name == FRAMEWORKS


@dataclass(frozen=True, slots=True)
class FoundDefinitions:
    """The definitions that were found.

    Attributes:
        definitions: those that can be used, by id.
        paths: their files, by id.
        broken: the files that cannot, also frameworks that no form uses; each costs its own forms alone.
    """

    definitions: Mapping[str, Definition]
    paths: Mapping[str, Path]
    broken: tuple[Broken, ...]

    def missing(self, form: str) -> TemplateError:
        """Returns the error of an id that no definition has.

        It is that of its file where it is broken.
        """
        for one in self.broken:
            if form in (*one.ids, one.path.stem):
                return one.error
        if (example := example_files().get(form)) is not None:
            return TemplateError(
                f"“{form}”是示例模板：请先把 {example} 复制到自己的模板文件夹，命令后加 --templates 文件夹",
                f"“{form}” is an example: copy {example} into a folder of your own and give --templates FOLDER",
            )
        fault = unknown((), form, self.definitions, "模板", "form")
        if not nearest(form, self.definitions):
            return TemplateError(fault.zh, fault.en)
        listed = "、".join(self.definitions), ", ".join(self.definitions)
        return TemplateError(f"{fault.zh} 现有：{listed[0]}", f"{fault.en} Available: {listed[1]}")


def find_definitions(own: Path | None = None, proof: Proof = no_more) -> FoundDefinitions:
    """Returns all definitions, a user's own before those that ship.

    Where two fit a sheet equally well, the user's own is meant. A broken one hides the shipped one of its id.

    Raises TemplateError where the folder is missing.
    """
    found: dict[str, Definition] = {}
    paths: dict[str, Path] = {}
    broken: list[Broken] = []
    places = folders(own)
    unusable = _broken_frameworks(places)
    users: dict[str, list[str]] = {name: [] for name in unusable}
    for folder in places:
        here: dict[str, Definition] = {}
        taken = {*found, *(name for one in broken for name in one.ids), *chain(*users.values())}
        for path in yaml_files(folder):
            try:
                definition = read_definition(path, proof)
                if definition.id in here:
                    raise _repeated(path, definition.id)
            except TemplateError as error:
                claimed, framework = _claimed(path)
                if framework in unusable and str(error) == str(unusable[framework].error):
                    users[framework].append(claimed)
                else:
                    broken.append(Broken(path, (claimed,), error))
                continue
            if definition.id not in taken and definition.framework in unusable:
                users[definition.framework].append(definition.id)
                continue
            here[definition.id] = definition
            if definition.id not in taken:
                paths[definition.id] = path
        found |= {name: one for name, one in sorted(here.items()) if name not in taken}
    broken += [one._replace(ids=tuple(users[name])) for name, one in unusable.items()]
    return FoundDefinitions(found, paths, tuple(broken))


def _broken_frameworks(places: Iterable[Path]) -> dict[str, Broken]:
    """Returns the broken frameworks of levels by id, without forms that use them."""
    broken = {}
    for name, path in framework_files(places).items():
        try:
            read_framework(path)
        except TemplateError as error:
            broken[name] = Broken(path, (), error)
    return broken


def _repeated(path: Path, name: str) -> TemplateError:
    line = _line_of(path, ("id",))
    return TemplateError(
        f"{path.name}:{line}: id: 编号 {name} 在同一文件夹的另一个文件里用过，请换一个",
        f"{path.name}:{line}: id: another file in the folder has the id {name}; choose a different one",
    )


def _claimed(path: Path) -> tuple[str, str]:
    """Returns the id of a broken file, else its name, and its framework."""
    from toolkit.forms.yaml_file import read_yaml

    with suppress(TemplateError):
        data = read_yaml(path)
        claimed, framework = data.get("id"), data.get("framework")
        return claimed if isinstance(claimed, str) and claimed else path.stem, str(framework)
    return path.stem, ""


def load_definitions(own: Path | None = None, proof: Proof = no_more) -> Mapping[str, Definition]:
    """Returns all usable definitions by id.

    Raises TemplateError where the folder is missing.
    """
    return find_definitions(own, proof).definitions


def load_form(form: str, own: Path | None = None, proof: Proof = no_more) -> Definition:
    """Returns a definition by its id or the path of its file.

    Raises TemplateError where there is none.
    """
    if form.lower().endswith((".yaml", ".yml")):
        return read_definition(Path(form), proof)
    found = find_definitions(own, proof)
    if form not in found.definitions:
        raise found.missing(form)
    return found.definitions[form]


def load_framework(name: str, own: Path | None = None) -> Framework:
    """Returns a framework of levels by id. Raises TemplateError where there is none."""
    files = framework_files(folders(own))
    if name in files:
        return read_framework(files[name])
    fault = unknown(("framework",), name, sorted(files), "指标体系", "framework")
    raise TemplateError(fault.zh, fault.en)


def read_definition(path: Path, proof: Proof = no_more) -> Definition:
    """Returns a checked definition.

    Raises TemplateError with file, line and key of every fault.
    """
    try:
        definition = _definition(path, state_of(path))
    except TemplateError:
        _read_definition(path, proof)  # once more, so that every fault is named at once
        raise
    more = list(proof(definition))
    if more:
        from toolkit.forms.yaml_file import read_yaml, refusal

        raise refusal(path, read_yaml(path), more)
    return definition


@cache
def _definition(path: Path, state: FileState) -> Definition:
    return compiled(path, _read_definition)


def _read_definition(path: Path, proof: Proof = no_more) -> Definition:
    from toolkit.forms.proof import Surroundings, faults
    from toolkit.forms.yaml_file import check, read_yaml, refusal

    data = read_yaml(path)
    kinds: dict[str, Any] = {"form": FormDefinition, "summary": SummaryDefinition, "list": SummaryDefinition}
    kind = data.get("kind")
    if not isinstance(kind, str) or kind not in kinds:
        raise refusal(path, data, [_no_kind(kind, data, kinds)])
    definition: Definition = check(path, data, kinds[kind])
    places = folders(path.parent)
    names = sorted(framework_files(places))
    if definition.framework not in names:
        raise refusal(path, data, [unknown(("framework",), definition.framework, names, "指标体系", "framework")])
    at_hand = Surroundings(load_framework(definition.framework, path.parent), _summaries(places))
    found = [*faults(definition, at_hand), *proof(definition)]
    if found:
        raise refusal(path, data, found)
    return expanded(definition) if isinstance(definition, FormDefinition) else definition


def _no_kind(kind: object, data: Mapping[str, Any], kinds: Iterable[str]) -> Fault:
    if kind is None and "kind" not in data:
        near = next(
            (str(key) for key in data if "kind" in str(key) or get_close_matches(str(key), ["kind"], cutoff=0.75)), None
        )
        if near is not None:
            return Fault(
                (near,), "应写成 kind: form（填报表）或 kind: summary（汇总表）", "write kind: form or kind: summary"
            )
        return Fault(
            ("kind",), "缺少这一项：kind: form（填报表）或 kind: summary（汇总表）", "add kind: form or kind: summary"
        )
    return unknown(("kind",), "" if kind is None else kind, kinds, "表的种类", "kind of table")


def _summaries(places: Iterable[Path]) -> tuple[str, ...]:
    """Returns the ids of all summaries; only two keys of each file are read."""
    from toolkit.forms.yaml_file import read_yaml

    found = set()
    for path in (path for folder in places for path in yaml_files(folder)):
        with suppress(TemplateError, OSError):
            if _SUMMARY.search(path.read_bytes()):
                data = read_yaml(path)
                if data.get("kind") == "summary" and isinstance(data.get("id"), str):
                    found.add(str(data["id"]))
    return tuple(sorted(found))


def read_framework(path: Path) -> Framework:
    """Returns a checked framework of levels.

    Raises TemplateError with file, line and key of every fault.
    """
    return _framework(path, state_of(path))


@cache
def _framework(path: Path, state: FileState) -> Framework:
    return compiled(path, _read_framework)


def _read_framework(path: Path) -> Framework:
    from toolkit.forms.proof import framework_faults
    from toolkit.forms.yaml_file import check, read_yaml, refusal

    data = read_yaml(path)
    framework = check(path, data, Framework)
    found = list(framework_faults(framework, path.stem))
    if found:
        raise refusal(path, data, found)
    return framework


def _line_of(path: Path, keys: tuple[str | int, ...]) -> int:
    from toolkit.forms.yaml_file import line_of

    return line_of(path, keys)
