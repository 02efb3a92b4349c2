"""What the acting unit is to the unit a command is about, read from the streams themselves.

Not from the views: they follow a moment later, and a whole registry is loaded command after command.
"""

from uuid import UUID

from services.organization.domain.claim import UnitCode
from services.organization.domain.codes import lies_in, territories_above
from services.organization.domain.unit import Unit
from services.organization.domain.vocabulary import RelationKind
from shared.commands.interface import Work

LOADER = "service:local"
# A relation that no permission row names: the unit is known to everybody, so the answer is "not permitted".
OUTSIDE = "outside"
BINDING: frozenset[RelationKind] = frozenset({"superior", "member_of"})


async def superiors_of(work: Work, unit: Unit) -> list[UUID]:
    """The committees above a unit, the nearest first."""
    return await _chain(work, unit.superior)


async def _chain(work: Work, start: UUID | None) -> list[UUID]:
    chain: list[UUID] = []
    following = start
    while following is not None and following not in chain:
        chain.append(following)
        committee = await work.find(Unit, following)
        following = committee.superior if committee else None
    return chain


async def relations_to(work: Work, unit: Unit) -> set[str]:
    acting = work.actor.unit_id
    members_committees = unit.open_targets("member_of")
    relations = {OUTSIDE}
    if work.actor.role == LOADER:
        relations.add("loading")
    if acting == unit.id:
        relations.add("own")
    if acting in await _chain(work, unit.answerable):
        relations.add("superior")
    if acting in members_committees:
        relations.add("committee_of_member")
    if acting == unit.registered_by and unit.superior is None and not members_committees:
        relations.add("registrar")
    return relations


async def relations_to_new(work: Work, code: str) -> set[str]:
    """For a unit that is not registered yet: its code says in whose territory it lies."""
    if work.actor.role == LOADER:
        return {"loading"}
    acting = await work.find(Unit, work.actor.unit_id)
    if acting is not None and acting.kind == "committee" and acting.status != "dissolved":
        return {"superior"} if lies_in(code, acting.code) else {OUTSIDE}
    return {OUTSIDE}


async def registrar_of(work: Work, unit_id: UUID, code: str) -> UUID:
    """The acting unit; for the loader, which is no unit, the committee of the territory, or else the unit itself."""
    if work.actor.role != LOADER:
        return work.actor.unit_id
    for territory in territories_above(code):
        claimed = await work.find(UnitCode, UnitCode.stream_id(territory))
        if claimed is not None and claimed.holder is not None:
            return claimed.holder
    return unit_id


async def relations_for_binding(work: Work, unit: Unit, relation: RelationKind, target: Unit | None) -> set[str]:
    """Whose unit is put under whom is decided above both: not by the unit itself, nor without the other side.

    `target` is None where a relation ends: that needs no consent of the other side.
    """
    relations = await relations_to(work, unit)
    if relation not in BINDING:
        return relations
    relations.discard("own")
    if target is not None and not await _answers_for(work, target):
        return {OUTSIDE}
    return relations


async def _answers_for(work: Work, target: Unit) -> bool:
    return bool(await relations_to(work, target) & {"own", "superior", "loading"})
