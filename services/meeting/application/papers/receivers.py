"""Whom a transmittal notice goes to, as an office says it: all of a kind by their collective name, the others each."""

from collections.abc import Sequence
from datetime import date
from typing import Final
from uuid import UUID

from services.organization.client import Registry

NAMED_MAX: Final = 50  # more than these are told as a whole
OTHERS: Final = "各有关单位"
MEMBERS: Final = "各成员单位"
# The committees right below, by level.
_COMMITTEES: Final = {
    "prefecture": "各市（地）关工委",
    "county": "各县（市）区关工委",
    "township": "各乡镇（街道）关工委",
}


async def receivers_of(registry: Registry, committee: UUID, units: Sequence[UUID], on: date) -> tuple[str, ...]:
    """`各县（市）区关工委` where every county committee right below is among them, `各成员单位` likewise."""
    groups = await _groups(registry, committee, on)
    whole = {name: members for name, members in groups.items() if members <= set(units)}
    left = [unit for unit in units if not any(unit in members for members in whole.values())]
    names = [await registry.name_of(unit, on) for unit in left] if len(left) <= NAMED_MAX else [OTHERS]
    return (*whole, *names)


async def everybody(registry: Registry, committee: UUID, on: date) -> tuple[str, ...]:
    return tuple(await _groups(registry, committee, on))


async def _groups(registry: Registry, committee: UUID, on: date) -> dict[str, set[UUID]]:
    """Those of the committee that have anybody in them."""
    groups = {name: set(await registry.subordinates(committee, on, level=level)) for level, name in _COMMITTEES.items()}
    groups[MEMBERS] = set(await registry.members(committee, on))
    return {name: units for name, units in groups.items() if units}
