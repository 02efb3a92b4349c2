"""Values of plans and tasks; the same shapes stand in events and in state documents."""

import datetime
from collections.abc import Iterable
from typing import Literal
from uuid import UUID

import msgspec

PlanKind = Literal["implementation", "responsibility"]
DueKind = Literal["date", "window", "cadence", "long_term", "relative", "vague", "none"]
Role = Literal["lead", "responsible"]


class Value(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    pass


class Due(Value, frozen=True, kw_only=True):
    """When an item, or one action inside it (scope `part`), is to be done; the words stay beside the value."""

    kind: DueKind = "none"
    start: datetime.date | None = None
    date: datetime.date | None = None
    precision: str | None = None
    text: str = ""
    scope: Literal["item", "part"] = "item"

    def of_item(self) -> datetime.date | None:
        """The day by which the whole item is due: never that of one action inside it, never a guess (T4)."""
        if self.scope == "part" or self.kind not in ("date", "window"):
            return None
        return self.date


class Named(Value, frozen=True, kw_only=True):
    """A name as the document has it and what it was resolved to; one name of several units stands once for each."""

    name: str
    unit_id: UUID | None = None
    group_id: UUID | None = None
    settled: bool = False


class Expansion(Value, frozen=True, kw_only=True):
    """The units a group stood for when the plan was issued (O6)."""

    name: str
    group_id: UUID
    units: tuple[UUID, ...]


class Item(Value, frozen=True, kw_only=True):
    item_id: UUID
    number: int
    section: str
    text: str
    leads: tuple[Named, ...]
    responsible: tuple[Named, ...]
    due: Due

    def names(self) -> tuple[Named, ...]:
        return self.leads + self.responsible


class IssuedItem(Value, frozen=True, kw_only=True):
    item_id: UUID
    number: int
    task_id: UUID


class Consent(Value, frozen=True, kw_only=True):
    """The party committee's consent to a resolution, as this service knows it (T1)."""

    resolution_id: UUID
    meeting_id: UUID
    committee_id: UUID


def settle_name(
    named: Iterable[Named], name: str, unit_ids: tuple[UUID, ...], group_id: UUID | None
) -> tuple[Named, ...]:
    """Puts the answer in the place of the first mention of the name; its other mentions go with it."""
    answer = [Named(name=name, unit_id=unit, settled=True) for unit in unit_ids]
    if group_id is not None:
        answer.append(Named(name=name, group_id=group_id, settled=True))
    settled: list[Named] = []
    for one in named:
        if one.name != name:
            settled.append(one)
        elif answer:
            settled += answer
            answer = []
    return tuple(settled)
