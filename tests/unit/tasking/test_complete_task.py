"""FinishPart, ReportWhole, ConcludeTask, ReturnTask (T8)."""

import datetime

import pytest

from services.tasking.domain import refusals as no
from services.tasking.domain.events import EVENTS
from services.tasking.domain.task import Task
from tests.unit.tasking.given import (
    EDUCATION,
    ISSUED_ON,
    LEAD,
    YOUTH,
    accepted_task,
    assigned_task,
    drafted_plan,
    issued,
    item,
    named,
    reported_task,
    unit,
)

TODAY = datetime.date(2023, 9, 28)


@pytest.mark.accepts("T8")
def test_t8_parts_then_the_whole_then_concluded() -> None:
    task = accepted_task()
    task.finish_part(EDUCATION, "已完成。", ["sha256:01"])
    task.finish_part(YOUTH, "已完成。")
    task.report_whole(LEAD, "整体完成。")
    task.conclude("同意办结。", TODAY, TODAY)
    assert task.state == "concluded"
    assert {share.state for share in task.assignments.values()} == {"finished"}


@pytest.mark.refuses("T8")
def test_t8_no_whole_before_every_part() -> None:
    task = accepted_task()
    task.finish_part(EDUCATION, "已完成。")
    with pytest.raises(no.PartsUnfinished) as refused:
        task.report_whole(LEAD, "整体完成。")
    assert refused.value.details["units"] == [str(YOUTH)]


@pytest.mark.accepts("T8")
def test_t8_a_released_unit_is_not_waited_for() -> None:
    task = assigned_task()
    task.accept(LEAD)
    task.accept(EDUCATION)
    task.refuse(YOUTH, "人手不足。")
    task.accept_refusal(YOUTH, "同意。")
    task.finish_part(EDUCATION, "已完成。")
    task.report_whole(LEAD, "整体完成。")
    assert task.state == "reported"


@pytest.mark.refuses("T8")
def test_t8_only_the_lead_reports_the_whole_and_has_accepted_it() -> None:
    task = accepted_task(responsible=("市教育局",))
    task.finish_part(EDUCATION, "已完成。")
    with pytest.raises(no.OnlyLeadReports):
        task.report_whole(EDUCATION, "整体完成。")
    lone = assigned_task(responsible=())
    with pytest.raises(no.NotTakenOn):
        lone.report_whole(LEAD, "整体完成。")


@pytest.mark.accepts("T8")
def test_t8_a_lead_that_is_also_responsible_finishes_its_part_too() -> None:
    task = accepted_task(responsible=("市委宣传部",))
    with pytest.raises(no.PartsUnfinished):
        task.report_whole(LEAD, "整体完成。")
    task.finish_part(LEAD, "已完成。")
    task.report_whole(LEAD, "整体完成。")
    assert task.state == "reported"


@pytest.mark.refuses("T8")
def test_t8_a_mere_lead_has_no_part_to_finish() -> None:
    with pytest.raises(no.LeadHasNoPart):
        accepted_task().finish_part(LEAD, "已完成。")


@pytest.mark.refuses("T8")
def test_t8_nothing_is_concluded_or_returned_before_the_whole_is_reported() -> None:
    task = accepted_task()
    with pytest.raises(no.TaskNotReported):
        task.conclude("同意办结。", TODAY, TODAY)
    with pytest.raises(no.TaskNotReported):
        task.send_back("材料不全。", [EDUCATION])


@pytest.mark.accepts("T8")
def test_t8_a_return_reopens_the_named_parts_and_the_leads_whole() -> None:
    task = reported_task()
    task.send_back("教育局材料不全。", [EDUCATION])
    assert task.state == "assigned"
    assert {one: share.state for one, share in task.assignments.items()} == {
        LEAD: "accepted",
        EDUCATION: "accepted",
        YOUTH: "finished",
    }
    task.finish_part(EDUCATION, "已补齐。")
    task.report_whole(LEAD, "整体完成。")
    task.conclude("同意办结。", TODAY, TODAY)


@pytest.mark.accepts("T8")
def test_t8_the_lead_alone_can_be_asked_for_a_better_report() -> None:
    task = reported_task()
    task.send_back("请补写成效。", [LEAD])
    assert task.assignments[EDUCATION].state == "finished"
    task.report_whole(LEAD, "整体完成，成效如下。")


def test_an_upheld_part_that_reopens_is_upheld_again() -> None:
    task = assigned_task(responsible=("市教育局",))
    task.accept(LEAD)
    task.refuse(EDUCATION, "不属本单位职责。")
    task.uphold_assignment(EDUCATION, "维持分工。")
    task.finish_part(EDUCATION, "已完成。")
    task.report_whole(LEAD, "整体完成。")
    task.send_back("材料不全。", [EDUCATION])
    assert task.assignments[EDUCATION].state == "upheld"


@pytest.mark.refuses("T8")
def test_t8_a_return_names_finished_parts_and_its_reason() -> None:
    task = reported_task()
    with pytest.raises(no.ReturnNamesNoUnit):
        task.send_back("材料不全。", [])
    with pytest.raises(no.NotAssigned):
        task.send_back("材料不全。", [unit("市公安局")])
    with pytest.raises(no.ReasonMissing):
        task.send_back("", [EDUCATION])
    assert task.state == "reported"


@pytest.mark.refuses("T8")
def test_t8_a_released_part_does_not_reopen() -> None:
    task = assigned_task(responsible=("市教育局",))
    task.accept(LEAD)
    task.refuse(EDUCATION, "不属本单位职责。")
    task.accept_refusal(EDUCATION, "同意。")
    task.report_whole(LEAD, "整体完成。")
    with pytest.raises(no.ReturnedPartNotFinished):
        task.send_back("材料不全。", [EDUCATION])


@pytest.mark.refuses("T8")
def test_t8_concluded_is_final() -> None:
    task = reported_task()
    task.conclude("同意办结。", TODAY, TODAY)
    with pytest.raises(no.TaskIsConcluded):
        task.send_back("材料不全。", [EDUCATION])
    with pytest.raises(no.TaskIsConcluded):
        task.conclude("再办结一次。", TODAY, TODAY)
    with pytest.raises(no.TaskIsConcluded):
        task.report_progress(EDUCATION, 100, done="补充。")
    with pytest.raises(no.TaskIsConcluded):
        task.finish_part(EDUCATION, "补充。")
    with pytest.raises(no.TaskIsConcluded):
        task.report_whole(LEAD, "补充。")


@pytest.mark.refuses("T8")
def test_t8_reports_and_conclusions_have_words() -> None:
    with pytest.raises(no.WordsMissing):
        accepted_task().finish_part(EDUCATION, " ")
    with pytest.raises(no.WordsMissing):
        reported_task().conclude("", TODAY, TODAY)


def test_a_replayed_task_is_the_task() -> None:
    task = issued(drafted_plan(item(1, responsible=[named("市教育局"), named("团市委")])))[0]
    for one in (LEAD, EDUCATION, YOUTH):
        task.accept(one)
    task.report_progress(YOUTH, 30, done="已部署。")
    task.finish_part(EDUCATION, "已完成。")
    task.finish_part(YOUTH, "已完成。")
    task.report_whole(LEAD, "整体完成。")
    task.send_back("材料不全。", [EDUCATION])
    again = Task(task.id)
    for change in task.collect_events():
        again.apply(EVENTS.decode(change.event.NAME, 1, EVENTS.encode(change.event)))
    assert (again.state, again.assignments, again.version) == (task.state, task.assignments, task.version)


@pytest.mark.refuses("T8")
@pytest.mark.parametrize("day", [TODAY + datetime.timedelta(days=1), ISSUED_ON - datetime.timedelta(days=1)])
def test_t8_a_task_is_concluded_neither_on_a_day_to_come_nor_before_it_was_issued(day: datetime.date) -> None:
    with pytest.raises(no.ConcludedDayImpossible):
        reported_task().conclude("同意办结。", day, TODAY)
