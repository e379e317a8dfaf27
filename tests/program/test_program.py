"""The folder for computers without Python, at work where nothing else is.

`make program program-test` builds it and runs this. Every answer is compared with that of the package itself.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import quote, urlsplit
from urllib.request import HTTPCookieProcessor, ProxyHandler, build_opener

import msoffcrypto
import pytest
from docx import Document
from openpyxl import load_workbook

import toolkit
from tests.support.programs import convert, invoke
from toolkit.demo import town_round
from toolkit.engine.engine import FEW

BUILT = os.environ.get("JIXIAO_PROGRAM", "")
pytestmark = pytest.mark.skipif(not BUILT, reason="JIXIAO_PROGRAM does not name a built folder: make program-test")

SUFFIX = ".exe" if sys.platform == "win32" else ""
#: Without these nothing starts on Windows; elsewhere there is no environment, but for the user's folders.
KEPT = ("SYSTEMROOT", "TEMP", "TMP") if sys.platform == "win32" else ()
FOLDERS = ("APPDATA", "LOCALAPPDATA") if sys.platform == "win32" else ("XDG_CONFIG_HOME", "XDG_CACHE_HOME")
FORMS = 60
#: Seconds for the longest run on a computer that has much else to do.
LONGEST = 1200
RETURNED = Path("东坑镇", "2-报回")
PASSWORD = "口令 1"


class Program:
    """The built folder, copied to a path with Chinese letters and blanks.

    Attributes:
        folder: the copy.
        user: where the user's own folders lie: the department's key is the same for the package.
    """

    def __init__(self, folder: Path, user: Path) -> None:
        self.folder, self.user = folder, user

    def run(self, *arguments: object, program: str = "jixiao") -> subprocess.CompletedProcess[str]:
        """Runs it without an environment, and so without a search path for programs."""
        return subprocess.run(
            [str(self.folder / f"{program}{SUFFIX}"), *map(str, arguments)],
            env={**{name: os.environ[name] for name in KEPT}, **dict.fromkeys(FOLDERS, str(self.user))},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=LONGEST,
            check=False,
        )

    def document(self, command: str, *arguments: object) -> Mapping[str, Any]:
        """Returns the JSON document of `read` or `check`."""
        form = ["--json"] if command == "read" else ["--format", "json"]
        done = self.run(command, *form, "--no-cache", *arguments)
        assert done.returncode in (0, 1), done.stderr
        found: Mapping[str, Any] = json.loads(done.stdout)
        return found


def expected(command: str, *arguments: object) -> Mapping[str, Any]:
    """Returns the same document from the package."""
    form = ["--json"] if command == "read" else ["--format", "json"]
    found: Mapping[str, Any] = json.loads(invoke(command, *form, "--no-cache", *arguments).out)
    return found


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Program:
    folder = tmp_path_factory.mktemp("程序") / "绩效 程序 2024"
    shutil.copytree(Path(BUILT).resolve(), folder, symlinks=True)
    return Program(folder, tmp_path_factory.mktemp("user"))


@pytest.fixture(autouse=True)
def _the_same_user(program: Program, _own_settings: None, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in FOLDERS:
        monkeypatch.setenv(name, str(program.user))


@pytest.fixture(scope="module")
def round_of_samples(program: Program, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that the demo of the program writes."""
    out = tmp_path_factory.mktemp("演 示")
    done = program.run("demo", "-o", out, "--force")
    assert done.returncode == 0, done.stderr
    return out


@pytest.fixture(scope="module")
def returned(round_of_samples: Path) -> Path:
    """A returned workbook."""
    return min((round_of_samples / RETURNED).rglob("*.xlsx"), key=lambda path: path.stat().st_size)


def test_the_whole_round_of_the_demo_leads_to_letters_and_a_summary(program: Program, round_of_samples: Path) -> None:
    written = [path for path in round_of_samples.rglob("*") if path.is_file()]
    assert {".xlsx", ".html", ".txt"} <= {path.suffix for path in written}
    summary = next(round_of_samples.glob("东坑镇/4-汇总/汇总表.xlsx"))
    assert program.document("read", summary)["projects"] == expected("read", summary)["projects"]


def test_sixty_forms_are_checked_in_several_processes(program: Program, returned: Path, tmp_path: Path) -> None:
    assert FORMS > FEW, "below that one process does the work"
    for number in range(FORMS):
        shutil.copy(returned, tmp_path / f"第 {number:02} 份.xlsx")
    found = program.document("check", "--jobs", "2", tmp_path)
    assert found["files"]["read"] == FORMS
    assert not [one for one in found["findings"] if one["code"].startswith("F")]
    assert found == expected("check", "--jobs", "1", tmp_path)


@pytest.mark.libreoffice
@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_workbooks_of_other_programs_are_read(program: Program, returned: Path, tmp_path: Path, kind: str) -> None:
    [other] = convert([returned], kind, tmp_path)
    found = program.document("read", other)
    assert found["projects"]
    assert found == expected("read", other)


def test_an_encrypted_workbook_opens_with_its_password(program: Program, returned: Path, tmp_path: Path) -> None:
    locked = BytesIO()
    msoffcrypto.OfficeFile(BytesIO(returned.read_bytes())).encrypt(PASSWORD, locked)
    path = tmp_path / "加 密.xlsx"
    path.write_bytes(locked.getvalue())
    found = program.document("read", "--open-password", PASSWORD, path)
    assert found["projects"]
    assert found == expected("read", "--open-password", PASSWORD, path)
    assert "F02" in {one["code"] for one in program.document("check", path)["findings"]}


def test_a_summary_is_merged_and_its_letter_written(program: Program, round_of_samples: Path, tmp_path: Path) -> None:
    summary, letter = tmp_path / "汇 总.xlsx", tmp_path / "意 见.html"
    done = program.run(
        "merge", round_of_samples / RETURNED, "-o", summary, "--frames", tmp_path / "数据", "--lang", "en"
    )
    assert done.returncode in (0, 1), done.stderr
    assert expected("read", summary)["projects"]
    assert [path.name for path in sorted((tmp_path / "数据").iterdir())] == [
        f"{name}.csv" for name in ("findings", "indicators", "projects")
    ]
    assert "are not in this program" in done.stdout
    assert program.run("check", round_of_samples / RETURNED, "-o", letter).returncode in (0, 1)
    assert "</html>" in letter.read_text("utf-8")


def test_what_is_dropped_on_the_other_program_gets_a_letter_next_to_it(
    program: Program, returned: Path, tmp_path: Path
) -> None:
    shutil.copy(returned, tmp_path / "报 回.xlsx")
    done = program.run(tmp_path / "报 回.xlsx", program="绩效")
    assert done.returncode in (0, 1), done.stderr
    [letter] = tmp_path.glob("审核意见-*.html")
    assert "</html>" in letter.read_text("utf-8")
    assert letter.name.partition("-")[2] in done.stderr, "the rest no console of Windows abroad can write"
    assert {path.name for path in tmp_path.iterdir()} == {"报 回.xlsx", letter.name}


@contextmanager
def served(program: Program, name: str, *arguments: object, home: Path) -> Iterator[str]:
    """The address that a program prints while it serves the desk."""
    environment = {name: os.environ[name] for name in KEPT} | dict.fromkeys(FOLDERS, str(program.user))
    with subprocess.Popen(
        [str(program.folder / f"{name}{SUFFIX}"), *map(str, arguments)],
        env={**environment, "HOME": str(home), "USERPROFILE": str(home)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        encoding="utf-8",
    ) as started:
        assert started.stdout is not None
        try:
            yield started.stdout.readline().strip()
        finally:
            started.kill()


def answer(address: str, path: str = "/") -> tuple[int, str]:
    """The answer of the desk to its own address and to a path."""
    parts = urlsplit(address)
    asked = parts._replace(path=quote(path)).geturl()
    opener = build_opener(ProxyHandler({}), HTTPCookieProcessor())
    try:
        with opener.open(asked, timeout=60) as found:
            return found.status, found.read().decode("utf-8")
    except HTTPError as error:
        return error.code, ""


def test_the_desk_opens_with_its_board(program: Program, round_of_samples: Path, tmp_path: Path) -> None:
    with served(program, "jixiao", "desk", round_of_samples, "--no-browser", "--port", "0", home=tmp_path) as address:
        assert address.startswith("http://127.0.0.1:")
        status, page = answer(address)
        assert (status, "</html>" in page) == (200, True)
        rounds = json.loads(answer(address, "/api/rounds")[1])
        assert town_round.NAME in json.dumps(rounds, ensure_ascii=False)
        board = json.loads(answer(address, f"/api/rounds/{town_round.NAME}/status")[1])
        assert board["schema_version"] == 1
        assert board["totals"]["expected"] == sum(len(unit["projects"]) for unit in board["units"]) > 40
        assert answer(address.partition("?")[0])[0] == 403, "nobody without the token"


def test_a_double_click_opens_the_desk_over_the_users_own_folder(program: Program, tmp_path: Path) -> None:
    with served(program, "绩效", home=tmp_path) as address:
        assert answer(address)[0] == 200
        assert (tmp_path / "绩效目标").is_dir()


def test_pipes_carry_workbooks_of_the_program_unchanged(program: Program, returned: Path) -> None:
    done = subprocess.run(
        [str(program.folder / f"jixiao{SUFFIX}"), "merge", "-", "-o", "-"],
        env={**{name: os.environ[name] for name in KEPT}, **dict.fromkeys(FOLDERS, str(program.user))},
        input=returned.read_bytes(),
        capture_output=True,
        timeout=LONGEST,
        check=False,
    )
    assert done.returncode in (0, 1), done.stderr
    assert done.stdout.startswith(b"PK")
    assert load_workbook(BytesIO(done.stdout)).sheetnames


def test_the_program_says_so_where_nothing_was_dropped(program: Program) -> None:
    if (program.folder / "_internal" / "toolkit" / "cli" / "commands" / "desk.py").exists():
        pytest.skip("without files it opens the desk")
    done = program.run(program="绩效")
    assert done.returncode == 2
    assert "拖到" in done.stderr


def test_a_new_build_does_not_answer_from_the_cache_of_an_old_one(program: Program) -> None:
    sources = list((program.folder / "_internal" / "toolkit").rglob("*.py"))
    assert any(path.name == "cache.py" for path in sources), "the cache asks the sources whether the program changed"
    for rule in (Path(__file__).resolve().parents[2] / "toolkit").rglob("*.py"):
        assert rule.name in {path.name for path in sources}


def test_the_archive_of_the_folder_unpacks_to_programs_that_start(tmp_path: Path) -> None:
    [archive] = [path for path in Path(BUILT).resolve().parent.iterdir() if path.is_file()]
    if archive.suffix == ".zip":
        shutil.unpack_archive(archive, tmp_path)
    else:
        shutil.unpack_archive(archive, tmp_path, filter="tar")
    unpacked = Program(tmp_path / "jixiao", tmp_path)
    assert unpacked.run("--version").stdout.strip() == f"jixiao {toolkit.__version__}"
    names = {path.relative_to(tmp_path / "jixiao") for path in (tmp_path / "jixiao").rglob("*")}
    assert names == {path.relative_to(Path(BUILT).resolve()) for path in Path(BUILT).resolve().rglob("*")}


def test_a_round_has_notices_letters_and_reminders(program: Program, tmp_path: Path) -> None:
    roster, folder = tmp_path / "名 册.csv", tmp_path / "2024年 填报"
    unit = "骏达社区"
    roster.write_text(
        "用款单位,主管部门,项目名称,项目类型,项目等级,预算年度,起始年度,到期年度,预算金额（元）\n"
        f"{unit},东坑镇,治安经费,其他特定目标类（部门职能类）,二级项目,2024,2024,2024,36300\n"
        "角社社区,东坑镇,文体活动经费,其他特定目标类（部门职能类）,二级项目,2024,2024,2024,20000\n",
        "utf-8",
    )
    started = program.run("round", "start", folder, "--form", "form13", "--roster", roster, "--deadline", "2023-11-30")
    assert started.returncode == 0, started.stderr
    [blank] = (folder / "下发" / unit).glob("*.xlsx")
    assert program.run("round", "receive", folder, blank).returncode in (0, 1)
    for step, name in (("letters", "审核意见.docx"), ("remind", "角社社区催报.docx")):
        done = program.run("round", step, folder)
        assert done.returncode in (0, 1), done.stderr
        [paper] = (folder / "审核").rglob(name)
        assert unit in document_text(paper) or "角社社区" in document_text(paper)
    [notice] = (folder / "下发" / unit).glob("*.docx")
    assert unit in document_text(notice)
    state = json.loads(program.run("round", "status", folder, "--format", "json").stdout)
    assert {one["unit"]: one["projects"][0]["state"] for one in state["units"]} == {
        unit: "to_correct",
        "角社社区": "not_returned",
    }


def document_text(path: Path) -> str:
    """The words of a document of Word."""
    return "\n".join(part.text for part in Document(str(path)).element.body.iter() if part.text)


def test_an_own_form_is_adopted_and_a_missing_driver_named(program: Program, returned: Path, tmp_path: Path) -> None:
    draft = tmp_path / "模 板" / "own.yaml"
    done = program.run("adopt", returned, "-o", draft)
    assert done.returncode in (0, 1), done.stderr
    assert draft.is_file()
    place = "postgresql+psycopg://nobody@127.0.0.1:1/none"
    lacking = program.run("round", "status", tmp_path, "--ledger", place, "--lang", "en")
    assert (lacking.returncode, "psycopg is not in this program" in lacking.stderr) == (2, True)


def test_the_licences_of_all_that_is_inside_come_with_it(program: Program) -> None:
    named = (program.folder / "licences" / "index.txt").read_text("utf-8")
    for library in ("Python", "openpyxl", "lxml", "xlsxwriter", "python-calamine", "cryptography", "SQLAlchemy"):
        assert f"\n{library} " in f"\n{named}"
    assert len(list((program.folder / "licences").iterdir())) > 20
    assert (program.folder / "LICENSE.txt").is_file()
    assert (program.folder / "使用说明.txt").read_bytes().startswith(b"\xef\xbb\xbf")
