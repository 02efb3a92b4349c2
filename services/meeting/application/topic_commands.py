"""Commands about topics (M4)."""

from uuid import UUID

from shared.kernel.command import Command
from shared.kernel.envelope import Decision


class InstructTopic(Command, frozen=True, kw_only=True):
    """The clerk records what the party committee instructed, or its approver does so."""

    topic_id: UUID
    committee_id: UUID
    subject: str
    decision: Decision
    grounds: str = ""


class ProposeTopic(Command, frozen=True, kw_only=True):
    """By a member unit, to a committee it is a member of."""

    topic_id: UUID
    committee_id: UUID
    subject: str
    grounds: str


class AcceptTopic(Command, frozen=True, kw_only=True):
    topic_id: UUID
    note: str = ""


class MergeTopic(Command, frozen=True, kw_only=True):
    topic_id: UUID
    into: UUID
    reason: str


class DeclineTopic(Command, frozen=True, kw_only=True):
    topic_id: UUID
    reason: str


class TakeUpTopics(Command, frozen=True, kw_only=True):
    """All topics of the meeting anew; those that are not named any more are free again."""

    meeting_id: UUID
    topics: tuple[UUID, ...]
