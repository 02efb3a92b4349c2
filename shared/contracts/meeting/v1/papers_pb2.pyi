from shared.contracts.common.v1 import common_pb2 as _common_pb2
from shared.contracts.meeting.v1 import meeting_pb2 as _meeting_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class DraftPaper(_message.Message):
    __slots__ = ("paper_id", "committee_id", "kind", "matter_id", "text", "matter_kind", "bodies", "addressees")
    PAPER_ID_FIELD_NUMBER: _ClassVar[int]
    COMMITTEE_ID_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    MATTER_ID_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    MATTER_KIND_FIELD_NUMBER: _ClassVar[int]
    BODIES_FIELD_NUMBER: _ClassVar[int]
    ADDRESSEES_FIELD_NUMBER: _ClassVar[int]
    paper_id: str
    committee_id: str
    kind: str
    matter_id: str
    text: str
    matter_kind: str
    bodies: _containers.RepeatedScalarFieldContainer[str]
    addressees: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, paper_id: _Optional[str] = ..., committee_id: _Optional[str] = ..., kind: _Optional[str] = ..., matter_id: _Optional[str] = ..., text: _Optional[str] = ..., matter_kind: _Optional[str] = ..., bodies: _Optional[_Iterable[str]] = ..., addressees: _Optional[_Iterable[str]] = ...) -> None: ...

class RevisePaper(_message.Message):
    __slots__ = ("paper_id", "text", "bodies", "addressees")
    PAPER_ID_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    BODIES_FIELD_NUMBER: _ClassVar[int]
    ADDRESSEES_FIELD_NUMBER: _ClassVar[int]
    paper_id: str
    text: str
    bodies: _containers.RepeatedScalarFieldContainer[str]
    addressees: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, paper_id: _Optional[str] = ..., text: _Optional[str] = ..., bodies: _Optional[_Iterable[str]] = ..., addressees: _Optional[_Iterable[str]] = ...) -> None: ...

class CheckPaper(_message.Message):
    __slots__ = ("paper_id", "decision")
    PAPER_ID_FIELD_NUMBER: _ClassVar[int]
    DECISION_FIELD_NUMBER: _ClassVar[int]
    paper_id: str
    decision: _meeting_pb2.Decision
    def __init__(self, paper_id: _Optional[str] = ..., decision: _Optional[_Union[_meeting_pb2.Decision, _Mapping]] = ...) -> None: ...

class ReturnPaper(_message.Message):
    __slots__ = ("paper_id", "reason")
    PAPER_ID_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    paper_id: str
    reason: str
    def __init__(self, paper_id: _Optional[str] = ..., reason: _Optional[str] = ...) -> None: ...

class SignPaper(_message.Message):
    __slots__ = ("paper_id", "decision")
    PAPER_ID_FIELD_NUMBER: _ClassVar[int]
    DECISION_FIELD_NUMBER: _ClassVar[int]
    paper_id: str
    decision: _meeting_pb2.Decision
    def __init__(self, paper_id: _Optional[str] = ..., decision: _Optional[_Union[_meeting_pb2.Decision, _Mapping]] = ...) -> None: ...

class CosignPaper(_message.Message):
    __slots__ = ("paper_id", "body", "decision")
    PAPER_ID_FIELD_NUMBER: _ClassVar[int]
    BODY_FIELD_NUMBER: _ClassVar[int]
    DECISION_FIELD_NUMBER: _ClassVar[int]
    paper_id: str
    body: str
    decision: _meeting_pb2.Decision
    def __init__(self, paper_id: _Optional[str] = ..., body: _Optional[str] = ..., decision: _Optional[_Union[_meeting_pb2.Decision, _Mapping]] = ...) -> None: ...

class NumberPaper(_message.Message):
    __slots__ = ("paper_id",)
    PAPER_ID_FIELD_NUMBER: _ClassVar[int]
    paper_id: str
    def __init__(self, paper_id: _Optional[str] = ...) -> None: ...

class IssuePaper(_message.Message):
    __slots__ = ("paper_id", "issued_on")
    PAPER_ID_FIELD_NUMBER: _ClassVar[int]
    ISSUED_ON_FIELD_NUMBER: _ClassVar[int]
    paper_id: str
    issued_on: str
    def __init__(self, paper_id: _Optional[str] = ..., issued_on: _Optional[str] = ...) -> None: ...

class WithdrawPaper(_message.Message):
    __slots__ = ("paper_id", "reason")
    PAPER_ID_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    paper_id: str
    reason: str
    def __init__(self, paper_id: _Optional[str] = ..., reason: _Optional[str] = ...) -> None: ...

class SetPaperStyle(_message.Message):
    __slots__ = ("committee_id", "on", "style")
    COMMITTEE_ID_FIELD_NUMBER: _ClassVar[int]
    ON_FIELD_NUMBER: _ClassVar[int]
    STYLE_FIELD_NUMBER: _ClassVar[int]
    committee_id: str
    on: str
    style: Style
    def __init__(self, committee_id: _Optional[str] = ..., on: _Optional[str] = ..., style: _Optional[_Union[Style, _Mapping]] = ...) -> None: ...

class Style(_message.Message):
    __slots__ = ("red_head", "name", "with_word", "code_word", "type_words", "minutes_series", "sealed", "signing_offices", "printing_office", "copies_to")
    class TypeWordsEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    RED_HEAD_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    WITH_WORD_FIELD_NUMBER: _ClassVar[int]
    CODE_WORD_FIELD_NUMBER: _ClassVar[int]
    TYPE_WORDS_FIELD_NUMBER: _ClassVar[int]
    MINUTES_SERIES_FIELD_NUMBER: _ClassVar[int]
    SEALED_FIELD_NUMBER: _ClassVar[int]
    SIGNING_OFFICES_FIELD_NUMBER: _ClassVar[int]
    PRINTING_OFFICE_FIELD_NUMBER: _ClassVar[int]
    COPIES_TO_FIELD_NUMBER: _ClassVar[int]
    red_head: bool
    name: str
    with_word: bool
    code_word: str
    type_words: _containers.ScalarMap[str, str]
    minutes_series: str
    sealed: bool
    signing_offices: _containers.RepeatedScalarFieldContainer[str]
    printing_office: str
    copies_to: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, red_head: _Optional[bool] = ..., name: _Optional[str] = ..., with_word: _Optional[bool] = ..., code_word: _Optional[str] = ..., type_words: _Optional[_Mapping[str, str]] = ..., minutes_series: _Optional[str] = ..., sealed: _Optional[bool] = ..., signing_offices: _Optional[_Iterable[str]] = ..., printing_office: _Optional[str] = ..., copies_to: _Optional[_Iterable[str]] = ...) -> None: ...
