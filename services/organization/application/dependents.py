"""Who has an open relation to a unit: what must be settled before the unit can go (O1).

The relations are in the streams of the others, so they are looked up in the replica; what is found is judged by
the streams themselves, and the events record the position that was looked at.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from services.organization.client import Registry
from services.organization.domain.refusals import DependentsTooMany, DependentsUnsettled
from services.organization.domain.relation import Relation
from services.organization.domain.unit import Unit
from services.organization.domain.vocabulary import RELATION_WORDS
from shared.commands.interface import Work

# Each moves with two events, and a command is one batch of at most BATCH_EVENTS_MAX.
MOVED_AT_ONCE_MAX: Final = 200
NAMED: Final = 5


@dataclass(frozen=True, slots=True)
class Dependent:
    unit: Unit
    relation: Relation


async def dependents_of(work: Work, unit: Unit) -> Sequence[Dependent]:
    """The open relations whose other side is this unit, by who has them."""
    rows = await work.views.all(
        "SELECT DISTINCT unit_id FROM {registry_relations} WHERE target = :unit AND until IS NULL ORDER BY unit_id",
        {"unit": unit.id},
    )
    work.judged_by(await Registry(work.views).position())
    holders = [await work.get(Unit, UUID(row["unit_id"])) for row in rows]
    return [Dependent(holder, held) for holder in holders for held in holder.relations if _binds(held, unit)]


def _binds(held: Relation, unit: Unit) -> bool:
    return held.target == unit.id and held.until is None


async def check_no_dependents(work: Work, unit: Unit) -> None:
    left = await dependents_of(work, unit)
    if left:
        names = "、".join([await _told(work, dependent) for dependent in left[:NAMED]])
        more = f"等{len(left)}项" if len(left) > NAMED else ""
        raise DependentsUnsettled(
            f"还有单位与本单位有关系：{names}{more}。请先为它们变更上级或终止关系，再登记本单位撤销。",
            units=sorted({str(dependent.unit.id) for dependent in left}),
        )


async def _told(work: Work, dependent: Dependent) -> str:
    name = await Registry(work.views).name_of(dependent.unit.id)
    return f"{name}（{RELATION_WORDS[dependent.relation.kind]}）"


async def move_dependents(work: Work, unit: Unit, successor: Unit, on: date, reason: str) -> None:
    """Whoever had a relation to the unit has the same one to its successor from that day on."""
    found = await dependents_of(work, unit)
    if len(found) > MOVED_AT_ONCE_MAX:
        raise DependentsTooMany(
            f"与该单位有关系的单位有{len(found)}个，一次最多转{MOVED_AT_ONCE_MAX}个。请先为一部分单位变更上级，再办合并。"
        )
    for dependent in found:
        holder, held = dependent.unit, dependent.relation
        holder.end_relation(held.kind, unit.id, on, reason)
        if _moves(holder, held, successor):
            holder.begin_relation(held.kind, successor, held.line, on, frozenset())


def _moves(holder: Unit, held: Relation, successor: Unit) -> bool:
    """What is no more, or would be related to itself or twice, only ends."""
    if holder.id == successor.id or holder.status == "dissolved":
        return False
    return holder.open_relation(held.kind, successor.id) is None
