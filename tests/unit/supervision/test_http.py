"""The service as it is called: real tokens, real store, policies and timers at work."""

from typing import Any
from uuid import UUID

import pytest

from services.supervision.domain.case import SupervisionCase
from services.supervision.domain.watch import Watch
from shared.kernel.ids import derive
from tests.unit.supervision.world import (
    COMMITTEE,
    LEAD,
    MEETING,
    OTHER,
    PARTY,
    PROVINCE,
    RESOLUTION,
    STRANGER,
    TASK,
    OfUnit,
    ResolutionAdopted,
    World,
)

CASE = SupervisionCase.stream_of(RESOLUTION)
WATCH = Watch.stream_of(TASK, LEAD)
PERSON = derive("person", "liaison officer")
NOTICE: dict[str, Any] = {
    "body": "鸡关督",
    "year": 2023,
    "sequence": 1,
    "lead": str(LEAD),
    "co_units": [str(OTHER), str(LEAD), str(OTHER)],
    "answer_due": "2023-08-15",
    "requirements": "请书面答复整治情况。",
    "issued_on": "2023-08-01",
}


async def listed(world: World, resolution: UUID = RESOLUTION) -> None:
    adopted = ResolutionAdopted(
        resolution_id=resolution, text="校园周边整治", supervised_by="party_committee", listed_by=PARTY
    )
    await world.happens("meeting", MEETING, adopted, (PARTY,))


async def noticed(world: World) -> None:
    await listed(world)
    await world.post(COMMITTEE, f"/cases/{CASE}/notice", NOTICE)


@pytest.mark.accepts("S3")
async def test_s3_a_listed_matter_is_noticed_answered_reported_upward_and_closed(world: World) -> None:
    await listed(world)
    answer = await world.post(COMMITTEE, f"/cases/{CASE}/notice", NOTICE)
    assert answer["number"] == "鸡关督〔2023〕1号"
    await world.pass_days(20)
    await world.post(LEAD, f"/cases/{CASE}/answers", {"text": "整治已经完成。"}, "liaison")
    paper = await world.upload(COMMITTEE, "督查报告".encode())
    await world.post(COMMITTEE, f"/cases/{CASE}/reports", {"to": str(PARTY), "document": paper})
    await world.post(COMMITTEE, f"/cases/{CASE}/close", {"reason": "已办结。"})
    assert await world.get(PARTY, f"/cases/{CASE}", "party_approver") == {
        "case_id": str(CASE),
        "committee_id": str(COMMITTEE),
        "resolution_id": str(RESOLUTION),
        "meeting_id": str(MEETING),
        "text": "校园周边整治",
        "supervised_by": "party_committee",
        "listed_by": str(PARTY),
        "notice": {**NOTICE, "type": "督办通知单", "number": "鸡关督〔2023〕1号", "co_units": [str(OTHER)]},
        "answers": [
            {"unit_id": str(LEAD), "text": "整治已经完成。", "document": None, "on": "2023-08-21", "late": True}
        ],
        "reports": [{"to": str(PARTY), "document": paper, "on": "2023-08-21"}],
        "closed": {"reason": "已办结。", "on": "2023-08-21"},
    }


@pytest.mark.refuses("S3")
async def test_s3_a_refusal_names_rule_code_and_what_to_do_and_stores_nothing(world: World) -> None:
    await noticed(world)
    before = await world.store.head()
    refused = await world.post(COMMITTEE, f"/cases/{CASE}/close", {"reason": "已办结。"}, status=422)
    assert (refused["rule"], refused["code"], refused["detail"]) == (
        "S3",
        "case_not_answered",
        "牵头单位还没有答复，不能销号。请先催办。",
    )
    again = await world.post(COMMITTEE, f"/cases/{CASE}/notice", {**NOTICE, "sequence": 2}, status=422)
    assert (again["rule"], again["code"]) == ("S3", "notice_already_issued")
    assert await world.store.head() == before


@pytest.mark.refuses("S3")
async def test_s3_a_number_serves_one_notice_and_a_refused_one_uses_none_up(world: World) -> None:
    await noticed(world)
    other = derive("test", "another resolution")
    await listed(world, other)
    path = f"/cases/{SupervisionCase.stream_of(other)}/notice"
    taken = await world.post(COMMITTEE, path, NOTICE, status=409)
    assert (taken["rule"], taken["code"]) == ("S3", "document_number_taken")
    await world.post(COMMITTEE, path, {**NOTICE, "sequence": 2, "requirements": ""}, status=422)
    await world.post(COMMITTEE, path, {**NOTICE, "sequence": 2, "body": "X"}, status=400)
    await world.post(COMMITTEE, path, {**NOTICE, "sequence": 2})


@pytest.mark.refuses("S3")
async def test_s3_a_report_goes_upward_and_nowhere_else(world: World) -> None:
    await noticed(world)
    paper = await world.upload(COMMITTEE, "督查报告".encode())
    for to in (STRANGER, LEAD, derive("unit", "nobody")):
        body = {"to": str(to), "document": paper}
        refused = await world.post(COMMITTEE, f"/cases/{CASE}/reports", body, status=422)
        assert (refused["rule"], refused["code"]) == ("S3", "report_not_upward")
    for to in (PARTY, PROVINCE):
        await world.post(COMMITTEE, f"/cases/{CASE}/reports", {"to": str(to), "document": paper})


async def test_a_case_is_seen_by_whom_it_concerns_and_only_from_then_on(world: World) -> None:
    await listed(world)
    path = f"/cases/{CASE}"
    for unit in (COMMITTEE, PARTY, PROVINCE):
        await world.get(unit, path)
    for unit in (LEAD, OTHER, STRANGER):
        await world.get(unit, path, status=404)
        await world.post(unit, f"{path}/answers", {"text": "不相干"}, "liaison", 404)
    await world.post(COMMITTEE, f"{path}/notice", NOTICE)
    for unit, count in ((LEAD, 1), (OTHER, 1), (STRANGER, 0)):
        assert len((await world.get(unit, "/cases", state="noticed"))["items"]) == count
    await world.post(STRANGER, f"{path}/answers", {"text": "不相干"}, "liaison", 404)
    await world.post(PARTY, f"{path}/close", {"reason": "不是我的"}, "clerk", 403)


async def test_a_document_in_a_case_is_read_by_whom_the_case_concerns(world: World) -> None:
    await noticed(world)
    answer = await world.upload(LEAD, "整治清单".encode())
    async with world.client(COMMITTEE) as client:
        assert (await client.get(f"/documents/{answer}")).status_code == 404
    await world.post(LEAD, f"/cases/{CASE}/answers", {"document": answer}, "liaison")
    for unit, status in ((COMMITTEE, 200), (PARTY, 200), (PROVINCE, 200), (STRANGER, 404)):
        async with world.client(unit) as client:
            assert (await client.get(f"/documents/{answer}")).status_code == status
    body = {"to": str(PARTY), "document": answer}
    refused = await world.post(COMMITTEE, f"/cases/{CASE}/reports", body, status=400)
    assert refused["code"] == "document_unknown"


async def test_a_watch_is_seen_by_its_unit_its_committee_and_above(world: World) -> None:
    await world.assign()
    for unit, seen in ((LEAD, [LEAD]), (OTHER, [OTHER]), (COMMITTEE, [LEAD, OTHER]), (PROVINCE, [LEAD, OTHER])):
        found = (await world.get(unit, "/watches"))["items"]
        assert {one["unit_id"] for one in found} == set(map(str, seen))
    assert (await world.get(STRANGER, "/watches"))["items"] == []
    for path in (f"/watches/{WATCH}", f"/watches/{WATCH}/task"):
        await world.get(OTHER, path, status=404)
    await world.get(OTHER, f"/watches/{WATCH}/light", status=404, at="2023-08-01T01:00:00Z")


async def test_watches_are_listed_by_unit_task_and_light(world: World) -> None:
    await world.assign()
    await world.happens("tasking", TASK, OfUnit(unit_id=LEAD), (LEAD, OTHER))
    await world.pass_days(9)
    for query, units in (
        (f"unit={LEAD}", {LEAD}),
        (f"task={TASK}&light=yellow", {OTHER}),
        ("light=red", set()),
    ):
        found = (await world.get(COMMITTEE, f"/watches?{query}"))["items"]
        assert {one["unit_id"] for one in found} == set(map(str, units))
    await world.get(COMMITTEE, "/watches", status=400, light="blue")


@pytest.mark.accepts("S1")
async def test_s1_the_light_of_a_past_moment_is_answered_as_it_was(world: World) -> None:
    await world.assign()
    await world.pass_days(60)
    watch = await world.get(LEAD, f"/watches/{WATCH}")
    for light in watch["lights"]:
        shown = await world.get(LEAD, f"/watches/{WATCH}/light", at=light["at"])
        assert shown == {name: light[name] for name in ("light", "colour", "reason")}
    before = await world.get(LEAD, f"/watches/{WATCH}/light", at="2023-08-08T23:59:59+08:00")
    assert before["light"] == "green"
    await world.get(LEAD, f"/watches/{WATCH}/light", status=404, at="2023-07-31T00:00:00Z")


@pytest.mark.parametrize(
    ("at", "code"),
    [
        ("2023-08-02T09:00:00", "moment_without_zone"),
        ("0001-01-01T00:00:00+14:00", "moment_impossible"),
        ("9999-12-31T23:59:59-12:00", "moment_impossible"),
        ("2023-12-01T00:00:00Z", "moment_in_future"),
    ],
)
async def test_a_moment_that_is_none_or_lies_ahead_is_refused(world: World, at: str, code: str) -> None:
    await world.assign()
    assert (await world.get(LEAD, f"/watches/{WATCH}/light", status=400, at=at))["code"] == code


@pytest.mark.accepts("S2")
async def test_s2_reminders_are_listed_to_whom_they_go_with_who_held_the_office(world: World) -> None:
    await world.appoint(OTHER, "liaison_officer", PERSON)
    await world.assign()
    await world.pass_days(60)
    found = (await world.get(OTHER, "/reminders"))["items"]
    assert [(one["step"], one["person_id"]) for one in found] == [
        ("leader_in_charge", None),
        ("liaison_officer", str(PERSON)),
    ]
    assert (found[0]["task_id"], found[0]["document_number"]) == (str(TASK), "鸡关发〔2023〕2号")
    assert len((await world.get(COMMITTEE, "/reminders"))["items"]) == 4
    assert len((await world.get(COMMITTEE, f"/reminders?unit={LEAD}"))["items"]) == 2
    assert (await world.get(STRANGER, "/reminders"))["items"] == []


@pytest.mark.refuses("S1")
async def test_s1_thresholds_are_a_committees_own(world: World) -> None:
    wanted = {
        "colours": ["蓝", "黄", "红"],
        "warn_before_workdays": [5],
        "accept_within_workdays": 5,
        "progress_every_workdays": 22,
        "climb_after_workdays": 3,
    }
    defaults = await world.get(LEAD, f"/committees/{COMMITTEE}/thresholds")
    assert (defaults["version"], defaults["colours"]) == (0, ["green", "yellow", "red"])
    await world.post(PROVINCE, f"/committees/{COMMITTEE}/thresholds", wanted, status=404)
    await world.post(COMMITTEE, f"/committees/{COMMITTEE}/thresholds", wanted, "liaison", 403)
    refused = await world.post(LEAD, f"/committees/{LEAD}/thresholds", wanted, status=422)
    assert (refused["rule"], refused["code"]) == ("O1", "not_a_committee")
    bad = await world.post(COMMITTEE, f"/committees/{COMMITTEE}/thresholds", {**wanted, "colours": ["红"]}, status=400)
    assert (bad["rule"], bad["code"]) == ("S1", "thresholds_not_valid")
    await world.post(COMMITTEE, f"/committees/{COMMITTEE}/thresholds", wanted)
    shown = await world.get(LEAD, f"/committees/{COMMITTEE}/thresholds")
    assert (shown["version"], shown["colours"]) == (1, ["蓝", "黄", "红"])


async def test_the_same_key_gives_the_same_answer_and_an_old_version_is_refused(world: World) -> None:
    await listed(world)
    async with world.client(COMMITTEE) as client:
        path = f"/cases/{CASE}/notice"
        first = await client.post(path, json=NOTICE, headers={"Idempotency-Key": "notice-1"})
        again = await client.post(path, json=NOTICE, headers={"Idempotency-Key": "notice-1"})
        changed = await client.post(path, json={**NOTICE, "sequence": 2}, headers={"Idempotency-Key": "notice-1"})
        stale = await client.post(f"/cases/{CASE}/close", json={"reason": "早"}, headers={"If-Match": '"1"'})
    assert (first.status_code, first.json()) == (200, again.json())
    assert (changed.status_code, changed.json()["code"]) == (409, "idempotency_key_reused")
    assert (stale.status_code, stale.json()["code"]) == (409, "version_conflict")
