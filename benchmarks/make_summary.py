"""A summary as a person types one, of any number of projects: the table alone, with units and totals.

python -m benchmarks.make_summary 20000 summary.xlsx
"""

from __future__ import annotations

import argparse
from pathlib import Path

from benchmarks.make_forms import Maker
from toolkit.forms.definition import SummaryDefinition
from toolkit.forms.loader import load_form, load_framework
from toolkit.merging.summary import SummaryOptions, summarise
from toolkit.publishing.summary_workbook import public_bytes


def make_summary(count: int, path: Path) -> None:
    """Writes the summary of so many projects; the same number, the same bytes."""
    definition = load_form("combined")
    assert isinstance(definition, SummaryDefinition)
    options = SummaryOptions(definition, load_framework(definition.framework), "东莞市东坑镇")
    maker = Maker()
    summary = summarise((maker.project(number) for number in range(count)), options)
    path.write_bytes(public_bytes(summary))


def main() -> None:
    """Writes the summary that the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int)
    parser.add_argument("path", type=Path)
    asked = parser.parse_args()
    make_summary(asked.count, asked.path)


if __name__ == "__main__":
    main()
