from shared.contracts.common.v1 import common_pb2 as _common_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class RequestReports(_message.Message):
    __slots__ = ("request_id", "committee_id", "subject", "plan_id", "units", "due_on", "requirements")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    COMMITTEE_ID_FIELD_NUMBER: _ClassVar[int]
    SUBJECT_FIELD_NUMBER: _ClassVar[int]
    PLAN_ID_FIELD_NUMBER: _ClassVar[int]
    UNITS_FIELD_NUMBER: _ClassVar[int]
    DUE_ON_FIELD_NUMBER: _ClassVar[int]
    REQUIREMENTS_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    committee_id: str
    subject: str
    plan_id: str
    units: _containers.RepeatedScalarFieldContainer[str]
    due_on: str
    requirements: str
    def __init__(self, request_id: _Optional[str] = ..., committee_id: _Optional[str] = ..., subject: _Optional[str] = ..., plan_id: _Optional[str] = ..., units: _Optional[_Iterable[str]] = ..., due_on: _Optional[str] = ..., requirements: _Optional[str] = ...) -> None: ...

class SubmitReport(_message.Message):
    __slots__ = ("request_id", "text", "document")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    DOCUMENT_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    text: str
    document: str
    def __init__(self, request_id: _Optional[str] = ..., text: _Optional[str] = ..., document: _Optional[str] = ...) -> None: ...

class AcceptReport(_message.Message):
    __slots__ = ("report_id",)
    REPORT_ID_FIELD_NUMBER: _ClassVar[int]
    report_id: str
    def __init__(self, report_id: _Optional[str] = ...) -> None: ...

class ReturnReport(_message.Message):
    __slots__ = ("report_id", "reason")
    REPORT_ID_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    report_id: str
    reason: str
    def __init__(self, report_id: _Optional[str] = ..., reason: _Optional[str] = ...) -> None: ...

class GetRollupRequest(_message.Message):
    __slots__ = ("unit_id", "as_of", "children")
    UNIT_ID_FIELD_NUMBER: _ClassVar[int]
    AS_OF_FIELD_NUMBER: _ClassVar[int]
    CHILDREN_FIELD_NUMBER: _ClassVar[int]
    unit_id: str
    as_of: str
    children: bool
    def __init__(self, unit_id: _Optional[str] = ..., as_of: _Optional[str] = ..., children: _Optional[bool] = ...) -> None: ...

class Rollup(_message.Message):
    __slots__ = ("unit_id", "unit_name", "as_of", "positions", "incomplete", "figures", "children")
    class PositionsEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    UNIT_ID_FIELD_NUMBER: _ClassVar[int]
    UNIT_NAME_FIELD_NUMBER: _ClassVar[int]
    AS_OF_FIELD_NUMBER: _ClassVar[int]
    POSITIONS_FIELD_NUMBER: _ClassVar[int]
    INCOMPLETE_FIELD_NUMBER: _ClassVar[int]
    FIGURES_FIELD_NUMBER: _ClassVar[int]
    CHILDREN_FIELD_NUMBER: _ClassVar[int]
    unit_id: str
    unit_name: str
    as_of: str
    positions: _containers.ScalarMap[str, str]
    incomplete: Incomplete
    figures: _containers.RepeatedCompositeFieldContainer[Figure]
    children: _containers.RepeatedCompositeFieldContainer[RollupOfUnit]
    def __init__(self, unit_id: _Optional[str] = ..., unit_name: _Optional[str] = ..., as_of: _Optional[str] = ..., positions: _Optional[_Mapping[str, str]] = ..., incomplete: _Optional[_Union[Incomplete, _Mapping]] = ..., figures: _Optional[_Iterable[_Union[Figure, _Mapping]]] = ..., children: _Optional[_Iterable[_Union[RollupOfUnit, _Mapping]]] = ...) -> None: ...

class Incomplete(_message.Message):
    __slots__ = ("parked", "lost")
    PARKED_FIELD_NUMBER: _ClassVar[int]
    LOST_FIELD_NUMBER: _ClassVar[int]
    parked: int
    lost: int
    def __init__(self, parked: _Optional[int] = ..., lost: _Optional[int] = ...) -> None: ...

class RollupOfUnit(_message.Message):
    __slots__ = ("unit_id", "unit_name", "figures")
    UNIT_ID_FIELD_NUMBER: _ClassVar[int]
    UNIT_NAME_FIELD_NUMBER: _ClassVar[int]
    FIGURES_FIELD_NUMBER: _ClassVar[int]
    unit_id: str
    unit_name: str
    figures: _containers.RepeatedCompositeFieldContainer[Figure]
    def __init__(self, unit_id: _Optional[str] = ..., unit_name: _Optional[str] = ..., figures: _Optional[_Iterable[_Union[Figure, _Mapping]]] = ...) -> None: ...

class Figure(_message.Message):
    __slots__ = ("figure", "label", "how", "value", "numerator", "denominator")
    FIGURE_FIELD_NUMBER: _ClassVar[int]
    LABEL_FIELD_NUMBER: _ClassVar[int]
    HOW_FIELD_NUMBER: _ClassVar[int]
    VALUE_FIELD_NUMBER: _ClassVar[int]
    NUMERATOR_FIELD_NUMBER: _ClassVar[int]
    DENOMINATOR_FIELD_NUMBER: _ClassVar[int]
    figure: str
    label: str
    how: str
    value: int
    numerator: int
    denominator: int
    def __init__(self, figure: _Optional[str] = ..., label: _Optional[str] = ..., how: _Optional[str] = ..., value: _Optional[int] = ..., numerator: _Optional[int] = ..., denominator: _Optional[int] = ...) -> None: ...

class OpenFigureRequest(_message.Message):
    __slots__ = ("unit_id", "figure", "as_of", "limit", "cursor")
    UNIT_ID_FIELD_NUMBER: _ClassVar[int]
    FIGURE_FIELD_NUMBER: _ClassVar[int]
    AS_OF_FIELD_NUMBER: _ClassVar[int]
    LIMIT_FIELD_NUMBER: _ClassVar[int]
    CURSOR_FIELD_NUMBER: _ClassVar[int]
    unit_id: str
    figure: str
    as_of: str
    limit: int
    cursor: str
    def __init__(self, unit_id: _Optional[str] = ..., figure: _Optional[str] = ..., as_of: _Optional[str] = ..., limit: _Optional[int] = ..., cursor: _Optional[str] = ...) -> None: ...

class FigurePage(_message.Message):
    __slots__ = ("items", "cursor")
    ITEMS_FIELD_NUMBER: _ClassVar[int]
    CURSOR_FIELD_NUMBER: _ClassVar[int]
    items: _containers.RepeatedCompositeFieldContainer[FigureEvent]
    cursor: str
    def __init__(self, items: _Optional[_Iterable[_Union[FigureEvent, _Mapping]]] = ..., cursor: _Optional[str] = ...) -> None: ...

class FigureEvent(_message.Message):
    __slots__ = ("part", "subject", "log", "position", "event_id", "type", "occurred_at", "precision", "recorded_at", "unit_id", "unit_name", "summary")
    PART_FIELD_NUMBER: _ClassVar[int]
    SUBJECT_FIELD_NUMBER: _ClassVar[int]
    LOG_FIELD_NUMBER: _ClassVar[int]
    POSITION_FIELD_NUMBER: _ClassVar[int]
    EVENT_ID_FIELD_NUMBER: _ClassVar[int]
    TYPE_FIELD_NUMBER: _ClassVar[int]
    OCCURRED_AT_FIELD_NUMBER: _ClassVar[int]
    PRECISION_FIELD_NUMBER: _ClassVar[int]
    RECORDED_AT_FIELD_NUMBER: _ClassVar[int]
    UNIT_ID_FIELD_NUMBER: _ClassVar[int]
    UNIT_NAME_FIELD_NUMBER: _ClassVar[int]
    SUMMARY_FIELD_NUMBER: _ClassVar[int]
    part: str
    subject: str
    log: str
    position: str
    event_id: str
    type: str
    occurred_at: str
    precision: str
    recorded_at: str
    unit_id: str
    unit_name: str
    summary: str
    def __init__(self, part: _Optional[str] = ..., subject: _Optional[str] = ..., log: _Optional[str] = ..., position: _Optional[str] = ..., event_id: _Optional[str] = ..., type: _Optional[str] = ..., occurred_at: _Optional[str] = ..., precision: _Optional[str] = ..., recorded_at: _Optional[str] = ..., unit_id: _Optional[str] = ..., unit_name: _Optional[str] = ..., summary: _Optional[str] = ...) -> None: ...
