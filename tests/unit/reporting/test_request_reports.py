from typing import Any

import pytest

from tests.unit.reporting import happenings as h
from tests.unit.reporting.world import CITY, COUNTY, EDUCATION, FIELDS, FINANCE, OTHER_CITY, PLAN, REQUEST, World


@pytest.mark.accepts("R1")
async def test_r1_a_committee_asks_units_for_reports_by_a_day(world: World) -> None:
    await world.post(CITY, "/requests", FIELDS)
    for unit in (CITY, EDUCATION, COUNTY):
        request = await world.get(unit, f"/requests/{REQUEST}")
        assert request == {**FIELDS, "plan_id": None}
    assert (await world.get(EDUCATION, "/requests"))["items"] == [request]


async def test_a_unit_that_is_named_twice_is_asked_once(world: World) -> None:
    answer = await world.post(CITY, "/requests", {**FIELDS, "units": [str(EDUCATION)] * 2})
    assert len(answer["reports"]) == 1
    assert (await world.get(CITY, f"/requests/{REQUEST}"))["units"] == [str(EDUCATION)]


@pytest.mark.refuses("R1")
@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"units": []}, "nobody_asked"),
        ({"units": [str(CITY)]}, "asked_itself"),
        ({"subject": " "}, "subject_missing"),
        ({"due_on": "2023-10-08"}, "due_day_passed"),
    ],
)
async def test_r1_a_request_that_nobody_can_fulfil_is_refused(world: World, changed: dict[str, Any], code: str) -> None:
    refused = await world.post(CITY, "/requests", {**FIELDS, **changed}, status=422)
    assert (refused["rule"], refused["code"]) == ("R1", code)
    await world.get(CITY, f"/requests/{REQUEST}", status=404)


async def test_a_request_for_today_is_in_time(world: World) -> None:
    await world.post(CITY, "/requests", {**FIELDS, "due_on": "2023-10-09"})


async def test_only_the_committees_own_people_ask_in_its_name(world: World) -> None:
    await world.post(OTHER_CITY, "/requests", FIELDS, status=404)
    await world.post(CITY, "/requests", FIELDS, role="liaison", status=403)


async def test_a_unit_that_is_not_registered_cannot_be_asked(world: World) -> None:
    unknown = {**FIELDS, "units": [str(REQUEST)]}
    assert (await world.post(CITY, "/requests", unknown, status=404))["code"] == "unit_unknown"


@pytest.mark.accepts("R1")
async def test_r1_a_committee_asks_about_a_plan_it_takes_part_in(world: World) -> None:
    await world.happens("tasking", PLAN, h.plan_drafted(PLAN))
    await world.happens("tasking", PLAN, h.plan_issued(CITY), concerns=(COUNTY,))
    await world.settle()
    for number, (committee, unit) in enumerate(((CITY, EDUCATION), (COUNTY, FINANCE))):
        fields = {"request_id": str(h.the("request", number)), "committee_id": str(committee), "units": [str(unit)]}
        await world.post(committee, "/requests", {**FIELDS, **fields, "plan_id": str(PLAN)})


@pytest.mark.refuses("R1")
async def test_r1_what_a_plan_has_come_to_is_not_asked_by_a_committee_that_has_no_part_in_it(world: World) -> None:
    await world.happens("tasking", PLAN, h.plan_drafted(PLAN))
    await world.settle()
    refused = await world.post(CITY, "/requests", {**FIELDS, "plan_id": str(PLAN)}, status=422)
    await world.happens("tasking", PLAN, h.plan_issued(CITY))
    await world.settle()
    of_another = {**FIELDS, "committee_id": str(OTHER_CITY), "plan_id": str(PLAN)}
    another = await world.post(OTHER_CITY, "/requests", of_another, status=422)
    assert {(each["rule"], each["code"]) for each in (refused, another)} == {("R1", "plan_not_shared")}


async def test_the_same_request_is_not_made_twice(world: World) -> None:
    await world.post(CITY, "/requests", FIELDS)
    await world.post(CITY, "/requests", FIELDS, status=409)


async def test_whom_a_request_does_not_concern_cannot_tell_that_it_exists(world: World) -> None:
    await world.post(CITY, "/requests", FIELDS)
    await world.get(OTHER_CITY, f"/requests/{REQUEST}", status=404)
    await world.post(OTHER_CITY, f"/requests/{REQUEST}/reports", {"text": "无"}, status=404)
