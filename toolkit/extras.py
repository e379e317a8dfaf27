"""Optional libraries: the sentence where one is not installed."""

from __future__ import annotations

import importlib.util
import sys

from toolkit.errors import ToolkitError
from toolkit.model.finding import Bilingual

#: Which extra of the distribution brings which library, by the name it is installed by.
_EXTRAS = {
    "distributed": "cluster",
    "msoffcrypto-tool": "encrypted",
    "pandas": "frames",
    "pillow": "pictures",
    "psycopg": "postgres",
    "pyarrow": "frames",
    "pypdfium2": "pictures",
}


def has_libraries(*modules: str) -> bool:
    """Whether all of some modules can be imported."""
    return all(importlib.util.find_spec(module) is not None for module in modules)


def advice(*libraries: str) -> Bilingual:
    """Returns what is missing and how to get it.

    Args:
        libraries: their names as they are installed; one extra brings all of them.
    """
    zh, en = "、".join(libraries), " and ".join(libraries)
    are = "is" if len(libraries) == 1 else "are"
    extra = f"jixiao[{_EXTRAS[libraries[0]]}]"
    if getattr(sys, "frozen", False):
        return Bilingual(
            f"免安装版不带 {zh}；需要时请在装有 Python 的电脑上运行 pip install {extra}",
            f"{en} {are} not in this program; where Python is installed, run pip install {extra}",
        )
    return Bilingual(f"没有安装 {zh}；请运行 pip install {extra}", f"{en} {are} not installed; run pip install {extra}")


def require(module: str) -> None:
    """Raises ToolkitError where a library of the same name as its module is missing."""
    if not has_libraries(module):
        raise ToolkitError(*advice(module))
