"""One topic per service: made on purpose, its number of partitions written down, and only ever grown on purpose.

An event's partition is its logical partition modulo the topic's count. Who counts differently from the relay would
look for an event where it is not; so the recorded count is what everybody goes by, and a broker that has another is
refused. Order survives growth, for what was published before stays and consumers track logical partitions.
"""

import asyncio
import time
from typing import Any, Final

from kafka.admin import ConfigResource, ConfigResourceType
from kafka.errors import KafkaTimeoutError, TopicAlreadyExistsError

from shared.database.interface import Database, Table, Transaction
from shared.kernel.errors import Invalid, Refusal, Unavailable
from shared.kernel.limits import PARTITIONS
from shared.messaging.kafka.client import admin_client

TOPICS: Final = Table(
    "kafka_topics", ("CREATE TABLE {kafka_topics} (topic TEXT PRIMARY KEY, partitions INTEGER NOT NULL)",)
)
REPLICAS_MAX: Final = 3
GROWN_SECONDS_MAX: Final = 10


class TopicNotProvisioned(Unavailable):
    code = "topic_not_provisioned"


class TopicDrift(Refusal):
    kind = "conflict"
    code = "topic_drift"


class PartitionsNotValid(Invalid):
    code = "partitions_not_valid"


class TopicShrunk(Invalid):
    code = "topic_only_grows"


def topic_of(service: str) -> str:
    return f"lianxi.{service}.events"


def partition_for(logical: int, partitions: int) -> int:
    """The Kafka partition of a logical one."""
    return logical % partitions


async def recorded_partitions(database: Database, service: str) -> int | None:
    async with database.snapshot() as reader:
        row = await reader.one(
            "SELECT partitions FROM {kafka_topics} WHERE topic = :topic", {"topic": topic_of(service)}
        )
    return int(row["partitions"]) if row else None


async def provision_topic(database: Database, bootstrap: str, service: str, partitions: int) -> int:
    """Makes the topic where it is missing and keeps its settings; returns the count that is recorded from now on.

    `partitions` counts for a topic that was never recorded. The table TOPICS must be there. Raises TopicDrift,
    PartitionsNotValid, KafkaNotReachable.
    """
    check_partitions(partitions)
    recorded = await recorded_partitions(database, service)
    wanted = recorded or partitions
    actual = await asyncio.to_thread(_ensure, bootstrap, topic_of(service), wanted)
    if actual != wanted:
        raise drift(service, recorded, actual)
    if recorded is None:
        await _record(database, service, wanted)
    return wanted


async def check_topic(database: Database, bootstrap: str, service: str) -> int:
    """For a relay at its start: the recorded count, which the broker has as well.

    Raises TopicNotProvisioned, TopicDrift, KafkaNotReachable.
    """
    recorded = await recorded_partitions(database, service)
    actual = await asyncio.to_thread(_partitions_at, bootstrap, topic_of(service))
    if recorded is None or actual is None:
        raise TopicNotProvisioned(
            f"{service} 的主题 {topic_of(service)} 还没有建立，请先运行 lianxi provision。", service=service
        )
    if actual != recorded:
        raise drift(service, recorded, actual)
    return recorded


async def grow_topic(database: Database, bootstrap: str, service: str, partitions: int) -> int:
    """More partitions for the topic, recorded; running workers and relays take them up at their next start.

    Also mends a drift to exactly this count, which a growth by other means or one that was interrupted left.
    Raises PartitionsNotValid, TopicShrunk, TopicNotProvisioned, TopicDrift, KafkaNotReachable.
    """
    check_partitions(partitions)
    recorded = await recorded_partitions(database, service)
    actual = await asyncio.to_thread(_partitions_at, bootstrap, topic_of(service))
    if recorded is None or actual is None:
        raise TopicNotProvisioned(
            f"{service} 的主题 {topic_of(service)} 还没有建立，请先运行 lianxi provision。", service=service
        )
    if partitions < recorded:
        raise TopicShrunk(
            f"{topic_of(service)} 已有 {recorded} 个分区，只能增加，不能减到 {partitions} 个。", partitions=recorded
        )
    if partitions < actual:
        raise drift(service, recorded, actual)
    if partitions > actual:
        await asyncio.to_thread(_grow, bootstrap, topic_of(service), partitions)
    await _record(database, service, partitions)
    return partitions


def check_partitions(partitions: int) -> None:
    if not 1 <= partitions <= PARTITIONS:
        raise PartitionsNotValid(f"分区数应在1到{PARTITIONS}之间，现在是 {partitions}。", partitions=partitions)


def drift(service: str, recorded: int | None, actual: int) -> TopicDrift:
    """With the way out: record what the broker has, or find out who made it less."""
    topic = topic_of(service)
    if recorded is None:
        words = f"Kafka 里已有主题 {topic}，有 {actual} 个分区，与要建立的不同；请把 LIANXI_TOPIC_PARTITIONS 设为 {actual}。"
    elif actual > recorded:
        words = (
            f"主题 {topic} 在 Kafka 里有 {actual} 个分区，登记的是 {recorded} 个。如是有意增加，请运行 "
            f"lianxi topics grow {service} {actual} 登记，再重启该服务的转发进程和各服务的处理进程。"
        )
    else:
        words = (
            f"主题 {topic} 在 Kafka 里只有 {actual} 个分区，登记的是 {recorded} 个：它像是被删除重建过。请先停止转发，"
            f"运行 lianxi topics grow {service} {recorded} 补齐。"
        )
    return TopicDrift(words, topic=topic, recorded=recorded, actual=actual)


async def _record(database: Database, service: str, partitions: int) -> None:
    def job(tx: Transaction) -> None:
        tx.execute(
            "INSERT INTO {kafka_topics} (topic, partitions) VALUES (:topic, :partitions) "
            "ON CONFLICT (topic) DO UPDATE SET partitions = excluded.partitions",
            {"topic": topic_of(service), "partitions": partitions},
        )

    await database.write(job)


def _partitions_at(bootstrap: str, topic: str) -> int | None:
    with admin_client(bootstrap) as admin:
        return _count(admin, topic)


def _ensure(bootstrap: str, topic: str, partitions: int) -> int:
    """The broker's count, after making the topic where it is missing; an existing one keeps its count."""
    with admin_client(bootstrap) as admin:
        replicas = min(REPLICAS_MAX, len(admin.describe_cluster()["brokers"]))
        settings = _settings(replicas)
        count = _count(admin, topic)
        if count is not None:
            admin.alter_configs([ConfigResource(ConfigResourceType.TOPIC, topic, configs=settings)])
            return count
        made = {"num_partitions": partitions, "replication_factor": replicas, "configs": settings}
        try:
            admin.create_topics({topic: made}, wait_for_metadata=True)
        except TopicAlreadyExistsError:  # by another provisioning, a moment ago
            admin.wait_for_topics([topic])
        return _count(admin, topic) or 0


def _settings(replicas: int) -> dict[str, str]:
    """Nothing is ever deleted: a new service reads from the beginning. One copy may be away where there are three."""
    return {"retention.ms": "-1", "cleanup.policy": "delete", "min.insync.replicas": str(max(1, replicas - 1))}


def _grow(bootstrap: str, topic: str, partitions: int) -> None:
    with admin_client(bootstrap) as admin:
        admin.create_partitions({topic: partitions})
        deadline = time.monotonic() + GROWN_SECONDS_MAX
        while _count(admin, topic) != partitions:
            if time.monotonic() > deadline:
                raise KafkaTimeoutError(f"{topic} has not {partitions} partitions after {GROWN_SECONDS_MAX} s")
            time.sleep(0.05)


def _count(admin: Any, topic: str) -> int | None:
    (found,) = admin.describe_topics([topic])
    return len(found["partitions"]) or None
