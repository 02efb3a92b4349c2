from shared.contracts.common.v1 import common_pb2 as _common_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class DraftMeeting(_message.Message):
    __slots__ = ("meeting_id", "committee_id", "hosts", "kinds", "joint", "enlarged", "theme", "agenda", "matters", "planned_on", "topics")
    MEETING_ID_FIELD_NUMBER: _ClassVar[int]
    COMMITTEE_ID_FIELD_NUMBER: _ClassVar[int]
    HOSTS_FIELD_NUMBER: _ClassVar[int]
    KINDS_FIELD_NUMBER: _ClassVar[int]
    JOINT_FIELD_NUMBER: _ClassVar[int]
    ENLARGED_FIELD_NUMBER: _ClassVar[int]
    THEME_FIELD_NUMBER: _ClassVar[int]
    AGENDA_FIELD_NUMBER: _ClassVar[int]
    MATTERS_FIELD_NUMBER: _ClassVar[int]
    PLANNED_ON_FIELD_NUMBER: _ClassVar[int]
    TOPICS_FIELD_NUMBER: _ClassVar[int]
    meeting_id: str
    committee_id: str
    hosts: _containers.RepeatedScalarFieldContainer[str]
    kinds: _containers.RepeatedScalarFieldContainer[str]
    joint: bool
    enlarged: bool
    theme: str
    agenda: _containers.RepeatedScalarFieldContainer[str]
    matters: _containers.RepeatedScalarFieldContainer[str]
    planned_on: str
    topics: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, meeting_id: _Optional[str] = ..., committee_id: _Optional[str] = ..., hosts: _Optional[_Iterable[str]] = ..., kinds: _Optional[_Iterable[str]] = ..., joint: _Optional[bool] = ..., enlarged: _Optional[bool] = ..., theme: _Optional[str] = ..., agenda: _Optional[_Iterable[str]] = ..., matters: _Optional[_Iterable[str]] = ..., planned_on: _Optional[str] = ..., topics: _Optional[_Iterable[str]] = ...) -> None: ...

class ReviseMeeting(_message.Message):
    __slots__ = ("meeting_id", "theme", "agenda", "matters", "planned_on")
    MEETING_ID_FIELD_NUMBER: _ClassVar[int]
    THEME_FIELD_NUMBER: _ClassVar[int]
    AGENDA_FIELD_NUMBER: _ClassVar[int]
    MATTERS_FIELD_NUMBER: _ClassVar[int]
    PLANNED_ON_FIELD_NUMBER: _ClassVar[int]
    meeting_id: str
    theme: str
    agenda: _containers.RepeatedScalarFieldContainer[str]
    matters: _containers.RepeatedScalarFieldContainer[str]
    planned_on: str
    def __init__(self, meeting_id: _Optional[str] = ..., theme: _Optional[str] = ..., agenda: _Optional[_Iterable[str]] = ..., matters: _Optional[_Iterable[str]] = ..., planned_on: _Optional[str] = ...) -> None: ...

class SubmitRequest(_message.Message):
    __slots__ = ("meeting_id", "document")
    MEETING_ID_FIELD_NUMBER: _ClassVar[int]
    DOCUMENT_FIELD_NUMBER: _ClassVar[int]
    meeting_id: str
    document: str
    def __init__(self, meeting_id: _Optional[str] = ..., document: _Optional[str] = ...) -> None: ...

class RecordReturn(_message.Message):
    __slots__ = ("meeting_id", "reason", "decision")
    MEETING_ID_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    DECISION_FIELD_NUMBER: _ClassVar[int]
    meeting_id: str
    reason: str
    decision: Decision
    def __init__(self, meeting_id: _Optional[str] = ..., reason: _Optional[str] = ..., decision: _Optional[_Union[Decision, _Mapping]] = ...) -> None: ...

class RecordApproval(_message.Message):
    __slots__ = ("meeting_id", "decision")
    MEETING_ID_FIELD_NUMBER: _ClassVar[int]
    DECISION_FIELD_NUMBER: _ClassVar[int]
    meeting_id: str
    decision: Decision
    def __init__(self, meeting_id: _Optional[str] = ..., decision: _Optional[_Union[Decision, _Mapping]] = ...) -> None: ...

class IssueNotice(_message.Message):
    __slots__ = ("meeting_id", "held_at", "place", "scope", "requirements", "members", "observers")
    MEETING_ID_FIELD_NUMBER: _ClassVar[int]
    HELD_AT_FIELD_NUMBER: _ClassVar[int]
    PLACE_FIELD_NUMBER: _ClassVar[int]
    SCOPE_FIELD_NUMBER: _ClassVar[int]
    REQUIREMENTS_FIELD_NUMBER: _ClassVar[int]
    MEMBERS_FIELD_NUMBER: _ClassVar[int]
    OBSERVERS_FIELD_NUMBER: _ClassVar[int]
    meeting_id: str
    held_at: str
    place: str
    scope: str
    requirements: str
    members: _containers.RepeatedScalarFieldContainer[str]
    observers: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, meeting_id: _Optional[str] = ..., held_at: _Optional[str] = ..., place: _Optional[str] = ..., scope: _Optional[str] = ..., requirements: _Optional[str] = ..., members: _Optional[_Iterable[str]] = ..., observers: _Optional[_Iterable[str]] = ...) -> None: ...

class HoldMeeting(_message.Message):
    __slots__ = ("meeting_id", "held_on", "chair", "delegation")
    MEETING_ID_FIELD_NUMBER: _ClassVar[int]
    HELD_ON_FIELD_NUMBER: _ClassVar[int]
    CHAIR_FIELD_NUMBER: _ClassVar[int]
    DELEGATION_FIELD_NUMBER: _ClassVar[int]
    meeting_id: str
    held_on: str
    chair: str
    delegation: Delegation
    def __init__(self, meeting_id: _Optional[str] = ..., held_on: _Optional[str] = ..., chair: _Optional[str] = ..., delegation: _Optional[_Union[Delegation, _Mapping]] = ...) -> None: ...

class AdoptResolution(_message.Message):
    __slots__ = ("meeting_id", "resolution_id", "text", "importance", "supervised_by", "listed_by")
    MEETING_ID_FIELD_NUMBER: _ClassVar[int]
    RESOLUTION_ID_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    IMPORTANCE_FIELD_NUMBER: _ClassVar[int]
    SUPERVISED_BY_FIELD_NUMBER: _ClassVar[int]
    LISTED_BY_FIELD_NUMBER: _ClassVar[int]
    meeting_id: str
    resolution_id: str
    text: str
    importance: str
    supervised_by: str
    listed_by: str
    def __init__(self, meeting_id: _Optional[str] = ..., resolution_id: _Optional[str] = ..., text: _Optional[str] = ..., importance: _Optional[str] = ..., supervised_by: _Optional[str] = ..., listed_by: _Optional[str] = ...) -> None: ...

class GiveAdvice(_message.Message):
    __slots__ = ("meeting_id", "advice_id", "text")
    MEETING_ID_FIELD_NUMBER: _ClassVar[int]
    ADVICE_ID_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    meeting_id: str
    advice_id: str
    text: str
    def __init__(self, meeting_id: _Optional[str] = ..., advice_id: _Optional[str] = ..., text: _Optional[str] = ...) -> None: ...

class SubmitMeetingReport(_message.Message):
    __slots__ = ("meeting_id", "document", "submitted_on")
    MEETING_ID_FIELD_NUMBER: _ClassVar[int]
    DOCUMENT_FIELD_NUMBER: _ClassVar[int]
    SUBMITTED_ON_FIELD_NUMBER: _ClassVar[int]
    meeting_id: str
    document: str
    submitted_on: str
    def __init__(self, meeting_id: _Optional[str] = ..., document: _Optional[str] = ..., submitted_on: _Optional[str] = ...) -> None: ...

class IssueMinutes(_message.Message):
    __slots__ = ("meeting_id", "document", "issued_on")
    MEETING_ID_FIELD_NUMBER: _ClassVar[int]
    DOCUMENT_FIELD_NUMBER: _ClassVar[int]
    ISSUED_ON_FIELD_NUMBER: _ClassVar[int]
    meeting_id: str
    document: str
    issued_on: str
    def __init__(self, meeting_id: _Optional[str] = ..., document: _Optional[str] = ..., issued_on: _Optional[str] = ...) -> None: ...

class FileMeeting(_message.Message):
    __slots__ = ("meeting_id", "filed_on")
    MEETING_ID_FIELD_NUMBER: _ClassVar[int]
    FILED_ON_FIELD_NUMBER: _ClassVar[int]
    meeting_id: str
    filed_on: str
    def __init__(self, meeting_id: _Optional[str] = ..., filed_on: _Optional[str] = ...) -> None: ...

class RecordConsent(_message.Message):
    __slots__ = ("meeting_id", "resolution_id", "decision")
    MEETING_ID_FIELD_NUMBER: _ClassVar[int]
    RESOLUTION_ID_FIELD_NUMBER: _ClassVar[int]
    DECISION_FIELD_NUMBER: _ClassVar[int]
    meeting_id: str
    resolution_id: str
    decision: Decision
    def __init__(self, meeting_id: _Optional[str] = ..., resolution_id: _Optional[str] = ..., decision: _Optional[_Union[Decision, _Mapping]] = ...) -> None: ...

class InstructTopic(_message.Message):
    __slots__ = ("topic_id", "committee_id", "subject", "decision", "grounds")
    TOPIC_ID_FIELD_NUMBER: _ClassVar[int]
    COMMITTEE_ID_FIELD_NUMBER: _ClassVar[int]
    SUBJECT_FIELD_NUMBER: _ClassVar[int]
    DECISION_FIELD_NUMBER: _ClassVar[int]
    GROUNDS_FIELD_NUMBER: _ClassVar[int]
    topic_id: str
    committee_id: str
    subject: str
    decision: Decision
    grounds: str
    def __init__(self, topic_id: _Optional[str] = ..., committee_id: _Optional[str] = ..., subject: _Optional[str] = ..., decision: _Optional[_Union[Decision, _Mapping]] = ..., grounds: _Optional[str] = ...) -> None: ...

class ProposeTopic(_message.Message):
    __slots__ = ("topic_id", "committee_id", "subject", "grounds")
    TOPIC_ID_FIELD_NUMBER: _ClassVar[int]
    COMMITTEE_ID_FIELD_NUMBER: _ClassVar[int]
    SUBJECT_FIELD_NUMBER: _ClassVar[int]
    GROUNDS_FIELD_NUMBER: _ClassVar[int]
    topic_id: str
    committee_id: str
    subject: str
    grounds: str
    def __init__(self, topic_id: _Optional[str] = ..., committee_id: _Optional[str] = ..., subject: _Optional[str] = ..., grounds: _Optional[str] = ...) -> None: ...

class AcceptTopic(_message.Message):
    __slots__ = ("topic_id", "note")
    TOPIC_ID_FIELD_NUMBER: _ClassVar[int]
    NOTE_FIELD_NUMBER: _ClassVar[int]
    topic_id: str
    note: str
    def __init__(self, topic_id: _Optional[str] = ..., note: _Optional[str] = ...) -> None: ...

class MergeTopic(_message.Message):
    __slots__ = ("topic_id", "into", "reason")
    TOPIC_ID_FIELD_NUMBER: _ClassVar[int]
    INTO_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    topic_id: str
    into: str
    reason: str
    def __init__(self, topic_id: _Optional[str] = ..., into: _Optional[str] = ..., reason: _Optional[str] = ...) -> None: ...

class DeclineTopic(_message.Message):
    __slots__ = ("topic_id", "reason")
    TOPIC_ID_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    topic_id: str
    reason: str
    def __init__(self, topic_id: _Optional[str] = ..., reason: _Optional[str] = ...) -> None: ...

class TakeUpTopics(_message.Message):
    __slots__ = ("meeting_id", "topics")
    MEETING_ID_FIELD_NUMBER: _ClassVar[int]
    TOPICS_FIELD_NUMBER: _ClassVar[int]
    meeting_id: str
    topics: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, meeting_id: _Optional[str] = ..., topics: _Optional[_Iterable[str]] = ...) -> None: ...

class ChangeNotice(_message.Message):
    __slots__ = ("meeting_id", "held_at", "place", "reason", "requirements")
    MEETING_ID_FIELD_NUMBER: _ClassVar[int]
    HELD_AT_FIELD_NUMBER: _ClassVar[int]
    PLACE_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    REQUIREMENTS_FIELD_NUMBER: _ClassVar[int]
    meeting_id: str
    held_at: str
    place: str
    reason: str
    requirements: str
    def __init__(self, meeting_id: _Optional[str] = ..., held_at: _Optional[str] = ..., place: _Optional[str] = ..., reason: _Optional[str] = ..., requirements: _Optional[str] = ...) -> None: ...

class CallOffMeeting(_message.Message):
    __slots__ = ("meeting_id", "reason")
    MEETING_ID_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    meeting_id: str
    reason: str
    def __init__(self, meeting_id: _Optional[str] = ..., reason: _Optional[str] = ...) -> None: ...

class ReturnReceipt(_message.Message):
    __slots__ = ("meeting_id", "unit_id", "attending", "forwarded_by", "seat", "person_id", "office", "mode", "heads", "reason")
    MEETING_ID_FIELD_NUMBER: _ClassVar[int]
    UNIT_ID_FIELD_NUMBER: _ClassVar[int]
    ATTENDING_FIELD_NUMBER: _ClassVar[int]
    FORWARDED_BY_FIELD_NUMBER: _ClassVar[int]
    SEAT_FIELD_NUMBER: _ClassVar[int]
    PERSON_ID_FIELD_NUMBER: _ClassVar[int]
    OFFICE_FIELD_NUMBER: _ClassVar[int]
    MODE_FIELD_NUMBER: _ClassVar[int]
    HEADS_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    meeting_id: str
    unit_id: str
    attending: bool
    forwarded_by: str
    seat: str
    person_id: str
    office: str
    mode: str
    heads: int
    reason: str
    def __init__(self, meeting_id: _Optional[str] = ..., unit_id: _Optional[str] = ..., attending: _Optional[bool] = ..., forwarded_by: _Optional[str] = ..., seat: _Optional[str] = ..., person_id: _Optional[str] = ..., office: _Optional[str] = ..., mode: _Optional[str] = ..., heads: _Optional[int] = ..., reason: _Optional[str] = ...) -> None: ...

class ForwardNotice(_message.Message):
    __slots__ = ("meeting_id", "committee_id", "place", "units", "requirements", "through")
    MEETING_ID_FIELD_NUMBER: _ClassVar[int]
    COMMITTEE_ID_FIELD_NUMBER: _ClassVar[int]
    PLACE_FIELD_NUMBER: _ClassVar[int]
    UNITS_FIELD_NUMBER: _ClassVar[int]
    REQUIREMENTS_FIELD_NUMBER: _ClassVar[int]
    THROUGH_FIELD_NUMBER: _ClassVar[int]
    meeting_id: str
    committee_id: str
    place: str
    units: _containers.RepeatedScalarFieldContainer[str]
    requirements: str
    through: str
    def __init__(self, meeting_id: _Optional[str] = ..., committee_id: _Optional[str] = ..., place: _Optional[str] = ..., units: _Optional[_Iterable[str]] = ..., requirements: _Optional[str] = ..., through: _Optional[str] = ...) -> None: ...

class RecordAttendance(_message.Message):
    __slots__ = ("meeting_id", "rows", "venues")
    MEETING_ID_FIELD_NUMBER: _ClassVar[int]
    ROWS_FIELD_NUMBER: _ClassVar[int]
    VENUES_FIELD_NUMBER: _ClassVar[int]
    meeting_id: str
    rows: _containers.RepeatedCompositeFieldContainer[AttendanceRow]
    venues: _containers.RepeatedCompositeFieldContainer[VenueGiven]
    def __init__(self, meeting_id: _Optional[str] = ..., rows: _Optional[_Iterable[_Union[AttendanceRow, _Mapping]]] = ..., venues: _Optional[_Iterable[_Union[VenueGiven, _Mapping]]] = ...) -> None: ...

class AttendanceRow(_message.Message):
    __slots__ = ("unit_id", "presence", "venue", "heads", "seat", "person_id", "office", "reason")
    UNIT_ID_FIELD_NUMBER: _ClassVar[int]
    PRESENCE_FIELD_NUMBER: _ClassVar[int]
    VENUE_FIELD_NUMBER: _ClassVar[int]
    HEADS_FIELD_NUMBER: _ClassVar[int]
    SEAT_FIELD_NUMBER: _ClassVar[int]
    PERSON_ID_FIELD_NUMBER: _ClassVar[int]
    OFFICE_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    unit_id: str
    presence: str
    venue: str
    heads: int
    seat: str
    person_id: str
    office: str
    reason: str
    def __init__(self, unit_id: _Optional[str] = ..., presence: _Optional[str] = ..., venue: _Optional[str] = ..., heads: _Optional[int] = ..., seat: _Optional[str] = ..., person_id: _Optional[str] = ..., office: _Optional[str] = ..., reason: _Optional[str] = ...) -> None: ...

class VenueGiven(_message.Message):
    __slots__ = ("key", "kind", "name")
    KEY_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    key: str
    kind: str
    name: str
    def __init__(self, key: _Optional[str] = ..., kind: _Optional[str] = ..., name: _Optional[str] = ...) -> None: ...

class SetDutyLevels(_message.Message):
    __slots__ = ("committee_id", "levels", "begins_on", "on")
    COMMITTEE_ID_FIELD_NUMBER: _ClassVar[int]
    LEVELS_FIELD_NUMBER: _ClassVar[int]
    BEGINS_ON_FIELD_NUMBER: _ClassVar[int]
    ON_FIELD_NUMBER: _ClassVar[int]
    committee_id: str
    levels: _containers.RepeatedScalarFieldContainer[str]
    begins_on: str
    on: str
    def __init__(self, committee_id: _Optional[str] = ..., levels: _Optional[_Iterable[str]] = ..., begins_on: _Optional[str] = ..., on: _Optional[str] = ...) -> None: ...

class SetCommitteeDuty(_message.Message):
    __slots__ = ("committee_id", "unit_id", "carries", "reason", "on")
    COMMITTEE_ID_FIELD_NUMBER: _ClassVar[int]
    UNIT_ID_FIELD_NUMBER: _ClassVar[int]
    CARRIES_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    ON_FIELD_NUMBER: _ClassVar[int]
    committee_id: str
    unit_id: str
    carries: bool
    reason: str
    on: str
    def __init__(self, committee_id: _Optional[str] = ..., unit_id: _Optional[str] = ..., carries: _Optional[bool] = ..., reason: _Optional[str] = ..., on: _Optional[str] = ...) -> None: ...

class SetDutyWarning(_message.Message):
    __slots__ = ("committee_id", "warn_from", "on")
    COMMITTEE_ID_FIELD_NUMBER: _ClassVar[int]
    WARN_FROM_FIELD_NUMBER: _ClassVar[int]
    ON_FIELD_NUMBER: _ClassVar[int]
    committee_id: str
    warn_from: str
    on: str
    def __init__(self, committee_id: _Optional[str] = ..., warn_from: _Optional[str] = ..., on: _Optional[str] = ...) -> None: ...

class AddMeetingKind(_message.Message):
    __slots__ = ("committee_id", "kind", "joint")
    COMMITTEE_ID_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    JOINT_FIELD_NUMBER: _ClassVar[int]
    committee_id: str
    kind: str
    joint: bool
    def __init__(self, committee_id: _Optional[str] = ..., kind: _Optional[str] = ..., joint: _Optional[bool] = ...) -> None: ...

class RetireMeetingKind(_message.Message):
    __slots__ = ("committee_id", "kind")
    COMMITTEE_ID_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    committee_id: str
    kind: str
    def __init__(self, committee_id: _Optional[str] = ..., kind: _Optional[str] = ...) -> None: ...

class Decision(_message.Message):
    __slots__ = ("unit_id", "decided_on", "person_id", "words", "scan")
    UNIT_ID_FIELD_NUMBER: _ClassVar[int]
    DECIDED_ON_FIELD_NUMBER: _ClassVar[int]
    PERSON_ID_FIELD_NUMBER: _ClassVar[int]
    WORDS_FIELD_NUMBER: _ClassVar[int]
    SCAN_FIELD_NUMBER: _ClassVar[int]
    unit_id: str
    decided_on: str
    person_id: str
    words: str
    scan: str
    def __init__(self, unit_id: _Optional[str] = ..., decided_on: _Optional[str] = ..., person_id: _Optional[str] = ..., words: _Optional[str] = ..., scan: _Optional[str] = ...) -> None: ...

class Delegation(_message.Message):
    __slots__ = ("reason", "delegated_by")
    REASON_FIELD_NUMBER: _ClassVar[int]
    DELEGATED_BY_FIELD_NUMBER: _ClassVar[int]
    reason: str
    delegated_by: str
    def __init__(self, reason: _Optional[str] = ..., delegated_by: _Optional[str] = ...) -> None: ...

class RecordInstruction(_message.Message):
    __slots__ = ("instruction_id", "committee_id", "kinds", "title", "given_on", "leaders", "document", "place")
    INSTRUCTION_ID_FIELD_NUMBER: _ClassVar[int]
    COMMITTEE_ID_FIELD_NUMBER: _ClassVar[int]
    KINDS_FIELD_NUMBER: _ClassVar[int]
    TITLE_FIELD_NUMBER: _ClassVar[int]
    GIVEN_ON_FIELD_NUMBER: _ClassVar[int]
    LEADERS_FIELD_NUMBER: _ClassVar[int]
    DOCUMENT_FIELD_NUMBER: _ClassVar[int]
    PLACE_FIELD_NUMBER: _ClassVar[int]
    instruction_id: str
    committee_id: str
    kinds: _containers.RepeatedScalarFieldContainer[str]
    title: str
    given_on: str
    leaders: _containers.RepeatedCompositeFieldContainer[Leader]
    document: str
    place: str
    def __init__(self, instruction_id: _Optional[str] = ..., committee_id: _Optional[str] = ..., kinds: _Optional[_Iterable[str]] = ..., title: _Optional[str] = ..., given_on: _Optional[str] = ..., leaders: _Optional[_Iterable[_Union[Leader, _Mapping]]] = ..., document: _Optional[str] = ..., place: _Optional[str] = ...) -> None: ...

class AddInstructionText(_message.Message):
    __slots__ = ("instruction_id", "text_id", "kind", "title", "given_on", "document")
    INSTRUCTION_ID_FIELD_NUMBER: _ClassVar[int]
    TEXT_ID_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    TITLE_FIELD_NUMBER: _ClassVar[int]
    GIVEN_ON_FIELD_NUMBER: _ClassVar[int]
    DOCUMENT_FIELD_NUMBER: _ClassVar[int]
    instruction_id: str
    text_id: str
    kind: str
    title: str
    given_on: str
    document: str
    def __init__(self, instruction_id: _Optional[str] = ..., text_id: _Optional[str] = ..., kind: _Optional[str] = ..., title: _Optional[str] = ..., given_on: _Optional[str] = ..., document: _Optional[str] = ...) -> None: ...

class PassOpinions(_message.Message):
    __slots__ = ("instruction_id", "opinions_id", "meeting_id", "opinions")
    INSTRUCTION_ID_FIELD_NUMBER: _ClassVar[int]
    OPINIONS_ID_FIELD_NUMBER: _ClassVar[int]
    MEETING_ID_FIELD_NUMBER: _ClassVar[int]
    OPINIONS_FIELD_NUMBER: _ClassVar[int]
    instruction_id: str
    opinions_id: str
    meeting_id: str
    opinions: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, instruction_id: _Optional[str] = ..., opinions_id: _Optional[str] = ..., meeting_id: _Optional[str] = ..., opinions: _Optional[_Iterable[str]] = ...) -> None: ...

class RecordOpinionsConsent(_message.Message):
    __slots__ = ("instruction_id", "opinions_id", "decision")
    INSTRUCTION_ID_FIELD_NUMBER: _ClassVar[int]
    OPINIONS_ID_FIELD_NUMBER: _ClassVar[int]
    DECISION_FIELD_NUMBER: _ClassVar[int]
    instruction_id: str
    opinions_id: str
    decision: Decision
    def __init__(self, instruction_id: _Optional[str] = ..., opinions_id: _Optional[str] = ..., decision: _Optional[_Union[Decision, _Mapping]] = ...) -> None: ...

class SubmitSpecialReport(_message.Message):
    __slots__ = ("instruction_id", "report_id", "document", "recipients", "submitted_on", "approved_at")
    INSTRUCTION_ID_FIELD_NUMBER: _ClassVar[int]
    REPORT_ID_FIELD_NUMBER: _ClassVar[int]
    DOCUMENT_FIELD_NUMBER: _ClassVar[int]
    RECIPIENTS_FIELD_NUMBER: _ClassVar[int]
    SUBMITTED_ON_FIELD_NUMBER: _ClassVar[int]
    APPROVED_AT_FIELD_NUMBER: _ClassVar[int]
    instruction_id: str
    report_id: str
    document: str
    recipients: _containers.RepeatedCompositeFieldContainer[Recipient]
    submitted_on: str
    approved_at: str
    def __init__(self, instruction_id: _Optional[str] = ..., report_id: _Optional[str] = ..., document: _Optional[str] = ..., recipients: _Optional[_Iterable[_Union[Recipient, _Mapping]]] = ..., submitted_on: _Optional[str] = ..., approved_at: _Optional[str] = ...) -> None: ...

class LinkCampaign(_message.Message):
    __slots__ = ("instruction_id", "campaign_id", "purpose")
    INSTRUCTION_ID_FIELD_NUMBER: _ClassVar[int]
    CAMPAIGN_ID_FIELD_NUMBER: _ClassVar[int]
    PURPOSE_FIELD_NUMBER: _ClassVar[int]
    instruction_id: str
    campaign_id: str
    purpose: str
    def __init__(self, instruction_id: _Optional[str] = ..., campaign_id: _Optional[str] = ..., purpose: _Optional[str] = ...) -> None: ...

class CloseInstruction(_message.Message):
    __slots__ = ("instruction_id", "closed_on", "no_report_reason")
    INSTRUCTION_ID_FIELD_NUMBER: _ClassVar[int]
    CLOSED_ON_FIELD_NUMBER: _ClassVar[int]
    NO_REPORT_REASON_FIELD_NUMBER: _ClassVar[int]
    instruction_id: str
    closed_on: str
    no_report_reason: str
    def __init__(self, instruction_id: _Optional[str] = ..., closed_on: _Optional[str] = ..., no_report_reason: _Optional[str] = ...) -> None: ...

class Leader(_message.Message):
    __slots__ = ("office", "unit_id", "person_id")
    OFFICE_FIELD_NUMBER: _ClassVar[int]
    UNIT_ID_FIELD_NUMBER: _ClassVar[int]
    PERSON_ID_FIELD_NUMBER: _ClassVar[int]
    office: str
    unit_id: str
    person_id: str
    def __init__(self, office: _Optional[str] = ..., unit_id: _Optional[str] = ..., person_id: _Optional[str] = ...) -> None: ...

class Recipient(_message.Message):
    __slots__ = ("name", "unit_id")
    NAME_FIELD_NUMBER: _ClassVar[int]
    UNIT_ID_FIELD_NUMBER: _ClassVar[int]
    name: str
    unit_id: str
    def __init__(self, name: _Optional[str] = ..., unit_id: _Optional[str] = ...) -> None: ...

class IssueTransmittal(_message.Message):
    __slots__ = ("transmittal_id", "committee_id", "conveys", "title", "due_on", "matter_id", "issuer", "document", "requirements", "questions", "tell_party_leader", "units", "groups")
    TRANSMITTAL_ID_FIELD_NUMBER: _ClassVar[int]
    COMMITTEE_ID_FIELD_NUMBER: _ClassVar[int]
    CONVEYS_FIELD_NUMBER: _ClassVar[int]
    TITLE_FIELD_NUMBER: _ClassVar[int]
    DUE_ON_FIELD_NUMBER: _ClassVar[int]
    MATTER_ID_FIELD_NUMBER: _ClassVar[int]
    ISSUER_FIELD_NUMBER: _ClassVar[int]
    DOCUMENT_FIELD_NUMBER: _ClassVar[int]
    REQUIREMENTS_FIELD_NUMBER: _ClassVar[int]
    QUESTIONS_FIELD_NUMBER: _ClassVar[int]
    TELL_PARTY_LEADER_FIELD_NUMBER: _ClassVar[int]
    UNITS_FIELD_NUMBER: _ClassVar[int]
    GROUPS_FIELD_NUMBER: _ClassVar[int]
    transmittal_id: str
    committee_id: str
    conveys: str
    title: str
    due_on: str
    matter_id: str
    issuer: str
    document: str
    requirements: str
    questions: _containers.RepeatedScalarFieldContainer[str]
    tell_party_leader: bool
    units: _containers.RepeatedScalarFieldContainer[str]
    groups: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, transmittal_id: _Optional[str] = ..., committee_id: _Optional[str] = ..., conveys: _Optional[str] = ..., title: _Optional[str] = ..., due_on: _Optional[str] = ..., matter_id: _Optional[str] = ..., issuer: _Optional[str] = ..., document: _Optional[str] = ..., requirements: _Optional[str] = ..., questions: _Optional[_Iterable[str]] = ..., tell_party_leader: _Optional[bool] = ..., units: _Optional[_Iterable[str]] = ..., groups: _Optional[_Iterable[str]] = ...) -> None: ...

class PassOnTransmittal(_message.Message):
    __slots__ = ("transmittal_id", "source_id", "due_on", "requirements", "questions", "tell_party_leader", "units", "groups")
    TRANSMITTAL_ID_FIELD_NUMBER: _ClassVar[int]
    SOURCE_ID_FIELD_NUMBER: _ClassVar[int]
    DUE_ON_FIELD_NUMBER: _ClassVar[int]
    REQUIREMENTS_FIELD_NUMBER: _ClassVar[int]
    QUESTIONS_FIELD_NUMBER: _ClassVar[int]
    TELL_PARTY_LEADER_FIELD_NUMBER: _ClassVar[int]
    UNITS_FIELD_NUMBER: _ClassVar[int]
    GROUPS_FIELD_NUMBER: _ClassVar[int]
    transmittal_id: str
    source_id: str
    due_on: str
    requirements: str
    questions: _containers.RepeatedScalarFieldContainer[str]
    tell_party_leader: bool
    units: _containers.RepeatedScalarFieldContainer[str]
    groups: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, transmittal_id: _Optional[str] = ..., source_id: _Optional[str] = ..., due_on: _Optional[str] = ..., requirements: _Optional[str] = ..., questions: _Optional[_Iterable[str]] = ..., tell_party_leader: _Optional[bool] = ..., units: _Optional[_Iterable[str]] = ..., groups: _Optional[_Iterable[str]] = ...) -> None: ...

class WidenTransmittal(_message.Message):
    __slots__ = ("transmittal_id", "units", "groups")
    TRANSMITTAL_ID_FIELD_NUMBER: _ClassVar[int]
    UNITS_FIELD_NUMBER: _ClassVar[int]
    GROUPS_FIELD_NUMBER: _ClassVar[int]
    transmittal_id: str
    units: _containers.RepeatedScalarFieldContainer[str]
    groups: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, transmittal_id: _Optional[str] = ..., units: _Optional[_Iterable[str]] = ..., groups: _Optional[_Iterable[str]] = ...) -> None: ...

class SubmitReturn(_message.Message):
    __slots__ = ("transmittal_id", "content")
    TRANSMITTAL_ID_FIELD_NUMBER: _ClassVar[int]
    CONTENT_FIELD_NUMBER: _ClassVar[int]
    transmittal_id: str
    content: ReturnContent
    def __init__(self, transmittal_id: _Optional[str] = ..., content: _Optional[_Union[ReturnContent, _Mapping]] = ...) -> None: ...

class CorrectReturn(_message.Message):
    __slots__ = ("return_id", "content", "reason")
    RETURN_ID_FIELD_NUMBER: _ClassVar[int]
    CONTENT_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    return_id: str
    content: ReturnContent
    reason: str
    def __init__(self, return_id: _Optional[str] = ..., content: _Optional[_Union[ReturnContent, _Mapping]] = ..., reason: _Optional[str] = ...) -> None: ...

class AcceptReturn(_message.Message):
    __slots__ = ("return_id",)
    RETURN_ID_FIELD_NUMBER: _ClassVar[int]
    return_id: str
    def __init__(self, return_id: _Optional[str] = ...) -> None: ...

class SendBackReturn(_message.Message):
    __slots__ = ("return_id", "reason")
    RETURN_ID_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    return_id: str
    reason: str
    def __init__(self, return_id: _Optional[str] = ..., reason: _Optional[str] = ...) -> None: ...

class ReturnContent(_message.Message):
    __slots__ = ("held_on", "ways", "attended", "measures", "told_on", "not_told", "answers", "documents")
    HELD_ON_FIELD_NUMBER: _ClassVar[int]
    WAYS_FIELD_NUMBER: _ClassVar[int]
    ATTENDED_FIELD_NUMBER: _ClassVar[int]
    MEASURES_FIELD_NUMBER: _ClassVar[int]
    TOLD_ON_FIELD_NUMBER: _ClassVar[int]
    NOT_TOLD_FIELD_NUMBER: _ClassVar[int]
    ANSWERS_FIELD_NUMBER: _ClassVar[int]
    DOCUMENTS_FIELD_NUMBER: _ClassVar[int]
    held_on: str
    ways: _containers.RepeatedScalarFieldContainer[str]
    attended: int
    measures: _containers.RepeatedScalarFieldContainer[str]
    told_on: str
    not_told: str
    answers: _containers.RepeatedScalarFieldContainer[str]
    documents: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, held_on: _Optional[str] = ..., ways: _Optional[_Iterable[str]] = ..., attended: _Optional[int] = ..., measures: _Optional[_Iterable[str]] = ..., told_on: _Optional[str] = ..., not_told: _Optional[str] = ..., answers: _Optional[_Iterable[str]] = ..., documents: _Optional[_Iterable[str]] = ...) -> None: ...

class GetBoardRequest(_message.Message):
    __slots__ = ("transmittal_id", "state", "late", "limit", "cursor")
    TRANSMITTAL_ID_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    LATE_FIELD_NUMBER: _ClassVar[int]
    LIMIT_FIELD_NUMBER: _ClassVar[int]
    CURSOR_FIELD_NUMBER: _ClassVar[int]
    transmittal_id: str
    state: str
    late: bool
    limit: int
    cursor: str
    def __init__(self, transmittal_id: _Optional[str] = ..., state: _Optional[str] = ..., late: _Optional[bool] = ..., limit: _Optional[int] = ..., cursor: _Optional[str] = ...) -> None: ...

class BoardPage(_message.Message):
    __slots__ = ("items", "cursor")
    ITEMS_FIELD_NUMBER: _ClassVar[int]
    CURSOR_FIELD_NUMBER: _ClassVar[int]
    items: _containers.RepeatedCompositeFieldContainer[BoardRow]
    cursor: str
    def __init__(self, items: _Optional[_Iterable[_Union[BoardRow, _Mapping]]] = ..., cursor: _Optional[str] = ...) -> None: ...

class BoardRow(_message.Message):
    __slots__ = ("transmittal_id", "unit_id", "unit_name", "return_id", "state", "due_on", "late", "overdue", "submitted_on", "held_on", "ways", "attended", "told_on")
    TRANSMITTAL_ID_FIELD_NUMBER: _ClassVar[int]
    UNIT_ID_FIELD_NUMBER: _ClassVar[int]
    UNIT_NAME_FIELD_NUMBER: _ClassVar[int]
    RETURN_ID_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    DUE_ON_FIELD_NUMBER: _ClassVar[int]
    LATE_FIELD_NUMBER: _ClassVar[int]
    OVERDUE_FIELD_NUMBER: _ClassVar[int]
    SUBMITTED_ON_FIELD_NUMBER: _ClassVar[int]
    HELD_ON_FIELD_NUMBER: _ClassVar[int]
    WAYS_FIELD_NUMBER: _ClassVar[int]
    ATTENDED_FIELD_NUMBER: _ClassVar[int]
    TOLD_ON_FIELD_NUMBER: _ClassVar[int]
    transmittal_id: str
    unit_id: str
    unit_name: str
    return_id: str
    state: str
    due_on: str
    late: bool
    overdue: bool
    submitted_on: str
    held_on: str
    ways: _containers.RepeatedScalarFieldContainer[str]
    attended: int
    told_on: str
    def __init__(self, transmittal_id: _Optional[str] = ..., unit_id: _Optional[str] = ..., unit_name: _Optional[str] = ..., return_id: _Optional[str] = ..., state: _Optional[str] = ..., due_on: _Optional[str] = ..., late: _Optional[bool] = ..., overdue: _Optional[bool] = ..., submitted_on: _Optional[str] = ..., held_on: _Optional[str] = ..., ways: _Optional[_Iterable[str]] = ..., attended: _Optional[int] = ..., told_on: _Optional[str] = ...) -> None: ...

class GetCoverageRequest(_message.Message):
    __slots__ = ("transmittal_id",)
    TRANSMITTAL_ID_FIELD_NUMBER: _ClassVar[int]
    transmittal_id: str
    def __init__(self, transmittal_id: _Optional[str] = ...) -> None: ...

class Coverage(_message.Message):
    __slots__ = ("transmittal_id", "levels")
    TRANSMITTAL_ID_FIELD_NUMBER: _ClassVar[int]
    LEVELS_FIELD_NUMBER: _ClassVar[int]
    transmittal_id: str
    levels: _containers.RepeatedCompositeFieldContainer[CoverageLevel]
    def __init__(self, transmittal_id: _Optional[str] = ..., levels: _Optional[_Iterable[_Union[CoverageLevel, _Mapping]]] = ...) -> None: ...

class CoverageLevel(_message.Message):
    __slots__ = ("level", "transmittals", "units", "returned", "late", "accepted", "sent_back", "awaited", "overdue", "party_leader_told", "gathered", "dispersed", "online", "offline", "attended")
    LEVEL_FIELD_NUMBER: _ClassVar[int]
    TRANSMITTALS_FIELD_NUMBER: _ClassVar[int]
    UNITS_FIELD_NUMBER: _ClassVar[int]
    RETURNED_FIELD_NUMBER: _ClassVar[int]
    LATE_FIELD_NUMBER: _ClassVar[int]
    ACCEPTED_FIELD_NUMBER: _ClassVar[int]
    SENT_BACK_FIELD_NUMBER: _ClassVar[int]
    AWAITED_FIELD_NUMBER: _ClassVar[int]
    OVERDUE_FIELD_NUMBER: _ClassVar[int]
    PARTY_LEADER_TOLD_FIELD_NUMBER: _ClassVar[int]
    GATHERED_FIELD_NUMBER: _ClassVar[int]
    DISPERSED_FIELD_NUMBER: _ClassVar[int]
    ONLINE_FIELD_NUMBER: _ClassVar[int]
    OFFLINE_FIELD_NUMBER: _ClassVar[int]
    ATTENDED_FIELD_NUMBER: _ClassVar[int]
    level: int
    transmittals: int
    units: int
    returned: int
    late: int
    accepted: int
    sent_back: int
    awaited: int
    overdue: int
    party_leader_told: int
    gathered: int
    dispersed: int
    online: int
    offline: int
    attended: int
    def __init__(self, level: _Optional[int] = ..., transmittals: _Optional[int] = ..., units: _Optional[int] = ..., returned: _Optional[int] = ..., late: _Optional[int] = ..., accepted: _Optional[int] = ..., sent_back: _Optional[int] = ..., awaited: _Optional[int] = ..., overdue: _Optional[int] = ..., party_leader_told: _Optional[int] = ..., gathered: _Optional[int] = ..., dispersed: _Optional[int] = ..., online: _Optional[int] = ..., offline: _Optional[int] = ..., attended: _Optional[int] = ...) -> None: ...

class GetDossierRequest(_message.Message):
    __slots__ = ("matter_id", "as_of", "limit", "cursor")
    MATTER_ID_FIELD_NUMBER: _ClassVar[int]
    AS_OF_FIELD_NUMBER: _ClassVar[int]
    LIMIT_FIELD_NUMBER: _ClassVar[int]
    CURSOR_FIELD_NUMBER: _ClassVar[int]
    matter_id: str
    as_of: str
    limit: int
    cursor: str
    def __init__(self, matter_id: _Optional[str] = ..., as_of: _Optional[str] = ..., limit: _Optional[int] = ..., cursor: _Optional[str] = ...) -> None: ...

class Dossier(_message.Message):
    __slots__ = ("matter_id", "kind", "title", "committee_id", "committee_name", "closed_at", "items", "cursor")
    MATTER_ID_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    TITLE_FIELD_NUMBER: _ClassVar[int]
    COMMITTEE_ID_FIELD_NUMBER: _ClassVar[int]
    COMMITTEE_NAME_FIELD_NUMBER: _ClassVar[int]
    CLOSED_AT_FIELD_NUMBER: _ClassVar[int]
    ITEMS_FIELD_NUMBER: _ClassVar[int]
    CURSOR_FIELD_NUMBER: _ClassVar[int]
    matter_id: str
    kind: str
    title: str
    committee_id: str
    committee_name: str
    closed_at: str
    items: _containers.RepeatedCompositeFieldContainer[DossierEntry]
    cursor: str
    def __init__(self, matter_id: _Optional[str] = ..., kind: _Optional[str] = ..., title: _Optional[str] = ..., committee_id: _Optional[str] = ..., committee_name: _Optional[str] = ..., closed_at: _Optional[str] = ..., items: _Optional[_Iterable[_Union[DossierEntry, _Mapping]]] = ..., cursor: _Optional[str] = ...) -> None: ...

class DossierEntry(_message.Message):
    __slots__ = ("number", "on", "sentence", "type", "subject", "unit_id", "unit_name", "documents", "links", "addition", "recorded_at")
    NUMBER_FIELD_NUMBER: _ClassVar[int]
    ON_FIELD_NUMBER: _ClassVar[int]
    SENTENCE_FIELD_NUMBER: _ClassVar[int]
    TYPE_FIELD_NUMBER: _ClassVar[int]
    SUBJECT_FIELD_NUMBER: _ClassVar[int]
    UNIT_ID_FIELD_NUMBER: _ClassVar[int]
    UNIT_NAME_FIELD_NUMBER: _ClassVar[int]
    DOCUMENTS_FIELD_NUMBER: _ClassVar[int]
    LINKS_FIELD_NUMBER: _ClassVar[int]
    ADDITION_FIELD_NUMBER: _ClassVar[int]
    RECORDED_AT_FIELD_NUMBER: _ClassVar[int]
    number: int
    on: str
    sentence: str
    type: str
    subject: DossierSubject
    unit_id: str
    unit_name: str
    documents: _containers.RepeatedCompositeFieldContainer[DossierDocument]
    links: _containers.RepeatedCompositeFieldContainer[DossierLink]
    addition: bool
    recorded_at: str
    def __init__(self, number: _Optional[int] = ..., on: _Optional[str] = ..., sentence: _Optional[str] = ..., type: _Optional[str] = ..., subject: _Optional[_Union[DossierSubject, _Mapping]] = ..., unit_id: _Optional[str] = ..., unit_name: _Optional[str] = ..., documents: _Optional[_Iterable[_Union[DossierDocument, _Mapping]]] = ..., links: _Optional[_Iterable[_Union[DossierLink, _Mapping]]] = ..., addition: _Optional[bool] = ..., recorded_at: _Optional[str] = ...) -> None: ...

class DossierSubject(_message.Message):
    __slots__ = ("kind", "id")
    KIND_FIELD_NUMBER: _ClassVar[int]
    ID_FIELD_NUMBER: _ClassVar[int]
    kind: str
    id: str
    def __init__(self, kind: _Optional[str] = ..., id: _Optional[str] = ...) -> None: ...

class DossierDocument(_message.Message):
    __slots__ = ("digest", "title")
    DIGEST_FIELD_NUMBER: _ClassVar[int]
    TITLE_FIELD_NUMBER: _ClassVar[int]
    digest: str
    title: str
    def __init__(self, digest: _Optional[str] = ..., title: _Optional[str] = ...) -> None: ...

class DossierLink(_message.Message):
    __slots__ = ("service", "kind", "id")
    SERVICE_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    ID_FIELD_NUMBER: _ClassVar[int]
    service: str
    kind: str
    id: str
    def __init__(self, service: _Optional[str] = ..., kind: _Optional[str] = ..., id: _Optional[str] = ...) -> None: ...
