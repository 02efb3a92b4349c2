"""A service's worker: other services' events from Kafka and its own log's, to the inboxes of its consumers.

The inbox's tracking rows are the truth and Kafka's offsets a hint: what comes twice is skipped, what does not come is
repaired from the producer's log, also a partition's last message (repair.py), and also while Kafka is away
altogether, slowly. So nothing here is careful about what was committed when a worker dies, is stopped, or
loses a partition in the middle of a batch.
"""

import asyncio
import logging
from collections.abc import Coroutine, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Final

from shared.kernel.errors import Unavailable
from shared.messaging.inbox import Inbox
from shared.messaging.kafka.delivery import Delivery
from shared.messaging.kafka.group import Group, GroupSettings
from shared.messaging.kafka.own_log import OwnLog
from shared.messaging.kafka.repair import RepairSettings, TailRepair
from shared.messaging.kafka.topics import topic_of
from shared.messaging.kafka.troubles import Troubles
from shared.telemetry.metrics import ServiceMetrics

_FINISH_SECONDS_MAX: Final = 3.0  # for the batches at hand, when it is stopped
_log = logging.getLogger("lianxi.worker")


@dataclass(frozen=True, slots=True)
class WorkerSettings:
    """`stuck_seconds`: a batch or a look that takes longer makes the worker not ready."""

    group: GroupSettings = field(default_factory=GroupSettings)
    repair: RepairSettings = field(default_factory=RepairSettings)
    stuck_seconds: float = 30.0
    count_seconds: float = 5.0  # parked events are counted


class Worker:
    """One process of a service's workers; `instance` is its permanent name, which no two running ones share.

    `inboxes` are of other services' logs, by the log's name; `own_log` follows the service's own.
    """

    def __init__(
        self,
        service: str,
        instance: str,
        bootstrap: str,
        inboxes: Mapping[str, Sequence[Inbox]],
        metrics: ServiceMetrics,
        *,
        own_log: OwnLog | None = None,
        settings: WorkerSettings = WorkerSettings(),
    ) -> None:
        self._settings, self._metrics, self._own_log = settings, metrics, own_log
        self._troubles = Troubles(lambda: metrics.kafka_error("consume"))
        self._deliveries = {log: Delivery(log, given, metrics, self._troubles) for log, given in inboxes.items()}
        receivers = {topic_of(log): delivery.put for log, delivery in self._deliveries.items()}
        self._group = Group(
            service, instance, bootstrap, receivers, settings.group, self._troubles, self._partitions_changed
        )
        self._repairs = [self._repair(log, given) for log, given in inboxes.items()]
        self._consumers = _by_consumer([one for given in inboxes.values() for one in given], own_log)
        self._running = False
        self._stopping, self._ended = asyncio.Event(), asyncio.Event()

    async def run(self) -> None:
        """Until stopped or cancelled. Raises what an inbox or the machinery raised; Unavailable is waited out."""
        tasks = [asyncio.create_task(part) for part in self._parts()]
        stopping = asyncio.create_task(self._stopping.wait())
        self._troubles.listen()
        self._running = True
        try:
            done, _ = await asyncio.wait({*tasks, stopping}, return_when=asyncio.FIRST_COMPLETED)
            if stopping in done:
                await self._finish()
        finally:
            self._running = False
            for task in (*tasks, stopping):
                task.cancel()
            await asyncio.gather(*tasks, stopping, return_exceptions=True)
            self._troubles.cease()
            self._ended.set()
        for task in done - {stopping}:
            _check(task)

    async def stop(self) -> None:
        """Lets the batches at hand finish, for some seconds; what is not done then is undone and comes again."""
        self._stopping.set()
        await self._ended.wait()

    async def ready(self) -> Mapping[str, bool]:
        """By name, for /readyz: it runs, has its share of the partitions, Kafka answers, nothing stands still."""
        waits = [delivery.busy_seconds for delivery in self._deliveries.values()]
        waits += [repair.seconds_since_look for repair in self._repairs]
        waits += [self._own_log.seconds_since_watch] if self._own_log else []
        return {
            "running": self._running,
            "assigned": self._group.assigned or not self._deliveries,
            "kafka": not self._troubles.lately,
            "moving": all(seconds < self._settings.stuck_seconds for seconds in waits),
        }

    def partitions(self) -> Mapping[str, Sequence[int]]:
        """Topic → Kafka's partitions that come to this worker."""
        return self._group.partitions()

    def _repair(self, log: str, inboxes: Sequence[Inbox]) -> TailRepair:
        def mine(partition: int) -> bool:
            return self._group.holds(topic_of(log), partition)

        delivery = self._deliveries[log]
        return TailRepair(log, inboxes, mine, lambda: delivery.busy_seconds, self._settings.repair, self._metrics)

    def _parts(self) -> list[Coroutine[Any, Any, None]]:
        parts = [delivery.run() for delivery in self._deliveries.values()]
        parts += [repair.run() for repair in self._repairs]
        parts += [self._count_parked()]
        parts += [self._group.run()] if self._deliveries else []
        parts += [self._own_log.run()] if self._own_log else []
        return parts

    async def _finish(self) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(_FINISH_SECONDS_MAX):
                await asyncio.gather(*(delivery.finish() for delivery in self._deliveries.values()))

    def _partitions_changed(self, assigned: bool) -> None:
        if assigned:
            self._metrics.rebalanced()
            return
        for delivery in self._deliveries.values():
            delivery.forget()
        for repair in self._repairs:
            repair.hide()

    async def _count_parked(self) -> None:
        while True:
            try:
                for consumer, inboxes in self._consumers.items():
                    self._metrics.parked(consumer, sum([len(await inbox.parked()) for inbox in inboxes]))
            except Unavailable as error:
                _log.warning("parked events cannot be counted: %s", error)
            await asyncio.sleep(self._settings.count_seconds)


def _check(part: "asyncio.Task[Any]") -> None:
    """Raises what ended it. A cancellation that came from within it would end the whole worker without a word."""
    if part.cancelled():
        raise RuntimeError(f"cancelled from within: {part.get_coro()!r}")
    part.result()


def _by_consumer(inboxes: Sequence[Inbox], own_log: OwnLog | None) -> dict[str, list[Inbox]]:
    """A consumer of several logs has an inbox for each."""
    consumers: dict[str, list[Inbox]] = {}
    for inbox in (*inboxes, *(own_log.inboxes if own_log else ())):
        consumers.setdefault(inbox.consumer, []).append(inbox)
    return consumers
