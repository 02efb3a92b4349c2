"""What a clerk is told: nothing odd passes silently, nothing is dropped."""

import pytest

from services.tasking.domain.plan_document import parse_plan
from services.tasking.domain.plan_document.refusals import (
    PlanHasNoItems,
    PlanHasTooManyItems,
    PlanItemTooLong,
    PlanTooLong,
)

HEAD = "某市责任分工方案\n一、任务\n（一）宣传教育。\n"
UNITS = "牵头单位：市关工委。责任单位：市教育局。\n"


def codes(body: str) -> list[tuple[str, int | None]]:
    return [(finding.code, finding.item) for finding in parse_plan(HEAD + body).findings]


def test_a_clean_plan_has_no_findings():
    assert codes(f"1、办讲座。{UNITS}2、搞展览。{UNITS}") == []


@pytest.mark.accepts("T2")
def test_t2_a_document_that_names_two_leads_is_imported_as_it_is():
    plan = parse_plan(HEAD + "1、办讲座。牵头单位：市关工委、市教育局。责任单位：团市委。")
    assert plan.items[0].leads == ("市关工委", "市教育局")
    assert [finding.code for finding in plan.findings] == ["several_leads"]


@pytest.mark.accepts("T2")
def test_t2_a_unit_can_be_lead_and_responsible():
    item = parse_plan(HEAD + "1、办讲座。牵头单位：市关工委。责任单位：市关工委、市教育局。").items[0]
    assert (item.leads, item.responsible) == (("市关工委",), ("市关工委", "市教育局"))


def test_t2_a_lead_marked_inside_the_list_is_the_lead():
    item = parse_plan(HEAD + "1、办讲座。责任单位：市关工委（牵头）、市教育局。").items[0]
    assert (item.leads, item.responsible) == (("市关工委",), ("市教育局",))


def test_t2_a_missing_lead_is_kept_empty_and_said():
    plan = parse_plan(HEAD + f"1、办讲座。责任单位：市教育局。\n2、搞展览。{UNITS}")
    assert plan.items[0].leads == ()
    assert ("lead_missing", 1) in [(finding.code, finding.item) for finding in plan.findings]


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ((1, 2, 4), [("number_missing", None)]),
        ((1, 2, 2, 3), [("number_repeated", 2)]),
        ((1, 3, 2), [("number_out_of_order", 2)]),
        ((1, 2, 3), []),
    ],
)
def test_odd_numbering_is_said_and_drops_nothing(numbers: tuple[int, ...], expected: list[tuple[str, int | None]]):
    plan = parse_plan(HEAD + "".join(f"{number}、办第{number}场讲座。{UNITS}" for number in numbers))
    assert tuple(item.number for item in plan.items) == numbers
    assert [(finding.code, finding.item) for finding in plan.findings] == expected


def test_a_section_without_items_is_kept_and_said():
    plan = parse_plan(HEAD + f"1、办讲座。{UNITS}（二）其他工作。\n（三）阵地建设。\n2、建阵地。{UNITS}")
    assert [section.title for section in plan.sections] == ["(一)宣传教育", "(二)其他工作", "(三)阵地建设"]
    assert [finding.code for finding in plan.findings] == ["section_without_items"]


def test_a_list_that_ends_with_and_others_is_said():
    plan = parse_plan(HEAD + "1、办讲座。牵头单位：市关工委。责任单位：市教育局、团市委等有关部门。")
    assert plan.items[0].responsible == ("市教育局", "团市委")
    assert [finding.code for finding in plan.findings] == ["list_open_ended"]


@pytest.mark.refuses("T11")
def test_t11_a_text_without_numbered_items_is_refused():
    with pytest.raises(PlanHasNoItems):
        parse_plan("关于做好有关工作的通知\n请各单位认真落实。\n")


@pytest.mark.refuses("T11")
def test_t11_more_items_than_one_import_holds_are_refused():
    with pytest.raises(PlanHasTooManyItems):
        parse_plan("\n".join(f"{number}、办讲座。{UNITS}" for number in range(1, 402)))


@pytest.mark.refuses("T11")
def test_t11_an_item_longer_than_a_text_may_be_is_refused():
    with pytest.raises(PlanItemTooLong):
        parse_plan(HEAD + "1、" + "办讲座。" * 6000 + UNITS)


@pytest.mark.refuses("T11")
def test_t11_a_text_longer_than_any_plan_is_refused():
    with pytest.raises(PlanTooLong):
        parse_plan("1、办讲座。" + "字" * 400_000)
