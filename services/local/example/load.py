"""The example registry as commands, in phases: whatever a phase refers to was loaded by an earlier one.

Each command has a permanent step name, so a load that was killed goes on where it stopped.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from services.local.example.people import OfficeSeed, PersonSeed, SectionSeed
from services.local.example.registry import GroupSeed, RelationSeed, UnitSeed, load_registry

AT_ONCE = 16


@dataclass(frozen=True, slots=True)
class Step:
    name: str
    command: str
    fields: dict[str, Any]


Send = Callable[[Step], Awaitable[object]]
Between = Callable[[], Awaitable[object]]


def phases() -> list[list[Step]]:
    registry = load_registry()
    return [
        *_units(registry.units),
        [_relation(seed) for seed in registry.relations],
        [*map(_group, registry.groups), *map(_person, registry.people)],
        [*map(_office, registry.offices), *map(_section, registry.sections)],
    ]


def total() -> int:
    return sum(map(len, phases()))


async def load_example(send: Send, between: Between) -> None:
    """Sends every step; `between` waits until what a phase registered can be looked up by the next."""
    for phase in phases():
        places = asyncio.Semaphore(AT_ONCE)
        await asyncio.gather(*(_in_order(lane, send, places) for lane in _lanes(phase)))
        await between()


async def _in_order(steps: Sequence[Step], send: Send, places: asyncio.Semaphore) -> None:
    for step in steps:
        async with places:
            await send(step)


def _lanes(steps: Sequence[Step]) -> Iterable[Sequence[Step]]:
    """What is said of one unit is said in one order, so that every load gives the same history."""
    lanes: dict[object, list[Step]] = {}
    for step in steps:
        lanes.setdefault(step.fields.get("unit_id") or step.fields["committee_id"], []).append(step)
    return lanes.values()


def _units(units: Sequence[UnitSeed]) -> Iterator[list[Step]]:
    """A unit's registrar is registered before it: the province, then prefectures, then all others."""
    for level in ("province", "prefecture", "county", "agency"):
        yield [_unit(seed) for seed in units if seed.kind == "committee" and seed.level == level]
    yield [_unit(seed) for seed in units if seed.kind != "committee"]


def _unit(seed: UnitSeed) -> Step:
    fields = {
        "unit_id": seed.unit_id,
        "kind": seed.kind,
        "level": seed.level,
        "name": seed.name,
        "short_names": seed.short_names,
        "code": seed.code,
        "status": seed.status,
        "on": seed.on,
    }
    return Step(f"unit.{seed.unit_id}", "RegisterUnit", fields)


def _relation(seed: RelationSeed) -> Step:
    name = f"relation.{seed.unit_id}.{seed.relation}.{seed.line}.{seed.target}"
    fields = {
        "unit_id": seed.unit_id,
        "relation": seed.relation,
        "target": seed.target,
        "line": seed.line,
        "on": seed.on,
    }
    return Step(name, "BeginRelation", fields)


def _group(seed: GroupSeed) -> Step:
    fields = {
        "committee_id": seed.committee_id,
        "name": seed.name,
        "aliases": seed.aliases,
        "selector": {"kind": seed.kind, "level": seed.level, "line": seed.line, "units": seed.units},
        "on": seed.on,
    }
    return Step(f"group.{seed.group_id}", "DefineGroup", fields)


def _person(seed: PersonSeed) -> Step:
    fields = {"person_id": seed.person_id, "unit_id": seed.unit_id, "name": seed.name}
    return Step(f"person.{seed.person_id}", "RegisterPerson", fields)


def _office(seed: OfficeSeed) -> Step:
    fields = {"unit_id": seed.unit_id, "office": seed.office, "person_id": seed.person_id, "on": seed.on}
    return Step(f"office.{seed.unit_id}.{seed.office}", "Appoint", fields)


def _section(seed: SectionSeed) -> Step:
    fields = {"unit_id": seed.unit_id, "section": seed.section, "on": seed.on}
    return Step(f"section.{seed.unit_id}", "SetUndertakingSection", fields)
