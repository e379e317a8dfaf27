"""Builds the site of both languages into `build/site`: `make site`.

The sources are put together in `build/site-source`: the pages of `docs/site/zh` and `docs/site/en`, the pages of
`docs/` that a language has not in its own words, and the reference that the program writes (`reference_pages.py`).
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lxml import html

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

from one_language import in_one_language  # noqa: E402  (found by the line above)
from reference_pages import LANGUAGES, Lang, reference  # noqa: E402

DOCS = HERE.parent
ROOT = DOCS.parent
#: Pages of `docs/` that the site writes in its own way, one language at a time.
REPLACED = {"rules.md": "reference/rules/index.md", "commands.md": "reference/commands.md"}
#: `<!-- pages: roster round -->` in a page becomes a list of those that are there.
_PAGES = re.compile(r"<!-- pages: ([\w ]+) -->")
_LINK = re.compile(r"\]\(([\w./-]+\.md)(#[^)]*)?\)")
_FIRST = '<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="0; url=zh/index.html">\n'


def stage(lang: Lang, folder: Path) -> None:
    """Puts together the sources of one language."""
    shutil.copytree(HERE / lang, folder)
    shared = [path for path in sorted(DOCS.glob("*.md")) if path.name not in REPLACED]
    for path in shared:
        if not (folder / path.name).exists():  # else the language has a page of its own
            (folder / path.name).write_text(in_one_language(_relinked(path.read_text("utf-8")), lang), "utf-8")
    for picture in DOCS.glob("*.png"):
        shutil.copyfile(picture, folder / picture.name)
    (folder / "reference").mkdir(exist_ok=True)
    shutil.copyfile(DOCS / "schema.json", folder / "reference" / "schema.json")
    present = {path.stem for path in shared}
    for page in folder.rglob("*.md"):
        up = "../" * len(page.parent.relative_to(folder).parts)
        page.write_text(_with_entries(page.read_text("utf-8"), present, up), "utf-8")
    for name, text in reference(lang).items():
        target = folder / "reference" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")


def _relinked(text: str) -> str:
    """Returns a page of `docs/` with its links to pages that the site replaces led there, anchors dropped."""
    return _LINK.sub(lambda found: f"]({REPLACED[found[1]]})" if found[1] in REPLACED else found[0], text)


def _with_entries(text: str, present: set[str], up: str) -> str:
    """Returns a page with its lists of pages of `docs/`, which lie `up` from it."""

    def entries(found: re.Match[str]) -> str:
        lines = [f"{up}{name}" for name in found[1].split() if name in present]
        return "\n".join(["```{toctree}", ":maxdepth: 1", "", *lines, "```"]) if lines else ""

    return _PAGES.sub(entries, text)


def build(out: Path, source: Path) -> int:
    """Builds both languages; returns 0 when nothing was warned of."""
    shutil.rmtree(source, ignore_errors=True)
    shutil.rmtree(out, ignore_errors=True)
    for lang in LANGUAGES:
        stage(lang, source / lang)
        options = ["-q", "-W", "--keep-going", "-n", "-b", "html", "-c", str(HERE), "-t", lang]
        places = ["-d", str(source / f"{lang}.doctrees"), str(source / lang), str(out / lang)]
        # a process each: the words of the first language would stay in force
        status = subprocess.run([sys.executable, "-m", "sphinx", *options, *places], check=False).returncode
        if status:
            return status
    (out / "index.html").write_text(_FIRST, "utf-8")
    return 0


def broken_links(site: Path) -> Iterator[str]:
    """Yields each link or picture of the built site that leads nowhere, anchors included."""
    pages = {path: html.parse(path, html.HTMLParser(encoding="utf-8")).getroot() for path in site.rglob("*.html")}
    anchors = {path: {*tree.xpath("//@id"), *tree.xpath("//a/@name")} for path, tree in pages.items()}
    for page, tree in pages.items():
        for link in {*tree.xpath("//a/@href"), *tree.xpath("//img/@src")}:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            target = (page.parent / unquote(parts.path)).resolve() if parts.path else page
            wanted = unquote(parts.fragment)
            if not target.is_file() or (wanted and wanted not in anchors.get(target, {wanted})):
                yield f"{page.relative_to(site).as_posix()}: {link}"


def main() -> int:
    """Builds the site, or with --links checks the links of one that is built."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", nargs="?", type=Path, default=ROOT / "build" / "site")
    parser.add_argument("--links", action="store_true", help="check the links of the built site")
    given = parser.parse_args()
    if given.links:
        broken = list(broken_links(given.out.resolve()))
        print("\n".join(broken) or "every link leads somewhere")
        return int(bool(broken))
    return build(given.out.resolve(), given.out.resolve().with_name(f"{given.out.name}-source"))


if __name__ == "__main__":
    sys.exit(main())
