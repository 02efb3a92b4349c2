"""Organization's own rules let the whole example registry through, in the order in which it stands."""

from uuid import UUID

import pytest
from msgspec import convert

from services.local.example.registry import Registry, load_registry
from services.organization.domain.group import Group, Selector
from services.organization.domain.person import check_person_name
from services.organization.domain.roster import Roster
from services.organization.domain.unit import Unit
from services.organization.domain.vocabulary import Level, Line, RelationKind, Status, UnitKind


@pytest.fixture(scope="module")
def registry() -> Registry:
    return load_registry()


@pytest.fixture(scope="module")
def units(registry: Registry) -> dict[UUID, Unit]:
    units: dict[UUID, Unit] = {}
    for seed in registry.units:
        unit = units[seed.unit_id] = Unit(seed.unit_id)
        unit.register(
            kind=convert(seed.kind, UnitKind),
            level=convert(seed.level, Level),
            name=seed.name,
            short_names=seed.short_names,
            code=seed.code,
            status=convert(seed.status, Status),
            on=seed.on,
            registered_by=seed.registered_by,
        )
    for r in registry.relations:
        kind, line = convert(r.relation, RelationKind), convert(r.line, Line | None)
        units[r.unit_id].begin_relation(kind, units[r.target], line, r.on, above(r.target, units))
    return units


def above(unit: UUID, units: dict[UUID, Unit]) -> frozenset[UUID]:
    superior = units[unit].superior
    return frozenset() if superior is None else above(superior, units) | {superior}


def test_units_and_relations_are_accepted_and_all_territories_hang_below_the_province(units, registry):
    province = registry.unit("230000").unit_id
    committees = [u for u in registry.units if u.kind == "committee" and u.unit_id != province]
    assert committees
    assert all(province in above(unit.unit_id, units) for unit in committees)


def test_groups_are_accepted(registry):
    for seed in registry.groups:
        group = Group(seed.group_id)
        assert group.id == Group.stream_id(seed.committee_id, seed.name)
        selector = Selector(kind=seed.kind, level=seed.level, line=seed.line, units=seed.units)
        group.define(seed.committee_id, seed.name, seed.aliases, selector, seed.on)


def test_office_holders_and_sections_are_accepted(units, registry):
    rosters = {seat.unit_id: Roster(Roster.stream_id(seat.unit_id)) for seat in registry.offices}
    for person in registry.people:
        check_person_name(person.name)
    for seat in registry.offices:
        units[seat.unit_id].check_can_staff(seat.office, seat.on)
        rosters[seat.unit_id].appoint(seat.unit_id, seat.office, seat.person_id, seat.on)
    for section in registry.sections:
        rosters[section.unit_id].set_section(section.unit_id, section.section, section.on)
