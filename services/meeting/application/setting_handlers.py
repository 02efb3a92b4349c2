"""Settings of committees: the joint-meeting duty (M2, S6), kinds of meeting (M1)."""

from collections.abc import Iterable
from typing import TypeVar
from uuid import UUID

from services.meeting.application import setting_commands as commands
from services.meeting.application.facts import Facts, facts_of
from services.meeting.domain.duty import Duty
from services.meeting.domain.kinds import MeetingKinds
from shared.commands.interface import Handler, Work
from shared.kernel.aggregate import Aggregate
from shared.kernel.command import Command

A = TypeVar("A", bound=Aggregate)


async def set_duty_levels(command: commands.SetDutyLevels, work: Work) -> None:
    await _permitted_at_the_top(work, command.committee_id)
    duty = await _own(work, Duty, Duty.stream_id(command.committee_id))
    duty.set_levels(command.committee_id, command.levels, command.begins_on, command.on)


async def set_committee_duty(command: commands.SetCommitteeDuty, work: Work) -> None:
    facts = await _permitted_at_the_top(work, command.committee_id)
    duty = await _own(work, Duty, Duty.stream_id(command.committee_id))
    below = {command.unit_id} if await facts.is_at_or_below(command.unit_id, command.committee_id) else set()
    duty.set_committee(
        command.committee_id, command.unit_id, command.carries, command.reason, command.on, below=frozenset(below)
    )


async def set_duty_warning(command: commands.SetDutyWarning, work: Work) -> None:
    await _permitted(work, command.committee_id)
    duty = await _own(work, Duty, Duty.stream_id(command.committee_id))
    duty.set_warning(command.committee_id, command.warn_from, command.on)


async def add_meeting_kind(command: commands.AddMeetingKind, work: Work) -> None:
    await _permitted(work, command.committee_id)
    kinds = await _own(work, MeetingKinds, MeetingKinds.stream_id(command.committee_id))
    kinds.add(command.committee_id, command.kind, command.joint)


async def retire_meeting_kind(command: commands.RetireMeetingKind, work: Work) -> None:
    await _permitted(work, command.committee_id)
    kinds = await _own(work, MeetingKinds, MeetingKinds.stream_id(command.committee_id))
    kinds.retire(command.committee_id, command.kind)


async def _permitted(work: Work, committee_id: UUID) -> Facts:
    work.permit({"own"} if committee_id == work.actor.unit_id else ())
    facts = await facts_of(work)
    await facts.check_is_committee(committee_id)
    return facts


async def _permitted_at_the_top(work: Work, committee_id: UUID) -> Facts:
    """Who carries the duty is the province's to say: only of a committee with none above it."""
    facts = await facts_of(work)
    own = committee_id == work.actor.unit_id
    relation = "other" if own and await facts.superiors(committee_id) else "top"
    work.permit({relation} if own else ())
    await facts.check_is_committee(committee_id)
    return facts


async def added_kinds(work: Work, committees: Iterable[UUID]) -> dict[str, bool]:
    """Kinds that these committees added, and whether each is one of joint meetings."""
    found: dict[str, bool] = {}
    for committee in committees:
        kinds = await work.find(MeetingKinds, MeetingKinds.stream_id(committee))
        found |= kinds.kinds if kinds else {}
    return found


async def _own(work: Work, cls: type[A], stream_id: UUID) -> A:
    found = await work.find(cls, stream_id)
    if found is None:
        found = cls(stream_id)
        work.add(found)
    return found


SETTING_HANDLERS: dict[type[Command], Handler] = {
    commands.SetDutyLevels: set_duty_levels,
    commands.SetCommitteeDuty: set_committee_duty,
    commands.SetDutyWarning: set_duty_warning,
    commands.AddMeetingKind: add_meeting_kind,
    commands.RetireMeetingKind: retire_meeting_kind,
}
