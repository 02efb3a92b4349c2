"""Names in plans → units and groups, by the replica of the registry; what is unknown or ambiguous stays open (T11)."""

from collections.abc import Iterable, Sequence
from typing import Any, Protocol
from uuid import UUID

from services.organization.client import PlanDirectory, Registry
from services.tasking.application.commands import PartyName
from services.tasking.domain.plan_document import qualified_names
from services.tasking.domain.values import Item, Named
from shared.commands.interface import Work
from shared.database.interface import Reader
from shared.kernel.clock import business_day

SUGGESTIONS_MAX = 5


class Match(Protocol):
    @property
    def units(self) -> Sequence[UUID]: ...

    @property
    def group(self) -> UUID | None: ...

    @property
    def ambiguous(self) -> bool: ...


def matched(name: str, match: Match) -> Named:
    if match.ambiguous or not (match.units or match.group):
        return Named(name=name)
    if match.group:
        return Named(name=name, group_id=match.group, settled=True)
    return Named(name=name, unit_id=match.units[0], settled=True)


async def look_up(names: Iterable[str], issuer: UUID, work: Work) -> dict[str, Named]:
    """Each name once, as the issuer would mean it today."""
    today = business_day(work.now)
    directory, registry = PlanDirectory(work.views, issuer, today), Registry(work.views)
    issuer_name = await registry.name_of(issuer, today)
    work.judged_by(await registry.position())
    return {name: matched(name, await find_as_written(name, directory, issuer_name)) for name in dict.fromkeys(names)}


async def find_as_written(name: str, directory: PlanDirectory, issuer_name: str) -> Match:
    """What the name means as it stands, else as the issuer would spell it in full; the first meaning counts."""
    match: Match = await directory.find(name)
    for spelling in qualified_names(name, issuer_name):
        if match.units or match.group:
            break
        match = await directory.find(spelling)
    return match


async def named_parties(parties: Sequence[PartyName], issuer: UUID, work: Work) -> tuple[Named, ...]:
    """What the clerk gave with an id is taken at that; other names are looked up. Raises UnitUnknown, GroupUnknown."""
    looked_up = await look_up((one.name for one in parties if not _given(one)), issuer, work)
    return tuple([await _checked(one, work) if _given(one) else looked_up[one.name] for one in parties])


def _given(party: PartyName) -> bool:
    return party.unit_id is not None or party.group_id is not None


async def _checked(party: PartyName, work: Work) -> Named:
    registry = Registry(work.views)
    if party.unit_id is not None:
        await registry.unit(party.unit_id)
        return Named(name=party.name, unit_id=party.unit_id, settled=True)
    assert party.group_id is not None
    await registry.group(party.group_id)
    return Named(name=party.name, group_id=party.group_id, settled=True)


async def unknown_names(items: Sequence[Item], committee: UUID, reader: Reader) -> list[dict[str, Any]]:
    """The names that wait for the clerk, each with the items it stands in and what it may mean."""
    directory, registry = PlanDirectory(reader, committee), Registry(reader)
    numbers: dict[str, list[int]] = {}
    for item in items:
        for name in dict.fromkeys(named.name for named in item.names() if not named.settled):
            numbers.setdefault(name, []).append(item.number)
    return [
        {
            "name": name,
            "items": where,
            "ambiguous": (match := await directory.find(name)).ambiguous,
            "suggestions": await _candidates(match, name, directory, registry),
        }
        for name, where in numbers.items()
    ]


async def _candidates(
    match: Match, name: str, directory: PlanDirectory, registry: Registry
) -> list[dict[str, str | None]]:
    """What the name itself can mean, then what looks like it."""
    found = await _meanings(name, match, registry)
    for similar in await directory.suggest(name, SUGGESTIONS_MAX):
        for meaning in await _meanings(similar, await directory.find(similar), registry):
            if meaning not in found:
                found.append(meaning)
    return found[:SUGGESTIONS_MAX]


async def _meanings(name: str, match: Match, registry: Registry) -> list[dict[str, str | None]]:
    meanings: list[dict[str, str | None]] = [
        {"name": await registry.name_of(unit), "unit_id": str(unit), "group_id": None} for unit in match.units
    ]
    if match.group:
        meanings.append({"name": name, "unit_id": None, "group_id": str(match.group)})
    return meanings
