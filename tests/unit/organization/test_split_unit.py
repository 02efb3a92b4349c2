"""O1: a unit is split; it stays beside what came out of it, or goes once nothing depends on it any more."""

from uuid import UUID

import pytest

from services.organization.application import commands as c
from services.organization.client import Registry
from services.organization.domain.refusals import DependentsUnsettled, SuccessionUnfit
from shared.kernel.ids import derive
from tests.unit.organization.running import Running
from tests.unit.organization.world import BUREAU, CITY, COUNTY, OTHER_CITY, PROVINCE, day, registering

TODAY = day("2023-07-03")
BEFORE = day("2023-07-02")
SPORTS, CULTURE = derive("unit", "CN", "230300-tyj"), derive("unit", "CN", "230300-whj")


def splitting(unit: UUID, *successors: UUID, remains: bool = False) -> c.SplitUnit:
    return c.SplitUnit(unit_id=unit, successors=successors, on=TODAY, reason="机构改革", remains=remains)


async def bureaus(running: Running) -> None:
    for unit, name, code in ((SPORTS, "甲市体育局", "230300-tyj"), (CULTURE, "甲市文化局", "230300-whj")):
        await running.clerk(CITY, registering(unit, name, code, kind="department", on=TODAY))
    await running.runner.settle()


@pytest.mark.accepts("O1")
async def test_o1_a_split_unit_lives_on_in_all_its_successors(running: Running) -> None:
    await bureaus(running)
    await running.clerk(CITY, splitting(BUREAU, SPORTS, CULTURE))
    await running.runner.settle()
    async with running.store.snapshot() as reader:
        registry = Registry(reader)
        assert (await registry.unit(BUREAU, TODAY)).status == "dissolved"
        assert set(await registry.became(BUREAU, TODAY)) == {SPORTS, CULTURE}
        assert await registry.became(BUREAU, BEFORE) == [BUREAU]
        assert [one.unit for one in await registry.predecessors(SPORTS)] == [BUREAU]


@pytest.mark.accepts("O1")
async def test_o1_a_unit_stays_when_only_a_part_of_it_becomes_a_unit(running: Running) -> None:
    await bureaus(running)
    await running.clerk(CITY, splitting(BUREAU, SPORTS, remains=True))
    document = (await running.read(CITY, f"/units/{BUREAU}")).json()
    assert document["statuses"][-1]["status"] == "established"
    assert document["successors"] == [{"unit_id": str(SPORTS), "kind": "split", "on": "2023-07-03"}]
    assert (await running.read(CITY, f"/units/{SPORTS}")).json()["predecessors"][0]["unit_id"] == str(BUREAU)


@pytest.mark.refuses("O1")
async def test_o1_who_depends_on_a_split_unit_is_settled_first(running: Running) -> None:
    with pytest.raises(DependentsUnsettled) as refused:
        await running.clerk(PROVINCE, splitting(CITY, OTHER_CITY))
    assert set(refused.value.details["units"]) == {str(COUNTY), str(BUREAU)}
    assert "丙县关工委（上级关工委）" in refused.value.message
    moving = c.ChangeSuperior(unit_id=COUNTY, superior=OTHER_CITY, on=TODAY, reason="区划调整")
    await running.clerk(PROVINCE, moving)
    leaving = c.EndRelation(unit_id=BUREAU, relation="member_of", target=CITY, on=TODAY, reason="区划调整")
    await running.clerk(CITY, leaving)
    await running.runner.settle()
    await running.clerk(PROVINCE, splitting(CITY, OTHER_CITY))


@pytest.mark.refuses("O1")
async def test_o1_a_split_names_whom_it_is_split_into_once(running: Running) -> None:
    await bureaus(running)
    for successors in ((), (SPORTS, SPORTS), (BUREAU,), (COUNTY,)):
        with pytest.raises(SuccessionUnfit):
            await running.clerk(CITY, splitting(BUREAU, *successors, remains=True))
