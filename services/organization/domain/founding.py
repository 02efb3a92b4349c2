"""Committees are founded in batches (O3): 试点先行、分期分批; alone or jointly, each under conditions of its own."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

import msgspec

from services.organization.domain.founding_refusals import (
    AlreadyFounded,
    BatchEmpty,
    BatchNameEmpty,
    BatchUnitRepeated,
    ConditionsUnmet,
    ConditionUnfit,
    ConditionUnknown,
    JointlyUnfit,
    NotInBatch,
)
from services.organization.domain.vocabulary import FoundingWay
from shared.kernel.aggregate import Aggregate
from shared.kernel.events import DomainEvent


class FoundingEntry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One unit to be founded; `jointly_under` is the committee several units found together, one of them or another."""

    unit_id: UUID
    way: FoundingWay = "alone"
    jointly_under: UUID | None = None
    conditions: tuple[str, ...] = ()


@dataclass(slots=True)
class Founding:
    entry: FoundingEntry
    met: dict[str, date] = field(default_factory=dict)
    founded_on: date | None = None


class FoundingBatch(Aggregate):
    STREAM = "organization.founding_batch"
    committee_id: UUID

    class Planned(DomainEvent, frozen=True, kw_only=True, event="organization.founding_batch.planned"):
        batch_id: UUID
        committee_id: UUID
        name: str
        pilot: bool
        planned_on: date
        entries: tuple[FoundingEntry, ...]

    class Revised(DomainEvent, frozen=True, kw_only=True, event="organization.founding_batch.revised"):
        planned_on: date
        entries: tuple[FoundingEntry, ...]
        reason: str

    class ConditionMet(DomainEvent, frozen=True, kw_only=True, event="organization.founding_batch.condition_met"):
        unit_id: UUID
        condition: str
        on: date

    class UnitFounded(DomainEvent, frozen=True, kw_only=True, event="organization.founding_batch.unit_founded"):
        unit_id: UUID
        way: FoundingWay
        jointly_under: UUID | None
        on: date

    def __init__(self, stream_id: UUID) -> None:
        super().__init__(stream_id)
        self.foundings: dict[UUID, Founding] = {}

    def plan(
        self, committee_id: UUID, name: str, planned_on: date, entries: tuple[FoundingEntry, ...], *, pilot: bool
    ) -> None:
        if not name.strip():
            raise BatchNameEmpty("请填写这一批的名称，如“市直机关第一批”。")
        check_entries(entries)
        planned = self.Planned(
            batch_id=self.id,
            committee_id=committee_id,
            name=name,
            pilot=pilot,
            planned_on=planned_on,
            entries=entries,
        )
        self.record(planned, concerns=concerned(entries), effective_on=planned_on)

    def revise(self, planned_on: date, entries: tuple[FoundingEntry, ...], reason: str) -> None:
        """Who was founded stays as it was founded."""
        check_entries(entries)
        kept = {entry.unit_id: entry for entry in entries}
        for unit_id, founding in self.foundings.items():
            if founding.founded_on is not None and kept.get(unit_id) != founding.entry:
                raise AlreadyFounded("这一批里已经成立的单位不能改动或删去。", unit_id=str(unit_id))
        left_out = set(self.foundings) - set(kept)
        revised = self.Revised(planned_on=planned_on, entries=entries, reason=reason)
        self.record(revised, concerns={*concerned(entries), *left_out}, effective_on=planned_on)

    def meet_condition(self, unit_id: UUID, condition: str, on: date) -> None:
        founding = self.to_be_founded(unit_id)
        if condition not in founding.entry.conditions:
            raise ConditionUnknown("这个单位没有这一项条件，请核对。", condition=condition)
        if condition in founding.met:
            raise ConditionUnfit(f"这一项条件在{founding.met[condition]}已经确认，不用重复确认。", condition=condition)
        self.record(self.ConditionMet(unit_id=unit_id, condition=condition, on=on), concerns={unit_id}, effective_on=on)

    def found(self, unit_id: UUID, on: date) -> FoundingEntry:
        """The entry, so that the unit itself can be told how it was founded."""
        founding = self.to_be_founded(unit_id)
        self.check_conditions_met(founding, on)
        entry = founding.entry
        founded = self.UnitFounded(unit_id=unit_id, way=entry.way, jointly_under=entry.jointly_under, on=on)
        self.record(founded, concerns=concerned([entry]), effective_on=on)
        return entry

    def to_be_founded(self, unit_id: UUID) -> Founding:
        founding = self.foundings.get(unit_id)
        if founding is None:
            raise NotInBatch("这个单位不在这一批里，请先把它列入。", unit_id=str(unit_id))
        if founding.founded_on is not None:
            raise AlreadyFounded(f"这个单位在{founding.founded_on}已经登记成立。", unit_id=str(unit_id))
        return founding

    def check_conditions_met(self, founding: Founding, on: date) -> None:
        """A condition counts from the day on which it was met."""
        wanted = founding.entry.conditions
        unmet = [each for each in wanted if each not in founding.met or founding.met[each] > on]
        if unmet:
            raise ConditionsUnmet(
                f"还有{len(unmet)}项条件没有确认：{'；'.join(unmet)}。请逐项确认后再登记成立。", conditions=unmet
            )

    def on_planned(self, event: Planned) -> None:
        self.owner_unit = self.committee_id = event.committee_id
        self._list(event.entries)

    def on_revised(self, event: Revised) -> None:
        self._list(event.entries)

    def on_condition_met(self, event: ConditionMet) -> None:
        self.foundings[event.unit_id].met[event.condition] = event.on

    def on_unit_founded(self, event: UnitFounded) -> None:
        self.foundings[event.unit_id].founded_on = event.on

    def _list(self, entries: Sequence[FoundingEntry]) -> None:
        former = self.foundings
        self.foundings = {entry.unit_id: Founding(entry) for entry in entries}
        for unit_id, founding in self.foundings.items():
            if unit_id in former:
                was = former[unit_id]
                founding.met = {each: on for each, on in was.met.items() if each in founding.entry.conditions}
                founding.founded_on = was.founded_on


def check_entries(entries: Sequence[FoundingEntry]) -> None:
    if not entries:
        raise BatchEmpty("一批至少要列一个待建的单位。")
    listed = [entry.unit_id for entry in entries]
    if len(set(listed)) < len(listed):
        raise BatchUnitRepeated("同一个单位在这一批里列了两次，请删去重复的。")
    for entry in entries:
        check_way(entry)
        check_conditions(entry)


def check_way(entry: FoundingEntry) -> None:
    if entry.way == "jointly" and entry.jointly_under is None:
        raise JointlyUnfit("联合组建的单位要写明由哪个关工委联合。", unit_id=str(entry.unit_id))
    if entry.way == "alone" and entry.jointly_under is not None:
        raise JointlyUnfit("单独建立的单位不写联合的关工委。", unit_id=str(entry.unit_id))


def check_conditions(entry: FoundingEntry) -> None:
    """Texts of the committee itself, as 单位指派一名党政领导任主任 or 规模小、人员少、过于分散."""
    if any(not condition.strip() for condition in entry.conditions):
        raise ConditionUnfit("条件不能为空，请填写或删去。", unit_id=str(entry.unit_id))
    if len(set(entry.conditions)) < len(entry.conditions):
        raise ConditionUnfit("同一项条件写了两次，请删去重复的。", unit_id=str(entry.unit_id))


def concerned(entries: Sequence[FoundingEntry]) -> set[UUID]:
    units = {entry.unit_id for entry in entries}
    return units | {entry.jointly_under for entry in entries if entry.jointly_under is not None}
