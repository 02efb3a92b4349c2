"""Workers on a real Kafka: every event once and in order to every consumer, whatever the delivery does."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest

from services.local.engine.kafka_server import KafkaServer
from tests.support.workers import (
    Matters,
    Topic,
    Watching,
    as_without_kafka,
    clock,
    open_watching,
    running,
    until,
)

pytestmark = [pytest.mark.slow, pytest.mark.server]


@dataclass
class World:
    directory: Path
    kafka: KafkaServer
    topic: Topic
    matters: Matters
    watching: Watching

    async def done(self, seconds: float = 30.0) -> float:
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
