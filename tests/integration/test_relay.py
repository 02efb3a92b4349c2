"""The relay on the real broker: each event once and in order for who reads what was committed, through all faults."""

import asyncio
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Any

import pytest
from kafka.admin import ConfigResource, ConfigResourceType

from services.local.engine.kafka_server import KafkaServer
from shared.messaging.kafka.client import admin_client
from shared.messaging.kafka.publisher import KafkaFailed, Place, Publisher
from shared.messaging.kafka.topics import topic_of
from tests.support.notes import begun, submission
from tests.support.relaying import UNITS, Relaying, check_exactly_once_in_order, relaying, running, until

pytestmark = [pytest.mark.slow, pytest.mark.server]


async def test_a_subscriber_has_each_event_once_in_order(kafka: KafkaServer, tmp_path: Path, rng: Random) -> None:
    async with relaying(kafka, tmp_path) as here:
        relay = here.relay()
        assert await relay.run_once() == 0
        await here.say(300, rng)
        head = (await here.store.head()).position
        assert await here.drained(relay) == head > 500  # more than one transaction
        assert await relay.run_once() == 0
        await check_exactly_once_in_order(here)
        assert here.value("lianxi_relay_position") == head
        assert here.value("lianxi_relay_lag_events") == 0
        await relay.close()


async def test_the_place_is_kept_in_kafka(kafka: KafkaServer, tmp_path: Path, rng: Random) -> None:
    async with relaying(kafka, tmp_path) as here:
        for _ in range(3):
            await here.say(20, rng)
            relay = here.relay()
            await here.drained(relay)
            assert relay.at == Place(1, (await here.store.head()).position)
            await relay.close()
        await check_exactly_once_in_order(here)


async def test_a_place_that_kafka_forgot_is_found_in_the_topic(kafka: KafkaServer, tmp_path: Path, rng: Random) -> None:
    """Kafka forgets the offsets of a group that was silent for a week."""
    async with relaying(kafka, tmp_path) as here:
        await here.say(50, rng)
        relay = here.relay()
        await here.drained(relay)
        await relay.close()
        with admin_client(kafka.bootstrap) as admin:
            admin.delete_groups([f"lianxi.relay.{here.service}"])
        publisher = here.publisher()
        assert await asyncio.to_thread(publisher.open) == Place(1, (await here.store.head()).position)
        publisher.discard()
        await here.say(5, rng)
        relay = here.relay()
        await here.drained(relay)
        await relay.close()
        await check_exactly_once_in_order(here)


async def test_an_aborted_transaction_is_not_seen_and_its_events_come_once(
    kafka: KafkaServer, tmp_path: Path, rng: Random, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with relaying(kafka, tmp_path) as here:
        await here.say(30, rng)
        relay = here.relay()
        flush = Publisher._flush

        def fail(self: Publisher, sent: Sequence[Any], deadline: float) -> None:
            flush(self, sent, deadline)  # the records are in the topic, and nothing more happens
            raise ValueError("broken off")

        for _ in range(3):
            with monkeypatch.context() as patched:
                patched.setattr(Publisher, "_flush", fail)
                with pytest.raises(KafkaFailed, match="broken off"):
                    await relay.run_once()
            assert relay.at is None
            assert await here.subscribed() == []
        await here.drained(relay)
        await relay.close()
        await check_exactly_once_in_order(here)


async def test_a_record_that_was_not_taken_is_not_left_out_of_the_transaction(
    kafka: KafkaServer, tmp_path: Path, rng: Random
) -> None:
    """kafka-python alone commits a transaction without a record whose time was over before it was sent."""
    async with relaying(kafka, tmp_path) as here:
        await here.say(30, rng)
        relay = here.relay()
        await relay.run_once()
        before = await here.log()
        await here.say(30, rng)
        accumulator = relay._publisher._producer._accumulator
        accumulator.config["delivery_timeout_ms"] = 0
        with pytest.raises(KafkaFailed):
            await relay.run_once()
        assert len(await here.subscribed()) == len(before)
        await here.drained(relay)
        await relay.close()
        await check_exactly_once_in_order(here)


async def test_an_event_that_kafka_does_not_take_is_not_skipped(
    kafka: KafkaServer, tmp_path: Path, rng: Random, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with relaying(kafka, tmp_path) as here:
        await here.say(5, rng)
        await here.store.append(submission(begun(None, UNITS[0], "长" * 20_000)))
        await here.say(5, rng)
        limit(here, 16_000)
        relay = here.relay()
        async with running(relay):
            await until(lambda: here.value("lianxi_kafka_errors_total", operation="produce") >= 2)
            assert here.value("lianxi_relay_lag_events") == (await here.store.head()).position
            assert await here.subscribed() == []
            limit(here, 1_000_000)
            head = await here.store.head()
            await until(lambda: here.value("lianxi_relay_position") == head.position)
        await check_exactly_once_in_order(here)


def limit(here: Relaying, bytes_max: int) -> None:
    setting = ConfigResource(
        ConfigResourceType.TOPIC, topic_of(here.service), configs={"max.message.bytes": str(bytes_max)}
    )
    with admin_client(here.kafka.bootstrap) as admin:
        admin.alter_configs([setting])
