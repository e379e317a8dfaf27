"""The site's settings for Sphinx; `docs/site/build_site.py` calls it once for each language (tag `en` or `zh`)."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

import han_search

from toolkit import __version__

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    tags: set[str]

CHINESE = "zh" in tags  # noqa: F821  (Sphinx puts it there)

project = "绩效 jixiao" if CHINESE else "jixiao"
author = "jixiao"
release = version = __version__
language = "zh_CN" if CHINESE else "en"

# Commands have quotation marks as they are typed.
smartquotes = False

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
myst_enable_extensions = ["colon_fence", "attrs_inline"]
myst_heading_anchors = 4
# Pages of docs/ name a rule's section by an anchor of their own.
suppress_warnings = ["myst.header"]

autodoc_typehints = "description"
autodoc_member_order = "bysource"
autodoc_class_signature = "separated"
autoclass_content = "class"
python_use_unqualified_type_names = True
napoleon_google_docstring = True
napoleon_use_ivar = True
# Names in annotations are no links where no page of this site explains them.
nitpick_ignore_regex = [("py:.*", r".*")]

html_theme = "furo"
html_title = f"{project} {__version__}"
html_show_sphinx = False
html_show_copyright = False
html_copy_source = False
html_show_sourcelink = False
html_static_path = ["static"]
html_css_files = ["site.css"]
templates_path = ["parts"]
html_context = {
    "other_language": "en" if CHINESE else "zh",
    "other_language_name": "English" if CHINESE else "中文",
}
html_sidebars = {
    "**": [
        "sidebar/brand.html",
        "language.html",
        "sidebar/search.html",
        "sidebar/scroll-start.html",
        "sidebar/navigation.html",
        "sidebar/scroll-end.html",
    ]
}


#: Words of the theme that has no Chinese.
_WORDS = {
    "Next": "下一页",
    "Previous": "上一页",
    "Home": "首页",
    "On this page": "本页内容",
    "Search": "搜索",
    "Index": "索引",
}


def _speak_chinese(app: Sphinx, page: str, template: str, context: dict[str, Any], tree: object) -> None:
    """Gives a page's template the words of the theme in Chinese."""
    context["_"] = lambda text: _WORDS.get(text, text)


def setup(app: Sphinx) -> dict[str, Any]:
    """Chinese is found by its characters, on both sites."""
    han_search.register(app)
    if CHINESE:
        app.connect("html-page-context", _speak_chinese)
    return {"parallel_read_safe": True}
