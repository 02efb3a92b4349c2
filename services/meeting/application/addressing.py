"""Whom a transmittal goes to: units and groups, expanded through the registry's replica on the day of issue (O6)."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from services.meeting.domain.transmittal import Addressed, AddressedGroup, check_below
from services.organization.client import Registry
from services.organization.client.refusals import GroupUnknown
from shared.database.interface import Reader


async def address(
    reader: Reader, committee_id: UUID, units: Sequence[UUID], groups: Sequence[UUID], on: date
) -> Addressed:
    """Raises GroupUnknown, AddresseeNotBelow."""
    registry = Registry(reader)
    expansions = [await _expanded(registry, committee_id, group, on) for group in dict.fromkeys(groups)]
    every = [*units, *(unit for group in expansions for unit in group.units)]
    addressed = Addressed(units=tuple(dict.fromkeys(every)), expansions=tuple(expansions))
    check_below(addressed.units, committee_id, await below(reader, committee_id, on))
    return addressed


async def _expanded(registry: Registry, committee_id: UUID, group_id: UUID, on: date) -> AddressedGroup:
    group = await registry.group(group_id, on)
    if group.committee_id != committee_id:
        raise GroupUnknown("这个组不属于本关工委。", group_id=str(group_id))
    units = await registry.expand(committee_id, group_id, on)
    # A committee that is in its own group (市关工委及各成员单位) does not write to itself.
    return AddressedGroup(
        name=group.name, group_id=group_id, units=tuple(unit for unit in units if unit != committee_id)
    )


async def below(reader: Reader, committee_id: UUID, on: date) -> frozenset[UUID]:
    """All committees under this one, at any distance, and its member units of the day: two statements."""
    rows = await reader.all("SELECT unit FROM {reach} WHERE ancestor = :committee", {"committee": committee_id})
    members = await Registry(reader).members(committee_id, on)
    return frozenset([UUID(row["unit"]) for row in rows]) | frozenset(members)
