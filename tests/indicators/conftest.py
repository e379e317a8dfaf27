"""Frameworks as the definitions of the project have them, built by hand."""

from __future__ import annotations

import pytest

from toolkit.indicators import Framework, Level1, Level2

_OUTPUT = tuple(
    Level2(f"1{number}", f"{name}指标", f"{name}指标") for number, name in enumerate(["数量", "质量", "时效"], 1)
)
_SATISFACTION = Level1("3", "满意度指标", (Level2("31", "服务对象满意度指标", "服务对象满意度"),))


@pytest.fixture
def classic() -> Framework:
    """Costs are part of the output; every level has a code."""
    benefit = (
        Level2("21", "经济效益指标", "经济效益"),
        Level2("22", "社会效益指标", "社会效益"),
        Level2("23", "生态效益指标", "生态效益"),
        Level2("24", "可持续影响指标", "可持续影响", ("可持续性影响",)),
    )
    output = Level1("1", "产出指标", (*_OUTPUT, Level2("14", "成本指标", "成本指标")))
    return Framework("classic", "三级", (output, Level1("2", "效益指标", benefit, ("效果指标",)), _SATISFACTION))


def _cost_first(first: str, second: str) -> Framework:
    costs = Level1(first, "成本指标", (Level2(second, "经济成本指标", "经济成本指标"),))
    return Framework(f"cost-first-{first}", "四级", (costs, Level1("1", "产出指标", _OUTPUT), _SATISFACTION))


@pytest.fixture
def uncoded_costs() -> Framework:
    """Costs as a first level that has no code yet."""
    return _cost_first("", "")


@pytest.fixture
def coded_costs() -> Framework:
    """The same where somebody has."""
    return _cost_first("4", "41")
