"""The papers of an issue: notice and .zip a unit, list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath

from toolkit.engine.run_tasks import run_tasks
from toolkit.excel.limits import DEFAULT, Limits
from toolkit.files import write_atomically
from toolkit.issuing.file_names import FILE, distinct, file_name
from toolkit.ledger.ledger_rows import IssuedRow, RoundRow
from toolkit.model.finding import Bilingual
from toolkit.papers.document import zip_bytes
from toolkit.papers.issue_list import IssuedForm, issue_list_xlsx
from toolkit.papers.notice import Notice, NoticeProject, notice_docx
from toolkit.rounds.round_board import paper_facts

NOTICE, LIST = "下发通知.docx", "下发清单.xlsx"


@dataclass(frozen=True, slots=True)
class NoticeTask:
    """The writing of notices, in this process or another one.

    Attributes:
        limits: of a process; a notice is small.
        templates: nothing here: no definition is asked.
    """

    limits: Limits = DEFAULT
    templates: Path | None = None

    def run(self, item: Notice, *, fresh: bool) -> bytes:
        """Returns a notice as the bytes of a .docx."""
        return notice_docx(item)

    def failed(self, item: Notice, reason: Bilingual) -> bytes:
        """Writes in this process what ended another one."""
        return notice_docx(item)


def write_papers(
    folder: Path,
    issued: Path,
    facts: RoundRow,
    rows: Sequence[IssuedRow],
    every: Sequence[IssuedRow],
    *,
    more: bool,
    jobs: int | None = None,
) -> None:
    """Writes notices, archives and the list.

    Args:
        folder: the round's folder.
        issued: the folder of the forms in it.
        facts: of the round.
        rows: what was issued now.
        every: everything that is on the roster, for the list.
        more: whether these are additions to what went out before.
        jobs: number of processes; None for as many as the machine has cores, once there are more than a few units.
    """
    paper = paper_facts(facts, date.today())
    units: dict[str, list[IssuedRow]] = {}
    for row in rows:
        units.setdefault(row.key[0], []).append(row)
    names = distinct([file_name(own[0].unit) for own in units.values()], FILE)
    notices = [Notice(paper, own[0].unit, tuple(map(_project, own)), more) for own in units.values()]
    written = run_tasks(NoticeTask(), notices, jobs)
    for own, name, notice in zip(units.values(), names, written, strict=True):
        forms = dict.fromkeys(row.file for row in own if row.file)
        parts = {NOTICE: notice, **{PurePosixPath(file).name: (folder / file).read_bytes() for file in forms}}
        room = issued / name if facts.per == "project" else issued
        notice_name = NOTICE if facts.per == "project" else f"{name}{NOTICE}"
        addition = f"（补发{paper.day.isoformat()}）" if more else ""
        write_atomically(room / f"{Path(notice_name).stem}{addition}.docx", notice, force=True)
        write_atomically(issued / f"{name}{addition}.zip", zip_bytes(parts), force=True)
    listed = [
        IssuedForm(row.unit, row.project or facts.form_title, _below(row.file), row.password or "", row.amount)
        for row in every
        if row.file
    ]
    write_atomically(folder / LIST, issue_list_xlsx(paper, listed), force=True)


def _project(row: IssuedRow) -> NoticeProject:
    kind = row.facts.get("project_type")
    file = PurePosixPath(row.file).name if row.file else None
    return NoticeProject(row.project, row.amount, str(kind) if kind else None, file)


def _below(file: str | None) -> str:
    return PurePosixPath(file or "").relative_to("下发").as_posix()
