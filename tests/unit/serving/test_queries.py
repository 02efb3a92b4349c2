"""Queries on a real read model: pages, reading one's own writes, conditional answers, the standard pages."""

from collections.abc import AsyncIterator
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from shared.kernel.envelope import leaf_digest
from shared.serving.standard import standard_router, unit_states
from tests.support import matters as m
from tests.support.two_services import OTHER, UNIT, TwoServices, open_services
from tests.unit.serving.reading import Waiting, codes, matters_router
from tests.unit.serving.sample import Sample

MATTERS = [UUID(int=number) for number in (1, 2, 3)]


class Reading:
    def __init__(self, services: TwoServices) -> None:
        self.services, self.waiting, self.runner = services, Waiting(), services.runner()
        states = unit_states(services.matters, [services.matters_view])
        standard = standard_router(services.matters, "matters", self.runner, states)
        self.sample = Sample((matters_router(services, self.waiting), standard))

    @property
    def service_token(self) -> str:
        return self.sample.issuer.service_token("audit")

    def clerk(self, unit: UUID = UNIT) -> str:
        return self.sample.token(unit)


@pytest.fixture
async def reading(tmp_path: Path) -> AsyncIterator[Reading]:
    services = open_services(tmp_path)
    reading = Reading(services)
    for number, matter in enumerate(MATTERS):
        await services.give(m.OpenMatter(matter_id=matter, title=f"事项{number}"), f"open-{number}")
    await reading.runner.settle()
    yield reading
    services.close()


async def test_pages_follow_each_other_without_gap_or_repeat(reading: Reading) -> None:
    seen, cursor, pages = [], None, 0
    async with reading.sample.client(reading.clerk()) as client:
        while pages == 0 or cursor:
            params = {"limit": 2, **({"cursor": cursor} if cursor else {})}
            page = (await client.get("/matters", params=params)).json()
            seen += [item["matter_id"] for item in page["items"]]
            cursor, pages = page["cursor"], pages + 1
    assert sorted(seen) == [str(matter) for matter in MATTERS]
    assert pages == 2


@pytest.mark.parametrize(
    "params",
    [{"limit": 0}, {"limit": 201}, {"limit": "x"}, {"cursor": "!"}, {"cursor": "WzFd"}, {"on": "soon"},
     {"at_least": "x"}, {"at_least": "matters:1:-1"}, {"at_least": "matters:1:" + "9" * 30}, {"cursor": "\u0000"}],
    ids=str,
)  # fmt: skip
async def test_a_bad_parameter_is_a_problem_that_names_it(reading: Reading, params: dict[str, str]) -> None:
    async with reading.sample.client(reading.clerk()) as client:
        answer = await client.get("/matters", params=params)
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["code"]


async def test_a_query_waits_for_the_position_it_names(reading: Reading) -> None:
    async with reading.sample.client(reading.clerk()) as client:
        assert (await client.get("/matters", params={"at_least": "matters:1:5"})).status_code == 200
        late = await client.get("/matters", params={"at_least": "matters:1:6"})
        await client.get("/matters")
    assert codes(late) == [(503, "not_yet_there")]
    assert late.headers["retry-after"] == "1"
    assert [(str(position), seconds) for position, seconds in reading.waiting.asked] == [
        ("matters:1:5", 5.0), ("matters:1:6", 5.0)
    ]  # fmt: skip


async def test_a_document_that_the_caller_has_is_not_sent_again(reading: Reading) -> None:
    async with reading.sample.client(reading.clerk()) as client:
        first = await client.get(f"/matters/{MATTERS[0]}")
        same = await client.get(f"/matters/{MATTERS[0]}", headers={"If-None-Match": f'"0", W/{first.headers["etag"]}'})
        other = await client.get(f"/matters/{MATTERS[0]}", headers={"If-None-Match": '"77"'})
    assert (first.status_code, first.headers["etag"], first.json()["title"]) == (200, '"1"', "事项0")
    assert (same.status_code, same.content, same.headers["etag"]) == (304, b"", '"1"')
    assert other.content == first.content


async def test_what_is_not_visible_answers_like_what_does_not_exist(reading: Reading) -> None:
    async with reading.sample.client(reading.clerk(uuid4())) as client:
        hidden = await client.get(f"/matters/{MATTERS[0]}")
        absent = await client.get(f"/matters/{uuid4()}")
        page = await client.get("/matters")
        malformed = await client.get("/matters/not-an-id")
        client.headers.pop("Authorization")
        nobody = await client.get("/matters")
    assert codes(hidden, malformed, nobody) == [(404, "not_found"), (400, "field_invalid"), (401, "token_missing")]
    assert hidden.content == absent.content
    assert page.json() == {"items": [], "cursor": None}


async def test_the_log_lets_a_service_compute_each_leaf_again(reading: Reading) -> None:
    async with reading.sample.client(reading.service_token) as client:
        answer = await client.get("/log", params={"after": 1, "limit": 1})
    (event,) = answer.json()["events"]
    (stored,) = await reading.services.matters.read(1, 1)
    page = answer.json()
    assert (page["log"], page["generation"], page["head"]) == ("matters", stored.generation, 3)
    # The bytes are canonical JSON: sorting the members of what came over the wire gives them again.
    sent = answer.text
    assert stored.envelope_bytes.decode() in sent
    assert stored.data.decode() in sent
    digest = leaf_digest("matters", 1, 2, stored.recorded_at, stored.envelope_bytes, stored.data)
    assert event["leaf"] == digest.hex()


async def test_a_units_state_names_how_far_each_view_had_come(reading: Reading) -> None:
    async with reading.sample.client(reading.service_token) as client:
        state = (await client.get(f"/units/{UNIT}/state")).json()
        nothing = (await client.get(f"/units/{uuid4()}/state")).json()
    documents = state["documents"]["matters"]
    assert [document["id"] for document in documents] == [str(matter) for matter in MATTERS]
    assert documents[0]["body"]["title"] == "事项0"
    partitions = state["tracking"]["matters"]["matters"]["partitions"]
    tails = await reading.services.matters.tails()
    assert {int(partition): position for partition, position in partitions.items()} == tails
    assert nothing["documents"] == {"matters": []}
    assert nothing["tracking"] == state["tracking"]


async def test_what_is_internal_is_for_services_alone(reading: Reading) -> None:
    for role in ("clerk", "auditor", "director"):
        async with reading.sample.client(reading.sample.token(UNIT, role)) as client:
            answers = [
                await client.get("/log"), await client.get("/parked"), await client.post("/parked/redrive"),
                await client.get(f"/units/{UNIT}/state"),
            ]  # fmt: skip
        assert codes(*answers) == [(403, "services_only")] * 4


async def test_parked_events_are_listed_and_done_again(reading: Reading) -> None:
    async with reading.sample.client(reading.service_token) as client:
        assert (await client.get("/parked")).json() == {"items": []}
        answer = await client.post("/parked/redrive")
    assert answer.json() == {"done": 0, "still_parked": 0}


async def test_a_units_clerk_sees_what_policies_were_refused_for_it(reading: Reading) -> None:
    insert = (
        "INSERT INTO {policy_refusals} (command_id, policy, log, position, event_id, stream_id, command, acting_unit,"
        " code, rule, message, at)"
        " VALUES (:id, 'p', 'matters', 1, :id, :id, 'OpenWatch', :unit, 'full', 'S1', '满', '1')"
    )
    rows = [{"id": uuid4(), "unit": unit} for unit in (UNIT, OTHER)]
    await reading.services.matters.write(lambda tx: tx.execute_many(insert, rows))
    async with reading.sample.client(reading.clerk()) as client:
        own = (await client.get("/policy-refusals")).json()["items"]
    async with reading.sample.client(reading.service_token) as client:
        everyones = (await client.get("/policy-refusals")).json()["items"]
    assert [(item["acting_unit"], item["rule"]) for item in own] == [(str(UNIT), "S1")]
    assert len(everyones) == 2
