"""What rules need to know of other things: units and offices from the registry's replica, documents from the store."""

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from services.meeting.domain import refusals
from services.meeting.domain.vocabulary import MemberUnit, Recording
from services.organization.client import Registry, UnitRecord, precedence
from shared.commands.interface import Work
from shared.contents.store import check_known
from shared.kernel.clock import business_day


class Facts:
    """One command's look-ups, all of one snapshot; made by `facts_of`, which notes the replica's position."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._registry = Registry(work.views)
        self.today = business_day(work.now)

    async def note_position(self) -> None:
        self._work.judged_by(await self._registry.position())

    async def check_is_committee(self, unit_id: UUID) -> None:
        unit = await self._registry.unit(unit_id, self.today)
        if unit.kind != "committee":
            raise refusals.NotACommittee(f"{unit.name}不是关工委，不能筹备会议。", unit_id=str(unit_id))

    async def known_units(self, units: Iterable[UUID]) -> frozenset[UUID]:
        return frozenset([unit for unit in units if await self._registry.exists(unit)])

    async def kinds_of(self, units: Iterable[UUID], on: date) -> dict[UUID, str]:
        known = await self.known_units(units)
        return {unit: (await self._registry.unit(unit, on)).kind for unit in known}

    async def party_committee(self, committee: UUID, on: date) -> UUID | None:
        return await self._registry.party_committee(committee, on)

    async def is_member(self, unit: UUID, committee: UUID) -> bool:
        return committee in await self._registry.committees_of(unit, self.today)

    async def superiors(self, committee: UUID) -> list[UUID]:
        return await self._registry.superiors(committee, self.today)

    async def is_at_or_below(self, unit: UUID, committee: UUID) -> bool:
        return unit == committee or committee in await self.superiors(unit)

    async def subordinates(self, committee: UUID, on: date) -> frozenset[UUID]:
        """The committees right below it."""
        return frozenset(await self._registry.subordinates(committee, on))

    async def offices_of(self, committee: UUID, person: UUID | None, on: date) -> frozenset[str]:
        return await self._registry.offices_of(committee, person, on) if person else frozenset()

    async def participants(self, committee: UUID, named: Iterable[UUID], on: date) -> dict[UUID, MemberUnit]:
        """All member units of the day in their order of precedence, then whoever else is named and registered."""
        found = [await self._registry.unit(unit, on) for unit in await self._registry.members(committee, on)]
        members = sorted(found, key=precedence)
        known = {unit.id for unit in members}
        others = await self.known_units(unit for unit in named if unit not in known)
        units = [*members, *[await self._registry.unit(unit, on) for unit in sorted(others)]]
        return {unit.id: await self._participant(unit, on, is_member=unit.id in known) for unit in units}

    async def _participant(self, unit: UnitRecord, on: date, *, is_member: bool) -> MemberUnit:
        return MemberUnit(
            unit_id=unit.id,
            name=unit.name,
            is_member=is_member,
            liaison_officer=_single(await self._registry.holders(unit.id, "liaison_officer", on)),
            leader_in_charge=_single(await self._registry.holders(unit.id, "leader_in_charge", on)),
        )

    async def check_documents(self, *digests: str | None) -> None:
        """Raises DocumentUnknown unless the acting unit uploaded each of them."""
        await check_known(self._work.views, digests, self._work.actor.unit_id)

    def recording(self) -> Recording:
        return Recording(recorded_by=self._work.actor.unit_id, today=self.today)


async def facts_of(work: Work) -> Facts:
    facts = Facts(work)
    await facts.note_position()
    return facts


def _single(holders: Sequence[UUID]) -> UUID | None:
    return holders[0] if holders else None
