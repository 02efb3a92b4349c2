"""Names in a plan document → units and groups around the committee that issues it (O6, T11)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.organization.client import resolution
from services.organization.client.registry import Registry
from shared.database.interface import Reader
from shared.kernel.text import name_key


@dataclass(frozen=True, slots=True)
class Match:
    """What a name can mean: one unit, one group, nothing, or several things (`ambiguous`)."""

    units: Sequence[UUID]
    group: UUID | None
    ambiguous: bool


class PlanDirectory:
    """A committee's own groups and aliases first known by name, then the units around it, on one day."""

    def __init__(self, reader: Reader, committee: UUID, on: date | None = None) -> None:
        self._committee, self._on = committee, on
        self._registry = Registry(reader)

    async def find(self, name: str) -> Match:
        group = await self._registry.find_group(self._committee, name, self._on)
        units = await self._registry.named(name, self._committee, self._on)
        return Match(units=units, group=group, ambiguous=len(units) + (group is not None) > 1)

    async def suggest(self, name: str, limit: int = 5) -> Sequence[str]:
        units = await self._registry.suggest(name, self._committee, self._on, limit)
        groups = await self._registry.group_names(self._committee, self._on)
        return resolution.similar(name_key(name), {*units, *groups}, limit)
