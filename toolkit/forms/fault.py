"""A fault of a YAML file: its place and a sentence in both languages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from toolkit.model.text import fold

Key = str | int
_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Fault:
    """A mistake in a YAML file.

    Attributes:
        keys: the keys that lead to the place; items of a list by number, from 0.
        zh: what is wrong and what would be right.
        en: the same in English.
    """

    keys: tuple[Key, ...]
    zh: str
    en: str

    @property
    def place(self) -> str:
        """The keys as a message writes them: `layout.3.cells.1.span`."""
        return ".".join(map(str, self.keys))


def nearest(wanted: object, candidates: Iterable[str]) -> str:
    """Returns the name that was most likely meant; empty where none is near."""
    names = list(candidates)
    found = get_close_matches(str(wanted), names, n=1, cutoff=0.6)
    if found:
        return found[0]
    folded = {fold(name).lower(): name for name in names}
    found = get_close_matches(fold(str(wanted)).lower(), folded, n=1, cutoff=0.6)
    return folded[found[0]] if found else ""


def unknown(keys: tuple[Key, ...], wanted: object, candidates: Iterable[str], zh: str, en: str) -> Fault:
    """Returns the fault of an unknown name, with the nearest name or all names.

    Args:
        keys: the keys that lead to it.
        wanted: what was written.
        candidates: the names that could be written.
        zh: what the name would be the name of, 规则.
        en: the same in English, rule.
    """
    names = list(candidates)
    near = nearest(wanted, names)
    given = short(wanted)
    if near:
        return Fault(keys, f"没有名为“{given}”的{zh}，是不是“{near}”？", f"no {en} “{given}”; did you mean “{near}”?")
    listed = shortened(names)
    return Fault(
        keys,
        f"没有名为“{given}”的{zh}，可写：{'、'.join(listed) or '（无）'}",
        f"no {en} “{given}”; write one of: {', '.join(listed) or '(none)'}",
    )


def shortened(names: Sequence[str], most: int = 24) -> list[str]:
    """Returns a list short enough for a sentence."""
    return list(names) if len(names) <= most else [*names[:most], "…"]


def short(value: object) -> str:
    """Returns what was written, cut to fit into a sentence."""
    text = " ".join(str(value).split())
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
