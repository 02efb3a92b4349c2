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

class ChangeSuperior(_message.Message):
    __slots__ = ("unit_id", "superior", "on", "reason")
    UNIT_ID_FIELD_NUMBER: _ClassVar[int]
    SUPERIOR_FIELD_NUMBER: _ClassVar[int]
    ON_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    unit_id: str
    superior: str
    on: str
    reason: str
    def __init__(self, unit_id: _Optional[str] = ..., superior: _Optional[str] = ..., on: _Optional[str] = ..., reason: _Optional[str] = ...) -> None: ...

class MergeUnits(_message.Message):
    __slots__ = ("unit_id", "merged", "on", "reason", "outcome")
    UNIT_ID_FIELD_NUMBER: _ClassVar[int]
    MERGED_FIELD_NUMBER: _ClassVar[int]
    ON_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    OUTCOME_FIELD_NUMBER: _ClassVar[int]
    unit_id: str
    merged: _containers.RepeatedScalarFieldContainer[str]
    on: str
    reason: str
    outcome: str
    def __init__(self, unit_id: _Optional[str] = ..., merged: _Optional[_Iterable[str]] = ..., on: _Optional[str] = ..., reason: _Optional[str] = ..., outcome: _Optional[str] = ...) -> None: ...

class SplitUnit(_message.Message):
    __slots__ = ("unit_id", "successors", "on", "reason", "remains")
    UNIT_ID_FIELD_NUMBER: _ClassVar[int]
    SUCCESSORS_FIELD_NUMBER: _ClassVar[int]
    ON_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    REMAINS_FIELD_NUMBER: _ClassVar[int]
    unit_id: str
    successors: _containers.RepeatedScalarFieldContainer[str]
    on: str
    reason: str
    remains: bool
    def __init__(self, unit_id: _Optional[str] = ..., successors: _Optional[_Iterable[str]] = ..., on: _Optional[str] = ..., reason: _Optional[str] = ..., remains: _Optional[bool] = ...) -> None: ...

class PlanFoundingBatch(_message.Message):
    __slots__ = ("batch_id", "committee_id", "name", "planned_on", "entries", "pilot")
    BATCH_ID_FIELD_NUMBER: _ClassVar[int]
    COMMITTEE_ID_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    PLANNED_ON_FIELD_NUMBER: _ClassVar[int]
    ENTRIES_FIELD_NUMBER: _ClassVar[int]
    PILOT_FIELD_NUMBER: _ClassVar[int]
    batch_id: str
    committee_id: str
    name: str
    planned_on: str
    entries: _containers.RepeatedCompositeFieldContainer[FoundingEntry]
    pilot: bool
    def __init__(self, batch_id: _Optional[str] = ..., committee_id: _Optional[str] = ..., name: _Optional[str] = ..., planned_on: _Optional[str] = ..., entries: _Optional[_Iterable[_Union[FoundingEntry, _Mapping]]] = ..., pilot: _Optional[bool] = ...) -> None: ...

class ReviseFoundingBatch(_message.Message):
    __slots__ = ("batch_id", "planned_on", "entries", "reason")
    BATCH_ID_FIELD_NUMBER: _ClassVar[int]
    PLANNED_ON_FIELD_NUMBER: _ClassVar[int]
    ENTRIES_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    batch_id: str
    planned_on: str
    entries: _containers.RepeatedCompositeFieldContainer[FoundingEntry]
    reason: str
    def __init__(self, batch_id: _Optional[str] = ..., planned_on: _Optional[str] = ..., entries: _Optional[_Iterable[_Union[FoundingEntry, _Mapping]]] = ..., reason: _Optional[str] = ...) -> None: ...

class ConfirmFoundingCondition(_message.Message):
    __slots__ = ("batch_id", "unit_id", "condition", "on")
    BATCH_ID_FIELD_NUMBER: _ClassVar[int]
    UNIT_ID_FIELD_NUMBER: _ClassVar[int]
    CONDITION_FIELD_NUMBER: _ClassVar[int]
    ON_FIELD_NUMBER: _ClassVar[int]
    batch_id: str
    unit_id: str
    condition: str
    on: str
    def __init__(self, batch_id: _Optional[str] = ..., unit_id: _Optional[str] = ..., condition: _Optional[str] = ..., on: _Optional[str] = ...) -> None: ...

class FoundUnit(_message.Message):
    __slots__ = ("batch_id", "unit_id", "on")
    BATCH_ID_FIELD_NUMBER: _ClassVar[int]
    UNIT_ID_FIELD_NUMBER: _ClassVar[int]
    ON_FIELD_NUMBER: _ClassVar[int]
    batch_id: str
    unit_id: str
    on: str
    def __init__(self, batch_id: _Optional[str] = ..., unit_id: _Optional[str] = ..., on: _Optional[str] = ...) -> None: ...

class FoundingEntry(_message.Message):
    __slots__ = ("unit_id", "way", "jointly_under", "conditions")
    UNIT_ID_FIELD_NUMBER: _ClassVar[int]
    WAY_FIELD_NUMBER: _ClassVar[int]
    JOINTLY_UNDER_FIELD_NUMBER: _ClassVar[int]
    CONDITIONS_FIELD_NUMBER: _ClassVar[int]
    unit_id: str
    way: str
    jointly_under: str
    conditions: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, unit_id: _Optional[str] = ..., way: _Optional[str] = ..., jointly_under: _Optional[str] = ..., conditions: _Optional[_Iterable[str]] = ...) -> None: ...

class StartImport(_message.Message):
    __slots__ = ("import_id",)
    IMPORT_ID_FIELD_NUMBER: _ClassVar[int]
    import_id: str
    def __init__(self, import_id: _Optional[str] = ...) -> None: ...

class ChangeOfficeHolders(_message.Message):
    __slots__ = ("unit_id", "on", "leaving", "coming", "reason")
    UNIT_ID_FIELD_NUMBER: _ClassVar[int]
    ON_FIELD_NUMBER: _ClassVar[int]
    LEAVING_FIELD_NUMBER: _ClassVar[int]
    COMING_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    unit_id: str
    on: str
    leaving: _containers.RepeatedCompositeFieldContainer[Holding]
    coming: _containers.RepeatedCompositeFieldContainer[Holding]
    reason: str
    def __init__(self, unit_id: _Optional[str] = ..., on: _Optional[str] = ..., leaving: _Optional[_Iterable[_Union[Holding, _Mapping]]] = ..., coming: _Optional[_Iterable[_Union[Holding, _Mapping]]] = ..., reason: _Optional[str] = ...) -> None: ...

class Holding(_message.Message):
    __slots__ = ("office", "person_id")
    OFFICE_FIELD_NUMBER: _ClassVar[int]
    PERSON_ID_FIELD_NUMBER: _ClassVar[int]
    office: str
    person_id: str
    def __init__(self, office: _Optional[str] = ..., person_id: _Optional[str] = ...) -> None: ...

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
    __slots__ = ("unit_id", "office", "person_id", "on", "basis")
    UNIT_ID_FIELD_NUMBER: _ClassVar[int]
    OFFICE_FIELD_NUMBER: _ClassVar[int]
    PERSON_ID_FIELD_NUMBER: _ClassVar[int]
    ON_FIELD_NUMBER: _ClassVar[int]
    BASIS_FIELD_NUMBER: _ClassVar[int]
    unit_id: str
    office: str
    person_id: str
    on: str
    basis: str
    def __init__(self, unit_id: _Optional[str] = ..., office: _Optional[str] = ..., person_id: _Optional[str] = ..., on: _Optional[str] = ..., basis: _Optional[str] = ...) -> None: ...

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

class ListCoveredUnitsRequest(_message.Message):
    __slots__ = ("unit_id", "on", "line", "status", "limit", "cursor")
    UNIT_ID_FIELD_NUMBER: _ClassVar[int]
    ON_FIELD_NUMBER: _ClassVar[int]
    LINE_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    LIMIT_FIELD_NUMBER: _ClassVar[int]
    CURSOR_FIELD_NUMBER: _ClassVar[int]
    unit_id: str
    on: str
    line: str
    status: str
    limit: int
    cursor: str
    def __init__(self, unit_id: _Optional[str] = ..., on: _Optional[str] = ..., line: _Optional[str] = ..., status: _Optional[str] = ..., limit: _Optional[int] = ..., cursor: _Optional[str] = ...) -> None: ...

class SearchUnitsRequest(_message.Message):
    __slots__ = ("text", "line", "on", "limit", "cursor")
    TEXT_FIELD_NUMBER: _ClassVar[int]
    LINE_FIELD_NUMBER: _ClassVar[int]
    ON_FIELD_NUMBER: _ClassVar[int]
    LIMIT_FIELD_NUMBER: _ClassVar[int]
    CURSOR_FIELD_NUMBER: _ClassVar[int]
    text: str
    line: str
    on: str
    limit: int
    cursor: str
    def __init__(self, text: _Optional[str] = ..., line: _Optional[str] = ..., on: _Optional[str] = ..., limit: _Optional[int] = ..., cursor: _Optional[str] = ...) -> None: ...

class ListBranchRequest(_message.Message):
    __slots__ = ("unit_id", "kind", "on", "limit", "cursor")
    UNIT_ID_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    ON_FIELD_NUMBER: _ClassVar[int]
    LIMIT_FIELD_NUMBER: _ClassVar[int]
    CURSOR_FIELD_NUMBER: _ClassVar[int]
    unit_id: str
    kind: str
    on: str
    limit: int
    cursor: str
    def __init__(self, unit_id: _Optional[str] = ..., kind: _Optional[str] = ..., on: _Optional[str] = ..., limit: _Optional[int] = ..., cursor: _Optional[str] = ...) -> None: ...

class GetImportRequest(_message.Message):
    __slots__ = ("import_id",)
    IMPORT_ID_FIELD_NUMBER: _ClassVar[int]
    import_id: str
    def __init__(self, import_id: _Optional[str] = ...) -> None: ...

class Import(_message.Message):
    __slots__ = ("import_id", "prepared_at", "state", "rows", "new", "changed", "unchanged", "errors", "entries", "done", "refused")
    IMPORT_ID_FIELD_NUMBER: _ClassVar[int]
    PREPARED_AT_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    ROWS_FIELD_NUMBER: _ClassVar[int]
    NEW_FIELD_NUMBER: _ClassVar[int]
    CHANGED_FIELD_NUMBER: _ClassVar[int]
    UNCHANGED_FIELD_NUMBER: _ClassVar[int]
    ERRORS_FIELD_NUMBER: _ClassVar[int]
    ENTRIES_FIELD_NUMBER: _ClassVar[int]
    DONE_FIELD_NUMBER: _ClassVar[int]
    REFUSED_FIELD_NUMBER: _ClassVar[int]
    import_id: str
    prepared_at: str
    state: str
    rows: int
    new: int
    changed: int
    unchanged: int
    errors: int
    entries: int
    done: int
    refused: int
    def __init__(self, import_id: _Optional[str] = ..., prepared_at: _Optional[str] = ..., state: _Optional[str] = ..., rows: _Optional[int] = ..., new: _Optional[int] = ..., changed: _Optional[int] = ..., unchanged: _Optional[int] = ..., errors: _Optional[int] = ..., entries: _Optional[int] = ..., done: _Optional[int] = ..., refused: _Optional[int] = ...) -> None: ...

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

class Entry(_message.Message):
    __slots__ = ("unit", "on", "founded_on", "relations", "predecessors", "successors", "became", "superiors")
    UNIT_FIELD_NUMBER: _ClassVar[int]
    ON_FIELD_NUMBER: _ClassVar[int]
    FOUNDED_ON_FIELD_NUMBER: _ClassVar[int]
    RELATIONS_FIELD_NUMBER: _ClassVar[int]
    PREDECESSORS_FIELD_NUMBER: _ClassVar[int]
    SUCCESSORS_FIELD_NUMBER: _ClassVar[int]
    BECAME_FIELD_NUMBER: _ClassVar[int]
    SUPERIORS_FIELD_NUMBER: _ClassVar[int]
    unit: Unit
    on: str
    founded_on: str
    relations: _containers.RepeatedCompositeFieldContainer[EntryRelation]
    predecessors: _containers.RepeatedCompositeFieldContainer[Succession]
    successors: _containers.RepeatedCompositeFieldContainer[Succession]
    became: _containers.RepeatedCompositeFieldContainer[Unit]
    superiors: _containers.RepeatedCompositeFieldContainer[Unit]
    def __init__(self, unit: _Optional[_Union[Unit, _Mapping]] = ..., on: _Optional[str] = ..., founded_on: _Optional[str] = ..., relations: _Optional[_Iterable[_Union[EntryRelation, _Mapping]]] = ..., predecessors: _Optional[_Iterable[_Union[Succession, _Mapping]]] = ..., successors: _Optional[_Iterable[_Union[Succession, _Mapping]]] = ..., became: _Optional[_Iterable[_Union[Unit, _Mapping]]] = ..., superiors: _Optional[_Iterable[_Union[Unit, _Mapping]]] = ...) -> None: ...

class EntryRelation(_message.Message):
    __slots__ = ("relation", "target", "name", "line")
    RELATION_FIELD_NUMBER: _ClassVar[int]
    TARGET_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    LINE_FIELD_NUMBER: _ClassVar[int]
    FROM_FIELD_NUMBER: _ClassVar[int]
    relation: str
    target: str
    name: str
    line: str
    def __init__(self, relation: _Optional[str] = ..., target: _Optional[str] = ..., name: _Optional[str] = ..., line: _Optional[str] = ..., **kwargs) -> None: ...

class Succession(_message.Message):
    __slots__ = ("unit_id", "name", "kind", "on")
    UNIT_ID_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    ON_FIELD_NUMBER: _ClassVar[int]
    unit_id: str
    name: str
    kind: str
    on: str
    def __init__(self, unit_id: _Optional[str] = ..., name: _Optional[str] = ..., kind: _Optional[str] = ..., on: _Optional[str] = ...) -> None: ...

class Units(_message.Message):
    __slots__ = ("units",)
    UNITS_FIELD_NUMBER: _ClassVar[int]
    units: _containers.RepeatedCompositeFieldContainer[Unit]
    def __init__(self, units: _Optional[_Iterable[_Union[Unit, _Mapping]]] = ...) -> None: ...

class UnitsPage(_message.Message):
    __slots__ = ("units", "cursor")
    UNITS_FIELD_NUMBER: _ClassVar[int]
    CURSOR_FIELD_NUMBER: _ClassVar[int]
    units: _containers.RepeatedCompositeFieldContainer[Unit]
    cursor: str
    def __init__(self, units: _Optional[_Iterable[_Union[Unit, _Mapping]]] = ..., cursor: _Optional[str] = ...) -> None: ...

class Coverage(_message.Message):
    __slots__ = ("committee", "on", "total", "own", "branches", "lines")
    COMMITTEE_FIELD_NUMBER: _ClassVar[int]
    ON_FIELD_NUMBER: _ClassVar[int]
    TOTAL_FIELD_NUMBER: _ClassVar[int]
    OWN_FIELD_NUMBER: _ClassVar[int]
    BRANCHES_FIELD_NUMBER: _ClassVar[int]
    LINES_FIELD_NUMBER: _ClassVar[int]
    committee: Unit
    on: str
    total: Figure
    own: Figure
    branches: _containers.RepeatedCompositeFieldContainer[Branch]
    lines: _containers.RepeatedCompositeFieldContainer[LineFigure]
    def __init__(self, committee: _Optional[_Union[Unit, _Mapping]] = ..., on: _Optional[str] = ..., total: _Optional[_Union[Figure, _Mapping]] = ..., own: _Optional[_Union[Figure, _Mapping]] = ..., branches: _Optional[_Iterable[_Union[Branch, _Mapping]]] = ..., lines: _Optional[_Iterable[_Union[LineFigure, _Mapping]]] = ...) -> None: ...

class Figure(_message.Message):
    __slots__ = ("planned", "established", "federated", "covered", "should", "percent")
    PLANNED_FIELD_NUMBER: _ClassVar[int]
    ESTABLISHED_FIELD_NUMBER: _ClassVar[int]
    FEDERATED_FIELD_NUMBER: _ClassVar[int]
    COVERED_FIELD_NUMBER: _ClassVar[int]
    SHOULD_FIELD_NUMBER: _ClassVar[int]
    PERCENT_FIELD_NUMBER: _ClassVar[int]
    planned: int
    established: int
    federated: int
    covered: int
    should: int
    percent: str
    def __init__(self, planned: _Optional[int] = ..., established: _Optional[int] = ..., federated: _Optional[int] = ..., covered: _Optional[int] = ..., should: _Optional[int] = ..., percent: _Optional[str] = ...) -> None: ...

class Branch(_message.Message):
    __slots__ = ("unit", "figure")
    UNIT_FIELD_NUMBER: _ClassVar[int]
    FIGURE_FIELD_NUMBER: _ClassVar[int]
    unit: Unit
    figure: Figure
    def __init__(self, unit: _Optional[_Union[Unit, _Mapping]] = ..., figure: _Optional[_Union[Figure, _Mapping]] = ...) -> None: ...

class LineFigure(_message.Message):
    __slots__ = ("line", "figure")
    LINE_FIELD_NUMBER: _ClassVar[int]
    FIGURE_FIELD_NUMBER: _ClassVar[int]
    line: str
    figure: Figure
    def __init__(self, line: _Optional[str] = ..., figure: _Optional[_Union[Figure, _Mapping]] = ...) -> None: ...

class Holders(_message.Message):
    __slots__ = ("person_ids",)
    PERSON_IDS_FIELD_NUMBER: _ClassVar[int]
    person_ids: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, person_ids: _Optional[_Iterable[str]] = ...) -> None: ...
