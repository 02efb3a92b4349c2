"""The small domain's watching service behind a real Kafka: a producer, workers with consumers of every kind."""

import asyncio
import os
import subprocess
import sys
import threading
import time
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

import kafka
from kafka.admin import MemberToRemove, NewTopic

from shared.commands.bus import CommandBus
from shared.database.interface import Database, Table, Transaction
from shared.eventstore.interface import LogReader
from shared.eventstore.sqlite import SqliteStore
from shared.kernel.clock import ManualClock
from shared.kernel.command import Command
from shared.kernel.envelope import RecordedEvent
from shared.kernel.errors import Refusal
from shared.kernel.ids import derive
from shared.messaging.inbox import Inbox
from shared.messaging.interface import EVERY_EVENT, Projection
from shared.messaging.kafka.own_log import OwnLog
from shared.messaging.kafka.records import to_record
from shared.messaging.kafka.repair import RepairSettings
from shared.messaging.kafka.topics import topic_of
from shared.messaging.kafka.worker import Worker, WorkerSettings
from shared.messaging.policies import PolicyInbox
from shared.messaging.projecting import ProjectionInbox
from shared.telemetry.metrics import Metrics
from tests.support import matters as m
from tests.support.project import ROOT
from tests.support.stores import open_store
from tests.support.two_services import START, context, dump, tables

TOPIC = topic_of("matters")
PARTITIONS = 4
# What is not tested in a test shall not happen in it: a repair would hide what a delivery lost.
NO_REPAIR = RepairSettings(every_seconds=0.2, grace_seconds=600)
QUICK_REPAIR = RepairSettings(every_seconds=0.1, grace_seconds=0.5)


async def until(so: Callable[[], Any], seconds: float = 60.0, step: float = 0.02) -> float:
    """Asks until it is so; returns the seconds it took, AssertionError after the bound."""
    began = time.monotonic()
    while True:
        answer = so()
        if asyncio.iscoroutine(answer):
            answer = await answer
        if answer:
            return time.monotonic() - began
        assert time.monotonic() - began < seconds, f"it is not so after {seconds} s"
        await asyncio.sleep(step)


RECORDED = Table("recorded", ("CREATE TABLE {recorded} (stream_id TEXT NOT NULL, version BIGINT NOT NULL)",))


class Recorder:
    """Each event that was applied, once for each time: what came twice is seen."""

    def __init__(self, poisonous: Callable[[RecordedEvent], bool] = lambda event: False) -> None:
        self.name = "recorded"
        self.tables: Sequence[Table] = (RECORDED,)
        self.sources: Mapping[str, Sequence[str]] = {"matters": EVERY_EVENT}
        self.poisonous = poisonous

    def apply(self, event: RecordedEvent, tx: Transaction) -> None:
        values = {"stream": event.envelope.stream_id, "version": event.envelope.stream_version}
        tx.execute("INSERT INTO {recorded} (stream_id, version) VALUES (:stream, :version)", values)
        if self.poisonous(event):
            raise LookupError(f"cannot take {event.position}")


class Topic:
    """The topic of the matters' log, made anew: other tests use it as well.

    Deleting its records would not do: a broker that is killed within a minute brings them back.
    """

    def __init__(self, bootstrap: str) -> None:
        self.producer = kafka.KafkaProducer(bootstrap_servers=bootstrap, linger_ms=2)
        admin = kafka.KafkaAdminClient(bootstrap_servers=bootstrap)
        if TOPIC in admin.list_topics():
            admin.delete_topics([TOPIC])
        while TOPIC in admin.list_topics():
            time.sleep(0.05)
        admin.create_topics([NewTopic(TOPIC, PARTITIONS, 1)], wait_for_metadata=True)
        admin.close()

    def publish(self, events: Sequence[RecordedEvent], times: int = 1) -> None:
        for event in events:
            record = to_record(event)
            for _ in range(times):
                partition = event.envelope.partition % PARTITIONS
                self.producer.send(TOPIC, record.value, record.key, record.headers, partition)
        self.producer.flush(30)

    def close(self) -> None:
        self.producer.close(timeout=0)


class Matters:
    """The producing service; what it stores is published by whoever calls `publish`, or while `relayed`."""

    def __init__(self, directory: Path, topic: Topic, clock: ManualClock) -> None:
        self.store = open_store(directory, "matters", m.MATTERS, clock)
        self.bus = CommandBus(self.store, m.MATTER_HANDLERS, m.MATTER_PERMISSIONS)
        self.topic = topic
        self.published = 0
        self._given = 0

    async def give(self, command: Command, owner: int) -> None:
        self._given += 1
        try:
            await self.bus.handle(command, context(f"given {self._given}", derive("unit", owner)))
        except Refusal:
            return  # a note to a closed matter: nothing is stored, nothing follows

    async def open(self, count: int, first: int = 0) -> list[UUID]:
        """Matters of as many units: many partitions."""
        opened = [derive("matter", number) for number in range(first, first + count)]
        for number, matter in enumerate(opened, first):
            await self.give(m.OpenMatter(matter_id=matter, title=f"事{number}"), number)
        return opened

    async def note(self, count: int, rng: Random, matters: int, pause: float = 0.0) -> None:
        for number in range(count):
            owner = rng.randrange(matters)
            await self.give(m.NoteMatter(matter_id=derive("matter", owner), text=str(number)), owner)
            await asyncio.sleep(pause)

    async def publish(self, times: int = 1) -> None:
        while events := await self.store.read(self.published, 500):
            await asyncio.to_thread(self.topic.publish, events, times)
            self.published = events[-1].position

    @asynccontextmanager
    async def relayed(self) -> AsyncIterator[None]:
        task = asyncio.create_task(self._relay())
        try:
            yield
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            await self.publish()

    async def _relay(self) -> None:
        while True:
            await self.publish()
            await asyncio.sleep(0.01)


class LocalLease:
    """The protocol among workers of one process."""

    def __init__(self, name: asyncio.Lock) -> None:
        self._name, self._held = name, False

    async def take(self) -> None:
        await self._name.acquire()
        self._held = True

    async def is_held(self) -> bool:
        return self._held

    async def release(self) -> None:
        if self._held:
            self._held = False
            self._name.release()


@dataclass
class Watching:
    """The consuming service on one database; every worker has inboxes of its own, as processes have."""

    store: SqliteStore
    producer: LogReader
    clock: ManualClock
    recorder: Recorder = field(default_factory=Recorder)
    group: str = "watching"
    bootstrap: str = ""
    database: Database | None = None
    policies: bool = True
    lease: asyncio.Lock = field(default_factory=asyncio.Lock)
    replica: Any = field(default_factory=lambda: m.matters_view("matter_copies"))
    watches: Any = field(default_factory=m.watches_view)

    def inboxes(self) -> list[Inbox]:
        database = self.database or self.store
        bus = CommandBus(self.store, m.WATCH_HANDLERS, m.WATCH_PERMISSIONS)
        policy = PolicyInbox(m.FOLLOW_MATTERS, "watching", bus, database, self.producer, self.clock)
        projections: list[Projection] = [self.replica, self.recorder]
        views = [ProjectionInbox(one, database, self.producer) for one in projections]
        return [*views, *([policy] if self.policies else [])]

    def own(self) -> list[Inbox]:
        return [ProjectionInbox(self.watches, self.store, self.store)]

    def worker(
        self, instance: str, repair: RepairSettings = NO_REPAIR, metrics: Metrics | None = None, **settings: Any
    ) -> Worker:
        numbers = (metrics or Metrics()).of("watching")
        return Worker(
            self.group,
            instance,
            self.bootstrap,
            {"matters": self.inboxes()},
            numbers,
            own_log=OwnLog(self.own(), LocalLease(self.lease), numbers),
            settings=replace(WorkerSettings(repair=repair), **settings),
        )

    def remove(self, instance: str) -> None:
        """Its partitions go to the others at once, and not when its session has ended."""
        admin = kafka.KafkaAdminClient(bootstrap_servers=self.bootstrap)
        admin.remove_group_members(
            f"lianxi.{self.group}", [MemberToRemove(group_instance_id=f"{self.group}-{instance}")]
        )
        admin.close()

    async def done(self, position: int) -> bool:
        """Whether everything up to that position of the matters' log, and what followed from it, is done."""
        inboxes = [*self.inboxes(), *self.own()]
        assert (await self.producer.head()).position >= position
        return not any([await inbox.behind() for inbox in inboxes])

    async def without_kafka(self) -> None:
        """Reads the logs themselves, one consumer after the other."""
        for inbox in (*self.inboxes(), *self.own()):
            await inbox.notice_generation()
            await inbox.catch_up()

    async def state(self) -> Mapping[str, Sequence[Any]]:
        """All a user or an auditor could see, without positions and recorded times."""
        events = [_essence(event) for event in await self.store.read(0, 100_000)]
        return {
            "matter_copies": await dump(self.store, "SELECT * FROM {matter_copies} ORDER BY id"),
            "matter_copies_units": await dump(self.store, "SELECT * FROM {matter_copies_units} ORDER BY id, unit_id"),
            "watches": await dump(self.store, "SELECT * FROM {watches} ORDER BY id"),
            "refusals": await dump(self.store, "SELECT command_id, code FROM {policy_refusals} ORDER BY command_id"),
            "recorded": await dump(self.store, "SELECT * FROM {recorded} ORDER BY stream_id, version"),
            "events": sorted(events),
        }

    async def recorded(self) -> dict[str, list[int]]:
        """Stream → its events' versions as they were applied."""
        found: dict[str, list[int]] = {}
        for row in await dump(self.store, "SELECT * FROM {recorded} ORDER BY rowid"):
            found.setdefault(row["stream_id"], []).append(row["version"])
        return found


def _essence(event: RecordedEvent) -> tuple[str, int, str, str, bytes]:
    envelope = event.envelope
    return str(envelope.stream_id), envelope.stream_version, str(envelope.id), str(envelope.causation_id), event.data


def open_watching(directory: Path, producer: LogReader, clock: ManualClock, **given: Any) -> Watching:
    directory.mkdir(exist_ok=True)
    views = m.matters_view("matter_copies"), m.watches_view()
    store = open_store(directory, "watching", m.WATCHING, clock, [*tables(*views), RECORDED])
    return Watching(store, producer, clock, **given)


@asynccontextmanager
async def running(worker: Worker, *, assigned: bool = True) -> AsyncIterator[Worker]:
    """Ends with what the worker ended with, if it did."""
    task = asyncio.create_task(worker.run())
    try:
        if assigned:
            await until(lambda: task.done() or worker.partitions())
        yield worker
        if not task.done():
            await worker.stop()
        await task
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def as_without_kafka(watching: Watching, directory: Path) -> None:
    """The state equals that of a service that read the log itself, and nothing was done twice or out of order."""
    other = open_watching(directory, watching.producer, watching.clock, policies=watching.policies)
    await other.without_kafka()
    expected = await other.state()
    other.store.close()
    found = await watching.state()
    for name, rows in expected.items():
        assert found[name] == rows, f"{name}: {_first_difference(found[name], rows)}"
    assert all(versions == sorted(set(versions)) for versions in (await watching.recorded()).values())


def _first_difference(found: Sequence[Any], expected: Sequence[Any]) -> str:
    for one, other in zip(found, expected, strict=False):
        if one != other:
            return f"{one} is not {other}"
    return f"{len(found)} rows, not {len(expected)}"


def clock() -> ManualClock:
    return ManualClock(START)


class WorkerProcess:
    """A worker that can be killed. It is prepared at once and begins when it is told to go."""

    def __init__(self, directory: Path, watching: Watching, name: str) -> None:
        program = ["-m", "tests.support.watching_process", str(directory), watching.bootstrap, watching.group, name]
        self._process = subprocess.Popen(
            [sys.executable, *program],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._said = ""
        threading.Thread(target=self._listen, daemon=True).start()

    @property
    def prepared(self) -> bool:
        return self._said == "prepared"

    @property
    def partitions(self) -> list[int] | None:
        """What it said last; None: it has none or does not run."""
        return [int(number) for number in self._said.split()] if self._said[:1].isdigit() else None

    def go(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write("go\n")
        self._process.stdin.flush()

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()
        self._said = ""

    def _listen(self) -> None:
        for line in self._process.stdout or ():
            self._said = line.strip()
