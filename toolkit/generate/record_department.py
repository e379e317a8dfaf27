"""A department's overall target as the cells of a form."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.errors import InputError
from toolkit.forms.definition import FormDefinition
from toolkit.forms.kinds import CellValue
from toolkit.model.project import DepartmentTarget


def department_values(target: DepartmentTarget, form: FormDefinition) -> dict[str, CellValue]:
    """What a department's target puts into the cells of a form; what it does not say stays empty.

    Raises:
        InputError: the form has no place for one of its sub-goals or measures.
    """
    values: dict[str, CellValue] = {key: text for key, text in _texts(target) if text}
    homeless = [key for key in values if key not in form.fields]
    if homeless:
        what = {"sub_goals": "分项目标", "measures": "保障措施"}
        english = {"sub_goals": "sub-goal", "measures": "measure"}
        counted = {key.partition(".")[0]: key.split(".")[1] for key in homeless}
        told = "、".join(f"第{number}项{what.get(part, part)}" for part, number in counted.items())
        homeless_en = ", ".join(f"{english.get(part, part)} {number}" for part, number in counted.items())
        raise InputError(
            f"“{target.department or '部门'}”的{told}在模板 {form.id} 中没有位置，请另写一份 repeats 更多的模板",
            f"The form {form.id} has no place for {homeless_en} of “{target.department or 'the department'}”;"
            " write a definition with more repeats",
        )
    return values


def _texts(target: DepartmentTarget) -> Iterator[tuple[str, str | None]]:
    yield "department", target.department
    yield "overall_goal", target.overall_goal
    for number, sub in enumerate(target.sub_goals, 1):
        yield f"sub_goals.{number}.title", sub.title
        yield f"sub_goals.{number}.goal", sub.goal
        yield f"sub_goals.{number}.indicators_text", sub.indicators_text
    for number, measure in enumerate(target.measures, 1):
        yield f"measures.{number}", measure
