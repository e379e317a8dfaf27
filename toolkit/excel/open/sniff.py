"""The kind of a file by its content; its name does not count."""

from __future__ import annotations

import codecs
import re
from enum import StrEnum, auto

from toolkit.excel.limits import DEFAULT, Damaged, Refused
from toolkit.excel.open import sniff_ole
from toolkit.excel.open.guard import Container, EncryptedMember
from toolkit.excel.open.package import TYPES, Package
from toolkit.model.finding import Bilingual


class FileKind(StrEnum):
    """The kinds of files that somebody might return as a form."""

    XLSX = auto()
    XLSM = auto()
    XLSB = auto()
    ODS = auto()
    XLS = auto()
    ENCRYPTED = auto()
    ARCHIVE = auto()
    EMPTY = auto()
    BROKEN = auto()
    HTML = auto()
    XML_2003 = auto()
    FLAT_ODS = auto()
    XML = auto()
    CSV = auto()
    TEXT = auto()
    RTF = auto()
    PDF = auto()
    OFD = auto()
    IMAGE = auto()
    DOC = auto()
    DOCX = auto()
    PPT = auto()
    PPTX = auto()
    ODF = auto()
    OLD_EXCEL = auto()
    OLE = auto()
    OPC = auto()
    OTHER_ARCHIVE = auto()
    MAIL = auto()
    UNKNOWN = auto()

    @property
    def words(self) -> Bilingual:
        """The name of the kind as people say it."""
        return _TITLES[self]


_TITLES = {
    FileKind.XLSX: Bilingual("Excel 工作簿（.xlsx）", "Excel workbook (.xlsx)"),
    FileKind.XLSM: Bilingual("启用宏的 Excel 工作簿（.xlsm）", "Excel workbook with macros (.xlsm)"),
    FileKind.XLSB: Bilingual("Excel 二进制工作簿（.xlsb）", "Excel binary workbook (.xlsb)"),
    FileKind.ODS: Bilingual("OpenDocument 电子表格（.ods）", "OpenDocument spreadsheet (.ods)"),
    FileKind.XLS: Bilingual("Excel 97-2003 或 WPS 表格（.xls/.et）", "Excel 97-2003 or WPS workbook (.xls/.et)"),
    FileKind.ENCRYPTED: Bilingual("加密的工作簿", "encrypted workbook"),
    FileKind.ARCHIVE: Bilingual("zip 压缩包", "zip archive"),
    FileKind.EMPTY: Bilingual("空文件", "empty file"),
    FileKind.BROKEN: Bilingual("结构不完整的文件", "file of an incomplete structure"),
    FileKind.HTML: Bilingual("网页（HTML）", "web page (HTML)"),
    FileKind.XML_2003: Bilingual("XML 表格 2003", "XML Spreadsheet 2003"),
    FileKind.FLAT_ODS: Bilingual("OpenDocument 单文件格式（.fods）", "flat OpenDocument (.fods)"),
    FileKind.XML: Bilingual("XML 文件", "XML file"),
    FileKind.CSV: Bilingual("CSV 等分隔文本", "CSV or other delimited text"),
    FileKind.TEXT: Bilingual("纯文本", "plain text"),
    FileKind.RTF: Bilingual("RTF 文档", "RTF document"),
    FileKind.PDF: Bilingual("PDF 文档", "PDF document"),
    FileKind.OFD: Bilingual("OFD 版式文件", "OFD document"),
    FileKind.IMAGE: Bilingual("图片", "picture"),
    FileKind.DOC: Bilingual("Word 97-2003 文档（.doc）", "Word 97-2003 document (.doc)"),
    FileKind.DOCX: Bilingual("Word 文档（.docx）", "Word document (.docx)"),
    FileKind.PPT: Bilingual("PowerPoint 97-2003 演示文稿（.ppt）", "PowerPoint 97-2003 presentation (.ppt)"),
    FileKind.PPTX: Bilingual("PowerPoint 演示文稿（.pptx）", "PowerPoint presentation (.pptx)"),
    FileKind.ODF: Bilingual("OpenDocument 文件（非表格）", "OpenDocument file, no spreadsheet"),
    FileKind.OLD_EXCEL: Bilingual("Excel 2-4 文件", "Excel 2-4 file"),
    FileKind.OLE: Bilingual("OLE 复合文件（非表格）", "OLE file, no spreadsheet"),
    FileKind.OPC: Bilingual("Office 开放格式文件（非表格）", "Open Packaging file, no spreadsheet"),
    FileKind.OTHER_ARCHIVE: Bilingual("7z、RAR 等压缩包，请改用 zip", "7z, RAR or another archive; use zip"),
    FileKind.MAIL: Bilingual("邮件，附件要另存出来", "e-mail; save its attachments as files"),
    FileKind.UNKNOWN: Bilingual(
        "无法识别的格式（或经保密软件加密）", "unknown format (or sealed by a protection program)"
    ),
}

_SIGNATURES = (
    (b"%PDF-", FileKind.PDF),
    (b"\x89PNG\r\n\x1a\n", FileKind.IMAGE),
    (b"\xff\xd8\xff", FileKind.IMAGE),
    (b"GIF8", FileKind.IMAGE),
    (b"II*\0", FileKind.IMAGE),
    (b"MM\0*", FileKind.IMAGE),
    (b"{\\rtf", FileKind.RTF),
    (b"7z\xbc\xaf\x27\x1c", FileKind.OTHER_ARCHIVE),
    (b"Rar!\x1a\x07", FileKind.OTHER_ARCHIVE),
    (b"\x1f\x8b", FileKind.OTHER_ARCHIVE),
    (b"\x09\x00\x04\x00", FileKind.OLD_EXCEL),
    (b"\x09\x02\x06\x00", FileKind.OLD_EXCEL),
    (b"\x09\x04\x06\x00", FileKind.OLD_EXCEL),
)
_STREAMS = (
    ("EncryptedPackage", FileKind.ENCRYPTED),
    ("Workbook", FileKind.XLS),
    ("Book", FileKind.XLS),
    ("WordDocument", FileKind.DOC),
    ("PowerPoint Document", FileKind.PPT),
    ("__properties_version1.0", FileKind.MAIL),
)
#: A mail with attachments: its head, which ends with the first empty line, says that it has parts of several kinds.
#: A web page in one file has parts that belong together.
_MAIL = re.compile(
    rb"(?:[A-Za-z][A-Za-z0-9-]*:[^\n]*\n|[ \t]+\S[^\n]*\n)*?Content-Type:\s*multipart/mixed", re.IGNORECASE
)
_MAIL_HEAD = 20_000
#: How far from its beginning a zip may begin, and how far from the end its directory ends (a remark may follow).
_BEFORE, _END = 4096, 66_000
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\r", b"\n", b" ", b"\0")
_MAIN_TYPES = (
    ("spreadsheetml.sheet.main+xml", FileKind.XLSX),
    ("spreadsheetml.template.main+xml", FileKind.XLSX),
    ("ms-excel.sheet.macroenabled.main+xml", FileKind.XLSM),
    ("ms-excel.template.macroenabled.main+xml", FileKind.XLSM),
    ("ms-excel.addin.macroenabled.main+xml", FileKind.XLSM),
    ("ms-excel.sheet.binary.macroenabled.main", FileKind.XLSB),
    ("wordprocessingml", FileKind.DOCX),
    ("ms-word", FileKind.DOCX),
    ("presentationml", FileKind.PPTX),
    ("ms-powerpoint", FileKind.PPTX),
)
_MAIN_FOLDERS = {"xl": FileKind.XLSX, "word": FileKind.DOCX, "ppt": FileKind.PPTX}
_SHEET_2003 = "urn:schemas-microsoft-com:office:spreadsheet"
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"


def kind_of(data: bytes) -> FileKind:
    """Returns the kind of a file. Never raises.

    What cannot be opened is BROKEN or UNKNOWN.
    """
    if not data:
        return FileKind.EMPTY
    if is_zip(data):
        try:
            return kind_of_zip(Package(Container(data, DEFAULT), DEFAULT))
        except (Damaged, Refused, EncryptedMember):
            return FileKind.BROKEN
    if data.startswith(sniff_ole.MAGIC):
        return _kind_of_ole(sniff_ole.streams(data))
    return _kind_of_signature(data) or _kind_of_text(data)


def _kind_of_signature(data: bytes) -> FileKind | None:
    return next((kind for signature, kind in _SIGNATURES if data.startswith(signature)), None)


def is_zip(data: bytes) -> bool:
    """Whether a file begins as a zip, or does so some bytes later.

    Mail and download programs put marks before it.

    An empty zip begins with its end. A zip says at its end where everything stands, and is read from there.
    """
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return True
    start = data.find(b"PK\x03\x04", 0, _BEFORE)
    if start < 0 or _kind_of_signature(data) or data.startswith(sniff_ole.MAGIC):
        return False
    return data.find(b"PK\x05\x06", -_END) > 0


def without_marks(data: bytes) -> bytes:
    """Returns an old workbook (OLE) without bytes before it; others unchanged.

    The bytes are a byte order mark or line breaks.
    """
    if not data.startswith(_MARKS):
        return data
    start = data.find(sniff_ole.MAGIC, 0, _BEFORE)
    return data[start:] if start >= 0 and not data[:start].strip(b"".join(_MARKS)) else data


def kind_of_zip(package: Package) -> FileKind:
    """Returns the kind of a zip by its main part.

    It is checked as a container unless it is an archive of files.

    Raises Damaged, Refused or EncryptedMember.
    """
    kind = _kind_of_zip(package)
    if kind is not FileKind.ARCHIVE:
        package.container.check()
    return kind


def _kind_of_zip(package: Package) -> FileKind:
    container = package.container
    if TYPES in container or "_rels/.rels" in container:
        main = package.main()
        declared = package.type_of(main).lower()
        for words, kind in _MAIN_TYPES:
            if words in declared:
                return kind
        if declared not in ("", "application/xml"):
            return FileKind.OPC
        return FileKind.XLSB if main.endswith(".bin") else _MAIN_FOLDERS.get(main.split("/")[0].lower(), FileKind.OPC)
    if "mimetype" in container and "content.xml" in container:
        return _kind_of_odf(container)
    return FileKind.OFD if "OFD.xml" in container else FileKind.ARCHIVE


def _kind_of_odf(container: Container) -> FileKind:
    if not container.read("mimetype").strip().startswith(_ODS):
        return FileKind.ODF
    manifest = "META-INF/manifest.xml"
    if manifest in container and b"encryption-data" in container.read(manifest):
        return FileKind.ENCRYPTED
    return FileKind.ODS


def _kind_of_ole(streams: dict[str, bytes]) -> FileKind:
    for name, kind in _STREAMS:
        if name in streams:
            return FileKind.ENCRYPTED if kind is FileKind.XLS and sniff_ole.has_password(streams[name]) else kind
    return FileKind.OLE if streams else FileKind.BROKEN


def _kind_of_text(data: bytes) -> FileKind:
    if _MAIL.match(data[:_MAIL_HEAD]):
        return FileKind.MAIL
    if b"%PDF-" in data[:1024]:
        return FileKind.PDF
    text = text_of(data)
    if text is None:
        return FileKind.IMAGE if data.startswith(b"BM") else FileKind.UNKNOWN  # a text may begin with BM
    if root_of(text) == "workbook" and _SHEET_2003 in text:  # its elements Table and Style are not HTML's
        return FileKind.XML_2003
    if looks_like_html(text):
        return FileKind.HTML
    if text.lstrip().startswith("<"):
        if _SHEET_2003 in text or "Excel.Sheet" in text:
            return FileKind.XML_2003
        return FileKind.FLAT_ODS if _ODS.decode() in text else FileKind.XML
    return FileKind.CSV if looks_like_table(text) else FileKind.TEXT


_HEAD = 8192
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body|table|meta|style|div|script)\b", re.IGNORECASE)
_MHTML = re.compile(r"^mime-version:|^content-type:\s*multipart/related", re.IGNORECASE | re.MULTILINE)
#: The first element behind declarations, remarks and blanks.
_ROOT = re.compile(r"(?:\s++|<\?[^>]*+>|<!--(?:(?!-->).)*+-->|<![A-Za-z][^>]*+>)*+<([A-Za-z_][\w.:-]{0,60})", re.DOTALL)
_DELIMITERS = ",\t;|"


def text_of(data: bytes) -> str | None:
    """Returns the beginning of a text file; None for bytes that are no text."""
    head = data[:_HEAD]
    for mark, encoding in _BOMS:
        if head.startswith(mark):
            return head[len(mark) :].decode(encoding, "ignore")
    if b"\0" in head:
        return None
    for encoding in ("utf-8", "gb18030"):
        try:
            # The head may end inside a character: an incremental decoder waits for the rest of it.
            text = codecs.getincrementaldecoder(encoding)().decode(head, final=len(data) <= _HEAD)
        except UnicodeDecodeError:
            continue
        return text if text.isprintable() or _mostly_printable(text) else None
    return None


def looks_like_html(text: str) -> bool:
    """Whether a text is a web page, saved whole or in parts (MHTML)."""
    start = text.lstrip()
    return bool(_MHTML.search(start[:400]) or (start.startswith("<") and _HTML.search(start[:2000])))


def root_of(text: str) -> str:
    """Returns the first element's name in lower case; empty without one."""
    match = _ROOT.match(text)
    return match[1].rpartition(":")[2].lower() if match else ""


def looks_like_table(text: str) -> bool:
    """Whether the first lines have equally many of one delimiter."""
    lines = [line for line in text.splitlines()[:10] if line.strip()]
    if len(text) >= _HEAD and len(lines) > 1:
        lines.pop()  # cut off
    return bool(lines) and any(
        lines[0].count(mark) and all(line.count(mark) == lines[0].count(mark) for line in lines) for mark in _DELIMITERS
    )


def _mostly_printable(text: str) -> bool:
    odd = sum(not (char.isprintable() or char in "\t\r\n\f") for char in text)
    return odd * 50 <= len(text)
