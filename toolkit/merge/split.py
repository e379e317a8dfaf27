"""The way back: which form each project of a summary is written on. Pure grouping; `toolkit.generate` draws them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from toolkit.forms.definition import Definition, FormDefinition
from toolkit.model.project import Project


class Share(NamedTuple):
    """The projects of a summary that go on one form, in the summary's order."""

    form: FormDefinition
    projects: tuple[Project, ...]


def split(
    projects: Iterable[Project], form: FormDefinition, definitions: Mapping[str, Definition]
) -> tuple[Share, ...]:
    """Put each project on the form it came from, where that form is at hand, else on the given one.

    A summary that `merge` wrote keeps the form of each record; one that a person typed knows none, and its
    projects all go on the given form.

    Args:
        projects: as the summary was read.
        form: for projects that were read from a summary, or from a form that is not at hand.
        definitions: the definitions at hand, by id.

    Returns:
        One share for each form that is needed, ordered by the forms' ids.
    """
    shares: dict[str, tuple[FormDefinition, list[Project]]] = {}
    for project in projects:
        own = definitions.get(project.form)
        chosen = own if isinstance(own, FormDefinition) else form
        shares.setdefault(chosen.id, (chosen, []))[1].append(project)
    return tuple(Share(chosen, tuple(its)) for _, (chosen, its) in sorted(shares.items()))
