"""What Kafka brings of one log, handed in batches to every inbox of it."""

import asyncio
import logging
from collections import deque
from collections.abc import Sequence
from time import monotonic
from typing import Final

from shared.kernel.envelope import RecordedEvent
from shared.kernel.errors import Unavailable
from shared.messaging.inbox import Inbox
from shared.messaging.kafka.group import Arrival
from shared.messaging.kafka.records import from_record
from shared.messaging.kafka.troubles import Troubles
from shared.telemetry.metrics import ServiceMetrics

BATCH_EVENTS_MAX: Final = 500
PAUSE_SECONDS_MIN: Final = 0.05
PAUSE_SECONDS_MAX: Final = 5.0
_log = logging.getLogger("lianxi.worker")


class Delivery:
    """Batches make themselves: what comes while one is being done is the next, so an idle log waits for nobody.

    The inboxes do a batch side by side, and the database's writer puts what they write into one commit. Unavailable
    is tried again for ever without an acknowledgement; any other exception ends `run`.
    """

    def __init__(self, log: str, inboxes: Sequence[Inbox], metrics: ServiceMetrics, troubles: Troubles) -> None:
        self._log_name, self._inboxes, self._metrics, self._troubles = log, inboxes, metrics, troubles
        self._waiting: deque[Arrival] = deque()
        self._arrived, self._room, self._idle = asyncio.Event(), asyncio.Event(), asyncio.Event()
        self._idle.set()
        self._room.set()
        self._busy_since: float | None = None
        self._finishing = False

    @property
    def busy_seconds(self) -> float:
        """How long the batch at hand has been taking (0: none is)."""
        return 0.0 if self._busy_since is None else monotonic() - self._busy_since

    async def put(self, arrival: Arrival) -> None:
        """Waits while a whole batch is waiting already."""
        while len(self._waiting) >= BATCH_EVENTS_MAX:
            self._room.clear()
            await self._room.wait()
        self._waiting.append(arrival)
        self._arrived.set()

    def forget(self) -> None:
        """The partitions are taken away: what waits comes again, here or to another worker."""
        self._waiting.clear()
        self._arrived.clear()
        self._room.set()

    async def finish(self) -> None:
        """Takes nothing more; returns when the batch at hand is done."""
        self._finishing = True
        await self._idle.wait()

    async def run(self) -> None:
        while True:
            await self._arrived.wait()
            if self._finishing:
                return
            batch = list(self._waiting)
            self.forget()
            self._busy_since = monotonic()
            self._idle.clear()
            await self._give(self._decoded(batch))
            for arrival in batch:
                await arrival.done()
            self._busy_since = None
            self._idle.set()

    def _decoded(self, batch: Sequence[Arrival]) -> list[RecordedEvent]:
        events = []
        for arrival in batch:
            try:
                event = from_record(arrival.headers.items(), arrival.value)
                if event.log != self._log_name:
                    raise ValueError(f"an event of {event.log} in the topic of {self._log_name}")
            except ValueError as error:
                # The producer's log is the truth: if this was an event of it, the gap it leaves is repaired from there.
                self._troubles.add()
                _log.error("%s holds no event of this log and is passed over: %s", arrival.place, error)
            else:
                events.append(event)
        return events

    async def _give(self, events: Sequence[RecordedEvent]) -> None:
        try:
            async with asyncio.TaskGroup() as inboxes:
                for inbox in self._inboxes:
                    inboxes.create_task(self._give_to(inbox, events))
        except BaseExceptionGroup as failed:
            raise failed.exceptions[0] from None

    async def _give_to(self, inbox: Inbox, events: Sequence[RecordedEvent]) -> None:
        pause, began = 0.0, monotonic()
        while True:
            try:
                await inbox.receive(events)
            except Unavailable as error:
                pause = min(PAUSE_SECONDS_MAX, pause * 2 or PAUSE_SECONDS_MIN)
                _log.warning("%s of %s waits %.2f s: %s", inbox.consumer, self._log_name, pause, error)
                await asyncio.sleep(pause)
            else:
                self._metrics.polled(inbox.consumer, self._log_name)
                self._metrics.delivered(self._log_name, len(events), monotonic() - began)
                return
