"""A log through the relay to Kafka against the client's bare produce: `python -m tests.bench.relay [--json]`.

Measured is the whole way: head asked, events read from the log and decoded, made records, published 500 to a
transaction together with the relay's position. The floor sends the same finished records, known beforehand, with the
same client, settings and number to a transaction, and does nothing else. Rounds of floor and relay take turns. Left
out where Kafka cannot start (it wants Java and .make/kafka-jars).
"""

import argparse
import asyncio
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

import kafka

from services.local.engine.kafka_server import KafkaServer
from shared.eventstore.sqlite import SqliteStore
from shared.kernel.clock import SystemClock
from shared.kernel.ids import derive
from shared.messaging.kafka.client import admin_client, opened
from shared.messaging.kafka.publisher import Publisher
from shared.messaging.kafka.records import Record, to_record
from shared.messaging.kafka.relay import TRANSACTION_EVENTS_MAX, Relay
from shared.messaging.kafka.topics import TOPICS, partition_for, provision_topic
from shared.telemetry.metrics import Metrics
from tests.bench.report import Row, print_rows
from tests.support.notes import NOTES, begun, context, submission
from tests.support.stores import open_store

PARTITIONS = 8
TEXTS = 9  # with the begin event, ten events a command
FLOOR_TOPIC = "floor"


async def fill(store: SqliteStore, events: int) -> None:
    """In streams of as many units, so that all partitions have their share."""
    for begin in range(0, events // (TEXTS + 1), 32):
        numbers = range(begin, min(begin + 32, events // (TEXTS + 1)))
        await asyncio.gather(*(_append(store, number) for number in numbers))


async def _append(store: SqliteStore, number: int) -> None:
    texts = ["关于进一步落实会议议定事项的情况"] * TEXTS
    await store.append(submission(begun(None, derive("unit", number), *texts), context()))


@contextmanager
def floor_producer(bootstrap: str, settings: dict[str, Any]) -> Iterator[Any]:
    settings |= {"transactional_id": FLOOR_TOPIC, "client_id": FLOOR_TOPIC}
    producer = opened(kafka.KafkaProducer, bootstrap, **settings)
    try:
        producer.init_transactions()
        yield producer
    finally:
        producer.close()


def bare(producer: Any, records: Sequence[tuple[int, Record]]) -> float:
    """Records per second."""
    began = perf_counter()
    for begin in range(0, len(records), TRANSACTION_EVENTS_MAX):
        producer.begin_transaction()
        for partition, record in records[begin : begin + TRANSACTION_EVENTS_MAX]:
            producer.send(FLOOR_TOPIC, value=record.value, key=record.key, headers=record.headers, partition=partition)
        producer.flush()
        producer.commit_transaction()
    return len(records) / (perf_counter() - began)


async def through(relay: Relay, events: int) -> float:
    """Events per second."""
    began, done = perf_counter(), 0
    while done < events:
        done += await relay.run_once()
    return events / (perf_counter() - began)


async def measure(bootstrap: str, directory: Path, events: int, rounds: int) -> list[Row]:
    store = open_store(directory, "notes", NOTES, SystemClock(), [TOPICS])
    await provision_topic(store, bootstrap, "notes", PARTITIONS)
    with admin_client(bootstrap) as admin:
        admin.create_topics({FLOOR_TOPIC: {"num_partitions": PARTITIONS}}, wait_for_metadata=True)
    publisher = Publisher(bootstrap, "notes", PARTITIONS)
    relay = Relay(store, publisher, Metrics().of("notes"))
    rates, floors = [], []
    with floor_producer(bootstrap, publisher.settings()) as producer:
        for _ in range(rounds + 1):
            after = (await store.head()).position
            await relay.run_once()
            await fill(store, events)
            rates.append(await through(relay, events))
            stored = await store.read(after, events)
            records = [(partition_for(each.envelope.partition, PARTITIONS), to_record(each)) for each in stored]
            floors.append(bare(producer, records))
    await relay.close()
    store.close()
    return [_row(rates[1:], floors[1:])]  # the first round warms the broker up


def _row(rates: Sequence[float], floors: Sequence[float]) -> Row:
    return Row(
        measure=f"relay, {TRANSACTION_EVENTS_MAX} a transaction, {PARTITIONS} partitions",
        median=median(rates),
        unit="events/s",
        floor=median(floors),
        floor_is="bare transactional produce",
        ratio=median(rate / bare for rate, bare in zip(rates, floors, strict=True)),
    )


def main(argv: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--events", type=int, default=5000, help="per round")
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as directory:
        server = KafkaServer(Path(directory) / "kafka", dies_with_us=True)
        if (lacking := server.missing()) is not None:
            print(f"left out: {lacking}", file=sys.stderr)
            print_rows([], as_json=arguments.json)
            return 0
        server.start()
        try:
            rows = asyncio.run(measure(server.bootstrap, Path(directory), arguments.events, arguments.rounds))
        finally:
            server.kill()
    print_rows(rows, as_json=arguments.json)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
