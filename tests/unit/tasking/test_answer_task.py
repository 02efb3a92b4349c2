"""AcceptTask, RefuseTask, UpholdAssignment, AcceptRefusal (T5)."""

import pytest

from services.tasking.domain import refusals as no
from services.tasking.domain.task import Task
from tests.unit.tasking.given import EDUCATION, LEAD, YOUTH, assigned_task, events_of, unit


@pytest.mark.accepts("T5")
def test_t5_a_unit_accepts_what_it_is_given() -> None:
    task = assigned_task()
    task.accept(EDUCATION)
    [change] = task.collect_events()
    assert change.event == Task.Accepted(unit_id=EDUCATION)
    assert {LEAD, EDUCATION, YOUTH} <= change.units


@pytest.mark.accepts("T5")
def test_t5_a_refusal_goes_back_to_the_committee_which_upholds_it() -> None:
    task = assigned_task()
    task.refuse(EDUCATION, "不属本单位职责。")
    task.uphold_assignment(EDUCATION, "按三定方案由你单位负责。")
    assert task.assignments[EDUCATION].state == "upheld"
    task.report_progress(EDUCATION, 10, done="已部署。")


@pytest.mark.accepts("T5")
def test_t5_the_committee_can_accept_a_refusal() -> None:
    task = assigned_task()
    task.refuse(YOUTH, "人手不足。")
    task.accept_refusal(YOUTH, "同意。")
    assert [type(event).__name__ for event in events_of(task)] == ["Refused", "RefusalAccepted"]
    assert task.assignments[YOUTH].state == "released"


@pytest.mark.refuses("T5")
def test_t5_a_refusal_needs_a_reason() -> None:
    task = assigned_task()
    with pytest.raises(no.ReasonMissing):
        task.refuse(EDUCATION, " ")
    task.refuse(EDUCATION, "不属本单位职责。")
    with pytest.raises(no.ReasonMissing):
        task.uphold_assignment(EDUCATION, "")


@pytest.mark.refuses("T5")
def test_t5_a_unit_answers_once() -> None:
    task = assigned_task()
    task.accept(EDUCATION)
    with pytest.raises(no.AlreadyAnswered):
        task.refuse(EDUCATION, "反悔了。")
    with pytest.raises(no.AlreadyAnswered):
        task.accept(EDUCATION)


@pytest.mark.refuses("T5")
def test_t5_only_assigned_units_answer() -> None:
    with pytest.raises(no.NotAssigned):
        assigned_task().accept(unit("市公安局"))


@pytest.mark.refuses("T5")
def test_t5_there_is_nothing_to_uphold_where_nobody_refused() -> None:
    task = assigned_task()
    with pytest.raises(no.NotRefused):
        task.uphold_assignment(EDUCATION, "维持。")
    task.refuse(EDUCATION, "不属本单位职责。")
    task.uphold_assignment(EDUCATION, "维持。")
    with pytest.raises(no.NotRefused):
        task.accept_refusal(EDUCATION, "又同意了。")


@pytest.mark.refuses("T2")
def test_t2_an_item_keeps_its_lead_so_a_leads_refusal_is_not_simply_accepted() -> None:
    task = assigned_task()
    task.refuse(LEAD, "建议由教育局牵头。")
    with pytest.raises(no.LeadCannotBeReleased):
        task.accept_refusal(LEAD, "同意。")
    task.uphold_assignment(LEAD, "经协商，仍由你单位牵头。")
    assert task.assignments[LEAD].state == "upheld"


def test_relations_name_the_committee_the_lead_and_the_responsible_units() -> None:
    task = assigned_task(lead="市关工委", responsible=("市关工委", "市教育局"))
    assert task.relations_of(unit("市关工委")) == {"own", "lead", "responsible"}
    assert task.relations_of(EDUCATION) == {"responsible"}
    assert task.relations_of(unit("市公安局")) == set()
