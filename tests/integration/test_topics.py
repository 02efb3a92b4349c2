"""Topics on the real broker: made once, their count recorded, drift refused, growth without loss."""

from collections.abc import AsyncIterator
from pathlib import Path
from random import Random
from typing import Any
from uuid import uuid4

import pytest
from kafka.admin import ConfigResource, ConfigResourceType

from services.local.engine.kafka_server import KafkaServer
from shared.eventstore.sqlite import SqliteStore
from shared.kernel.clock import SystemClock
from shared.messaging.kafka.client import KafkaNotReachable, admin_client
from shared.messaging.kafka.topics import (
    TOPICS,
    PartitionsNotValid,
    TopicDrift,
    TopicNotProvisioned,
    TopicShrunk,
    check_topic,
    grow_topic,
    provision_topic,
    recorded_partitions,
    topic_of,
)
from tests.support.notes import NOTES
from tests.support.relaying import check_exactly_once_in_order, relaying
from tests.support.stores import open_store

pytestmark = [pytest.mark.slow, pytest.mark.server]


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[SqliteStore]:
    opened = open_store(tmp_path, f"notes-{uuid4().hex[:8]}", NOTES, SystemClock(), [TOPICS])
    yield opened
    opened.close()


def partitions_of(kafka: KafkaServer, service: str) -> int:
    with admin_client(kafka.bootstrap) as admin:
        (topic,) = admin.describe_topics([topic_of(service)])
    return len(topic["partitions"])


def settings_of(kafka: KafkaServer, service: str) -> dict[str, str]:
    resource = ConfigResource(ConfigResourceType.TOPIC, topic_of(service))
    with admin_client(kafka.bootstrap) as admin:
        found: dict[str, Any] = admin.describe_configs([resource])["topic"][topic_of(service)]
    return {name: setting["value"] for name, setting in found.items()}


async def test_a_topic_is_made_once_and_its_count_recorded(kafka: KafkaServer, store: SqliteStore) -> None:
    with pytest.raises(TopicNotProvisioned):
        await check_topic(store, kafka.bootstrap, store.log)
    assert await provision_topic(store, kafka.bootstrap, store.log, 4) == 4
    assert (
        await provision_topic(store, kafka.bootstrap, store.log, 8) == 4
    )  # for a topic that is already there: its own
    assert await check_topic(store, kafka.bootstrap, store.log) == 4
    assert await recorded_partitions(store, store.log) == partitions_of(kafka, store.log) == 4


async def test_nothing_is_ever_deleted_from_a_topic(kafka: KafkaServer, store: SqliteStore) -> None:
    await provision_topic(store, kafka.bootstrap, store.log, 1)
    kept = {"retention.ms": "-1", "cleanup.policy": "delete", "min.insync.replicas": "1"}
    assert settings_of(kafka, store.log) == kept
    changed = ConfigResource(ConfigResourceType.TOPIC, topic_of(store.log), configs={"retention.ms": "1000"})
    with admin_client(kafka.bootstrap) as admin:
        admin.alter_configs([changed])
    await provision_topic(store, kafka.bootstrap, store.log, 1)
    assert settings_of(kafka, store.log) == kept


async def test_a_topic_grown_by_other_means_is_refused_with_the_way_to_record_it(
    kafka: KafkaServer, store: SqliteStore
) -> None:
    await provision_topic(store, kafka.bootstrap, store.log, 2)
    with admin_client(kafka.bootstrap) as admin:
        admin.create_partitions({topic_of(store.log): 6})
    for start in (
        check_topic(store, kafka.bootstrap, store.log),
        provision_topic(store, kafka.bootstrap, store.log, 2),
    ):
        with pytest.raises(TopicDrift, match=f"6 个分区.*2 个.*lianxi topics grow {store.log} 6"):
            await start
    with pytest.raises(TopicDrift):
        await grow_topic(store, kafka.bootstrap, store.log, 4)
    assert await grow_topic(store, kafka.bootstrap, store.log, 6) == 6
    assert await check_topic(store, kafka.bootstrap, store.log) == 6


async def test_a_topic_made_anew_with_fewer_partitions_is_refused(kafka: KafkaServer, store: SqliteStore) -> None:
    await provision_topic(store, kafka.bootstrap, store.log, 4)
    with admin_client(kafka.bootstrap) as admin:
        admin.delete_topics([topic_of(store.log)])
        admin.create_topics({topic_of(store.log): {"num_partitions": 3}}, wait_for_metadata=True)
    with pytest.raises(TopicDrift, match=r"只有 3 个分区，登记的是 4 个"):
        await check_topic(store, kafka.bootstrap, store.log)
    assert await grow_topic(store, kafka.bootstrap, store.log, 4) == 4


async def test_a_topic_that_was_there_before_must_have_the_count_that_is_asked_for(
    kafka: KafkaServer, store: SqliteStore
) -> None:
    with admin_client(kafka.bootstrap) as admin:
        admin.create_topics({topic_of(store.log): {"num_partitions": 3}}, wait_for_metadata=True)
    with pytest.raises(TopicDrift, match="LIANXI_TOPIC_PARTITIONS 设为 3"):
        await provision_topic(store, kafka.bootstrap, store.log, 4)
    assert await recorded_partitions(store, store.log) is None
    assert await provision_topic(store, kafka.bootstrap, store.log, 3) == 3


async def test_a_topic_only_grows_up_to_the_logical_partitions(kafka: KafkaServer, store: SqliteStore) -> None:
    with pytest.raises(TopicNotProvisioned):
        await grow_topic(store, kafka.bootstrap, store.log, 4)
    await provision_topic(store, kafka.bootstrap, store.log, 4)
    with pytest.raises(TopicShrunk):
        await grow_topic(store, kafka.bootstrap, store.log, 3)
    for wrong in (0, 65):
        with pytest.raises(PartitionsNotValid):
            await grow_topic(store, kafka.bootstrap, store.log, wrong)
        with pytest.raises(PartitionsNotValid):
            await provision_topic(store, kafka.bootstrap, store.log, wrong)
    assert await grow_topic(store, kafka.bootstrap, store.log, 64) == 64 == partitions_of(kafka, store.log)


async def test_without_a_broker_it_says_so(store: SqliteStore) -> None:
    with pytest.raises(KafkaNotReachable, match=r"127\.0\.0\.1:9"):
        await check_topic(store, "127.0.0.1:9", store.log)


async def test_growth_keeps_the_order_per_unit_and_loses_nothing(
    kafka: KafkaServer, tmp_path: Path, rng: Random
) -> None:
    async with relaying(kafka, tmp_path, partitions=3) as here:
        for partitions in (3, 5, 64):
            here.partitions = await grow_topic(here.store, kafka.bootstrap, here.service, partitions)
            await here.say(60, rng)
            relay = here.relay()
            await here.drained(relay)
            await relay.close()
            assert await check_topic(here.store, kafka.bootstrap, here.service) == partitions
        await check_exactly_once_in_order(here)
