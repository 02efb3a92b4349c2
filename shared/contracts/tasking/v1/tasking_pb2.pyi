from shared.contracts.common.v1 import common_pb2 as _common_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class DraftPlan(_message.Message):
    __slots__ = ("plan_id", "committee_id", "resolution_id", "title", "kind", "bodies", "carries_out")
    PLAN_ID_FIELD_NUMBER: _ClassVar[int]
    COMMITTEE_ID_FIELD_NUMBER: _ClassVar[int]
    RESOLUTION_ID_FIELD_NUMBER: _ClassVar[int]
    TITLE_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    BODIES_FIELD_NUMBER: _ClassVar[int]
    CARRIES_OUT_FIELD_NUMBER: _ClassVar[int]
    plan_id: str
    committee_id: str
    resolution_id: str
    title: str
    kind: str
    bodies: _containers.RepeatedScalarFieldContainer[str]
    carries_out: str
    def __init__(self, plan_id: _Optional[str] = ..., committee_id: _Optional[str] = ..., resolution_id: _Optional[str] = ..., title: _Optional[str] = ..., kind: _Optional[str] = ..., bodies: _Optional[_Iterable[str]] = ..., carries_out: _Optional[str] = ...) -> None: ...

class ImportPlan(_message.Message):
    __slots__ = ("plan_id", "document", "issuer")
    PLAN_ID_FIELD_NUMBER: _ClassVar[int]
    DOCUMENT_FIELD_NUMBER: _ClassVar[int]
    ISSUER_FIELD_NUMBER: _ClassVar[int]
    plan_id: str
    document: str
    issuer: str
    def __init__(self, plan_id: _Optional[str] = ..., document: _Optional[str] = ..., issuer: _Optional[str] = ...) -> None: ...

class PlaceItem(_message.Message):
    __slots__ = ("plan_id", "item_id", "number", "section", "text", "leads", "responsible", "due")
    PLAN_ID_FIELD_NUMBER: _ClassVar[int]
    ITEM_ID_FIELD_NUMBER: _ClassVar[int]
    NUMBER_FIELD_NUMBER: _ClassVar[int]
    SECTION_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    LEADS_FIELD_NUMBER: _ClassVar[int]
    RESPONSIBLE_FIELD_NUMBER: _ClassVar[int]
    DUE_FIELD_NUMBER: _ClassVar[int]
    plan_id: str
    item_id: str
    number: int
    section: str
    text: str
    leads: _containers.RepeatedCompositeFieldContainer[PartyName]
    responsible: _containers.RepeatedCompositeFieldContainer[PartyName]
    due: Due
    def __init__(self, plan_id: _Optional[str] = ..., item_id: _Optional[str] = ..., number: _Optional[int] = ..., section: _Optional[str] = ..., text: _Optional[str] = ..., leads: _Optional[_Iterable[_Union[PartyName, _Mapping]]] = ..., responsible: _Optional[_Iterable[_Union[PartyName, _Mapping]]] = ..., due: _Optional[_Union[Due, _Mapping]] = ...) -> None: ...

class SettleName(_message.Message):
    __slots__ = ("plan_id", "name", "unit_ids", "group_id")
    PLAN_ID_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    UNIT_IDS_FIELD_NUMBER: _ClassVar[int]
    GROUP_ID_FIELD_NUMBER: _ClassVar[int]
    plan_id: str
    name: str
    unit_ids: _containers.RepeatedScalarFieldContainer[str]
    group_id: str
    def __init__(self, plan_id: _Optional[str] = ..., name: _Optional[str] = ..., unit_ids: _Optional[_Iterable[str]] = ..., group_id: _Optional[str] = ...) -> None: ...

class SettleLead(_message.Message):
    __slots__ = ("plan_id", "item_id", "unit_id")
    PLAN_ID_FIELD_NUMBER: _ClassVar[int]
    ITEM_ID_FIELD_NUMBER: _ClassVar[int]
    UNIT_ID_FIELD_NUMBER: _ClassVar[int]
    plan_id: str
    item_id: str
    unit_id: str
    def __init__(self, plan_id: _Optional[str] = ..., item_id: _Optional[str] = ..., unit_id: _Optional[str] = ...) -> None: ...

class IssuePlan(_message.Message):
    __slots__ = ("plan_id", "body", "type", "year", "sequence", "issued_on", "bodies")
    PLAN_ID_FIELD_NUMBER: _ClassVar[int]
    BODY_FIELD_NUMBER: _ClassVar[int]
    TYPE_FIELD_NUMBER: _ClassVar[int]
    YEAR_FIELD_NUMBER: _ClassVar[int]
    SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    ISSUED_ON_FIELD_NUMBER: _ClassVar[int]
    BODIES_FIELD_NUMBER: _ClassVar[int]
    plan_id: str
    body: str
    type: str
    year: int
    sequence: int
    issued_on: str
    bodies: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, plan_id: _Optional[str] = ..., body: _Optional[str] = ..., type: _Optional[str] = ..., year: _Optional[int] = ..., sequence: _Optional[int] = ..., issued_on: _Optional[str] = ..., bodies: _Optional[_Iterable[str]] = ...) -> None: ...

class AcceptTask(_message.Message):
    __slots__ = ("task_id",)
    TASK_ID_FIELD_NUMBER: _ClassVar[int]
    task_id: str
    def __init__(self, task_id: _Optional[str] = ...) -> None: ...

class RefuseTask(_message.Message):
    __slots__ = ("task_id", "reason")
    TASK_ID_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    task_id: str
    reason: str
    def __init__(self, task_id: _Optional[str] = ..., reason: _Optional[str] = ...) -> None: ...

class UpholdAssignment(_message.Message):
    __slots__ = ("task_id", "unit_id", "reason")
    TASK_ID_FIELD_NUMBER: _ClassVar[int]
    UNIT_ID_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    task_id: str
    unit_id: str
    reason: str
    def __init__(self, task_id: _Optional[str] = ..., unit_id: _Optional[str] = ..., reason: _Optional[str] = ...) -> None: ...

class AcceptRefusal(_message.Message):
    __slots__ = ("task_id", "unit_id", "reason")
    TASK_ID_FIELD_NUMBER: _ClassVar[int]
    UNIT_ID_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    task_id: str
    unit_id: str
    reason: str
    def __init__(self, task_id: _Optional[str] = ..., unit_id: _Optional[str] = ..., reason: _Optional[str] = ...) -> None: ...

class ReportProgress(_message.Message):
    __slots__ = ("task_id", "percent", "done", "problems", "good_practice", "evidence")
    TASK_ID_FIELD_NUMBER: _ClassVar[int]
    PERCENT_FIELD_NUMBER: _ClassVar[int]
    DONE_FIELD_NUMBER: _ClassVar[int]
    PROBLEMS_FIELD_NUMBER: _ClassVar[int]
    GOOD_PRACTICE_FIELD_NUMBER: _ClassVar[int]
    EVIDENCE_FIELD_NUMBER: _ClassVar[int]
    task_id: str
    percent: int
    done: str
    problems: str
    good_practice: str
    evidence: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, task_id: _Optional[str] = ..., percent: _Optional[int] = ..., done: _Optional[str] = ..., problems: _Optional[str] = ..., good_practice: _Optional[str] = ..., evidence: _Optional[_Iterable[str]] = ...) -> None: ...

class FinishPart(_message.Message):
    __slots__ = ("task_id", "summary", "evidence")
    TASK_ID_FIELD_NUMBER: _ClassVar[int]
    SUMMARY_FIELD_NUMBER: _ClassVar[int]
    EVIDENCE_FIELD_NUMBER: _ClassVar[int]
    task_id: str
    summary: str
    evidence: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, task_id: _Optional[str] = ..., summary: _Optional[str] = ..., evidence: _Optional[_Iterable[str]] = ...) -> None: ...

class ReportWhole(_message.Message):
    __slots__ = ("task_id", "summary", "evidence")
    TASK_ID_FIELD_NUMBER: _ClassVar[int]
    SUMMARY_FIELD_NUMBER: _ClassVar[int]
    EVIDENCE_FIELD_NUMBER: _ClassVar[int]
    task_id: str
    summary: str
    evidence: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, task_id: _Optional[str] = ..., summary: _Optional[str] = ..., evidence: _Optional[_Iterable[str]] = ...) -> None: ...

class ConcludeTask(_message.Message):
    __slots__ = ("task_id", "conclusion", "concluded_on")
    TASK_ID_FIELD_NUMBER: _ClassVar[int]
    CONCLUSION_FIELD_NUMBER: _ClassVar[int]
    CONCLUDED_ON_FIELD_NUMBER: _ClassVar[int]
    task_id: str
    conclusion: str
    concluded_on: str
    def __init__(self, task_id: _Optional[str] = ..., conclusion: _Optional[str] = ..., concluded_on: _Optional[str] = ...) -> None: ...

class ReturnTask(_message.Message):
    __slots__ = ("task_id", "reason", "units")
    TASK_ID_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    UNITS_FIELD_NUMBER: _ClassVar[int]
    task_id: str
    reason: str
    units: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, task_id: _Optional[str] = ..., reason: _Optional[str] = ..., units: _Optional[_Iterable[str]] = ...) -> None: ...

class PartyName(_message.Message):
    __slots__ = ("name", "unit_id", "group_id")
    NAME_FIELD_NUMBER: _ClassVar[int]
    UNIT_ID_FIELD_NUMBER: _ClassVar[int]
    GROUP_ID_FIELD_NUMBER: _ClassVar[int]
    name: str
    unit_id: str
    group_id: str
    def __init__(self, name: _Optional[str] = ..., unit_id: _Optional[str] = ..., group_id: _Optional[str] = ...) -> None: ...

class Due(_message.Message):
    __slots__ = ("kind", "start", "date", "precision", "text", "scope")
    KIND_FIELD_NUMBER: _ClassVar[int]
    START_FIELD_NUMBER: _ClassVar[int]
    DATE_FIELD_NUMBER: _ClassVar[int]
    PRECISION_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    SCOPE_FIELD_NUMBER: _ClassVar[int]
    kind: str
    start: str
    date: str
    precision: str
    text: str
    scope: str
    def __init__(self, kind: _Optional[str] = ..., start: _Optional[str] = ..., date: _Optional[str] = ..., precision: _Optional[str] = ..., text: _Optional[str] = ..., scope: _Optional[str] = ...) -> None: ...

class GetStatementRequest(_message.Message):
    __slots__ = ("unit_id", "plan_id")
    UNIT_ID_FIELD_NUMBER: _ClassVar[int]
    PLAN_ID_FIELD_NUMBER: _ClassVar[int]
    unit_id: str
    plan_id: str
    def __init__(self, unit_id: _Optional[str] = ..., plan_id: _Optional[str] = ...) -> None: ...

class Statement(_message.Message):
    __slots__ = ("unit_id", "plan_id", "position", "assigned", "accepted", "finished", "concluded")
    UNIT_ID_FIELD_NUMBER: _ClassVar[int]
    PLAN_ID_FIELD_NUMBER: _ClassVar[int]
    POSITION_FIELD_NUMBER: _ClassVar[int]
    ASSIGNED_FIELD_NUMBER: _ClassVar[int]
    ACCEPTED_FIELD_NUMBER: _ClassVar[int]
    FINISHED_FIELD_NUMBER: _ClassVar[int]
    CONCLUDED_FIELD_NUMBER: _ClassVar[int]
    unit_id: str
    plan_id: str
    position: str
    assigned: int
    accepted: int
    finished: int
    concluded: int
    def __init__(self, unit_id: _Optional[str] = ..., plan_id: _Optional[str] = ..., position: _Optional[str] = ..., assigned: _Optional[int] = ..., accepted: _Optional[int] = ..., finished: _Optional[int] = ..., concluded: _Optional[int] = ...) -> None: ...

class GetTaskStateRequest(_message.Message):
    __slots__ = ("task_id",)
    TASK_ID_FIELD_NUMBER: _ClassVar[int]
    task_id: str
    def __init__(self, task_id: _Optional[str] = ...) -> None: ...

class TaskStanding(_message.Message):
    __slots__ = ("task_id", "plan_id", "committee_id", "state", "version", "due_on", "assignments")
    TASK_ID_FIELD_NUMBER: _ClassVar[int]
    PLAN_ID_FIELD_NUMBER: _ClassVar[int]
    COMMITTEE_ID_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    DUE_ON_FIELD_NUMBER: _ClassVar[int]
    ASSIGNMENTS_FIELD_NUMBER: _ClassVar[int]
    task_id: str
    plan_id: str
    committee_id: str
    state: str
    version: int
    due_on: str
    assignments: _containers.RepeatedCompositeFieldContainer[AssignmentStanding]
    def __init__(self, task_id: _Optional[str] = ..., plan_id: _Optional[str] = ..., committee_id: _Optional[str] = ..., state: _Optional[str] = ..., version: _Optional[int] = ..., due_on: _Optional[str] = ..., assignments: _Optional[_Iterable[_Union[AssignmentStanding, _Mapping]]] = ...) -> None: ...

class AssignmentStanding(_message.Message):
    __slots__ = ("unit_id", "roles", "state", "percent")
    UNIT_ID_FIELD_NUMBER: _ClassVar[int]
    ROLES_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    PERCENT_FIELD_NUMBER: _ClassVar[int]
    unit_id: str
    roles: _containers.RepeatedScalarFieldContainer[str]
    state: str
    percent: int
    def __init__(self, unit_id: _Optional[str] = ..., roles: _Optional[_Iterable[str]] = ..., state: _Optional[str] = ..., percent: _Optional[int] = ...) -> None: ...
