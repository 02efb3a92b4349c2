"""Reading a document without storing anything (T11), by the service's own registry and by the packaged one."""

from importlib.resources import files

from services.local.example.directory import directory_of
from services.tasking.domain.plan_document import decode_plan, parse_plan, resolve_names, to_json
from tests.unit.tasking.world import World

SAMPLE = files("services.local.example").joinpath("responsibility-plan.txt").read_bytes()


async def test_t11_a_reading_by_the_service_equals_the_one_without_a_server(example: World) -> None:
    head = await example.parts.store.head()
    async with example.client(example.city) as client:
        answer = await client.post("/plan-readings", content=SAMPLE)
    decoded = decode_plan(SAMPLE)
    packaged = to_json(resolve_names(parse_plan(decoded.text), directory_of("230300")), decoded.encoding)
    assert answer.json()["tasks"] == packaged["tasks"]
    assert await example.parts.store.head() == head


async def test_t11_a_reading_refuses_what_an_import_would(example: World) -> None:
    async with example.client(example.city) as client:
        empty = await client.post("/plan-readings", content=b"")
        binary = await client.post("/plan-readings", content=bytes(range(256)) * 4)
        large = await client.post("/plan-readings", content=b"1" * (10 * 1024 * 1024 + 1))
    assert [(one.status_code, one.json()["code"]) for one in (empty, large)] == [
        (400, "plan_empty"),
        (413, "body_too_large"),
    ]
    assert binary.json()["rule"] == "T11"
