"""A topic 议题: on the party committee's instruction, or proposed by a member unit; what became of it is kept (M4)."""

from collections.abc import Sequence
from datetime import date
from typing import ClassVar, Literal
from uuid import UUID

from services.meeting.domain.decisions import DecisionRefusals, check_decision
from services.meeting.domain.rules import check_not_blank
from services.meeting.domain.topic_refusals import (
    InstructedByAnother,
    InstructionDayImpossible,
    InstructionEvidenceMissing,
    MoreThanOneTopic,
    TopicAnswered,
    TopicElsewhere,
    TopicNamedTwice,
    TopicNotAccepted,
    TopicNotOpenToMerge,
    TopicNotTheCommittees,
    TopicReasonMissing,
)
from services.meeting.domain.vocabulary import Judged, Recording
from shared.kernel.aggregate import Aggregate
from shared.kernel.envelope import Decision
from shared.kernel.events import DomainEvent

TopicState = Literal["proposed", "accepted", "merged", "declined"]
AS_INSTRUCTED = DecisionRefusals(InstructedByAnother, InstructionEvidenceMissing, InstructionDayImpossible)
STATES: dict[TopicState, str] = {"proposed": "待答复", "accepted": "采纳", "merged": "并入", "declined": "不采纳"}
TOPICS_MAX = 100


class Topic(Aggregate):
    """Owned by the committee; `proposed_by` is the member unit (None: the party committee instructed it)."""

    STREAM: ClassVar[str] = "meeting.topic"

    class Instructed(DomainEvent, frozen=True, kw_only=True, event="meeting.topic.instructed"):
        topic_id: UUID
        committee_id: UUID
        subject: str
        grounds: str

    class Proposed(DomainEvent, frozen=True, kw_only=True, event="meeting.topic.proposed"):
        topic_id: UUID
        committee_id: UUID
        unit_id: UUID
        subject: str
        grounds: str

    class Accepted(DomainEvent, frozen=True, kw_only=True, event="meeting.topic.accepted"):
        note: str

    class Merged(DomainEvent, frozen=True, kw_only=True, event="meeting.topic.merged"):
        into: UUID
        reason: str

    class Declined(DomainEvent, frozen=True, kw_only=True, event="meeting.topic.declined"):
        reason: str

    class TakenUp(DomainEvent, frozen=True, kw_only=True, event="meeting.topic.taken_up"):
        meeting_id: UUID

    class PutBack(DomainEvent, frozen=True, kw_only=True, event="meeting.topic.put_back"):
        meeting_id: UUID

    def __init__(self, stream_id: UUID) -> None:
        super().__init__(stream_id)
        self.proposed_by: UUID | None = None
        self.state: TopicState = "proposed"
        self.meeting_id: UUID | None = None

    @classmethod
    def instruct(
        cls,
        topic_id: UUID,
        committee_id: UUID,
        subject: str,
        grounds: str,
        *,
        decision: Decision,
        recording: Recording,
        party_committee: UUID | None,
    ) -> "Topic":
        check_not_blank(subject, "议题")
        check_decision(decision, Judged(asked=party_committee, earliest=date.min, recording=recording), AS_INSTRUCTED)
        topic = cls(topic_id)
        topic.record(
            cls.Instructed(topic_id=topic_id, committee_id=committee_id, subject=subject, grounds=grounds),
            concerns=[decision.unit_id],
            decision=decision,
        )
        return topic

    @classmethod
    def propose(cls, topic_id: UUID, committee_id: UUID, unit_id: UUID, subject: str, grounds: str) -> "Topic":
        check_not_blank(subject, "议题")
        check_not_blank(grounds, "提出议题的理由")
        topic = cls(topic_id)
        topic.record(
            cls.Proposed(
                topic_id=topic_id, committee_id=committee_id, unit_id=unit_id, subject=subject, grounds=grounds
            ),
            concerns=[unit_id],
        )
        return topic

    def accept(self, note: str) -> None:
        """Also one that was declined before: the committee may think again until a meeting is about it."""
        self.check_may_be_answered("accepted")
        self.record(self.Accepted(note=note), concerns=self._proposer())

    def merge(self, into: "Topic", reason: str) -> None:
        self.check_may_be_answered("merged")
        check_reason(reason, "并入另一议题")
        self.check_may_be_merged_into(into)
        self.record(self.Merged(into=into.id, reason=reason), concerns=self._proposer())

    def decline(self, reason: str) -> None:
        self.check_may_be_answered("declined")
        self.check_is_the_committees_to_decline()
        check_reason(reason, "不采纳")
        self.record(self.Declined(reason=reason), concerns=self._proposer())

    def take_up(self, meeting_id: UUID, committee_id: UUID) -> None:
        """For the meeting that is being prepared; asked by `Meeting.take_up_topics`."""
        if self.owner_unit != committee_id:
            raise TopicElsewhere("这是另一个关工委的议题，请核对。", topic_id=str(self.id))
        if self.state != "accepted":
            raise TopicNotAccepted("这个议题还没有采纳，不能列入会议。请先答复提出单位。", topic_id=str(self.id))
        if self.meeting_id is not None:
            raise TopicElsewhere("这个议题已经列入另一次会议，请先从那次会议撤下。", topic_id=str(self.id))
        self.record(self.TakenUp(meeting_id=meeting_id), concerns=self._proposer())

    def put_back(self) -> None:
        """Free again: the meeting was called off, or goes on without it."""
        if self.meeting_id is not None:
            self.record(self.PutBack(meeting_id=self.meeting_id), concerns=self._proposer())

    def check_may_be_answered(self, answer: TopicState) -> None:
        if self.state == "merged":
            raise TopicAnswered("这个议题已经并入另一议题，请看那个议题。", state=self.state)
        if self.state == answer:
            raise TopicAnswered(f"这个议题已经是“{STATES[answer]}”，不用再答复。", state=self.state)
        if self.meeting_id is not None:
            raise TopicAnswered("这个议题已经列入会议。要改变答复，请先从会议撤下。", meeting_id=str(self.meeting_id))

    def check_is_the_committees_to_decline(self) -> None:
        if self.proposed_by is None:
            raise TopicNotTheCommittees("党委交办的议题不能由关工委不采纳；可以并入另一议题，或请党委收回。")

    def check_may_be_merged_into(self, into: "Topic") -> None:
        if into.id == self.id:
            raise TopicNotOpenToMerge("议题不能并入它自己，请选另一个议题。")
        if into.owner_unit != self.owner_unit or into.state != "accepted":
            raise TopicNotOpenToMerge("只能并入本关工委已经采纳的议题，请先采纳那一个。", into=str(into.id))

    def relations_of(self, unit_id: UUID) -> frozenset[str]:
        return frozenset({"own"} if unit_id == self.owner_unit else ())

    def _proposer(self) -> list[UUID]:
        return [self.proposed_by] if self.proposed_by else []

    def on_instructed(self, event: Instructed) -> None:
        self.owner_unit, self.state = event.committee_id, "accepted"

    def on_proposed(self, event: Proposed) -> None:
        self.owner_unit, self.proposed_by = event.committee_id, event.unit_id

    def on_accepted(self, _: Accepted) -> None:
        self.state = "accepted"

    def on_merged(self, _: Merged) -> None:
        self.state = "merged"

    def on_declined(self, _: Declined) -> None:
        self.state = "declined"

    def on_taken_up(self, event: TakenUp) -> None:
        self.meeting_id = event.meeting_id

    def on_put_back(self, _: PutBack) -> None:
        self.meeting_id = None


def check_reason(reason: str, what: str) -> None:
    if not reason.strip():
        raise TopicReasonMissing(f"{what}的，请写明理由，提出单位会看到。", field="reason")


def check_topics_of_one_meeting(topics: Sequence[UUID], joint: bool) -> None:
    """Joint-meeting rules III.2: each joint meeting is about one matter; others are merged into it first."""
    if len(set(topics)) != len(topics):
        raise TopicNamedTwice("同一个议题写了两次，请去掉重复的。")
    if joint and len(topics) > 1:
        raise MoreThanOneTopic("联席会议每次围绕一个议题。请只选一个，相近的议题先并入它。", topics=len(topics))
    if len(topics) > TOPICS_MAX:
        raise MoreThanOneTopic(f"一次会议最多列入{TOPICS_MAX}个议题。", topics=len(topics))


EVENTS: tuple[type[DomainEvent], ...] = (
    Topic.Instructed,
    Topic.Proposed,
    Topic.Accepted,
    Topic.Merged,
    Topic.Declined,
    Topic.TakenUp,
    Topic.PutBack,
)
