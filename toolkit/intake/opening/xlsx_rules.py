"""The validations of a sheet (drop-downs and limits), in one spelling whatever program wrote them."""

from __future__ import annotations

from lxml import etree

from toolkit.intake.grid import Validation
from toolkit.intake.limits import Limits, refuse_above
from toolkit.intake.opening.normal import normal_formula
from toolkit.intake.opening.xlsx_attributes import all_text, local, odd_range

BETWEEN = "between"
_WITHOUT_OPERATOR = ("list", "custom")
_TWO_FORMULAS = (BETWEEN, "notBetween")


def validations(nodes: list[etree._Element], limits: Limits) -> tuple[Validation, ...]:
    """The rules in `dataValidations` elements, Excel's later dialect (x14) among them.

    A rule that only shows a hint and allows any value is none; one without a range is left aside. Raises Refused
    where there are too many.
    """
    found = []
    count = 0
    for node in nodes:
        for rule in node:
            validation = _validation(rule)
            if validation:
                found.append(validation)
                count += len(validation.ranges)
                refuse_above(count, limits.ranges, "数据有效性区域数", "ranges of validations")
    return tuple(found)


def _validation(rule: etree._Element) -> Validation | None:
    kind = rule.get("type") or "none"
    if kind == "none":
        return None
    ranges = rule.get("sqref") or ""
    formulas = {"formula1": "", "formula2": ""}
    for child in rule:
        name = local(child)
        if name == "sqref":
            ranges = child.text or ""
        else:
            formulas[name] = normal_formula(all_text(child))
    # LibreOffice gives every rule an operator and a second formula, also where they mean nothing.
    operator = BETWEEN if kind in _WITHOUT_OPERATOR else rule.get("operator") or BETWEEN
    second = formulas["formula2"] if operator in _TWO_FORMULAS and kind not in _WITHOUT_OPERATOR else ""
    covered = tuple(one for one in map(odd_range, ranges.split()) if one is not None)
    return Validation(covered, kind, formulas["formula1"], second, operator) if covered else None
