"""One handler per command: load, permit, gather the facts, let the meeting judge.

Documents are looked for last: what a rule does not allow need not be uploaded first.
"""

from typing import Any

from services.meeting.application import commands, instruction_handlers, transmittal_handlers
from services.meeting.application.facts import Facts, facts_of
from services.meeting.application.participation_handlers import PARTICIPATION_HANDLERS
from services.meeting.application.permitted import by_whom, permitted_meeting
from services.meeting.application.setting_handlers import SETTING_HANDLERS, added_kinds
from services.meeting.application.topic_handlers import TOPIC_HANDLERS, take_up
from services.meeting.domain.meeting import Meeting
from services.meeting.domain.rules import check_called_for, listing_of
from services.meeting.domain.vocabulary import Subject
from shared.commands.interface import Handler, Work
from shared.kernel.clock import business_day
from shared.kernel.command import Command

Answer = dict[str, Any]


async def draft_meeting(command: commands.DraftMeeting, work: Work) -> None:
    work.permit({"own"} if command.committee_id == work.actor.unit_id else ())
    facts = await facts_of(work)
    await facts.check_is_committee(command.committee_id)
    meeting = Meeting.draft(
        command.meeting_id,
        command.committee_id,
        hosts=command.hosts,
        kinds=command.kinds,
        joint=command.joint,
        enlarged=command.enlarged,
        subject=_subject(command),
        planned_on=command.planned_on,
        known_units=await facts.known_units(command.hosts),
        added_kinds=await added_kinds(work, [command.committee_id, *await facts.superiors(command.committee_id)]),
    )
    work.add(meeting)
    if command.topics:
        await take_up(work, meeting, command.topics)


async def revise_meeting(command: commands.ReviseMeeting, work: Work) -> None:
    meeting = await permitted_meeting(work, command.meeting_id)
    meeting.revise(_subject(command), command.planned_on)


async def submit_request(command: commands.SubmitRequest, work: Work) -> Answer:
    meeting = await permitted_meeting(work, command.meeting_id)
    facts = await facts_of(work)
    asked_round = meeting.submit_request(
        command.document,
        party_committee=await facts.party_committee(meeting.owner_unit, facts.today),
        today=facts.today,
    )
    await facts.check_documents(command.document)
    return {"round": asked_round}


async def record_return(command: commands.RecordReturn, work: Work) -> None:
    meeting = await permitted_meeting(work, command.meeting_id)
    decision = by_whom(command.decision, work)
    facts = Facts(work)
    meeting.record_return(command.reason, decision, facts.recording())
    await facts.check_documents(decision.words, decision.scan)


async def record_approval(command: commands.RecordApproval, work: Work) -> None:
    meeting = await permitted_meeting(work, command.meeting_id)
    decision = by_whom(command.decision, work)
    facts = Facts(work)
    meeting.record_approval(decision, facts.recording())
    await facts.check_documents(decision.words, decision.scan)


async def issue_notice(command: commands.IssueNotice, work: Work) -> Answer:
    meeting = await permitted_meeting(work, command.meeting_id)
    facts = await facts_of(work)
    # Before its day can be looked up in the registry, the moment must be one that a calendar has.
    held_at = check_called_for(command.held_at, work.now)
    named = [*command.members, *command.observers]
    invitations = meeting.issue_notice(
        held_at=held_at,
        now=work.now,
        place=command.place,
        scope=command.scope,
        requirements=command.requirements,
        members=command.members,
        observers=command.observers,
        units=await facts.participants(meeting.owner_unit, named, business_day(held_at)),
    )
    return {"invited": len(invitations)}


async def hold_meeting(command: commands.HoldMeeting, work: Work) -> None:
    meeting = await permitted_meeting(work, command.meeting_id)
    facts = await facts_of(work)
    delegator = command.delegation.delegated_by if command.delegation else None
    meeting.hold(
        command.held_on,
        command.chair,
        chair_offices=await facts.offices_of(meeting.owner_unit, command.chair, command.held_on),
        delegation=command.delegation,
        delegator_offices=await facts.offices_of(meeting.owner_unit, delegator, command.held_on),
        today=facts.today,
    )


async def adopt_resolution(command: commands.AdoptResolution, work: Work) -> Answer:
    meeting = await permitted_meeting(work, command.meeting_id)
    facts = await facts_of(work)
    listing = listing_of(command.supervised_by, command.listed_by)
    number = meeting.adopt_resolution(
        command.resolution_id,
        command.text,
        command.importance,
        listing,
        party_committee=await facts.party_committee(meeting.owner_unit, facts.today),
        unit_kinds=await facts.kinds_of([listing.listed_by] if listing else [], facts.today),
    )
    return {"number": number}


async def give_advice(command: commands.GiveAdvice, work: Work) -> None:
    meeting = await permitted_meeting(work, command.meeting_id)
    meeting.give_advice(command.advice_id, command.text)


async def submit_meeting_report(command: commands.SubmitMeetingReport, work: Work) -> None:
    meeting = await permitted_meeting(work, command.meeting_id)
    facts = await facts_of(work)
    meeting.submit_report(
        command.document,
        command.submitted_on,
        party_committee=await facts.party_committee(meeting.owner_unit, command.submitted_on),
        today=facts.today,
    )
    await facts.check_documents(command.document)


async def issue_minutes(command: commands.IssueMinutes, work: Work) -> None:
    meeting = await permitted_meeting(work, command.meeting_id)
    facts = Facts(work)
    meeting.issue_minutes(command.document, command.issued_on, today=facts.today)
    await facts.check_documents(command.document)


async def file_meeting(command: commands.FileMeeting, work: Work) -> None:
    meeting = await permitted_meeting(work, command.meeting_id)
    meeting.file(command.filed_on, today=business_day(work.now))


async def record_consent(command: commands.RecordConsent, work: Work) -> None:
    meeting = await work.get(Meeting, command.meeting_id)
    facts = await facts_of(work)
    decision = by_whom(command.decision, work)
    party_committee = await facts.party_committee(meeting.owner_unit, decision.decided_on)
    work.permit(meeting.relations_of(work.actor.unit_id, party_committee))
    meeting.record_consent(command.resolution_id, decision, facts.recording(), party_committee=party_committee)
    await facts.check_documents(decision.words, decision.scan)


def _subject(command: commands.DraftMeeting | commands.ReviseMeeting) -> Subject:
    return Subject(theme=command.theme, agenda=command.agenda, matters=command.matters)


HANDLERS: dict[type[Command], Handler] = {
    commands.DraftMeeting: draft_meeting,
    commands.ReviseMeeting: revise_meeting,
    commands.SubmitRequest: submit_request,
    commands.RecordReturn: record_return,
    commands.RecordApproval: record_approval,
    commands.IssueNotice: issue_notice,
    commands.HoldMeeting: hold_meeting,
    commands.AdoptResolution: adopt_resolution,
    commands.GiveAdvice: give_advice,
    commands.SubmitMeetingReport: submit_meeting_report,
    commands.IssueMinutes: issue_minutes,
    commands.FileMeeting: file_meeting,
    commands.RecordConsent: record_consent,
    **TOPIC_HANDLERS,
    **SETTING_HANDLERS,
    **PARTICIPATION_HANDLERS,
    **instruction_handlers.HANDLERS,
    **transmittal_handlers.HANDLERS,
}
