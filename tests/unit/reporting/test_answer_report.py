"""AcceptReport and ReturnReport."""

import pytest

from tests.unit.reporting.world import CITY, EDUCATION, FIELDS, OTHER_CITY, REQUEST, World, report_of

REPORT = f"/reports/{report_of(EDUCATION)}"


@pytest.fixture
async def submitted(world: World) -> World:
    await world.post(CITY, "/requests", FIELDS)
    await world.post(EDUCATION, f"/requests/{REQUEST}/reports", {"text": "进展顺利。"})
    return world


@pytest.mark.accepts("R1")
async def test_r1_a_report_is_accepted(submitted: World) -> None:
    await submitted.post(CITY, f"{REPORT}/accept")
    report = await submitted.get(EDUCATION, REPORT)
    assert (report["state"], report["rounds"][0]["outcome"]) == ("accepted", "accepted")
    assert report["rounds"][0]["decided_on"] == "2023-10-09"


@pytest.mark.accepts("R1")
async def test_r1_a_report_is_returned_with_a_reason(submitted: World) -> None:
    await submitted.post(CITY, f"{REPORT}/return", {"reason": "请补充经费数字。"})
    report = await submitted.get(EDUCATION, REPORT)
    assert (report["state"], report["rounds"][0]["outcome"]) == ("returned", "returned")
    assert report["rounds"][0]["reason"] == "请补充经费数字。"


@pytest.mark.refuses("R1")
async def test_r1_a_report_is_not_returned_without_a_reason(submitted: World) -> None:
    refused = await submitted.post(CITY, f"{REPORT}/return", {"reason": "  "}, status=422)
    assert (refused["rule"], refused["code"]) == ("R1", "return_reason_missing")


@pytest.mark.refuses("R1")
async def test_r1_what_was_answered_is_not_answered_again(submitted: World) -> None:
    await submitted.post(CITY, f"{REPORT}/accept")
    for answer, body in (("accept", {}), ("return", {"reason": "再改。"})):
        refused = await submitted.post(CITY, f"{REPORT}/{answer}", body, status=422)
        assert (refused["rule"], refused["code"]) == ("R1", "report_not_open")


async def test_only_the_committee_that_asked_answers(submitted: World) -> None:
    await submitted.post(EDUCATION, f"{REPORT}/accept", status=403)
    await submitted.post(OTHER_CITY, f"{REPORT}/accept", status=404)
    await submitted.post(CITY, f"{REPORT}/accept", role="liaison", status=403)
