"""SettleName and SettleLead: the clerk's answers to what a document leaves open."""

from uuid import UUID

import pytest

from services.tasking.domain import refusals as no
from services.tasking.domain.plan_rules import unsettled_names
from tests.unit.tasking.given import (
    COUNTIES,
    EDUCATION,
    LEAD,
    drafted_plan,
    group,
    imported,
    imported_plan,
    issued,
    item,
    named,
    unit,
    unknown,
)


@pytest.mark.accepts("T11")
def test_t11_a_document_is_taken_over_whole_with_what_it_leaves_open() -> None:
    plan = imported_plan(item(1, responsible=[unknown("市文化广电和旅游局"), group()]), item(2, leads=[]))
    assert [one.number for one in plan.items.values()] == [1, 2]
    assert unsettled_names(plan.items.values()) == ["市文化广电和旅游局"]


@pytest.mark.accepts("T11")
def test_t11_the_clerks_answer_holds_wherever_the_name_stands() -> None:
    plan = imported_plan(item(1, responsible=[unknown("市文广局")]), item(2, leads=[unknown("市文广局")]))
    plan.settle_name("市文广局", [unit("市文体广电和旅游局")], None)
    first, second = issued(plan)
    assert unit("市文体广电和旅游局") in first.assignments
    assert second.assignments[unit("市文体广电和旅游局")].roles == ("lead",)


@pytest.mark.accepts("T11")
def test_t11_one_name_can_stand_for_several_units_or_a_group() -> None:
    plan = imported_plan(item(1, responsible=[unknown("工青妇"), unknown("各县区")]))
    unions = [unit("市总工会"), unit("团市委"), unit("市妇联")]
    plan.settle_name("工青妇", unions, None)
    plan.settle_name("各县区", [], COUNTIES)
    [task] = issued(plan, {COUNTIES: [unit("鸡东县关工委")]})
    assert list(task.assignments) == [LEAD, *unions, unit("鸡东县关工委")]


@pytest.mark.refuses("T11")
def test_t11_a_second_import_does_not_mix_with_the_first() -> None:
    plan = imported_plan(item(1))
    with pytest.raises(no.PlanHasItems):
        plan.import_items(imported(), [item(2)])
    assert list(plan.items.values()) == [item(1)]


@pytest.mark.refuses("T11")
def test_t11_a_document_without_items_is_refused() -> None:
    plan = drafted_plan()
    with pytest.raises(no.DocumentHasNoItems):
        plan.import_items(imported(), [])
    assert plan.pending_events == []


@pytest.mark.refuses("T11")
@pytest.mark.parametrize(("units", "group_id"), [([], None), ([EDUCATION], COUNTIES), ([EDUCATION, EDUCATION], None)])
def test_t11_an_answer_names_units_or_a_group(units: list[UUID], group_id: UUID | None) -> None:
    plan = imported_plan(item(1, responsible=[unknown("市文广局")]))
    with pytest.raises(no.AnswerUnclear):
        plan.settle_name("市文广局", units, group_id)


@pytest.mark.refuses("T11")
def test_t11_a_name_that_the_plan_does_not_have_is_not_settled() -> None:
    with pytest.raises(no.NameNotInPlan):
        imported_plan(item(1)).settle_name("市直机关关工委", [EDUCATION], None)


@pytest.mark.accepts("T2")
def test_t2_once_the_clerk_settles_the_lead_the_plan_is_issued_and_the_other_stays_responsible() -> None:
    plan = imported_plan(item(1, leads=[named("市教育局"), named("市委宣传部")], responsible=[named("团市委")]))
    plan.settle_lead(item(1).item_id, LEAD, "市委宣传部")
    [task] = issued(plan)
    assert {one: share.roles for one, share in task.assignments.items()} == {
        LEAD: ("lead",),
        unit("团市委"): ("responsible",),
        EDUCATION: ("responsible",),
    }


@pytest.mark.accepts("T2")
def test_t2_an_item_without_a_lead_gets_one_from_the_clerk() -> None:
    plan = imported_plan(item(1, leads=[]))
    plan.settle_lead(item(1).item_id, LEAD, "市委宣传部")
    assert issued(plan)[0].assignments[LEAD].is_lead


@pytest.mark.accepts("T2")
def test_t2_where_a_group_was_to_lead_one_unit_does_and_the_group_takes_part() -> None:
    plan = imported_plan(item(1, leads=[group()]))
    plan.settle_lead(item(1).item_id, LEAD, "市委宣传部")
    [task] = issued(plan, {COUNTIES: [unit("鸡东县关工委")]})
    assert task.assignments[unit("鸡东县关工委")].roles == ("responsible",)


@pytest.mark.refuses("T2")
def test_t2_the_lead_is_one_that_the_document_named() -> None:
    plan = imported_plan(item(1, leads=[named("市教育局"), named("市委宣传部")]))
    with pytest.raises(no.LeadNotNamed):
        plan.settle_lead(item(1).item_id, unit("市公安局"), "市公安局")


def test_an_item_that_is_not_there_has_no_lead_to_settle() -> None:
    with pytest.raises(no.ItemNotFound):
        drafted_plan().settle_lead(item(1).item_id, LEAD, "市委宣传部")
