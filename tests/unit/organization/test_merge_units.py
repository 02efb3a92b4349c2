"""O1: units merge on a day, in one transaction with all that hangs on them; old years stay as they were."""

from uuid import UUID

import pytest

from services.organization.application import commands as c
from services.organization.client import Registry
from services.organization.domain.refusals import (
    DependentsTooMany,
    HistoryRewritten,
    SuccessionUnfit,
    SuccessorBelow,
    TermEndsBeforeItBegins,
    UnitDissolved,
)
from services.organization.domain.vocabulary import UnitKind
from shared.kernel.errors import NotPermitted
from shared.kernel.ids import derive
from tests.unit.organization.running import Running
from tests.unit.organization.world import (
    BUREAU,
    CITY,
    COUNTY,
    OTHER_CITY,
    PARTY,
    PROVINCE,
    SOMEBODY,
    day,
    registering,
)

TODAY = day("2023-07-03")
BEFORE = day("2023-07-02")
SPORTS = derive("unit", "CN", "230300-tyj")
TOWN = derive("unit", "CN", "230321001")


def merging(
    merged: UUID, into: UUID, *, outcome: str = "dissolved", on: str = "2023-07-03", more: tuple[UUID, ...] = ()
) -> c.MergeUnits:
    return c.MergeUnits(
        unit_id=into,
        merged=(merged, *more),
        on=day(on),
        reason="机构改革",
        outcome=outcome,  # type: ignore[arg-type]
    )


async def sports_bureau(running: Running, kind: UnitKind = "department") -> None:
    await running.clerk(CITY, registering(SPORTS, "甲市体育局", "230300-tyj", kind=kind, short_names=("市体育局",)))
    await running.relate(SPORTS, "member_of", CITY)
    await running.clerk(CITY, c.RegisterPerson(person_id=SOMEBODY, unit_id=SPORTS, name="示例甲"))
    await running.clerk(CITY, c.Appoint(unit_id=SPORTS, office="liaison_officer", person_id=SOMEBODY, on=BEFORE))
    await running.runner.settle()


@pytest.mark.accepts("O1")
async def test_o1_a_merged_unit_leaves_nothing_open_and_its_code_can_be_taken(running: Running) -> None:
    await sports_bureau(running)
    await running.clerk(CITY, merging(SPORTS, BUREAU))
    await running.clerk(CITY, c.ChangeUnitCode(unit_id=BUREAU, code="230300-tyj", on=TODAY))
    await running.runner.settle()
    document = (await running.read(CITY, f"/units/{SPORTS}")).json()
    assert document["statuses"][-1] == {"status": "dissolved", "on": "2023-07-03"}
    assert [held["to"] for held in document["relations"]] == ["2023-07-03"]
    assert document["successors"] == [{"unit_id": str(BUREAU), "kind": "merged", "on": "2023-07-03"}]
    async with running.store.snapshot() as reader:
        registry = Registry(reader)
        assert await registry.holders(SPORTS, "liaison_officer", BEFORE) == [SOMEBODY]
        assert await registry.holders(SPORTS, "liaison_officer", TODAY) == []


@pytest.mark.accepts("O1")
async def test_o1_what_it_was_called_and_what_became_of_it_is_answered(running: Running) -> None:
    await sports_bureau(running)
    await running.clerk(CITY, merging(SPORTS, BUREAU))
    before = (await running.read(CITY, f"/units/{SPORTS}/entry?on=2023-07-02")).json()
    assert (before["name"], before["status"], before["successors"]) == ("甲市体育局", "established", [])
    assert [(held["relation"], held["name"]) for held in before["relations"]] == [("member_of", "甲市关工委")]
    assert [unit["unit_id"] for unit in before["became"]] == [str(SPORTS)]
    after = (await running.read(CITY, f"/units/{SPORTS}/entry?on=2023-07-03")).json()
    assert (after["status"], after["relations"]) == ("dissolved", [])
    assert [unit["name"] for unit in after["became"]] == ["甲市教育局"]
    bureau = (await running.read(CITY, f"/units/{BUREAU}/entry?on=2023-07-03")).json()
    assert bureau["predecessors"] == [
        {"unit_id": str(SPORTS), "name": "甲市体育局", "kind": "merged", "on": "2023-07-03"}
    ]


@pytest.mark.accepts("O1")
async def test_o1_who_was_below_a_merged_committee_is_below_its_successor(running: Running) -> None:
    await running.clerk(COUNTY, registering(TOWN, "丁乡关工委", "230321001", level="township"))
    await running.relate(TOWN, "superior", COUNTY)
    await running.runner.settle()
    await running.clerk(PROVINCE, merging(CITY, OTHER_CITY))
    await running.runner.settle()
    async with running.store.snapshot() as reader:
        registry = Registry(reader)
        assert await registry.superiors(TOWN, TODAY) == [COUNTY, OTHER_CITY, PROVINCE]
        assert await registry.superiors(TOWN, BEFORE) == [COUNTY, CITY, PROVINCE]
        assert await registry.members(OTHER_CITY, TODAY) == [BUREAU]
        assert await registry.members(CITY, TODAY) == []
        assert await registry.became(CITY, TODAY) == [OTHER_CITY]
        assert await registry.became(CITY, BEFORE) == [CITY]


@pytest.mark.accepts("O1")
async def test_o1_the_successor_takes_the_seats_it_did_not_have(running: Running) -> None:
    culture = derive("unit", "CN", "230300-whj")
    await sports_bureau(running)
    await running.clerk(CITY, registering(culture, "甲市文化局", "230300-whj", kind="department"))
    await running.clerk(CITY, merging(SPORTS, culture))
    await running.runner.settle()
    async with running.store.snapshot() as reader:
        assert await Registry(reader).committees_of(culture, TODAY) == [CITY]
        assert await Registry(reader).committees_of(culture, BEFORE) == []


@pytest.mark.accepts("O1")
async def test_o1_a_committee_that_joins_others_keeps_its_place_and_its_liaison(running: Running) -> None:
    await running.clerk(CITY, c.RegisterPerson(person_id=SOMEBODY, unit_id=COUNTY, name="示例甲"))
    for office in ("director", "liaison_officer"):
        appointing = c.Appoint(unit_id=COUNTY, office=office, person_id=SOMEBODY, on=BEFORE)
        await running.clerk(CITY, appointing)
    await running.clerk(PROVINCE, merging(COUNTY, OTHER_CITY, outcome="federated"))
    await running.runner.settle()
    async with running.store.snapshot() as reader:
        registry = Registry(reader)
        county = await registry.unit(COUNTY, TODAY)
        assert (county.status, county.code) == ("federated", "230321")
        assert await registry.superiors(COUNTY, TODAY) == [CITY, PROVINCE]
        assert await registry.offices_of(COUNTY, SOMEBODY, TODAY) == {"liaison_officer"}
        assert [one.kind for one in await registry.successors(COUNTY, TODAY)] == ["federated"]


@pytest.mark.refuses("O1")
async def test_o1_a_unit_merges_neither_into_itself_nor_into_another_kind(running: Running) -> None:
    for merged, into, more in ((BUREAU, BUREAU, ()), (BUREAU, CITY, ()), (COUNTY, OTHER_CITY, (COUNTY,))):
        with pytest.raises(SuccessionUnfit):
            await running.give(merging(merged, into, more=more))


@pytest.mark.refuses("O1")
async def test_o1_a_committee_does_not_merge_into_one_below_it(running: Running) -> None:
    with pytest.raises(SuccessorBelow):
        await running.clerk(PROVINCE, merging(CITY, COUNTY))


@pytest.mark.refuses("O1")
async def test_o1_a_merge_never_goes_before_what_is_recorded(running: Running) -> None:
    await sports_bureau(running)
    relation = c.BeginRelation(unit_id=SPORTS, relation="member_of", target=OTHER_CITY, on=day("2023-05-01"))
    await running.give(relation)
    with pytest.raises(HistoryRewritten):
        await running.clerk(CITY, merging(SPORTS, BUREAU, on="2023-04-30"))
    with pytest.raises(TermEndsBeforeItBegins):
        await running.clerk(CITY, merging(SPORTS, BUREAU, on="2023-05-01"))
    await running.clerk(CITY, merging(SPORTS, BUREAU))
    with pytest.raises(UnitDissolved):
        await running.give(merging(SPORTS, BUREAU))


@pytest.mark.refuses("O1")
async def test_o1_more_dependents_than_one_transaction_holds_are_moved_before(
    running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("services.organization.application.dependents.MOVED_AT_ONCE_MAX", 1)
    with pytest.raises(DependentsTooMany):
        await running.clerk(PROVINCE, merging(CITY, OTHER_CITY))


async def test_no_unit_gives_itself_up_and_no_stranger_merges(running: Running) -> None:
    await sports_bureau(running)
    for acting in (SPORTS, BUREAU, OTHER_CITY, PARTY):
        with pytest.raises(NotPermitted):
            await running.clerk(acting, merging(SPORTS, BUREAU))
    with pytest.raises(NotPermitted):
        await running.clerk(CITY, merging(CITY, OTHER_CITY))
