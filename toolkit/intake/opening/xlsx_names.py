"""What a workbook carries besides its sheets: defined names, custom properties, keywords."""

from __future__ import annotations

from lxml import etree

from toolkit.intake.limits import Limits, refuse_above
from toolkit.intake.opening.normal import normal_formula
from toolkit.intake.opening.xlsx_attributes import all_text, local, number
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
        if scope is not None and number(scope, len(sheets)) < len(sheets):
            name = f"{sheets[number(scope)]}!{name}"
        names[name] = normal_formula(entry.text or "")
    return names


def custom_properties(root: etree._Element | None, limits: Limits) -> dict[str, str]:
    """Custom document properties by name, their values as text. Raises Refused."""
    if root is None:
        return {}
    refuse_above(len(root), limits.ranges, "自定义属性数", "custom properties")
    return {node.get("name") or "": unescape(all_text(node).strip()) for node in root}


def core_keywords(root: etree._Element | None) -> str:
    """The core property `keywords`; empty where there is none."""
    # Some programs put each keyword into an element of its own.
    return "".join(all_text(node) for node in root if local(node) == "keywords").strip() if root is not None else ""
