"""Notices that change, receipts, forwarding (M6), attendance (M7)."""

from typing import Any
from uuid import UUID

import msgspec

from services.meeting.application import participation_commands as commands
from services.meeting.application.facts import facts_of
from services.meeting.application.permitted import permitted_meeting
from services.meeting.domain.attendance import Attendance, Venue
from services.meeting.domain.forwarded_notice import ForwardedNotice, Source
from services.meeting.domain.meeting import Meeting
from services.meeting.domain.receipt import Receipt, Reply
from services.meeting.domain.topic import Topic
from shared.commands.interface import Handler, Work
from shared.kernel.clock import business_day
from shared.kernel.command import Command

Answer = dict[str, Any]


async def change_notice(command: commands.ChangeNotice, work: Work) -> None:
    meeting = await permitted_meeting(work, command.meeting_id)
    meeting.change_notice(
        held_at=command.held_at,
        now=work.now,
        place=command.place,
        requirements=command.requirements,
        reason=command.reason,
    )


async def call_off_meeting(command: commands.CallOffMeeting, work: Work) -> None:
    """Its topics are free again."""
    meeting = await permitted_meeting(work, command.meeting_id)
    meeting.call_off(command.reason)
    for topic in meeting.topics:
        (await work.get(Topic, topic)).put_back()


async def record_attendance(command: commands.RecordAttendance, work: Work) -> Answer:
    meeting = await permitted_meeting(work, command.meeting_id)
    recorded = meeting.record_attendance(
        [msgspec.convert(venue, Venue, from_attributes=True) for venue in command.venues],
        [msgspec.convert(row, Attendance, from_attributes=True) for row in command.rows],
        today=business_day(work.now),
    )
    return {"recorded": recorded}


async def return_receipt(command: commands.ReturnReceipt, work: Work) -> Answer:
    meeting = await work.get(Meeting, command.meeting_id)
    addressee = command.forwarded_by or meeting.owner_unit
    forwarded = await _forwarded(work, command.meeting_id, command.forwarded_by)
    asked = set(forwarded.invitations) if forwarded else _asked_by_meeting(meeting, command.forwarded_by)
    is_addressed = forwarded is not None or command.forwarded_by is None
    work.permit(_relations(work.actor.unit_id, command.unit_id, addressee if is_addressed else None, asked))
    meeting.check_receipts_open()
    if forwarded:
        forwarded.check_forwarded_to(command.unit_id)
    else:
        meeting.check_invited(command.unit_id)
    invitations = forwarded.invitations if forwarded else meeting.notice.invitations
    receipt = await _receipt(work, command, addressee)
    round_ = receipt.answer(
        meeting.id,
        addressee,
        command.unit_id,
        _reply(command),
        notice=forwarded.notice if forwarded else meeting.notice.number,
        has_seat=invitations[command.unit_id].part == "member",
    )
    return {"round": round_}


async def forward_notice(command: commands.ForwardNotice, work: Work) -> Answer:
    meeting = await work.get(Meeting, command.meeting_id)
    above = await _forwarded(work, command.meeting_id, command.through)
    asked = set(above.invitations) if above else _asked_by_meeting(meeting, command.through)
    is_asked = command.committee_id == work.actor.unit_id and command.committee_id in asked
    work.permit({"invited"} if is_asked else ())
    facts = await facts_of(work)
    await facts.check_is_committee(command.committee_id)
    meeting.check_may_change_notice()
    source = above.source if above and above.source else _source(meeting)
    day = business_day(source.held_at)
    stream = ForwardedNotice.stream_id(command.meeting_id, command.committee_id)
    notice = await work.find(ForwardedNotice, stream)
    if notice is None:
        notice = ForwardedNotice(stream)
        work.add(notice)
    invitations = notice.forward(
        command.committee_id,
        source,
        now=work.now,
        place=command.place,
        requirements=command.requirements,
        units=command.units,
        known=await facts.participants(command.committee_id, command.units, day),
        subordinates=await facts.subordinates(command.committee_id, day),
    )
    return {"invited": len(invitations)}


async def _forwarded(work: Work, meeting_id: UUID, by: UUID | None) -> ForwardedNotice | None:
    return await work.find(ForwardedNotice, ForwardedNotice.stream_id(meeting_id, by)) if by else None


def _asked_by_meeting(meeting: Meeting, forwarded_by: UUID | None) -> set[UUID]:
    """Whoever names a committee that forwarded nothing was asked by nobody."""
    return set() if forwarded_by else set(meeting.notice.invitations)


def _relations(actor: UUID, unit: UUID, addressee: UUID | None, asked: set[UUID]) -> set[str]:
    relations = {"own"} if actor == addressee else set()
    return relations | ({"invited"} if actor == unit and unit in asked else set())


async def _receipt(work: Work, command: commands.ReturnReceipt, addressee: UUID) -> Receipt:
    stream = Receipt.stream_id(command.meeting_id, addressee, command.unit_id)
    receipt = await work.find(Receipt, stream)
    if receipt is None:
        receipt = Receipt(stream)
        work.add(receipt)
    return receipt


def _reply(command: commands.ReturnReceipt) -> Reply:
    return Reply(
        attending=command.attending,
        seat=command.seat,
        person_id=command.person_id,
        office=command.office,
        mode=command.mode,
        heads=command.heads,
        reason=command.reason,
    )


def _source(meeting: Meeting) -> Source:
    notice = meeting.notice
    assert notice.held_at is not None  # a meeting with a notice; asked by check_may_change_notice
    return Source(
        meeting_id=meeting.id,
        committee_id=meeting.owner_unit,
        number=notice.number,
        theme=meeting.subject.theme,
        held_at=notice.held_at,
        place=notice.place,
        requirements=notice.requirements,
    )


PARTICIPATION_HANDLERS: dict[type[Command], Handler] = {
    commands.ChangeNotice: change_notice,
    commands.CallOffMeeting: call_off_meeting,
    commands.ReturnReceipt: return_receipt,
    commands.ForwardNotice: forward_notice,
    commands.RecordAttendance: record_attendance,
}
