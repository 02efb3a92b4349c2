"""The commands of docs/services.md. Texts that name a document, words or a scan are digests in the content store."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

import msgspec

from services.meeting.domain.vocabulary import Delegation, Importance, Scope, SupervisedBy
from shared.kernel.command import Command
from shared.kernel.envelope import Decision

Moment = Annotated[datetime, msgspec.Meta(tz=True)]


class DraftMeeting(Command, frozen=True, kw_only=True):
    meeting_id: UUID
    committee_id: UUID
    hosts: tuple[UUID, ...]
    kinds: tuple[str, ...]
    joint: bool
    enlarged: bool = False
    theme: str = ""
    agenda: tuple[str, ...] = ()
    matters: tuple[str, ...] = ()
    planned_on: date | None = None
    topics: tuple[UUID, ...] = ()


class ReviseMeeting(Command, frozen=True, kw_only=True):
    """The whole subject anew, also what stays as it was."""

    meeting_id: UUID
    theme: str
    agenda: tuple[str, ...]
    matters: tuple[str, ...]
    planned_on: date | None = None


class SubmitRequest(Command, frozen=True, kw_only=True):
    meeting_id: UUID
    document: str


class RecordReturn(Command, frozen=True, kw_only=True):
    meeting_id: UUID
    reason: str
    decision: Decision


class RecordApproval(Command, frozen=True, kw_only=True):
    meeting_id: UUID
    decision: Decision


class IssueNotice(Command, frozen=True, kw_only=True):
    """`members` may stay empty with `all_members`: then every member unit of the day of the meeting is asked."""

    meeting_id: UUID
    held_at: Moment
    place: str
    scope: Scope
    requirements: str = ""
    members: tuple[UUID, ...] = ()
    observers: tuple[UUID, ...] = ()


class HoldMeeting(Command, frozen=True, kw_only=True):
    """`chair` is a person id; which office they chair by is looked up for the day."""

    meeting_id: UUID
    held_on: date
    chair: UUID
    delegation: Delegation | None = None


class AdoptResolution(Command, frozen=True, kw_only=True):
    meeting_id: UUID
    resolution_id: UUID
    text: str
    importance: Importance = "ordinary"
    supervised_by: SupervisedBy | None = None
    listed_by: UUID | None = None


class GiveAdvice(Command, frozen=True, kw_only=True):
    meeting_id: UUID
    advice_id: UUID
    text: str


class SubmitMeetingReport(Command, frozen=True, kw_only=True):
    meeting_id: UUID
    document: str
    submitted_on: date


class IssueMinutes(Command, frozen=True, kw_only=True):
    meeting_id: UUID
    document: str
    issued_on: date


class FileMeeting(Command, frozen=True, kw_only=True):
    meeting_id: UUID
    filed_on: date


class RecordConsent(Command, frozen=True, kw_only=True):
    meeting_id: UUID
    resolution_id: UUID
    decision: Decision
