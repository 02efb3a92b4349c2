"""Rules that hold between streams, and what a command at the same time, or again, gets."""

import asyncio
from collections.abc import Sequence

import pytest

from services.organization.application import commands as c
from services.organization.client import Registry
from services.organization.domain.group import Group, Selector
from services.organization.domain.refusals import (
    CodeTaken,
    GroupNameTaken,
    NoCommittee,
    OfficeUnfit,
    PersonErased,
    PersonUnknown,
    SelectorUnitUnknown,
    SuperiorCycle,
)
from shared.kernel.command import Command
from shared.kernel.errors import NotFound, Refusal
from shared.kernel.ids import derive
from tests.unit.organization.running import Running
from tests.unit.organization.world import (
    ANOTHER,
    BUREAU,
    CITY,
    COUNTY,
    FOUNDED,
    OTHER_CITY,
    PARTY,
    PROVINCE,
    SOMEBODY,
    day,
    registering,
)

TODAY = day("2023-07-03")
MEMBERS = Selector(kind="members")


@pytest.mark.refuses("O1")
async def test_o1_two_units_registered_at_once_under_one_code_are_not_both_accepted(running: Running) -> None:
    twins = [registering(derive("twin", n), "市财政局", "230300-czj", kind="department") for n in range(4)]
    outcomes = await asyncio.gather(*(running.clerk(CITY, twin) for twin in twins), return_exceptions=True)
    refused = [outcome for outcome in outcomes if isinstance(outcome, CodeTaken)]
    assert len(refused) == 3


@pytest.mark.accepts("O1")
async def test_o1_a_code_moves_on_when_its_unit_changes_it_or_is_dissolved(running: Running) -> None:
    await running.clerk(CITY, c.ChangeUnitCode(unit_id=BUREAU, code="230300-jtj", on=TODAY))
    successor = derive("unit", "new bureau")
    with pytest.raises(CodeTaken):
        await running.clerk(CITY, registering(successor, "市教育局", "230300-jyj", kind="department"))
    await running.clerk(CITY, registering(successor, "市教育局", "230300-jyj", kind="department", on=TODAY))
    await running.clerk(CITY, c.ChangeUnitStatus(unit_id=successor, status="dissolved", on=TODAY))
    third = registering(derive("unit", "third"), "市教育局", "230300-jyj", kind="department", on=TODAY)
    await running.clerk(CITY, third)


@pytest.mark.refuses("O1")
async def test_o1_a_superior_is_never_found_below(running: Running) -> None:
    with pytest.raises(SuperiorCycle):
        await running.relate(PROVINCE, "superior", COUNTY)


@pytest.mark.accepts("O2")
async def test_o2_an_appointed_person_is_found_through_the_replica(running: Running) -> None:
    await running.clerk(CITY, c.RegisterPerson(person_id=SOMEBODY, unit_id=BUREAU, name="示例甲"))
    await running.clerk(CITY, c.Appoint(unit_id=BUREAU, office="liaison_officer", person_id=SOMEBODY, on=TODAY))
    await running.runner.settle()
    async with running.store.snapshot() as reader:
        assert await Registry(reader).holders(BUREAU, "liaison_officer", TODAY) == [SOMEBODY]
        assert await Registry(reader).holders(BUREAU, "liaison_officer", FOUNDED) == []


@pytest.mark.refuses("O2")
async def test_o2_only_known_and_unerased_people_take_office_and_committee_offices_only_committees(
    running: Running,
) -> None:
    await running.clerk(CITY, c.RegisterPerson(person_id=SOMEBODY, unit_id=BUREAU, name="示例甲"))
    with pytest.raises(OfficeUnfit):
        await running.clerk(CITY, c.Appoint(unit_id=BUREAU, office="director", person_id=SOMEBODY, on=TODAY))
    await running.clerk(CITY, c.ErasePerson(person_id=SOMEBODY, reason="本人要求"))
    with pytest.raises(PersonErased):
        await running.clerk(CITY, c.Appoint(unit_id=BUREAU, office="leader_in_charge", person_id=SOMEBODY, on=TODAY))
    with pytest.raises(PersonUnknown):
        await running.clerk(CITY, c.Appoint(unit_id=BUREAU, office="leader_in_charge", person_id=ANOTHER, on=TODAY))


async def test_another_units_person_is_not_reached_by_appointing_it(running: Running) -> None:
    await running.clerk(OTHER_CITY, c.RegisterPerson(person_id=SOMEBODY, unit_id=OTHER_CITY, name="示例甲"))
    with pytest.raises(PersonUnknown):
        await running.clerk(CITY, c.Appoint(unit_id=CITY, office="director", person_id=SOMEBODY, on=TODAY))


async def test_a_leader_of_the_hosting_party_committee_becomes_director(running: Running) -> None:
    await running.clerk(PARTY, c.RegisterPerson(person_id=SOMEBODY, unit_id=PARTY, name="示例甲"))
    await running.clerk(CITY, c.Appoint(unit_id=CITY, office="director", person_id=SOMEBODY, on=TODAY))


def defining(name: str, *aliases: str, selector: Selector = MEMBERS) -> c.DefineGroup:
    return c.DefineGroup(committee_id=CITY, name=name, aliases=aliases, selector=selector, on=FOUNDED)


@pytest.mark.refuses("O6")
@pytest.mark.parametrize(
    ("first", "second"),
    [
        (defining("市直关工委"), defining("市直关工委")),
        (defining("市直关工委"), defining("市直各关工委", "市直 关工委")),
        (defining("工会等", "工青妇"), defining("工青妇")),
        (defining("工会等", "公检（法）"), defining("法院等", "公检(法)")),
    ],
)
async def test_o6_names_and_aliases_of_a_committee_never_collide(
    running: Running, first: c.DefineGroup, second: c.DefineGroup
) -> None:
    await running.clerk(CITY, first)
    with pytest.raises(GroupNameTaken):
        await running.clerk(CITY, second)
    await running.clerk(
        OTHER_CITY, c.DefineGroup(committee_id=OTHER_CITY, name=second.name, selector=MEMBERS, on=TODAY)
    )


@pytest.mark.accepts("O6")
async def test_o6_an_alias_given_up_is_free_for_another_group_from_that_day_on(running: Running) -> None:
    await running.clerk(CITY, defining("群团组织", "工青妇"))
    group = Group.stream_id(CITY, "群团组织")
    await running.clerk(CITY, c.RedefineGroup(group_id=group, selector=MEMBERS, aliases=("群团",), on=TODAY))
    taken = c.DefineGroup(committee_id=CITY, name="工青妇", selector=MEMBERS, on=day("2023-07-02"))
    with pytest.raises(GroupNameTaken):
        await running.clerk(CITY, taken)
    answer = await running.clerk(CITY, c.DefineGroup(committee_id=CITY, name="工青妇", selector=MEMBERS, on=TODAY))
    assert answer.stream_id == Group.stream_id(CITY, "工青妇")


@pytest.mark.refuses("O6")
async def test_o6_a_group_belongs_to_a_committee_and_lists_registered_units(running: Running) -> None:
    with pytest.raises(NoCommittee):
        await running.clerk(BUREAU, c.DefineGroup(committee_id=BUREAU, name="各科", selector=MEMBERS, on=TODAY))
    listed = Selector(kind="units", units=(BUREAU, derive("unit", "nobody")))
    with pytest.raises(SelectorUnitUnknown):
        await running.clerk(CITY, defining("名单", selector=listed))


async def test_a_refused_command_leaves_nothing_behind(running: Running) -> None:
    before = await running.store.head()
    failing: Sequence[Command] = (
        registering(derive("unit", "x"), "市财政局", "230300-jyj", kind="department"),
        c.RenameUnit(unit_id=BUREAU, name=" ", on=TODAY),
        c.RegisterPerson(person_id=SOMEBODY, unit_id=BUREAU, name=""),
        defining("组", selector=Selector(kind="units")),
    )
    for command in failing:
        with pytest.raises(Refusal):
            await running.clerk(CITY, command)
    assert await running.store.head() == before
    async with running.store.snapshot() as reader:
        assert await reader.all("SELECT * FROM {vault_names}") == []


async def test_a_repeated_command_does_nothing_twice(running: Running) -> None:
    command = registering(derive("unit", "x"), "市财政局", "230300-czj", kind="department")
    first = await running.give(command, CITY, "clerk", key="once")
    assert await running.give(command, CITY, "clerk", key="once") == first


async def test_unknown_units_are_not_found(running: Running) -> None:
    with pytest.raises(NotFound):
        await running.clerk(CITY, c.RenameUnit(unit_id=derive("unit", "nobody"), name="名", on=TODAY))
