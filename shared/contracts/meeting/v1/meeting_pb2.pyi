from shared.contracts.common.v1 import common_pb2 as _common_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class DraftMeeting(_message.Message):
    __slots__ = ("meeting_id", "committee_id", "hosts", "kinds", "joint", "enlarged", "theme", "agenda", "matters", "planned_on")
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
    def __init__(self, meeting_id: _Optional[str] = ..., committee_id: _Optional[str] = ..., hosts: _Optional[_Iterable[str]] = ..., kinds: _Optional[_Iterable[str]] = ..., joint: _Optional[bool] = ..., enlarged: _Optional[bool] = ..., theme: _Optional[str] = ..., agenda: _Optional[_Iterable[str]] = ..., matters: _Optional[_Iterable[str]] = ..., planned_on: _Optional[str] = ...) -> None: ...

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
