"""The rules: one file each, found by walking the package.

A rule has a code, a severity, a scope and a generator of findings.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.fronts import lazy_front

__all__ = [
    "FAMILIES",
    "Expected",
    "Roster",
    "RoundNotes",
    "Rule",
    "SettingChange",
    "Settings",
    "arrange",
    "cells_named",
    "check_batch",
    "check_file",
    "definition_faults",
    "fix",
    "leave_out",
    "load_settings",
    "rules",
    "run",
    "sentence",
]

if TYPE_CHECKING:
    from toolkit.checks.context.batch import RoundNotes
    from toolkit.checks.finding_text import cells_named, fix, sentence
    from toolkit.checks.registry import FAMILIES, Rule, rules
    from toolkit.checks.roster_comparison import Expected, Roster
    from toolkit.checks.runner import arrange, check_batch, check_file, leave_out, run
    from toolkit.checks.settings import SettingChange, Settings, definition_faults, load_settings
else:
    __getattr__ = lazy_front(
        __name__,
        {
            "context.batch": "RoundNotes",
            "finding_text": "cells_named fix sentence",
            "registry": "FAMILIES Rule rules",
            "roster_comparison": "Expected Roster",
            "runner": "arrange check_batch check_file leave_out run",
            "settings": "SettingChange Settings definition_faults load_settings",
        },
    )
