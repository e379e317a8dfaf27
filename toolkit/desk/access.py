"""The gate before every page: who may ask this server, and from where.

Anybody on the machine, and any page that the browser shows, can send requests to a local port. Only who has the start
token, or the cookie that it is turned into, gets an answer; the cookie is not sent with requests that other sites
cause, and a request that names another host or origin is refused whatever it brings.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlencode

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HOST = "127.0.0.1"
_READING = ("GET", "HEAD")
_API = "/api/"
_FORBIDDEN = (
    "403 这个页面只给本机启动它的人用。请从程序打开的页面或它打印的地址进入。\n"
    "403 This page is only for the person who started it. Open it by the address that the program printed.\n"
)
#: The headers of every answer: nothing from elsewhere, no frame around it, nothing kept on the disk.
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


@dataclass(frozen=True)
class Access:
    """The secrets of one run, and the names under which it is reached.

    Attributes:
        port: of the server.
        token: in the address that the program prints.
        session: the value of the cookie.
    """

    port: int
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24), repr=False)
    session: str = field(default_factory=lambda: secrets.token_urlsafe(24), repr=False)

    @property
    def address(self) -> str:
        """The address to open, with the token."""
        return f"http://{HOST}:{self.port}/?token={self.token}"

    @property
    def cookie(self) -> str:
        """The cookie's name; cookies of one host are shared by all its ports."""
        return f"jixiao_desk_{self.port}"

    def is_own_host(self, headers: Headers) -> bool:
        """Whether a request names this server by one of its own names."""
        hosts = headers.getlist("host")
        return len(hosts) == 1 and hosts[0].lower() in (f"{HOST}:{self.port}", f"localhost:{self.port}")

    def is_own_origin(self, headers: Headers) -> bool:
        """Whether no header says that another page caused the request."""
        own = f"http://{headers.get('host', '').lower()}"
        origins = headers.getlist("origin")
        sites = headers.getlist("sec-fetch-site")
        return all(one.lower() == own for one in origins) and all(one in ("same-origin", "none") for one in sites)

    def has_token(self, query: list[tuple[str, str]]) -> bool:
        """Whether the address has the start token."""
        return any(name == "token" and _same(value, self.token) for name, value in query)

    def has_cookie(self, headers: Headers) -> bool:
        """Whether the browser sends the cookie."""
        pairs = (pair for header in headers.getlist("cookie") for pair in header.split(";"))
        given = (value for name, _, value in (pair.strip().partition("=") for pair in pairs) if name == self.cookie)
        return any(_same(value, self.session) for value in given)  # servers of other ports may set the same name


def _same(given: str, right: str) -> bool:
    return secrets.compare_digest(given.encode("utf-8", "replace"), right.encode())


class Gate:
    """The application behind the checks of `Access`.

    Args:
        app: what answers the requests that pass.
        access: of this run.
    """

    def __init__(self, app: ASGIApp, access: Access) -> None:
        self._app = app
        self._access = access

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers a request, or refuses it."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":  # a web socket: nothing here speaks to one
            await send({"type": "websocket.close", "code": 1008})
            return
        await (self._answer(scope) or self._app)(scope, receive, _with_headers(send))

    def _answer(self, scope: Scope) -> Response | None:
        """Returns a refusal, or the way to enter; None where the request passes."""
        access, headers = self._access, Headers(scope=scope)
        query = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        by_token = access.has_token(query)
        if not access.is_own_host(headers) or not (_may_enter(scope, headers) or access.is_own_origin(headers)):
            return _forbidden()
        if not by_token and not access.has_cookie(headers):
            return _forbidden()
        if scope["path"].startswith(_API):
            return None
        if scope["method"] not in _READING:
            named = headers.get("origin") or headers.get("sec-fetch-site")
            return None if named and access.has_cookie(headers) else _forbidden()
        return self._entered(scope["path"], query) if by_token else None

    def _entered(self, path: str, query: list[tuple[str, str]]) -> Response:
        """Returns the way to the same page, with cookie instead of token."""
        rest = urlencode([(name, value) for name, value in query if name != "token"])
        local = "/" + path.lstrip("/\\")  # two slashes would begin another host's name
        answer = RedirectResponse(local + (f"?{rest}" if rest else ""), 303)
        answer.set_cookie(self._access.cookie, self._access.session, httponly=True, samesite="strict", path="/")
        return answer


def _may_enter(scope: Scope, headers: Headers) -> bool:
    """Whether a person opens the printed address, perhaps from a chat or mail."""
    return (
        scope["method"] == "GET"
        and scope["path"] == "/"
        and headers.get("origin") is None
        and headers.get("sec-fetch-mode") == "navigate"
        and headers.get("sec-fetch-dest") == "document"
    )


def _forbidden() -> Response:
    return PlainTextResponse(_FORBIDDEN, 403)


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers[name] = value
            if "cache-control" not in headers:
                headers["Cache-Control"] = "no-store"
        await send(message)

    return sending
