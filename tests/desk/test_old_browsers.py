"""Style, script and pages stay within what Chromium 86 and a strict policy understand."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOM = Path(__file__).resolve().parents[2] / "toolkit" / "desk"
STYLES = sorted((ROOM / "static").glob("*.css"))
SCRIPTS = sorted((ROOM / "static").glob("*.js"))
PAGES = sorted((ROOM / "pages").glob("*.html"))

#: What came after Chromium 86, or after ES2019 in scripts.
NEWER_STYLE = {
    "selector": r":(has|is|where|dir|modal|user-valid|user-invalid|popover-open)\b|:not\([^)]*,",
    "query": r"@(container|layer|property|scope|starting-style|supports\s+selector)\b",
    "nesting": r"(?m)^\s*&|\{[^{}@]*\{[^{}]*\}[^{}]*[a-z-]+\s*:\s*[^{};]+;",
    "value": r"\b(clamp|color-mix|oklch|lch|hwb|lab)\(|\b\d*\.?\d+(dvh|svh|lvh|dvw|svw|cqw|cqi)\b",
    "property": (
        r"(?m)(?<![\w-])(accent-color|aspect-ratio|container(-type|-name)?|inset|text-wrap|scrollbar-gutter"
        r"|translate|rotate|scale)\s*:"
    ),
}
NEWER_SCRIPT = {
    "optional chaining": r"[\w\])]\?\.(?!\d)",
    "nullish": r"\?\?",
    "logical assignment": r"(\|\||&&)=",
    "function": (
        r"\b(structuredClone|Object\.hasOwn|replaceAll|matchAll|allSettled|globalThis|WeakRef|BigInt"
        r"|Array\.fromAsync|findLast|toSorted|toReversed|replaceChildren|Promise\.any)\b|\.at\("
    ),
    "import": r"\bimport\s*[({'\"]|(?m:^\s*(import|export)\b)",
    "private": r"#[a-z]\w*\s*[=(;]",
}
INLINE = {
    "style attribute": r"\sstyle\s*=",
    "handler": r"\son[a-z]+=",
    "inline script": r"<script(?![^>]*\ssrc=)",
    "inline style": r"<style\b",
    "address elsewhere": r"(src|href|action)\s*=\s*[\"'](https?:)?//",
    "unescaped": r"\|\s*safe\b|autoescape\s+false",
}


def faults(text: str, forbidden: dict[str, str]) -> list[str]:
    return [f"{name}: {found[0]!r}" for name, pattern in forbidden.items() for found in re.finditer(pattern, text)]


def without_comments(text: str) -> str:
    return re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)


def without_queries(text: str) -> str:
    """The style with the rules of media queries beside the others."""
    return re.sub(r"@media[^{]+\{((?:[^{}]*\{[^{}]*\})*)\s*\}", r"\1", text)


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_the_style_is_understood_by_old_browsers(path: Path) -> None:
    assert not faults(without_queries(without_comments(path.read_text("utf-8"))), NEWER_STYLE)


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_the_script_is_understood_by_old_browsers(path: Path) -> None:
    text = without_comments(path.read_text("utf-8"))
    assert not faults(text, NEWER_SCRIPT)
    assert not re.findall(r"\b(innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval)\b", text)
    assert not re.findall(r"https?://", text)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_a_page_has_nothing_inline_and_nothing_from_elsewhere(path: Path) -> None:
    assert not faults(path.read_text("utf-8"), INLINE)


@pytest.mark.parametrize(
    ("forbidden", "text"),
    [
        (NEWER_STYLE, "a:has(b) { color: red; }"),
        (NEWER_STYLE, "a:is(b, c) { color: red; }"),
        (NEWER_STYLE, ".a { color: red; .b { color: blue; } margin: 0; }"),
        (NEWER_STYLE, "@container (width > 1px) { a { color: red; } }"),
        (NEWER_SCRIPT, "var a = b?.c;"),
        (NEWER_SCRIPT, "var a = b ?? c;"),
        (NEWER_SCRIPT, "structuredClone(a);"),
        (NEWER_SCRIPT, "Object.hasOwn(a, b);"),
        (INLINE, '<a style="color: red">'),
        (INLINE, "<script>alert(1)</script>"),
        (INLINE, '<img src="https://elsewhere.example/a.png">'),
        (INLINE, "{{ name | safe }}"),
    ],
)
def test_what_is_too_new_is_named(forbidden: dict[str, str], text: str) -> None:
    assert faults(text, forbidden)
