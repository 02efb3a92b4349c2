"""Kills and outages at moments chosen by chance; repeat a run with --seed."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from random import Random

import pytest

from services.local.engine.kafka_server import KafkaServer
from tests.support.relaying import Relaying, check_exactly_once_in_order, relay_process, relaying, running, until

pytestmark = [pytest.mark.slow, pytest.mark.server]

RELAY_KILLS = 6
BROKER_KILLS = 2


@asynccontextmanager
async def commands_going_on(here: Relaying, rng: Random) -> AsyncIterator[None]:
    """None of them may fail, whatever happens to Kafka and the relay."""
    stopped = asyncio.Event()

    async def go_on() -> None:
        while not stopped.is_set():
            await here.say(8, rng)
            await asyncio.sleep(0.1)

    going_on = asyncio.create_task(go_on())
    try:
        yield
    finally:
        stopped.set()
        await going_on


async def drained_in_the_end(here: Relaying) -> None:
    async with running(here.relay(here.lease())):
        await here.until_published()
        await until(lambda: here.value("lianxi_relay_lag_events") == 0)


async def test_a_relay_killed_again_and_again_publishes_each_event_once(
    kafka: KafkaServer, tmp_path: Path, rng: Random
) -> None:
    async with relaying(kafka, tmp_path) as here:
        async with commands_going_on(here, rng):
            for _ in range(RELAY_KILLS):
                head = await here.store.head()
                with relay_process(here) as relay:
                    await here.until_published(head.position)
                    await asyncio.sleep(rng.uniform(0, 0.3))  # where in its transactions it is killed is left to chance
                    relay.kill()
        await drained_in_the_end(here)
        await check_exactly_once_in_order(here)


async def test_a_broker_killed_in_the_middle_of_transactions_loses_and_doubles_nothing(
    kafka: KafkaServer, tmp_path: Path, rng: Random
) -> None:
    async with relaying(kafka, tmp_path) as here:
        relay = here.relay(here.lease())
        async with running(relay) as task, commands_going_on(here, rng):
            for _ in range(BROKER_KILLS):
                await here.until_published()
                await asyncio.sleep(rng.uniform(0, 0.2))
                kafka.kill()
                await asyncio.to_thread(kafka.start)
            assert not task.done()
        await drained_in_the_end(here)
        await check_exactly_once_in_order(here)


async def test_while_kafka_is_away_commands_go_on_the_lag_shows_and_drains_afterwards(
    kafka: KafkaServer, tmp_path: Path, rng: Random, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shared.messaging.kafka.publisher.ATTEMPT_SECONDS_MAX", 12.0)  # not below a request's own 10
    async with relaying(kafka, tmp_path) as here:
        relay = here.relay(here.lease())
        async with running(relay) as task:
            await here.say(20, rng)
            await until(lambda: here.value("lianxi_relay_lag_events") == 0)
            kafka.kill()
            async with commands_going_on(here, rng):
                await until(lambda: here.value("lianxi_relay_lag_events") > 100)
                await until(lambda: kafka_errors(here) >= 1)
                await asyncio.to_thread(kafka.start)
            await here.until_published()
            await until(lambda: here.value("lianxi_relay_lag_events") == 0)
            assert not task.done()
        await check_exactly_once_in_order(here)


def kafka_errors(here: Relaying) -> float:
    found = (here.value("lianxi_kafka_errors_total", operation=each) for each in ("produce", "metadata", "offsets"))
    return sum(max(0, each) for each in found)
