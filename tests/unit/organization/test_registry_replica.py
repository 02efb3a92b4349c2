from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from services.organization.client import GroupUnknown, PlanDirectory, Registry, UnitAmbiguous, UnitUnknown
from services.organization.client.tables import TABLES
from services.organization.domain.group import Selector
from shared.database.interface import Reader
from shared.kernel.clock import ManualClock
from shared.kernel.events import EventRegistry
from tests.support.stores import open_store
from tests.support.two_services import dump
from tests.unit.organization.replica import NOW, Replicated
from tests.unit.organization.world import ANOTHER, SOMEBODY, day

TODAY = day("2023-07-03")


async def heilongjiang(both: Replicated) -> None:
    await both.unit("230000", "黑龙江省关心下一代工作委员会", "黑龙江省关工委", "省关工委", level="province")
    await both.unit("230000-jyt", "黑龙江省教育厅", "省教育厅", kind="department", level="province")
    await both.relate("230000-jyt", "member_of", "230000")
    for code, city in (("230300", "鸡西市"), ("230800", "佳木斯市")):
        await both.unit(code, f"{city}关心下一代工作委员会", f"{city}关工委", "市关工委")
        await both.relate(code, "superior", "230000")
        await both.unit(f"{code}-sw", f"中共{city}委员会", f"{city}委", "市委", kind="party_committee")
        await both.relate(code, "hosted_by", f"{code}-sw")
        await both.unit(f"{code}-jyj", f"{city}教育局", "市教育局", kind="department")
        await both.relate(f"{code}-jyj", "member_of", code)
        await both.unit(f"{code[:4]}03", "向阳区关工委", "向阳区关工委", level="county")
        await both.relate(f"{code[:4]}03", "superior", code)
    await both.unit("230300-tsw", "共青团鸡西市委员会", "团市委", kind="mass_organisation")
    await both.relate("230300-tsw", "member_of", "230300")
    await both.unit("230321", "鸡东县关工委", level="county")
    await both.relate("230321", "superior", "230300")
    await both.unit("230300-szjg", "鸡西市直属机关工作委员会", "市直机关工委", kind="party_committee")
    await both.unit("230300-szjg-ggw", "鸡西市直机关关工委", "市直机关关工委", level="agency")
    await both.relate("230300-szjg-ggw", "superior", "230300")
    await both.relate("230300-szjg-ggw", "line", "230000", line="agencies")


def reading(both: Replicated) -> Any:
    return both.there.snapshot()


def ids(both: Replicated, *codes: str) -> list[UUID]:
    return [both.units[code].id for code in codes]


@pytest.mark.accepts("O1")
async def test_o1_a_unit_renamed_from_a_date_on_keeps_its_old_name_before(replicated: Replicated) -> None:
    bureau = await replicated.unit("230300-wtj", "鸡西市文化局", "市文化局", kind="department")
    replicated.units["230300-wtj"].rename("鸡西市文体广电和旅游局", ("市文体广电和旅游局",), TODAY)
    await replicated.store(replicated.units["230300-wtj"])
    await replicated.replicate()
    async with reading(replicated) as reader:
        registry = Registry(reader)
        assert await registry.name_of(bureau, day("2023-07-02")) == "鸡西市文化局"
        assert await registry.name_of(bureau, TODAY) == "鸡西市文体广电和旅游局"
        assert await registry.name_of(bureau, day("2019-01-01")) == "鸡西市文化局"
        assert await registry.resolve("市文化局", on=day("2023-07-02")) == bureau
        with pytest.raises(UnitUnknown):
            await registry.resolve("市文化局", on=TODAY)


@pytest.mark.accepts("O1")
async def test_o1_a_unit_that_moves_stays_where_it_was_in_old_years(replicated: Replicated) -> None:
    await heilongjiang(replicated)
    await replicated.end("230321", "superior", "230300", TODAY)
    await replicated.relate("230321", "superior", "230800", on=TODAY)
    await replicated.replicate()
    (province, jixi, jiamusi, jidong) = ids(replicated, "230000", "230300", "230800", "230321")
    async with reading(replicated) as reader:
        registry = Registry(reader)
        assert await registry.superiors(jidong, day("2022-01-01")) == [jixi, province]
        assert await registry.superiors(jidong, TODAY) == [jiamusi, province]
        assert await registry.is_superior(jixi, jidong, day("2022-01-01"))
        assert not await registry.is_superior(jixi, jidong, TODAY)
        assert jidong in await registry.subordinates(jixi, day("2022-01-01"), level="county")
        assert jidong not in await registry.subordinates(jixi, TODAY)
        assert jidong in await registry.subtree(province, TODAY)
        assert await reach_of(reader, jidong) == {jiamusi, province}


async def reach_of(reader: Reader, unit: UUID) -> set[UUID]:
    return {
        UUID(row["ancestor"]) for row in await reader.all("SELECT ancestor FROM {reach} WHERE unit = :u", {"u": unit})
    }


async def test_reach_is_the_same_when_units_events_arrive_in_another_order(replicated: Replicated) -> None:
    for code, level in (("230000", "province"), ("230300", "prefecture"), ("230321", "county")):
        await replicated.unit(code, code, level=level)  # type: ignore[arg-type]
    await replicated.relate("230300", "superior", "230000")
    await replicated.relate("230321", "superior", "230300")
    # What was below comes to stand above: in the wrong order the two relations form a ring for a while.
    await replicated.end("230321", "superior", "230300", TODAY)
    await replicated.end("230300", "superior", "230000", TODAY)
    await replicated.relate("230300", "superior", "230321", on=TODAY)
    await replicated.relate("230321", "superior", "230000", on=TODAY)
    await replicated.replicate(order=[1, 3, 6, 7, 2, 4, 0, 5, 8])
    province, city, county = ids(replicated, "230000", "230300", "230321")
    async with reading(replicated) as reader:
        assert await reach_of(reader, city) == {county, province}
        assert await reach_of(reader, county) == {province}
        assert await reach_of(reader, province) == set()


async def test_a_batch_writes_what_its_events_one_by_one_write(replicated: Replicated, tmp_path: Path) -> None:
    await heilongjiang(replicated)
    for number in range(110):  # more than one statement of `reach` takes
        await replicated.unit(f"230321{number:03}", f"示例{number}关工委", level="township")
        await replicated.relate(f"230321{number:03}", "superior", "230321")
    replicated.units["230321"].rename("鸡东县关心下一代工作委员会", (), TODAY)
    await replicated.end("230321", "superior", "230300", TODAY)
    await replicated.relate("230321", "superior", "230800", on=TODAY)
    await replicated.replicate()
    together = open_store(tmp_path, "tasking", EventRegistry([]), ManualClock(NOW), TABLES)
    events = [event for event in await replicated.here.read(0, 500) if event.envelope.type in replicated.types]
    await together.write(lambda tx: replicated.projection.apply_all(events, tx))
    for table in TABLES:
        one_by_one, at_once = [
            sorted(await dump(each, f"SELECT * FROM {{{table.name}}}"), key=repr)
            for each in (replicated.there, together)
        ]
        assert one_by_one == at_once, table.name
    together.close()
    async with reading(replicated) as reader:
        above = set(ids(replicated, "230321", "230800", "230000"))
        assert await reach_of(reader, replicated.units["230321109"].id) == above


async def test_dissolved_and_planned_units_are_not_expanded(replicated: Replicated) -> None:
    await heilongjiang(replicated)
    replicated.units["230321"].change_status("dissolved", TODAY)
    await replicated.store(replicated.units["230321"])
    await replicated.replicate()
    jixi, jidong = ids(replicated, "230300", "230321")
    async with reading(replicated) as reader:
        assert jidong not in await Registry(reader).subordinates(jixi, TODAY)
        assert jidong in await Registry(reader).subordinates(jixi, day("2023-07-02"))


@pytest.mark.accepts("O2")
async def test_o2_the_replica_answers_who_held_an_office_on_a_day(replicated: Replicated) -> None:
    city = await replicated.unit("230300", "鸡西市关工委")
    roster = replicated.roster("230300")
    roster.appoint(city, "director", SOMEBODY, day("2020-03-01"))
    roster.appoint(city, "secretary_general", SOMEBODY, day("2020-03-01"))
    roster.end_term(city, "director", SOMEBODY, TODAY, "换届")
    roster.appoint(city, "director", ANOTHER, TODAY)
    await replicated.store(roster)
    await replicated.replicate()
    async with reading(replicated) as reader:
        registry = Registry(reader)
        assert await registry.holders(city, "director", day("2023-07-02")) == [SOMEBODY]
        assert await registry.holders(city, "director", TODAY) == [ANOTHER]
        assert await registry.holders(city, "director") == [ANOTHER]
        assert await registry.holders(city, "director", day("2020-02-01")) == []
        assert await registry.offices_of(city, SOMEBODY, TODAY) == {"secretary_general"}


@pytest.mark.accepts("O6")
async def test_o6_groups_expand_through_the_registry_as_of_a_day(replicated: Replicated) -> None:
    await heilongjiang(replicated)
    bureau, league, agency = ids(replicated, "230300-jyj", "230300-tsw", "230300-szjg-ggw")
    await replicated.group("230300", "市关工委各成员单位", Selector(kind="members"))
    await replicated.group("230300", "县(市)区关工委", Selector(kind="subordinate_committees", level="county"))
    direct = await replicated.group(
        "230300", "市直关工委", Selector(kind="subordinate_committees", line="agencies"), "市直各关工委"
    )
    await replicated.group("230300", "教团", Selector(kind="units", units=(league, bureau)))
    direct.redefine((), Selector(kind="subordinate_committees", level="agency", without=(agency,)), TODAY)
    await replicated.store(direct)
    await replicated.replicate()
    (jixi,) = ids(replicated, "230300")
    before = day("2023-07-02")
    async with reading(replicated) as reader:
        registry = Registry(reader)
        assert await registry.expand(jixi, "市关工委各成员单位", TODAY) == [bureau, league]
        assert await registry.expand(jixi, "县（市）区关工委", TODAY) == ids(replicated, "230303", "230321")
        assert await registry.expand(jixi, "市直各关工委", before) == [agency]
        assert await registry.expand(jixi, direct.id, TODAY) == []
        assert await registry.expand(jixi, "教团", TODAY) == [league, bureau]


@pytest.mark.refuses("O6")
async def test_o6_a_name_that_is_no_group_of_the_committee_is_not_expanded(replicated: Replicated) -> None:
    await heilongjiang(replicated)
    group = await replicated.group("230300", "市直关工委", Selector(kind="subordinate_committees", level="agency"))
    await replicated.replicate()
    jixi, jiamusi = ids(replicated, "230300", "230800")
    async with reading(replicated) as reader:
        registry = Registry(reader)
        for committee, name in ((jixi, "市直机关工委"), (jixi, "市直机关关工委"), (jiamusi, "市直关工委")):
            with pytest.raises(GroupUnknown):
                await registry.expand(committee, name, TODAY)
        with pytest.raises(GroupUnknown):
            await registry.expand(jiamusi, group.id, TODAY)


@pytest.mark.accepts("O1")
@pytest.mark.parametrize(
    ("text", "near", "code"),
    [
        ("230300", None, "230300"),
        ("230300-jyj", "230800", "230300-jyj"),
        ("市教育局", "230300", "230300-jyj"),
        ("市教育局", "230800", "230800-jyj"),
        ("市教育局", "230321", "230300-jyj"),
        ("市教育局", "230300-tsw", "230300-jyj"),
        ("市关工委", "230300-jyj", "230300"),
        ("市委", "230300", "230300-sw"),
        ("鸡西市关工委", "230800", "230300"),
        ("鸡西市", None, "230300"),
        ("省教育厅", "230300", "230000-jyt"),
        ("团市委", "230300", "230300-tsw"),
        ("向阳区关工委", "230800", "230803"),
        ("市直机关工委", None, "230300-szjg"),
        ("市直机关关工委", "230300", "230300-szjg-ggw"),
    ],
)
async def test_o1_a_text_means_a_unit(replicated: Replicated, text: str, near: str | None, code: str) -> None:
    await heilongjiang(replicated)
    await replicated.replicate()
    around = replicated.units[near].id if near else None
    async with reading(replicated) as reader:
        registry = Registry(reader)
        assert await registry.resolve(text, around, TODAY) == replicated.units[code].id
        assert await registry.resolve(str(replicated.units[code].id)) == replicated.units[code].id


@pytest.mark.refuses("O1")
@pytest.mark.parametrize("text", ["向阳区关工委", "市教育局"])
async def test_o1_a_name_of_several_units_is_never_guessed(replicated: Replicated, text: str) -> None:
    await heilongjiang(replicated)
    await replicated.replicate()
    async with reading(replicated) as reader:
        with pytest.raises(UnitAmbiguous) as ambiguous:
            await Registry(reader).resolve(text, None, TODAY)
    assert len(ambiguous.value.details["candidates"]) == 2


@pytest.mark.refuses("O1")
async def test_o1_a_relative_name_never_means_a_unit_of_another_place(replicated: Replicated) -> None:
    await heilongjiang(replicated)
    await replicated.replicate()
    async with reading(replicated) as reader:
        with pytest.raises(UnitUnknown) as unknown:
            await Registry(reader).resolve("团市委", replicated.units["230800"].id, TODAY)
        assert "团市委" not in unknown.value.details["suggestions"]
        with pytest.raises(UnitUnknown) as unknown:
            await Registry(reader).resolve("市教育居", replicated.units["230800"].id, TODAY)
        assert "市教育局" in unknown.value.details["suggestions"]


async def test_the_directory_finds_units_and_groups_and_keeps_look_alikes_apart(replicated: Replicated) -> None:
    await heilongjiang(replicated)
    group = await replicated.group("230300", "市直关工委", Selector(kind="subordinate_committees", level="agency"))
    await replicated.replicate()
    (jixi, organ, committee) = ids(replicated, "230300", "230300-szjg", "230300-szjg-ggw")
    async with reading(replicated) as reader:
        directory = PlanDirectory(reader, jixi, TODAY)
        found = await directory.find("市直关工委")
        assert (found.units, found.group, found.ambiguous) == ([], group.id, False)
        assert (await directory.find("市直机关关工委")).units == [committee]
        assert (await directory.find("鸡西市直属机关工作委员会")).units == [organ]
        assert (await directory.find("市文化局")).units == []
        assert "市直关工委" in await directory.suggest("市直的关工委")


async def test_the_replica_says_how_far_it_is(replicated: Replicated) -> None:
    async with reading(replicated) as reader:
        assert (await Registry(reader).position()).position == 0
    await heilongjiang(replicated)
    await replicated.replicate()
    async with reading(replicated) as reader:
        noted = await Registry(reader).position()
    assert (noted.log, noted.position) == ("organization", (await replicated.here.head()).position)


async def test_before_its_founding_a_unit_is_in_nobodys_hierarchy(replicated: Replicated) -> None:
    await heilongjiang(replicated)
    await replicated.replicate()
    jixi, province = ids(replicated, "230300", "230000")
    before: date = day("2019-12-31")
    async with reading(replicated) as reader:
        registry = Registry(reader)
        assert await registry.superiors(jixi, before) == []
        assert await registry.subordinates(province, before) == []
        assert await registry.party_committee(jixi, before) is None
        assert await registry.party_committee(jixi, TODAY) == replicated.units["230300-sw"].id
