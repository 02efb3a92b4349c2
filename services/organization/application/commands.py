"""The commands of organization (docs/services.md)."""

from datetime import date
from uuid import UUID

import msgspec

from services.organization.domain.founding import FoundingEntry
from services.organization.domain.group import Selector
from services.organization.domain.vocabulary import Level, Line, MergeOutcome, Office, RelationKind, Status, UnitKind
from shared.kernel.command import Command


class Holding(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    office: Office
    person_id: UUID


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


class ChangeSuperior(Command, frozen=True, kw_only=True):
    """The former superior's last day is the one before `on`, the new one's first is `on`."""

    unit_id: UUID
    superior: UUID
    on: date
    reason: str


class MergeUnits(Command, frozen=True, kw_only=True):
    """`merged` become part of `unit_id` on the day: dissolved, or federated (they stay, led by it together)."""

    unit_id: UUID
    merged: tuple[UUID, ...]
    on: date
    reason: str
    outcome: MergeOutcome = "dissolved"


class SplitUnit(Command, frozen=True, kw_only=True):
    """`successors` come out of the unit, which stays beside them (`remains`) or is dissolved."""

    unit_id: UUID
    successors: tuple[UUID, ...]
    on: date
    reason: str
    remains: bool = False


class PlanFoundingBatch(Command, frozen=True, kw_only=True):
    """The committee plans which units of its own are founded together, on which conditions, by when."""

    batch_id: UUID
    committee_id: UUID
    name: str
    planned_on: date
    entries: tuple[FoundingEntry, ...]
    pilot: bool = False


class ReviseFoundingBatch(Command, frozen=True, kw_only=True):
    """Replaces day and list; who was founded already stays in it as it is."""

    batch_id: UUID
    planned_on: date
    entries: tuple[FoundingEntry, ...]
    reason: str


class ConfirmFoundingCondition(Command, frozen=True, kw_only=True):
    batch_id: UUID
    unit_id: UUID
    condition: str
    on: date


class FoundUnit(Command, frozen=True, kw_only=True):
    """The unit is established on the day, or federated where it is founded jointly."""

    batch_id: UUID
    unit_id: UUID
    on: date


class StartImport(Command, frozen=True, kw_only=True):
    """Does what the preview of an uploaded file shows, batch after batch."""

    import_id: UUID


class ChangeOfficeHolders(Command, frozen=True, kw_only=True):
    """After a reshuffle: who leaves and who comes on one day, all of a unit or nothing of it."""

    unit_id: UUID
    on: date
    leaving: tuple[Holding, ...] = ()
    coming: tuple[Holding, ...] = ()
    reason: str = ""


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
    """`basis`: the meeting or document by which; without names."""

    unit_id: UUID
    office: Office
    person_id: UUID
    on: date
    basis: str = ""


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
