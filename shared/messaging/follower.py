"""Embedded delivery: one consumer follows one log in this process."""

import asyncio
import logging
from collections.abc import Callable
from time import monotonic, perf_counter

from shared.messaging.inbox import Inbox

# As many as a delivery from Kafka: who is behind catches up in fewer and larger transactions.
EVENTS_AT_ONCE = 500
_PAUSE_AFTER_FAILURE_MAX_S = 5.0
Delivered = Callable[[str, int, float], None]  # log, events of a batch, seconds it took
_log = logging.getLogger("lianxi.messaging")


class Follower:
    """Reads the log in order and hands batches to the inbox.

    `done` is the position up to which everything is stored; None until it was asked of the consumer's tracking.
    `delivered` hears of each batch.
    """

    def __init__(self, inbox: Inbox, delivered: Delivered = lambda log, events, seconds: None) -> None:
        self.inbox = inbox
        self._delivered = delivered
        self.done: int | None = None
        self.polled_at = monotonic()
        self.turn = asyncio.Lock()
        self._woken = asyncio.Event()
        self._progress = asyncio.Event()

    def wake(self) -> None:
        self._woken.set()

    async def woken_within(self, seconds: float) -> bool:
        """Whether somebody woke it; False when the seconds are over."""
        try:
            async with asyncio.timeout(seconds):
                await self._woken.wait()
        except TimeoutError:
            return False
        self._woken.clear()
        return True

    async def pump(self) -> int:
        """Does what the log holds now; returns how many events were handed over."""
        async with self.turn:
            done = await self._position() if self.done is None else self.done
            handed = 0
            while events := await self.inbox.reader.read(done, EVENTS_AT_ONCE):
                began = perf_counter()
                await self.inbox.receive(events)
                self._delivered(self.inbox.log, len(events), perf_counter() - began)
                done = events[-1].position
                handed += len(events)
                self._move(done)
            self._move(done)
            return handed

    async def poll(self) -> None:
        """What following in order cannot see: a new generation, a hole that another delivery left."""
        async with self.turn:
            if await self.inbox.notice_generation():
                self.done = None
            await self.inbox.catch_up()
        self.polled_at = monotonic()

    async def follow(self, poll_seconds: float) -> None:
        """Until cancelled; a failure is logged and tried again, it stops nobody else."""
        pause = 0.0
        while True:
            try:
                await self.pump()
                if not await self.woken_within(poll_seconds):
                    await self.poll()
                pause = 0.0
            except Exception:  # noqa: BLE001 - whatever holds one consumer up must not end its following
                pause = min(_PAUSE_AFTER_FAILURE_MAX_S, pause * 2 or 0.05)
                _log.exception("consumer %s of %s is held up", self.inbox.consumer, self.inbox.log)
                await asyncio.sleep(pause)

    async def progressed(self) -> None:
        await self._progress.wait()

    async def _position(self) -> int:
        # The head first: what is appended between the two reads only makes the tails later.
        head = await self.inbox.reader.head()
        behind = await self.inbox.behind()
        return min((done for done, _ in behind.values()), default=head.position)

    def _move(self, done: int) -> None:
        self.done = done
        self.polled_at = monotonic()
        self._progress.set()
        self._progress = asyncio.Event()
