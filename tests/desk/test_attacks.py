"""Attacks on the local page, each tried as an attacker would."""

from __future__ import annotations

import io
import os
import re
import select
import shutil
import signal
import socket
import unicodedata
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlsplit

import httpx
import pytest

from tests.desk.served import NAME, ServedDesk, fill_forms, served, start_round, town_projects, wait_until_ended
from toolkit.desk.access import HEADERS
from toolkit.desk.upload_bodies import LARGEST

PROJECTS = town_projects()


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedDesk]:
    root = tmp_path_factory.mktemp("各轮 填报")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("XDG_CONFIG_HOME", "XDG_CACHE_HOME", "APPDATA", "LOCALAPPDATA"):
            patch.setenv(name, str(tmp_path_factory.mktemp("own")))
        folder = start_round(root, PROJECTS)
        fill_forms(folder, root.parent / f"{root.name}-returns", PROJECTS)
        (root.parent / "秘密.txt").write_text("nobody's business")
        (root / "秘密.txt").write_text("nobody's business")
        with served(root) as running:
            yield running


def returns(desk: ServedDesk) -> list[Path]:
    return sorted((desk.root.parent / f"{desk.root.name}-returns").iterdir())


PAGES = ("/", "/static/desk.css", "/api/rounds", "/new", "/rules", f"/rounds/{quote(NAME)}", "/no-such-page")


@pytest.mark.parametrize("page", PAGES)
def test_without_the_token_nothing_is_answered(desk: ServedDesk, page: str) -> None:
    for headers in ({}, {"Cookie": f"jixiao_desk_{urlsplit(desk.base).port}=guess"}):
        answer = httpx.get(f"{desk.base}{page}", headers=headers)
        assert answer.status_code == 403
        assert NAME not in answer.text
    assert httpx.get(f"{desk.base}{page}?token=guess").status_code == 403
    assert httpx.get(f"{desk.base}{page}?token=").status_code == 403


def test_the_token_becomes_a_cookie_that_scripts_and_other_sites_do_not_get(desk: ServedDesk) -> None:
    answer = httpx.get(desk.address)
    assert answer.status_code == 303
    assert answer.headers["location"] == "/"
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert desk.token.lower() not in cookie


def test_the_token_alone_answers_a_script(desk: ServedDesk) -> None:
    answer = httpx.get(f"{desk.base}/api/rounds?token={desk.token}")
    assert [one["name"] for one in answer.json()["rounds"]] == [NAME]


@pytest.mark.parametrize(
    "host",
    [
        *("evil.example", "evil.example:{port}", "127.0.0.1", "localhost.evil.example:{port}", ""),
        *("127.0.0.1.:{port}", "[::1]:{port}", "[::ffff:127.0.0.1]:{port}", "127.1:{port}", "2130706433:{port}"),
        *("0.0.0.0:{port}", "user@127.0.0.1:{port}", "127.0.0.1:{port},evil", "127.0.0.1:0{port}"),
    ],
)
def test_a_name_that_was_made_to_point_here_is_refused(desk: ServedDesk, client: httpx.Client, host: str) -> None:
    named = host.format(port=urlsplit(desk.base).port)
    assert client.get("/", headers={"Host": named}).status_code in (400, 403)
    assert client.get(f"/?token={desk.token}", headers={"Host": named}).status_code in (400, 403)


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "SAME-ORIGIN"},
        {"Sec-Fetch-Site": ""},
        {"Origin": ""},
        {"Origin": "https://127.0.0.1:{port}"},
        {"Origin": "http://127.0.0.1:{port}/"},
        {"Origin": "http://localhost:{port}"},
    ],
)
def test_a_page_of_another_site_can_neither_read_nor_write(
    desk: ServedDesk, client: httpx.Client, headers: dict[str, str]
) -> None:
    headers = {name: value.format(port=urlsplit(desk.base).port) for name, value in headers.items()}
    for page in ("/", "/api/rounds", f"/api/rounds/{quote(NAME)}/status"):
        assert client.get(page, headers=headers).status_code == 403
    upload = client.post(desk.uploads, content=b"x", headers={"X-Filename": "x.xlsx", **headers})
    assert upload.status_code == 403
    verdict = {"verdict": "accept", "by": "x", "why": "x"}
    assert client.post(desk.round("decide"), data=verdict, headers=headers).status_code == 403
    assert client.post("/quit", headers=headers).status_code == 403
    assert desk.process.poll() is None


def test_a_cookie_of_another_port_neither_enters_nor_locks_out(desk: ServedDesk, client: httpx.Client) -> None:
    [(name, own)] = [pair for pair in client.cookies.items() if pair[0].startswith("jixiao_desk")]
    for cookie in (f"{name}=evil", f"x{name}={own}", f"{name}={own}x", name, f"{name}="):
        assert httpx.get(desk.base, headers={"Cookie": cookie}).status_code == 403
    for cookie in (f"{name}=evil; {name}={own}", f"{name}={own}; {name}=evil"):
        assert httpx.get(desk.base, headers={"Cookie": cookie}).status_code == 200


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW"])
def test_other_methods_write_nothing(desk: ServedDesk, client: httpx.Client, method: str) -> None:
    for page in ("/", desk.round(), desk.uploads, "/rules/G01"):
        assert client.request(method, page, headers={"Origin": desk.base}).status_code in (404, 405)
        assert client.request(method, page).status_code in (403, 405)


def test_a_form_without_any_origin_is_refused(desk: ServedDesk, client: httpx.Client) -> None:
    assert client.post("/quit").status_code == 403
    assert desk.process.poll() is None


def test_a_token_in_a_form_of_another_site_does_not_help(desk: ServedDesk) -> None:
    answer = httpx.post(f"{desk.base}/quit?token={desk.token}", headers={"Origin": desk.base})
    assert answer.status_code == 403


@pytest.mark.parametrize("page", ["/", "/no-such-page", "/api/rounds", f"/rounds/{quote(NAME)}"])
def test_every_answer_forbids_inline_scripts_frames_and_guessing(client: httpx.Client, page: str) -> None:
    answer = client.get(page)
    for name, value in HEADERS.items():
        assert answer.headers[name] == value
    assert "'unsafe" not in answer.headers["content-security-policy"]
    assert " style=" not in answer.text
    assert "<script>" not in answer.text


def test_a_redirect_never_leaves_the_machine(desk: ServedDesk, client: httpx.Client) -> None:
    for path in ("//evil.example/", "/\\evil.example", "https://evil.example"):
        assert client.get("/language", params={"to": "en", "back": path}).headers["location"] == "/"
    entered = httpx.get(f"{desk.base}//evil.example/?token={desk.token}")
    assert not entered.headers.get("location", "/").startswith("//")


@pytest.mark.parametrize(
    "path",
    [
        "../秘密.txt",
        "下发/../../秘密.txt",
        "下发/../台账.sqlite",
        "台账.sqlite",
        "名册.csv",
        "/etc/passwd",
        "报回/../../../秘密.txt",
        "C:\\Windows\\win.ini",
        "下发\\..\\..\\秘密.txt",
        "下发/\0",
        "下发",
        "",
    ],
)
def test_no_file_outside_the_folders_of_the_round_is_given_out(
    desk: ServedDesk, client: httpx.Client, path: str
) -> None:
    assert client.get(desk.round("download"), params={"path": path}).status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "/download?path=%E4%B8%8B%E5%8F%91/%FF.zip",
        "/download?path=%E4%B8%8B%E5%8F%91/x.zip::$DATA",
        "/download?path=%252e%252e/x",
        "/draft/..%2f..%2fx",
        "/draft/x::$DATA",
        "/project?unit=%ff&project=%00",
        "/events%00",
        "%2f..%2f..",
    ],
)
def test_an_odd_address_is_not_found(desk: ServedDesk, client: httpx.Client, address: str) -> None:
    assert client.get(desk.round() + address).status_code == 404


@pytest.mark.parametrize("asked", ["page=99999999999999999999", "page=-1", "page=%C2%B2", "q=%00%ED%A0%80", "state=x"])
def test_an_odd_question_is_answered(desk: ServedDesk, client: httpx.Client, asked: str) -> None:
    assert client.get(f"{desk.round()}?{asked}").status_code == 200


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_a_file_with_an_odd_name_or_text_hides_no_other(desk: ServedDesk, client: httpx.Client) -> None:
    odd = os.fsencode(desk.root / NAME / "下发") + b"/\xff.zip"
    texts = desk.root / NAME / "审核" / "催报2099-01-01"
    texts.mkdir(parents=True)
    outside = desk.root / NAME / "审核" / "催报2100-01-01"
    outside.symlink_to(desk.root.parent)
    try:
        with open(odd, "wb") as file:  # noqa: PTH123 - no path of text
            file.write(b"PK")
        (desk.root / NAME / "下发" / "换\r\n行.zip").write_bytes(b"PK")
        (texts / "催报文字（可粘贴）.txt").write_bytes(b"\xff\xfe\0odd")
        page = client.get(desk.round("papers"))
        assert page.status_code == 200
        assert "居民委员会.zip" in page.text
        assert "秘密" not in page.text
        answer = client.get(desk.round("download"), params={"path": "下发/换\r\n行.zip"})
        assert not re.search(r"[\r\n]", answer.headers["content-disposition"])
    finally:
        os.unlink(odd)  # noqa: PTH108 - no path of text
        (desk.root / NAME / "下发" / "换\r\n行.zip").unlink()
        outside.unlink()
        shutil.rmtree(texts)


def test_a_link_out_of_the_folder_is_not_followed(desk: ServedDesk, client: httpx.Client) -> None:
    link = desk.root / NAME / "下发" / "link.txt"
    link.symlink_to(desk.root.parent / "秘密.txt")
    try:
        assert client.get(desk.round("download"), params={"path": "下发/link.txt"}).status_code == 404
    finally:
        link.unlink()


@pytest.mark.parametrize("name", ["%2e%2e", "..%2f..", "秘密.txt", "%5c", "no"])
def test_a_round_that_is_not_there_is_no_path(client: httpx.Client, name: str) -> None:
    for page in (f"/rounds/{name}", f"/api/rounds/{name}/status", f"/rounds/{name}/download?path=x"):
        assert client.get(page).status_code == 404
    assert client.post(f"/api/rounds/{name}/files", content=b"x", headers={"X-Filename": "x"}).status_code == 404


@pytest.mark.parametrize("name", ["desk_setup.py", "..%2fweb_app.py", "%2e%2e/web_app.py", "base.html"])
def test_only_style_and_script_are_served_from_the_program(client: httpx.Client, name: str) -> None:
    assert client.get(f"/static/{name}").status_code == 404


DEVICES = {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10))}


def folder_contents(root: Path) -> set[str]:
    return {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    "name",
    [
        "../../../逃.txt",
        "..\\..\\逃.txt",
        "/tmp/逃.txt",
        "C:\\逃.txt",
        "a\0b.txt",
        "CON",
        "aux.xlsx",
        "Nul.tar.gz",
        "COM1 .xlsx",
        "lpt9",
        "名:流.txt",
        "报表\u202exslx.exe",
        "\u200f\u2066右.xlsx\u2069",
        "尾点. . .",
        "换\r\n行.xlsx",
        "." * 400,
        "字" * 900,
        "%zz",
    ],
)
def test_a_name_of_an_upload_is_never_a_path(desk: ServedDesk, client: httpx.Client, name: str) -> None:
    before = folder_contents(desk.root.parent)
    content = f"no form {name}".encode()
    answer = client.post(desk.uploads, content=content, headers={"X-Filename": quote(name)})
    assert answer.status_code == 200, answer.text
    own = ("own", f"{desk.root.name}/{NAME}/台账.sqlite")  # cache and ledger
    fresh = {path for path in folder_contents(desk.root.parent) - before if not path.startswith(own)}
    assert all(f"{NAME}/报回/" in path for path in fresh), fresh
    assert len(fresh) == 1
    stored = Path(fresh.pop()).name
    assert not any(unicodedata.category(sign) in ("Cf", "Cc", "Zl", "Zp") for sign in stored)
    assert stored == stored.strip(" .")
    assert stored.partition(".")[0].strip().lower() not in DEVICES
    assert set(stored).isdisjoint('<>:"/\\|?*')


def test_an_upload_without_a_name_is_refused(desk: ServedDesk, client: httpx.Client) -> None:
    assert client.post(desk.uploads, content=b"x").status_code == 409


def test_a_file_of_2_gb_is_refused_before_it_is_sent(desk: ServedDesk, client: httpx.Client) -> None:
    with raw_connection(desk) as connection:
        connection.sendall(head(desk, client, "big.xlsx", f"Content-Length: {2 << 30}"))
        assert b"413" in connection.recv(200)
    assert client.get("/api/rounds").status_code == 200


def test_an_upload_that_does_not_say_its_size_is_cut_at_the_limit(desk: ServedDesk, client: httpx.Client) -> None:
    piece = b"100000\r\n" + b"\0" * 0x100000 + b"\r\n"
    with raw_connection(desk) as connection:
        connection.sendall(head(desk, client, "big.xlsx", "Transfer-Encoding: chunked"))
        sent = 0
        while not select.select([connection], [], [], 0)[0]:
            connection.sendall(piece)
            sent += 1
            assert sent < 2 * LARGEST >> 20, "the server takes everything"
        assert b"413" in connection.recv(200)
    assert client.get("/api/rounds").status_code == 200


def raw_connection(desk: ServedDesk) -> socket.socket:
    parts = urlsplit(desk.base)
    return socket.create_connection((str(parts.hostname), int(parts.port or 0)), timeout=60)


def head(desk: ServedDesk, client: httpx.Client, name: str, *lines: str) -> bytes:
    """The beginning of an upload, by hand."""
    cookie = "; ".join(f"{key}={value}" for key, value in client.cookies.items())
    given = [
        f"POST {desk.uploads} HTTP/1.1",
        f"Host: {urlsplit(desk.base).netloc}",
        f"Cookie: {cookie}",
        f"X-Filename: {quote(name)}",
        *lines,
    ]
    return ("\r\n".join(given) + "\r\n\r\n").encode()


def test_a_sender_who_leaves_in_the_middle_leaves_nothing(desk: ServedDesk, client: httpx.Client) -> None:
    before = client.get(f"/api/rounds/{quote(NAME)}/status").json()
    with raw_connection(desk) as connection:
        connection.sendall(head(desk, client, "half.xlsx", "Content-Length: 100000") + b"PK\x03\x04half")
    assert client.get(f"/api/rounds/{quote(NAME)}/status").json() == before


def until_closed(connection: socket.socket) -> bytes:
    """Everything that comes until the other side closes the connection."""
    return b"".join(iter(lambda: connection.recv(4000), b""))


def test_a_sender_who_waits_for_ever_is_sent_away_and_stops_nobody(desk: ServedDesk, client: httpx.Client) -> None:
    host = f"Host: {urlsplit(desk.base).netloc}\r\n".encode()
    with (
        raw_connection(desk) as silent,
        raw_connection(desk) as slow,
        raw_connection(desk) as second,
        raw_connection(desk) as refused,
    ):
        slow.sendall(head(desk, client, "slow.xlsx", "Content-Length: 100000") + b"P")
        second.sendall(b"GET / HTTP/1.1\r\n" + host + b"\r\n")
        assert second.recv(12) == b"HTTP/1.1 403"
        second.sendall(b"GET / HTTP/1.1\r\n" + host)  # and never the end of it
        refused.sendall(b"POST / HTTP/1.1\r\n" + host + b"Content-Length: 100000\r\n\r\nP")
        assert refused.recv(12) == b"HTTP/1.1 403"
        assert client.get("/").status_code == 200
        assert silent.recv(10) == b""
        assert until_closed(second).endswith(b"printed.\n")
        assert until_closed(refused).endswith(b"printed.\n")
        assert b"408" in slow.recv(200)


def bomb() -> bytes:
    """A workbook of 400 MB in 400 KB."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", b" " * (400 << 20))
    return out.getvalue()


def test_a_bomb_costs_one_line(desk: ServedDesk, client: httpx.Client) -> None:
    answer = client.post(desk.uploads, content=bomb(), headers={"X-Filename": "bomb.xlsx"})
    assert answer.status_code == 200
    assert {one["code"] for one in answer.json()["findings"]} & {"F02", "F03", "F04", "F05", "F09", "F10"}
    assert answer.json()["projects"] == []
    good = client.post(desk.uploads, content=returns(desk)[0].read_bytes(), headers={"X-Filename": "good.xlsx"})
    assert len(good.json()["projects"]) == 1


def test_text_of_units_and_rounds_never_becomes_markup(desk: ServedDesk, client: httpx.Client) -> None:
    name = "<script>alert(1)</script>.pdf"
    client.post(desk.uploads, content=b"%PDF-1.4 evil", headers={"X-Filename": quote(name)})
    for page in (desk.round(), desk.round("returns")):
        assert "<script>alert" not in client.get(page).text
    searched = client.get(desk.round(), params={"q": '"><script>alert(1)</script>'})
    assert "<script>alert" not in searched.text


def test_what_units_sent_is_saved_and_never_shown_as_a_page(desk: ServedDesk, client: httpx.Client) -> None:
    page = b"<html><script>alert(1)</script></html>"
    client.post(desk.uploads, content=page, headers={"X-Filename": quote("通知.html")})
    [stored] = [path for path in folder_contents(desk.root / NAME) if path.endswith("通知.html")]
    answer = client.get(desk.round("download"), params={"path": stored})
    assert answer.content == page
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["content-type"] == "application/octet-stream"


def test_the_server_listens_on_this_machine_only(desk: ServedDesk) -> None:
    port = urlsplit(desk.base).port
    outside = {str(info[4][0]) for info in socket.getaddrinfo(socket.gethostname(), port, socket.AF_INET)}
    for address in outside - {"127.0.0.1"}:
        if not address.startswith("127."):
            with pytest.raises(OSError, match=r".*"), socket.create_connection((address, port or 0), timeout=3):
                pass


def test_a_kill_in_the_middle_of_uploads_loses_no_file_that_was_answered(tmp_path: Path) -> None:
    root = tmp_path / "轮"
    folder = start_round(root, PROJECTS)
    filled = fill_forms(folder, tmp_path / "returns", PROJECTS)
    with served(root) as desk, desk.client() as client:
        first = client.post(desk.uploads, content=filled[0].read_bytes(), headers={"X-Filename": quote(filled[0].name)})
        assert first.json()["files"][0]["is_new"]
        with raw_connection(desk) as connection:
            body = filled[1].read_bytes()
            connection.sendall(head(desk, client, filled[1].name, f"Content-Length: {len(body)}") + body)
            desk.process.kill()
            desk.process.wait()
    with served(root) as desk, desk.client() as client:
        for path in filled:
            answer = client.post(desk.uploads, content=path.read_bytes(), headers={"X-Filename": quote(path.name)})
            assert answer.status_code == 200
        totals = client.get(f"/api/rounds/{quote(NAME)}/status").json()["totals"]
        assert totals["returned"] == len(PROJECTS)


@pytest.mark.skipif(os.name == "nt", reason="Windows sends no Ctrl-C to a single process")
def test_ctrl_c_ends_it_although_a_page_listens_to_events(tmp_path: Path) -> None:
    start_round(tmp_path, PROJECTS[:1])
    with (
        served(tmp_path) as desk,
        desk.client() as client,
        client.stream("GET", f"/api/rounds/{quote(NAME)}/events") as events,
    ):
        assert next(events.iter_lines()).startswith("event: round")
        desk.process.send_signal(signal.SIGINT)
        assert wait_until_ended(desk.process) == 0


def test_quit_ends_it(tmp_path: Path) -> None:
    with served(tmp_path) as desk, desk.client() as client:
        answer = client.post("/quit", headers={"Origin": desk.base})
        assert answer.status_code == 200
        assert wait_until_ended(desk.process) == 0
