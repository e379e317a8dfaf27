"""Connections that send their request too slowly are closed."""

from __future__ import annotations

import asyncio
from typing import cast

from uvicorn.protocols.http.h11_impl import H11Protocol

#: Seconds until the headers of a first request must be there.
HEADERS_WITHIN = 15.0


class TimedProtocol(H11Protocol):
    """HTTP whose connections must say soon what they want.

    After the first request, uvicorn's own limit for idle connections holds.
    """

    _alarm: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begins to wait for the request."""
        super().connection_made(cast("asyncio.Transport", transport))
        self._alarm = self.loop.call_later(HEADERS_WITHIN, self.close_silent)

    def connection_lost(self, exc: Exception | None) -> None:
        """Ends the waiting."""
        if self._alarm is not None:
            self._alarm.cancel()
        super().connection_lost(exc)

    def close_silent(self) -> None:
        """Closes the connection where no request came in time."""
        asked: object = self.cycle  # None until the first request
        if asked is None and not self.transport.is_closing():
            self.transport.close()
