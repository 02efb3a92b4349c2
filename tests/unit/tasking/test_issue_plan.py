import datetime

import pytest
from msgspec.structs import replace

from services.tasking.domain import refusals as no
from services.tasking.domain.events import EVENTS
from services.tasking.domain.issuing import issue_plan
from services.tasking.domain.number import DocumentNumber, NumberText
from services.tasking.domain.task import Task
from shared.kernel.limits import BATCH_BYTES_MAX, BATCH_EVENTS_MAX, EVENT_BYTES_MAX
from tests.unit.tasking.given import (
    COMMITTEE,
    COUNTIES,
    EDUCATION,
    ISSUED_ON,
    LEAD,
    NUMBER,
    PLAN,
    drafted_plan,
    group,
    imported_plan,
    issued,
    item,
    named,
    unit,
    unknown,
)


@pytest.mark.accepts("T1")
def test_t1_a_plan_is_issued_with_its_number_and_date() -> None:
    plan = drafted_plan(item(1), item(2))
    tasks = issued(plan)
    [change] = plan.collect_events()
    assert (plan.stage, plan.number) == ("issued", "鸡关发〔2023〕2号")
    assert change.effective_on == ISSUED_ON
    assert [task.version for task in tasks] == [1, 1]
    assert change.units == {COMMITTEE, LEAD, EDUCATION}


@pytest.mark.refuses("T1")
def test_t1_a_plan_without_items_is_not_issued() -> None:
    with pytest.raises(no.PlanHasNoItems):
        issued(drafted_plan())


@pytest.mark.refuses("T1")
def test_t1_an_issued_plan_is_not_issued_or_changed_again() -> None:
    plan = drafted_plan(item(1))
    issued(plan)
    with pytest.raises(no.PlanIsIssued):
        issued(plan)
    with pytest.raises(no.PlanIsIssued):
        plan.place_item(item(2))


@pytest.mark.refuses("T1")
@pytest.mark.parametrize(
    "number",
    [
        NumberText(body="", type="发", year=2023, sequence=1),
        NumberText(body="JX", type="发", year=2023, sequence=1),
        NumberText(body="鸡关", type="", year=2023, sequence=1),
        NumberText(body="鸡关", type="发", year=23, sequence=1),
        NumberText(body="鸡关", type="发", year=2023, sequence=0),
    ],
)
def test_t1_a_malformed_number_is_refused(number: NumberText) -> None:
    with pytest.raises(no.NumberMalformed):
        issue_plan(drafted_plan(item(1)), number, ISSUED_ON, (), {}, today=ISSUED_ON)


def test_a_number_is_one_stream_per_body_type_year_and_sequence() -> None:
    claimed = DocumentNumber.claim(NUMBER, PLAN, COMMITTEE)
    assert claimed.id == NUMBER.stream_id
    assert NumberText(body="鸡关", type="字", year=2023, sequence=2).stream_id != claimed.id
    assert NumberText(body="鸡关", type="发", year=2024, sequence=2).stream_id != claimed.id


@pytest.mark.accepts("T2")
def test_t2_a_unit_can_be_lead_and_responsible() -> None:
    [task] = issued(drafted_plan(item(1, responsible=[named("市委宣传部"), named("市教育局")])))
    assert task.assignments[LEAD].roles == ("lead", "responsible")
    assert task.assignments[EDUCATION].roles == ("responsible",)


@pytest.mark.refuses("T2")
def test_t2_two_leads_are_kept_and_not_issued() -> None:
    plan = imported_plan(item(1, leads=[named("市委宣传部"), named("市教育局")]))
    with pytest.raises(no.SeveralLeads) as refused:
        issued(plan)
    assert refused.value.details["number"] == 1
    assert plan.stage == "drafted"


@pytest.mark.refuses("T2")
def test_t2_an_item_without_a_lead_is_not_issued() -> None:
    with pytest.raises(no.NoLead):
        issued(imported_plan(item(1, leads=[])))


@pytest.mark.refuses("T2")
def test_t2_a_group_does_not_lead() -> None:
    with pytest.raises(no.LeadIsGroup):
        issued(imported_plan(item(1, leads=[group()])), {COUNTIES: [EDUCATION]})


@pytest.mark.refuses("T11")
def test_t11_an_unknown_name_stops_the_issue() -> None:
    plan = imported_plan(item(1, responsible=[named("市教育局"), unknown("市文化广电和旅游局")]))
    with pytest.raises(no.NameUnsettled) as refused:
        issued(plan)
    assert refused.value.details["names"] == ["市文化广电和旅游局"]


@pytest.mark.accepts("O6")
def test_o6_a_group_is_expanded_and_the_expansion_recorded() -> None:
    counties = [unit("鸡东县关工委"), unit("虎林市关工委")]
    [task] = issued(drafted_plan(item(1, responsible=[named("市教育局"), group()])), {COUNTIES: counties})
    [change] = task.collect_events()
    assigned = change.event
    assert isinstance(assigned, Task.Assigned)
    assert assigned.responsible == (EDUCATION, *counties)
    assert [(one.name, one.units) for one in assigned.expansions] == [("县(市)区关工委", tuple(counties))]
    assert change.units == {COMMITTEE, LEAD, EDUCATION, *counties}


@pytest.mark.refuses("O6")
def test_o6_a_group_that_stands_for_nobody_is_not_dropped_silently() -> None:
    plan = drafted_plan(item(1, responsible=[group()]))
    with pytest.raises(no.GroupIsEmpty):
        issued(plan, {COUNTIES: []})
    assert plan.stage == "drafted"


def test_repeated_numbers_of_a_document_are_kept_and_stop_the_issue() -> None:
    plan = imported_plan(item(1), item(2), replace(item(2), item_id=unit("other")))
    with pytest.raises(no.ItemNumberTaken):
        issued(plan)


def test_thirty_items_of_twenty_units_issue_in_one_batch() -> None:
    counties = [unit(f"县{index}") for index in range(20)]
    plan = drafted_plan(*[item(number, responsible=[group()], text="内" * 600) for number in range(1, 31)])
    tasks = issued(plan, {COUNTIES: counties})
    claimed = DocumentNumber.claim(NUMBER, PLAN, COMMITTEE)
    changes = [change for one in (plan, claimed, *tasks) for change in one.collect_events()]
    sizes = [len(EVENTS.encode(change.event)) + 40 * len(change.units) + 1000 for change in changes]
    assert len(changes) == 32 <= BATCH_EVENTS_MAX
    assert max(sizes) <= EVENT_BYTES_MAX
    assert sum(sizes) <= BATCH_BYTES_MAX


def test_the_same_plan_gives_the_same_tasks() -> None:
    first, again = issued(drafted_plan(item(1))), issued(drafted_plan(item(1)))
    assert [task.id for task in first] == [task.id for task in again]


def test_an_issue_date_is_kept_as_a_day() -> None:
    plan = drafted_plan(item(1))
    issued(plan)
    [change] = plan.collect_events()
    assert EVENTS.decode(change.event.NAME, 1, EVENTS.encode(change.event)) == change.event
    assert b'"issued_on":"2023-07-10"' in EVENTS.encode(change.event)
    assert datetime.date(2023, 7, 10) == ISSUED_ON


@pytest.mark.refuses("T1")
def test_t1_a_plan_bears_no_day_to_come() -> None:
    with pytest.raises(no.IssueDayImpossible):
        issue_plan(drafted_plan(item(1)), NUMBER, ISSUED_ON, (), {}, today=ISSUED_ON - datetime.timedelta(days=1))
