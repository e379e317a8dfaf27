"""A form as a PDF or a picture of its first page.

LibreOffice draws it where it is installed; pypdfium2 makes the picture.
"""

from __future__ import annotations

import shutil
import subprocess
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from toolkit.api.issuing import generate
from toolkit.errors import InputError, ToolkitError
from toolkit.extras import advice
from toolkit.files import refuse_existing, write_atomically
from toolkit.office import converted, office_program

_FORMATS = (".png", ".pdf")
#: Pixels for a point of the page: 144 dots an inch.
_SCALE = 2


def picture(form: str, target: Path, *, year: int, templates: Path | None = None, force: bool = False) -> Path:
    """Writes a form's blank as a picture or PDF, and returns the path.

    Args:
        form: id of a definition, or the path of its file.
        target: the file to write, .png or .pdf.
        year: the budget year that is printed.
        templates: the user's own folder of definitions.
        force: overwrite a file that exists.

    Raises:
        InputError: the file's ending is another one, or LibreOffice is not installed.
        FileError: the file exists or cannot be written.
        TemplateError: the definition has faults.
        ToolkitError: LibreOffice gave no picture.
    """
    if target.suffix.lower() not in _FORMATS:
        raise InputError(f"{target.name}：图片应以 .png 或 .pdf 结尾", f"{target.name}: end its name in .png or .pdf")
    if not force:
        refuse_existing([target])
    program = office_program()
    if program is None:
        raise InputError(
            "画图要用 LibreOffice，本机没有找到；请先安装，或用 jixiao generate 生成空表后打印预览",
            "A picture needs LibreOffice, which is not installed here; install it, or generate a blank and preview it",
        )
    with TemporaryDirectory(prefix="jixiao-") as name:
        folder = Path(name)
        key = folder / "key"
        key.write_text("picture", "utf-8")
        issued = generate(form, output=folder / "blank", year=year, password="picture", key=key, templates=templates)
        plain = folder / "form.xlsx"  # a name that every system passes on
        shutil.copy(issued.paths[0], plain)
        page = _printed(program, plain)
        write_atomically(target, page if target.suffix.lower() == ".pdf" else _first_page(page), force)
    return target


def _first_page(pdf: bytes) -> bytes:
    """Returns the first page of a PDF as a PNG.

    Raises InputError where no library can do that.
    """
    try:
        from pypdfium2 import PdfDocument
    except ImportError as error:
        missing = advice("pypdfium2", "pillow")
        raise InputError(f"{missing.zh}；也可以写成 .pdf", f"{missing.en}; or write a .pdf") from error
    document = PdfDocument(pdf)
    stream = BytesIO()
    try:
        document[0].render(scale=_SCALE).to_pil().save(stream, "PNG")
    finally:
        document.close()
    return stream.getvalue()


def _printed(program: Path, workbook: Path) -> bytes:
    """Returns a workbook as a PDF that LibreOffice prints."""
    try:
        [page] = converted(program, [workbook], "pdf", workbook.parent / "drawn")
        return page.read_bytes()
    except (subprocess.SubprocessError, OSError) as error:
        raise ToolkitError(
            f"LibreOffice 没有画出图来（{type(error).__name__}）；请关闭已打开的 LibreOffice 再试",
            f"LibreOffice drew no picture ({type(error).__name__}); close it and try again",
        ) from error
