"""The inbox of one consumer of one log: effectively once, whatever the delivery does.

What an event causes and the tracking row that says so are one transaction of the consumer's own database. An
event that cannot be processed is parked in it; later events of its stream queue behind, all others go on.
"""

import asyncio
from collections.abc import Callable, Collection, Container, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from shared.database.interface import Database, Transaction
from shared.eventstore.interface import LogHead, LogReader
from shared.kernel.envelope import RecordedEvent
from shared.kernel.errors import Unavailable
from shared.messaging.feed import Due, Gap, NewGeneration, base_of, due, repair
from shared.messaging.interface import EVERY_EVENT, Incomplete
from shared.messaging.tracking import Parked, Tracking
from shared.telemetry.logs import correlated, logger

T = TypeVar("T")


class Overtaken(Exception):
    """Somebody else did the event first; nothing of this transaction is stored."""


BATCH_EVENTS = 100
TRIES = 3  # of one event, before it is parked


@dataclass(frozen=True, slots=True)
class Redriven:
    """How many parked events could be processed now, and how many still wait."""

    done: int
    still_parked: int


class Inbox:
    """What projections' and policies' inboxes have in common."""

    def __init__(self, consumer: str, names: Collection[str], database: Database, reader: LogReader) -> None:
        self.tracking = Tracking(consumer, reader.log)
        self.names: Container[str] = names if names is EVERY_EVENT else frozenset(names)
        self.database = database
        self.reader = reader
        self._turn = asyncio.Lock()  # deliveries and re-drives of one consumer take turns

    @property
    def consumer(self) -> str:
        return self.tracking.consumer

    @property
    def log(self) -> str:
        return self.tracking.log

    async def store(self, job: Callable[[Transaction], T]) -> T:
        """One transaction of this consumer; those of one consumer take turns, in all processes."""
        return await self.database.write(job, self.consumer)

    async def receive(self, events: Sequence[RecordedEvent]) -> None:
        """Does what is new in a delivery; raises Unavailable when nothing could be stored."""
        async with self._turn:
            await self._receive(events)

    async def _receive(self, events: Sequence[RecordedEvent]) -> None:
        while events:
            try:
                await self._process(events)
                break
            except NewGeneration as new:
                await self._begin_generation(new.number)
            except Gap as gap:
                found = await repair(self.reader, gap)
                if not found:
                    raise Unavailable("来源日志有缺口，稍后再试。") from gap
                await self._receive(found)
            except Overtaken:
                continue  # what another did is a duplicate now

    async def _process(self, events: Sequence[RecordedEvent]) -> None:
        raise NotImplementedError

    async def _redrive_one(self, event: RecordedEvent) -> None:
        raise NotImplementedError

    def due(self, tx: Transaction, events: Sequence[RecordedEvent]) -> tuple[Due, dict[str, int]]:
        """What is new, and which streams stopped where. Raises NewGeneration and Gap."""
        standing = self.tracking.standing(tx)
        return due(events, standing.generation, standing.done), standing.stopped

    async def _begin_generation(self, number: int) -> None:
        base = await base_of(self.reader, number) if number > 1 else 0

        def begin(tx: Transaction) -> None:
            if self.tracking.generation(tx).number < number:
                self.tracking.begin_generation(tx, number, base)

        await self.store(begin)

    async def notice_generation(self, head: LogHead | None = None) -> bool:
        """Whether the log began a new generation since this consumer last looked; its tracking follows it.

        `head`: the log's, from who has asked for it already.
        """
        head = head or await self.reader.head()
        async with self.database.snapshot() as reader:
            known = (await self.tracking.generation_now(reader)).number
        if not 0 < known < head.generation:
            return False
        async with self._turn:
            await self._begin_generation(head.generation)
        return True

    async def behind(self, tails: Mapping[int, int] | None = None) -> dict[int, tuple[int, int]]:
        """Partition → (done, tail) where the producer has more than this consumer did.

        `tails`: the log's, from who has asked for them already.
        """
        tails = await self.reader.tails() if tails is None else tails
        async with self.database.snapshot() as reader:
            done = await self.tracking.positions(reader)
        return {
            partition: (done.get(partition, 0), tail)
            for partition, tail in tails.items()
            if tail > done.get(partition, 0)
        }

    async def catch_up(self) -> None:
        """Fetches what the producer's tails say was never delivered: the last message of a partition, above all."""
        for partition, (done, tail) in (await self.behind()).items():
            await self.fetch(partition, done, tail)

    async def fetch(self, partition: int, after: int, tail: int, events_max: int | None = None) -> int:
        """Reads a partition from the producer up to its tail, at most so many events; returns how many it did."""
        fetched = 0
        while after < tail and (events_max is None or fetched < events_max):
            events = await self.reader.read(after, BATCH_EVENTS, partition)
            if not events:
                break
            await self.receive(events)
            after = events[-1].position
            fetched += len(events)
        return fetched

    def _tell_parked(self, event: RecordedEvent, failure: Exception) -> None:
        """Its reason stays in the table: it may hold what users wrote."""
        with correlated(event, consumer=self.consumer, log=self.log):
            error, kind = type(failure).__name__, event.envelope.type
            logger().error("event_parked", position=event.position, type=kind, error=error)

    async def parked(self) -> list[Parked]:
        async with self.database.snapshot() as reader:
            return await self.tracking.parked(reader)

    async def incomplete(self) -> Incomplete | None:
        """What the consumer's rows lack; None: nothing."""
        async with self.database.snapshot() as reader:
            parked, lost = await self.tracking.parked(reader), await self.tracking.lost(reader)
        if not parked and not lost:
            return None
        streams = tuple(dict.fromkeys(one.stream_id for one in parked))
        return Incomplete(consumer=self.consumer, parked=len(parked), streams=streams, lost=lost)

    async def redrive(self) -> Redriven:
        """Tries all parked events again, each stream in order until one of its events fails."""
        async with self._turn:
            done, stopped = 0, set[object]()
            for parked in await self.parked():
                if parked.stream_id in stopped:
                    continue
                if await self._redriven(parked):
                    done += 1
                else:
                    stopped.add(parked.stream_id)
            return Redriven(done, len(await self.parked()))

    async def _redriven(self, parked: Parked) -> bool:
        events = await self.reader.read(parked.position - 1, 1)
        if not events or events[0].envelope.id != parked.event_id:
            raise Unavailable("来源日志暂时读不到这一事件，稍后再试。")
        try:
            await self._redrive_one(events[0])
        except Overtaken:
            return True
        except Unavailable:
            raise
        except Exception as error:  # noqa: BLE001 - whatever an event breaks, it is parked with the reason
            reason = reason_of(error)
            await self.store(lambda tx: self.tracking.stop_at(tx, events[0], reason))
            return False
        return True


def reason_of(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"
