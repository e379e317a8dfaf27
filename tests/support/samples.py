"""The published documents that ship as samples: their records, and their rows as printed."""

from __future__ import annotations

import json

from toolkit.forms import shipped
from toolkit.model import Project, projects_from

#: The three documents whose projects are forms 表13.
SEEDS = ("000-junda", "001-dangjian", "004-zongzhi")


def sample(name: str) -> tuple[Project, ...]:
    """The records of one seed."""
    return projects_from(json.loads((shipped("samples") / "records" / f"{name}.json").read_text("utf-8")))


def as_found(seed: str) -> list[list[str]]:
    """The rows of a document: in its file a line each, with tabs between cells and ⏎ for a line break."""
    text = (shipped("samples") / "as_found" / f"{seed}.tsv").read_text("utf-8")
    return [[cell.replace("⏎", "\n") for cell in line.split("\t")] for line in text.splitlines()]
