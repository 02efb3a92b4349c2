"""Moves the clock of a whole installation: only where it can be moved by hand, for demonstrations and tests.

It reads every service's database, as no service may: whether all consumers have done every log, and which deadline
comes next. Nothing of it exists where the clock moves by itself.
"""

import asyncio
from collections.abc import Sequence
from contextlib import ExitStack, closing
from datetime import datetime
from time import monotonic
from typing import Final

from services.distributed.building import BuiltService, Surroundings, built_when_reached
from services.distributed.names import SERVICES
from services.distributed.starting import Servers
from shared.kernel.clock import ManualClock
from shared.kernel.errors import Unavailable
from shared.messaging.inbox import Inbox
from shared.messaging.timers import Timers, advance

SETTLE_SECONDS_MAX: Final = 240.0
_ASK_SECONDS: Final = 0.02
_STANDING = """
    SELECT t.consumer, t.log, t.partition, t.position FROM {tracking} AS t WHERE t.generation = (
        SELECT MAX(g.generation) FROM {generations} AS g WHERE g.consumer = t.consumer AND g.log = t.log)
"""

Tails = dict[str, dict[int, int]]


class NeverSettled(Unavailable):
    code = "never_settled"


class Conductor:
    def __init__(self, around: Surroundings, services: Sequence[BuiltService]) -> None:
        self._around, self._services = around, services
        self._turn = asyncio.Lock()

    @classmethod
    async def when_reached(cls, around: Surroundings, servers: Servers) -> "Conductor":
        """Raises DatabaseAway, DatabaseRefused, SchemaBehind."""
        with ExitStack() as built:
            services = [
                built.enter_context(closing(await built_when_reached(service, around, servers))) for service in SERVICES
            ]
            built.pop_all()
        return cls(around, services)

    async def settle(self) -> None:
        """Returns when every consumer has done every event of every log, those that policies added among them.

        Raises NeverSettled.
        """
        until, lacking = monotonic() + SETTLE_SECONDS_MAX, ""
        while monotonic() < until:
            before = await self._tails()
            lacking = await self._lacking(before)
            if not lacking and await self._tails() == before:
                return
            await asyncio.sleep(_ASK_SECONDS)
        raise NeverSettled(f"还有事件没有办完（{lacking}），请看各进程的 /readyz 和日志。", lacking=lacking)

    async def move_to(self, moment: datetime) -> None:
        """A moment that lies behind is where a repeated request comes from: no change."""
        clock = self._around.clock
        assert isinstance(clock, ManualClock)
        async with self._turn:
            await advance(clock, max(moment, clock.now()), self._timers, self.settle)

    def now(self) -> datetime:
        return self._around.clock.now()

    def close(self) -> None:
        for service in self._services:
            service.close()

    @property
    def _timers(self) -> Sequence[Timers]:
        return [one.parts.timers for one in self._services if one.parts.timers is not None]

    async def _tails(self) -> Tails:
        return {one.name: await one.own_log.tails() for one in self._services}

    async def _lacking(self, tails: Tails) -> str:
        """A consumer that has not done everything; empty: all have."""
        for service in self._services:
            standing = await self._standing(service)
            for inbox in service.inboxes:
                if not _is_done(inbox, standing, tails[inbox.log]):
                    return f"{service.name} {inbox.consumer} {inbox.log}"
        return ""

    @staticmethod
    async def _standing(service: BuiltService) -> dict[tuple[str, str], dict[int, int]]:
        async with service.database.snapshot() as reader:
            rows = await reader.all(_STANDING)
        standing: dict[tuple[str, str], dict[int, int]] = {}
        for row in rows:
            standing.setdefault((row["consumer"], row["log"]), {})[row["partition"]] = row["position"]
        return standing


def _is_done(inbox: Inbox, standing: dict[tuple[str, str], dict[int, int]], tails: dict[int, int]) -> bool:
    done = standing.get((inbox.consumer, inbox.log), {})
    return all(done.get(partition, 0) >= tail for partition, tail in tails.items())
