"""Rules that look at the goals of a project, beyond what the seeds show."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.checks.one_rule import GOAL, counted, found, goal_against, switched_on
from tests.checks.seed_files import findings, keys, seed
from tests.support.read_records import read
from tests.support.records import CLEAN, indicator, project
from toolkit.checks import Settings
from toolkit.forms import CheckSettings
from toolkit.model import Project, ReadRecord, RecordHead

# G02 笼统


@pytest.mark.parametrize("goal", ["做好治安工作", "无", "完成治安经费有关工作任务", "治安经费（常）"])
def test_a_goal_with_few_words_of_its_own_is_vague(goal: str) -> None:
    assert [one.where.cell for one in found("G02", project(annual_goal=goal))] == ["C13"]


@pytest.mark.parametrize("goal", [GOAL, "全年开展防火防盗宣传12次，居民满意度九成以上。"])
def test_a_goal_that_says_what_is_done_is_not_vague(goal: str) -> None:
    assert found("G02", project(annual_goal=goal)) == []


def test_the_least_length_of_a_goal_is_a_setting() -> None:
    settings = Settings({"G02": CheckSettings(options={"least": "4"})})
    assert found("G02", project(annual_goal="做好治安工作"), settings=settings) == []


# G03 两个目标相同


def test_identical_goals_of_one_year_are_no_matter() -> None:
    assert found("G03", project(period_goal=GOAL, annual_goal=GOAL, start_year=2024)) == []
    assert len(found("G03", project(period_goal=GOAL, annual_goal=f" {GOAL}\n"))) == 1


# G04、G05 数量


@pytest.mark.parametrize(
    ("goal", "name", "value"),
    [
        ("为辖区群众提供上门服务，服务群众6万人。", "服务群众人数", "50000人"),
        ("计划招聘40人，充实基层力量。", "招聘人数", "约30人"),
        ("全年开展宣传活动不少于4次。", "宣传活动次数", "≥2次"),
        ("补贴党群服务站三个。", "补助党群服务站的数量", "≥1个"),
    ],
)
def test_a_count_that_contradicts_the_indicator_is_found(goal: str, name: str, value: str) -> None:
    (one,) = found("G04", goal_against(goal, counted(name, value)))
    assert (one.where.cell, one.facts["name"]) == ("C13", name)


@pytest.mark.parametrize(
    ("goal", "name", "value"),
    [
        ("为辖区群众提供上门服务，服务群众6万人。", "服务群众人数", "60000人"),
        ("安排老同志体检20位。", "老同志体检人数", "20名"),
        ("全年开展宣传活动12次以上。", "宣传活动次数", "≥12次"),
        ("全年开展宣传活动不少于4次。", "宣传活动次数", "≥6次"),
        ("每季度开展宣传活动2次。", "宣传活动次数", "≥8次"),
        ("举办春节慰问活动1次，看望老党员。", "举办活动次数", "≥12次"),
        ("第3次开展宣传活动。", "宣传活动次数", "≥2次"),
        ("派驻1名专职青少年事务社工、1名专职儿童事务社工。", "专职社工人数", "2人"),
        ("开展宣传活动3次，开展文艺宣传活动2次。", "宣传活动次数", "≥5次"),
        ("贯彻“两个维护”，落实《关于3项制度的通知》。", "维护制度数量", "5项"),
        ("补贴标准为每人500元。", "补贴人数", "≥20人"),
        ("2024年为60岁以上老人办实事。", "老人人数", "≥20人"),
        ("开展培训2场，吸引300人参加。", "培训人数", "≥200人"),
    ],
)
def test_what_is_not_surely_a_contradiction_is_left_alone(goal: str, name: str, value: str) -> None:
    assert found("G04", goal_against(goal, counted(name, value))) == []


def test_a_count_that_another_indicator_answers_better_is_not_held_against_the_first() -> None:
    pair = (counted("法治宣传活动次数", "≥2次"), counted("校园法治宣传活动次数", "≥6次"))
    assert found("G04", goal_against("开展校园法治宣传活动6次。", *pair)) == []


@pytest.mark.parametrize(("goal", "value"), [("约23人", "≥23人"), ("23人", "约23人"), ("23人以上", "约23人")])
def test_an_exact_and_an_approximate_count_are_distinguished(goal: str, value: str) -> None:
    assert len(found("G05", goal_against(f"发放绩效奖励{goal}。", counted("绩效奖励人数", value)))) == 1


@pytest.mark.parametrize(("goal", "value"), [("约23人", "约23人"), ("23人", "≥23人"), ("约20人", "≥23人")])
def test_counts_of_one_kind_agree(goal: str, value: str) -> None:
    assert found("G05", goal_against(f"发放绩效奖励{goal}。", counted("绩效奖励人数", value))) == []


def test_a_count_is_held_against_the_value_of_its_own_time() -> None:
    both = indicator("数量指标", "宣传活动次数", "≥6次", "≥2次")
    record = project(period_goal="三年开展宣传活动6次。", annual_goal="开展宣传活动2次。", indicators=(both,))
    assert found("G04", record) == []


# G06、I11 照抄


def test_a_copied_goal_names_the_other_project() -> None:
    (one,) = found(
        "G06", project(annual_goal=GOAL), project(project_name="巡逻经费", annual_goal=GOAL, period_goal="另")
    )
    assert (one.where.sheet, one.where.cell, one.facts["other"]) == ("2", "C13", "治安经费（常）")


@pytest.mark.parametrize(
    "other",
    [{}, {"project_name": "巡逻经费", "spending_unit": "东坑镇"}, {"project_name": "巡逻经费", "budget_year": 2023}],
)
def test_the_same_project_another_unit_or_year_is_no_copy(other: dict[str, object]) -> None:
    assert found("G06", project(), project(**other)) == []
    assert found("I11", project(), project(**other)) == []


def test_copied_indicators_are_found_in_another_order() -> None:
    copied = project(project_name="巡逻经费", indicators=CLEAN.indicators[::-1])
    assert [one.facts["other"] for one in found("I11", project(), copied)] == ["治安经费（常）"]
    changed = (*CLEAN.indicators[1:], counted("采购保安服装", "≧9套"))
    assert found("I11", project(), project(project_name="巡逻经费", indicators=changed)) == []
    assert found("I11", project(indicators=()), project(project_name="巡逻经费", indicators=())) == []


def test_a_batch_that_keeps_only_heads_is_compared_all_the_same() -> None:
    def head(full: ReadRecord) -> ReadRecord:
        assert isinstance(full.record, Project)
        bare = replace(full.record, period_goal=None, annual_goal=None, indicators=())
        return RecordHead(full.definition, bare, full.source, {}, load=lambda: full)

    heads = [head(read(one, sheet=one.project_name or "")) for one in (project(), project(project_name="巡逻经费"))]
    (one,) = found("I11", *heads)
    assert one.facts["other"] == "治安经费（常）"
    assert {one.where.cell for one in found("G06", *heads)} == {"C11", "C13"}


# G07 多余字符


@pytest.mark.parametrize(
    "text",
    [
        "做好“三会一课，落实制度",
        "落实制度。　",
        "落实  制度",
        "落实制度，，提升能力",
        "及时发放社区人员薪酬待遇，足额发放社区人员薪酬待遇。",
    ],
)
def test_stray_characters_are_found(text: str) -> None:
    assert len(found("G07", project(annual_goal=text))) == 1


@pytest.mark.parametrize(
    "text",
    [
        "　　做好“三会一课”。\n　　落实制度。",
        "1）落实制度；2）提升能力",
        "（一）落实制度……（二）提升能力",
        "1. 落实制度。\n2. 提升能力。",
    ],
)
def test_usual_writing_is_not_stray(text: str) -> None:
    assert found("G07", project(annual_goal=text)) == []


# G08、I17 平时停用


def test_a_goal_without_a_number_is_found_where_that_is_wanted() -> None:
    settings = switched_on("G08")
    assert len(found("G08", project(annual_goal=GOAL), settings=settings)) == 1
    assert found("G08", project(annual_goal="采购保安服装8套"), settings=settings) == []
    assert found("G08", project(annual_goal="采购保安服装八套"), settings=settings) == []
    assert len(found("G08", project(annual_goal="2024年12月前做好治安工作"), settings=settings)) == 1
    assert found("G08", project(annual_goal=GOAL)) == []


def test_equal_values_of_period_and_year_are_found_where_that_is_wanted() -> None:
    settings = switched_on("I17")
    assert len(found("I17", project(), settings=settings)) == 1
    assert found("I17", project(start_year=2024), settings=settings) == []
    own = (*CLEAN.indicators[1:], indicator("数量指标", "采购保安服装", "≧24套", "≧8套"))
    assert found("I17", project(indicators=own), settings=settings) == []


def test_the_seeds_show_what_the_rules_that_are_off_would_find() -> None:
    assert len([one for one in findings(seed("000"), settings=switched_on("I17")) if one.code == "I17"]) == 8
    assert not [key for key in keys("000") if key[0] in ("G08", "I17")]


# G09 只引文件


@pytest.mark.parametrize(
    "text", ["根据《关于经费分担的通知》，各镇按比例承担。", "按照东府办〔2020〕6号文件要求落实。"]
)
def test_a_goal_that_only_cites_is_found(text: str) -> None:
    assert len(found("G09", project(annual_goal=text))) == 1


@pytest.mark.parametrize("text", ["根据《关于经费分担的通知》，聘请辅助人员5人。", "各镇按比例承担人员经费。"])
def test_a_goal_that_says_what_is_done_is_no_bare_citation(text: str) -> None:
    assert found("G09", project(annual_goal=text)) == []
