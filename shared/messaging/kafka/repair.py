"""Repair of a log's tails: what was stored and never delivered, read from the producer itself.

The gap check sees a missing event when a later one of its partition comes; the last one of a partition only this
look sees. It is also the slow road by which events arrive while Kafka is away altogether. It is kept from becoming
the main one: an event is fetched when its partition has not moved for a while though the producer has more, and only
so many in a round; partitions that another worker should be doing are left to it for longer.
"""

import asyncio
import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from time import monotonic
from typing import Final

from shared.eventstore.interface import LogHead
from shared.kernel.errors import Unavailable
from shared.messaging.inbox import Inbox
from shared.telemetry.metrics import ServiceMetrics

_FOREIGN_GRACE: Final = 4  # times the grace, before another worker's partition is looked after
_log = logging.getLogger("lianxi.worker")


@dataclass(frozen=True, slots=True)
class RepairSettings:
    """Every so many seconds; what has not moved for the grace; at most so many events for a consumer in a round."""

    every_seconds: float = 2.0
    grace_seconds: float = 5.0
    events_max: int = 2000


@dataclass(slots=True)
class _Standstill:
    done: int
    since: float


class TailRepair:
    """One log's tails and all inboxes of that log.

    `mine` says whether Kafka brings this worker a logical partition, `busy_seconds` how long the batch at hand takes.
    """

    def __init__(
        self,
        log: str,
        inboxes: Sequence[Inbox],
        mine: Callable[[int], bool],
        busy_seconds: Callable[[], float],
        settings: RepairSettings,
        metrics: ServiceMetrics,
    ) -> None:
        self._log_name, self._inboxes, self._mine, self._busy_seconds = log, inboxes, mine, busy_seconds
        self._settings, self._metrics = settings, metrics
        self._reader = inboxes[0].reader
        self._head: LogHead | None = None
        self._standstills: dict[tuple[str, int], _Standstill] = {}
        self._partitions: list[int] = []
        self._shown: set[int] = set()
        self._looked_at = monotonic()

    @property
    def seconds_since_look(self) -> float:
        return monotonic() - self._looked_at

    async def run(self) -> None:
        while True:
            try:
                await self.look()
            except Unavailable as error:
                _log.warning("the tails of %s cannot be looked at: %s", self._log_name, error)
            await asyncio.sleep(self._settings.every_seconds)

    async def look(self) -> None:
        """One round. While nothing was appended and nobody was behind, it asks for the log's head and no more."""
        head = await self._reader.head()
        if head != self._head or self._standstills:
            await self._compare(head)
            self._head = head
        else:
            self._show({})
        for inbox in self._inboxes:
            self._metrics.polled(inbox.consumer, self._log_name)
        self._looked_at = monotonic()

    async def _compare(self, head: LogHead) -> None:
        if self._head is None or self._head.generation != head.generation:
            for inbox in self._inboxes:
                await inbox.notice_generation(head)
        tails = await self._reader.tails()
        self._partitions = list(tails)
        found = {inbox: await inbox.behind(tails) for inbox in self._inboxes}
        self._show(_slowest(found.values()))
        for inbox, behind in found.items():
            self._metrics.lag(inbox.consumer, self._log_name, max(_distances(behind).values(), default=0))
            await self._fetch(inbox, behind)

    def hide(self) -> None:
        """The partitions were taken away."""
        for partition in self._shown:
            self._metrics.partition_left(self._log_name, partition)
        self._shown.clear()

    async def _fetch(self, inbox: Inbox, behind: Mapping[int, tuple[int, int]]) -> None:
        self._forget_moved(inbox.consumer, behind)
        left, places = self._settings.events_max, 0
        for partition, (done, tail) in behind.items():
            still = self._standstills.setdefault((inbox.consumer, partition), _Standstill(done, monotonic()))
            if left <= 0 or self._is_awaited(partition, still):
                continue
            left, places = left - await inbox.fetch(partition, done, tail, left), places + 1
            # What was fetched is no delivery: the rest does not wait for the grace once more.
            still.done = (await inbox.behind({partition: tail})).get(partition, (tail, tail))[0]
        if places:
            fetched = self._settings.events_max - left
            _log.warning("%s fetched %d events of %d partitions of %s", inbox.consumer, fetched, places, self._log_name)

    def _is_awaited(self, partition: int, still: _Standstill) -> bool:
        """Whether Kafka may still bring it; what is missing may be in a batch that takes long, too."""
        if self._busy_seconds() > self._settings.every_seconds:
            return True
        grace = self._settings.grace_seconds * (1 if self._mine(partition) else _FOREIGN_GRACE)
        return monotonic() - still.since < grace

    def _forget_moved(self, consumer: str, behind: Mapping[int, tuple[int, int]]) -> None:
        for key, still in list(self._standstills.items()):
            if key[0] == consumer and (key[1] not in behind or behind[key[1]][0] != still.done):
                del self._standstills[key]

    def _show(self, behind: Mapping[int, int]) -> None:
        """The gauges of the partitions that are this worker's, and of no other: two workers would contradict."""
        mine = {partition for partition in self._partitions if self._mine(partition)}
        for partition in self._shown - mine:
            self._metrics.partition_left(self._log_name, partition)
        for partition in mine:
            self._metrics.partition_behind(self._log_name, partition, behind.get(partition, 0))
        self._shown = mine


def _distances(behind: Mapping[int, tuple[int, int]]) -> dict[int, int]:
    """In positions of the log: no fewer than the events of the partition."""
    return {partition: tail - done for partition, (done, tail) in behind.items()}


def _slowest(found: Iterable[Mapping[int, tuple[int, int]]]) -> dict[int, int]:
    slowest: dict[int, int] = {}
    for behind in found:
        for partition, distance in _distances(behind).items():
            slowest[partition] = max(distance, slowest.get(partition, 0))
    return slowest
