"""Cases of the rules on a department's target and its projects."""

from __future__ import annotations

from dataclasses import replace

from tests.checks.cases import must_flag, must_not_flag
from tests.support.read_records import file, read
from tests.support.records import CLEAN, UNIT, project
from toolkit.forms import load_form
from toolkit.model import DepartmentTarget, Placed, ReadFile, ReadRecord, Severity, Source, SubGoal

TOWN = "东莞市东坑镇人民政府"


def target(*indicators: str | None, name: str | None = TOWN, year: int | None = 2024, **more: str) -> DepartmentTarget:
    """A department's target with a sub-goal for each text of indicators."""
    subs = tuple(SubGoal(f"分项{number}", "做好工作。", text) for number, text in enumerate(indicators, 1))
    return DepartmentTarget(
        "department", "2022.1", name, year, more.get("goal", "保持辖区平安。"), subs, ("加强领导。",)
    )


def department(record: DepartmentTarget, path: str = "returned/部门.xlsx") -> ReadFile:
    """A file with a department's form."""
    placed = {"department": Placed("B2", record.department or ""), "overall_goal": Placed("B3", "")}
    for number, sub in enumerate(record.sub_goals, 1):
        placed[f"sub_goals.{number}.title"] = Placed(f"B{3 * number + 2}", sub.title)
        placed[f"sub_goals.{number}.indicators_text"] = Placed(f"B{3 * number + 4}", sub.indicators_text or "")
    source = Source(path, "部门整体绩效目标表", "A1:B41", "0" * 64)
    return file(ReadRecord(load_form("department"), record, source, placed))


def satisfied(value: str, **fields: object) -> ReadFile:
    """A project with one satisfaction."""
    own = replace(CLEAN.indicators[-1], period_value=value, annual_value=value)
    return file(read(project(indicators=(*CLEAN.indicators[:-1], own), **fields)))


@must_flag(
    "G10", "one names a share without a value, one has no indicators", *[Severity.WARNING] * 2, cells=("B7", "B10")
)
def _unmeasured() -> ReadFile:
    return department(target("党风廉政建设情况占总体工作的比率。", None, "居民满意度达到75%。"))


@must_flag("G10", "a list's numbers, a year and a document measure nothing", Severity.WARNING)
def _numbers_that_measure_nothing() -> ReadFile:
    return department(target("1.落实《2024年工作要点》；2.按照东府〔2020〕6号文件，在2024年度提升服务。"))


@must_not_flag("G10", "numbers, shares in words, deadlines and zero are measures")
def _measured() -> ReadFile:
    texts = (
        "慰问不少于4次",
        "慰问不少于四次",
        "完成率百分之九十",
        "6月底前完成",
        "实现零事故",
        "不发生重大事故",
        "≥90%",
    )
    return department(target(*texts))


@must_flag(
    "T05", "a project asks for less than its department promises, in another file", Severity.INFO, cells=("E20,F20",)
)
def _broken_promise() -> tuple[ReadFile, ...]:
    return satisfied("≥75%"), department(target("居民满意度不低于90%"))


@must_flag("T05", "a project without a department stands below the only one there is", Severity.INFO)
def _below_the_only_one() -> tuple[ReadFile, ...]:
    return satisfied("≥90%", supervising_department=None, spending_unit=None), department(target("居民满意度达到75%"))


@must_flag("T05", "of two departments the project's own counts", Severity.INFO)
def _own_department() -> tuple[ReadFile, ...]:
    other = department(target("满意度≥80%", name="另一个镇"), "returned/另.xlsx")
    return satisfied("≥80%"), department(target("满意度≥90%")), other


@must_flag("T05", "a project asks for a little more than its department promises", Severity.INFO)
def _above_the_promise() -> tuple[ReadFile, ...]:
    return satisfied("≥90.1%"), department(target("居民满意度不低于90%"))


@must_not_flag("T05", "a project asks for exactly what its department promises")
def _at_the_promise() -> tuple[ReadFile, ...]:
    return satisfied("90.0%"), department(target("居民满意度不低于90%"))


@must_not_flag("T05", "a project that answers in words has no percentage to compare")
def _in_words() -> tuple[ReadFile, ...]:
    return satisfied("满意"), department(target("居民满意度不低于90%"))


@must_not_flag("T05", "a department that promises nothing")
def _no_promise() -> tuple[ReadFile, ...]:
    return satisfied("≥90%"), department(target(None))


@must_not_flag("T05", "the project keeps the promise, another sub-goal promises another one")
def _kept_promise() -> tuple[ReadFile, ...]:
    return satisfied("≥90%"), department(target("服务对象满意度达到90%以上", "企业满意度85%"))


@must_not_flag("T05", "a rise of satisfaction, dissatisfaction and complaints promise no threshold")
def _no_threshold() -> tuple[ReadFile, ...]:
    return satisfied("≥95%"), department(target("满意度比上年提高5%", "不满意率低于3%", "投诉处理率100%"))


@must_not_flag("T05", "the project is of another year, or of none of several departments")
def _not_below() -> tuple[ReadFile, ...]:
    last = department(target("满意度≥80%", year=2023))
    others = [department(target("满意度≥80%", name=name), f"returned/{name}.xlsx") for name in ("甲镇", "乙镇")]
    return satisfied("≥95%"), last, *others


@must_flag("A07", "a department's target is of last year", cells=("A1:B41",))
def _last_year() -> tuple[ReadFile, ...]:
    return file(read(project()), read(project(project_name="另一项目"))), department(target("≥90%", year=2023))


@must_flag(
    "A04", "a department's target came in two files that differ", Severity.ERROR, Severity.ERROR, cells=("B2", "B2")
)
def _two_versions() -> tuple[ReadFile, ...]:
    return department(target("≥90%")), department(target("≥95%"), "returned/部门 终稿.xlsx")


@must_not_flag("A04", "two departments, two years, two nameless ones, and the same one twice")
def _no_versions() -> tuple[ReadFile, ...]:
    several = (target("甲"), target("甲 "), target("乙", name=UNIT), target("丙", year=2023))
    nameless = (target("丁", name=None), target("戊", name=None))
    return tuple(department(one, f"returned/{number}.xlsx") for number, one in enumerate((*several, *nameless)))


@must_flag("H01", "a department's form without the name", cells=("B2",))
def _nameless() -> ReadFile:
    return department(target("≥90%", name=None))


@must_flag("G01", "a department's form without the overall goal", cells=("B3",))
def _goalless() -> ReadFile:
    return department(replace(target("≥90%"), overall_goal=None))


@must_not_flag("I03", "what is asked of projects is not asked of departments")
def _no_project() -> ReadFile:
    return department(target("≥90%"))
