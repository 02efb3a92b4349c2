"""The look at a log's tails: what nobody delivered is fetched, late, little at a time, and by who should."""

from typing import Any

import pytest

from shared.kernel.envelope import RecordedEvent
from shared.kernel.errors import Unavailable
from shared.messaging.kafka.repair import RepairSettings, TailRepair
from shared.messaging.projecting import ProjectionInbox
from shared.telemetry.metrics import Metrics
from tests.support.two_services import TwoServices
from tests.unit.messaging.kafka.conftest import CountingReader, open_matter

AT_ONCE = RepairSettings(grace_seconds=0.0)
NOT_YET = RepairSettings(grace_seconds=600.0)


class Looked:
    def __init__(self, services: TwoServices, metrics: Metrics, settings: RepairSettings, **given: Any) -> None:
        self.reader = CountingReader(services.matters)
        self.inbox = ProjectionInbox(services.replica, services.watching, self.reader)
        self.mine = given.get("mine", lambda partition: True)
        self.busy_seconds = 0.0
        self.metrics = metrics
        self.repair = TailRepair(
            "matters",
            [self.inbox],
            self.is_mine,
            lambda: self.busy_seconds,
            settings,
            metrics.of("watching"),
        )

    def is_mine(self, partition: int) -> bool:
        return bool(self.mine(partition))

    async def missing(self) -> int:
        return len(await self.inbox.behind())

    def gauge(self, partition: int) -> float | None:
        labels = {"service": "watching", "log": "matters", "partition": str(partition)}
        return self.metrics.registry.get_sample_value("lianxi_consumer_lag_events", labels)


async def test_what_was_never_delivered_is_fetched(
    services: TwoServices, events: list[RecordedEvent], metrics: Metrics
) -> None:
    looked = Looked(services, metrics, AT_ONCE)
    await looked.repair.look()
    assert await looked.missing() == 0


async def test_nothing_is_fetched_before_the_grace_is_over(
    services: TwoServices, events: list[RecordedEvent], metrics: Metrics
) -> None:
    looked = Looked(services, metrics, NOT_YET)
    await looked.repair.look()
    await looked.repair.look()
    assert looked.reader.asked["read"] == 0


async def test_a_delivery_begins_the_grace_anew(
    services: TwoServices, events: list[RecordedEvent], metrics: Metrics, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 0.0
    monkeypatch.setattr("shared.messaging.kafka.repair.monotonic", lambda: now)
    looked = Looked(services, metrics, RepairSettings(grace_seconds=5.0))
    await looked.repair.look()
    now = 4.0
    await looked.inbox.receive(events[:1])  # of the first partition, which has another
    await looked.repair.look()
    looked.reader.asked.clear()
    now = 6.0
    await looked.repair.look()
    assert await looked.missing() == 1
    now = 9.5
    await looked.repair.look()
    assert await looked.missing() == 0


async def test_another_workers_partition_is_left_to_it_for_longer(
    services: TwoServices, events: list[RecordedEvent], metrics: Metrics, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 0.0
    monkeypatch.setattr("shared.messaging.kafka.repair.monotonic", lambda: now)
    looked = Looked(services, metrics, RepairSettings(grace_seconds=5.0), mine=lambda partition: False)
    await looked.repair.look()
    now = 19.0
    await looked.repair.look()
    assert looked.reader.asked["read"] == 0
    now = 21.0
    await looked.repair.look()
    assert await looked.missing() == 0


async def test_a_round_fetches_no_more_than_it_may_and_the_next_goes_on(
    services: TwoServices, events: list[RecordedEvent], metrics: Metrics
) -> None:
    looked = Looked(services, metrics, RepairSettings(grace_seconds=0.0, events_max=4))
    before = await looked.missing()
    await looked.repair.look()
    assert 0 < await looked.missing() < before
    for _ in range(10):
        await looked.repair.look()
    assert await looked.missing() == 0


async def test_while_a_batch_takes_long_what_is_missing_may_be_in_it(
    services: TwoServices, events: list[RecordedEvent], metrics: Metrics
) -> None:
    looked = Looked(services, metrics, AT_ONCE)
    looked.busy_seconds = 10.0
    await looked.repair.look()
    assert looked.reader.asked["read"] == 0


async def test_an_idle_log_is_asked_for_its_head_and_no_more(
    services: TwoServices, events: list[RecordedEvent], metrics: Metrics
) -> None:
    looked = Looked(services, metrics, AT_ONCE)
    await looked.repair.look()
    await looked.repair.look()
    looked.reader.asked.clear()
    await looked.repair.look()
    assert looked.reader.asked == {"head": 1}
    await open_matter(services, 50)
    await looked.repair.look()
    assert await looked.missing() == 0


async def test_gauges_are_of_the_partitions_that_are_this_workers(
    services: TwoServices, events: list[RecordedEvent], metrics: Metrics
) -> None:
    looked = Looked(services, metrics, NOT_YET)
    (first, *_, last) = {event.envelope.partition for event in events}
    looked.mine = lambda partition: partition == first
    await looked.repair.look()
    assert (looked.gauge(first) or 0) > 0
    assert looked.gauge(last) is None
    looked.mine = lambda partition: partition == last
    await looked.repair.look()
    assert looked.gauge(first) is None
    await looked.inbox.catch_up()
    await looked.repair.look()
    assert looked.gauge(last) == 0
    looked.repair.hide()
    assert looked.gauge(last) is None


async def test_a_producer_that_is_away_makes_the_look_old(
    services: TwoServices, events: list[RecordedEvent], metrics: Metrics
) -> None:
    looked = Looked(services, metrics, AT_ONCE)
    looked.reader.away = True
    with pytest.raises(Unavailable):
        await looked.repair.look()
    age = looked.repair.seconds_since_look
    assert looked.repair.seconds_since_look > age


async def test_a_new_generation_of_the_log_is_noticed(
    services: TwoServices, events: list[RecordedEvent], metrics: Metrics
) -> None:
    looked = Looked(services, metrics, AT_ONCE)
    await looked.repair.look()
    await services.matters.begin_generation()
    await looked.repair.look()
    async with services.watching.snapshot() as reader:
        assert (await looked.inbox.tracking.generation_now(reader)).number == 2
