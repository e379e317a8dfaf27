"""What a workbook carries besides its sheets: defined names, custom properties, keywords."""

from __future__ import annotations

from lxml import etree

from toolkit.intake.limits import Limits, refuse_above
from toolkit.intake.opening.guard_xml import parse
from toolkit.intake.opening.normal import normal_formula
from toolkit.intake.opening.xlsx_attributes import all_text, local, whole
from toolkit.intake.opening.xlsx_text import unescape


def defined_names(node: etree._Element | None, sheets: list[str], limits: Limits) -> dict[str, str]:
    """Defined names and what they refer to, as `normal_formula` spells it.

    A name that is known on one sheet only is given as `sheet!name`. Raises Damaged or Refused.
    """
    if node is None:
        return {}
    refuse_above(len(node), limits.ranges, "名称数", "defined names")
    names = {}
    for entry in node:
        name = entry.get("name") or ""
        scope = entry.get("localSheetId")
        if scope is not None and whole(scope) < len(sheets):
            name = f"{sheets[whole(scope)]}!{name}"
        names[name] = normal_formula(entry.text or "")
    return names


def custom_properties(data: bytes | None, limits: Limits) -> dict[str, str]:
    """Custom document properties by name, their values as text. Raises Damaged or Refused."""
    if data is None:
        return {}
    root = parse(data, limits)
    refuse_above(len(root), limits.ranges, "自定义属性数", "custom properties")
    return {node.get("name") or "": unescape(all_text(node).strip()) for node in root}


def core_keywords(data: bytes | None, limits: Limits) -> str:
    """The core property `keywords`; empty where there is none. Raises Damaged or Refused."""
    if data is None:
        return ""
    # Some programs put each keyword into an element of its own.
    return "".join(all_text(node) for node in parse(data, limits) if local(node) == "keywords").strip()
