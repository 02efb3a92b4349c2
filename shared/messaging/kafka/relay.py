"""A service's log → its topic: in order, each event exactly once for who reads what was committed."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from time import monotonic
from typing import Any, Final, TypeVar

from shared.database.interface import Lease
from shared.eventstore.interface import LogHead, LogReader
from shared.messaging.feed import base_of
from shared.messaging.kafka.publisher import KafkaFailed, Place, Publisher, RelayFenced
from shared.messaging.kafka.records import Record, to_record
from shared.telemetry.metrics import ServiceMetrics

T = TypeVar("T")

TRANSACTION_EVENTS_MAX: Final = 500
TRANSACTION_BYTES_MAX: Final = 2 * 1024 * 1024
POLL_SECONDS: Final = 0.05
PAUSE_SECONDS_MAX: Final = 5.0
LEASE_CHECK_SECONDS: Final = 1.0
_PAGE_EVENTS = 250  # a page of the largest events is 64 MB
_LAG_SECONDS = 0.5
_FINISH_SECONDS = 3.0
_log = logging.getLogger("lianxi.messaging")


class LogBehindKafka(Exception):
    """Kafka has events that the log never had: it was restored and no new generation was begun."""


class LogNotDense(Exception):
    """Positions are missing in what the log gave: published as it is, an event would be lost silently."""


@dataclass(frozen=True, slots=True)
class _Batch:
    """Events `after` a place as records with their logical partitions; `generation` is the newest among them."""

    after: Place
    records: Sequence[tuple[int, Record]]
    last: int
    generation: int

    def follows(self, at: Place) -> bool:
        return bool(self.records) and self.after == at


_NOTHING: Final = _Batch(Place(0, 0), (), 0, 0)


class Relay:
    """`reader` is the service's own log, where it is written. One at work: others wait for the lease.

    Without a lease two relays are told apart by Kafka alone: who comes later fences the other.
    """

    def __init__(
        self,
        reader: LogReader,
        publisher: Publisher,
        metrics: ServiceMetrics,
        lease: Lease | None = None,
        *,
        poll_seconds: float = POLL_SECONDS,
    ) -> None:
        self._reader = reader
        self._publisher = publisher
        self._metrics = metrics
        self._lease = lease
        self._poll_seconds = poll_seconds
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="lianxi-relay")
        self._job: asyncio.Future[Any] | None = None
        self._at: Place | None = None
        self._ahead = _NOTHING
        self._known: int | None = None
        self._lease_checked = 0.0

    @property
    def at(self) -> Place | None:
        """How far the log is published; None: Kafka has not been asked since the last failure."""
        return self._at

    async def run(self) -> None:
        """Until cancelled; raises RelayFenced. Every other failure is logged, counted and tried again for ever."""
        self._metrics.relay_works(False)
        try:
            while True:
                await self._take_lease()
                _log.info("relay of %s is at work", self._reader.log)
                await self._work()
                self._metrics.relay_works(False)
                _log.warning("relay of %s lost its lease and stands by", self._reader.log)
        finally:
            self._metrics.relay_works(False)
            await self.close()

    async def run_once(self) -> int:
        """Publishes what the log holds now, one transaction at most; returns the number of events.

        Raises KafkaFailed (the place is asked of Kafka the next time), RelayFenced, LogBehindKafka, LogNotDense, and
        what the reader raises.
        """
        if self._at is None:
            self._at = await self._in_thread(self._publisher.open)
        head = await self._reader.head()
        at = self._at = await place_in(self._reader, self._at, head)
        self._show(at.position, head.position)
        if head.position == at.position:
            return 0
        batch = self._ahead if self._ahead.follows(at) else await self._read(at, head.position)
        self._ahead = _NOTHING
        if batch.generation > head.generation or not batch.records:
            return 0  # a restore between the two reads: what the head said of the place no longer holds
        await self._publish(batch, head)
        self._show(batch.last, head.position)
        return len(batch.records)

    async def close(self) -> None:
        """A transaction under way may end, for a moment; otherwise the next relay has Kafka abort it."""
        if self._job is not None:
            await asyncio.wait({self._job}, timeout=_FINISH_SECONDS)
        self._publisher.stop()
        await asyncio.get_running_loop().run_in_executor(self._thread, self._publisher.discard)
        self._thread.shutdown(wait=False)
        if self._lease is not None:
            await self._lease.release()

    async def _take_lease(self) -> None:
        pause = 0.0
        while self._lease is not None:
            try:
                await self._lease.take()
                return
            except Exception:  # noqa: BLE001 - the database may be away; it will be back
                _log.exception("relay of %s cannot ask for its lease", self._reader.log)
                pause = _longer(pause)
                await asyncio.sleep(pause)

    async def _holds_lease(self) -> bool:
        """Asked now and then: that two do not publish at once is Kafka's doing, not the lease's."""
        if self._lease is None or monotonic() - self._lease_checked < LEASE_CHECK_SECONDS:
            return True
        self._lease_checked = monotonic()
        try:
            return await self._lease.is_held()
        except Exception:  # noqa: BLE001 - who cannot ask must not rely on it
            _log.exception("relay of %s cannot ask whether it holds its lease", self._reader.log)
            return False

    async def _work(self) -> None:
        """While the lease is ours."""
        self._at = None
        self._lease_checked = monotonic()
        failures_pause = 0.0
        while await self._holds_lease():
            try:
                done = await self.run_once()
            except RelayFenced:
                raise
            except Exception as error:  # noqa: BLE001 - whatever holds the relay up must not end it
                failures_pause = _longer(failures_pause)
                await self._held_up(error)
                await asyncio.sleep(failures_pause)
                continue
            if failures_pause:
                _log.warning("relay of %s goes on after position %s", self._reader.log, self._known)
            failures_pause = 0.0
            self._metrics.relay_works(True)
            if not done:
                await asyncio.sleep(self._poll_seconds)

    async def _held_up(self, error: Exception) -> None:
        if isinstance(error, KafkaFailed):
            self._metrics.kafka_error(error.operation)
        self._metrics.relay_works(not isinstance(error, LogBehindKafka))
        _log.error("relay of %s is held up after position %s: %r", self._reader.log, self._known, error)
        self._at = None
        await self._show_lag()

    async def _read(self, at: Place, head: int) -> "_Batch":
        """What follows the place and fits in one transaction. A page at a time, so that the loop has its turns."""
        records: list[tuple[int, Record]] = []
        size, last, generation = 0, at.position, at.generation
        while len(records) < TRANSACTION_EVENTS_MAX and last < head:
            page = await self._reader.read(last, min(_PAGE_EVENTS, TRANSACTION_EVENTS_MAX - len(records)))
            for event in page:
                if event.position != last + 1:
                    raise LogNotDense(f"{self._reader.log}: {event.position} follows {last}")
                size += len(event.data) + len(event.envelope_bytes)
                if records and size > TRANSACTION_BYTES_MAX:
                    return _Batch(at, records, last, generation)
                records.append((event.envelope.partition, to_record(event)))
                last, generation = event.position, max(generation, event.generation)
            if not page:
                break
        return _Batch(at, records, last, generation)

    async def _publish(self, batch: "_Batch", head: LogHead) -> None:
        """Reads the next batch meanwhile: the client waits for Kafka a third of the time."""
        place, self._at = Place(head.generation, batch.last), None
        began = monotonic()
        publishing = asyncio.ensure_future(self._in_thread(lambda: self._publisher.publish(batch.records, place)))
        ahead = _NOTHING
        try:
            if batch.last < head.position:
                with suppress(Exception):  # it is read again, and then fails aloud
                    ahead = await self._read(place, head.position)
            await publishing
        except asyncio.CancelledError:
            publishing.cancel()
            raise
        self._at, self._ahead = place, ahead
        self._metrics.relay_published(len(batch.records), monotonic() - began)

    async def _in_thread(self, work: Callable[[], T]) -> T:
        """kafka-python waits by blocking: the loop goes on, and the lag is seen to grow meanwhile."""
        job: asyncio.Future[T] = asyncio.get_running_loop().run_in_executor(self._thread, work)
        self._job = job
        while not job.done():
            await asyncio.wait({job}, timeout=_LAG_SECONDS)
            if not job.done():
                await self._show_lag()
        return job.result()

    async def _show_lag(self) -> None:
        if self._known is None:
            return
        with suppress(Exception):  # the database may be away as well; who publishes will tell
            head = await self._reader.head()
            self._show(self._known, head.position)

    def _show(self, position: int, head: int) -> None:
        self._known = position
        self._metrics.relay(position, max(0, head - position))


async def place_in(reader: LogReader, place: Place, head: LogHead) -> Place:
    """The published place as a place of the log's generation of now. Raises LogBehindKafka.

    What a restore undid was published all the same; the log goes on from the base of the generation that came after,
    or from what had been published by then, and nothing of the new generation is left out.
    """
    if place.generation > head.generation or (place.generation == head.generation and place.position > head.position):
        raise LogBehindKafka(f"{reader.log} is at {head.generation}:{head.position}, Kafka at {place}")
    if place.generation == head.generation:
        return place
    base = await base_of(reader, place.generation + 1) if place.position else 0
    return Place(head.generation, min(place.position, base))


def _longer(pause: float) -> float:
    return min(PAUSE_SECONDS_MAX, pause * 2 or POLL_SECONDS)
