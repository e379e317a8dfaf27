"""Report formats declare themselves, one file each in `toolkit/reports/formats/`; they are found by walking it."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

from toolkit.reports.report import Report

PACKAGE = "toolkit.reports.formats"


@dataclass(frozen=True, slots=True)
class Format:
    """A way to write a report.

    Attributes:
        id: what `--format` calls it.
        suffix: of its files.
        render: makes the whole text, or the bytes of a workbook; the same report gives the same.
    """

    id: str
    suffix: str
    render: Callable[[Report], str | bytes]


@cache
def formats() -> Mapping[str, Format]:
    """All formats by id."""
    package = importlib.import_module(PACKAGE)
    found: dict[str, Format] = {}
    for name in sorted(info.name for info in pkgutil.iter_modules(package.__path__)):
        declared: Format = importlib.import_module(f"{PACKAGE}.{name}").FORMAT
        found[declared.id] = declared
    return found
