"""Workers on a real Kafka: every event once and in order to every consumer, whatever the delivery does."""

import asyncio
import sqlite3
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import TypeVar

import pytest

from services.local.engine.kafka_server import KafkaServer
from shared.database.interface import Database, Reader, Transaction
from shared.kernel.errors import Unavailable
from shared.messaging.kafka.group import GroupSettings
from shared.messaging.kafka.worker import Worker
from shared.telemetry.metrics import Metrics
from tests.support.workers import (
    PARTITIONS,
    QUICK_REPAIR,
    TOPIC,
    Matters,
    Topic,
    Watching,
    WorkerProcess,
    as_without_kafka,
    clock,
    open_watching,
    running,
    until,
)

T = TypeVar("T")

pytestmark = [pytest.mark.slow, pytest.mark.server]


@dataclass
class World:
    directory: Path
    kafka: KafkaServer
    topic: Topic
    matters: Matters
    watching: Watching

    async def done(self, seconds: float = 60.0) -> float:
        head = await self.matters.store.head()
        return await until(lambda: self.watching.done(head.position), seconds)

    async def as_without_kafka(self) -> None:
        await as_without_kafka(self.watching, self.directory / "oracle")


@pytest.fixture
async def world(tmp_path: Path, kafka: KafkaServer, request: pytest.FixtureRequest) -> AsyncIterator[World]:
    topic, now = Topic(kafka.bootstrap), clock()
    matters = Matters(tmp_path, topic, now)
    watching = open_watching(
        tmp_path / "watching", matters.store, now, bootstrap=kafka.bootstrap, group=f"watching.{request.node.name}"
    )
    yield World(tmp_path, kafka, topic, matters, watching)
    topic.close()
    matters.store.close()
    watching.store.close()


async def test_every_event_comes_once_and_in_order_to_every_consumer(world: World, rng: Random) -> None:
    await world.matters.open(20)
    await world.matters.publish()
    async with running(world.watching.worker("1")), world.matters.relayed():
        await world.matters.note(200, rng, 20)
        await world.matters.open(10, first=20)
        await world.matters.publish()
        await world.done()
    await world.as_without_kafka()


async def test_records_three_times_and_the_topic_from_the_start_again_change_nothing(world: World, rng: Random) -> None:
    await world.matters.open(12)
    await world.matters.note(100, rng, 12)
    await world.matters.publish(times=3)
    async with running(world.watching.worker("1")):
        await world.done()
    await world.as_without_kafka()
    world.watching.group += ".anew"  # a group without offsets: Kafka brings everything again
    async with running(world.watching.worker("1")):
        await world.matters.note(5, rng, 12)
        await world.matters.publish(times=3)
        await world.done()
    await world.as_without_kafka()


async def test_a_killed_workers_partitions_are_taken_over_and_a_restarted_one_has_its_own_back(
    world: World, rng: Random
) -> None:
    matters, watching, metrics = world.matters, world.watching, Metrics()
    await matters.open(20)
    killed, restarted = (WorkerProcess(world.directory, watching, "killed") for _ in range(2))
    try:
        killed.go()
        async with running(watching.worker("lives", metrics=metrics)) as lives:
            await until(lambda: killed.partitions and len(killed.partitions) == PARTITIONS // 2)
            await until(lambda: restarted.prepared)
            rebalanced = rebalances(metrics)
            async with matters.relayed():
                await matters.note(100, rng, 20)
                before, rest = killed.partitions, lives.partitions()
                killed.kill()
                restarted.go()
                back = await until(lambda: restarted.partitions)
                assert (restarted.partitions, lives.partitions()) == (before, rest)
                assert rebalances(metrics) == rebalanced  # the others did not notice
                await matters.note(100, rng, 20)
                restarted.kill()
                taken = await until(lambda: len(lives.partitions().get(TOPIC, ())) == PARTITIONS)
                await matters.note(100, rng, 20)
            await world.done()
    finally:
        killed.kill()
        restarted.kill()
    print(f"back after {back:.1f} s, taken over after {taken:.1f} s")
    assert taken < 15.0
    await world.as_without_kafka()


async def test_a_missing_last_message_of_a_partition_is_repaired(world: World) -> None:
    await world.matters.open(8)
    async with running(world.watching.worker("1", repair=QUICK_REPAIR)):
        events = await world.matters.store.read(0, 8)
        await asyncio.to_thread(world.topic.publish, events[:-1])
        await world.done(10.0)
    await world.as_without_kafka()


async def test_stopping_under_load_takes_seconds_and_leaves_nothing_half_done(world: World, rng: Random) -> None:
    await world.matters.open(20)
    async with world.matters.relayed():
        for _ in range(3):
            async with running(world.watching.worker("1")) as worker:
                await world.matters.note(60, rng, 20)
                began = time.monotonic()
                await worker.stop()
                assert time.monotonic() - began < 10.0
        async with running(world.watching.worker("1")):
            await world.matters.note(10, rng, 20)
            await world.matters.publish()
            await world.done()
    await world.as_without_kafka()


async def test_rebalances_under_load_lose_and_double_nothing(world: World, rng: Random) -> None:
    metrics = Metrics()
    await world.matters.open(30)
    async with running(world.watching.worker("1", metrics=metrics)) as first, world.matters.relayed():
        load = asyncio.create_task(world.matters.note(3000, rng, 30, pause=0.005))
        for instance in ("2", "3", "4"):  # each comes, has a share for a moment and is gone
            async with running(world.watching.worker(instance)):
                await world.matters.note(20, rng, 30)
            await asyncio.to_thread(world.watching.remove, instance)
            await until(lambda: len(first.partitions().get(TOPIC, ())) == PARTITIONS)
        load.cancel()
        await asyncio.gather(load, return_exceptions=True)
        await world.matters.publish()
        await world.done()
    assert rebalances(metrics) >= 7  # its own, and two for each that came and went
    await world.as_without_kafka()


def rebalances(metrics: Metrics) -> float:
    return metrics.registry.get_sample_value("lianxi_rebalances_total", {"service": "watching"}) or 0.0


async def test_a_poison_event_is_parked_its_stream_queues_and_goes_on_after_a_re_drive(
    world: World, rng: Random
) -> None:
    await world.matters.open(10)
    await world.matters.note(100, rng, 10)
    bad = [event.position for event in await world.matters.store.read(0, 200) if event.position % 25 == 20]
    world.watching.recorder.poisonous = lambda event: event.position in bad
    metrics = Metrics()
    async with running(world.watching.worker("1", metrics=metrics, count_seconds=0.1)):
        await world.matters.publish()
        await world.done()
        _, recorder, _ = world.watching.inboxes()
        parked = await recorder.parked()
        assert {one.position for one in parked if one.waits_behind is None} <= set(bad)
        assert len(parked) > len(bad)  # later events of their streams
        assert all("LookupError" in one.reason for one in parked if one.waits_behind is None)
        await until(lambda: parked_events(metrics) == len(parked))
        world.watching.recorder.poisonous = lambda event: False
        assert (await recorder.redrive()).still_parked == 0
        await world.matters.note(5, rng, 10)
        await world.matters.publish()
        await world.done()
        await until(lambda: parked_events(metrics) == 0)
    await world.as_without_kafka()


def parked_events(metrics: Metrics) -> float | None:
    labels = {"service": "watching", "consumer": "recorded"}
    return metrics.registry.get_sample_value("lianxi_inbox_parked_events", labels)


async def test_an_exception_in_the_machinery_ends_the_worker(world: World) -> None:
    await world.matters.open(3)
    worker = world.watching.worker("1")
    task = asyncio.create_task(worker.run())
    await until(worker.partitions)
    await world.watching.store.write(lambda tx: tx.execute("DROP TABLE tracking"))
    await world.matters.publish()
    with pytest.raises(sqlite3.OperationalError, match="tracking"):
        await asyncio.wait_for(task, 10)


class AwayDatabase:
    """A database that cannot be reached while it is said to be away."""

    def __init__(self, database: Database) -> None:
        self._database, self.away, self.refused = database, False, 0

    async def write(self, job: Callable[[Transaction], T], turn: str | None = None) -> T:
        self._check()
        return await self._database.write(job, turn)

    def snapshot(self) -> AbstractAsyncContextManager[Reader]:
        self._check()
        return self._database.snapshot()

    def _check(self) -> None:
        if self.away:
            self.refused += 1
            raise Unavailable("数据库连不上。")


async def test_a_database_that_is_away_is_waited_for_and_the_worker_keeps_its_place(world: World, rng: Random) -> None:
    away = AwayDatabase(world.watching.store)
    world.watching.database, world.watching.policies = away, False
    metrics = Metrics()
    await world.matters.open(10)
    async with running(world.watching.worker("1", metrics=metrics, stuck_seconds=2.0)) as worker:
        away.away = True
        await world.matters.note(2000, rng, 10)
        await world.matters.publish()  # more than fits between Kafka and the inboxes
        await until(lambda: away.refused > 3)
        began = time.monotonic()
        await until(lambda: time.monotonic() - began > GroupSettings().session_seconds + 1)
        assert (await worker.ready()) == {"running": True, "assigned": True, "kafka": True, "moving": False}
        away.away = False
        await world.done()
        assert all((await worker.ready()).values())
    assert rebalances(metrics) == 1
    await world.as_without_kafka()


async def test_while_kafka_is_away_events_come_by_repair_and_afterwards_by_kafka_again(
    world: World, rng: Random
) -> None:
    metrics = Metrics()
    await world.matters.open(10)
    async with running(world.watching.worker("1", repair=QUICK_REPAIR, metrics=metrics)) as lives:
        stopped = world.watching.worker("2")
        async with running(stopped):
            await world.matters.publish()
            await world.done()
            await asyncio.to_thread(world.kafka.kill)
            try:
                await until(lambda: _not_ready(lives, "kafka"))
                await world.matters.note(20, rng, 10)
                await world.done()
                began = time.monotonic()
                await stopped.stop()
                assert time.monotonic() - began < 10.0
                began_without = world.watching.worker("2")
                async with running(began_without, assigned=False):
                    await until(lambda: _not_ready(began_without, "kafka"))
                    await asyncio.to_thread(world.kafka.start)
                    await until(lambda: _all_assigned(lives, began_without), 60.0)
                    await until(lambda: _ready(lives))
                    await until(lambda: _ready(began_without))
                    await world.matters.note(20, rng, 10)
                    await world.matters.publish()
                    await world.done()
            finally:
                world.kafka.start()
    assert (metrics.registry.get_sample_value("lianxi_kafka_errors_total", CONSUME) or 0) > 0
    await world.as_without_kafka()


async def _all_assigned(*workers: Worker) -> bool:
    return sorted(number for worker in workers for number in worker.partitions().get(TOPIC, ())) == [*range(PARTITIONS)]


CONSUME = {"service": "watching", "operation": "consume"}


async def _ready(worker: Worker) -> bool:
    return all((await worker.ready()).values())


async def _not_ready(worker: Worker, part: str) -> bool:
    return not (await worker.ready())[part]
