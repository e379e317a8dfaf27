"""Mistakes that a type checker must find.

Where a type were unknown, a comment that ignores the mistake would be unused, which is a mistake too.
"""

from __future__ import annotations

from toolkit import Finding, annotate, check, generate, load_form, merge, read, report, split


def mistakes(finding: Finding) -> None:
    """Calls everything wrongly."""
    read("x").projects[0].nonsense  # type: ignore[attr-defined]  # noqa: B018
    check("x").findings.where(colour="red")  # type: ignore[call-arg]
    finding.message("fr")  # type: ignore[arg-type]
    generate("form13")  # type: ignore[call-arg]
    load_form(13)  # type: ignore[arg-type]
    merge("x", output=7)  # type: ignore[arg-type]
    split("x", output="y", per="sheet")  # type: ignore[arg-type]
    report(check("x")).save(3)  # type: ignore[arg-type]
    annotate("x", "y", "z")  # type: ignore[arg-type]
