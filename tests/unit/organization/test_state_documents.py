"""The state documents, field by field as docs/services.md names them."""

import msgspec

from services.organization.application import commands as c
from services.organization.application.views import GROUPS, PERSONS, ROSTERS, UNITS
from services.organization.domain.group import Group, Selector
from services.organization.domain.roster import Roster
from tests.unit.organization.running import Running
from tests.unit.organization.world import BUREAU, CITY, PROVINCE, SOMEBODY, day

TODAY = day("2023-07-03")


async def test_a_unit_is_shown_with_its_whole_history(running: Running) -> None:
    await running.clerk(
        CITY, c.RenameUnit(unit_id=BUREAU, name="甲市教育和体育局", short_names=("市教体局",), on=TODAY)
    )
    await running.clerk(CITY, c.ChangeUnitCode(unit_id=BUREAU, code="230300-jtj", on=TODAY))
    leaving = c.EndRelation(unit_id=BUREAU, relation="member_of", target=CITY, on=TODAY, reason="机构改革")
    await running.clerk(CITY, leaving)
    await running.clerk(CITY, c.ChangeUnitStatus(unit_id=BUREAU, status="dissolved", on=TODAY))
    await running.runner.settle()
    async with running.store.snapshot() as reader:
        document = await UNITS.find(reader, BUREAU)
    assert document is not None
    assert (document.owner_unit, document.version, document.draft) == (BUREAU, 6, False)
    assert document.fields() == {
        "unit_id": str(BUREAU),
        "kind": "department",
        "level": "prefecture",
        "registered_by": str(CITY),
        "names": [
            {"name": "甲市教育局", "short_names": ["市教育局"], "on": "2020-01-01"},
            {"name": "甲市教育和体育局", "short_names": ["市教体局"], "on": "2023-07-03"},
        ],
        "codes": [{"code": "230300-jyj", "on": "2020-01-01"}, {"code": "230300-jtj", "on": "2023-07-03"}],
        "statuses": [{"status": "established", "on": "2020-01-01"}, {"status": "dissolved", "on": "2023-07-03"}],
        "relations": [
            {
                "relation": "member_of",
                "target": str(CITY),
                "line": None,
                "from": "2020-01-01",
                "to": "2023-07-03",
                "reason": "机构改革",
            }
        ],
    }


async def test_rosters_groups_and_persons_are_shown_as_documented(running: Running) -> None:
    members = Selector(kind="members")
    office = {"unit_id": CITY, "office": "director", "person_id": SOMEBODY}
    for command in (
        c.RegisterPerson(person_id=SOMEBODY, unit_id=CITY, name="示例甲"),
        c.Appoint(**office, on=TODAY),  # type: ignore[arg-type]
        c.EndTerm(**office, on=day("2023-08-01"), reason="换届"),  # type: ignore[arg-type]
        c.SetUndertakingSection(unit_id=CITY, section="办公室", on=TODAY),
        c.ErasePerson(person_id=SOMEBODY, reason="本人要求"),
        c.DefineGroup(committee_id=CITY, name="各成员单位", selector=members, aliases=("成员单位",), on=TODAY),
    ):
        await running.clerk(CITY, command)
    group = Group.stream_id(CITY, "各成员单位")
    await running.clerk(CITY, c.RedefineGroup(group_id=group, selector=members, on=day("2023-08-01")))
    await running.runner.settle()
    async with running.store.snapshot() as reader:
        roster = await ROSTERS.find(reader, Roster.stream_id(CITY))
        groups = await GROUPS.find(reader, group)
        person = await PERSONS.find(reader, SOMEBODY)
        of_city = await ROSTERS.all_of_unit(reader, CITY)
    assert roster is not None
    assert groups is not None
    assert person is not None
    term = {
        "office": "director",
        "person_id": str(SOMEBODY),
        "from": "2023-07-03",
        "to": "2023-08-01",
        "reason": "换届",
    }
    sections = [{"section": "办公室", "on": "2023-07-03"}]
    assert roster.fields() == {"unit_id": str(CITY), "terms": [term], "sections": sections}
    assert [document.id for document in of_city] == [roster.id]
    selector = msgspec.json.decode(msgspec.json.encode(members))
    assert groups.fields() == {
        "group_id": str(group),
        "committee_id": str(CITY),
        "name": "各成员单位",
        "versions": [
            {"selector": selector, "aliases": ["成员单位"], "on": "2023-07-03"},
            {"selector": selector, "aliases": [], "on": "2023-08-01"},
        ],
    }
    assert person.fields() == {"person_id": str(SOMEBODY), "unit_id": str(CITY), "erased": True}


async def test_the_service_of_record_and_its_replica_agree(running: Running) -> None:
    """`reach` in the service's own database is what the relations in its documents say."""
    await running.runner.settle()
    async with running.store.snapshot() as reader:
        pairs = {(row["ancestor"], row["unit"]) for row in await reader.all("SELECT * FROM {reach}")}
        documents = [document.fields() for document in await UNITS.all_of_unit(reader, PROVINCE)]
    below = {
        document["unit_id"]
        for document in documents
        for held in document["relations"]
        if (held["relation"], held["target"]) == ("superior", str(PROVINCE))
    }
    assert below == {unit for ancestor, unit in pairs if ancestor == str(PROVINCE)} - {
        unit for ancestor, unit in pairs if ancestor == str(CITY)
    }
