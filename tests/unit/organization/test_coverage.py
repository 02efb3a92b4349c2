"""O3: coverage = committees founded ÷ those that should be, by subtree and line, and the units behind each figure."""

import random
from collections import Counter
from typing import Any
from uuid import UUID

import pytest

from services.organization.application import commands as c
from services.organization.application.coverage import percent
from services.organization.domain.vocabulary import Line, Status
from shared.kernel.ids import derive
from tests.unit.organization.running import Running
from tests.unit.organization.world import BUREAU, CITY, COUNTY, FOUNDED, OTHER_CITY, PROVINCE, day

HEADED_BY: dict[Line, UUID] = {"education": PROVINCE, "justice": CITY, "agencies": OTHER_CITY}


async def committee(running: Running, number: int, superior: UUID, status: Status, *lines: Line) -> UUID:
    unit = derive("unit", "CN", f"230300-jg{number}-ggw")
    await running.give(
        c.RegisterUnit(
            unit_id=unit,
            kind="committee",
            level="agency",
            name=f"机关{number}关工委",
            code=f"230300-jg{number}-ggw",
            status=status,
            on=FOUNDED,
        )
    )
    await running.relate(unit, "superior", superior)
    for line in lines:
        await running.relate(unit, "line", HEADED_BY[line], line)
    return unit


async def board(running: Running, unit: UUID, on: str = "2023-07-03") -> Any:
    return (await running.read(CITY, f"/units/{unit}/coverage?on={on}")).json()


async def behind(running: Running, unit: UUID, query: str) -> list[str]:
    found, cursor = [], ""
    while True:
        path = f"/units/{unit}/coverage/units?limit=2&{query}{cursor}"
        page = (await running.read(CITY, path)).json()
        found += [shown["unit_id"] for shown in page["items"]]
        if page["cursor"] is None:
            return found
        cursor = f"&cursor={page['cursor']}"


@pytest.mark.accepts("O3")
async def test_o3_coverage_by_subtree_and_line_opens_to_its_units(running: Running) -> None:
    first = await committee(running, 1, CITY, "planned", "education")
    await committee(running, 2, COUNTY, "established", "education", "justice")
    await committee(running, 3, COUNTY, "federated")
    shown = await board(running, CITY)
    assert shown["total"] == {
        "planned": 1,
        "established": 3,
        "federated": 1,
        "covered": 4,
        "should": 5,
        "percent": "80.0",
    }
    assert (shown["own"]["covered"], shown["own"]["should"]) == (1, 1)
    assert [(each["name"], each["covered"], each["should"]) for each in shown["branches"]] == [
        ("机关1关工委", 0, 1),
        ("丙县关工委", 3, 3),
    ]
    assert [(each["line"], each["percent"]) for each in shown["lines"]] == [("education", "50.0"), ("justice", "100.0")]
    assert await behind(running, CITY, "status=planned") == [str(first)]
    assert len(await behind(running, CITY, "")) == 5
    assert len(await behind(running, CITY, "line=education")) == 2


@pytest.mark.accepts("O3")
async def test_o3_coverage_of_an_earlier_day_is_what_it_was(running: Running) -> None:
    first = await committee(running, 1, CITY, "planned")
    await running.clerk(CITY, c.ChangeUnitStatus(unit_id=first, status="established", on=day("2023-07-03")))
    moving = c.ChangeSuperior(unit_id=COUNTY, superior=OTHER_CITY, on=day("2023-07-03"), reason="区划调整")
    await running.clerk(PROVINCE, moving)
    before, after = await board(running, CITY, "2023-07-02"), await board(running, CITY)
    assert (before["total"]["covered"], before["total"]["should"]) == (2, 3)
    assert (after["total"]["covered"], after["total"]["should"]) == (2, 2)
    assert (await board(running, CITY, "2019-12-31"))["total"]["percent"] is None


@pytest.mark.refuses("O3")
async def test_o3_organs_and_dissolved_committees_are_not_counted(running: Running) -> None:
    gone = await committee(running, 1, CITY, "established")
    await running.runner.settle()
    await running.clerk(CITY, c.ChangeUnitStatus(unit_id=gone, status="dissolved", on=day("2023-07-03")))
    counted = await behind(running, CITY, "")
    assert set(counted) == {str(CITY), str(COUNTY)}
    assert str(BUREAU) not in counted


@pytest.mark.accepts("O3")
async def test_o3_the_figures_are_those_of_a_count_by_hand(running: Running, rng: random.Random) -> None:
    """A tree that grows at random, counted by walking it."""
    statuses: tuple[Status, ...] = ("planned", "established", "federated")
    above: dict[UUID, UUID] = {COUNTY: CITY}
    status_of: dict[UUID, str] = {CITY: "established", COUNTY: "established"}
    lines_of: dict[UUID, set[Line]] = {CITY: set(), COUNTY: set()}
    for number in range(25):
        superior = rng.choice([*status_of])
        status, lines = rng.choice(statuses), set(rng.sample([*HEADED_BY], rng.randint(0, 2)))
        unit = await committee(running, number, superior, status, *sorted(lines))
        above[unit], status_of[unit], lines_of[unit] = superior, status, lines
    for asked in (CITY, COUNTY):
        inside = [unit for unit in status_of if asked in _chain(above, unit)]
        shown = await board(running, asked)
        by_hand = Counter(status_of[unit] for unit in inside)
        assert {status: shown["total"][status] for status in statuses} == {each: by_hand[each] for each in statuses}
        assert {each["line"]: each["should"] for each in shown["lines"]} == Counter(
            line for unit in inside for line in lines_of[unit]
        )
        for branch in shown["branches"]:
            below = [unit for unit in inside if UUID(branch["unit_id"]) in _chain(above, unit)]
            assert branch["should"] == len(below)
            assert branch["covered"] == sum(status_of[unit] != "planned" for unit in below)


def _chain(above: dict[UUID, UUID], unit: UUID) -> list[UUID]:
    chain = [unit]
    while chain[-1] in above:
        chain.append(above[chain[-1]])
    return chain


@pytest.mark.parametrize(
    ("part", "whole", "told"), [(2, 3, "66.7"), (1, 3, "33.3"), (0, 4, "0.0"), (5, 5, "100.0"), (1, 2000, "0.1")]
)
def test_a_rate_is_told_with_one_decimal(part: int, whole: int, told: str) -> None:
    assert percent(part, whole) == told
    assert percent(part, 0) is None
