"""The commands of organization (docs/services.md)."""

from datetime import date
from uuid import UUID

from services.organization.domain.group import Selector
from services.organization.domain.vocabulary import Level, Line, Office, RelationKind, Status, UnitKind
from shared.kernel.command import Command


class RegisterUnit(Command, frozen=True, kw_only=True):
    """Registered by the acting unit; what the loader registers, by the committee of the territory."""

    unit_id: UUID
    kind: UnitKind
    level: Level
    name: str
    code: str
    on: date
    short_names: tuple[str, ...] = ()
    status: Status = "established"


class RenameUnit(Command, frozen=True, kw_only=True):
    unit_id: UUID
    name: str
    on: date
    short_names: tuple[str, ...] = ()


class ChangeUnitCode(Command, frozen=True, kw_only=True):
    unit_id: UUID
    code: str
    on: date


class ChangeUnitStatus(Command, frozen=True, kw_only=True):
    unit_id: UUID
    status: Status
    on: date


class BeginRelation(Command, frozen=True, kw_only=True):
    unit_id: UUID
    relation: RelationKind
    target: UUID
    on: date
    line: Line | None = None


class EndRelation(Command, frozen=True, kw_only=True):
    """`on` is the first day on which the relation no longer holds."""

    unit_id: UUID
    relation: RelationKind
    target: UUID
    on: date
    reason: str


class RegisterPerson(Command, frozen=True, kw_only=True):
    """`name` goes to the vault and nowhere else."""

    person_id: UUID
    unit_id: UUID
    name: str


class CorrectPersonName(Command, frozen=True, kw_only=True):
    person_id: UUID
    name: str


class ErasePerson(Command, frozen=True, kw_only=True):
    """Deletes the name for ever; what the person did stays under its id. `reason` must not repeat the name."""

    person_id: UUID
    reason: str


class Appoint(Command, frozen=True, kw_only=True):
    unit_id: UUID
    office: Office
    person_id: UUID
    on: date


class EndTerm(Command, frozen=True, kw_only=True):
    """`on` is the first day out of office."""

    unit_id: UUID
    office: Office
    person_id: UUID
    on: date
    reason: str


class SetUndertakingSection(Command, frozen=True, kw_only=True):
    unit_id: UUID
    section: str
    on: date


class DefineGroup(Command, frozen=True, kw_only=True):
    """The group's id is derive("group", committee_id, name)."""

    committee_id: UUID
    name: str
    selector: Selector
    on: date
    aliases: tuple[str, ...] = ()


class RedefineGroup(Command, frozen=True, kw_only=True):
    """Replaces selector and aliases from the day on; the name stays."""

    group_id: UUID
    selector: Selector
    on: date
    aliases: tuple[str, ...] = ()
