"""Audit's own copy: every byte as first read, whatever the log shows later (A1)."""

import msgspec
import pytest

from services.audit.application.copying import CopyProjection
from services.audit.application.own_copy import events_of
from shared.kernel.envelope import RecordedEvent, leaf_digest
from tests.support.whole_story import CITY, PROVINCE
from tests.unit.audit.world import AuditWorld


def with_data(event: RecordedEvent, data: bytes, *, leaf: bool) -> RecordedEvent:
    """The event with other data, its leaf made to fit or not."""
    made = leaf_digest(event.log, event.generation, event.position, event.recorded_at, event.envelope_bytes, data)
    return msgspec.structs.replace(event, data=data, leaf=made if leaf else event.leaf)


async def test_every_event_of_every_log_is_copied_byte_for_byte(world: AuditWorld):
    await world.runner.settle()
    for log, golden in world.logs.items():
        async with world.store.snapshot() as reader:
            copies = [event async for batch in events_of(reader, log) for event in batch]
        assert [(e.position, e.recorded_at, e.envelope, e.data, e.leaf) for e in copies] == [
            (e.position, e.recorded_at, e.envelope_bytes, e.data, e.leaf) for e in golden.events
        ]
    assert await world.rows("SELECT * FROM {copy_discrepancies}") == []


@pytest.mark.refuses("A1")
async def test_a1_a_later_differing_byte_is_recorded_and_never_overwrites(world: AuditWorld):
    await world.runner.settle()
    event = world.logs["tasking"].events[5]
    again = with_data(event, event.data.replace("尽快".encode(), "年内".encode()), leaf=True)
    assert again.data != event.data
    copy = CopyProjection(world.logs)
    await world.store.write(lambda tx: copy.apply(again, tx))
    await world.store.write(lambda tx: copy.apply(event, tx))  # the same bytes once more are no discrepancy
    async with world.store.snapshot() as reader:
        kept = [one async for batch in events_of(reader, "tasking") for one in batch]
    assert kept[5].data == event.data
    [noted] = await world.rows("SELECT * FROM {copy_discrepancies}")
    assert (noted["position"], noted["kind"], noted["found_leaf"]) == (6, "changed", again.leaf.hex())


async def test_a_leaf_that_is_wrong_from_the_first_is_recorded_and_the_event_kept(world: AuditWorld):
    events = world.logs["meeting"].events
    events[2] = with_data(events[2], events[2].data[:-1] + b" }", leaf=False)
    response = await world.get(PROVINCE, "auditor", "/discrepancies")
    assert response.json() == {"items": []}
    await world.runner.settle()
    [item] = (await world.get(PROVINCE, "auditor", "/discrepancies")).json()["items"]
    assert (item["position"], item["kind"], item["unit"]) == ("meeting:1:3", "leaf_wrong", str(CITY))
    [count] = await world.rows("SELECT COUNT(*) AS n FROM {copy_events} WHERE log = 'meeting'")
    assert count["n"] == len(events)


async def test_discrepancies_are_for_auditors(world: AuditWorld):
    response = await world.get(CITY, "clerk", "/discrepancies")
    assert (response.status_code, response.json()["code"]) == (403, "auditors_only")


async def test_audit_answers_what_is_parked_like_every_service(world: AuditWorld):
    async with world.client(CITY, "service:local") as operator:
        assert (await operator.get("/parked")).json() == {"items": []}
        assert (await operator.post("/parked/redrive")).json() == {"done": 0, "still_parked": 0}
    assert (await world.get(CITY, "auditor", "/parked")).json()["code"] == "services_only"


async def test_an_event_that_nobody_knows_yet_is_copied_too_and_then_named(world: AuditWorld):
    events = world.logs["tasking"].events
    unknown = msgspec.structs.replace(events[-1].envelope, type="tasking.task.withdrawn")
    envelope = events[-1].envelope_bytes.replace(events[-1].envelope.type.encode(), b"tasking.task.withdrawn")
    changed = msgspec.structs.replace(events[-1], envelope=unknown, envelope_bytes=envelope)
    leaf = leaf_digest("tasking", 1, changed.position, changed.recorded_at, envelope, changed.data)
    events[-1] = msgspec.structs.replace(changed, leaf=leaf)
    for page in ("history", "state"):
        response = await world.get(CITY, "clerk", f"/units/{CITY}/{page}", limit=200)
        if response.status_code == 200:
            cursor = response.json()["cursor"]
            response = await world.get(CITY, "clerk", f"/units/{CITY}/{page}", limit=200, cursor=cursor)
        assert response.status_code == 503
        problem = response.json()
        assert (problem["code"], problem["event"], problem["version"]) == (
            "event_not_understood",
            "tasking.task.withdrawn",
            1,
        )
    [count] = await world.rows("SELECT COUNT(*) AS n FROM {copy_events} WHERE log = 'tasking'")
    assert count["n"] == len(events)
