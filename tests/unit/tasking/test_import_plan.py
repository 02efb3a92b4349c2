"""ImportPlan on the running service: the project's own document, and what bad documents get (T11)."""

from importlib.resources import files
from typing import Any

import pytest

from tests.support.shared import shared_file
from tests.unit.tasking.world import PLAN, World

SAMPLE = files("services.local.example").joinpath("responsibility-plan.txt").read_bytes()
ISSUE = {"body": "鸡关", "type": "发", "year": 2023, "sequence": 2, "issued_on": "2023-07-10"}


async def imported(world: World, content: bytes, status: int = 200) -> dict[str, Any]:
    await world.consent(world.city)
    digest = await world.upload(world.city, content)
    return await world.post(world.city, f"/plans/{PLAN}/import", {"document": digest}, status=status)


@pytest.mark.accepts("T11")
async def test_t11_the_example_document_becomes_thirty_items_with_their_units(example: World) -> None:
    answer = await imported(example, SAMPLE)
    plan = await example.get(example.city, f"/plans/{PLAN}")
    assert (answer["items"], answer["unknown"]) == (30, ["市文化广电和旅游局"])
    assert [item["number"] for item in plan["items"]] == list(range(1, 31))
    assert len(plan["sections"]) == 14
    assert plan["title"].endswith("责任分工方案")
    assert "黑关发〔2023〕16号" in plan["carries_out"]
    for item in plan["items"]:
        for named in item["leads"] + item["responsible"]:
            is_open = named["name"] == "市文化广电和旅游局"
            assert named["settled"] is not is_open
            assert ((named["unit_id"] or named["group_id"]) is None) is is_open


@pytest.mark.accepts("T11")
async def test_t11_after_the_clerks_answer_the_imported_plan_is_issued(example: World) -> None:
    await imported(example, SAMPLE)
    await example.post(example.city, f"/plans/{PLAN}/issue", ISSUE, status=422)
    [unknown] = (await example.get(example.city, f"/plans/{PLAN}/unknown-names"))["items"]
    [meant] = [one for one in unknown["suggestions"] if "文体广电" in one["name"]]
    answer = {"name": unknown["name"], "unit_ids": [meant["unit_id"]]}
    await example.post(example.city, f"/plans/{PLAN}/settle-name", answer)
    issued = await example.post(example.city, f"/plans/{PLAN}/issue", ISSUE)
    assert len(issued["tasks"]) == 30
    tasks = (await example.get(example.city, "/tasks?limit=200"))["items"]
    assert [task["number"] for task in tasks] == list(range(1, 31))
    assert all(expansion["units"] for task in tasks for expansion in task["expansions"])


@pytest.mark.accepts("T11")
async def test_t11_a_real_plan_is_taken_over_with_every_unit_it_names(example: World) -> None:
    answer = await imported(example, shared_file("seeds/002-jixi-responsibility-plan.txt").read_bytes())
    plan = await example.get(example.city, f"/plans/{PLAN}")
    assert (answer["items"], len(plan["sections"])) == (30, 14)
    assert answer["unknown"] == ["市文化广电和旅游局"]
    assert all(len(item["leads"]) == 1 and item["responsible"] for item in plan["items"])


@pytest.mark.accepts("T11")
@pytest.mark.parametrize("encoding", ["gb18030", "utf-16"])
async def test_t11_other_encodings_say_the_same(example: World, encoding: str) -> None:
    answer = await imported(example, SAMPLE.decode().encode(encoding))
    assert (answer["items"], answer["unknown"]) == (30, ["市文化广电和旅游局"])


@pytest.mark.refuses("T11")
@pytest.mark.parametrize(
    "content", [b"\x00\x01\x02\xff" * 40, b"PK\x03\x04" + b"\x00" * 60, "没有任务项的一段话。".encode(), b" \n"]
)
async def test_t11_a_document_that_is_no_plan_stores_nothing(world: World, content: bytes) -> None:
    await world.consent(world.city)
    digest = await world.upload(world.city, content)
    before = (await world.parts.store.head()).position
    async with world.client(world.city) as client:
        response = await client.post(f"/plans/{PLAN}/import", json={"document": digest})
    assert response.status_code in (400, 413, 422), response.text
    assert response.json()["rule"] == "T11"
    assert (await world.parts.store.head()).position == before


@pytest.mark.refuses("T11")
async def test_t11_a_second_import_is_refused(example: World) -> None:
    await imported(example, SAMPLE)
    digest = await example.upload(example.city, SAMPLE)
    refused = await example.post(example.city, f"/plans/{PLAN}/import", {"document": digest}, status=422)
    assert refused["code"] == "plan_has_items"
    assert len((await example.get(example.city, f"/plans/{PLAN}"))["items"]) == 30


async def test_a_document_of_another_unit_is_not_imported(world: World) -> None:
    await world.consent(world.city)
    digest = await world.upload(world.lead, SAMPLE)
    refused = await world.post(world.city, f"/plans/{PLAN}/import", {"document": digest}, status=400)
    assert refused["code"] == "document_unknown"
