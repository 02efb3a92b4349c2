"""Topics: who may give, answer and take up one (M4)."""

from collections.abc import Sequence
from uuid import UUID

from services.meeting.application import topic_commands as commands
from services.meeting.application.facts import facts_of
from services.meeting.application.permitted import by_whom, permitted_meeting
from services.meeting.domain.meeting import Meeting
from services.meeting.domain.topic import Topic
from shared.commands.interface import Handler, Work
from shared.kernel.command import Command


async def instruct_topic(command: commands.InstructTopic, work: Work) -> None:
    facts = await facts_of(work)
    decision = by_whom(command.decision, work)
    party_committee = await facts.party_committee(command.committee_id, decision.decided_on)
    work.permit(_relations(work.actor.unit_id, command.committee_id, party_committee))
    await facts.check_is_committee(command.committee_id)
    topic = Topic.instruct(
        command.topic_id,
        command.committee_id,
        command.subject,
        command.grounds,
        decision=decision,
        recording=facts.recording(),
        party_committee=party_committee,
    )
    await facts.check_documents(decision.words, decision.scan)
    work.add(topic)


async def propose_topic(command: commands.ProposeTopic, work: Work) -> None:
    facts = await facts_of(work)
    unit = work.actor.unit_id
    work.permit({"member"} if await facts.is_member(unit, command.committee_id) else ())
    work.add(Topic.propose(command.topic_id, command.committee_id, unit, command.subject, command.grounds))


async def accept_topic(command: commands.AcceptTopic, work: Work) -> None:
    (await _permitted(work, command.topic_id)).accept(command.note)


async def merge_topic(command: commands.MergeTopic, work: Work) -> None:
    topic = await _permitted(work, command.topic_id)
    topic.merge(await work.get(Topic, command.into), command.reason)


async def decline_topic(command: commands.DeclineTopic, work: Work) -> None:
    (await _permitted(work, command.topic_id)).decline(command.reason)


async def take_up_topics(command: commands.TakeUpTopics, work: Work) -> None:
    await take_up(work, await permitted_meeting(work, command.meeting_id), command.topics)


async def take_up(work: Work, meeting: Meeting, topics: Sequence[UUID]) -> None:
    before = meeting.topics
    meeting.take_up_topics(topics)
    for left in before:
        if left not in topics:
            (await work.get(Topic, left)).put_back()
    for topic in topics:
        if topic not in before:
            (await work.get(Topic, topic)).take_up(meeting.id, meeting.owner_unit)


async def _permitted(work: Work, topic_id: UUID) -> Topic:
    topic = await work.get(Topic, topic_id)
    work.permit(topic.relations_of(work.actor.unit_id))
    return topic


def _relations(unit: UUID, committee: UUID, party_committee: UUID | None) -> set[str]:
    named = {committee: "own"} | ({party_committee: "party_committee"} if party_committee else {})
    return {named[unit]} if unit in named else set()


TOPIC_HANDLERS: dict[type[Command], Handler] = {
    commands.InstructTopic: instruct_topic,
    commands.ProposeTopic: propose_topic,
    commands.AcceptTopic: accept_topic,
    commands.MergeTopic: merge_topic,
    commands.DeclineTopic: decline_topic,
    commands.TakeUpTopics: take_up_topics,
}
