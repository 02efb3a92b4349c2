"""The small domain as services of their own: logs and read models on PostgreSQL, processes for relay and workers."""

import asyncio
import os
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from random import Random
from typing import Any

from kafka.errors import UnknownTopicOrPartitionError

from services.local.engine.postgres_server import PostgresServer
from shared.commands.bus import CommandBus
from shared.database.interface import Table
from shared.database.postgres import PostgresDatabase
from shared.database.postgres_readers import PostgresReaders
from shared.eventstore.postgres import PostgresStore
from shared.eventstore.postgres_log import PostgresLogReader
from shared.kernel.clock import SystemClock
from shared.kernel.command import Command
from shared.kernel.envelope import RecordedEvent
from shared.kernel.errors import Refusal
from shared.kernel.ids import derive
from shared.messaging.kafka.client import admin_client
from shared.messaging.kafka.topics import TOPICS, provision_topic
from tests.chaos.processes import NotSo
from tests.support import matters as m
from tests.support.postgres import database_named
from tests.support.two_services import context, dump, tables
from tests.support.workers import PARTITIONS, TOPIC, Recorder, Watching

LOG = "matters"
DONE_SECONDS_MAX = 240.0
State = Mapping[str, Sequence[Any]]
ORDERED = Table(
    "recorded",
    ("CREATE TABLE {recorded} (number BIGINT GENERATED ALWAYS AS IDENTITY, stream_id TEXT, version BIGINT)",),
)


class OrderedRecorder(Recorder):
    """The same, and in which order it was done."""

    def __init__(self, poisonous: Callable[[RecordedEvent], bool] = lambda event: False) -> None:
        super().__init__(poisonous)
        self.tables = (ORDERED,)


def recorder_that_fails(every: int, mended: Path) -> OrderedRecorder:
    """One event in so many cannot be taken until the file `mended` is there; 0: all can."""
    half = every // 2
    return OrderedRecorder(lambda event: bool(every) and event.position % every == half and not mended.exists())


def open_watching(conninfo: str, matters: str, recorder: Recorder, name: str = "chaos-watching") -> Watching:
    """The watching service on its database; it reads the matters' log in theirs."""
    producer = PostgresLogReader(LOG, PostgresReaders(matters, name))
    made = [*tables(m.matters_view("matter_copies"), m.watches_view()), ORDERED]
    store: Any = PostgresStore(PostgresDatabase(conninfo, name), "watching", m.WATCHING, SystemClock(), made)
    clock: Any = SystemClock()
    return Watching(store, producer, clock, recorder)


def close_watching(watching: Watching) -> None:
    watching.store.close()
    producer: Any = watching.producer
    producer._readers.close()


class MattersService:
    """The producing service in this process: commands under load."""

    def __init__(self, conninfo: str) -> None:
        self.conninfo = conninfo
        self.store = PostgresStore(PostgresDatabase(conninfo, "chaos-matters"), LOG, m.MATTERS, SystemClock(), [TOPICS])
        self.bus = CommandBus(self.store, m.MATTER_HANDLERS, m.MATTER_PERMISSIONS)
        self.given = self.refused = 0

    async def give(self, command: Command, owner: int) -> None:
        self.given += 1
        try:
            await self.bus.handle(command, context(f"given {self.given}", derive("unit", owner)))
        except Refusal:
            self.refused += 1

    async def open(self, count: int, first: int = 0) -> None:
        numbers = range(first, first + count)
        await asyncio.gather(
            *(
                self.give(m.OpenMatter(matter_id=derive("matter", number), title=f"事{number}"), number)
                for number in numbers
            )
        )

    async def note(self, count: int, rng: Random, matters: int, at_once: int = 8) -> None:
        """Of different matters at once, so that no command of ours meets another."""
        for begin in range(0, count, at_once):
            owners = rng.sample(range(matters), min(at_once, count - begin, matters))
            await asyncio.gather(
                *(
                    self.give(m.NoteMatter(matter_id=derive("matter", owner), text=f"{begin} {owner}"), owner)
                    for owner in owners
                )
            )


async def open_matters(server: PostgresServer, bootstrap: str, *name: object) -> MattersService:
    """With a topic that is empty, whatever ran on this broker before."""
    service = MattersService(database_named(server, LOG, os.getpid(), *name))
    await asyncio.to_thread(_without_topic, bootstrap)
    await provision_topic(service.store, bootstrap, LOG, PARTITIONS)
    return service


def _without_topic(bootstrap: str) -> None:
    with admin_client(bootstrap) as admin:
        with suppress(UnknownTopicOrPartitionError):
            admin.delete_topics([TOPIC])
        deadline = time.monotonic() + 30
        while TOPIC in admin.list_topics():
            if time.monotonic() > deadline:
                raise NotSo(f"{TOPIC} is still there")
            time.sleep(0.1)


async def until_done(watching: Watching, seconds: float = DONE_SECONDS_MAX) -> None:
    """Every consumer has done all that the logs hold. Raises NotSo."""
    deadline = time.monotonic() + seconds
    while True:
        head = await watching.producer.head()
        if await watching.done(head.position):
            return
        if time.monotonic() > deadline:
            behind = {inbox.consumer: await inbox.behind() for inbox in (*watching.inboxes(), *watching.own())}
            raise NotSo(f"not done after {seconds:.0f} s: {behind}")
        await asyncio.sleep(0.1)


async def state_of(watching: Watching) -> State:
    found = dict(await watching.state())
    found["recorded"] = await dump(
        watching.store, "SELECT stream_id, version FROM {recorded} ORDER BY stream_id, version"
    )
    return found


async def undisturbed(server: PostgresServer, matters: str, *name: object) -> State:
    """What a service has that reads the log itself, each event once and in order."""
    other = open_watching(database_named(server, "undisturbed", os.getpid(), *name), matters, OrderedRecorder())
    try:
        await other.without_kafka()
        return await state_of(other)
    finally:
        close_watching(other)


async def order_faults(watching: Watching) -> tuple[int, int]:
    """Events that were done twice, and events done before an earlier one of their stream."""
    doubled = disordered = 0
    last: dict[str, int] = {}
    seen: set[tuple[str, int]] = set()
    for row in await dump(watching.store, "SELECT * FROM {recorded} ORDER BY number"):
        key = (row["stream_id"], row["version"])
        doubled += key in seen
        disordered += key not in seen and row["version"] != last.get(row["stream_id"], 0) + 1
        seen.add(key)
        last[row["stream_id"]] = row["version"]
    return doubled, disordered


def differences(found: State, expected: State) -> dict[str, int]:
    """Table → rows that are in one and not in the other."""
    differing = {}
    for name, rows in expected.items():
        ours, theirs = [repr(row) for row in found[name]], [repr(row) for row in rows]
        if ours != theirs:
            differing[name] = len(set(ours) ^ set(theirs)) or abs(len(ours) - len(theirs)) or 1
    return differing
