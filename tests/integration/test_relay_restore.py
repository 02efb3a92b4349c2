"""After a restore from backup: what Kafka has and the log has not, and where the relay goes on."""

from pathlib import Path
from random import Random

import pytest

from services.local.engine.kafka_server import KafkaServer
from shared.messaging.kafka.publisher import Place
from shared.messaging.kafka.relay import LogBehindKafka
from tests.support.relaying import relaying, restored, running, until

pytestmark = [pytest.mark.slow, pytest.mark.server]


@pytest.mark.parametrize("after", [3, 60], ids=["shorter than what was undone", "longer than what was undone"])
async def test_the_relay_goes_on_from_where_the_new_generation_begins(
    kafka: KafkaServer, tmp_path: Path, rng: Random, after: int
) -> None:
    async with relaying(kafka, tmp_path) as before:
        await before.say(20, rng)
        base = (await before.store.head()).position
        backup = before.back_up()
        await before.say(20, rng)
        relay = before.relay()
        await before.drained(relay)
        await relay.close()
        published = await before.log()
        async with restored(before, backup) as here:
            await here.store.begin_generation()
            await here.say(after, rng)
            relay = here.relay()
            log = await here.log()
            assert await here.drained(relay) == len(log) - base
            assert relay.at == Place(2, log[-1].position)
            await relay.close()
            read = sorted(await here.subscribed(), key=lambda event: (event.generation, event.position))
            assert read == [*published, *log[base:]]


async def test_what_had_not_been_published_before_the_backup_is_published(
    kafka: KafkaServer, tmp_path: Path, rng: Random
) -> None:
    async with relaying(kafka, tmp_path) as before:
        await before.say(10, rng)
        relay = before.relay()
        await before.drained(relay)
        await relay.close()
        await before.say(10, rng)
        backup = before.back_up()
        await before.say(10, rng)
        async with restored(before, backup) as here:
            await here.store.begin_generation()
            await here.store.begin_generation()
            await here.say(10, rng)
            relay = here.relay()
            await here.drained(relay)
            await relay.close()
            assert sorted(await here.subscribed(), key=lambda event: event.position) == await here.log()


async def test_a_log_restored_without_a_new_generation_is_not_published_until_one_begins(
    kafka: KafkaServer, tmp_path: Path, rng: Random
) -> None:
    async with relaying(kafka, tmp_path) as before:
        await before.say(10, rng)
        backup = before.back_up()
        await before.say(10, rng)
        relay = before.relay()
        await before.drained(relay)
        await relay.close()
        async with restored(before, backup) as here:
            relay = here.relay()
            with pytest.raises(LogBehindKafka):
                await relay.run_once()
            async with running(relay):
                await until(lambda: here.value("lianxi_relay_at_work") == 0)
                await here.store.begin_generation()
                await here.say(1, rng)
                head = await here.store.head()
                await until(lambda: relay.at == Place(2, head.position))
                await until(lambda: here.value("lianxi_relay_at_work") == 1)
            assert (await here.log())[-1] in await here.subscribed()


async def test_a_running_relay_notices_the_new_generation(kafka: KafkaServer, tmp_path: Path, rng: Random) -> None:
    async with relaying(kafka, tmp_path) as here:
        relay = here.relay()
        async with running(relay):
            await here.say(10, rng)
            await here.store.begin_generation()
            await here.say(10, rng)
            head = await here.store.head()
            await until(lambda: relay.at == Place(2, head.position))
        assert sorted(await here.subscribed(), key=lambda event: event.position) == await here.log()
