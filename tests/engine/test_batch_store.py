"""The batch store gives what a batch in memory gives."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.support.definitions import combined
from tests.support.records import SEEDS, sample
from tests.support.summaries import FRAMEWORK
from toolkit import api
from toolkit.acceptance import Gatherer, judge, settle
from toolkit.checks import Settings, arrange, check_batch, run
from toolkit.checks.alike import keys_of
from toolkit.checks.similarity import Keys
from toolkit.engine import Outcome, Running, find_key, read_batch
from toolkit.excel import Limits
from toolkit.intake import ReadOptions
from toolkit.merging import Remark, SummaryOptions, summarise, summary_of
from toolkit.model import Project, ReadFile
from toolkit.publishing import summary_bytes
from toolkit.reports import Report, apply_waivers
from toolkit.reports.report import formats


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Forms with copies, repeated returns, shared goals and damage."""
    folder = tmp_path_factory.mktemp("mixed")
    key = folder / "key"
    key.write_text("the department's key")
    records = [record for name in SEEDS for record in sample(name)][:40]
    for number in range(1, 40, 6):
        records[number] = replace(records[number - 1], project_name=f"另一个{number}")
    records[7] = replace(records[8], annual_goal=None)
    for number in (20, 21):
        records[number] = replace(records[number], project_name="综合经费")
    api.generate("form13", output=folder / "报回", records=records, password="x", key=key)
    api.generate(
        "form13",
        output=folder / "补报",
        records=[replace(records[3], annual_goal="改过的目标。"), records[5]],
        password="x",
        key=key,
    )
    paths = sorted((folder / "报回").rglob("*.xlsx"))
    shutil.copy(paths[10], folder / "报回" / "第10份 副本.xlsx")
    shutil.copy(paths[11], folder / "报回" / "第9份 副本.xlsx")
    paths[12].write_bytes(paths[12].read_bytes()[:500])
    (folder / "报回" / "~$锁.xlsx").write_bytes(b"x")
    key.unlink()
    return folder


@pytest.fixture
def outcome(mixed: Path) -> Outcome:
    """Returns what reading and checking give, before versions are decided."""
    options = ReadOptions(Limits(), find_key(None))
    return read_batch([mixed], options, Settings(), running=Running(jobs=1, cache=False))


def test_findings_are_those_of_one_pass_over_everything(outcome: Outcome) -> None:
    held = run(tuple(outcome.files))
    assert {"H08", "H09", "A04", "A05", "G06", "I11", "F03"} & {one.code for one in held} >= {
        "A04",
        "G06",
        "I11",
        "F03",
    }
    assert tuple(outcome.findings) == held
    assert len(outcome.findings) == len(held)
    assert outcome.findings[3] == held[3]
    assert outcome.findings[-2:] == held[-2:]
    assert outcome.has_errors


def test_keys_leave_out_no_finding_between_files(outcome: Outcome) -> None:
    files = list(outcome.files)
    keys = Keys()
    for number, file in enumerate(files):
        keys.add(number, list(keys_of(file)))
    with_keys, without = check_batch(files, keys=keys), check_batch(files)
    assert arrange(with_keys, files) == arrange(without, files)
    few = list(keys.alike("identity", "goals"))
    assert 0 < len(few) < sum(len(file.records) for file in files)
    order = list(reversed(range(len(files))))
    turned = [files[number] for number in order]
    assert arrange(check_batch(turned, keys=keys.among(order, ())), turned) == arrange(check_batch(turned), turned)


def test_every_report_says_the_same(outcome: Outcome, tmp_path: Path) -> None:
    packed = api.report(outcome)
    held = Report(tuple(outcome.heads), tuple(outcome.findings), changes=packed.changes, day=packed.day)
    for form in formats().values():
        assert form.render(packed) == form.render(held), form.id
    waivers = tmp_path / "waivers.yaml"
    waivers.write_text(
        "waivers:\n- {code: A06, project: 综合经费, reason: 已核实, name: 张三, date: 2024-03-01}\n", encoding="utf-8"
    )
    waived = api.report(outcome, waivers=waivers)
    assert len(waived.findings) == len(list(waived.findings)) == len(held.findings) - len(waived.waived)


def test_the_gathered_summary_is_the_one_made_of_records_in_memory(outcome: Outcome) -> None:
    settled, decided = settle(outcome.store, [], Limits(), Settings(), None)
    judged = judge(settled, decided, (), date(2024, 5, 1))
    gathered = Gatherer(judged, combined(), FRAMEWORK).gather()
    packed = summary_of(gathered, SummaryOptions(combined(), FRAMEWORK))
    assert packed.superseded
    assert packed.left_out
    left = {(one.where.file, one.where.cell) for one in (*packed.left_out, *packed.superseded)}
    held = summarise(
        [one for one in records(outcome) if one.source and (one.source.file, one.source.range) not in left],
        SummaryOptions(combined(), FRAMEWORK),
        left_out=packed.left_out,
        remarks=list(packed.remarks),
        superseded=packed.superseded,
        received=list(packed.received),
    )
    assert summary_bytes(packed, most=40) == summary_bytes(held, most=40)
    assert [type(one) for one in packed.remarks] == [Remark] * len(judged.outcome.findings)


def records(outcome: Outcome) -> Iterator[Project]:
    """The projects, the last first."""
    files: list[ReadFile] = list(outcome.files)
    for file in reversed(files):
        yield from (read.record for read in reversed(file.records) if isinstance(read.record, Project))


def test_waived_findings_are_looked_for_among_those_of_their_rule_only(outcome: Outcome) -> None:
    judged = apply_waivers(outcome.findings, (), outcome.heads, date(2024, 5, 1))
    assert judged.kept == outcome.findings
    assert judged.waived == ()
