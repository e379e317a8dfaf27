"""Which forms are issued with something left to fill, as the self-check beside each of them says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from toolkit.forms.definition import FormDefinition
from toolkit.forms.selfcheck import READY, results, self_check
from toolkit.generate.draw import contents
from toolkit.generate.record import layout_for, record_values
from toolkit.indicators.framework import Framework
from toolkit.model.project import Project, Record


def unfinished(records: Iterable[Record], form: FormDefinition, framework: Framework) -> Iterator[str]:
    """The names of the records that leave something of their form open."""
    for record in records:
        layout = layout_for(record, form, framework, record.budget_year or 0)
        status, *_ = results(self_check(layout), contents(layout, record_values(record, layout)))
        if status != READY:
            yield (record.project_name if isinstance(record, Project) else record.department) or ""
