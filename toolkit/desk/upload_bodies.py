"""The body of a request as a file written aside, or as a form.

The name of an upload is only a name: its folders are dropped, and what no system allows in a name.
"""

from __future__ import annotations

import asyncio
import re
import secrets
import unicodedata
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import parse_qsl, unquote

from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse

from toolkit.desk.page_sentences import for_page
from toolkit.errors import FileError, InputError, ToolkitError, system_reason
from toolkit.excel.limits import DEFAULT
from toolkit.model.paths import is_device

#: Bytes of an upload: as large as a file may be that is read at all, or an archive of many.
LARGEST = 4 * DEFAULT.file_size
#: Seconds in which a client must send something, and the bytes a second that it must send on the average.
PATIENCE, PACE = 20.0, 2_000
#: Bytes and fields of a form: a roster that is filled in on the page is the longest.
_FORM, _FIELDS = 1 << 20, 8_000
_UNFIT = re.compile(r'[<>:"|?*\x00-\x1f\x7f-\x9f]')
_LONGEST = 120


class UploadTooLargeError(ToolkitError):
    """An error: the body is larger than allowed."""


class UploadTooSlowError(ToolkitError):
    """An error: the body comes too slowly, or its sender has left."""


def refusal(error: ToolkitError) -> JSONResponse:
    """Returns the reason why an upload is not taken, in both languages."""
    is_large, is_slow = isinstance(error, UploadTooLargeError), isinstance(error, UploadTooSlowError)
    status = 413 if is_large else 408 if is_slow else 409
    words = for_page(error.sentence)
    return JSONResponse({"error": words.zh, "error_en": words.en}, status)


def plain_name(given: str) -> str:
    """Returns the name of an upload without folders and unfit signs.

    Args:
        given: the value of `X-Filename`, percent-encoded UTF-8.
    """
    name = unicodedata.normalize("NFC", unquote(given, errors="replace")).replace("\\", "/").rsplit("/", 1)[-1]
    name = _UNFIT.sub("_", "".join(sign for sign in name if unicodedata.category(sign) not in ("Cf", "Cs", "Zl", "Zp")))
    stem, dot, ending = name.strip(" .").rpartition(".")
    if not dot:
        stem, ending = ending, ""
    while len(stem.encode()) > _LONGEST:
        stem = stem[:-1]
    kept = f"{stem}.{ending[:10]}" if ending else stem
    return (f"_{kept}" if is_device(kept) else kept) or "无名"


@asynccontextmanager
async def uploaded(request: Request, aside: Path, most: int = LARGEST) -> AsyncIterator[Path]:
    """Yields the body of a request as a file; afterwards it is deleted.

    Args:
        request: with the name in `X-Filename`.
        aside: the folder for uploads.
        most: bytes that are taken.

    Raises:
        UploadTooLargeError: the body is larger.
        UploadTooSlowError: it comes too slowly, or its sender has left.
        FileError: it cannot be written.
        InputError: there is no name.
    """
    given = request.headers.get("x-filename", "")
    if not given:
        raise InputError("没有文件名（X-Filename）", "The name of the file is missing (X-Filename)")
    _refuse_large(request, most)
    folder = aside / secrets.token_hex(8)
    path = folder / plain_name(given)
    try:
        await _store(request, path, most)
        yield path
    finally:
        _remove(folder, path)


async def _store(request: Request, path: Path, most: int) -> None:
    try:
        path.parent.mkdir(parents=True)
        with path.open("xb") as out:
            async for piece in _pieces(request, most):
                out.write(piece)
    except OSError as error:
        why = system_reason(error)
        raise FileError(f"上传的文件存不下来：{why.zh}", f"The upload cannot be stored: {why.en}") from error


def _remove(folder: Path, path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
        folder.rmdir()
    except OSError:  # the folder of all uploads is deleted at the end
        return


def _refuse_large(request: Request, most: int) -> None:
    length = request.headers.get("content-length", "")
    if length.isdigit() and int(length) > most:
        raise _too_large(most)


def _too_large(most: int) -> UploadTooLargeError:
    size = most // (1 << 20)
    return UploadTooLargeError(
        f"文件太大，最大 {size} MB；文件夹请直接拖进来，不用压缩成一个包",
        f"The file is too large, the limit is {size} MB; drop the folder itself instead of one archive",
    )


async def _pieces(request: Request, most: int) -> AsyncIterator[bytes]:
    """Yields the body as it comes. Raises UploadTooLargeError or UploadTooSlowError."""
    loop = asyncio.get_running_loop()
    began, size = loop.time(), 0
    stream = request.stream()
    while True:
        try:
            piece = await asyncio.wait_for(anext(stream), PATIENCE)
        except StopAsyncIteration:
            return
        except (TimeoutError, ClientDisconnect) as error:
            raise _slow() from error
        size += len(piece)
        if size > most:
            raise _too_large(most)
        if loop.time() - began > PATIENCE + size / PACE:
            raise _slow()
        yield piece


def _slow() -> UploadTooSlowError:
    return UploadTooSlowError("文件没有传完，请再传一次", "The file did not arrive completely; send it again")


class FormFields(dict[str, str]):
    """The fields of a form by name; a name may have several values."""

    def __init__(self, pairs: Sequence[tuple[str, str]]) -> None:
        super().__init__(pairs)
        self._pairs = tuple(pairs)

    def every(self, name: str) -> tuple[str, ...]:
        """Returns all values of a name, in the order of the form."""
        return tuple(value for given, value in self._pairs if given == name)


async def small_form(request: Request) -> FormFields:
    """Returns the fields of a form, or raises UploadTooLargeError or UploadTooSlowError."""
    _refuse_large(request, _FORM)
    body = b"".join([piece async for piece in _pieces(request, _FORM)])
    try:
        pairs = parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=_FIELDS)
    except ValueError as error:
        raise UploadTooLargeError("填的内容太多", "The form has too many fields") from error
    return FormFields([(name, value.replace("\r\n", "\n").strip()) for name, value in pairs])
