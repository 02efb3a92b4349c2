"""The service as it is called: real tokens, real store, replicas and policies fed by real logs."""

from typing import Any
from uuid import UUID

import pytest

from shared.kernel.ids import derive
from tests.unit.tasking.world import MEETING, PLAN, RESOLUTION, World

ISSUE = {"body": "鸡关", "type": "发", "year": 2023, "sequence": 2, "issued_on": "2023-07-10"}
DUE = {"kind": "date", "date": "2023-09-30", "precision": "month", "text": "9月底前"}


def item(number: int = 1, *, lead: str = "市委宣传部", responsible: tuple[str, ...] = ("市教育局",)) -> dict[str, Any]:
    return {
        "item_id": str(derive("test-item", number)),
        "number": number,
        "section": "（一）坚持铸魂育人",
        "text": "开展主题教育活动。",
        "leads": [{"name": lead}] if lead else [],
        "responsible": [{"name": name} for name in responsible],
        "due": DUE,
    }


async def issued(world: World, **items: Any) -> UUID:
    """One task of an issued plan."""
    await world.consent(world.city)
    await world.post(world.city, f"/plans/{PLAN}/items", item(**items))
    answer = await world.post(world.city, f"/plans/{PLAN}/issue", ISSUE)
    return UUID(answer["tasks"][0])


@pytest.mark.accepts("T1")
async def test_t1_a_consent_becomes_a_draft_of_the_committee_by_itself(world: World) -> None:
    await world.consent(world.city)
    plan = await world.get(world.city, f"/plans/{PLAN}")
    assert plan["stage"] == "drafted"
    assert (plan["resolution_id"], plan["meeting_id"]) == (str(RESOLUTION), str(MEETING))
    await world.get(world.lead, f"/plans/{PLAN}", status=404)


@pytest.mark.accepts("T1")
async def test_t1_a_clerk_can_draft_another_plan_on_a_known_consent(world: World) -> None:
    await world.consent(world.city)
    draft = {
        "plan_id": str(derive("plan", "second")),
        "committee_id": str(world.city),
        "resolution_id": str(RESOLUTION),
        "title": "实施方案",
        "kind": "implementation",
        "bodies": [str(world.city), str(world.lead)],
    }
    await world.post(world.city, "/plans", draft)
    refused = await world.post(world.city, "/plans", draft, status=409)
    assert refused["code"] == "plan_exists"
    plan = await world.get(world.city, f"/plans/{draft['plan_id']}")
    assert (plan["meeting_id"], plan["bodies"]) == (str(MEETING), draft["bodies"])


@pytest.mark.refuses("T1")
async def test_t1_no_plan_on_a_resolution_without_consent(world: World) -> None:
    draft = {
        "plan_id": str(PLAN),
        "committee_id": str(world.city),
        "resolution_id": str(RESOLUTION),
        "title": "方案",
    }
    refused = await world.post(world.city, "/plans", draft, status=422)
    assert (refused["rule"], refused["code"]) == ("T1", "resolution_not_consented")
    await world.post(world.lead, "/plans", draft, status=403)
    assert (await world.get(world.city, "/plans"))["items"] == []


@pytest.mark.refuses("T1")
async def test_t1_a_number_serves_one_plan(world: World) -> None:
    await issued(world)
    other = derive("plan", derive("test", "other"))
    await world.consent(world.city, derive("test", "other"))
    await world.post(world.city, f"/plans/{other}/items", item())
    refused = await world.post(world.city, f"/plans/{other}/issue", ISSUE, status=409)
    assert (refused["rule"], refused["code"]) == ("T1", "document_number_taken")
    await world.post(world.city, f"/plans/{other}/issue", {**ISSUE, "sequence": 3})


@pytest.mark.accepts("O6")
async def test_o6_groups_expand_through_the_registry_when_the_plan_is_issued(world: World) -> None:
    task_id = await issued(world, responsible=("市教育局", "县(市)区关工委"))
    task = await world.get(world.counties[0], f"/tasks/{task_id}")
    counties = [str(county) for county in world.counties]
    assert task["responsible"] == [str(world.education), *counties]
    assert task["expansions"] == [{"name": "县(市)区关工委", "group_id": str(world.group_id), "units": counties}]
    assert task["document_number"] == "鸡关发〔2023〕2号"


@pytest.mark.refuses("T11")
async def test_t11_an_unknown_name_stops_for_the_clerks_answer_with_suggestions(world: World) -> None:
    await world.consent(world.city)
    await world.post(world.city, f"/plans/{PLAN}/items", item(responsible=("市教育体育局",)))
    refused = await world.post(world.city, f"/plans/{PLAN}/issue", ISSUE, status=422)
    assert (refused["rule"], refused["names"]) == ("T11", ["市教育体育局"])
    [unknown] = (await world.get(world.city, f"/plans/{PLAN}/unknown-names"))["items"]
    assert (unknown["name"], unknown["items"], unknown["ambiguous"]) == ("市教育体育局", [1], False)
    assert str(world.education) in [one["unit_id"] for one in unknown["suggestions"]]
    answer = {"name": "市教育体育局", "unit_ids": [str(world.education)]}
    await world.post(world.city, f"/plans/{PLAN}/settle-name", answer)
    assert (await world.get(world.city, f"/plans/{PLAN}/unknown-names"))["items"] == []
    await world.post(world.city, f"/plans/{PLAN}/issue", ISSUE)


async def test_a_lead_is_settled_by_its_registered_name(world: World) -> None:
    await world.consent(world.city)
    await world.post(world.city, f"/plans/{PLAN}/items", item(lead=""))
    path = f"/plans/{PLAN}/items/{item()['item_id']}/settle-lead"
    await world.post(world.city, path, {"unit_id": str(derive("nobody"))}, status=404)
    await world.post(world.city, path, {"unit_id": str(world.lead)})
    [placed] = (await world.get(world.city, f"/plans/{PLAN}"))["items"]
    assert [(lead["name"], lead["unit_id"]) for lead in placed["leads"]] == [("鸡西市委宣传部", str(world.lead))]


async def test_work_from_accepting_to_the_conclusion(world: World) -> None:
    task_id = await issued(world)
    evidence = await world.upload(world.education, "宣讲记录".encode())
    await world.post(world.lead, f"/tasks/{task_id}/accept", role="liaison")
    await world.post(world.education, f"/tasks/{task_id}/accept", role="liaison")
    progress = {"percent": 50, "done": "宣讲12场。", "evidence": [evidence]}
    await world.post(world.education, f"/tasks/{task_id}/report-progress", progress, role="liaison")
    await world.post(world.education, f"/tasks/{task_id}/finish-part", {"summary": "完成。"}, role="leader")
    await world.post(world.lead, f"/tasks/{task_id}/report-whole", {"summary": "整体完成。"}, role="liaison")
    statement = await world.get(world.city, f"/statements?unit={world.education}&plan={PLAN}")
    assert {name: statement[name] for name in ("assigned", "accepted", "finished", "concluded")} == {
        "assigned": 1,
        "accepted": 1,
        "finished": 1,
        "concluded": 0,
    }
    await world.post(
        world.city, f"/tasks/{task_id}/return", {"reason": "请补报场次。", "units": [str(world.education)]}
    )
    await world.post(world.education, f"/tasks/{task_id}/finish-part", {"summary": "已补报。"}, role="liaison")
    await world.post(world.lead, f"/tasks/{task_id}/report-whole", {"summary": "整体完成。"}, role="liaison")
    await world.post(
        world.city, f"/tasks/{task_id}/conclude", {"conclusion": "同意办结。", "concluded_on": "2023-07-12"}
    )
    statement = await world.get(world.education, f"/statements?unit={world.education}")
    assert (statement["finished"], statement["concluded"], statement["plan_id"]) == (1, 1, None)
    assert statement["position"] == f"tasking:1:{(await world.parts.store.head()).position}"


@pytest.mark.refuses("T7")
async def test_t7_evidence_is_a_document_the_unit_uploaded(world: World) -> None:
    task_id = await issued(world)
    await world.post(world.education, f"/tasks/{task_id}/accept")
    others = await world.upload(world.lead, "别人的材料".encode())
    for digest in (others, "0" * 64):
        progress = {"percent": 50, "done": "宣讲12场。", "evidence": [digest]}
        refused = await world.post(world.education, f"/tasks/{task_id}/report-progress", progress, status=400)
        assert (refused["rule"], refused["code"]) == ("T7", "evidence_unknown")


async def test_evidence_is_read_by_whom_the_task_concerns_and_by_nobody_else(world: World) -> None:
    task_id = await issued(world)
    await world.post(world.education, f"/tasks/{task_id}/accept")
    evidence = await world.upload(world.education, "宣讲记录".encode())
    async with world.client(world.city) as client:
        assert (await client.get(f"/documents/{evidence}")).status_code == 404
    progress = {"percent": 50, "done": "宣讲12场。", "evidence": [evidence]}
    await world.post(world.education, f"/tasks/{task_id}/report-progress", progress)
    async with world.client(world.city) as client:
        assert (await client.get(f"/documents/{evidence}")).content == "宣讲记录".encode()
    async with world.client(world.youth) as client:
        assert (await client.get(f"/documents/{evidence}")).status_code == 404


async def test_who_a_task_does_not_concern_cannot_tell_that_it_exists(world: World) -> None:
    task_id = await issued(world)
    await world.get(world.youth, f"/tasks/{task_id}", status=404)
    await world.post(world.youth, f"/tasks/{task_id}/accept", status=404)
    assert (await world.get(world.youth, "/tasks"))["items"] == []


async def test_tasks_are_listed_by_plan_unit_and_state(world: World) -> None:
    task_id = await issued(world)
    for query in (f"plan={PLAN}", f"unit={world.education}", "state=assigned", f"plan={PLAN}&state=assigned&limit=1"):
        found = await world.get(world.city, f"/tasks?{query}")
        assert [task["task_id"] for task in found["items"]] == [str(task_id)]
    for query in (f"plan={derive('none')}", f"unit={world.youth}", "state=concluded"):
        assert (await world.get(world.city, f"/tasks?{query}"))["items"] == []
    await world.get(world.city, "/tasks?state=lost", status=400)


async def test_the_same_key_gives_the_same_answer_and_an_old_version_is_refused(world: World) -> None:
    task_id = await issued(world)
    async with world.client(world.education) as client:
        first = await client.post(f"/tasks/{task_id}/accept", headers={"Idempotency-Key": "accept-1"})
        again = await client.post(f"/tasks/{task_id}/accept", headers={"Idempotency-Key": "accept-1"})
        stale = await client.post(
            f"/tasks/{task_id}/finish-part", json={"summary": "完成。"}, headers={"If-Match": '"1"'}
        )
    assert (first.status_code, first.json()) == (200, again.json())
    assert (stale.status_code, stale.json()["code"]) == (409, "version_conflict")


async def test_thirty_items_of_a_large_group_are_issued_in_one_batch(world: World) -> None:
    for index in range(20):
        world.unit(f"2303{30 + index}", f"示例{index}县关工委", kind="committee", level="county", relation="superior")
    await world.settle()
    await world.consent(world.city)
    for number in range(1, 31):
        await world.post(world.city, f"/plans/{PLAN}/items", item(number, responsible=("县(市)区关工委",)))
    before = (await world.parts.store.head()).position
    answer = await world.post(world.city, f"/plans/{PLAN}/issue", ISSUE)
    assert (await world.parts.store.head()).position == before + 32
    task = await world.get(world.city, f"/tasks/{answer['tasks'][29]}")
    assert len(task["assignments"]) == 23


@pytest.mark.refuses("T11")
async def test_t11_a_name_of_two_units_is_shown_with_both_and_never_guessed(world: World) -> None:
    both = [
        world.unit(code, name, "市联社", relation="member_of")
        for code, name in (("230300-gxs", "鸡西市供销合作社联合社"), ("230300-xys", "鸡西市农村信用合作联社"))
    ]
    await world.settle()
    await world.consent(world.city)
    await world.post(world.city, f"/plans/{PLAN}/items", item(responsible=("市联社",)))
    [unknown] = (await world.get(world.city, f"/plans/{PLAN}/unknown-names"))["items"]
    assert (unknown["name"], unknown["ambiguous"]) == ("市联社", True)
    assert {one["unit_id"] for one in unknown["suggestions"]} >= set(map(str, both))
    refused = await world.post(world.city, f"/plans/{PLAN}/issue", ISSUE, status=422)
    assert (refused["rule"], refused["code"], refused["names"]) == ("T11", "name_unsettled", ["市联社"])
    await world.post(world.city, f"/plans/{PLAN}/settle-name", {"name": "市联社", "unit_ids": [str(both[1])]})
    await world.post(world.city, f"/plans/{PLAN}/issue", ISSUE)
