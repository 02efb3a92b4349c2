from shared.contracts.common.v1 import common_pb2 as _common_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable
from typing import ClassVar as _ClassVar, Optional as _Optional

DESCRIPTOR: _descriptor.FileDescriptor

class SetThresholds(_message.Message):
    __slots__ = ("committee_id", "colours", "warn_before_workdays", "accept_within_workdays", "progress_every_workdays", "climb_after_workdays")
    COMMITTEE_ID_FIELD_NUMBER: _ClassVar[int]
    COLOURS_FIELD_NUMBER: _ClassVar[int]
    WARN_BEFORE_WORKDAYS_FIELD_NUMBER: _ClassVar[int]
    ACCEPT_WITHIN_WORKDAYS_FIELD_NUMBER: _ClassVar[int]
    PROGRESS_EVERY_WORKDAYS_FIELD_NUMBER: _ClassVar[int]
    CLIMB_AFTER_WORKDAYS_FIELD_NUMBER: _ClassVar[int]
    committee_id: str
    colours: _containers.RepeatedScalarFieldContainer[str]
    warn_before_workdays: _containers.RepeatedScalarFieldContainer[int]
    accept_within_workdays: int
    progress_every_workdays: int
    climb_after_workdays: int
    def __init__(self, committee_id: _Optional[str] = ..., colours: _Optional[_Iterable[str]] = ..., warn_before_workdays: _Optional[_Iterable[int]] = ..., accept_within_workdays: _Optional[int] = ..., progress_every_workdays: _Optional[int] = ..., climb_after_workdays: _Optional[int] = ...) -> None: ...

class PublishCalendar(_message.Message):
    __slots__ = ("year", "holidays", "workdays", "source", "provisional")
    YEAR_FIELD_NUMBER: _ClassVar[int]
    HOLIDAYS_FIELD_NUMBER: _ClassVar[int]
    WORKDAYS_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    PROVISIONAL_FIELD_NUMBER: _ClassVar[int]
    year: int
    holidays: _containers.RepeatedScalarFieldContainer[str]
    workdays: _containers.RepeatedScalarFieldContainer[str]
    source: str
    provisional: bool
    def __init__(self, year: _Optional[int] = ..., holidays: _Optional[_Iterable[str]] = ..., workdays: _Optional[_Iterable[str]] = ..., source: _Optional[str] = ..., provisional: _Optional[bool] = ...) -> None: ...

class IssueSupervisionNotice(_message.Message):
    __slots__ = ("case_id", "body", "year", "sequence", "lead", "co_units", "answer_due", "requirements", "issued_on")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    BODY_FIELD_NUMBER: _ClassVar[int]
    YEAR_FIELD_NUMBER: _ClassVar[int]
    SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    LEAD_FIELD_NUMBER: _ClassVar[int]
    CO_UNITS_FIELD_NUMBER: _ClassVar[int]
    ANSWER_DUE_FIELD_NUMBER: _ClassVar[int]
    REQUIREMENTS_FIELD_NUMBER: _ClassVar[int]
    ISSUED_ON_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    body: str
    year: int
    sequence: int
    lead: str
    co_units: _containers.RepeatedScalarFieldContainer[str]
    answer_due: str
    requirements: str
    issued_on: str
    def __init__(self, case_id: _Optional[str] = ..., body: _Optional[str] = ..., year: _Optional[int] = ..., sequence: _Optional[int] = ..., lead: _Optional[str] = ..., co_units: _Optional[_Iterable[str]] = ..., answer_due: _Optional[str] = ..., requirements: _Optional[str] = ..., issued_on: _Optional[str] = ...) -> None: ...

class AnswerCase(_message.Message):
    __slots__ = ("case_id", "text", "document")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    DOCUMENT_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    text: str
    document: str
    def __init__(self, case_id: _Optional[str] = ..., text: _Optional[str] = ..., document: _Optional[str] = ...) -> None: ...

class ReportCase(_message.Message):
    __slots__ = ("case_id", "to", "document")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    TO_FIELD_NUMBER: _ClassVar[int]
    DOCUMENT_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    to: str
    document: str
    def __init__(self, case_id: _Optional[str] = ..., to: _Optional[str] = ..., document: _Optional[str] = ...) -> None: ...

class CloseCase(_message.Message):
    __slots__ = ("case_id", "reason")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    reason: str
    def __init__(self, case_id: _Optional[str] = ..., reason: _Optional[str] = ...) -> None: ...
