"""The addresses for programs: rounds, status, uploads, events."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from toolkit.desk.receiving import Receiving, TakenUpload
from toolkit.desk.round_folders import name_of
from toolkit.desk.round_view import RoundReader
from toolkit.desk.upload_bodies import refusal, uploaded
from toolkit.errors import ToolkitError
from toolkit.reports.formats.json import finding_json

#: Seconds between two looks at a ledger, and looks between two signs of life.
_LOOK, _SIGN = 1.0, 15


class DeskApi:
    """Answers for scripts, that of the pages among them.

    Args:
        reader: of the rounds.
    """

    def __init__(self, reader: RoundReader) -> None:
        self._reader = reader
        self._receiving = Receiving(reader.setup)

    @property
    def routes(self) -> list[Route]:
        """The addresses."""
        return [
            Route("/api/rounds", self.rounds),
            Route("/api/rounds/{name}/status", self.status),
            Route("/api/rounds/{name}/files", self.files, methods=["POST"]),
            Route("/api/rounds/{name}/events", self.events),
        ]

    def rounds(self, request: Request) -> Response:
        """Answers with every round: its name in addresses, its facts and totals."""
        return JSONResponse({"schema_version": 1, "rounds": [self._round(one) for one in self._reader.setup.rounds]})

    def _round(self, folder: Path) -> dict[str, object]:
        try:
            document = self._reader.read(folder).status.to_json()
        except ToolkitError as error:
            return {"name": name_of(folder), "error": error.message("zh"), "error_en": error.message("en")}
        return {"name": name_of(folder), "round": document["round"], "totals": document["totals"]}

    def status(self, request: Request) -> Response:
        """Answers as `round status --format json`."""
        try:
            return JSONResponse(self._reader.view(request).status.to_json())
        except ToolkitError as error:
            return refusal(error)

    async def files(self, request: Request) -> Response:
        """Takes in one file and answers with what it is and its findings."""
        folder = await run_in_threadpool(self._reader.folder, request)
        try:
            async with uploaded(request, self._reader.setup.aside) as path:
                taken = await self._receiving.take(folder, path)
        except ToolkitError as error:
            return refusal(error)
        return JSONResponse(_taken_json(taken))

    async def events(self, request: Request) -> Response:
        """Streams an event whenever the round changes; with `?once` answers with its version."""
        folder = await run_in_threadpool(self._reader.folder, request)
        if "once" in request.query_params:
            version = await run_in_threadpool(self._reader.version, folder)
            return JSONResponse({"version": version})
        return StreamingResponse(self._stream(request, folder), media_type="text/event-stream")

    async def _stream(self, request: Request, folder: Path) -> AsyncIterator[str]:
        last, looks = -1, 0
        while not self._reader.setup.ending.is_over and not await request.is_disconnected():
            try:
                version = await run_in_threadpool(self._reader.version, folder)
            except ToolkitError:  # the ledger is busy or has moved away: the page goes on with what it has
                version = last
            if version != last:
                last = version
                yield f"event: round\ndata: {json.dumps({'version': version})}\n\n"
            elif looks % _SIGN == 0:
                yield ": alive\n\n"
            looks += 1
            await asyncio.sleep(_LOOK)


def _taken_json(taken: TakenUpload) -> dict[str, object]:
    return {
        "schema_version": 1,
        "files": [
            {
                "name": one.name,
                "is_new": one.is_new,
                "kind": one.role.value if one.role else None,
                "unit": one.unit,
                "recognised_by": one.recognised_by,
                "projects": [name or None for name in one.projects],
            }
            for one in taken.files
        ],
        "projects": [
            {
                "unit": one.unit,
                "project_name": one.project or None,
                "state": one.state.value,
                "state_words": one.words.zh,
                "state_words_en": one.words.en,
                "returns": one.files,
                "errors": sum(one.errors.values()),
                "warnings": sum(one.warnings.values()),
            }
            for one in taken.projects
        ],
        "not_taken": [
            {"name": one.name, "reason": one.reason.zh, "reason_en": one.reason.en} for one in taken.not_taken
        ],
        "findings": [finding_json(finding) for file in taken.files for finding in file.findings],
    }
