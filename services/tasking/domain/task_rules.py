"""Rules of a task as a whole (T2, T5, T8)."""

from collections.abc import Iterable, Sequence
from datetime import date

from services.tasking.domain import refusals as no
from services.tasking.domain.assignment import STATE_WORDS, TAKEN_ON, Assignment


def check_assigned(assignment: Assignment | None) -> Assignment:
    if assignment is None:
        raise no.NotAssigned("这个单位不是该项任务的牵头单位或责任单位。")
    return assignment


def check_under_way(state: str) -> None:
    check_not_concluded(state)
    if state == "reported":
        raise no.TaskIsReported("牵头单位已报告整体完成，正等待发起单位办结或退回，目前不能再报。")


def check_reported(state: str) -> None:
    check_not_concluded(state)
    if state != "reported":
        raise no.TaskNotReported("牵头单位还没有报告整体完成，不能办结或退回。")


def check_not_concluded(state: str) -> None:
    """T8: concluded is final."""
    if state == "concluded":
        raise no.TaskIsConcluded("这项任务已经办结，不能再改动。")


def check_has_part(assignment: Assignment) -> None:
    if not assignment.has_part:
        raise no.LeadHasNoPart("本单位只是牵头单位，没有单独承担的部分；各责任单位完成后，请报告整体完成情况。")


def check_lead(assignment: Assignment) -> None:
    """T8: the lead unit answers for the whole, and has taken it on."""
    if not assignment.is_lead:
        raise no.OnlyLeadReports("整体完成情况由牵头单位报告，本单位请报告自己承担的部分。")
    if assignment.state not in (*TAKEN_ON, "finished"):
        raise no.NotTakenOn(
            f"本单位还没有接受这项任务（{STATE_WORDS[assignment.state]}），请先接受任务再报告。",
            state=assignment.state,
        )


def check_parts_finished(assignments: Iterable[Assignment]) -> None:
    unfinished = [str(one.unit_id) for one in assignments if one.is_open]
    if unfinished:
        raise no.PartsUnfinished(
            f"还有{len(unfinished)}个责任单位没有完成各自承担的部分，全部完成后才能报告整体完成。", units=unfinished
        )


def check_returnable(assignments: Sequence[Assignment]) -> None:
    """T8: a return names the units whose part reopens, and only a finished part can reopen."""
    if not assignments:
        raise no.ReturnNamesNoUnit("请指明退回给哪些单位重做。")
    for one in assignments:
        if one.state != "finished":
            raise no.ReturnedPartNotFinished(
                f"要退回的单位中有一个没有已完成的部分（{STATE_WORDS[one.state]}），请核对。", unit=str(one.unit_id)
            )


def check_words(words: str) -> None:
    if not words.strip():
        raise no.WordsMissing("请写明完成情况或办结意见。")


def check_concluded_day(concluded_on: date, issued_on: date, today: date) -> None:
    """T8: what was done in time is counted by this day, so it is neither to come nor before there was a task."""
    if concluded_on > today:
        raise no.ConcludedDayImpossible("办结日期还没有到，请核对。", field="concluded_on")
    if concluded_on < issued_on:
        raise no.ConcludedDayImpossible(f"办结日期早于方案印发的日期（{issued_on}），请核对。", field="concluded_on")
