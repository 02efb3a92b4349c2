"""The packaged Heilongjiang example goes through the service's own commands, and its names mean what they should."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from services.local.example.registry import CITY, PROVINCE, load_registry
from services.organization.application import commands as c
from services.organization.client import PlanDirectory, Registry
from services.organization.domain.group import Selector
from shared.kernel.command import Command
from tests.unit.organization.running import Running
from tests.unit.organization.world import day

TODAY = day("2023-07-03")
EXAMPLE = load_registry()


def loading() -> Iterator[tuple[str, Command]]:
    """Each command with the code of the unit that gives it."""
    by_id = {unit.unit_id: unit.code for unit in EXAMPLE.units}
    for unit in EXAMPLE.units:
        yield (
            by_id[unit.registered_by],
            c.RegisterUnit(
                unit_id=unit.unit_id,
                kind=unit.kind,  # type: ignore[arg-type]
                level=unit.level,  # type: ignore[arg-type]
                name=unit.name,
                short_names=unit.short_names,
                code=unit.code,
                status=unit.status,  # type: ignore[arg-type]
                on=unit.on,
            ),
        )
    for held in EXAMPLE.relations:
        yield (
            by_id[held.unit_id],
            c.BeginRelation(
                unit_id=held.unit_id,
                relation=held.relation,  # type: ignore[arg-type]
                target=held.target,
                line=held.line,  # type: ignore[arg-type]
                on=held.on,
            ),
        )
    for group in EXAMPLE.groups:
        selector = Selector(
            kind=group.kind,  # type: ignore[arg-type]
            level=group.level,  # type: ignore[arg-type]
            line=group.line,  # type: ignore[arg-type]
            units=group.units,
        )
        committee = group.committee_id
        command = c.DefineGroup(
            committee_id=committee, name=group.name, aliases=group.aliases, selector=selector, on=group.on
        )
        yield by_id[committee], command
    for person in EXAMPLE.people:
        command_ = c.RegisterPerson(person_id=person.person_id, unit_id=person.unit_id, name=person.name)
        yield by_id[person.unit_id], command_
    for office in EXAMPLE.offices:
        yield (
            by_id[office.unit_id],
            c.Appoint(
                unit_id=office.unit_id,
                office=office.office,  # type: ignore[arg-type]
                person_id=office.person_id,
                on=office.on,
            ),
        )
    for section in EXAMPLE.sections:
        yield (
            by_id[section.unit_id],
            c.SetUndertakingSection(unit_id=section.unit_id, section=section.section, on=section.on),
        )


@pytest.fixture(scope="module")
def heilongjiang(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("example")
    asyncio.run(load(directory))
    return directory


async def load(directory: Path) -> None:
    service = Running(directory)
    for code, command in loading():
        await service.give(command, EXAMPLE.unit(code).unit_id)
    await service.runner.settle()
    service.close()


@pytest.fixture
async def example(heilongjiang: Path) -> AsyncIterator[Running]:
    service = Running(heilongjiang)
    yield service
    service.close()


@pytest.mark.slow
@pytest.mark.accepts("O1")
async def test_o1_every_unit_of_the_example_is_registered_and_found_by_its_full_name(example: Running) -> None:
    async with example.store.snapshot() as reader:
        registry = Registry(reader)
        for unit in EXAMPLE.units:
            assert await registry.resolve(unit.code, on=TODAY) == unit.unit_id
            assert unit.unit_id in await registry.named(unit.name, unit.unit_id, TODAY)
        province = EXAMPLE.unit(PROVINCE).unit_id
        prefectures = await registry.subordinates(province, TODAY, level="prefecture")
        assert len(prefectures) == 13
        counties = [await registry.subordinates(each, TODAY, level="county") for each in prefectures]
        assert sum(map(len, counties)) == 121


@pytest.mark.slow
@pytest.mark.accepts("O6")
@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("市关工委", "230300"),
        ("市委", "230300-sw"),
        ("市政府", "230300-szf"),
        ("市教育局", "230300-jyj"),
        ("团市委", "230300-tsw"),
        ("市委宣传部", "230300-xcb"),
        ("市文体广电和旅游局", "230300-wtgdhlyj"),
        ("市直机关工委", "230300-szjggw"),
        ("市直机关关工委", "230300-szjggw-ggw"),
        ("市国资委", "230300-gzw"),
        ("省关工委", "230000"),
        ("省教育厅", "230000-jyt"),
        ("省政府", "230000-szf"),
    ],
)
async def test_o6_names_in_jixis_plans_mean_one_unit_each(example: Running, name: str, code: str) -> None:
    async with example.store.snapshot() as reader:
        found = await PlanDirectory(reader, EXAMPLE.unit(CITY).unit_id, TODAY).find(name)
    assert (found.units, found.group, found.ambiguous) == ([EXAMPLE.unit(code).unit_id], None, False)


@pytest.mark.slow
@pytest.mark.accepts("O6")
async def test_o6_groups_in_jixis_plans_are_expanded(example: Running) -> None:
    jixi = EXAMPLE.unit(CITY).unit_id
    async with example.store.snapshot() as reader:
        directory, registry = PlanDirectory(reader, jixi, TODAY), Registry(reader)
        for name, level in (("县(市)区关工委", "county"), ("市直关工委", "agency")):
            found = await directory.find(name)
            assert (found.units, found.ambiguous) == ([], False)
            assert found.group is not None
            expanded = await registry.expand(jixi, found.group, TODAY)
            assert expanded == await registry.subordinates(jixi, TODAY, level=level)
            assert len(expanded) >= 9
        members = await registry.expand(jixi, "市关工委各成员单位", TODAY)
        assert EXAMPLE.unit("230300-jyj").unit_id in members


@pytest.mark.slow
@pytest.mark.refuses("O6")
async def test_o6_a_name_nobody_bears_is_unknown_and_suggested(example: Running) -> None:
    async with example.store.snapshot() as reader:
        directory = PlanDirectory(reader, EXAMPLE.unit(CITY).unit_id, TODAY)
        assert (await directory.find("市文化广电和旅游局")).units == []
        assert (await directory.suggest("市文化广电和旅游局"))[0] == "市文体广电和旅游局"
