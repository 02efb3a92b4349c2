import pytest

from services.tasking.domain import refusals as no
from services.tasking.domain.task import Task
from tests.unit.tasking.given import (
    EDUCATION,
    LEAD,
    YOUTH,
    accepted_task,
    assigned_task,
    events_of,
    reported_task,
    unit,
)


@pytest.mark.accepts("T7")
def test_t7_a_unit_that_accepted_reports_its_progress() -> None:
    task = accepted_task()
    task.report_progress(EDUCATION, 40, done="开展宣讲12场。", good_practice="校社联动。", evidence=["sha256:01"])
    assert events_of(task) == [
        Task.ProgressReported(
            unit_id=EDUCATION,
            percent=40,
            done="开展宣讲12场。",
            problems="",
            good_practice="校社联动。",
            evidence=("sha256:01",),
        )
    ]


@pytest.mark.accepts("T7")
def test_t7_the_share_may_fall_where_the_problems_are_stated() -> None:
    task = accepted_task()
    task.report_progress(LEAD, 60, done="已完成调研。")
    task.report_progress(LEAD, 50, done="重新核对。", problems="两个县数据有误。")
    assert task.assignments[LEAD].percent == 50


@pytest.mark.refuses("T7")
def test_t7_the_share_does_not_fall_without_a_word() -> None:
    task = accepted_task()
    task.report_progress(EDUCATION, 60, done="已完成调研。")
    with pytest.raises(no.ProgressFell):
        task.report_progress(EDUCATION, 59, done="重新核对。")
    assert task.assignments[EDUCATION].percent == 60


@pytest.mark.refuses("T7")
@pytest.mark.parametrize("percent", [-1, 101])
def test_t7_the_share_is_0_to_100(percent: int) -> None:
    with pytest.raises(no.PercentOutOfRange):
        accepted_task().report_progress(EDUCATION, percent, done="做了工作。")


@pytest.mark.refuses("T7")
def test_t7_who_has_not_accepted_does_not_report() -> None:
    task = assigned_task()
    with pytest.raises(no.NotTakenOn):
        task.report_progress(EDUCATION, 10, done="做了工作。")
    task.refuse(YOUTH, "人手不足。")
    with pytest.raises(no.NotTakenOn):
        task.report_progress(YOUTH, 10, done="做了工作。")
    task.accept_refusal(YOUTH, "同意。")
    with pytest.raises(no.NotTakenOn):
        task.report_progress(YOUTH, 10, done="做了工作。")


@pytest.mark.refuses("T7")
def test_t7_progress_says_what_was_done() -> None:
    with pytest.raises(no.ProgressEmpty):
        accepted_task().report_progress(EDUCATION, 10, done="")


@pytest.mark.refuses("T7")
def test_t7_a_stranger_does_not_report() -> None:
    with pytest.raises(no.NotAssigned):
        accepted_task().report_progress(unit("市公安局"), 10, done="做了工作。")


def test_progress_ends_with_the_part_and_with_the_whole() -> None:
    task = accepted_task()
    task.finish_part(EDUCATION, "已完成。")
    with pytest.raises(no.PartIsFinished):
        task.report_progress(EDUCATION, 100, done="补充。")
    with pytest.raises(no.TaskIsReported):
        reported_task().report_progress(LEAD, 100, done="补充。")
