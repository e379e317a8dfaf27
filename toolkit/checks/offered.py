"""What the form itself offers: nobody is blamed for choosing from the list that he was given."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import ProjectContext
from toolkit.forms.definition import FormDefinition
from toolkit.model.finding import Severity


def suggested(context: ProjectContext) -> Iterator[tuple[str, str]]:
    """The names of indicators in the form's drop-downs, each with its category; of all types where none is known."""
    form = context.definition
    if not isinstance(form, FormDefinition):
        return
    chosen = form.types.get(context.project.project_type or "")
    for kind in (chosen,) if chosen else form.types.values():
        for level2, names in kind.suggestions.items():
            for name in names:
                yield level2, name


def at_most_info(context: ProjectContext) -> Severity | None:
    """Info for what the form offers itself, unless the definition or the settings give the rule a severity."""
    written = {code for code, _ in context.settings.switched(context.definition)}
    return None if context.rule.code in written else Severity.INFO
