"""Two relays of one service: with a lease one stands by, without one the earlier is fenced and ends."""

import asyncio
from pathlib import Path
from random import Random

import pytest

from services.local.engine.kafka_server import KafkaServer
from shared.messaging.kafka.publisher import RelayFenced
from tests.support.relay_process import FENCED
from tests.support.relaying import check_exactly_once_in_order, relay_process, relaying, running, until

pytestmark = [pytest.mark.slow, pytest.mark.server]


async def test_one_works_and_the_other_stands_by_until_it_is_gone(
    kafka: KafkaServer, tmp_path: Path, rng: Random
) -> None:
    async with relaying(kafka, tmp_path) as here:
        await here.say(20, rng)
        with relay_process(here) as first:
            await here.until_published()
            async with running(here.relay(here.lease())) as task:
                await here.say(20, rng)
                await here.until_published()
                assert here.value("lianxi_relay_at_work") == 0
                first.kill()
                await here.say(20, rng)
                await here.until_published()
                assert here.value("lianxi_relay_at_work") == 1
                assert not task.done()
        await check_exactly_once_in_order(here)


async def test_a_relay_that_lost_its_lease_stands_by(kafka: KafkaServer, tmp_path: Path, rng: Random) -> None:
    async with relaying(kafka, tmp_path) as here:
        lease, other = here.lease(), here.lease()
        async with running(here.relay(lease)):
            await here.say(5, rng)
            await until(lambda: here.value("lianxi_relay_at_work") == 1)
            await lease.release()  # as its database would, when the connection breaks
            await other.take()
            await until(lambda: here.value("lianxi_relay_at_work") == 0)
            await here.say(5, rng)
            await other.release()
            await here.until_published()
        await check_exactly_once_in_order(here)


async def test_without_a_lease_the_earlier_relay_is_fenced_and_ends(
    kafka: KafkaServer, tmp_path: Path, rng: Random
) -> None:
    async with relaying(kafka, tmp_path) as here:
        await here.say(20, rng)
        with relay_process(here, with_lease=False) as earlier:
            await here.until_published()
            async with running(here.relay()) as later:
                await until(lambda: here.value("lianxi_relay_at_work") == 1)
                for _ in range(5):
                    await here.say(20, rng)
                status, said = await asyncio.to_thread(earlier.ended)
                assert status == FENCED
                assert "已由另一个进程接替" in said
                await here.until_published()
                assert not later.done()
        await check_exactly_once_in_order(here)


async def test_of_several_at_once_under_load_one_is_left_and_nothing_doubled(
    kafka: KafkaServer, tmp_path: Path, rng: Random
) -> None:
    async with relaying(kafka, tmp_path) as here:
        relays = [here.relay() for _ in range(3)]
        tasks = [asyncio.create_task(relay.run()) for relay in relays]
        for _ in range(20):
            await here.say(16, rng)
        await until(lambda: sum(task.done() for task in tasks) == 2)
        ended = [task for task in tasks if task.done()]
        assert all(isinstance(task.exception(), RelayFenced) for task in ended)
        for relay, task in zip(relays, tasks, strict=True):
            if task in ended:
                with pytest.raises(RelayFenced):  # begun anew, it would fence the one that is left
                    await asyncio.to_thread(relay._publisher.open)
        await here.until_published()
        (last,) = (task for task in tasks if not task.done())
        last.cancel()
        await asyncio.wait([last])
        await check_exactly_once_in_order(here)
