"""The layouts of the issued forms in a file, by sheet: a rebuilt copy looks like them."""

from __future__ import annotations

from collections import Counter

from toolkit.errors import InputError
from toolkit.forms.definition import FormDefinition
from toolkit.forms.layout import Layout, compile_layout
from toolkit.forms.loader import load_framework
from toolkit.intake.result import ReadFile, ReadRecord


def layouts_of(file: ReadFile) -> dict[str, Layout]:
    """The layout of every sheet that holds one issued form."""
    counts = Counter(record.source.sheet for record in file.records)
    made = ((record.source.sheet, _layout(record)) for record in file.records if counts[record.source.sheet] == 1)
    return {sheet: layout for sheet, layout in made if layout is not None}


def _layout(record: ReadRecord) -> Layout | None:
    form, stamp = record.definition, record.stamp
    if not isinstance(form, FormDefinition) or stamp is None or (stamp.form, stamp.version) != (form.id, form.version):
        return None
    try:
        framework = load_framework(form.framework)
        return compile_layout(form, framework, stamp.year, stamp.project_type, rows=stamp.rows)
    except InputError:  # a framework of the user's own, or a stamp of another definition
        return None
