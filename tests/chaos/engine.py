"""The whole distributed engine of this machine, and what can be done to it: one hurt at a time."""

import asyncio
import os
import signal
from collections import Counter, defaultdict
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import pairwise
from random import Random
from typing import Any, Final

import httpx
import psycopg

from services.distributed.names import LOGS, SERVICES
from services.local.engine.layout import ProcessName, all_processes
from services.local.engine.native import NativeEngine
from shared.database.postgres_readers import PostgresReaders
from shared.eventstore.postgres_log import PostgresLogReader
from shared.kernel.envelope import RecordedEvent
from shared.messaging.kafka.tail import tailing
from tests.chaos.processes import until

KINDS: Final = ("api", "worker", "relay", "backends", "postgres", "kafka", "late")
_PROCESSES: Final = ("api", "worker", "relay")
_KILL_SECONDS_MAX: Final = 15.0
_BACKENDS = "SELECT pid FROM pg_stat_activity WHERE datname LIKE 'lianxi%' AND backend_type = 'client backend'"


@dataclass
class Hurt:
    """Kills parts of an engine and starts them again; `done` counts them by kind.

    `by_themselves`: processes that ended though nobody killed them. What answers again is waited for before the next:
    of two hurts at once one would take what the other has just killed for a process that ended by itself.
    """

    engine: NativeEngine
    rng: Random
    done: Counter[str] = field(default_factory=Counter)
    by_themselves: list[str] = field(default_factory=list)
    pending: "asyncio.Task[None] | None" = None

    @property
    def begun(self) -> int:
        return sum(self.done.values())

    def begin(self, kind: str, later: float = 0.0) -> None:
        """In the background, so many seconds later; it is busy from now on, and the one before must be over."""
        assert not self.busy
        self.done[kind] += 1
        self.pending = asyncio.create_task(self._hurt(kind, later))

    @property
    def busy(self) -> bool:
        return self.pending is not None and not self.pending.done()

    async def over(self) -> None:
        """Raises EngineNotStarted, or what the hurt itself raised."""
        if self.pending is not None:
            await self.pending

    async def _hurt(self, kind: str, later: float) -> None:
        await asyncio.sleep(later)
        hurts = {"backends": self._backends, "postgres": self._postgres, "kafka": self._kafka, "late": self._late}
        await asyncio.to_thread(hurts.get(kind) or (lambda: self._process(kind)))
        await self.whole()

    def _process(self, kind: str) -> ProcessName:
        name = ProcessName(kind, self.rng.choice(LOGS if kind == "relay" else SERVICES))
        self.engine.process(name).end(signal.SIGKILL, _KILL_SECONDS_MAX)
        self.engine.start([name])
        return name

    def _late(self) -> None:
        """A server is killed, and comes back when a process that was started meanwhile has missed it."""
        kind = self.rng.choice(_PROCESSES)
        server = self.engine.kafka if kind == "relay" else self.engine.postgres
        server.kill()
        name = self._process(kind)
        until(lambda: self._waits(name) or self.engine.process(name).pid is None, f"{name} waits for its server")
        server.start()

    def _waits(self, name: ProcessName) -> bool:
        try:
            parts = httpx.get(f"{self.engine.address(name)}/readyz", trust_env=False).json()["parts"]
        except httpx.TransportError:
            return False
        return "started" in parts and len(parts) > 1

    def _backends(self) -> None:
        """Some are ended; or one is killed, for which the server ends all others and recovers."""
        with psycopg.connect(self.engine.postgres.conninfo(), autocommit=True) as admin:
            pids = [pid for (pid,) in admin.execute(_BACKENDS).fetchall()]
            if self.rng.random() < 0.5:
                for pid in self.rng.sample(pids, min(len(pids), 10)):
                    admin.execute("SELECT pg_terminate_backend(%s)", (pid,))
            elif pids:
                with suppress(ProcessLookupError):
                    os.kill(self.rng.choice(pids), signal.SIGKILL)

    def _postgres(self) -> None:
        self.engine.postgres.kill()
        self.engine.postgres.start()

    def _kafka(self) -> None:
        self.engine.kafka.kill()
        self.engine.kafka.start()

    async def whole(self) -> None:
        """Every process runs and is ready; one that ended by itself is told of and started again."""
        for name in all_processes():
            if self._has_ended(name):
                self.engine.start([name])
        await self.engine.until_ready(all_processes())

    def look(self) -> None:
        for name in all_processes():
            self._has_ended(name)

    def _has_ended(self, name: ProcessName) -> bool:
        process = self.engine.process(name)
        if process.pid is not None:
            return False
        self.by_themselves.append(f"{name} with status {process.status}: {self.engine.last_words(name)}")
        return True


@dataclass
class Logs:
    """All services' logs, read from their databases, and what subscribers of their topics read."""

    events: dict[str, list[RecordedEvent]]

    @classmethod
    async def of(cls, engine: NativeEngine) -> "Logs":
        return cls({service: await _log(engine, service) for service in LOGS})

    def faults(self) -> dict[str, int]:
        gaps = disordered = doubled = 0
        for events in self.events.values():
            gaps += [event.position for event in events] != list(range(1, len(events) + 1))
            disordered += sum(before.recorded_at >= after.recorded_at for before, after in pairwise(events))
            doubled += len(events) - len({event.envelope.id for event in events})
            versions: dict[object, int] = defaultdict(int)
            for event in events:
                disordered += event.envelope.stream_version != versions[event.envelope.stream_id] + 1
                versions[event.envelope.stream_id] = event.envelope.stream_version
        return {"gaps": gaps, "out_of_order": disordered, "doubled": doubled}


async def _log(engine: NativeEngine, service: str) -> list[RecordedEvent]:
    readers = PostgresReaders(engine.settings().database_of(service), "chaos-log")
    try:
        return await PostgresLogReader(service, readers).read(0, 10_000_000)
    finally:
        readers.close()


async def subscribed(engine: NativeEngine) -> list[RecordedEvent]:
    """What a subscriber of all topics reads from the beginning: what was committed, in the order it came."""
    return await asyncio.to_thread(_subscribed, engine.kafka.bootstrap)


def _subscribed(bootstrap: str) -> list[RecordedEvent]:
    with tailing(bootstrap, LOGS, "beginning") as tail:
        return list(tail.to_end())


def parked(engine: NativeEngine) -> int:
    return sum(_row(engine, service, "SELECT count(*) FROM views.parked") for service in SERVICES)


def _row(engine: NativeEngine, service: str, sql: str) -> int:
    with psycopg.connect(engine.settings().database_of(service)) as connection:
        row = connection.execute(sql).fetchone()
    return int(row[0]) if row else 0


def answers_not_stored(engine: NativeEngine, journal: Mapping[str, Any]) -> tuple[int, int]:
    """Answers that were given, and those that no stored command bears out."""
    stored = {service: _commands(engine, service) for service in LOGS}
    given = wrong = 0
    for answer in journal.values():
        if isinstance(answer, dict) and "position" in answer:
            given += 1
            log, generation, position = answer["position"].split(":")
            kept = stored[log].get((int(generation), int(position), answer["id"]))
            wrong += kept is None or answer["version"] not in kept
    return given, wrong


def _commands(engine: NativeEngine, service: str) -> dict[tuple[int, int, str], list[int]]:
    """Versions answered for a stream at a position, of commands whose events are all there."""
    sql = (
        "SELECT c.generation, c.position, c.stream_id::text, c.version FROM log.commands AS c WHERE c.events ="
        " (SELECT count(*) FROM log.events AS e WHERE e.command_id = c.command_id)"
    )
    found: dict[tuple[int, int, str], list[int]] = defaultdict(list)
    with psycopg.connect(engine.settings().database_of(service)) as connection:
        for generation, position, stream, version in connection.execute(sql).fetchall():
            found[generation, position, stream].append(version)
    return found


async def settled(engine: NativeEngine, seconds: float) -> bool:
    """Whether every consumer has done every log, within that time."""
    deadline = asyncio.get_running_loop().time() + seconds
    async with httpx.AsyncClient(timeout=300, trust_env=False) as client:
        while asyncio.get_running_loop().time() < deadline:
            with suppress(httpx.TransportError):
                if (await client.post(f"{engine.base_url}/clock/settle")).status_code == httpx.codes.OK:
                    return True
            await asyncio.sleep(0.2)
    return False
