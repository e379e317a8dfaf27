"""Any number of distinct filled forms from the samples' facts, some of them damaged: the same number, the same files.

    python -m benchmarks.make_forms 1000 FOLDER

They are stamped, not typed into a spreadsheet program, so a hundred thousand take some minutes.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from toolkit.forms.definition import FormDefinition
from toolkit.forms.definition_files import shipped
from toolkit.forms.layout import Layout
from toolkit.forms.loader import load_form, load_framework
from toolkit.forms.stamp import Stamp, encode_stamp, identifier
from toolkit.issuing.drawing import Issue
from toolkit.issuing.issue import workbooks
from toolkit.issuing.plan import Order
from toolkit.issuing.record_cells import record_values
from toolkit.model.records import Project
from toolkit.model.serial import projects_from

SEEDS = ("000-junda", "001-dangjian", "004-zongzhi")
KEY = b"the key of the benchmark"
NOW = 1_732_000_000
#: One form in so many is damaged, in turn by each of the ways below.
DAMAGED = 20
PER_UNIT = 20
_BATCH = 1000


class Maker:
    """Makes the issue of a number: always the same one."""

    def __init__(self) -> None:
        form = load_form("form13")
        assert isinstance(form, FormDefinition)
        self.order = Order(form, load_framework(form.framework), None, 2024, None)
        self._facts = tuple(_facts())

    def issue(self, number: int, version: int = 0) -> Issue:
        """The filled form of a number, perhaps a damaged one; later versions say more and were issued later."""
        project = self.project(number)
        if version:
            project = replace(project, annual_goal=f"{project.annual_goal}第{version}次修改。")
        return _issue(self.order, project, number, NOW + version)

    def project(self, number: int) -> Project:
        """What the form of a number says."""
        return _varied(self._facts[number % len(self._facts)], number)


def filled(maker: Maker, project: Project, number: int) -> Issue:
    """The form of any project; its number decides about damage."""
    return _issue(maker.order, project, number, NOW)


def make(count: int, folder: Path, times: int = 1) -> None:
    """Write so many forms below a folder, and the key beside it (`FOLDER.key`); each project came so many times."""
    folder.mkdir(parents=True, exist_ok=True)
    folder.with_suffix(".key").write_bytes(KEY)
    maker = Maker()
    for start in range(0, count, _BATCH):
        numbers = range(start, min(start + _BATCH, count))
        issues = [[maker.issue(*divmod(number, times))] for number in numbers]
        for number, workbook in zip(numbers, workbooks(issues, "benchmark"), strict=True):
            unit = folder / f"单位{number // PER_UNIT:05}"
            unit.mkdir(exist_ok=True)
            (unit / f"{number:06}.xlsx").write_bytes(_broken(workbook, number))


def _facts() -> Iterator[Project]:
    for name in SEEDS:
        yield from projects_from(json.loads((shipped("samples") / "records" / f"{name}.json").read_text("utf-8")))


def _varied(project: Project, number: int) -> Project:
    """Another project: a unit, a name, an amount and some texts of its own."""
    chance = random.Random(number)
    total = Decimal(chance.randrange(10_000, 5_000_000))
    unit = f"东莞市东坑镇第{number // PER_UNIT}社区居民委员会"
    indicators = tuple(
        replace(one, name=one.name and f"{one.name}{chance.choice('甲乙丙丁')}") for one in project.indicators
    )
    return replace(
        project,
        project_name=f"{project.project_name}{number}",
        spending_unit=unit,
        supervising_department=unit,
        funding=replace(project.funding, total=total),
        annual_goal=f"{project.annual_goal or ''}第{number}号项目预算{total}元。",
        indicators=indicators,
    )


def _issue(order: Order, project: Project, number: int, moment: int) -> Issue:
    layout = order.layout_for(project, 2024)
    values = record_values(project, layout)
    locked = frozenset(key for key in layout.form.prefilled if key in values)
    told = {key: str(values[key]) for key in locked}
    stamp = _stamp(layout, identifier(moment, number), told)
    match number % (DAMAGED * 5):
        case 7:  # a ceiling was changed
            values["total"] = 999
        case 27:  # a goal was left out
            del values["annual_goal"]
        case 47:  # half an indicator
            values = {key: value for key, value in values.items() if not key.endswith("0.annual_value")}
    return Issue(layout, values, locked, encode_stamp(stamp, KEY), "项目")


def _stamp(layout: Layout, issued: str, told: dict[str, str]) -> Stamp:
    return Stamp(
        id=issued,
        form=layout.form.id,
        version=layout.form.version,
        year=layout.year,
        project_type=layout.project_type,
        rows=layout.rows,
        fingerprint=layout.fingerprint,
        prefilled=told,
        sheet="项目",
    )


def _broken(workbook: bytes, number: int) -> bytes:
    match number % (DAMAGED * 5):
        case 67:  # cut off on its way
            return workbook[: len(workbook) // 2]
        case 87:  # something else under this name
            return b"<html><body>404</body></html>"
    return workbook


def main() -> None:
    """Write the forms that the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int)
    parser.add_argument("folder", type=Path)
    asked = parser.parse_args()
    make(asked.count, asked.folder)


if __name__ == "__main__":
    main()
