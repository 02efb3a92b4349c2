"""Batches from Kafka: acknowledged when every inbox has done them, and not before."""

import asyncio
from collections.abc import Sequence

import pytest

from shared.kernel.envelope import RecordedEvent
from shared.kernel.errors import Unavailable
from shared.messaging.inbox import Inbox
from shared.messaging.kafka.delivery import BATCH_EVENTS_MAX, Delivery
from shared.messaging.kafka.group import Arrival
from shared.messaging.kafka.records import to_record
from shared.messaging.kafka.troubles import Troubles
from shared.messaging.projecting import ProjectionInbox
from shared.telemetry.metrics import Metrics
from tests.support.two_services import TwoServices, dump
from tests.support.workers import until


class Consumer:
    """Puts records into a delivery as Faust's agent does, and notes which were acknowledged."""

    def __init__(self, inboxes: Sequence[Inbox], metrics: Metrics) -> None:
        numbers = metrics.of("watching")
        self.troubles = Troubles(lambda: numbers.kafka_error("consume"))
        self.delivery = Delivery("matters", inboxes, numbers, self.troubles)
        self.done: list[str] = []
        self.task = asyncio.create_task(self.delivery.run())

    def arrival(self, event: RecordedEvent, **headers: bytes) -> Arrival:
        record, place = to_record(event), str(event.position)

        async def done() -> None:
            self.done.append(place)

        return Arrival({**dict(record.headers), **headers}, record.value, place, done)

    async def put(self, events: Sequence[RecordedEvent]) -> None:
        for event in events:
            await self.delivery.put(self.arrival(event))

    async def end(self) -> None:
        self.task.cancel()
        await asyncio.gather(self.task, return_exceptions=True)


class Hesitant(ProjectionInbox):
    """Raises what it is told to."""

    error: Exception | None = None

    async def receive(self, events: Sequence[RecordedEvent]) -> None:
        if self.error is not None:
            raise self.error
        await super().receive(events)


@pytest.fixture
def inbox(services: TwoServices) -> Hesitant:
    return Hesitant(services.replica, services.watching, services.matters)


async def test_what_comes_is_done_and_then_acknowledged(
    services: TwoServices, events: list[RecordedEvent], inbox: Hesitant, metrics: Metrics
) -> None:
    consumer = Consumer([inbox], metrics)
    await consumer.put(events)
    await until(lambda: len(consumer.done) == len(events))
    assert consumer.done == [str(event.position) for event in events]
    assert len(await dump(services.watching, "SELECT * FROM {matter_copies}")) == 12
    await consumer.end()


async def test_nothing_is_acknowledged_while_an_inbox_waits_and_the_others_have_done_it(
    services: TwoServices, events: list[RecordedEvent], inbox: Hesitant, metrics: Metrics
) -> None:
    inbox.error = Unavailable("the database is away")
    recorder = ProjectionInbox(services.watches_view, services.watching, services.watching)
    consumer = Consumer([inbox, recorder], metrics)
    await consumer.put(events[:4])
    await until(lambda: consumer.delivery.busy_seconds > 0.2)
    assert not consumer.done
    inbox.error = None
    await until(lambda: len(consumer.done) == 4)
    assert consumer.delivery.busy_seconds == 0.0
    await consumer.end()


async def test_any_other_exception_ends_it_unacknowledged(
    events: list[RecordedEvent], inbox: Hesitant, metrics: Metrics
) -> None:
    inbox.error = ZeroDivisionError("a mistake of ours")
    consumer = Consumer([inbox], metrics)
    await consumer.put(events)
    with pytest.raises(ZeroDivisionError):
        await asyncio.wait_for(consumer.task, 5)
    assert not consumer.done


@pytest.mark.parametrize("headers", [{"ce_position": b"x"}, {"ce_log": b"elsewhere"}, {"ce_specversion": b"0.3"}])
async def test_a_record_that_is_no_event_of_the_log_is_passed_over_and_its_gap_repaired(
    services: TwoServices,
    events: list[RecordedEvent],
    inbox: Hesitant,
    metrics: Metrics,
    headers: dict[str, bytes],
) -> None:
    consumer = Consumer([inbox], metrics)
    await consumer.delivery.put(consumer.arrival(events[0], **headers))
    await consumer.put(events[1:2])  # the note on what the first one opens
    await until(lambda: len(consumer.done) == 2)
    rows = await dump(services.watching, "SELECT id, body FROM {matter_copies}")
    bodies = {row["id"]: row["body"] for row in rows}
    assert '"notes":["一"]' in bodies[str(events[0].envelope.stream_id)]
    assert consumer.troubles.lately
    await consumer.end()


async def test_what_waits_is_bounded_and_forgotten_when_the_partitions_are_taken_away(
    events: list[RecordedEvent], inbox: Hesitant, metrics: Metrics
) -> None:
    inbox.error = Unavailable("the database is away")
    consumer = Consumer([inbox], metrics)
    await consumer.put(events[:1])
    await until(lambda: consumer.delivery.busy_seconds > 0)
    await consumer.put(events[:1] * BATCH_EVENTS_MAX)
    waiting = asyncio.create_task(consumer.put(events[1:2]))
    await asyncio.wait({waiting}, timeout=0.05)
    assert not waiting.done()
    consumer.delivery.forget()
    await waiting
    inbox.error = None
    await until(lambda: len(consumer.done) == 2)
    assert consumer.done == ["1", "2"]
    await consumer.end()


async def test_finishing_waits_for_the_batch_at_hand_and_begins_no_other(
    events: list[RecordedEvent], inbox: Hesitant, metrics: Metrics
) -> None:
    inbox.error = Unavailable("the database is away")
    consumer = Consumer([inbox], metrics)
    await consumer.put(events[:1])
    await until(lambda: consumer.delivery.busy_seconds > 0)
    await consumer.put(events[1:])
    finished = asyncio.create_task(consumer.delivery.finish())
    inbox.error = None
    await asyncio.wait_for(finished, 5)
    assert consumer.done == ["1"]
    await consumer.end()
