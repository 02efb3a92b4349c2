"""The state documents, whole: what audit folds from the same events."""

from typing import Any
from uuid import UUID

import msgspec
import pytest

from shared.kernel.events import canonical_json
from shared.kernel.ids import derive
from tests.unit.tasking.test_http import DUE, ISSUE, issued, item
from tests.unit.tasking.world import MEETING, PLAN, RESOLUTION, World

NO_DATES = {"start": None, "scope": "item"}


def named(name: str, unit: UUID | None, group: UUID | None = None) -> dict[str, Any]:
    return {
        "name": name,
        "unit_id": str(unit) if unit else None,
        "group_id": str(group) if group else None,
        "settled": bool(unit or group),
    }


async def test_a_plan_from_its_draft_to_its_issue(world: World) -> None:
    await world.consent(world.city)
    await world.post(world.city, f"/plans/{PLAN}/items", item(lead="", responsible=("各县(市)区关工委", "市教体局")))
    await world.post(world.city, f"/plans/{PLAN}/settle-name", {"name": "市教体局", "unit_ids": [str(world.education)]})
    placed = item()["item_id"]
    await world.post(world.city, f"/plans/{PLAN}/items/{placed}/settle-lead", {"unit_id": str(world.lead)})
    await world.post(world.city, f"/plans/{PLAN}/issue", ISSUE)
    assert await world.get(world.city, f"/plans/{PLAN}") == {
        "plan_id": str(PLAN),
        "committee_id": str(world.city),
        "kind": "responsibility",
        "title": "开展法治宣讲",
        "meeting_id": str(MEETING),
        "resolution_id": str(RESOLUTION),
        "bodies": [str(world.city)],
        "carries_out": None,
        "document": None,
        "sections": [],
        "items": [
            {
                "item_id": placed,
                "number": 1,
                "section": "（一）坚持铸魂育人",
                "text": "开展主题教育活动。",
                "leads": [named("鸡西市委宣传部", world.lead)],
                "responsible": [named("各县(市)区关工委", None, world.group_id), named("市教体局", world.education)],
                "due": {**NO_DATES, **DUE},
            }
        ],
        "stage": "issued",
        "number": "鸡关发〔2023〕2号",
        "issued_on": "2023-07-10",
    }


async def test_a_task_from_its_assignment_to_its_conclusion(world: World) -> None:
    task_id = await issued(world, responsible=("市教育局", "团市委"))
    path = f"/tasks/{task_id}"
    unit = str(world.education)
    await world.post(world.lead, f"{path}/accept")
    await world.post(world.education, f"{path}/refuse", {"reason": "不属本单位职责。"})
    await world.post(world.city, f"{path}/uphold-assignment", {"unit_id": unit, "reason": "维持分工。"})
    await world.post(world.youth, f"{path}/refuse", {"reason": "人手不足。"})
    await world.post(world.city, f"{path}/accept-refusal", {"unit_id": str(world.youth), "reason": "同意。"})
    await world.post(world.education, f"{path}/report-progress", {"percent": 60, "done": "宣讲12场。"})
    for summary in ("完成。", "已补报。"):
        await world.post(world.education, f"{path}/finish-part", {"summary": summary})
        await world.post(world.lead, f"{path}/report-whole", {"summary": "整体完成。"})
        if summary == "完成。":
            await world.post(world.city, f"{path}/return", {"reason": "请补报场次。", "units": [unit]})
    await world.post(world.city, f"{path}/conclude", {"conclusion": "同意办结。", "concluded_on": "2023-07-12"})
    assert await world.get(world.city, path) == {
        "task_id": str(task_id),
        "plan_id": str(PLAN),
        "committee_id": str(world.city),
        "number": 1,
        "section": "（一）坚持铸魂育人",
        "text": "开展主题教育活动。",
        "lead": str(world.lead),
        "responsible": [unit, str(world.youth)],
        "expansions": [],
        "due": {**NO_DATES, **DUE},
        "document_number": "鸡关发〔2023〕2号",
        "issued_on": "2023-07-10",
        "state": "concluded",
        "returns": [{"reason": "请补报场次。", "units": [unit]}],
        "conclusion": "同意办结。",
        "concluded_on": "2023-07-12",
        "whole": {"unit_id": str(world.lead), "summary": "整体完成。", "evidence": []},
        "assignments": [
            share(world.lead, "lead", "finished"),
            share(
                world.education,
                "responsible",
                "finished",
                reason="不属本单位职责。",
                answer="维持分工。",
                percent=60,
                progress=[
                    {
                        "percent": 60,
                        "done": "宣讲12场。",
                        "problems": "",
                        "good_practice": "",
                        "evidence": [],
                        "on": "2023-07-12",
                    }
                ],
                finished={"summary": "已补报。", "evidence": [], "on": "2023-07-12"},
            ),
            share(world.youth, "responsible", "released", reason="人手不足。", answer="同意。"),
        ],
    }


def share(unit: UUID, role: str, state: str, **changed: Any) -> dict[str, Any]:
    untouched: dict[str, Any] = {"reason": None, "answer": None, "percent": 0, "progress": [], "finished": None}
    return {"unit_id": str(unit), "roles": [role], "state": state, **untouched, **changed}


@pytest.mark.parametrize("view", ["plans", "tasks"])
async def test_a_view_built_anew_is_the_same(world: World, view: str) -> None:
    await issued(world, responsible=("市教育局", "县(市)区关工委"))
    before = await bodies(world, view)
    await world.runner.rebuild("tasking", view)
    assert await bodies(world, view) == before != []


async def test_a_document_is_canonical_json_without_transport(world: World) -> None:
    await issued(world)
    for body in await bodies(world, "tasks") + await bodies(world, "plans"):
        assert canonical_json(msgspec.json.decode(body)).decode() == body
        assert "position" not in body
        assert "recorded" not in body


async def test_a_units_state_is_what_it_owns_and_takes_part_in(world: World) -> None:
    task_id = await issued(world)
    token = world.issuer.service_token("audit")
    async with world.client(world.city) as client:
        headers = {"Authorization": f"Bearer {token}"}
        state = (await client.get(f"/units/{world.education}/state", headers=headers)).json()
        assert (await client.get(f"/units/{world.education}/state")).status_code == 403
    assert [one["id"] for one in state["documents"]["tasks"]] == [str(task_id)]
    assert [one["id"] for one in state["documents"]["plans"]] == [str(PLAN)]
    assert set(state["tracking"]) == {"plans", "tasks"}
    assert derive("task", PLAN, 1) == task_id


async def bodies(world: World, view: str) -> list[str]:
    async with world.parts.store.snapshot() as reader:
        rows = await reader.all(f"SELECT body FROM {{{view}}} ORDER BY id")
    return [row["body"] for row in rows]
