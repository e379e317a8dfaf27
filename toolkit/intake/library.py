"""The library of definitions, compiled for reading."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from toolkit.errors import InputError
from toolkit.forms.definition import Definition, FormDefinition, SummaryDefinition
from toolkit.forms.layout import Layout, compile_layout
from toolkit.forms.loader import Proof, load_definitions, load_framework, no_more
from toolkit.forms.stamp import Stamp
from toolkit.indicators.framework import Framework
from toolkit.intake.form.vocabulary import Vocabulary, vocabulary


@dataclass(frozen=True)
class Library:
    """Everything that can be read: definitions, frameworks, vocabularies, layouts.

    Attributes:
        definitions: by id.
        frameworks: by id.
        forms: vocabularies of the forms.
    """

    definitions: Mapping[str, Definition]
    frameworks: Mapping[str, Framework]
    forms: Mapping[str, Vocabulary]
    _layouts: dict[tuple[object, ...], Layout] = field(default_factory=dict, repr=False)

    @property
    def summaries(self) -> tuple[SummaryDefinition, ...]:
        """Returns the definitions of summaries."""
        return tuple(d for d in self.definitions.values() if isinstance(d, SummaryDefinition))

    @property
    def targets(self) -> tuple[Vocabulary, ...]:
        """Returns the forms of departments' overall targets."""
        return tuple(words for words in self.forms.values() if words.form.record == "department")

    def framework(self, definition: Definition) -> Framework:
        """Returns the framework of levels that a definition names."""
        return self.frameworks[definition.framework]

    def layout(self, stamp: Stamp) -> Layout | None:
        """Returns the layout that a form was issued with, None where it is unknown.

        Then its definition is missing, or has changed since: the form is read by its words alone.
        """
        form = self.definitions.get(stamp.form)
        if not isinstance(form, FormDefinition):
            return None
        key = (stamp.form, stamp.year, stamp.project_type, stamp.rows)
        if key not in self._layouts:
            try:
                self._layouts[key] = compile_layout(
                    form, self.framework(form), stamp.year, stamp.project_type, rows=stamp.rows
                )
            except InputError:
                return None
        layout = self._layouts[key]
        return layout if layout.fingerprint == stamp.fingerprint else None


def load_library(own: Path | None = None, proof: Proof = no_more) -> Library:
    """Returns the library of every definition that can be used.

    Raises:
        TemplateError: the folder is missing.
    """
    definitions = load_definitions(own, proof)
    frameworks = {d.framework: load_framework(d.framework, own) for d in definitions.values()}
    forms = {
        d.id: vocabulary(d, frameworks[d.framework]) for d in definitions.values() if isinstance(d, FormDefinition)
    }
    return Library(definitions, frameworks, forms)
