"""The relay process of one service: its log into its topic."""

from services.distributed.building import Surroundings
from services.distributed.running import Process
from services.distributed.settings import ProcessSettings
from shared.database.postgres import PostgresDatabase
from shared.database.postgres_lease import PostgresLease
from shared.eventstore.postgres_log import PostgresLogReader
from shared.messaging.kafka.publisher import Publisher
from shared.messaging.kafka.relay import Relay
from shared.messaging.kafka.topics import TOPICS, check_topic
from shared.serving.operations import Operations


async def run_relay(service: str, settings: ProcessSettings) -> None:
    """Until a signal comes. Raises TopicDrift, TopicNotProvisioned, RelayFenced, PortTaken."""
    around = Surroundings.of(settings)
    numbers = around.metrics.of(service)
    conninfo = settings.database_of(service)
    database = PostgresDatabase(conninfo, f"lianxi-relay-{service}", failed=numbers.database_error)
    log = PostgresLogReader(service, database.readers)

    async def reachable() -> dict[str, bool]:
        await log.head()
        return {"database": True}

    try:
        database.create_tables([TOPICS])
        partitions = await check_topic(database, settings.kafka, service)
        publisher = Publisher(settings.kafka, service, partitions)
        relay = Relay(log, publisher, numbers, PostgresLease(conninfo, f"relay:{service}"))
        await Process(Operations(around.metrics, ready=[reachable]), settings).until_stopped(relay.run())
    finally:
        await around.close()
        database.close()
