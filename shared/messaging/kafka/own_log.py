"""A service's own log, followed in its own database: Kafka would only bring it back later."""

import asyncio
import logging
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from time import monotonic
from typing import Final

from shared.database.interface import Lease
from shared.eventstore.interface import LogHead
from shared.kernel.errors import Unavailable
from shared.messaging.follower import Follower
from shared.messaging.inbox import Inbox
from shared.telemetry.metrics import ServiceMetrics

_PAUSE_SECONDS_MAX: Final = 5.0
_log = logging.getLogger("lianxi.worker")


@dataclass(frozen=True, slots=True)
class OwnLogSettings:
    watch_seconds: float = 0.05  # the head is asked for, once for all consumers
    lease_seconds: float = 1.0  # whether the lease is still ours
    check_seconds: float = 30.0  # for holes, where nothing was appended


class _LeaseLost(Exception):
    pass


class OwnLog:
    """Of several workers the holder of the lease follows; the others stand by.

    One watcher asks for the log's head and wakes the followers. Should two workers follow for a moment, because a
    lease was lost unnoticed, what both do is done once: the inbox sees to that. Unavailable is tried again for ever,
    any other exception of a follower ends `run`.
    """

    def __init__(
        self,
        inboxes: Sequence[Inbox],
        lease: Lease,
        metrics: ServiceMetrics,
        settings: OwnLogSettings = OwnLogSettings(),
    ) -> None:
        self.inboxes = inboxes
        self._lease, self._metrics, self._settings = lease, metrics, settings
        self._reader = inboxes[0].reader
        self._followers: list[Follower] = []
        self._watched_at = monotonic()

    @property
    def follows(self) -> bool:
        """False: it stands by."""
        return bool(self._followers)

    @property
    def seconds_since_watch(self) -> float:
        return monotonic() - self._watched_at if self.follows else 0.0

    async def run(self) -> None:
        """Until cancelled; then the lease is given back."""
        try:
            while True:
                await self._take()
                await self._while_held()
        finally:
            with suppress(Unavailable):
                await self._lease.release()

    async def _take(self) -> None:
        pause = 0.0
        while True:
            try:
                await self._lease.take()
                return
            except Unavailable as error:
                pause = _longer(pause)
                _log.warning("the lease of %s cannot be asked for: %s", self._reader.log, error)
                await asyncio.sleep(pause)

    async def _while_held(self) -> None:
        self._watched_at = monotonic()
        self._followers = [Follower(inbox, self._metrics.delivered) for inbox in self.inboxes]
        try:
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self._guard())
                tasks.create_task(self._watch())
                for follower in self._followers:
                    tasks.create_task(self._follow(follower))
        except BaseExceptionGroup as failed:
            _, others = failed.split(_LeaseLost)
            if others is not None:
                raise others.exceptions[0] from None
            _log.warning("the lease of %s was lost", self._reader.log)
        finally:
            self._followers = []
            for inbox in self.inboxes:
                self._metrics.unfollowed(inbox.consumer, self._reader.log)

    async def _guard(self) -> None:
        while True:
            await asyncio.sleep(self._settings.lease_seconds)
            try:
                held = await self._lease.is_held()
            except Unavailable:
                held = False
            if not held:
                raise _LeaseLost

    async def _watch(self) -> None:
        known: LogHead | None = None
        pause = 0.0
        while True:
            try:
                head = await self._reader.head()
                if known is not None and known.generation != head.generation:
                    for follower in self._followers:
                        await follower.poll()
            except Unavailable:
                pause = _longer(pause)
                await asyncio.sleep(pause)
                continue
            self._tell(head, news=head != known)
            known, pause, self._watched_at = head, 0.0, monotonic()
            await asyncio.sleep(self._settings.watch_seconds)

    def _tell(self, head: LogHead, *, news: bool) -> None:
        for follower in self._followers:
            if news:
                follower.wake()
                self._metrics.lag(follower.inbox.consumer, self._reader.log, head.position - (follower.done or 0))
            elif follower.done == head.position:  # there was nothing to do
                self._metrics.polled(follower.inbox.consumer, self._reader.log)

    async def _follow(self, follower: Follower) -> None:
        pause = 0.0
        while True:
            try:
                await follower.pump()
                self._metrics.polled(follower.inbox.consumer, self._reader.log)
                self._metrics.lag(follower.inbox.consumer, self._reader.log, 0)
                if not await follower.woken_within(self._settings.check_seconds):
                    await follower.poll()
                pause = 0.0
            except Unavailable as error:
                pause = _longer(pause)
                _log.warning("%s of its own log waits %.2f s: %s", follower.inbox.consumer, pause, error)
                await asyncio.sleep(pause)


def _longer(pause: float) -> float:
    return min(_PAUSE_SECONDS_MAX, pause * 2 or 0.05)
