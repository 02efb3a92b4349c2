"""The packaged Heilongjiang example goes through the service's own commands, and its names mean what they should."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import msgspec
import pytest

from services.local.example.load import Step, load_example
from services.local.example.registry import CITY, PROVINCE, load_registry
from services.organization.application import commands
from services.organization.application.views import UNITS
from services.organization.client import PlanDirectory, Registry
from shared.access.issuer import service_unit
from shared.contracts.shapes import commands_in
from shared.kernel.command import Command
from tests.unit.organization.running import Running
from tests.unit.organization.world import day

TODAY = day("2023-07-03")
EXAMPLE = load_registry()


@pytest.fixture(scope="module")
def heilongjiang(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("example")
    asyncio.run(load(directory))
    return directory


async def load(directory: Path) -> None:
    service = Running(directory)
    types = {command.__name__: command for command in commands_in(commands)}

    async def send(step: Step) -> None:
        command: Command = msgspec.convert(msgspec.to_builtins(step.fields), types[step.command])
        await service.give(command, service_unit("local"), key=step.name)

    await load_example(send, service.runner.settle)
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
async def test_what_the_loader_registers_is_kept_by_the_committee_of_its_territory(example: Running) -> None:
    async with example.store.snapshot() as reader:
        for unit in EXAMPLE.units:
            document = await UNITS.find(reader, unit.unit_id)
            assert document is not None
            assert document.fields()["registered_by"] == str(unit.registered_by)


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
