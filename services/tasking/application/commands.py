"""What clerks and units can ask of tasking; field names are those of the events."""

import datetime
from uuid import UUID

from services.tasking.domain.values import Due, PlanKind, Value
from shared.kernel.command import Command


class PartyName(Value, frozen=True, kw_only=True):
    """A name as the clerk writes it; without an id it is looked up in the registry."""

    name: str
    unit_id: UUID | None = None
    group_id: UUID | None = None


class DraftPlan(Command, frozen=True, kw_only=True):
    plan_id: UUID
    committee_id: UUID
    resolution_id: UUID
    title: str
    kind: PlanKind = "responsibility"
    bodies: tuple[UUID, ...] = ()
    carries_out: str | None = None


class ImportPlan(Command, frozen=True, kw_only=True):
    """`document` is the digest of an uploaded file; names in it are understood as `issuer` would write them
    (default: the plan's committee).
    """

    plan_id: UUID
    document: str
    issuer: UUID | None = None


class PlaceItem(Command, frozen=True, kw_only=True):
    """The same item id again puts the item anew."""

    plan_id: UUID
    item_id: UUID
    number: int
    section: str
    text: str
    leads: tuple[PartyName, ...]
    responsible: tuple[PartyName, ...] = ()
    due: Due = Due()


class SettleName(Command, frozen=True, kw_only=True):
    plan_id: UUID
    name: str
    unit_ids: tuple[UUID, ...] = ()
    group_id: UUID | None = None


class SettleLead(Command, frozen=True, kw_only=True):
    plan_id: UUID
    item_id: UUID
    unit_id: UUID


class IssuePlan(Command, frozen=True, kw_only=True):
    plan_id: UUID
    body: str
    type: str
    year: int
    sequence: int
    issued_on: datetime.date
    bodies: tuple[UUID, ...] = ()


class AcceptTask(Command, frozen=True, kw_only=True):
    task_id: UUID


class RefuseTask(Command, frozen=True, kw_only=True):
    task_id: UUID
    reason: str


class UpholdAssignment(Command, frozen=True, kw_only=True):
    task_id: UUID
    unit_id: UUID
    reason: str


class AcceptRefusal(Command, frozen=True, kw_only=True):
    task_id: UUID
    unit_id: UUID
    reason: str


class ReportProgress(Command, frozen=True, kw_only=True):
    task_id: UUID
    percent: int
    done: str
    problems: str = ""
    good_practice: str = ""
    evidence: tuple[str, ...] = ()


class FinishPart(Command, frozen=True, kw_only=True):
    task_id: UUID
    summary: str
    evidence: tuple[str, ...] = ()


class ReportWhole(Command, frozen=True, kw_only=True):
    task_id: UUID
    summary: str
    evidence: tuple[str, ...] = ()


class ConcludeTask(Command, frozen=True, kw_only=True):
    task_id: UUID
    conclusion: str
    concluded_on: datetime.date


class ReturnTask(Command, frozen=True, kw_only=True):
    task_id: UUID
    reason: str
    units: tuple[UUID, ...]
