"""The relay process of one service: its log into its topic."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from services.distributed.building import Surroundings
from services.distributed.running import Process, Started
from services.distributed.settings import ProcessSettings
from services.distributed.starting import Servers
from shared.database.postgres import PostgresDatabase
from shared.database.postgres_lease import PostgresLease
from shared.database.postgres_reached import check_reachable
from shared.eventstore.postgres_log import PostgresLogReader
from shared.messaging.kafka.publisher import Publisher
from shared.messaging.kafka.relay import Relay
from shared.messaging.kafka.topics import TOPICS, check_topic
from shared.serving.operations import Operations


async def run_relay(service: str, settings: ProcessSettings, servers: Servers | None = None) -> None:
    """Until a signal comes. Raises DatabaseAway, DatabaseRefused, KafkaNotReachable, TopicDrift, TopicNotProvisioned,
    RelayFenced, PortTaken.
    """
    around, servers = Surroundings.of(settings), servers or Servers()
    try:
        await Process(around, servers).run(_started(service, around, servers))
    finally:
        await around.close()


@asynccontextmanager
async def _started(service: str, around: Surroundings, servers: Servers) -> AsyncIterator[Started]:
    settings, numbers, name = around.settings, around.metrics.of(service), f"lianxi-relay-{service}"
    conninfo = settings.database_of(service)
    database = PostgresDatabase(conninfo, name, failed=numbers.database_error)
    log = PostgresLogReader(service, database.readers)

    async def partitions() -> int:
        await check_reachable(conninfo, name)
        database.create_tables([TOPICS])
        return await check_topic(database, settings.kafka, service)

    async def reachable() -> dict[str, bool]:
        await log.head()
        return {"database": True}

    try:
        publisher = Publisher(settings.kafka, service, await servers.waited_for(partitions))
        relay = Relay(log, publisher, numbers, PostgresLease(conninfo, f"relay:{service}"))
        yield Started(Operations(around.metrics, ready=[reachable]), relay.run)
    finally:
        database.close()
