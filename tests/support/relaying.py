"""A log, its topic, its relay and who reads it from outside, for tests on the real broker."""

import asyncio
import fcntl
import os
import sqlite3
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, closing, contextmanager, suppress
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from random import Random
from time import monotonic, sleep
from uuid import uuid4

import kafka as kafka_client
import prometheus_client

from services.local.engine.kafka_server import KafkaServer
from shared.eventstore.sqlite import SqliteStore
from shared.kernel.clock import SystemClock
from shared.kernel.envelope import RecordedEvent
from shared.kernel.ids import derive
from shared.messaging.kafka.client import committed_consumer
from shared.messaging.kafka.publisher import Publisher
from shared.messaging.kafka.relay import Relay
from shared.messaging.kafka.tail import tailing
from shared.messaging.kafka.topics import TOPICS, provision_topic, topic_of
from shared.telemetry.metrics import Metrics
from tests.support.notes import NOTES, begun, context, submission
from tests.support.project import ROOT
from tests.support.stores import open_store

UNITS = [derive("unit", number) for number in range(20)]
PARTITIONS = 4
SECONDS_MAX = 120.0


class FileLease:
    """A Lease over a file's lock: the system frees it with its holder."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: int | None = None

    async def take(self) -> None:
        file = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC)
        try:
            while not self._locked(file):  # noqa: ASYNC110 - another process frees it
                await asyncio.sleep(0.02)
        except BaseException:
            os.close(file)
            raise
        self._file = file

    async def is_held(self) -> bool:
        return self._file is not None

    async def release(self) -> None:
        if self._file is not None:
            os.close(self._file)
            self._file = None

    def _locked(self, file: int) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


@dataclass
class Relaying:
    """One service of its own per test: the broker is everybody's."""

    kafka: KafkaServer
    directory: Path
    store: SqliteStore
    service: str
    metrics: Metrics
    partitions: int = PARTITIONS

    def publisher(self) -> Publisher:
        return Publisher(self.kafka.bootstrap, self.service, self.partitions)

    def relay(self, lease: FileLease | None = None) -> Relay:
        return Relay(self.store, self.publisher(), self.metrics.of(self.service), lease)

    def lease(self) -> FileLease:
        return FileLease(self.directory / "relay.lock")

    async def say(self, number: int, rng: Random) -> None:
        """Commands that append one to three events each, of units chosen by chance, eight at a time."""
        for begin in range(0, number, 8):
            await asyncio.gather(*(self._say_once(rng) for _ in range(min(8, number - begin))))

    async def _say_once(self, rng: Random) -> None:
        note = begun(None, rng.choice(UNITS), *["说明情况"] * rng.randrange(3))
        await self.store.append(submission(note, context()))

    async def log(self) -> list[RecordedEvent]:
        return await self.store.read(0, 1_000_000)

    async def drained(self, relay: Relay) -> int:
        """Runs the relay until it has published everything; returns the number of events."""
        done = 0
        while published := await relay.run_once():
            done += published
        return done

    async def subscribed(self) -> list[RecordedEvent]:
        """What a subscriber outside has read by now, from the beginning, in the order it came."""
        return await asyncio.to_thread(self._subscribed)

    def _subscribed(self) -> list[RecordedEvent]:
        with tailing(self.kafka.bootstrap, [self.service], "beginning") as tail:
            return list(tail.to_end())

    async def until_published(self, position: int | None = None) -> None:
        """Until Kafka has the log up to there, or to its head of now, whoever published it."""
        await asyncio.to_thread(self._until_published, position or (await self.store.head()).position)

    def _until_published(self, position: int) -> None:
        place = kafka_client.TopicPartition(topic_of(self.service), 0)
        deadline = monotonic() + SECONDS_MAX
        with committed_consumer(self.kafka.bootstrap, group_id=f"lianxi.relay.{self.service}") as consumer:
            while (consumer.committed(place, timeout_ms=SECONDS_MAX * 1000) or 0) < position:
                assert monotonic() < deadline, f"{position} was not published"
                sleep(0.02)

    def back_up(self) -> Path:
        directory = self.directory / f"backup-{uuid4().hex[:8]}"
        directory.mkdir()
        source, copy = (sqlite3.connect(each / f"{self.service}.sqlite3") for each in (self.directory, directory))
        with closing(source), closing(copy):
            source.backup(copy)
        return directory

    def value(self, family: str, **labels: str) -> float:
        found = self.metrics.registry.get_sample_value(family, {"service": self.service, **labels})
        return -1.0 if found is None else found


@asynccontextmanager
async def relaying(kafka: KafkaServer, directory: Path, partitions: int = PARTITIONS) -> AsyncIterator[Relaying]:
    service = f"notes-{uuid4().hex[:8]}"
    store = open_store(directory, service, NOTES, SystemClock(), [TOPICS])
    metrics = Metrics(prometheus_client.CollectorRegistry())
    try:
        await provision_topic(store, kafka.bootstrap, service, partitions)
        yield Relaying(kafka, directory, store, service, metrics, partitions)
    finally:
        store.close()


@asynccontextmanager
async def restored(here: Relaying, backup: Path) -> AsyncIterator[Relaying]:
    """The service as it stood in the backup, beside the same topic; the former store is of no concern any more."""
    store = open_store(backup, here.service, NOTES, SystemClock(), [TOPICS])
    try:
        yield replace(here, directory=backup, store=store)
    finally:
        store.close()


@asynccontextmanager
async def running(relay: Relay) -> AsyncIterator["asyncio.Task[None]"]:
    task = asyncio.create_task(relay.run())
    try:
        yield task
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError, Exception):
            await task


class RelayProcess:
    """The relay as a process of its own, which can be killed."""

    def __init__(self, here: Relaying, *, with_lease: bool = True) -> None:
        lease = str(here.directory / "relay.lock") if with_lease else ""
        command = [
            sys.executable, "-m", "tests.support.relay_process",
            str(here.store.database.path), here.service, here.kafka.bootstrap, str(here.partitions), lease,
        ]  # fmt: skip
        self._process = subprocess.Popen(
            command, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, stderr=subprocess.PIPE, text=True
        )

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()

    def ended(self) -> tuple[int, str]:
        """Exit status and what it said; waits for its end."""
        assert self._process.stderr is not None
        status = self._process.wait(timeout=SECONDS_MAX)
        return status, self._process.stderr.read()

    def close(self) -> None:
        self.kill()
        assert self._process.stderr is not None
        self._process.stderr.close()


@contextmanager
def relay_process(here: Relaying, *, with_lease: bool = True) -> Iterator[RelayProcess]:
    process = RelayProcess(here, with_lease=with_lease)
    try:
        yield process
    finally:
        process.close()


async def until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(SECONDS_MAX):
        while not holds():  # noqa: ASYNC110 - a place or a gauge tells nobody
            await asyncio.sleep(0.02)


async def check_exactly_once_in_order(here: Relaying) -> None:
    """The subscriber has the log: every event once, byte for byte, in the log's order per unit and per partition."""
    log, read = await here.log(), await here.subscribed()
    assert sorted(read, key=lambda event: event.position) == log
    for unit in UNITS:
        check_rising(event for event in read if event.envelope.owner_unit == unit)
    for partition in {event.envelope.partition for event in read}:
        check_rising(event for event in read if event.envelope.partition == partition)


def check_rising(events: Iterator[RecordedEvent] | Sequence[RecordedEvent]) -> None:
    positions = [event.position for event in events]
    assert all(before < after for before, after in pairwise(positions)), positions
