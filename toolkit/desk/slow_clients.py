"""Connections are closed that send too slowly, or when nobody listens."""

from __future__ import annotations

import asyncio
from typing import cast

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

#: Seconds until the headers of a request must be there, and until a body that was refused must end.
PATIENCE = 15.0


class TimedProtocol(H11Protocol):
    """HTTP whose connections must come to the point.

    Between two requests uvicorn's own limit for idle connections holds.
    """

    _alarm: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begins to wait for the first request."""
        super().connection_made(cast("asyncio.Transport", transport))
        self._watch()

    def data_received(self, data: bytes) -> None:
        """Takes what came, and waits on where it is no whole request."""
        super().data_received(data)
        self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        """Ends the waiting."""
        self._calm()
        super().connection_lost(exc)

    def _watch(self) -> None:
        has_headers = self.conn.their_state is not h11.IDLE
        is_heard = self.conn.our_state not in (h11.DONE, h11.MUST_CLOSE, h11.CLOSED)
        if has_headers and (is_heard or self.conn.their_state is h11.DONE):
            self._calm()
        elif self._alarm is None:
            self._alarm = self.loop.call_later(PATIENCE, self.close_late)

    def _calm(self) -> None:
        if self._alarm is not None:
            self._alarm.cancel()
            self._alarm = None

    def close_late(self) -> None:
        """Closes the connection."""
        if not self.transport.is_closing():
            self.transport.close()
