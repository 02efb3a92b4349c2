"""Handlers of task commands: the acting unit is the one that accepts, reports, finishes."""

from collections.abc import Sequence
from uuid import UUID

from services.tasking.application import commands as c
from services.tasking.domain.refusals import EvidenceUnknown
from services.tasking.domain.task import Task
from shared.commands.interface import Work
from shared.contents.store import DocumentUnknown, check_known
from shared.kernel.clock import business_day


async def accept_task(command: c.AcceptTask, work: Work) -> None:
    (await _task(command.task_id, work)).accept(work.actor.unit_id)


async def refuse_task(command: c.RefuseTask, work: Work) -> None:
    (await _task(command.task_id, work)).refuse(work.actor.unit_id, command.reason)


async def uphold_assignment(command: c.UpholdAssignment, work: Work) -> None:
    (await _task(command.task_id, work)).uphold_assignment(command.unit_id, command.reason)


async def accept_refusal(command: c.AcceptRefusal, work: Work) -> None:
    (await _task(command.task_id, work)).accept_refusal(command.unit_id, command.reason)


async def report_progress(command: c.ReportProgress, work: Work) -> None:
    task = await _task(command.task_id, work)
    await _check_evidence(command.evidence, work)
    task.report_progress(
        work.actor.unit_id,
        command.percent,
        done=command.done,
        problems=command.problems,
        good_practice=command.good_practice,
        evidence=command.evidence,
    )


async def finish_part(command: c.FinishPart, work: Work) -> None:
    task = await _task(command.task_id, work)
    await _check_evidence(command.evidence, work)
    task.finish_part(work.actor.unit_id, command.summary, command.evidence)


async def report_whole(command: c.ReportWhole, work: Work) -> None:
    task = await _task(command.task_id, work)
    await _check_evidence(command.evidence, work)
    task.report_whole(work.actor.unit_id, command.summary, command.evidence)


async def conclude_task(command: c.ConcludeTask, work: Work) -> None:
    task = await _task(command.task_id, work)
    task.conclude(command.conclusion, command.concluded_on, business_day(work.now))


async def return_task(command: c.ReturnTask, work: Work) -> None:
    (await _task(command.task_id, work)).send_back(command.reason, command.units)


async def _task(task_id: UUID, work: Work) -> Task:
    task = await work.get(Task, task_id)
    work.permit(task.relations_of(work.actor.unit_id))
    return task


async def _check_evidence(digests: Sequence[str], work: Work) -> None:
    """T7: evidence is what the unit itself uploaded."""
    try:
        await check_known(work.views, digests, work.actor.unit_id)
    except DocumentUnknown as unknown:
        raise EvidenceUnknown(unknown.message, **unknown.details) from unknown
