"""What supervision does when something happens elsewhere. Pure: the event and the view, nothing else."""

from typing import Any
from uuid import UUID

import msgspec

from services.supervision.application.policy_commands import CloseWatch, NoteFact, OpenCase, OpenWatch
from services.supervision.domain.case import SupervisionCase
from services.supervision.domain.light import Due
from services.supervision.domain.watch import Fact, Watch
from shared.database.interface import Reader
from shared.kernel.envelope import RecordedEvent
from shared.messaging.interface import Policy, PolicyCommand

FACTS: dict[str, Fact] = {
    "tasking.task.accepted": "accepted",
    "tasking.task.refused": "refused",
    "tasking.task.assignment_upheld": "upheld",
    "tasking.task.progress_reported": "progress",
    "tasking.task.part_finished": "part_finished",
    "tasking.task.whole_reported": "whole_reported",
}


async def when_resolution_listed_then_open_case(event: RecordedEvent, _view: Reader) -> list[PolicyCommand]:
    data: dict[str, Any] = event.fields()
    if not data["supervised_by"]:
        return []
    resolution_id = UUID(data["resolution_id"])
    case_id = SupervisionCase.stream_of(resolution_id)
    command = OpenCase(
        case_id=case_id,
        committee_id=event.envelope.owner_unit,
        resolution_id=resolution_id,
        meeting_id=event.envelope.stream_id,
        text=data["text"],
        supervised_by=data["supervised_by"],
        listed_by=UUID(data["listed_by"]),
    )
    return [PolicyCommand(command, case_id, event.envelope.owner_unit)]


async def when_task_assigned_then_open_watches(event: RecordedEvent, _view: Reader) -> list[PolicyCommand]:
    data: dict[str, Any] = event.fields()
    lead, responsible = UUID(data["lead"]), [UUID(unit) for unit in data["responsible"]]
    task_id = event.envelope.stream_id
    commands = []
    for unit_id in dict.fromkeys([lead, *responsible]):
        roles = ["lead"] * (unit_id == lead) + ["responsible"] * (unit_id in responsible)
        watch_id = Watch.stream_of(task_id, unit_id)
        command = OpenWatch(
            watch_id=watch_id,
            task_id=task_id,
            unit_id=unit_id,
            committee_id=event.envelope.owner_unit,
            roles=tuple(roles),
            task_number=data["number"],
            text=data["text"],
            due=msgspec.convert(data["due"], Due),
            document_number=data["document_number"],
            opened_at=event.envelope.occurred.at,
        )
        commands.append(PolicyCommand(command, watch_id, event.envelope.owner_unit))
    return commands


async def when_task_moved_then_note_fact(event: RecordedEvent, _view: Reader) -> list[PolicyCommand]:
    data: dict[str, Any] = event.fields()
    watch_id = Watch.stream_of(event.envelope.stream_id, UUID(data["unit_id"]))
    return [_fact(event, watch_id, FACTS[event.envelope.type])]


async def when_task_returned_then_note_fact(event: RecordedEvent, _view: Reader) -> list[PolicyCommand]:
    """The named units' parts are open again, and so is the lead unit's whole: the watch itself knows its role."""
    data: dict[str, Any] = event.fields()
    named = {UUID(unit) for unit in data["units"]}
    task_id = event.envelope.stream_id
    parts = [_fact(event, Watch.stream_of(task_id, unit), "returned") for unit in sorted(named)]
    others = [unit for unit in event.envelope.units if unit not in named]
    return [*parts, *(_fact(event, Watch.stream_of(task_id, unit), "whole_returned") for unit in others)]


async def when_refusal_accepted_then_close_watch(event: RecordedEvent, _view: Reader) -> list[PolicyCommand]:
    data: dict[str, Any] = event.fields()
    watch_id = Watch.stream_of(event.envelope.stream_id, UUID(data["unit_id"]))
    command = CloseWatch(watch_id=watch_id, reason="released", at=event.envelope.occurred.at)
    return [PolicyCommand(command, watch_id, event.envelope.owner_unit)]


async def when_task_concluded_then_close_watches(event: RecordedEvent, _view: Reader) -> list[PolicyCommand]:
    """Every unit concerned is tried; one that has no watch, or a closed one, is passed over by the handler."""
    commands = []
    for unit_id in event.envelope.units:
        watch_id = Watch.stream_of(event.envelope.stream_id, unit_id)
        command = CloseWatch(watch_id=watch_id, reason="concluded", at=event.envelope.occurred.at)
        commands.append(PolicyCommand(command, watch_id, event.envelope.owner_unit))
    return commands


def _fact(event: RecordedEvent, watch_id: UUID, fact: Fact) -> PolicyCommand:
    command = NoteFact(watch_id=watch_id, fact=fact, at=event.envelope.occurred.at)
    return PolicyCommand(command, watch_id, event.envelope.owner_unit)


FOLLOW_MEETINGS = Policy(
    "supervision.follow_meetings",
    "meeting",
    {"meeting.meeting.resolution_adopted": when_resolution_listed_then_open_case},
)
FOLLOW_TASKS = Policy(
    "supervision.follow_tasks",
    "tasking",
    {
        "tasking.task.assigned": when_task_assigned_then_open_watches,
        **dict.fromkeys(FACTS, when_task_moved_then_note_fact),
        "tasking.task.returned": when_task_returned_then_note_fact,
        "tasking.task.refusal_accepted": when_refusal_accepted_then_close_watch,
        "tasking.task.concluded": when_task_concluded_then_close_watches,
    },
)
POLICIES = (FOLLOW_MEETINGS, FOLLOW_TASKS)
