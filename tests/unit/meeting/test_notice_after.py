"""M6: a notice that changes or is called off, its receipts, and what a lower committee forwards of it."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest

from services.meeting.domain.meeting import Meeting
from services.meeting.domain.receipt import Receipt, Reply
from shared.kernel.errors import Refusal
from shared.kernel.ids import derive
from tests.unit.meeting import given
from tests.unit.meeting.given import COMMITTEE, DIRECTOR, EDUCATION, HOSPITAL, JUSTICE, PARTY, YOUTH_LEAGUE
from tests.unit.meeting.office import STRANGER, SUPERIOR, Office
from tests.unit.meeting.test_http import MEETING, NOTICE, PATH, SUBJECT, Desk, approve, notice

COUNTY, COUNTY_BUREAU = derive("county committee"), derive("county bureau")
CHANGED = {"held_at": "2023-09-22T01:30:00Z", "place": "市委二号会议室", "reason": "一号会议室另有安排。"}
COMING = {"attending": True, "seat": "holder", "mode": "on_site", "heads": 1}


@pytest.mark.accepts("M6")
@pytest.mark.accepts("M5")
def test_m5_m6_a_changed_notice_tells_everybody_asked_and_needs_no_new_request() -> None:
    meeting = given.noticed()
    given.change_notice(meeting)
    assert meeting.pending_events[-1].units == {COMMITTEE, *given.MEMBERS}
    assert (meeting.stage, meeting.noticed_for, meeting.notice.number) == ("noticed", given.LATER_AT.date(), 2)


@pytest.mark.refuses("M6")
@pytest.mark.parametrize(
    ("give", "code"),
    [
        (lambda: given.change_notice(given.approved()), "notice_not_out"),
        (lambda: given.change_notice(given.held()), "meeting_already_held"),
        (lambda: given.change_notice(given.noticed(), held_at=given.NOTICE_MOMENT), "notice_day_impossible"),
        (
            lambda: given.change_notice(
                given.noticed(), held_at=given.HELD_AT, place="市委一号会议室", requirements="请带分工意见。"
            ),
            "notice_unchanged",
        ),
        (lambda: given.held().call_off("取消。"), "meeting_already_held"),
        (lambda: given.draft().call_off(" "), "call_off_reason_missing"),
    ],
)
def test_m6_a_notice_changes_only_between_its_issue_and_the_meeting(give: Callable[[], None], code: str) -> None:
    with pytest.raises(Refusal) as refused:
        give()
    assert (refused.value.rule, refused.value.code) == ("M6", code)


@pytest.mark.refuses("M6")
@pytest.mark.parametrize(
    ("make", "told"), [(given.noticed, {COMMITTEE, PARTY, *given.MEMBERS}), (given.draft, {COMMITTEE})]
)
def test_m6_a_meeting_that_was_called_off_is_at_its_end(make: Callable[[], Meeting], told: set[UUID]) -> None:
    meeting = make()
    meeting.call_off("因防汛取消。")
    assert meeting.pending_events[-1].units == told
    tries: list[Callable[[], Any]] = [
        lambda: given.submit(meeting),
        lambda: given.issue_notice(meeting),
        lambda: given.hold(meeting),
        lambda: given.adopt(meeting),
        lambda: given.report(meeting),
        lambda: meeting.call_off("再取消。"),
    ]
    for again in tries:
        with pytest.raises(Refusal) as refused:
            again()
        assert refused.value.code == "meeting_called_off"


def reply(**changes: Any) -> Reply:
    whole: dict[str, Any] = {"person_id": None, "office": "", "reason": ""} | COMING | changes
    return Reply(**whole)


@pytest.mark.refuses("M6")
@pytest.mark.parametrize(
    "answer",
    [
        reply(mode=None),
        reply(heads=0),
        reply(seat=None),
        reply(seat="substitute", office="副局长"),
        reply(seat="substitute", reason="出差。"),
        reply(attending=False, seat=None, mode=None, heads=0),
        reply(attending=False, reason="出差。"),
    ],
)
def test_m6_an_answer_says_who_comes_and_how_or_why_not(answer: Reply) -> None:
    receipt = Receipt(Receipt.stream_id(MEETING, COMMITTEE, EDUCATION))
    with pytest.raises(Refusal) as refused:
        receipt.answer(MEETING, COMMITTEE, EDUCATION, answer, notice=1, has_seat=True)
    assert (refused.value.rule, refused.value.code) == ("M6", "receipt_incomplete")


@pytest.mark.accepts("M6")
async def test_m6_receipts_say_who_comes_who_does_not_and_who_has_not_answered(office: Office) -> None:
    clerk = Desk(office)
    await notice(office, clerk)
    answer = f"{PATH}/return-receipt"
    await Desk(office, EDUCATION, "liaison").post(answer, unit_id=str(EDUCATION), **COMING)
    await clerk.post(answer, unit_id=str(JUSTICE), attending=False, reason="参加省里的会议。")  # by telephone
    await Desk(office, HOSPITAL, "leader").post(answer, unit_id=str(HOSPITAL), **(COMING | {"seat": None}))
    board = await clerk.get(f"{PATH}/receipts")
    assert {item["unit_id"]: item["state"] for item in board["items"]} == {
        str(EDUCATION): "attending",
        str(JUSTICE): "declined",
        str(YOUTH_LEAGUE): "waiting",
        str(HOSPITAL): "attending",
    }
    assert [board[name] for name in ("asked", "attending", "declined", "outdated", "waiting")] == [4, 2, 1, 0, 1]
    [own] = (await Desk(office, EDUCATION, "liaison").get(f"{PATH}/receipts"))["items"]
    assert own["unit_id"] == str(EDUCATION)
    assert len((await Desk(office, SUPERIOR).get(f"{PATH}/receipts"))["items"]) == 4
    await Desk(office, STRANGER).get(f"{PATH}/receipts", 404)


@pytest.mark.accepts("M6")
async def test_m6_a_changed_notice_is_answered_anew_and_the_liaison_officer_reads_what_changed(office: Office) -> None:
    clerk, liaison = Desk(office), Desk(office, EDUCATION, "liaison")
    await notice(office, clerk)
    await liaison.post(f"{PATH}/return-receipt", unit_id=str(EDUCATION), **COMING)
    await clerk.post(f"{PATH}/change-notice", **CHANGED)
    board = await clerk.get(f"{PATH}/receipts")
    assert (board["outdated"], board["waiting"]) == (1, 3)
    [mail] = (await liaison.get("/notices"))["items"]
    assert (mail["held_at"], mail["place"]) == (CHANGED["held_at"], CHANGED["place"])
    assert mail["changes"] == [
        {
            "held_at": NOTICE["held_at"],
            "place": NOTICE["place"],
            "requirements": NOTICE["requirements"],
            "reason": CHANGED["reason"],
        }
    ]
    answer = await liaison.post(f"{PATH}/return-receipt", unit_id=str(EDUCATION), **COMING)
    assert answer["round"] == 2
    await clerk.post(f"{PATH}/call-off", reason="因防汛取消。")
    [mail] = (await liaison.get("/notices"))["items"]
    assert mail["called_off"] == {"reason": "因防汛取消。"}
    refused = await liaison.post(f"{PATH}/return-receipt", 422, unit_id=str(EDUCATION), **COMING)
    assert refused["code"] == "meeting_called_off"


@pytest.mark.refuses("M6")
async def test_m6_only_an_invited_unit_answers_and_only_for_itself(office: Office) -> None:
    clerk = Desk(office)
    await approve(office, clerk)
    answer = f"{PATH}/return-receipt"
    refused = await clerk.post(answer, 422, unit_id=str(EDUCATION), **COMING)
    assert refused["code"] == "notice_not_out"
    await Desk(office, EDUCATION).post(answer, 404, unit_id=str(EDUCATION), **COMING)
    await clerk.post(f"{PATH}/issue-notice", **NOTICE)
    await Desk(office, EDUCATION).post(answer, 404, unit_id=str(JUSTICE), **COMING)
    await Desk(office, STRANGER).post(answer, 404, unit_id=str(STRANGER), **COMING)
    await Desk(office, EDUCATION, "auditor").post(answer, 403, unit_id=str(EDUCATION), **COMING)
    refused = await clerk.post(answer, 422, unit_id=str(STRANGER), **COMING)
    assert (refused["rule"], refused["code"]) == ("M6", "not_invited")
    nobody = {"unit_id": str(EDUCATION), "forwarded_by": str(STRANGER), **COMING}
    await clerk.post(answer, 404, **nobody)
    office.clock.move_to(datetime(2023, 9, 25, 2, tzinfo=UTC))
    await clerk.post(f"{PATH}/hold", held_on="2023-09-20", chair=str(DIRECTOR))
    refused = await clerk.post(answer, 422, unit_id=str(EDUCATION), **COMING)
    assert refused["code"] == "meeting_already_held"


async def open_county(office: Office) -> None:
    """A committee below, asked to the meeting, with a member unit of its own."""
    await office.register(COUNTY, "committee", "县关工委")
    await office.relate(COUNTY, "superior", COMMITTEE)
    await office.register(COUNTY_BUREAU, "department", "县教育局")
    await office.relate(COUNTY_BUREAU, "member_of", COUNTY)
    await office.appoint(COUNTY_BUREAU, "liaison_officer", derive("liaison", COUNTY_BUREAU))
    clerk = Desk(office)
    await approve(office, clerk)
    await clerk.post(f"{PATH}/issue-notice", **(NOTICE | {"observers": [str(COUNTY)]}))


def forwarded(*units: UUID, **changes: Any) -> dict[str, Any]:
    body = {"committee_id": str(COUNTY), "place": "县委会议室", "requirements": "请提前入场。"}
    return body | {"units": [str(unit) for unit in units]} | changes


@pytest.mark.accepts("M6")
async def test_m6_a_lower_committee_forwards_a_notice_to_its_members_and_gets_their_receipts(office: Office) -> None:
    await open_county(office)
    county, bureau = Desk(office, COUNTY), Desk(office, COUNTY_BUREAU, "liaison")
    await county.post(f"{PATH}/forward-notice", **forwarded(COUNTY_BUREAU))
    [mail] = (await bureau.get("/forwarded-notices", unit=str(COUNTY_BUREAU)))["items"]
    [sent] = mail["rounds"]
    assert (mail["theme"], mail["source_committee"]) == (SUBJECT["theme"], str(COMMITTEE))
    assert (sent["held_at"], sent["place"], sent["requirements"]) == (NOTICE["held_at"], "县委会议室", "请提前入场。")
    assert (sent["source_place"], sent["source_requirements"]) == (NOTICE["place"], NOTICE["requirements"])
    await bureau.get(PATH, 404)  # the city's meeting itself is none of its business
    body = {"unit_id": str(COUNTY_BUREAU), "forwarded_by": str(COUNTY), **COMING, "mode": "video"}
    await bureau.post(f"{PATH}/return-receipt", **body)
    board = await county.get(f"{PATH}/receipts", forwarded_by=str(COUNTY))
    assert [(item["unit_id"], item["state"]) for item in board["items"]] == [(str(COUNTY_BUREAU), "attending")]
    assert [item["unit_id"] for item in (await Desk(office).get(f"{PATH}/receipts"))["items"]][-1] == str(COUNTY)


@pytest.mark.refuses("M6")
async def test_m6_a_notice_is_forwarded_by_who_got_it_and_to_its_own_units_only(office: Office) -> None:
    await open_county(office)
    path = f"{PATH}/forward-notice"
    await Desk(office, STRANGER).post(path, 404, **forwarded(COUNTY_BUREAU, committee_id=str(STRANGER)))
    await Desk(office, COUNTY, "liaison").post(path, 403, **forwarded(COUNTY_BUREAU))
    county = Desk(office, COUNTY)
    for units, code in (((EDUCATION,), "not_ones_own_member"), ((), "nobody_forwarded_to")):
        refused = await county.post(path, 422, **forwarded(*units))
        assert (refused["rule"], refused["code"]) == ("M6", code)
    await Desk(office).post(f"{PATH}/call-off", reason="因防汛取消。")
    refused = await county.post(path, 422, **forwarded(COUNTY_BUREAU))
    assert refused["code"] == "meeting_called_off"


@pytest.mark.accepts("M6")
async def test_m6_what_was_forwarded_can_be_forwarded_further_down(office: Office) -> None:
    await open_county(office)
    town, school = derive("town committee"), derive("town school")
    await office.register(town, "committee", "镇关工委")
    await office.relate(town, "superior", COUNTY)
    await office.register(school, "school", "镇中学")
    await office.relate(school, "member_of", town)
    await office.appoint(school, "liaison_officer", derive("liaison", school))
    path = f"{PATH}/forward-notice"
    await Desk(office, town).post(path, 404, **forwarded(school, committee_id=str(town), through=str(COUNTY)))
    await Desk(office, COUNTY).post(path, **forwarded(town))
    await Desk(office, town).post(path, **forwarded(school, committee_id=str(town), through=str(COUNTY)))
    [mail] = (await Desk(office, school, "liaison").get("/forwarded-notices"))["items"]
    assert (mail["source_committee"], mail["rounds"][0]["source_place"]) == (str(COUNTY), "县委会议室")


async def test_a_meeting_called_off_gives_its_topics_back(office: Office) -> None:
    clerk = Desk(office)
    topic = derive("topic")
    body = {"topic_id": str(topic), "committee_id": str(COMMITTEE), "subject": "校园周边环境整治"}
    await clerk.post("/topics/instruct", **body, decision=await clerk.evidence("2023-09-01"))
    await clerk.draft()
    await clerk.post(f"{PATH}/take-up-topics", topics=[str(topic)])
    await clerk.post(f"{PATH}/call-off", reason="另行研究。")
    assert (await clerk.get(f"/topics/{topic}"))["meeting_id"] is None
    shown = await clerk.get(PATH)
    assert (shown["stage"], shown["called_off"]) == ("called_off", {"reason": "另行研究。"})
    way = await clerk.get(f"{PATH}/way")
    assert (way["standing_at"], way["stage"]) == (None, "called_off")


async def test_minutes_are_read_by_everybody_who_was_asked(office: Office) -> None:
    clerk = Desk(office)
    await notice(office, clerk)
    office.clock.move_to(datetime(2023, 9, 25, 2, tzinfo=UTC))
    await clerk.post(f"{PATH}/hold", held_on="2023-09-20", chair=str(DIRECTOR))
    minutes = await clerk.upload("纪要全文".encode())
    await clerk.post(f"{PATH}/issue-minutes", document=minutes, issued_on="2023-09-25")
    await office.settle()
    for unit, status in ((EDUCATION, 200), (HOSPITAL, 200), (STRANGER, 404)):
        async with office.client(unit) as client:
            assert (await client.get(f"/documents/{minutes}")).status_code == status


PROPAGANDA, COURT = derive("unit", "4"), derive("unit", "1")


@pytest.mark.accepts("M6")
@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ({}, (PROPAGANDA, EDUCATION, JUSTICE, COURT, YOUTH_LEAGUE, HOSPITAL)),
        ({"scope": "some_members", "members": [str(COURT), str(EDUCATION)]}, (COURT, EDUCATION, HOSPITAL)),
    ],
    ids=["all", "typed"],
)
async def test_m6_all_members_stand_in_their_order_of_precedence_and_others_as_the_clerk_typed_them(
    office: Office, typed: dict[str, Any], wanted: tuple[UUID, ...]
) -> None:
    assert str(COURT) < str(EDUCATION) < str(PROPAGANDA), "the codes are these ids, and say another order"
    for unit, name in ((COURT, "市中级人民法院"), (PROPAGANDA, "中共市委宣传部")):
        await office.register(unit, "department", name)
        await office.relate(unit, "member_of", COMMITTEE)
        await office.appoint(unit, "liaison_officer", derive("liaison", unit))
    clerk = Desk(office)
    await approve(office, clerk)
    await clerk.post(f"{PATH}/issue-notice", **{**NOTICE, **typed})
    for asked in ("receipts", "attendance"):
        items = (await clerk.get(f"{PATH}/{asked}"))["items"]
        assert [one["unit_id"] for one in items if one["as"] != "host"] == [*map(str, wanted)]
