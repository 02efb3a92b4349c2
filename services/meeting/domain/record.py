"""A meeting's events and the state they make. Handlers only assign; rules are in `meeting`."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from services.meeting.domain.attendance import Attendance, Venue
from services.meeting.domain.vocabulary import (
    Delegation,
    Importance,
    Invitation,
    RequestOutcome,
    Scope,
    Stage,
    Subject,
    SupervisedBy,
)
from shared.kernel.aggregate import Aggregate
from shared.kernel.clock import business_day
from shared.kernel.events import DomainEvent


@dataclass(slots=True)
class Request:
    """One round of asking the party committee."""

    round: int
    party_committee: UUID
    submitted_on: date
    outcome: RequestOutcome | None = None


@dataclass(slots=True)
class Notice:
    """The notice as it stands; `number` tells a receipt which one it answers (a changed notice is the next)."""

    held_at: datetime | None = None
    place: str = ""
    requirements: str = ""
    number: int = 1
    invitations: dict[UUID, Invitation] = field(default_factory=dict)


@dataclass(slots=True)
class Adopted:
    """A resolution as far as later steps ask about it."""

    text: str
    consented: bool = False


@dataclass(slots=True)
class Outcomes:
    resolutions: dict[UUID, Adopted] = field(default_factory=dict)
    advice: set[UUID] = field(default_factory=set)


class MeetingRecord(Aggregate):
    STREAM: ClassVar[str] = "meeting.meeting"

    class Drafted(DomainEvent, frozen=True, kw_only=True, event="meeting.meeting.drafted"):
        meeting_id: UUID
        committee_id: UUID
        hosts: tuple[UUID, ...]
        kinds: tuple[str, ...]
        joint: bool
        enlarged: bool
        theme: str
        agenda: tuple[str, ...]
        matters: tuple[str, ...]
        planned_on: date | None

    class Revised(DomainEvent, frozen=True, kw_only=True, event="meeting.meeting.revised"):
        theme: str
        agenda: tuple[str, ...]
        matters: tuple[str, ...]
        planned_on: date | None

    class TopicsTakenUp(DomainEvent, frozen=True, kw_only=True, event="meeting.meeting.topics_taken_up"):
        topics: tuple[UUID, ...]

    class RequestSubmitted(DomainEvent, frozen=True, kw_only=True, event="meeting.meeting.request_submitted"):
        round: int
        document: str
        party_committee: UUID
        submitted_on: date

    class RequestReturned(DomainEvent, frozen=True, kw_only=True, event="meeting.meeting.request_returned"):
        round: int
        reason: str

    class RequestApproved(DomainEvent, frozen=True, kw_only=True, event="meeting.meeting.request_approved"):
        round: int

    class NoticeIssued(DomainEvent, frozen=True, kw_only=True, event="meeting.meeting.notice_issued"):
        held_at: datetime
        place: str
        scope: Scope
        requirements: str
        invitations: tuple[Invitation, ...]

    class NoticeChanged(DomainEvent, frozen=True, kw_only=True, event="meeting.meeting.notice_changed"):
        held_at: datetime
        place: str
        requirements: str
        reason: str

    class CalledOff(DomainEvent, frozen=True, kw_only=True, event="meeting.meeting.called_off"):
        reason: str

    class Held(DomainEvent, frozen=True, kw_only=True, event="meeting.meeting.held"):
        held_on: date
        chair: UUID
        chair_office: str | None
        delegation: Delegation | None

    class AttendanceRecorded(DomainEvent, frozen=True, kw_only=True, event="meeting.meeting.attendance_recorded"):
        meeting_id: UUID
        committee_id: UUID
        venues: tuple[Venue, ...]
        rows: tuple[Attendance, ...]

    class ResolutionAdopted(DomainEvent, frozen=True, kw_only=True, event="meeting.meeting.resolution_adopted"):
        resolution_id: UUID
        number: int
        text: str
        importance: Importance
        supervised_by: SupervisedBy | None
        listed_by: UUID | None

    class AdviceGiven(DomainEvent, frozen=True, kw_only=True, event="meeting.meeting.advice_given"):
        advice_id: UUID
        text: str

    class ReportSubmitted(DomainEvent, frozen=True, kw_only=True, event="meeting.meeting.report_submitted"):
        document: str
        submitted_on: date

    class MinutesIssued(DomainEvent, frozen=True, kw_only=True, event="meeting.meeting.minutes_issued"):
        document: str
        issued_on: date

    class Filed(DomainEvent, frozen=True, kw_only=True, event="meeting.meeting.filed"):
        filed_on: date

    class ResolutionConsented(DomainEvent, frozen=True, kw_only=True, event="meeting.meeting.resolution_consented"):
        resolution_id: UUID
        meeting_id: UUID
        committee_id: UUID
        text: str

    def __init__(self, stream_id: UUID) -> None:
        super().__init__(stream_id)
        self.stage: Stage = "drafted"
        self.hosts: tuple[UUID, ...] = ()
        self.kinds: tuple[str, ...] = ()
        self.joint = False
        self.subject = Subject(theme="", agenda=(), matters=())
        self.topics: tuple[UUID, ...] = ()
        self.revised_since_return = False
        self.requests: list[Request] = []
        self.noticed_for: date | None = None
        self.notice = Notice()
        self.held_on: date | None = None
        self.venues: tuple[Venue, ...] = ()
        self.attendance: dict[UUID, Attendance] = {}
        self.outcomes = Outcomes()
        self.reported_on: date | None = None
        self.minuted_on: date | None = None

    def on_drafted(self, event: Drafted) -> None:
        self.owner_unit = event.committee_id
        self.hosts = event.hosts
        self.kinds = event.kinds
        self.joint = event.joint
        self.subject = Subject(theme=event.theme, agenda=event.agenda, matters=event.matters)

    def on_revised(self, event: Revised) -> None:
        subject = Subject(theme=event.theme, agenda=event.agenda, matters=event.matters)
        # Another planned day alone answers nothing of what the party committee did not agree to.
        self.revised_since_return = self.revised_since_return or subject != self.subject
        self.subject = subject

    def on_topics_taken_up(self, event: TopicsTakenUp) -> None:
        self.topics = event.topics

    def on_request_submitted(self, event: RequestSubmitted) -> None:
        self.requests.append(
            Request(round=event.round, party_committee=event.party_committee, submitted_on=event.submitted_on)
        )
        self.stage = "requested"

    def on_request_returned(self, event: RequestReturned) -> None:
        self.requests[-1].outcome = "returned"
        self.revised_since_return = False
        self.stage = "returned"

    def on_request_approved(self, event: RequestApproved) -> None:
        self.requests[-1].outcome = "approved"
        self.stage = "approved"

    def on_notice_issued(self, event: NoticeIssued) -> None:
        self.noticed_for = business_day(event.held_at)
        self.notice = Notice(event.held_at, event.place, event.requirements)
        self.notice.invitations = {invitation.unit_id: invitation for invitation in event.invitations}
        self.stage = "noticed"

    def on_notice_changed(self, event: NoticeChanged) -> None:
        self.noticed_for = business_day(event.held_at)
        self.notice.held_at, self.notice.place = event.held_at, event.place
        self.notice.requirements = event.requirements
        self.notice.number += 1

    def on_called_off(self, _: CalledOff) -> None:
        self.stage = "called_off"

    def on_held(self, event: Held) -> None:
        self.held_on = event.held_on
        self.stage = "held"

    def on_attendance_recorded(self, event: AttendanceRecorded) -> None:
        self.venues = event.venues
        self.attendance |= {row.unit_id: row for row in event.rows}

    def on_resolution_adopted(self, event: ResolutionAdopted) -> None:
        self.outcomes.resolutions[event.resolution_id] = Adopted(event.text)

    def on_advice_given(self, event: AdviceGiven) -> None:
        self.outcomes.advice.add(event.advice_id)

    def on_report_submitted(self, event: ReportSubmitted) -> None:
        self.reported_on = event.submitted_on
        self.stage = "reported"

    def on_minutes_issued(self, event: MinutesIssued) -> None:
        self.minuted_on = event.issued_on

    def on_filed(self, event: Filed) -> None:
        self.stage = "filed"

    def on_resolution_consented(self, event: ResolutionConsented) -> None:
        self.outcomes.resolutions[event.resolution_id].consented = True


EVENTS: tuple[type[DomainEvent], ...] = (
    MeetingRecord.Drafted,
    MeetingRecord.Revised,
    MeetingRecord.TopicsTakenUp,
    MeetingRecord.RequestSubmitted,
    MeetingRecord.RequestReturned,
    MeetingRecord.RequestApproved,
    MeetingRecord.NoticeIssued,
    MeetingRecord.NoticeChanged,
    MeetingRecord.CalledOff,
    MeetingRecord.Held,
    MeetingRecord.AttendanceRecorded,
    MeetingRecord.ResolutionAdopted,
    MeetingRecord.AdviceGiven,
    MeetingRecord.ReportSubmitted,
    MeetingRecord.MinutesIssued,
    MeetingRecord.Filed,
    MeetingRecord.ResolutionConsented,
)
