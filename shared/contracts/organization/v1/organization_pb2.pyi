from shared.contracts.common.v1 import common_pb2 as _common_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class RegisterUnit(_message.Message):
    __slots__ = ("unit_id", "kind", "level", "name", "code", "on", "short_names", "status")
    UNIT_ID_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    LEVEL_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    CODE_FIELD_NUMBER: _ClassVar[int]
    ON_FIELD_NUMBER: _ClassVar[int]
    SHORT_NAMES_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    unit_id: str
    kind: str
    level: str
    name: str
    code: str
    on: str
    short_names: _containers.RepeatedScalarFieldContainer[str]
    status: str
    def __init__(self, unit_id: _Optional[str] = ..., kind: _Optional[str] = ..., level: _Optional[str] = ..., name: _Optional[str] = ..., code: _Optional[str] = ..., on: _Optional[str] = ..., short_names: _Optional[_Iterable[str]] = ..., status: _Optional[str] = ...) -> None: ...

class RenameUnit(_message.Message):
    __slots__ = ("unit_id", "name", "on", "short_names")
    UNIT_ID_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    ON_FIELD_NUMBER: _ClassVar[int]
    SHORT_NAMES_FIELD_NUMBER: _ClassVar[int]
    unit_id: str
    name: str
    on: str
    short_names: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, unit_id: _Optional[str] = ..., name: _Optional[str] = ..., on: _Optional[str] = ..., short_names: _Optional[_Iterable[str]] = ...) -> None: ...

class ChangeUnitCode(_message.Message):
    __slots__ = ("unit_id", "code", "on")
    UNIT_ID_FIELD_NUMBER: _ClassVar[int]
    CODE_FIELD_NUMBER: _ClassVar[int]
    ON_FIELD_NUMBER: _ClassVar[int]
    unit_id: str
    code: str
    on: str
    def __init__(self, unit_id: _Optional[str] = ..., code: _Optional[str] = ..., on: _Optional[str] = ...) -> None: ...

class ChangeUnitStatus(_message.Message):
    __slots__ = ("unit_id", "status", "on")
    UNIT_ID_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    ON_FIELD_NUMBER: _ClassVar[int]
    unit_id: str
    status: str
    on: str
    def __init__(self, unit_id: _Optional[str] = ..., status: _Optional[str] = ..., on: _Optional[str] = ...) -> None: ...

class BeginRelation(_message.Message):
    __slots__ = ("unit_id", "relation", "target", "on", "line")
    UNIT_ID_FIELD_NUMBER: _ClassVar[int]
    RELATION_FIELD_NUMBER: _ClassVar[int]
    TARGET_FIELD_NUMBER: _ClassVar[int]
    ON_FIELD_NUMBER: _ClassVar[int]
    LINE_FIELD_NUMBER: _ClassVar[int]
    unit_id: str
    relation: str
    target: str
    on: str
    line: str
    def __init__(self, unit_id: _Optional[str] = ..., relation: _Optional[str] = ..., target: _Optional[str] = ..., on: _Optional[str] = ..., line: _Optional[str] = ...) -> None: ...

class EndRelation(_message.Message):
    __slots__ = ("unit_id", "relation", "target", "on", "reason")
    UNIT_ID_FIELD_NUMBER: _ClassVar[int]
    RELATION_FIELD_NUMBER: _ClassVar[int]
    TARGET_FIELD_NUMBER: _ClassVar[int]
    ON_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    unit_id: str
    relation: str
    target: str
    on: str
    reason: str
    def __init__(self, unit_id: _Optional[str] = ..., relation: _Optional[str] = ..., target: _Optional[str] = ..., on: _Optional[str] = ..., reason: _Optional[str] = ...) -> None: ...

class RegisterPerson(_message.Message):
    __slots__ = ("person_id", "unit_id", "name")
    PERSON_ID_FIELD_NUMBER: _ClassVar[int]
    UNIT_ID_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    person_id: str
    unit_id: str
    name: str
    def __init__(self, person_id: _Optional[str] = ..., unit_id: _Optional[str] = ..., name: _Optional[str] = ...) -> None: ...

class CorrectPersonName(_message.Message):
    __slots__ = ("person_id", "name")
    PERSON_ID_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    person_id: str
    name: str
    def __init__(self, person_id: _Optional[str] = ..., name: _Optional[str] = ...) -> None: ...

class ErasePerson(_message.Message):
    __slots__ = ("person_id", "reason")
    PERSON_ID_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    person_id: str
    reason: str
    def __init__(self, person_id: _Optional[str] = ..., reason: _Optional[str] = ...) -> None: ...

class Appoint(_message.Message):
    __slots__ = ("unit_id", "office", "person_id", "on")
    UNIT_ID_FIELD_NUMBER: _ClassVar[int]
    OFFICE_FIELD_NUMBER: _ClassVar[int]
    PERSON_ID_FIELD_NUMBER: _ClassVar[int]
    ON_FIELD_NUMBER: _ClassVar[int]
    unit_id: str
    office: str
    person_id: str
    on: str
    def __init__(self, unit_id: _Optional[str] = ..., office: _Optional[str] = ..., person_id: _Optional[str] = ..., on: _Optional[str] = ...) -> None: ...

class EndTerm(_message.Message):
    __slots__ = ("unit_id", "office", "person_id", "on", "reason")
    UNIT_ID_FIELD_NUMBER: _ClassVar[int]
    OFFICE_FIELD_NUMBER: _ClassVar[int]
    PERSON_ID_FIELD_NUMBER: _ClassVar[int]
    ON_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    unit_id: str
    office: str
    person_id: str
    on: str
    reason: str
    def __init__(self, unit_id: _Optional[str] = ..., office: _Optional[str] = ..., person_id: _Optional[str] = ..., on: _Optional[str] = ..., reason: _Optional[str] = ...) -> None: ...

class SetUndertakingSection(_message.Message):
    __slots__ = ("unit_id", "section", "on")
    UNIT_ID_FIELD_NUMBER: _ClassVar[int]
    SECTION_FIELD_NUMBER: _ClassVar[int]
    ON_FIELD_NUMBER: _ClassVar[int]
    unit_id: str
    section: str
    on: str
    def __init__(self, unit_id: _Optional[str] = ..., section: _Optional[str] = ..., on: _Optional[str] = ...) -> None: ...

class DefineGroup(_message.Message):
    __slots__ = ("committee_id", "name", "selector", "on", "aliases")
    COMMITTEE_ID_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    SELECTOR_FIELD_NUMBER: _ClassVar[int]
    ON_FIELD_NUMBER: _ClassVar[int]
    ALIASES_FIELD_NUMBER: _ClassVar[int]
    committee_id: str
    name: str
    selector: Selector
    on: str
    aliases: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, committee_id: _Optional[str] = ..., name: _Optional[str] = ..., selector: _Optional[_Union[Selector, _Mapping]] = ..., on: _Optional[str] = ..., aliases: _Optional[_Iterable[str]] = ...) -> None: ...

class RedefineGroup(_message.Message):
    __slots__ = ("group_id", "selector", "on", "aliases")
    GROUP_ID_FIELD_NUMBER: _ClassVar[int]
    SELECTOR_FIELD_NUMBER: _ClassVar[int]
    ON_FIELD_NUMBER: _ClassVar[int]
    ALIASES_FIELD_NUMBER: _ClassVar[int]
    group_id: str
    selector: Selector
    on: str
    aliases: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, group_id: _Optional[str] = ..., selector: _Optional[_Union[Selector, _Mapping]] = ..., on: _Optional[str] = ..., aliases: _Optional[_Iterable[str]] = ...) -> None: ...

class Selector(_message.Message):
    __slots__ = ("kind", "level", "line", "units")
    KIND_FIELD_NUMBER: _ClassVar[int]
    LEVEL_FIELD_NUMBER: _ClassVar[int]
    LINE_FIELD_NUMBER: _ClassVar[int]
    EXCEPT_FIELD_NUMBER: _ClassVar[int]
    UNITS_FIELD_NUMBER: _ClassVar[int]
    kind: str
    level: str
    line: str
    units: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, kind: _Optional[str] = ..., level: _Optional[str] = ..., line: _Optional[str] = ..., units: _Optional[_Iterable[str]] = ..., **kwargs) -> None: ...

class ResolveRequest(_message.Message):
    __slots__ = ("text", "near", "on")
    TEXT_FIELD_NUMBER: _ClassVar[int]
    NEAR_FIELD_NUMBER: _ClassVar[int]
    ON_FIELD_NUMBER: _ClassVar[int]
    text: str
    near: str
    on: str
    def __init__(self, text: _Optional[str] = ..., near: _Optional[str] = ..., on: _Optional[str] = ...) -> None: ...

class GetUnitRequest(_message.Message):
    __slots__ = ("unit_id", "on")
    UNIT_ID_FIELD_NUMBER: _ClassVar[int]
    ON_FIELD_NUMBER: _ClassVar[int]
    unit_id: str
    on: str
    def __init__(self, unit_id: _Optional[str] = ..., on: _Optional[str] = ...) -> None: ...

class ListMembersRequest(_message.Message):
    __slots__ = ("committee_id", "on")
    COMMITTEE_ID_FIELD_NUMBER: _ClassVar[int]
    ON_FIELD_NUMBER: _ClassVar[int]
    committee_id: str
    on: str
    def __init__(self, committee_id: _Optional[str] = ..., on: _Optional[str] = ...) -> None: ...

class ListSubordinatesRequest(_message.Message):
    __slots__ = ("committee_id", "on", "level", "line")
    COMMITTEE_ID_FIELD_NUMBER: _ClassVar[int]
    ON_FIELD_NUMBER: _ClassVar[int]
    LEVEL_FIELD_NUMBER: _ClassVar[int]
    LINE_FIELD_NUMBER: _ClassVar[int]
    committee_id: str
    on: str
    level: str
    line: str
    def __init__(self, committee_id: _Optional[str] = ..., on: _Optional[str] = ..., level: _Optional[str] = ..., line: _Optional[str] = ...) -> None: ...

class ListHoldersRequest(_message.Message):
    __slots__ = ("unit_id", "office", "on")
    UNIT_ID_FIELD_NUMBER: _ClassVar[int]
    OFFICE_FIELD_NUMBER: _ClassVar[int]
    ON_FIELD_NUMBER: _ClassVar[int]
    unit_id: str
    office: str
    on: str
    def __init__(self, unit_id: _Optional[str] = ..., office: _Optional[str] = ..., on: _Optional[str] = ...) -> None: ...

class ExpandGroupRequest(_message.Message):
    __slots__ = ("group_id", "on")
    GROUP_ID_FIELD_NUMBER: _ClassVar[int]
    ON_FIELD_NUMBER: _ClassVar[int]
    group_id: str
    on: str
    def __init__(self, group_id: _Optional[str] = ..., on: _Optional[str] = ...) -> None: ...

class Unit(_message.Message):
    __slots__ = ("unit_id", "kind", "level", "name", "short_names", "code", "status")
    UNIT_ID_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    LEVEL_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    SHORT_NAMES_FIELD_NUMBER: _ClassVar[int]
    CODE_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    unit_id: str
    kind: str
    level: str
    name: str
    short_names: _containers.RepeatedScalarFieldContainer[str]
    code: str
    status: str
    def __init__(self, unit_id: _Optional[str] = ..., kind: _Optional[str] = ..., level: _Optional[str] = ..., name: _Optional[str] = ..., short_names: _Optional[_Iterable[str]] = ..., code: _Optional[str] = ..., status: _Optional[str] = ...) -> None: ...

class Units(_message.Message):
    __slots__ = ("units",)
    UNITS_FIELD_NUMBER: _ClassVar[int]
    units: _containers.RepeatedCompositeFieldContainer[Unit]
    def __init__(self, units: _Optional[_Iterable[_Union[Unit, _Mapping]]] = ...) -> None: ...

class Holders(_message.Message):
    __slots__ = ("person_ids",)
    PERSON_IDS_FIELD_NUMBER: _ClassVar[int]
    person_ids: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, person_ids: _Optional[_Iterable[str]] = ...) -> None: ...
