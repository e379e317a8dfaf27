"""A desk as a process of its own, and rounds to look at."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import httpx

from tests.support.records import sample
from toolkit import api
from toolkit.issuing import type_in
from toolkit.model import Project
from toolkit.rounds import RoundOptions, start

NAME = "2024年 填报"
HEADINGS = "用款单位,主管部门,项目名称,项目类型,项目等级,预算年度,起始年度,到期年度,预算金额（元）"
CHROMIUM = shutil.which("chromium")


@dataclass(frozen=True)
class ServedDesk:
    """A running desk.

    Attributes:
        root: its folder of rounds.
        address: as it was printed.
        process: the program.
    """

    root: Path
    address: str
    process: subprocess.Popen[str]

    @property
    def base(self) -> str:
        parts = urlsplit(self.address)
        return f"{parts.scheme}://{parts.netloc}"

    @property
    def token(self) -> str:
        return parse_qs(urlsplit(self.address).query)["token"][0]

    @contextmanager
    def client(self) -> Iterator[httpx.Client]:
        """A client with the cookie, as a browser has it."""
        with httpx.Client(base_url=self.base, timeout=60) as client:
            answer = client.get(f"/?token={self.token}")
            assert answer.status_code == 303, answer.text
            yield client

    def round(self, *below: str) -> str:
        return "/".join([f"/rounds/{quote(NAME)}", *below])

    @property
    def uploads(self) -> str:
        return f"/api{self.round('files')}"


@contextmanager
def served(root: Path, *options: str) -> Iterator[ServedDesk]:
    """Runs `jixiao desk` until the test is done with it."""
    command = [sys.executable, "-m", "toolkit", "desk", str(root), "--no-browser", "--port", "0", *options]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, encoding="utf-8", env=os.environ.copy()
    )
    assert process.stdout is not None
    address = process.stdout.readline().strip()
    try:
        assert address.startswith("http://127.0.0.1:"), address
        yield ServedDesk(root, address, process)
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def write_roster(path: Path, projects: list[Project]) -> Path:
    """A roster with these projects."""
    rows = [
        ",".join(
            str(value)
            for value in (
                *(one.spending_unit, one.supervising_department, one.project_name, one.project_type),
                *(one.project_level, one.budget_year, one.start_year, one.end_year, one.funding.total),
            )
        )
        for one in projects
    ]
    path.write_text("\n".join([HEADINGS, *rows]) + "\n", encoding="utf-8-sig")
    return path


def town_projects() -> list[Project]:
    """Six projects of two units of a town."""
    return [*sample("000-junda")[:4], *sample("004-zongzhi")[:2]]


def start_round(root: Path, projects: list[Project]) -> Path:
    """A round whose forms are out."""
    folder = root / NAME
    root.mkdir(parents=True, exist_ok=True)
    start(
        folder,
        form="form13",
        roster=write_roster(root / "名册来源.csv", projects),
        year=2024,
        deadline=date.today() + timedelta(days=9),
        department="东坑镇财政分局",
        options=RoundOptions(),
    )
    (root / "名册来源.csv").unlink()
    return folder


def fill_forms(folder: Path, out: Path, projects: list[Project], *, without_goal: tuple[str, ...] = ()) -> list[Path]:
    """The issued forms as units fill them; some lack their annual goal."""
    out.mkdir(parents=True, exist_ok=True)
    by_name = {(one.spending_unit, one.project_name): one for one in projects}
    filled = []
    for path in sorted((folder / "下发").rglob("*.xlsx")):
        chosen = {}
        for form in api.read(path).projects:
            record = by_name.get((form.spending_unit, form.project_name))
            if record is not None and form.source is not None:
                wrong = record.project_name in without_goal
                chosen[form.source.sheet] = replace(record, annual_goal=None) if wrong else record
        if chosen:
            target = out / f"{path.parent.name}-{path.name}"
            target.write_bytes(type_in(path.read_bytes(), chosen))
            filled.append(target)
    return filled


def wait_until_ended(process: subprocess.Popen[str], seconds: float = 20) -> int:
    """The exit status of a program that is to end by itself."""
    until = time.monotonic() + seconds
    while process.poll() is None and time.monotonic() < until:
        time.sleep(0.05)
    assert process.returncode is not None, "the program still runs"
    return process.returncode
