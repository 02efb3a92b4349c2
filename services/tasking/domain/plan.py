"""A plan: what a committee makes of a consented resolution, item by item, until it is issued."""

import datetime
from collections.abc import Iterable, Sequence
from typing import Literal
from uuid import UUID

import msgspec
from msgspec.structs import replace

from services.tasking.domain import plan_rules as rules
from services.tasking.domain import refusals as no
from services.tasking.domain.number import NumberText, check_number
from services.tasking.domain.values import Consent, Due, IssuedItem, Item, Named, PlanKind, settle_name
from shared.kernel.aggregate import Aggregate
from shared.kernel.events import DomainEvent


class Plan(Aggregate):
    STREAM = "tasking.plan"

    class Drafted(DomainEvent, frozen=True, kw_only=True, event="tasking.plan.drafted"):
        plan_id: UUID
        committee_id: UUID
        kind: PlanKind
        title: str
        meeting_id: UUID
        resolution_id: UUID
        bodies: tuple[UUID, ...]
        carries_out: str | None

    class Imported(DomainEvent, frozen=True, kw_only=True, event="tasking.plan.imported"):
        document: str
        title: str
        carries_out: str | None
        encoding: str
        sections: tuple[str, ...]

    class ItemPlaced(DomainEvent, frozen=True, kw_only=True, event="tasking.plan.item_placed"):
        item_id: UUID
        number: int
        section: str
        text: str
        leads: tuple[Named, ...]
        responsible: tuple[Named, ...]
        due: Due

    class NameSettled(DomainEvent, frozen=True, kw_only=True, event="tasking.plan.name_settled"):
        name: str
        unit_ids: tuple[UUID, ...]
        group_id: UUID | None

    class LeadSettled(DomainEvent, frozen=True, kw_only=True, event="tasking.plan.lead_settled"):
        item_id: UUID
        unit_id: UUID
        name: str

    class Issued(DomainEvent, frozen=True, kw_only=True, event="tasking.plan.issued"):
        number: str
        body: str
        type: str
        year: int
        sequence: int
        issued_on: datetime.date
        bodies: tuple[UUID, ...]
        items: tuple[IssuedItem, ...]

    @classmethod
    def draft(
        cls,
        plan_id: UUID,
        consent: Consent,
        *,
        kind: PlanKind,
        title: str,
        bodies: Sequence[UUID] = (),
        carries_out: str | None = None,
    ) -> "Plan":
        rules.check_title(title)
        plan = cls(plan_id)
        plan.record(
            cls.Drafted(
                plan_id=plan_id,
                committee_id=consent.committee_id,
                kind=kind,
                title=title,
                meeting_id=consent.meeting_id,
                resolution_id=consent.resolution_id,
                bodies=tuple(dict.fromkeys(bodies)) or (consent.committee_id,),
                carries_out=carries_out,
            )
        )
        return plan

    def import_items(self, document: Imported, items: Sequence[Item]) -> None:
        """Takes a parsed document over whole, as it is (T11); only into a plan that has no items yet."""
        self.check_importable()
        if not items:
            raise no.DocumentHasNoItems("文件里没有找到任务项，请检查是否选对了文件。")
        rules.check_room(len(items))
        for item in items:
            rules.check_item(item)
        self.record(document)
        for item in items:
            self.record(_placed(item))

    def place_item(self, item: Item) -> None:
        """Adds an item, or puts it in the place of the one with the same id."""
        self.check_drafted()
        rules.check_item(item)
        rules.check_number_free(self.items.values(), item)
        rules.check_room(len(self.items.keys() | {item.item_id}))
        self.record(_placed(item))

    def settle_name(self, name: str, unit_ids: Sequence[UUID], group_id: UUID | None) -> None:
        self.check_drafted()
        rules.check_answer(self.items.values(), name, unit_ids, group_id)
        self.record(self.NameSettled(name=name, unit_ids=tuple(unit_ids), group_id=group_id))

    def settle_lead(self, item_id: UUID, unit_id: UUID, name: str) -> None:
        """The other leads the document named stay as responsible units: nothing named is dropped (T2)."""
        self.check_drafted()
        item = self.items.get(item_id)
        if item is None:
            raise no.ItemNotFound("方案里没有这一项。")
        rules.check_may_lead(item, unit_id)
        self.record(self.LeadSettled(item_id=item_id, unit_id=unit_id, name=name))

    def issue(
        self,
        number: NumberText,
        issued_on: datetime.date,
        bodies: Sequence[UUID],
        items: Sequence[IssuedItem],
        concerns: Iterable[UUID],
    ) -> None:
        self.check_drafted()
        self.check_ready()
        check_number(number)
        bodies = tuple(dict.fromkeys(bodies)) or self.bodies
        self.record(
            self.Issued(
                number=number.text,
                body=number.body,
                type=number.type,
                year=number.year,
                sequence=number.sequence,
                issued_on=issued_on,
                bodies=bodies,
                items=tuple(items),
            ),
            concerns={*concerns, *bodies},
            effective_on=issued_on,
        )

    def check_drafted(self) -> None:
        if self.stage != "drafted":
            raise no.PlanIsIssued(f"方案已以{self.number}印发，不能再改。", number=self.number)

    def check_importable(self) -> None:
        self.check_drafted()
        if self.items:
            raise no.PlanHasItems("方案里已有任务项，不能再导入。请另起草一个方案，或逐项修改现有的任务项。")

    def check_ready(self) -> None:
        rules.check_issuable(list(self.items.values()))

    def relations_of(self, unit_id: UUID) -> set[str]:
        return {"own"} if unit_id == self.owner_unit else set()

    def on_drafted(self, event: Drafted) -> None:
        self.owner_unit = event.committee_id
        self.resolution_id = event.resolution_id
        self.bodies = event.bodies
        self.title = event.title
        self.carries_out = event.carries_out
        self.items: dict[UUID, Item] = {}
        self.stage: Literal["drafted", "issued"] = "drafted"
        self.number: str | None = None

    def on_imported(self, event: Imported) -> None:
        self.title = event.title
        self.carries_out = event.carries_out

    def on_item_placed(self, event: ItemPlaced) -> None:
        self.items[event.item_id] = Item(**msgspec.structs.asdict(event))

    def on_name_settled(self, event: NameSettled) -> None:
        for item in list(self.items.values()):
            self.items[item.item_id] = name_settled_in(item, event.name, event.unit_ids, event.group_id)

    def on_lead_settled(self, event: LeadSettled) -> None:
        self.items[event.item_id] = lead_settled_in(self.items[event.item_id], event.unit_id, event.name)

    def on_issued(self, event: Issued) -> None:
        self.stage = "issued"
        self.number = event.number
        self.bodies = event.bodies


def _placed(item: Item) -> Plan.ItemPlaced:
    return Plan.ItemPlaced(**msgspec.structs.asdict(item))


def name_settled_in(item: Item, name: str, unit_ids: tuple[UUID, ...], group_id: UUID | None) -> Item:
    return replace(
        item,
        leads=settle_name(item.leads, name, unit_ids, group_id),
        responsible=settle_name(item.responsible, name, unit_ids, group_id),
    )


def lead_settled_in(item: Item, unit_id: UUID, name: str) -> Item:
    """The unit leads; leads that were named beside it become responsible units behind those already there."""
    chosen = next((lead for lead in item.leads if lead.unit_id == unit_id), None)
    lead = chosen or Named(name=name, unit_id=unit_id, settled=True)
    moved = tuple(other for other in item.leads if other != lead and other not in item.responsible)
    return replace(item, leads=(lead,), responsible=item.responsible + moved)
