"""The local server of the pages: its port, its address, its end."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from types import FrameType
from typing import cast

import h11
import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from toolkit.desk.access import HOST, Access, Gate
from toolkit.desk.desk_setup import DeskSetup, Ending
from toolkit.desk.web_app import application, warm_up
from toolkit.errors import InputError, system_reason

#: Seconds for answers under way once the server is to end.
_GRACE = 3
#: Connections at a time: a browser opens six, a script that opens more waits.
_CONNECTIONS = 200
#: Seconds until the headers of a request must be there, and until a body that was refused must end.
_PATIENCE = 15.0


def serve(
    root: Path,
    *,
    port: int = 0,
    templates: Path | None = None,
    key: Path | None = None,
    ledger: str | None = None,
    started: Callable[[str], object],
) -> None:
    """Serves the pages over a folder of rounds until somebody ends it.

    Args:
        root: the folder whose subfolders are rounds.
        port: to listen on; 0 for a free one.
        templates: the user's own folder of definitions, searched first.
        key: the department's key file; None for the user's own.
        ledger: the database for new rounds; None for a file in each round's folder.
        started: is called with the address once it can be opened.

    Raises:
        InputError: another program uses the port.
    """
    with _listening(port) as listener, TemporaryDirectory(prefix="jixiao-desk-", ignore_cleanup_errors=True) as aside:
        access = Access(listener.getsockname()[1])
        setup = DeskSetup(root, Path(aside), templates, key, ledger)
        app = application(setup)

        def announce() -> None:
            started(access.address)
            threading.Thread(target=warm_up, args=(app,), daemon=True).start()

        server = _AnnouncingServer(_config(Gate(app, access)), announce)
        server.ending = setup.ending
        setup.ending.leave = server.leave
        with suppress(KeyboardInterrupt):  # Ctrl-C is the usual end
            server.run(sockets=[listener])
        setup.activities.cancel_all()


class _TimedProtocol(H11Protocol):
    """HTTP that closes connections which send too slowly, or to which nobody listens.

    Between two requests uvicorn's own limit for idle connections holds.
    """

    _alarm: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begins to wait for the first request."""
        super().connection_made(cast("asyncio.Transport", transport))
        self.watch()

    def data_received(self, data: bytes) -> None:
        """Takes what came, and waits on where it is no whole request."""
        super().data_received(data)
        self.watch()

    def connection_lost(self, exc: Exception | None) -> None:
        """Ends the waiting."""
        self.stop_watching()
        super().connection_lost(exc)

    def watch(self) -> None:
        """Waits for the rest of a request, and no longer once it is there."""
        has_headers = self.conn.their_state is not h11.IDLE
        is_heard = self.conn.our_state not in (h11.DONE, h11.MUST_CLOSE, h11.CLOSED)
        if has_headers and (is_heard or self.conn.their_state is h11.DONE):
            self.stop_watching()
        elif self._alarm is None:
            self._alarm = self.loop.call_later(_PATIENCE, self.close_late)

    def stop_watching(self) -> None:
        """Waits no longer."""
        if self._alarm is not None:
            self._alarm.cancel()
            self._alarm = None

    def close_late(self) -> None:
        """Closes the connection."""
        if not self.transport.is_closing():
            self.transport.close()


class _AnnouncingServer(uvicorn.Server):
    """A server that says when it can be asked."""

    def __init__(self, config: uvicorn.Config, announce: Callable[[], object]) -> None:
        super().__init__(config)
        self._announce = announce
        self.ending = Ending()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begins to listen, then announces it."""
        await super().startup(sockets)
        self._announce()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Ends the streams of events too when Ctrl-C is pressed."""
        self.ending.is_over = True
        super().handle_exit(sig, frame)

    def leave(self) -> None:
        """Ends the server after the answers under way."""
        self.should_exit = True


def _config(app: Gate) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        http=_TimedProtocol,
        ws="none",
        loop="asyncio",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        limit_concurrency=_CONNECTIONS,
        timeout_keep_alive=30,
        timeout_graceful_shutdown=_GRACE,
    )


def _listening(port: int) -> socket.socket:
    """Returns a socket of this machine only. Raises InputError where the port is taken."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    exclusive = getattr(socket, "SO_EXCLUSIVEADDRUSE", None)  # Windows would let another program share the port
    listener.setsockopt(socket.SOL_SOCKET, exclusive if exclusive is not None else socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
        listener.listen(128)
    except OSError as error:
        listener.close()
        why = system_reason(error)
        raise InputError(
            f"端口 {port} 用不了（{why.zh}），请换一个，或不写 --port",
            f"Port {port} cannot be used ({why.en}); choose another one, or leave out --port",
        ) from error
    return listener
