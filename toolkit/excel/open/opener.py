"""A file's bytes as a Book, or the observation that says why not.

Nothing in a file makes this raise.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from toolkit.excel.grid import Book
from toolkit.excel.limits import DEFAULT, Damaged, Limits, Refused, refuse_above
from toolkit.excel.open import sniff_ole
from toolkit.excel.open.archive import is_lock_file, observed
from toolkit.excel.open.guard import Container, EncryptedMember, check_every
from toolkit.excel.open.package import Package
from toolkit.excel.open.sniff import FileKind, is_zip, kind_of, kind_of_zip, without_marks
from toolkit.excel.open.workbook import read_package
from toolkit.extras import advice
from toolkit.model.evidence import Observation, Observed
from toolkit.model.finding import Bilingual

_FOREIGN = frozenset({FileKind.XLS, FileKind.ODS, FileKind.XLSB})
_DAMAGED = frozenset({FileKind.EMPTY, FileKind.BROKEN})
# What comes with a form and is none, unless its name says that it should be one.
_ATTACHED = frozenset(
    {
        FileKind.PDF,
        FileKind.OFD,
        FileKind.IMAGE,
        FileKind.DOC,
        FileKind.DOCX,
        FileKind.RTF,
        FileKind.PPT,
        FileKind.PPTX,
        FileKind.ODF,
        FileKind.TEXT,
        FileKind.HTML,
    }
)
_OF_FORMS = (".xlsx", ".xls", ".xlsm", ".xlsb", ".et", ".ett", ".xlt", ".xltx", ".ods", ".csv")
# Excel encrypts a workbook whose structure alone is protected with this, and opens it without asking.
_SILENT = "VelvetSweatshop"
_COMMENTS = Bilingual("批注", "comments")
DRAWINGS = Bilingual("图片、图形或嵌入对象", "pictures, shapes or embedded objects")
_WRONG = Bilingual("提供的密码不正确", "the given password is wrong")
_NO_METHOD = Bilingual("此格式的加密文件无法解密", "this kind of encryption is not supported")


class Opened(NamedTuple):
    """The result of opening a file.

    Attributes:
        book: the workbook, None where there is none to read.
        observations: what was seen on the way.
        kind: what the file is; None where that was not to be found out. ARCHIVE is for `archive.members`.
        plain: the workbook within an encrypted file; None where the file is not encrypted.
        had_password: whether it opened with a password that a person gave it.
    """

    book: Book | None
    observations: tuple[Observation, ...] = ()
    kind: FileKind | None = None
    plain: bytes | None = None
    had_password: bool = False


def open_file(path: str, data: bytes, limits: Limits = DEFAULT, passwords: tuple[str, ...] = ()) -> Opened:
    """Returns the opened file.

    Args:
        path: as it will be shown; only tells temporary files from others.
        data: the file.
        limits: what it may hold.
        passwords: one of them may open it where it is encrypted.
    """
    if is_lock_file(path):
        return Opened(None, (Observation(Observed.LOCK_FILE),))
    try:
        refuse_above(len(data), limits.file_size, "文件大小（字节）", "file size in bytes")
        opened = _opened(data, limits, passwords)
    except (Damaged, Refused, EncryptedMember) as fault:
        return Opened(None, (observed(fault),))
    if opened.kind in _ATTACHED and not path.lower().endswith(_OF_FORMS):
        return opened._replace(observations=(Observation(Observed.ATTACHMENT, facts={"kind": opened.kind.words}),))
    return opened


def _opened(data: bytes, limits: Limits, passwords: tuple[str, ...]) -> Opened:
    data = without_marks(data)
    package = Package(Container(data, limits), limits) if is_zip(data) else None
    kind = kind_of_zip(package) if package else kind_of(data)
    if package and kind in (FileKind.XLSX, FileKind.XLSM):
        book = read_package(package, kind)
    elif kind in _FOREIGN:
        return _foreign(data, package, kind, limits, passwords)
    elif kind is FileKind.ENCRYPTED:
        return _decrypted(data, limits, passwords)
    elif kind in _DAMAGED:
        return Opened(None, (Observation(Observed.DAMAGED, facts={"reason": kind.words}),), kind)
    else:
        return Opened(None, (Observation(Observed.NOT_A_SPREADSHEET, facts={"kind": kind.words}),), kind)
    return Opened(book, tuple(_seen(book)), kind)


def _foreign(
    data: bytes, package: Package | None, kind: FileKind, limits: Limits, passwords: tuple[str, ...]
) -> Opened:
    from toolkit.excel.open.legacy import WrongPassword, without_stale_results, worker_for  # only these files need it

    if package:
        check_every(package.container)
    try:
        book = worker_for(limits).read(data, str(kind))
    except WrongPassword:  # an encryption that its beginning does not show
        return _decrypted(data, limits, passwords)
    book = replace(without_stale_results(book), has_macros=_has_macros(data, package))
    foreign = Observation(Observed.FOREIGN_FORMAT, facts={"kind": kind.words})
    return Opened(book, (foreign, *_seen(book)), kind)


def _has_macros(data: bytes, package: Package | None) -> bool:
    """Whether an old or foreign file carries macros, by the names of its parts."""
    if package is None:
        return "_VBA_PROJECT_CUR" in sniff_ole.streams(data)
    names = [info.filename.lower() for info in package.container.infos]
    return any(name.endswith("vbaproject.bin") or name.startswith("basic/") for name in names)


def _decrypted(data: bytes, limits: Limits, passwords: tuple[str, ...]) -> Opened:
    """Returns the opened content of an encrypted file.

    Once it is open, the observation is dropped.
    """
    if is_zip(data):
        return _closed(_NO_METHOD if passwords else None)
    from toolkit.excel.open.legacy import NoDecryption, WrongPassword, worker_for

    for candidate in (*passwords, _SILENT):
        try:
            plain = worker_for(limits).decrypt(data, candidate)
        except WrongPassword:
            continue
        except NoDecryption:
            return _closed(advice("msoffcrypto-tool"))
        except (Damaged, Refused):
            if passwords:
                raise
            return _closed(None)
        refuse_above(len(plain), limits.file_size, "文件大小（字节）", "file size in bytes")
        return _opened(plain, limits, ())._replace(plain=plain, had_password=candidate in passwords)
    return _closed(_WRONG if passwords else None)


def _closed(reason: Bilingual | None) -> Opened:
    facts = {"reason": reason} if reason else {}
    return Opened(None, (Observation(Observed.ENCRYPTED, facts=facts),), FileKind.ENCRYPTED)


def _seen(book: Book) -> Iterator[Observation]:
    if book.has_macros:
        yield Observation(Observed.MACROS)
    for target in book.external_links:
        yield Observation(Observed.EXTERNAL_LINK, facts={"target": target})
    for grid in book.sheets:
        if grid.has_comments:
            yield Observation(Observed.EMBEDDED, facts={"kind": _COMMENTS}, sheet=grid.name)
        if grid.has_drawings:
            yield Observation(Observed.EMBEDDED, facts={"kind": DRAWINGS}, sheet=grid.name)
