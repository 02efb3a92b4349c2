"""Example office holders: neutral labels that name an office and a number, never a person."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol
from uuid import UUID

from shared.kernel.ids import derive

COMMITTEE_OFFICES = {
    "director": "示例主任",
    "executive_director": "示例常务主任",
    "deputy_director": "示例副主任",
    "secretary_general": "示例秘书长",
    "office_head": "示例办公室主任",
}
SEAT_OFFICES = {"leader_in_charge": "示例分管领导", "liaison_officer": "示例联络员"}
SECTION = "办公室"


class Staffed(Protocol):
    @property
    def unit_id(self) -> UUID: ...
    @property
    def code(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def level(self) -> str: ...


@dataclass(frozen=True, slots=True)
class PersonSeed:
    """`name` goes to the vault only."""

    person_id: UUID
    unit_id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class OfficeSeed:
    unit_id: UUID
    office: str
    person_id: UUID
    on: date


@dataclass(frozen=True, slots=True)
class SectionSeed:
    unit_id: UUID
    section: str
    on: date


Staff = tuple[tuple[PersonSeed, ...], tuple[OfficeSeed, ...], tuple[SectionSeed, ...]]


def staff(units: Sequence[Staffed], members: frozenset[UUID], on: date) -> Staff:
    """Directors of the province's, Jixi's and its subordinate committees; seats of whoever can get a task there."""
    people: list[PersonSeed] = []
    offices: list[OfficeSeed] = []
    for unit in units:
        for office, label in _offices_of(unit, members).items():
            person = derive("person", unit.unit_id, office)
            people.append(PersonSeed(person, unit.unit_id, f"{label}{len(people) + 1:03d}号"))
            offices.append(OfficeSeed(unit.unit_id, office, person, on))
    return tuple(people), tuple(offices), tuple(_sections(units, members, on))


def _offices_of(unit: Staffed, members: frozenset[UUID]) -> dict[str, str]:
    if unit.kind == "committee" and unit.code in ("230000", "230300"):
        return COMMITTEE_OFFICES | SEAT_OFFICES
    if unit.kind == "committee" and unit.code.startswith("2303"):
        return {"director": COMMITTEE_OFFICES["director"]} | SEAT_OFFICES
    return SEAT_OFFICES if unit.unit_id in members else {}


def _sections(units: Iterable[Staffed], members: frozenset[UUID], on: date) -> Iterable[SectionSeed]:
    return (SectionSeed(unit.unit_id, SECTION, on) for unit in units if unit.unit_id in members)
