from datetime import datetime
from typing import Any

import pytest

from services.reporting.domain.refusals import UnitNotAsked
from services.reporting.domain.report import UnitReport
from services.reporting.domain.request import ReportRequest
from shared.kernel.clock import business_day
from tests.unit.reporting.world import (
    CITY,
    COUNTY,
    EDUCATION,
    FIELDS,
    FINANCE,
    NOW,
    OTHER_CITY,
    REQUEST,
    World,
    report_of,
)

SUBMIT = f"/requests/{REQUEST}/reports"
LAST_MINUTE = "2023-10-15T23:59:59+08:00"
MIDNIGHT = "2023-10-16T00:00:00+08:00"


async def submit(world: World, text: str = "进展顺利。", **expected: Any) -> dict[str, Any]:
    return await world.post(EDUCATION, SUBMIT, {"text": text}, role="liaison", **expected)


@pytest.fixture
async def asked(world: World) -> World:
    await world.post(CITY, "/requests", FIELDS)
    return world


@pytest.mark.accepts("R1")
async def test_r1_a_unit_that_was_asked_submits_words_or_a_document_or_both(asked: World) -> None:
    answer = await submit(asked)
    assert (answer["report_id"], answer["round"], answer["late"]) == (str(report_of(EDUCATION)), 1, False)
    document = await asked.upload(FINANCE, "报告".encode())
    await asked.post(FINANCE, SUBMIT, {"document": document}, role="liaison")
    report = await asked.get(CITY, f"/reports/{report_of(FINANCE)}")
    assert report == {
        "report_id": str(report_of(FINANCE)),
        "request_id": str(REQUEST),
        "unit_id": str(FINANCE),
        "committee_id": str(CITY),
        "state": "submitted",
        "late": False,
        "rounds": [
            {
                "round": 1,
                "text": "",
                "document": document,
                "submitted_on": "2023-10-09",
                "late": False,
                "statement": None,
                "outcome": None,
                "reason": None,
                "decided_on": None,
            }
        ],
    }


@pytest.mark.accepts("R1")
@pytest.mark.parametrize(("moment", "late"), [(LAST_MINUTE, False), (MIDNIGHT, True)])
async def test_r1_a_report_is_late_from_the_end_of_the_due_day_in_china(asked: World, moment: str, late: bool) -> None:
    asked.clock.move_to(datetime.fromisoformat(moment))
    assert (await submit(asked))["late"] is late
    assert (await asked.get(EDUCATION, f"/reports/{report_of(EDUCATION)}"))["late"] is late


@pytest.mark.accepts("R1")
@pytest.mark.parametrize(("first", "late"), [(LAST_MINUTE, False), (MIDNIGHT, True)])
async def test_r1_a_returned_report_comes_again_and_keeps_its_first_lateness(
    asked: World, first: str, late: bool
) -> None:
    asked.clock.move_to(datetime.fromisoformat(first))
    await submit(asked)
    await asked.post(CITY, f"/reports/{report_of(EDUCATION)}/return", {"reason": "请补充数字。"})
    asked.clock.move_to(datetime.fromisoformat("2023-10-20T09:00:00+08:00"))
    assert (await submit(asked, "已补充。"))["round"] == 2
    report = await asked.get(CITY, f"/reports/{report_of(EDUCATION)}")
    assert (report["late"], [each["late"] for each in report["rounds"]]) == (late, [late, late])
    assert [each["outcome"] for each in report["rounds"]] == ["returned", None]


@pytest.mark.refuses("R1")
async def test_r1_no_second_report_while_one_waits_or_after_acceptance(asked: World) -> None:
    await submit(asked)
    waiting = await submit(asked, status=422)
    await asked.post(CITY, f"/reports/{report_of(EDUCATION)}/accept")
    accepted = await submit(asked, status=422)
    assert [waiting["code"], accepted["code"]] == ["report_still_open", "report_already_accepted"]
    assert {waiting["rule"], accepted["rule"]} == {"R1"}


@pytest.mark.refuses("R1")
async def test_r1_an_empty_report_is_refused(asked: World) -> None:
    refused = await submit(asked, " \n", status=422)
    assert (refused["rule"], refused["code"]) == ("R1", "report_empty")


@pytest.mark.refuses("R1")
async def test_r1_only_units_that_were_asked_report() -> None:
    request = ReportRequest(REQUEST)
    today = business_day(NOW)
    request.open(CITY, subject="情况", plan_id=None, units=[EDUCATION], due_on=today, requirements="", today=today)
    with pytest.raises(UnitNotAsked) as refused:
        UnitReport(report_of(COUNTY)).submit(
            request, COUNTY, text="进展顺利。", document=None, on=today, statement=None
        )
    assert refused.value.rule == "R1"


async def test_a_document_is_one_the_unit_uploaded(asked: World) -> None:
    others = await asked.upload(FINANCE, "别人的".encode())
    for digest in (others, "0" * 64):
        refused = await asked.post(EDUCATION, SUBMIT, {"document": digest}, status=400)
        assert refused["code"] == "document_unknown"


async def test_a_reports_document_is_read_by_whom_the_report_concerns(asked: World) -> None:
    document = await asked.upload(EDUCATION, "报告".encode())
    await asked.post(EDUCATION, SUBMIT, {"document": document})
    for unit, status in ((CITY, 200), (EDUCATION, 200), (FINANCE, 404), (OTHER_CITY, 404)):
        async with asked.client(unit) as client:
            assert (await client.get(f"/documents/{document}")).status_code == status


async def test_a_report_is_seen_by_its_unit_the_committee_and_its_superiors_only(asked: World) -> None:
    await submit(asked)
    for unit, count in ((EDUCATION, 1), (CITY, 1), (FINANCE, 0), (OTHER_CITY, 0)):
        assert len((await asked.get(unit, f"/reports?request={REQUEST}"))["items"]) == count


async def test_the_committee_itself_cannot_report_in_a_units_name(asked: World) -> None:
    await asked.post(CITY, SUBMIT, {"text": "代报"}, status=403)


async def test_the_same_key_gives_the_same_answer(asked: World) -> None:
    async with asked.client(EDUCATION) as client:
        once = await client.post(SUBMIT, json={"text": "一"}, headers={"Idempotency-Key": "k"})
        again = await client.post(SUBMIT, json={"text": "一"}, headers={"Idempotency-Key": "k"})
        other = await client.post(SUBMIT, json={"text": "二"}, headers={"Idempotency-Key": "k"})
    assert (once.status_code, again.json()) == (200, once.json())
    assert other.json()["code"] == "idempotency_key_reused"
