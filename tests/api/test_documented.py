"""Every public function documents each parameter and error, every class each attribute."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

import pytest

import toolkit
from toolkit import rounds
from toolkit.ledger import LedgerBusy, LedgerFault

PUBLIC = {name: getattr(toolkit, name) for name in toolkit.__all__}
FUNCTIONS = {name: one for name, one in PUBLIC.items() if inspect.isfunction(one)}
STEPS = {f"rounds.{name}": one for name in rounds.__all__ if inspect.isfunction(one := getattr(rounds, name))}
CLASSES = {name: one for name, one in PUBLIC.items() if inspect.isclass(one)}
METHODS = {
    f"{name}.{called}": method
    for name, one in CLASSES.items()
    for called, method in vars(one).items()
    if inspect.isfunction(method) and not called.startswith("_")
}

ERRORS = {"FileError", "InputError", "TemplateError", "ToolkitError", LedgerBusy.__name__, LedgerFault.__name__}


def section(text: str, title: str) -> dict[str, str]:
    """The entries of a section of a docstring, each with its text."""
    found = re.search(rf"^{title}:\n((?:    .*\n?|\n)+)", inspect.cleandoc(text), re.MULTILINE)
    if found is None:
        return {}
    entries = re.findall(r"^    ([\w, *]+): (.+(?:\n        .+)*)", found[1], re.MULTILINE)
    return {name.strip(): " ".join(meaning.split()) for names, meaning in entries for name in names.split(",")}


def parameters(function: Callable[..., Any]) -> list[str]:
    return [name for name in inspect.signature(function).parameters if name != "self"]


def undocumented(functions: Mapping[str, Callable[..., Any]]) -> Iterator[str]:
    """A line for each parameter without its entry, or entry without its parameter."""
    for name, function in functions.items():
        wanted, entries = parameters(function), section(function.__doc__ or "", "Args")
        yield from (f"{name}: {one} has no entry" for one in wanted if one not in entries)
        yield from (f"{name}: {one} is no parameter" for one in entries if one not in wanted)
        if [one for one in entries if one in wanted] != [one for one in wanted if one in entries]:
            yield f"{name}: the entries are not in the order of the parameters"


def test_every_parameter_of_a_public_function_is_documented() -> None:
    assert not [*undocumented(FUNCTIONS | STEPS)]


def test_every_parameter_of_a_public_method_is_documented() -> None:
    several = {name: method for name, method in METHODS.items() if len(parameters(method)) > 1}
    assert not [*undocumented(several)]


@pytest.mark.parametrize("name", [*FUNCTIONS, *STEPS])
def test_every_public_function_says_what_it_raises(name: str) -> None:
    text = (FUNCTIONS | STEPS)[name].__doc__ or ""
    raises = {*section(text, "Raises"), *re.findall(r"Raises (\w+Error)", text)}
    assert raises
    assert raises <= ERRORS


@pytest.mark.parametrize("name", [name for name, one in CLASSES.items() if is_dataclass(one)])
def test_every_attribute_of_a_result_is_documented(name: str) -> None:
    result: Any = CLASSES[name]
    entries = section(result.__doc__ or "", "Attributes")
    public = [one.name for one in fields(result) if not one.name.startswith("_")]
    if len(public) > 3 or entries:
        assert set(entries) == set(public)


def test_amounts_have_a_unit_wherever_they_are_explained() -> None:
    for name in ("Funding", "Outcome.to_frame", "read", "merge"):
        one = PUBLIC.get(name) or METHODS[name]
        assert "元" in (one.__doc__ or ""), name


def test_the_names_of_the_package_are_listed_for_completion() -> None:
    assert dir(toolkit) == sorted([*toolkit.__all__, "__version__"])
