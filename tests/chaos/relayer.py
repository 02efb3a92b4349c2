"""A relay of the matters' log: `python -m tests.chaos.relayer MATTERS KAFKA PARTITIONS`.

Says `at work` when it has the lease and a session with Kafka, `stands by` when it has not.
"""

import asyncio
import logging
import sys

from shared.database.postgres_lease import PostgresLease
from shared.database.postgres_readers import PostgresReaders
from shared.eventstore.postgres_log import PostgresLogReader
from shared.messaging.kafka.publisher import Publisher
from shared.messaging.kafka.relay import Relay
from shared.telemetry.metrics import Metrics
from tests.chaos.matters import LOG


async def main(matters: str, bootstrap: str, partitions: str) -> None:
    logging.basicConfig(level=logging.CRITICAL)
    reader = PostgresLogReader(LOG, PostgresReaders(matters, "chaos-relay"))
    metrics = Metrics()
    publisher = Publisher(bootstrap, LOG, int(partitions))
    relay = Relay(reader, publisher, metrics.of(LOG), PostgresLease(matters, f"relay:{LOG}"))
    running = asyncio.create_task(relay.run())
    telling = asyncio.create_task(_tell(metrics))
    ending = asyncio.create_task(asyncio.to_thread(sys.stdin.read))
    await asyncio.wait([running, ending], return_when=asyncio.FIRST_COMPLETED)
    telling.cancel()
    running.cancel()
    await asyncio.wait([running])
    if not running.cancelled():
        running.result()


async def _tell(metrics: Metrics) -> None:
    before: float | None = None
    while True:
        works = metrics.registry.get_sample_value("lianxi_relay_at_work", {"service": LOG})
        if works is not None and works != before:
            print("at work" if works else "stands by", flush=True)
            before = works
        await asyncio.sleep(0.02)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
