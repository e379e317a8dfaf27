"""The commands as functions: paths in, frozen results out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.fronts import lazy_front

__all__ = [
    "Issued",
    "Merged",
    "WrittenRoster",
    "annotate",
    "check",
    "generate",
    "load_form",
    "load_records",
    "made_record",
    "merge",
    "prove",
    "prove_file",
    "read",
    "report",
    "roster",
    "split",
]

if TYPE_CHECKING:
    from toolkit.api.batch_setup import load_records
    from toolkit.api.issuing import Issued, generate, split
    from toolkit.api.made_records import made_record
    from toolkit.api.merging import Merged, merge
    from toolkit.api.proving import prove, prove_file
    from toolkit.api.reading import annotate, check, load_form, read, report
    from toolkit.api.rosters import WrittenRoster, roster
else:
    __getattr__ = lazy_front(
        __name__,
        {
            "batch_setup": "load_records",
            "issuing": "Issued generate split",
            "made_records": "made_record",
            "merging": "Merged merge",
            "proving": "prove prove_file",
            "reading": "annotate check load_form read report",
            "rosters": "WrittenRoster roster",
        },
    )
